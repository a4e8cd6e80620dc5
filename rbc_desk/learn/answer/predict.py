"""Predicts class probabilities of crops with a bundle."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.editions import has_torch
from rbc_desk.core.errors import BundleError
from rbc_desk.core.events import Progress
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.answer.graph_engines import Outputs, softmax
from rbc_desk.learn.answer.graph_network import GraphNetwork
from rbc_desk.learn.bundles.bundle import Bundle, load_bundle
from rbc_desk.learn.metrics.training_domain import TrainingDomain

_REPORT_EVERY_S = 0.1
_PIXELS_AT_ONCE = 64 * 96 * 96
_TRIED = 48


class Answers(NamedTuple):
    """Of N cells: the probabilities, float32 [N, C] in class order, and the inputs of the last layer, the features,
    float32 [N, D]; None where the network has no linear layer at its end.
    """

    probabilities: NDArray[np.float32]
    features: NDArray[np.float32] | None


class Network(Protocol):
    """The network of a bundle, run in one way or another. Crops are uint8 [n, S, S, 3] except in `sized`."""

    name: str

    def settle(self, few: NDArray[np.uint8], *, n_cells: int, task: Task) -> bool: ...

    def sized(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]: ...

    def run(self, crops: NDArray[np.uint8]) -> Outputs: ...

    def with_features(self, crops: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.floating[Any]]]: ...

    def explained(self, crop: NDArray[np.uint8], *, index: int) -> NDArray[np.float32]: ...

    def onnx(self) -> tuple[bytes, float]: ...

    def agrees_with_graph(self) -> bool: ...


class Predictor:
    """A loaded bundle that predicts, for one thread at a time, with torch or, in the light edition, without it.

    Raises BundleError, SettingsError (device).
    """

    def __init__(self, folder: Path, *, device: str = "auto") -> None:
        self.folder = folder
        self.bundle: Bundle = load_bundle(folder)
        self.domain = TrainingDomain.from_json(self.bundle.training_domain)
        """What its training cells look like; None in a bundle without these statistics."""
        self._network = _network_of(folder, bundle=self.bundle, device=device)
        self._settled = False

    @property
    def engine(self) -> str:
        """The engine in use: torch, onnxruntime or openvino."""
        return self._network.name

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
            if not done and not self._settled:
                trial = self._network.sized(pixels if few is None else few)
                self._settled = self._network.settle(trial, n_cells=n, task=task)
            probabilities, own = self._answers(self._network.sized(pixels))
            rows.append(probabilities)
            if own is not None:
                features.append(own)
            done += len(pixels)
            if done >= n or time.perf_counter() - last_report >= _REPORT_EVERY_S:
                last_report = time.perf_counter()
                task.report(Progress(done, max(n, done), "classifying"))
        return Answers(np.concatenate(rows).astype(np.float32), np.concatenate(features) if features else None)

    def features(
        self, pixels: NDArray[np.uint8], *, task: Task = SILENT
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """The inputs of the last layer for crops uint8 [N, H, W, 3], and the probabilities: float32 [N, D], [N, C].

        Both are means over the views that the bundle uses. Raises CancelledError, BundleError if the network has no
        linear layer at its end.
        """
        features, probabilities = [], [np.zeros((0, len(self.bundle.codes)), np.float32)]
        size = max(8, _PIXELS_AT_ONCE // self.bundle.input_px**2)
        # of no crops too, for the number of features
        for begin in range(0, max(1, len(pixels)), size):
            task.raise_if_stopped()
            try:
                found, logits = self._network.with_features(self._network.sized(pixels[begin : begin + size]))
            except ValueError as error:
                raise BundleError(
                    Phrase("The model in {folder} has no linear layer at its end.", folder=self.folder),
                    hint="Choose another model: this one can only be trained as a whole.",
                ) from error
            features.append(found)
            probabilities.append(softmax(logits, temperature=self.bundle.temperature).astype(np.float32))
        return np.concatenate(features), np.concatenate(probabilities)

    def sized(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Crops uint8 [N, H, W, 3] at the input size of the network, uint8 [N, S, S, 3]."""
        return self._network.sized(pixels)

    def try_out(self) -> None:
        """Run the network once on noise. Raises BundleError if it fails."""
        side = self.bundle.input_px
        try:
            self._answers(np.random.default_rng(0).integers(0, 256, (2, side, side, 3), np.uint8))
        except (RuntimeError, ValueError, TypeError) as error:
            raise BundleError(
                Phrase("The model in {folder} cannot be run: {error}.", folder=self.folder, error=error),
                hint="Ask its author for an intact copy, or train it again.",
            ) from error

    def _answers(self, crops: NDArray[np.uint8]) -> tuple[NDArray[np.float64], NDArray[np.float32] | None]:
        """Probabilities [n, C] and features [n, D] of crops at the input size of the network."""
        outputs = self._network.run(crops)
        found = softmax(outputs.logits, temperature=self.bundle.temperature)
        if found.shape != (len(crops), len(self.bundle.codes)) or not np.isfinite(found).all():
            raise BundleError(
                Phrase("The outputs of the model in {folder} are not probabilities.", folder=self.folder),
                hint="Ask its author for an intact copy, or train it again.",
            )
        return found, outputs.features

    def explained(self, crop: NDArray[np.uint8], *, index: int) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """A crop uint8 [H, W, 3] at the input size, [S, S, 3], and its support for class `index`, [S, S] in 0..1."""
        seen = self._network.sized(crop[None])[0]
        return seen, self._network.explained(seen, index=index)

    def onnx(self) -> tuple[bytes, float]:
        """The bundle as an ONNX graph, and the largest difference of its probabilities from this program's.

        Raises RbcDeskError.
        """
        return self._network.onnx()

    def agrees_with_graph(self) -> bool:
        """Whether the ONNX graph beside the weights gives the same classes and nearly the same probabilities."""
        return self._network.agrees_with_graph()


def _network_of(folder: Path, *, bundle: Bundle, device: str) -> Network:
    if not has_torch():
        return GraphNetwork(folder, bundle=bundle, device=device)
    from rbc_desk.learn.answer.torch_network import TorchNetwork

    return TorchNetwork(folder, bundle=bundle, device=device)
