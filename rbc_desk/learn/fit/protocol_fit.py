"""One training of an experiment: fits on some cells, may select the epoch on others, and tests on the rest."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray

from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.compute.runtime import pick_device
from rbc_desk.learn.crops.augment import logits_of
from rbc_desk.learn.crops.crop_data import Crops
from rbc_desk.learn.crops.tensors import Normaliser, to_input
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.fit.train import Fitted, fit
from rbc_desk.learn.networks.registry import build_network

_WATCHED = 256
_AT_ONCE = 64


def fit_to_the_end(spec: TrainSpec, *, train: Crops, task: Task = SILENT) -> Fitted:
    """Train for all of `spec.epochs` and keep the last weights, with no cell set aside.

    The reported validation metrics are of cells that it is trained on, and so are not a result. Raises the errors of
    `fit`, and WeightsNotHereError if ImageNet weights are requested but not available.
    """
    watched = train.subset(np.arange(0, len(train), max(1, len(train) // _WATCHED)))
    return fit(spec, train=train, validation=watched, task=task, keep_last=True, weights_needed=True)


@torch.inference_mode()
def answers(
    fitted: Fitted, *, spec: TrainSpec, n_classes: int, pixels: NDArray[np.uint8], task: Task = SILENT
) -> NDArray[np.float64]:
    """Probabilities [N, C] of crops uint8 [N, H, W, 3] by the trained network, in full precision.

    Raises CancelledError.
    """
    device = pick_device(spec.device)
    with torch.random.fork_rng(devices=[]):
        model = build_network(spec.network, n_classes=n_classes)
    model.load_state_dict(fitted.weights)
    model.to(device).eval()
    normalise = Normaliser(mean=fitted.mean, std=fitted.std, device=device)
    rows = []
    for begin in range(0, len(pixels), _AT_ONCE):
        task.raise_if_stopped()
        images = to_input(pixels[begin : begin + _AT_ONCE], input_px=fitted.input_px).to(device)
        rows.append(logits_of(model, normalise(images), tta=spec.tta).float().softmax(1).double().cpu())
    return torch.cat(rows).numpy() if rows else np.zeros((0, n_classes))
