"""Runs the missing units of a protocol in parallel, and updates results and report after each."""

from __future__ import annotations

import time
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass, field
from pathlib import Path

from rbc_desk.core.editions import require_torch
from rbc_desk.core.errors import CancelledError, RbcDeskError, SettingsError, StorageError
from rbc_desk.core.events import Problem, Progress, UnitEnded
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.report_language import ENGLISH, ReportLanguage
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.splits.imbalance import counts_at, imbalance_ratio
from rbc_desk.services.experiments import folder as folders
from rbc_desk.services.experiments import pool as pools
from rbc_desk.services.experiments.cells import FEWEST, CellTable, load_table
from rbc_desk.services.experiments.clock import TimeLeft
from rbc_desk.services.experiments.pool import Workers
from rbc_desk.services.experiments.protocol_plan import ProtocolPlan
from rbc_desk.services.experiments.report.report import write_report
from rbc_desk.services.experiments.results import UnitResult
from rbc_desk.services.experiments.schedule import Schedule, Unit
from rbc_desk.services.experiments.sources import CellSource, check_same
from rbc_desk.services.experiments.texts import unit_text
from rbc_desk.services.experiments.worker import Report, UnitOrder, work

_POLL_S = 0.1
_REPORT_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class ProtocolResult:
    """The progress of a protocol: finished and total units, and error messages by the description of the unit."""

    folder: Path
    done: int
    total: int
    failures: dict[str, str]


def start(
    folder: Path, *, plan: ProtocolPlan, source: CellSource | None = None, workers: Workers | None = None,
    task: Task = SILENT, language: ReportLanguage = ENGLISH,
) -> ProtocolResult:  # fmt: skip
    """Run the missing units of a plan in `folder`. Finished units, including those of another plan, are reused.

    A new folder gets its cells from `source`; the cells of an existing folder must come from the same source. Reports
    Progress in units, UnitEnded, and a Problem for each unit that failed; the other units continue. Raises
    SettingsError (other files or other cells in the folder, impossible levels), NotEnoughDataError, StorageError
    (also where another program uses the folder), FullEditionNeededError, and CancelledError when stopped; finished
    units are kept.
    """
    require_torch()
    folder = folder.expanduser().absolute()
    folders.check(folder, kind=plan.kind)
    with folders.locked(folder):
        folders.clear_leftovers(folder)
        table = _cells(folder, plan=plan, source=source)
        plan = _reachable(plan, table=table, task=task)
        folders.save_plan(folder, plan)
        return _Work(folder, Schedule(plan, table.hash), table, task, language).go(workers or Workers())


def _cells(folder: Path, *, plan: ProtocolPlan, source: CellSource | None) -> CellTable:
    """Load the cells in the folder, or freeze them. Raises SettingsError where they do not match the plan."""
    if (folder / folders.CELLS / "cells.json").is_file():
        table = load_table(folder / folders.CELLS)
        if source is not None:
            check_same(source, table=table)
    elif source is None:
        raise SettingsError(
            "This folder contains no cells yet.", hint="Specify a project or a folder of crops: --project P."
        )
    else:
        folders.save_plan(folder, plan)
        table = source.freeze(folder / folders.CELLS)
    recipe = plan.settings.get("recipe", "standard")
    if table.recipe != recipe:
        raise SettingsError(
            Phrase("The cells in this folder were cropped with the recipe {name}.", name=table.recipe),
            hint="Start the experiment in another folder.",
        )
    return table


def resume(
    folder: Path, *, workers: Workers | None = None, task: Task = SILENT, language: ReportLanguage = ENGLISH
) -> ProtocolResult:
    """Run the missing units of the plan in `folder`. Raises the errors of `start`."""
    if not folders.is_protocol(folder):
        raise StorageError(
            Phrase("{folder} contains no experiment.", folder=folder),
            hint="Choose the folder in which an experiment was started.",
        )
    return start(folder, plan=folders.load_plan(folder), workers=workers, task=task, language=language)


def _reachable(plan: ProtocolPlan, *, table: CellTable, task: Task) -> ProtocolPlan:
    """The plan without levels that would leave a class with too few cells."""
    if not plan.levels:
        return plan
    fit = tuple(x for x in plan.levels if min(n for n in counts_at(table.counts, ratio=x) if n) >= FEWEST)
    if not fit:
        raise SettingsError(
            Phrase("At every level, a class would have fewer than {n} cells.", n=FEWEST),
            hint=Phrase("The cells have an imbalance of {ratio:.2f}.", ratio=imbalance_ratio(table.counts)),
        )
    for level in plan.levels:
        if level not in fit:
            task.report(
                Problem(
                    f"{level:.2f}",
                    Phrase("skipped: at this imbalance a class would have fewer than {n} cells.", n=FEWEST),
                )
            )
    return plan.model_copy(update={"levels": fit})


