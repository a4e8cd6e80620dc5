"""The network of a bundle run by torch, or by a faster engine where there is one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from rbc_desk.core.errors import BundleError, UnknownNameError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task
from rbc_desk.learn.answer.explain import grad_cam
from rbc_desk.learn.answer.graph_engines import Outputs
from rbc_desk.learn.answer.inference_engines import check_parity, fastest, torch_engine
from rbc_desk.learn.answer.onnx_export import onnx_bytes
from rbc_desk.learn.bundles.bundle import Bundle, load_weights, weights_digest
from rbc_desk.learn.bundles.graph import load_graph
from rbc_desk.learn.compute.runtime import pick_device, use_worker_threads
from rbc_desk.learn.crops.augment import logits_of
from rbc_desk.learn.crops.resize import sized
from rbc_desk.learn.crops.tensors import Normaliser
from rbc_desk.learn.fit.optimise import head_of
from rbc_desk.learn.networks.registry import build_network


class TorchNetwork:
    """Loads the weights into the network that the bundle names. Raises BundleError, SettingsError (device)."""

    def __init__(self, folder: Path, *, bundle: Bundle, device: str) -> None:
        use_worker_threads()
        self._folder, self._bundle = folder, bundle
        self._device = pick_device(device)
        weights = load_weights(folder)
        try:
            with torch.random.fork_rng(devices=[]):
                model = build_network(bundle.network, n_classes=len(bundle.codes))
            model.load_state_dict(weights)
        except UnknownNameError as error:
            raise BundleError(
                Phrase(
                    "The model in {folder} needs the network {network!r}, which is not available here.",
                    folder=folder,
                    network=bundle.network,
                ),
                hint="Update the program, or install the plug-in that the model was made with.",
            ) from error
        except RuntimeError as error:
            raise BundleError(
                Phrase(
                    "The weights in {folder} do not fit {network} with {n} classes.",
                    folder=folder,
                    network=bundle.network,
                    n=len(bundle.codes),
                ),
                hint="The files in the folder belong to different models. Copy the whole folder again.",
            ) from error
        self._network = model.eval()
        self._digest = weights_digest(folder)
        self._run = torch_engine(self._network, bundle=bundle, device=self._device)
        self.name = "torch"

    def settle(self, few: NDArray[np.uint8], *, n_cells: int, task: Task) -> bool:
        """Switch to the fastest engine if it is known, or if there are enough cells for a trial on `few` sized crops.

        Returns whether no trial is needed any more.
        """
        if self._device.type != "cpu":
            return True
        self.name, self._run, settled = fastest(
            self._run, network=self._network, bundle=self._bundle, digest=self._digest, crops=few, n_cells=n_cells,
            task=task,
        )  # fmt: skip
        return settled

    def sized(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Crops [n, H, W, 3] at the input size of the network, uint8 [n, S, S, 3]."""
        return sized(pixels, input_px=self._bundle.input_px)

    def run(self, crops: NDArray[np.uint8]) -> Outputs:
        return self._run(crops)

    @torch.inference_mode()
    def with_features(self, crops: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.floating[Any]]]:
        """Features [n, D] and logits [n, C]. Raises ValueError for a network without a linear layer at its end."""
        caught: list[torch.Tensor] = []
        hook = head_of(self._network)[2].register_forward_pre_hook(lambda _module, inputs: caught.append(inputs[0]))
        try:
            logits = logits_of(self._network, self._images(crops), tta=self._bundle.tta)
        finally:
            hook.remove()
        return torch.stack(caught).mean(0).float().cpu().numpy(), logits.double().cpu().numpy()

    def explained(self, crop: NDArray[np.uint8], *, index: int) -> NDArray[np.float32]:
        """The support of each pixel of a crop [S, S, 3] for class `index`, [S, S] in 0..1, by Grad-CAM."""
        return grad_cam(self._network, self._images(crop[None]), index=index)

    def onnx(self) -> tuple[bytes, float]:
        """The ONNX graph, and the largest difference of its probabilities from torch's. Raises RbcDeskError."""
        graph = onnx_bytes(self._network, bundle=self._bundle, with_features=True, weights_digest=self._digest)
        return graph, check_parity(graph, self._network, bundle=self._bundle)

    def agrees_with_graph(self) -> bool:
        try:
            check_parity(load_graph(self._folder), self._network, bundle=self._bundle)
        except Exception:  # border: ONNX Runtime raises many kinds of errors for a damaged file
            return False
        return True

    def _images(self, crops: NDArray[np.uint8]) -> torch.Tensor:
        normalise = Normaliser(mean=self._bundle.mean, std=self._bundle.std, device=self._device)
        return normalise(torch.from_numpy(crops).permute(0, 3, 1, 2).to(self._device))
