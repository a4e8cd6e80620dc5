"""Hidden repeats and control cells: how far a reader agrees with themselves, and with cells of known class."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np

from rbc_desk.core.counting.reader_agreement import ReaderAgreement
from rbc_desk.core.counting.repeats import (
    LEAST_SHARE,
    MOST_SHARE,
    CheckKind,
    RepeatPlan,
    mixed,
    repeats_in_order,
)
from rbc_desk.core.errors import NotEnoughDataError, SettingsError
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.metrics.agreement import agreement
from rbc_desk.services.agreement.figures import require_sight
from rbc_desk.services.cells.labelling import phrase_of_cells, require_class
from rbc_desk.services.project.project import Project

if TYPE_CHECKING:
    from rbc_desk.store.reads.checks import CheckAnswer

PLAN_KEY = "hidden_repeats"
NOT_A_CELL = Phrase("Not a red cell")
KNOWN, ANSWER = "known", "answer"


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


def drawn_checks(project: Project, *, smear_ids: Collection[int] | None, task: Task = SILENT) -> tuple[int, ...]:
    """The cells that this reader may get again, in the order of the draw; control cells take turns with repeats.

    `smear_ids` limits both to these smears. Empty without a plan. It reads all labels of the reader. Raises
    CancelledError.
    """
    from rbc_desk.store import queries

    plan = repeat_plan(project)
    if plan is None:
        return ()
    found = queries.repeat_candidates(project.store, viewpoint=project.viewpoint, smear_ids=smear_ids)
    task.raise_if_stopped()
    known = queries.repeated_codes(project.store, viewpoint=project.viewpoint)
    repeats, controls = (
        repeats_in_order(some, reader=project.reader, plan=plan, known_codes=known) for some in found
    )
    return tuple(dict.fromkeys(i for pair in zip_longest(controls, repeats) for i in pair if i is not None))


def with_checks(
    project: Project, ids: Sequence[int], *, checks: Iterable[int]
) -> tuple[tuple[int, ...], frozenset[int]]:
    """The cells of a review with `checks` between them, as drawn, and which of these came in."""
    plan = repeat_plan(project) if ids else None
    return (tuple(ids), frozenset()) if plan is None else mixed(ids, checks, reader=project.reader, plan=plan)


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


def controls_from_consensus(project: Project) -> ChangeSet:
    """Mark the cells with a consensus as control cells of that class. Raises BlindedError for a blinded reader."""
    from rbc_desk.store import queries

    require_sight(project)
    with project.store.transact("", reader=project.reader) as tx:
        decided = queries.consensus(tx, viewpoint=project.viewpoint, ids=None)
        cells_of: dict[str, list[int]] = {}
        for cell_id, code in decided.items():
            if code in tx.class_names():
                cells_of.setdefault(code, []).append(cell_id)
        for code, cell_ids in cells_of.items():
            tx.set_controls(cell_ids, code)
        tx.op = Phrase("Use {cells} with a consensus as control cells", cells=phrase_of_cells(len(decided)))
    return tx.changeset


def toggle_controls(project: Project, *, cell_ids: Collection[int]) -> ChangeSet:
    """Mark labelled cells as control cells of their class; if all of them are, take the marks away.

    Raises BlindedError for a blinded reader, NotEnoughDataError where none of the cells is labelled.
    """
    from rbc_desk.store import queries

    require_sight(project)
    with project.store.transact("", reader=project.reader) as tx:
        found = queries.cells_by_id(tx, tuple(cell_ids), viewpoint=project.viewpoint)
        known = queries.control_cells(tx, viewpoint=project.viewpoint)
        labelled = {cell.id: cell.human_code for cell in found if cell.human_code is not None}
        if not labelled:
            raise NotEnoughDataError(
                "A control cell needs a known class, and these cells have no label.", hint="Label them first."
            )
        unmark = all(i in known for i in labelled)
        for code in dict.fromkeys(labelled.values()):
            cells = [i for i, one in labelled.items() if one == code]
            tx.set_controls(cells, None if unmark else code)
        n = phrase_of_cells(len(labelled))
        tx.op = (
            Phrase("{cells}: no longer control cells", cells=n)
            if unmark
            else Phrase("Use {cells} as control cells", cells=n)
        )
    return tx.changeset


def control_cells(project: Project) -> dict[int, str]:
    """The control cells and their classes, by cell id; empty for a blinded reader."""
    from rbc_desk.store import queries

    return queries.control_cells(project.store, viewpoint=project.viewpoint)


@dataclass(frozen=True, slots=True)
class ReaderChecks:
    """A reader against themselves, and against the control cells; None where there are no answers of that kind.

    Each is the agreement of the two "readers" `KNOWN` and `ANSWER`; `NO_CLASS` is one of its classes.
    """

    reader: str
    repeats: ReaderAgreement | None
    controls: ReaderAgreement | None


def check_figures(project: Project, *, seed: int = 0, task: Task = SILENT) -> tuple[ReaderChecks, ...]:
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

    def compared(answers: Sequence[CheckAnswer]) -> ReaderAgreement | None:
        task.raise_if_stopped()
        if not answers:
            return None
        labels = [[place[merged.get(code, code)] for code in (one.expected, one.code)] for one in answers]
        smears = [one.smear_id for one in answers]
        return agreement(np.asarray(labels), smears=smears, readers=(KNOWN, ANSWER), codes=codes, seed=seed)

    readers = sorted({one.reader for one in found}, key=str.casefold)
    by_kind = {
        (reader, kind): [one for one in found if one.reader == reader and one.kind is kind]
        for reader in readers
        for kind in CheckKind
    }
    return tuple(
        ReaderChecks(name, compared(by_kind[name, CheckKind.REPEAT]), compared(by_kind[name, CheckKind.CONTROL]))
        for name in readers
    )
