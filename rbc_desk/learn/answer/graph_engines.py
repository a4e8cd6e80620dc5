"""Engines that run the ONNX graph of a network: ONNX Runtime and OpenVINO. No torch here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from rbc_desk.learn.compute.runtime import worker_threads

INPUT, LOGITS, PROBABILITIES, FEATURES = "crops", "logits", "probabilities", "features"
TOLERANCE = 0.01
"""The largest allowed difference of probabilities from those of torch. Classes must be equal."""


class Outputs(NamedTuple):
    """What a network gives for n crops: `logits` [n, C], and the `features` [n, D] that its last layer sees; None
    where it has no linear layer at its end.
    """

    logits: NDArray[np.float32]
    features: NDArray[np.float32] | None


Engine = Callable[[NDArray[np.uint8]], Outputs]
"""`engine(crops uint8 [n, S, S, 3])`."""


def onnxruntime_engine(graph: bytes) -> Engine:
    return described_engine(graph)[0]


def described_engine(graph: bytes) -> tuple[Engine, Mapping[str, str]]:
    """The engine of ONNX Runtime, and the metadata of the graph. Raises the errors of ONNX Runtime, ValueError."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = worker_threads()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    given = {one.name for one in session.get_outputs()}
    if LOGITS not in given:
        raise ValueError("the graph has no output named logits")
    wanted = [name for name in (LOGITS, FEATURES) if name in given]

    def run(crops: NDArray[np.uint8]) -> Outputs:
        logits, *features = session.run(wanted, {INPUT: crops})
        return Outputs(logits, features[0] if features else None)

    return run, session.get_modelmeta().custom_metadata_map


def openvino_engine(graph: bytes) -> Engine:
    import openvino

    core = openvino.Core()
    settings = {"INFERENCE_NUM_THREADS": worker_threads(), "INFERENCE_PRECISION_HINT": "f32"}
    compiled = core.compile_model(core.read_model(graph, b""), "CPU", settings)
    has_features = any(FEATURES in one.get_names() for one in compiled.outputs)

    def run(crops: NDArray[np.uint8]) -> Outputs:
        found = compiled({INPUT: crops})
        return Outputs(found[LOGITS], found[FEATURES] if has_features else None)

    return run


def softmax(logits: NDArray[np.floating[Any]], *, temperature: float) -> NDArray[np.float64]:
    """Probabilities [n, C] of logits [n, C]; NaN where a logit is not finite."""
    from scipy import special

    with np.errstate(over="ignore", invalid="ignore"):
        found: NDArray[np.float64] = special.softmax(np.asarray(logits, np.float64) / temperature, axis=1)
    return found


def compared(a: NDArray[np.floating[Any]], b: NDArray[np.floating[Any]], *, temperature: float) -> tuple[bool, float]:
    """Compare two engines by logits [n, C]: whether classes are equal, and the largest probability difference."""
    p, q = (softmax(one, temperature=temperature) for one in (a, b))
    return bool((p.argmax(1) == q.argmax(1)).all()), float(np.abs(p - q).max(initial=0))
