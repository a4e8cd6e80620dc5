"""Lists the protocols of a project with their progress and tables, without computing anything."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.report_language import ENGLISH, ReportLanguage
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.experiments import folder as folders
from rbc_desk.services.experiments import runner
from rbc_desk.services.experiments.cells import FEWEST
from rbc_desk.services.experiments.pool import Workers
from rbc_desk.services.experiments.protocol_plan import ProtocolPlan, make_plan, quick
from rbc_desk.services.experiments.runner import ProtocolResult, start
from rbc_desk.services.experiments.setting_rows import ExperimentRow, row_from_csv
from rbc_desk.services.experiments.sources import CellSelection, from_project
from rbc_desk.services.project.project import Project

_FOLDER, _AT = "protocols", "%Y%m%dT%H%M%S"
_SPARED = 1  # a core for the window


@dataclass(frozen=True, slots=True)
class Study:
    """A protocol in a project's folder with `done` of `total` units (0: unknown). `started` is UTC, ISO 8601."""

    folder: Path
    kind: str
    networks: tuple[str, ...]
    started: str
    done: int
    total: int

    @property
    def is_finished(self) -> bool:
        return 0 < self.total <= self.done

    @property
    def report(self) -> Path:
        return self.folder / folders.REPORT


def is_ready(counts: Mapping[str, int]) -> bool:
    """Whether enough classes have enough cells."""
    return sum(n >= FEWEST for n in counts.values()) >= 2


def default_values(kind: str, *, light: bool) -> dict[str, Any]:
    """The default values of a plan of this kind: the paper's, or those of `quick` with `light`."""
    return make_plan(quick(kind) if light else {"kind": kind}).model_dump()


def studies(project: Project) -> tuple[Study, ...]:
    """The project's protocols, newest first. Unreadable ones are left out."""
    found = []
    for path in (project.folder / _FOLDER).glob(f"*/{folders.PLAN}"):
        try:
            plan = folders.load_plan(path.parent)
            at = datetime.strptime(path.parent.name.rpartition("-")[2], _AT).replace(tzinfo=UTC)
        except (RbcDeskError, ValueError):
            continue
        done, total = folders.load_state(path.parent)
        found.append(Study(path.parent, plan.kind, plan.networks, at.isoformat(), done, total))
    return tuple(sorted(found, key=lambda study: (study.started, study.folder.name), reverse=True))


def new_folder(project: Project, *, kind: str, now: datetime) -> Path:
    """The folder for a protocol that starts `now` (UTC)."""
    return project.folder / _FOLDER / f"{kind}-{now.strftime(_AT)}"


def run(
    project: Project, folder: Path, *, plan: ProtocolPlan, workers: int, task: Task = SILENT,
    language: ReportLanguage = ENGLISH,
) -> ProtocolResult:  # fmt: skip
    """Run a plan on the project's current labels. Raises the errors of `runner.start`."""
    selection = CellSelection(str(plan.settings["recipe"]))
    source = from_project(project, selection=selection, task=task)
    return start(folder, plan=plan, source=source, workers=_workers(workers), task=task, language=language)


def resume(
    project: Project, folder: Path, *, workers: int, task: Task = SILENT, language: ReportLanguage = ENGLISH
) -> ProtocolResult:
    """Run the missing units of a protocol. Where its cells were not frozen yet, the current labels are used."""
    if (folder / folders.CELLS / "cells.json").is_file():
        return runner.resume(folder, workers=_workers(workers), task=task, language=language)
    plan = folders.load_plan(folder)
    return run(project, folder, plan=plan, workers=workers, task=task, language=language)


def rows(study: Study) -> tuple[ExperimentRow, ...]:
    """The results of every setting so far; empty before the first report."""
    try:
        with (study.folder / "summary.csv").open(encoding="utf-8", newline="") as handle:
            return tuple(map(row_from_csv, csv.DictReader(handle)))
    except (OSError, KeyError, ValueError):
        return ()


def _workers(workers: int) -> Workers:
    return Workers(workers=workers, spared=_SPARED)
