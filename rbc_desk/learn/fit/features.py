"""Features of crops from an ImageNet network, computed once per crop and kept in the project."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open
from torch import nn

from rbc_desk.core.errors import TrainingFailedError
from rbc_desk.core.events import Progress
from rbc_desk.core.files.atomic import replacing
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task
from rbc_desk.learn.compute.runtime import pick_device, use_worker_threads
from rbc_desk.learn.crops.tensors import Normaliser, to_input
from rbc_desk.learn.fit.checkpoint import write_tensors
from rbc_desk.learn.fit.optimise import head_of
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.networks.registry import IMAGENET_MEAN, IMAGENET_STD, NETWORKS, build_network

_AT_ONCE = 32
_REPORT_EVERY_S = 0.1
_DIGEST = 32


class Backbone:
    """A network with ImageNet weights up to its last layer.

    Raises TrainingFailedError if there are no such weights or they cannot be downloaded, CancelledError,
    SettingsError (device).
    """

    def __init__(self, spec: TrainSpec, *, task: Task) -> None:
        if not NETWORKS[spec.network].make().has_pretrained:
            able = ", ".join(entry.display_name for entry in NETWORKS if entry.make().has_pretrained)
            raise TrainingFailedError(
                Phrase(
                    "{network} has no ImageNet weights, which quick training needs.",
                    network=NETWORKS[spec.network].display_name,
                ),
                hint=Phrase("Choose one of: {names}.", names=able),
            )
        use_worker_threads()
        self._spec = spec
        self._device = pick_device(spec.device)
        with torch.random.fork_rng(devices=[]):
            model = build_network(spec.network, n_classes=2, pretrained=True, task=task)
        self._parent, self._place, head = head_of(model)
        self.width = head.in_features
        setattr(self._parent, self._place, nn.Identity())
        self._model = model.eval().to(self._device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._normalise = Normaliser(mean=IMAGENET_MEAN, std=IMAGENET_STD, device=self._device)

    @torch.inference_mode()
    def features(self, pixels: NDArray[np.uint8], *, task: Task) -> NDArray[np.float16]:
        """The features [N, width] of crops uint8 [N, H, W, 3]. Raises CancelledError."""
        out = np.empty((len(pixels), self.width), np.float16)
        last = 0.0
        for begin in range(0, len(pixels), _AT_ONCE):
            task.raise_if_stopped()
            images = to_input(pixels[begin : begin + _AT_ONCE], input_px=self._spec.side_px).to(self._device)
            out[begin : begin + _AT_ONCE] = self._model(self._normalise(images)).half().cpu().numpy()
            if time.perf_counter() - last > _REPORT_EVERY_S:
                last = time.perf_counter()
                task.report(Progress(begin, len(pixels), "Computing features of the cells"))
        return out

    def with_head(self, weight: torch.Tensor, bias: torch.Tensor) -> dict[str, torch.Tensor]:
        """The weights of the whole network with this last layer."""
        head = nn.Linear(self.width, len(bias))
        head.load_state_dict({"weight": weight, "bias": bias})
        setattr(self._parent, self._place, head)
        state = {name: tensor.detach().to("cpu", copy=True) for name, tensor in self._model.state_dict().items()}
        setattr(self._parent, self._place, nn.Identity())
        return state


def spec_of(file: Path) -> TrainSpec | None:
    """The settings of a cache file; None for another file or an unknown network."""
    network, _, side = file.stem.rpartition("-")
    if network not in NETWORKS or not side.endswith("px") or not side[:-2].isdigit():
        return None
    return TrainSpec(mode="quick", network=network, input_px=int(side[:-2]))


class FeatureStore:
    """A cache of features by the SHA-256 of their crop, with one file per backbone."""

    def __init__(self, folder: Path, *, spec: TrainSpec) -> None:
        self._file = folder / f"{spec.network}-{spec.side_px}px.safetensors"

    def load(self) -> dict[bytes, NDArray[np.float16]]:
        """All stored features; empty if the file is damaged."""
        try:
            with safe_open(self._file, framework="np") as handle:
                digests, features = handle.get_tensor("digests"), handle.get_tensor("features")
        except (OSError, SafetensorError):
            return {}
        if digests.shape != (len(features), _DIGEST) or features.ndim != 2 or features.dtype != np.float16:
            return {}
        return {digest.tobytes(): row for digest, row in zip(digests, features, strict=True)}

    def add(self, features: dict[bytes, NDArray[np.float16]]) -> None:
        """Add features and write the file atomically. Raises StorageError."""
        known = {**self.load(), **features}
        if not known:
            return
        digests = np.frombuffer(b"".join(known), np.uint8).reshape(-1, _DIGEST)
        tensors = {"digests": torch.tensor(digests), "features": torch.from_numpy(np.stack(list(known.values())))}
        with replacing(self._file) as temporary:
            write_tensors(tensors, temporary)
