"""Predicts class probabilities of crops with a bundle."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from rbc_desk.core.errors import BundleError, UnknownNameError
from rbc_desk.core.events import Progress
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.answer.explain import grad_cam
from rbc_desk.learn.answer.inference_engines import check_parity, fastest, torch_engine
from rbc_desk.learn.answer.onnx_export import onnx_bytes
from rbc_desk.learn.bundles.bundle import Bundle, load_bundle, load_weights, weights_digest
from rbc_desk.learn.compute.runtime import pick_device, use_worker_threads
from rbc_desk.learn.crops.augment import logits_of
from rbc_desk.learn.crops.tensors import Normaliser, to_input
from rbc_desk.learn.fit.optimise import head_of
from rbc_desk.learn.metrics.training_domain import TrainingDomain
from rbc_desk.learn.networks.registry import build_network

_REPORT_EVERY_S = 0.1
_PIXELS_AT_ONCE = 64 * 96 * 96
_TRIED = 48


class Answers(NamedTuple):
    """Of N cells: the probabilities, float32 [N, C] in class order, and the inputs of the last layer, the features,
    float32 [N, D]; None where the network has no linear layer at its end.
    """

    probabilities: NDArray[np.float32]
    features: NDArray[np.float32] | None


class Predictor:
    """A loaded bundle that predicts, for one thread at a time. Raises BundleError, SettingsError (device)."""

    def __init__(self, folder: Path, *, device: str = "auto") -> None:
        use_worker_threads()
        self._folder = folder
        self.bundle: Bundle = load_bundle(folder)
        self.domain = TrainingDomain.from_json(self.bundle.training_domain)
        """What its training cells look like; None in a bundle without these statistics."""
        self._device = pick_device(device)
        weights = load_weights(folder)
        try:
            with torch.random.fork_rng(devices=[]):
                model = build_network(self.bundle.network, n_classes=len(self.bundle.codes))
            model.load_state_dict(weights)
        except UnknownNameError as error:
            raise BundleError(
                Phrase(
                    "The model in {folder} needs the network {network!r}, which is not available here.",
                    folder=folder,
                    network=self.bundle.network,
                ),
                hint="Update the program, or install the plug-in that the model was made with.",
            ) from error
        except RuntimeError as error:
            raise BundleError(
                Phrase(
                    "The weights in {folder} do not fit {network} with {n} classes.",
                    folder=folder,
                    network=self.bundle.network,
                    n=len(self.bundle.codes),
                ),
                hint="The files in the folder belong to different models. Copy the whole folder again.",
            ) from error
        self._network = model.eval()
        self._digest = weights_digest(folder)
        self._run = torch_engine(self._network, bundle=self.bundle, device=self._device)
        self._settled = False
        self.engine = "torch"
        """The engine in use: torch, onnxruntime or openvino."""

    def probabilities(self, pixels: NDArray[np.uint8], *, task: Task = SILENT) -> NDArray[np.float32]:
        """The probabilities, float32 [N, C] in class order, of crops uint8 [N, H, W, 3]; as `answers` gives them."""
        return self.answers(pixels, task=task).probabilities

    def answers(self, pixels: NDArray[np.uint8], *, task: Task = SILENT) -> Answers:
        """Probabilities and features of crops uint8 [N, H, W, 3] cut by the bundle's recipe, in one pass.

        Reports Progress in cells. Raises CancelledError, BundleError if the outputs of the network are not
        probabilities.
        """
        size = max(8, _PIXELS_AT_ONCE // self.bundle.input_px**2)
        few = pixels[:: max(1, len(pixels) // _TRIED)]
        batches = (pixels[begin : begin + size] for begin in range(0, len(pixels), size))
        return self._answers_of(batches, n=len(pixels), few=few, task=task)

    def answers_of(self, batches: Iterable[NDArray[np.uint8]], *, n: int, task: Task = SILENT) -> Answers:
        """As `answers`, of about `n` crops that come in batches, so that they need not be in memory at once."""
        return self._answers_of(batches, n=n, few=None, task=task)

    def _answers_of(
        self, batches: Iterable[NDArray[np.uint8]], *, n: int, few: NDArray[np.uint8] | None, task: Task
    ) -> Answers:
        """`few`: crops to try the engines on (None: those of the first batch)."""
        rows: list[NDArray[Any]] = [np.zeros((0, len(self.bundle.codes)))]
        features: list[NDArray[np.float32]] = []
        done, last_report = 0, 0.0
        for pixels in batches:
            task.raise_if_stopped()
            if not done and self._device.type == "cpu" and not self._settled:
                self._settle(pixels if few is None else few, n_cells=n, task=task)
            probabilities, own = self._answers(self._crops(pixels))
            rows.append(probabilities)
            if own is not None:
                features.append(own)
            done += len(pixels)
            if done >= n or time.perf_counter() - last_report >= _REPORT_EVERY_S:
                last_report = time.perf_counter()
                task.report(Progress(done, max(n, done), "classifying"))
        return Answers(np.concatenate(rows).astype(np.float32), np.concatenate(features) if features else None)

    @torch.inference_mode()
    def features(
        self, pixels: NDArray[np.uint8], *, task: Task = SILENT
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The inputs of the last layer for crops uint8 [N, H, W, 3], and the probabilities: float32 [N, D], [N, C].

        Both are means over the views that the bundle uses. Raises CancelledError, BundleError if the network has no
        linear layer at its end.
        """
        try:
            head = head_of(self._network)[2]
        except ValueError as error:
            raise BundleError(
                Phrase("The model in {folder} has no linear layer at its end.", folder=self._folder),
                hint="Choose another model: this one can only be trained as a whole.",
            ) from error
        normalise = Normaliser(mean=self.bundle.mean, std=self.bundle.std, device=self._device)
        caught: list[torch.Tensor] = []
        hook = head.register_forward_pre_hook(lambda _module, inputs: caught.append(inputs[0]))
        features = np.empty((len(pixels), head.in_features), np.float32)
        probabilities = np.empty((len(pixels), len(self.bundle.codes)), np.float32)
        size = max(8, _PIXELS_AT_ONCE // self.bundle.input_px**2)
        try:
            for begin in range(0, len(pixels), size):
                task.raise_if_stopped()
                some = slice(begin, begin + size)
                images = normalise(to_input(pixels[some], input_px=self.bundle.input_px).to(self._device))
                caught.clear()
                logits = logits_of(self._network, images, tta=self.bundle.tta)
                features[some] = torch.stack(caught).mean(0).float().cpu().numpy()
                probabilities[some] = (logits.double() / self.bundle.temperature).softmax(1).float().cpu().numpy()
        finally:
            hook.remove()
        return features, probabilities

    def try_out(self) -> None:
        """Run the network once on noise. Raises BundleError if it fails."""
        side = self.bundle.input_px
        try:
            self._answers(np.random.default_rng(0).integers(0, 256, (2, side, side, 3), np.uint8))
        except (RuntimeError, ValueError, TypeError) as error:
            raise BundleError(
                Phrase("The model in {folder} cannot be run: {error}.", folder=self._folder, error=error),
                hint="Ask its author for an intact copy, or train it again.",
            ) from error

    def _answers(self, crops: NDArray[np.uint8]) -> tuple[NDArray[np.float64], NDArray[np.float32] | None]:
        """Probabilities [n, C] and features [n, D] of crops at the input size of the network."""
        outputs = self._run(crops)
        logits = outputs.logits.astype(np.float64)
        found: NDArray[np.float64] = (torch.from_numpy(logits) / self.bundle.temperature).softmax(1).numpy()
        if not np.isfinite(found).all():
            raise BundleError(
                Phrase("The outputs of the model in {folder} are not probabilities.", folder=self._folder),
                hint="Ask its author for an intact copy, or train it again.",
            )
        return found, outputs.features

    def _crops(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Crops at the input size of the network, uint8 [n, S, S, 3]."""
        sized = to_input(pixels, input_px=self.bundle.input_px).permute(0, 2, 3, 1)
        return np.ascontiguousarray(sized.numpy())

    def _settle(self, few: NDArray[np.uint8], *, n_cells: int, task: Task) -> None:
        """Switch to the fastest engine if it is known, or if there are enough cells for a trial on a few crops."""
        self.engine, self._run, self._settled = fastest(
            self._run, network=self._network, bundle=self.bundle, digest=self._digest, crops=self._crops(few),
            n_cells=n_cells, task=task,
        )  # fmt: skip

    def explained(self, crop: NDArray[np.uint8], *, index: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """A crop uint8 [H, W, 3] at the input size, [S, S, 3], and its support for class `index`, [S, S] in 0..1."""
        bundle = self.bundle
        seen = self._crops(crop[None])
        images = torch.from_numpy(seen).permute(0, 3, 1, 2)
        normalise = Normaliser(mean=bundle.mean, std=bundle.std, device=self._device)
        return seen[0], grad_cam(self._network, normalise(images.to(self._device)), index=index)

    def onnx(self) -> tuple[bytes, float]:
        """The bundle as an ONNX graph, and the largest difference of its probabilities from torch's.

        Raises RbcDeskError.
        """
        graph = onnx_bytes(self._network, bundle=self.bundle)
        return graph, check_parity(graph, self._network, bundle=self.bundle)
