"""Progress events of long work: frozen values that serialise to JSON."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """The base of everything that long work reports."""

    def to_json(self) -> str:
        """One line of JSON with the event's name as `event`."""
        return json.dumps({"event": type(self).__name__, **dataclasses.asdict(self)})


@dataclass(frozen=True, slots=True)
class Progress(Event):
    """`done` of `total` items (`total` 0: unknown); `message` names the current work.

    `seconds_left` is set if the work can estimate better than from its pace so far. `is_share`: `done` is a share of
    `total` rather than a number of items, to be shown as a percentage.
    """

    done: int
    total: int
    message: str = ""
    seconds_left: float | None = None
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class Problem(Event):
    """One item failed and the rest continues. `item` is its name; `message` says why and what to do."""

    item: str
    message: str


@dataclass(frozen=True, slots=True)
class UnitEnded(Event):
    """One training of a protocol has ended. `done` of `total` units have a result, including this one unless it
    failed.
    """

    unit: str
    words: str
    done: int
    total: int
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Warned(Event):
    """A warning about running work that does not stop it, such as a split that leaks."""

    message: str


@dataclass(frozen=True, slots=True)
class NotLearning(Warned):
    """The loss of the current training grows or stagnates; `message` says what to do."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Validation or test figures, each 0..1; None where undefined (AUROC with one class present)."""

    accuracy: float
    macro_f1: float
    auroc: float | None


@dataclass(frozen=True, slots=True)
class TrainingStarted(Event):
    """The settings and sizes of a training that is about to start."""

    network: str
    loss: str
    device: str
    epochs: int
    batches_per_epoch: int
    class_codes: tuple[str, ...]
    train_counts: tuple[int, ...]
    validation_counts: tuple[int, ...]
    parameters: int
    computing: str = ""
    """Precision and memory layout of the computation, such as "bf16, channels last"."""


@dataclass(frozen=True, slots=True)
class BatchDone(Event):
    """A step inside an epoch (both count from 1). `loss` is the batch's mean training loss.

    `memory_bytes` is the current memory use of the program, or on a GPU of the training; 0: unknown.
    """

    epoch: int
    batch: int
    batches: int
    loss: float
    images_per_s: float
    learning_rate: float = 0.0
    memory_bytes: int = 0


@dataclass(frozen=True, slots=True)
class EpochDone(Event):
    """The end of an epoch (counting from 1).

    `confusion[i][j]` counts validation cells of true class i predicted as class j. `is_best`: this is the lowest
    validation loss so far, so its weights are kept.
    """

    epoch: int
    epochs: int
    train_loss: float
    validation_loss: float
    scores: Scores
    confusion: tuple[tuple[int, ...], ...]
    learning_rate: float
    seconds: float
    seconds_left: float
    is_best: bool


@dataclass(frozen=True, slots=True)
class TrainingPaused(Event):
    """The training waits (`paused`) or continues. It keeps its memory, and a checkpoint has been written."""

    paused: bool
    epoch: int
    batch: int


@dataclass(frozen=True, slots=True)
class OutOfMemory(Event):
    """The training fails because a batch does not fit in memory. `batch_size` may fit (0: no smaller one does)."""

    device: str
    tried_batch_size: int
    batch_size: int


@dataclass(frozen=True, slots=True)
class TrainingEnded(Event):
    """The run has ended. `stopped`: the user ended it. `early`: no epoch improved for too long.

    `best_epoch` is 0 if no epoch was finished.
    """

    best_epoch: int
    stopped: bool
    early: bool = False
