"""Selects the inference engine of a bundle: torch, ONNX Runtime or OpenVINO, the fastest that gives equal results."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Progress
from rbc_desk.core.files.atomic import write_bytes
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task
from rbc_desk.learn.answer.graph_engines import (
    TOLERANCE,
    Engine,
    Outputs,
    compared,
    onnxruntime_engine,
    openvino_engine,
)
from rbc_desk.learn.answer.onnx_export import Answering, can_export, onnx_bytes
from rbc_desk.learn.bundles.bundle import Bundle
from rbc_desk.learn.compute.remembered import recall, remember
from rbc_desk.learn.fit.compute_plan import machine
from rbc_desk.settings.paths import cache_folder, computing_file

TRIAL_FROM_CELLS = 1000
"""The number of cells with the same weights from which a trial saves time."""
_GAIN = 0.9


class ChosenEngine(NamedTuple):
    """The engine in use. `name`: torch, onnxruntime or openvino. `settled`: no trial is needed any more."""

    name: str
    run: Engine
    settled: bool


def torch_engine(network: nn.Module, *, bundle: Bundle, device: torch.device) -> Engine:
    """The torch engine on `device`."""
    answering = Answering(network, bundle=bundle, with_features=True).eval()
    answering = answering.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]

    @torch.inference_mode()
    def run(crops: NDArray[np.uint8]) -> Outputs:
        logits, _, *features = answering(torch.from_numpy(crops).to(device))
        return Outputs(logits.float().cpu().numpy(), features[0].float().cpu().numpy() if features else None)

    return run


OTHERS: dict[str, Callable[[bytes], Engine]] = {"onnxruntime": onnxruntime_engine, "openvino": openvino_engine}


def check_parity(graph: bytes, network: nn.Module, *, bundle: Bundle) -> float:
    """The largest difference of probabilities between torch and ONNX Runtime, on noise and on uniform crops.

    Raises RbcDeskError if a class differs, or a probability by more than `TOLERANCE`.
    """
    side = bundle.input_px
    noise = np.random.default_rng(0).integers(0, 256, (12, side, side, 3), np.uint8)
    flat = np.broadcast_to(np.arange(20, 260, 60, dtype=np.uint8)[:, None, None, None], (4, side, side, 3))
    crops = np.concatenate([noise, flat])
    ours = torch_engine(network, bundle=bundle, device=torch.device("cpu"))(crops)
    theirs = onnxruntime_engine(graph)(crops)
    same, difference = compared(ours.logits, theirs.logits, temperature=bundle.temperature)
    if not (same and difference <= TOLERANCE):  # also true for NaN
        raise RbcDeskError(
            Phrase("The predictions of the ONNX file differ by up to {difference:.3f}.", difference=difference),
            hint="The file was not written. Update the packages onnx and onnxruntime, then try again.",
        )
    return difference


def fastest(
    plain: Engine, *, network: nn.Module, bundle: Bundle, digest: str, crops: NDArray[np.uint8], n_cells: int,
    task: Task,
) -> ChosenEngine:  # fmt: skip
    """Select the fastest engine on the CPU.

    An earlier result for these weights (`digest`) on this machine is reused. Otherwise the installed engines are
    timed on `crops` [n, S, S, 3], once these weights have been used for enough cells (over all calls, including these
    `n_cells`). Engines that fail or give different results are excluded.
    """
    key = f"classify {digest[:16]} {'tta ' if bundle.tta else ''}{machine()}"
    known = recall(computing_file(), key) or {}
    name = str(known.get("engine", ""))
    if name == "torch" or not can_export():
        return ChosenEngine("torch", plain, settled=True)
    seen = n_cells + _whole(known.get("cells"))
    if not name and seen < TRIAL_FROM_CELLS:
        remember(computing_file(), key, {"cells": seen})
        return ChosenEngine("torch", plain, settled=False)
    # the name differs from that of older versions, whose graphs give no features
    file = cache_folder() / "networks" / f"{digest[:16]}{'-tta' if bundle.tta else ''}-features.onnx"
    try:
        graph = _graph(file, network=network, bundle=bundle)
        if name in OTHERS and find_spec(name) is not None:
            return ChosenEngine(name, OTHERS[name](graph), settled=True)
    except Exception:  # border: other runtimes may fail in any way, and torch always works
        file.unlink(missing_ok=True)
        return ChosenEngine("torch", plain, settled=True)
    task.report(Progress(0, 0, "Finding the fastest way to compute on this machine"))
    name, engine = _trial(plain, graph=graph, crops=crops, bundle=bundle)
    remember(computing_file(), key, {"engine": name})
    return ChosenEngine(name, engine, settled=True)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _graph(file: Path, *, network: nn.Module, bundle: Bundle) -> bytes:
    """The ONNX graph, from the cache if it is there."""
    if file.is_file():
        return file.read_bytes()
    graph = onnx_bytes(network, bundle=bundle, with_features=True)
    try:
        write_bytes(file, graph)
    except RbcDeskError:
        return graph  # not cached, so made again next time
    return graph


def _trial(plain: Engine, *, graph: bytes, crops: NDArray[np.uint8], bundle: Bundle) -> tuple[str, Engine]:
    expected = plain(crops)
    best, best_s = ("torch", plain), _seconds(plain, crops)
    for name, make in OTHERS.items():
        if find_spec(name) is None:
            continue
        try:
            engine = make(graph)
            same, difference = compared(expected.logits, engine(crops).logits, temperature=bundle.temperature)
            if not (same and difference <= TOLERANCE):
                continue
            taken = _seconds(engine, crops)
        except Exception:
            continue
        if taken < _GAIN * best_s:
            best, best_s = (name, engine), taken
    return best


def _seconds(engine: Engine, crops: NDArray[np.uint8]) -> float:
    times = []
    for _ in range(3):
        started = time.perf_counter()
        engine(crops)
        times.append(time.perf_counter() - started)
    return min(times)
