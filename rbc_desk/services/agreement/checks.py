"""Hidden repeats and control cells: how far a reader agrees with themselves, and with cells of known class."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np

from rbc_desk.core.counting.reader_agreement import PairAgreement
from rbc_desk.core.counting.repeats import (
    LEAST_SHARE,
    MOST_SHARE,
    CheckKind,
    RepeatPlan,
    hidden,
    repeats_in_order,
)
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.metrics.agreement import agreement
from rbc_desk.services.agreement.figures import require_sight
from rbc_desk.services.cells.labelling import phrase_of_cells, require_class
from rbc_desk.services.project.project import Project

if TYPE_CHECKING:
    from rbc_desk.core.cells.cell import Cell

PLAN_KEY = "hidden_repeats"
NOT_A_CELL = Phrase("Not a red cell")


def repeat_plan(project: Project) -> RepeatPlan | None:
    """The share and seed of hidden repeats of the project; None where there are none."""
    plan = _stored_plan(project)
    return plan if plan is not None and plan.share else None


def _stored_plan(project: Project) -> RepeatPlan | None:
    from rbc_desk.store import queries

    share, _, seed = (queries.meta(project.store, PLAN_KEY) or "").partition(" ")
    return RepeatPlan(float(share), int(seed)) if seed else None


def set_repeat_share(project: Project, *, share: float) -> ChangeSet:
    """Mix hidden repeats into the reviews of all readers, as this share of their cells; 0 ends it.

    The seed is drawn once and stays. Raises SettingsError for a share outside of 0.05 to 0.10, BlindedError for a
    blinded reader.
    """
    require_sight(project)
    if share and not LEAST_SHARE <= share <= MOST_SHARE:
        raise SettingsError(
            Phrase("The share of hidden repeats can be 5 to 10 %, or 0 for none."),
            hint="Enter a share from 5 to 10 %.",
        )
    known = _stored_plan(project)
    seed = known.seed if known is not None else secrets.randbelow(2**32)
    op = Phrase("Repeat {percent} % of the cells in reviews", percent=f"{100 * share:g}")
    with project.store.transact(op if share else Phrase("Stop hidden repeats"), reader=project.reader) as tx:
        tx.set_meta(PLAN_KEY, f"{share:g} {seed}")
        tx.touch(Topic.CHECKS)
    return tx.changeset


def upcoming_checks(
    project: Project, *, smear_ids: Collection[int] | None, n: int, task: Task = SILENT
) -> tuple[Cell, ...]:
    """The next cells that this reader gets again, as they are shown: without labels. Control cells take turns with
    repeats.

    `smear_ids` limits them to these smears. Empty without a plan. Raises CancelledError.
    """
    from rbc_desk.store import queries

    plan = repeat_plan(project)
    if plan is None:
        return ()
    repeats, controls = queries.repeat_candidates(project.store, viewpoint=project.viewpoint, smear_ids=smear_ids)
    task.raise_if_stopped()
    known = queries.repeated_codes(project.store, viewpoint=project.viewpoint)
    orders = [
        repeats_in_order(found, reader=project.reader, plan=plan, known_codes=known) for found in (controls, repeats)
    ]
    found = dict.fromkeys(i for pair in _alternating(*orders) for i in pair)
    ids = list(found)[:n]
    cells = {cell.id: cell for cell in queries.cells_by_id(project.store, ids, viewpoint=project.viewpoint)}
    return tuple(hidden(cells[i], answer=None) for i in ids if i in cells)


def _alternating(first: Iterable[int], second: Iterable[int]) -> Iterable[tuple[int, ...]]:
    return (tuple(i for i in pair if i is not None) for pair in zip_longest(first, second))


def answers(project: Project, *, cell_ids: Collection[int]) -> dict[int, str]:
    """This reader's answers to hidden cells, by cell id; `NO_CLASS` where they saw no red cell."""
    from rbc_desk.store import queries

    return queries.own_answers(project.store, viewpoint=project.viewpoint, ids=cell_ids) if cell_ids else {}


