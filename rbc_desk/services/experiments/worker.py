"""Computes one protocol unit in a worker process, local or on a cluster, and writes its file."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk import __version__
from rbc_desk.core.errors import CancelledError, NotEnoughDataError, RbcDeskError
from rbc_desk.core.events import EpochDone, Event, TrainingStarted
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.bundles.bundle import Bundle, save_bundle
from rbc_desk.learn.compute.memory import crop_budget
from rbc_desk.learn.crops.crop_data import CropSet, LazyCropSet, memory_needed
from rbc_desk.learn.crops.resize import sized
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.metrics.evaluate import evaluate
from rbc_desk.learn.splits.folds import fold_of, is_test
from rbc_desk.learn.splits.imbalance import counts_at, thinned
from rbc_desk.services.experiments import cells as cells_of
from rbc_desk.services.experiments import folder as folders
from rbc_desk.services.experiments.pool import task_while
from rbc_desk.services.experiments.results import GRID, EpochFigures, Tested, UnitResult
from rbc_desk.services.experiments.schedule import Unit

if TYPE_CHECKING:
    from rbc_desk.core.models.results import Evaluation
    from rbc_desk.learn.crops.crop_data import Crops
    from rbc_desk.learn.fit.train import Fitted

_AT_ONCE = 64
_ONE_AT_A_TIME = threading.Lock()
"""Weights and dropout use torch's global generator, so units in one process must not run at the same time."""


@dataclass(frozen=True, slots=True)
class UnitOrder:
    """A unit to run in a protocol's folder while the file `marker` exists."""

    folder: str
    marker: str
    unit: Unit
    device: str = "auto"


@dataclass(frozen=True, slots=True)
class Report:
    """How an order ended: `state` is "done", "failed" or "stopped"."""

    hash: str
    state: str
    message: str = ""


def work(order: UnitOrder) -> Report:
    """Train, evaluate and write the result. Raises nothing: a failure is returned as a report."""
    unit, folder = order.unit, Path(order.folder)
    try:
        with task_while(Path(order.marker)) as task, _ONE_AT_A_TIME:
            task.raise_if_stopped()
            folders.save_result(folder, do(unit, folder, device=order.device, task=task))
    except CancelledError:
        return Report(unit.hash, "stopped")
    except RbcDeskError as error:
        return Report(unit.hash, "failed", str(error))
    except Exception as error:  # border: an error of one training must not end the others
        return Report(unit.hash, "failed", f"{type(error).__name__}: {error}")
    finally:
        folders.forget_progress(folder, unit.hash)
    return Report(unit.hash, "done")


def do(unit: Unit, folder: Path, *, device: str = "auto", task: Task = SILENT) -> UnitResult:
    """Run one unit. Raises the errors of training, StorageError, CancelledError.

    Missing ImageNet weights are an error, because a training from random weights would be a different experiment.
    """
    from rbc_desk.learn.fit.protocol_fit import fit_to_the_end
    from rbc_desk.learn.fit.train import fit

    started = time.perf_counter()
    table = cells_of.load_table(folder / folders.CELLS)
    if table.hash != unit.cells:
        raise NotEnoughDataError(
            "The folder contains other cells.", hint="Start the experiment again in another folder."
        )
    spec = TrainSpec(**{**unit.spec, "device": device})
    train_at, validation_at, test_at = parts(unit, table)
    pixels = cells_of.load_pixels(folder / folders.CELLS)
    started_on: dict[str, str] = {"device": device, "computing": ""}

    def report(event: Event) -> None:
        if isinstance(event, TrainingStarted):
            started_on.update(device=event.device, computing=event.computing)
        elif isinstance(event, EpochDone):
            folders.note_progress(folder, unit.hash, epoch=event.epoch, epochs=event.epochs)

    folders.note_progress(folder, unit.hash, epoch=0, epochs=spec.epochs)
    train = _crops(pixels, table, train_at, side_px=spec.side_px)
    if unit.stage == "final":
        fitted = fit_to_the_end(spec, train=train, task=task.reporting_to(report))
    else:
        validation = _crops(pixels, table, validation_at, side_px=spec.side_px)
        fitted = fit(spec, train=train, validation=validation, task=task.reporting_to(report), weights_needed=True)
    if fitted.stopped and task.stopped:
        raise CancelledError
    test = None
    if unit.stage != "fold":
        test = _tested(
            fitted,
            spec,
            table=table,
            at=test_at,
            crops=_held(pixels, table, test_at, side_px=spec.side_px),
            task=task,
        )
        if unit.keep:
            _keep(fitted, spec, table=table, folder=folder / folders.MODELS / unit.hash, unit=unit, test=test)
    history = tuple(
        EpochFigures(e.train_loss, e.validation_loss, e.scores.accuracy, e.scores.macro_f1, e.scores.auroc)
        for e in fitted.history
    )
    return UnitResult(
        unit.hash, unit.key, time.perf_counter() - started, started_on["device"], started_on["computing"],
        train.counts, history, fitted.best_epoch, test, __version__, fitted.on_imagenet,
    )  # fmt: skip