@dataclass
class _Work:
    """The state of one start of a protocol."""

    folder: Path
    schedule: Schedule
    table: CellTable
    task: Task
    language: ReportLanguage
    done: dict[str, UnitResult] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    _failed: set[str] = field(default_factory=set)
    _running: dict[Future[Report], tuple[Unit, float]] = field(default_factory=dict)
    _reported_at: float = 0.0
    _turn: int = 0

    def go(self, workers: Workers) -> ProtocolResult:
        self._read()
        self._write()
        if self._ready():
            with workers.pool(self.folder) as pool:
                self._clock = TimeLeft(self.schedule, self.table, pool.slots)
                self._loop(pool, devices=workers.devices)
        total = self.schedule.total
        self.task.report(Progress(self._n_done, total))
        return ProtocolResult(self.folder, self._n_done, total, self.failures)

    @property
    def _n_done(self) -> int:
        return len(self.schedule.needed(self.done) & self.done.keys())

    def _read(self) -> None:
        """Load the existing results, repeatedly, since results of folds can reveal final trainings."""
        while missing := self.schedule.needed(self.done) - self.done.keys():
            found = folders.load_results(self.folder, missing)
            if not found:
                return
            self.done |= found

    def _ready(self) -> list[Unit]:
        return [unit for unit in self.schedule.ready(self.done) if unit.hash not in self._failed]

    def _loop(self, pool: pools.Pool, *, devices: tuple[str, ...]) -> None:
        waiting = self._ready()
        while True:
            self.task.raise_if_stopped()
            under_way = {unit.hash for unit, _ in self._running.values()}
            for unit in waiting:
                if len(self._running) >= pool.slots:
                    break
                if unit.hash not in under_way:
                    self._submit(unit, pool=pool, device=devices[self._turn % len(devices)])
            if not self._running:
                return
            self._report_progress(waiting)
            ended, _ = wait(self._running, timeout=_POLL_S, return_when=FIRST_COMPLETED)
            for future in ended:
                self._take(future)
            if ended:
                waiting = self._ready()

    def _submit(self, unit: Unit, *, pool: pools.Pool, device: str) -> None:
        self._turn += 1
        order = UnitOrder(str(self.folder), str(pool.marker), unit, device)
        try:
            self._running[pool.executor.submit(work, order)] = unit, time.monotonic()
        except BrokenExecutor as error:
            raise _broken() from error

    def _take(self, future: Future[Report]) -> None:
        unit, began = self._running.pop(future)
        description = unit_text(unit)
        try:
            report = future.result()
        except BrokenExecutor as error:
            raise _broken() from error
        except Exception as error:  # border: clusters fail in many ways
            report = Report(unit.hash, "failed", f"{type(error).__name__}: {error}")
        found = folders.load_results(self.folder, [unit.hash]) if report.state == "done" else {}
        if report.state == "stopped":
            raise CancelledError
        if not found:
            message = report.message or "The result was not written."
            self._failed.add(unit.hash)
            self.failures[description] = message
            self.task.report(Problem(description, message))
        else:
            self.done |= found
            self._clock.ended(unit, seconds=time.monotonic() - began)
            self._read()
        self._write()
        self.task.report(UnitEnded(unit.hash, description, self._n_done, self.schedule.total, failed=not found))
        self._reported_at = 0.0

    def _report_progress(self, waiting: list[Unit]) -> None:
        now = time.monotonic()
        if now - self._reported_at < _REPORT_EVERY_S:
            return
        self._reported_at = now
        shares = folders.read_progress(self.folder, [unit.hash for unit, _ in self._running.values()])
        left = self._clock.seconds_left(self.done, running=shares, ready=waiting)
        self.task.report(Progress(self._n_done, self.schedule.total, Phrase("Training"), seconds_left=left))

    def _write(self) -> None:
        folders.save_state(self.folder, done=self._n_done, total=self.schedule.total)
        write_report(self.folder, schedule=self.schedule, table=self.table, done=self.done, language=self.language)


def _broken() -> RbcDeskError:
    return RbcDeskError(
        "A worker process ended unexpectedly. The finished trainings are kept.",
        hint="There may not have been enough memory. Start again with fewer workers or a smaller batch size.",
    )
