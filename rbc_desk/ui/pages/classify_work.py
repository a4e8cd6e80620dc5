"""The jobs of the page Classify, as work for the job runner."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rbc_desk.core.cells import CellState
from rbc_desk.core.changes import ChangeSet
from rbc_desk.core.control import Reporter, StopToken
from rbc_desk.ui.jobs import Work


def add_images(project: Any, paths: Sequence[Path]) -> Work:
    """Copies images in; gives `AddedSmears`."""

    def work(report: Reporter, stop: StopToken) -> Any:
        from rbc_desk.services import library

        return library.add_smears(project, paths, report=report, stop=stop)

    return work


def only_find(project: Any, *, smear_id: int) -> Work:
    """Finds cells; gives the `ChangeSet`."""

    def work(report: Reporter, stop: StopToken) -> ChangeSet:
        from rbc_desk.services import detection

        return detection.detect_smears(project, smear_ids=[smear_id], report=report, stop=stop)

    return work


def find_and_classify(project: Any, *, smear_id: int, model_id: int) -> Work:
    """Finds cells where the smear has none yet, then tells their classes; gives the steps done."""

    def work(report: Reporter, stop: StopToken) -> tuple[ChangeSet, ...]:
        from rbc_desk.services import classification, labelling

        steps = []
        cells = labelling.cells(project, smear_id=smear_id)
        if not any(cell.state is not CellState.REJECTED for cell in cells):
            steps.append(only_find(project, smear_id=smear_id)(report, stop))
        steps.append(
            classification.classify_smear(project, smear_id=smear_id, model_id=model_id, report=report, stop=stop)
        )
        return tuple(steps)

    return work