def parts(unit: Unit, table: cells_of.CellTable) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The indices of the cells for training, for selecting the epoch (empty without a held-out fold) and for the
    test.

    They depend only on the split, the seed and the level, so all settings of a seed use the same cells.
    """
    targets, groups = table.target_array, table.groups(unit.split_by)
    kept = np.arange(len(targets))
    if unit.level is not None:
        kept = thinned(targets, counts=counts_at(table.counts, ratio=unit.level), seed=unit.seed)

    def groups_at(at: NDArray[np.int64]) -> Sequence[str] | None:
        return None if groups is None else [groups[int(i)] for i in at]

    tested = is_test(targets[kept], groups=groups_at(kept), share=unit.test_share, seed=unit.seed)
    rest, test = kept[~tested], kept[tested]
    train, validation = rest, rest[:0]
    if unit.fold >= 0:
        fold = fold_of(targets[rest], groups=groups_at(rest), folds=unit.folds, seed=unit.seed)
        train, validation = rest[fold != unit.fold], rest[fold == unit.fold]
    if unit.thinned:
        counts = np.bincount(targets[train], minlength=len(table.codes))
        least = int(counts[counts > 0].min())
        train = train[thinned(targets[train], counts=[min(least, int(n)) for n in counts], seed=unit.seed)]
    return train, validation, test


def _crops(pixels: NDArray[np.uint8], table: cells_of.CellTable, at: NDArray[np.int64], *, side_px: int) -> Crops:
    """Crops at the network's input size, in memory where they fit, otherwise read from the folder per batch."""
    if memory_needed(len(at), side_px=side_px) <= crop_budget():
        return _held(pixels, table, at, side_px=side_px)
    return LazyCropSet(partial(_read, pixels, side_px), at, side_px, table.target_array[at], table.codes)


def _held(pixels: NDArray[np.uint8], table: cells_of.CellTable, at: NDArray[np.int64], *, side_px: int) -> CropSet:
    held = np.empty((len(at), side_px, side_px, 3), np.uint8)
    for begin in range(0, len(at), _AT_ONCE):
        held[begin : begin + _AT_ONCE] = _read(pixels, side_px, at[begin : begin + _AT_ONCE])
    return CropSet(held, table.target_array[at], table.codes)


def _read(pixels: NDArray[np.uint8], side_px: int, rows: NDArray[np.int64]) -> NDArray[np.uint8]:
    return sized(np.array(pixels[rows]), input_px=side_px)


def _tested(
    fitted: Fitted, spec: TrainSpec, *, table: cells_of.CellTable, at: NDArray[np.int64], crops: CropSet,
    task: Task,
) -> Tested:  # fmt: skip
    from rbc_desk.learn.fit.protocol_fit import answers

    if not len(crops):
        raise NotEnoughDataError("The test part is empty.", hint="Label cells on more smears, or split by cell.")
    probabilities = answers(fitted, spec=spec, n_classes=len(table.codes), pixels=crops.pixels, task=task)
    smears = np.unique([table.smears[int(i)] for i in at], return_inverse=True)[1]
    evaluation = evaluate(probabilities, targets=crops.targets, codes=table.codes, smears=smears.tolist())
    assert evaluation.depth is not None  # because `smears` is given
    figures = {name: evaluation.depth.figure(name) for name in ("accuracy", "macro_f1", "macro_auroc")}
    return Tested(
        n_cells=evaluation.n_cells,
        n_smears=evaluation.depth.n_smears,
        accuracy=evaluation.accuracy,
        macro_f1=evaluation.macro_f1,
        auroc=evaluation.auroc,
        calibration_error=evaluation.depth.ece,
        f1={one.code: one.f1 for one in evaluation.per_class},
        confusion=evaluation.confusion,
        roc=_curves(evaluation),
        spans={n: (f.low, f.high) for n, f in figures.items() if f and f.low is not None and f.high is not None},
    )


def _curves(evaluation: Evaluation) -> dict[str, tuple[float, ...]]:
    """True positive rates on the grid by class, with their mean under ""."""
    grid = np.linspace(0, 1, GRID)
    rows: dict[str, Any] = {
        curve.code: np.interp(grid, curve.false_positive_rate, curve.true_positive_rate) for curve in evaluation.roc
    }
    if rows:
        rows[""] = np.mean(list(rows.values()), 0)
    return {code: tuple(round(float(rate), 5) for rate in row) for code, row in rows.items()}


def _keep(
    fitted: Fitted, spec: TrainSpec, *, table: cells_of.CellTable, folder: Path, unit: Unit, test: Tested
) -> None:
    from rbc_desk.imaging.cells.crop import RECIPES

    figures = {"accuracy": test.accuracy, "macro_f1": test.macro_f1}
    bundle = Bundle(
        network=spec.network,
        codes=table.codes,
        class_names=table.class_names,
        input_px=fitted.input_px,
        mean=fitted.mean,
        std=fitted.std,
        crop_recipe=RECIPES[spec.recipe].model_dump(mode="json"),
        snapshot_hash=table.hash,
        spec=spec.model_dump(mode="json"),
        metrics={"test": figures, "split_by": unit.split_by, "best_epoch": fitted.best_epoch},
        tta=spec.tta,
    )
    save_bundle(folder, bundle=bundle, weights=fitted.weights)