def answer(project: Project, *, cell_id: int, code: str) -> ChangeSet:
    """Store the class that the reader gives to a hidden cell; `NO_CLASS`: no red cell. The labels stay as they are.

    The step is named as a label, so that the history does not tell a repeat from a new cell. Raises UnknownNameError
    for an unknown class and for a cell that is neither the reader's own nor a control cell, StaleRowError.
    """
    with project.store.transact("", reader=project.reader) as tx:
        name = require_class(tx, code or None)
        cells = phrase_of_cells(1)
        if name is None:
            tx.op = Phrase("Reject {cells}", cells=cells)
        else:
            tx.op = Phrase("Label {cells} as {name}", cells=cells, name=Phrase(name))
        tx.answer_check(cell_id, code)
    return tx.changeset


def set_control(project: Project, *, cell_ids: Collection[int], code: str | None) -> ChangeSet:
    """Mark cells as control cells of this class; None: as none any more.

    Raises BlindedError for a blinded reader, UnknownNameError for a class that the project does not have.
    """
    require_sight(project)
    with project.store.transact("", reader=project.reader) as tx:
        name, cells = require_class(tx, code), phrase_of_cells(len(cell_ids))
        if name is None:
            tx.op = Phrase("{cells}: no longer control cells", cells=cells)
        else:
            tx.op = Phrase("{cells}: control cells, {name}", cells=cells, name=Phrase(name))
        tx.set_controls(cell_ids, code)
    return tx.changeset


def control_cells(project: Project) -> dict[int, str]:
    """The control cells and their classes, by cell id; empty for a blinded reader."""
    from rbc_desk.store import queries

    return queries.control_cells(project.store, viewpoint=project.viewpoint)


@dataclass(frozen=True, slots=True)
class ReaderChecks:
    """A reader against themselves, and against the control cells; None where there are no answers of that kind.

    In `counts` and figures of each pair, the known class is in rows and the answer in columns.
    """

    reader: str
    repeats: PairAgreement | None
    controls: PairAgreement | None


@dataclass(frozen=True, slots=True)
class CheckFigures:
    """The checks of all readers, and the classes that occur in them; `NO_CLASS` is one."""

    readers: tuple[ReaderChecks, ...]
    codes: tuple[str, ...]


def check_figures(project: Project, *, seed: int = 0, task: Task = SILENT) -> CheckFigures:
    """Compare every reader's answers with their labels and with the control cells; intervals are by smear.

    Answers and labels of merged classes count as the class that they were merged into. Raises BlindedError,
    CancelledError.
    """
    from rbc_desk.store import queries

    require_sight(project)
    found = queries.check_answers(project.store, viewpoint=project.viewpoint)
    task.raise_if_stopped()
    merged = queries.merged_codes(project.store)
    used = {merged.get(code, code) for one in found for code in (one.expected, one.code)}
    codes = tuple(dict.fromkeys([*project.class_set().codes, *sorted(used)]))
    place = {code: i for i, code in enumerate(codes)}
    readers = []
    for reader in sorted({one.reader for one in found}, key=str.casefold):
        pairs: dict[CheckKind, PairAgreement | None] = {}
        for kind in CheckKind:
            mine = [one for one in found if one.reader == reader and one.kind is kind]
            labels = [[place[merged.get(code, code)] for code in (one.expected, one.code)] for one in mine]
            compared = agreement(
                np.asarray(labels, np.int64).reshape(-1, 2),
                smears=np.asarray([one.smear_id for one in mine], np.int64),
                readers=("known", "answer"),
                codes=codes,
                seed=seed,
            )
            pairs[kind] = compared.pair("known", "answer")
            task.raise_if_stopped()
        readers.append(ReaderChecks(reader, pairs[CheckKind.REPEAT], pairs[CheckKind.CONTROL]))
    return CheckFigures(tuple(readers), tuple(code for code in codes if code in used))
