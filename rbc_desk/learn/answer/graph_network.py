"""The network of a bundle run by ONNX Runtime alone, in the light edition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.errors import BundleError, SettingsError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task
from rbc_desk.learn.answer.graph_engines import Outputs, described_engine
from rbc_desk.learn.answer.occlusion import occlusion_map
from rbc_desk.learn.bundles.bundle import Bundle
from rbc_desk.learn.bundles.graph import WEIGHTS_OF_GRAPH, check_graph, load_graph
from rbc_desk.learn.crops.resize import resized

_CPU = ("auto", "cpu")


class GraphNetwork:
    """Runs the graph beside the weights. Raises BundleError, SettingsError for a device other than the CPU."""

    name = "onnxruntime"

    def __init__(self, folder: Path, *, bundle: Bundle, device: str) -> None:
        if device not in _CPU:
            raise SettingsError(
                Phrase("The device {name!r} is not available on this computer.", name=device),
                hint=Phrase("Choose one of: {names}.", names=", ".join(_CPU)),
            )
        self._folder, self._bundle = folder, bundle
        self._graph = load_graph(folder)
        try:
            self._run, facts = described_engine(self._graph)
        except Exception as error:  # border: ONNX Runtime raises many kinds of errors for a damaged file
            raise BundleError(
                Phrase("The ONNX graph of the model in {folder} cannot be run: {error}.", folder=folder, error=error),
                hint="Copy the whole model folder again.",
            ) from error
        check_graph(folder, made_from=facts.get(WEIGHTS_OF_GRAPH, ""))

    def settle(self, few: NDArray[np.uint8], *, n_cells: int, task: Task) -> bool:
        """Whether the engine is final: there is no other."""
        return True

    def sized(self, pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Crops [n, H, W, 3] at the input size of the network, uint8 [n, S, S, 3]."""
        return resized(pixels, input_px=self._bundle.input_px)

    def run(self, crops: NDArray[np.uint8]) -> Outputs:
        return self._run(crops)

    def with_features(self, crops: NDArray[np.uint8]) -> tuple[NDArray[np.float32], NDArray[np.floating[Any]]]:
        """Features [n, D] and logits [n, C]. Raises ValueError for a network without a linear layer at its end."""
        outputs = self._run(crops)
        if outputs.features is None:
            raise ValueError("the graph has no features")
        return outputs.features, outputs.logits

    def explained(self, crop: NDArray[np.uint8], *, index: int) -> NDArray[np.float32]:
        """The support of each pixel of a crop [S, S, 3] for class `index`, [S, S] in 0..1, by occlusion."""
        return occlusion_map(lambda crops: self._run(crops).logits[:, index], crop)

    def onnx(self) -> tuple[bytes, float]:
        """The graph, and 0: its probabilities are the program's own here."""
        return self._graph, 0.0

    def agrees_with_graph(self) -> bool:
        return True
