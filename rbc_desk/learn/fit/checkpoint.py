"""Checkpoints: the complete state of a training as plain tensors and JSON, without pickle."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from rbc_desk.core.errors import TrainingFailedError
from rbc_desk.core.events import EpochDone, Scores
from rbc_desk.core.files.atomic import Check, always, replacing
from rbc_desk.core.phrases import Phrase

FORMAT = 2


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a training in `epoch` (from 1), after `batch` of its batches.

    Random numbers need no state: the order of an epoch and the views of a batch are drawn from a generator seeded by
    (seed, epoch, batch). `best` is empty before the first finished epoch. `average` and `average_steps` are empty
    without a running average. `scale` is 0 if gradients are not scaled. `plan`: how the network is computed.
    `on_imagenet`: whether the training started from ImageNet weights.
    """

    fingerprint: str
    epoch: int
    batch: int
    loss_sum: float
    cells_seen: int
    seconds: float
    best_epoch: int
    average_steps: int
    scale: float
    plan: tuple[str, bool, bool]
    on_imagenet: bool
    history: tuple[EpochDone, ...]
    weights: dict[str, torch.Tensor]
    best: dict[str, torch.Tensor]
    average: dict[str, torch.Tensor]
    optimizer: dict[str, torch.Tensor]


def checkpoint_file(path: Path) -> Path:
    """The file for `path`, which may also be a folder."""
    return path if path.suffix == ".safetensors" else path / "checkpoint.safetensors"


def save_checkpoint(path: Path, *, state: Checkpoint, check: Check = always) -> None:
    """Write a checkpoint atomically. Raises StorageError, and the errors of `check`; both keep the previous file."""
    header: dict[str, Any] = {
        "format": FORMAT,
        **{f.name: getattr(state, f.name) for f in dataclasses.fields(state) if f.name not in _TENSORS},
        "history": [dataclasses.asdict(epoch) for epoch in state.history],
    }
    tensors = {
        f"{part}/{name}": tensor.detach().to("cpu").contiguous().clone()
        for part in _TENSORS
        for name, tensor in getattr(state, part).items()
    }
    with replacing(checkpoint_file(path), check=check) as temporary:
        write_tensors(tensors, temporary, metadata={"rbc_desk": json.dumps(header)})


def write_tensors(tensors: dict[str, torch.Tensor], path: Path, *, metadata: dict[str, str] | None = None) -> None:
    """`save_file` that raises OSError for errors of the operating system, which the library wraps in its own."""
    try:
        save_file(tensors, path, metadata=metadata)
    except SafetensorError as error:
        number = re.search(r"os error (\d+)", str(error))
        if number is None:
            raise
        code = int(number.group(1))
        raise OSError(code, os.strerror(code)) from error


def load_checkpoint(path: Path, *, fingerprint: str) -> Checkpoint:
    """Load a checkpoint. Raises TrainingFailedError if it is damaged or belongs to other settings or data."""
    file = checkpoint_file(path)
    parts: dict[str, dict[str, torch.Tensor]] = {part: {} for part in _TENSORS}
    try:
        with safe_open(file, framework="pt") as handle:
            header = json.loads(handle.metadata()["rbc_desk"])
            for key in handle.keys():  # noqa: SIM118 (the handle is no mapping)
                part, name = key.split("/", 1)
                parts[part][name] = handle.get_tensor(key)
        if header.pop("format") != FORMAT:
            raise ValueError("another format")
        history = tuple(_epoch(value) for value in header.pop("history"))
        header["plan"] = tuple(header["plan"])
        state = Checkpoint(history=history, **{**header, **parts})
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise TrainingFailedError(
            Phrase("The interrupted training in {name} cannot be read ({error}).", name=file.name, error=error),
            hint="Start the training again.",
        ) from error
    if state.fingerprint != fingerprint:
        raise TrainingFailedError(
            "The interrupted training used other settings or other cells.",
            hint="Resume it with its original settings, or start a new training.",
        )
    return state


_TENSORS = ("weights", "best", "average", "optimizer")


def _epoch(value: dict[str, Any]) -> EpochDone:
    confusion = tuple(tuple(row) for row in value["confusion"])
    return EpochDone(**{**value, "scores": Scores(**value["scores"]), "confusion": confusion})


def optimizer_tensors(optimizer: torch.optim.Optimizer) -> dict[str, torch.Tensor]:
    """The moments and step counts of Adam as tensors named `index.name`."""
    state = optimizer.state_dict()["state"]
    return {f"{index}.{name}": torch.as_tensor(value) for index, own in state.items() for name, value in own.items()}


def fill_optimizer(optimizer: torch.optim.Optimizer, tensors: dict[str, torch.Tensor]) -> None:
    """Restore the tensors of `optimizer_tensors`."""
    state: dict[int, dict[str, torch.Tensor]] = {}
    for key, tensor in tensors.items():
        index, name = key.split(".", 1)
        state.setdefault(int(index), {})[name] = tensor
    optimizer.load_state_dict({**optimizer.state_dict(), "state": state})
