"""Hidden repeats and control cells: answers beside the labels, logged, undone, compared, and hidden from others."""

from __future__ import annotations

import pytest

from rbc_desk.core.counting.repeats import NEWER_LABELS, NO_CLASS
from rbc_desk.core.errors import BlindedError, NotEnoughDataError, SettingsError, UnknownNameError
from rbc_desk.core.history.audit import Subject
from rbc_desk.core.history.changes import Entity
from rbc_desk.services.agreement.checks import (
    answer,
    answers,
    check_figures,
    control_cells,
    controls_from_consensus,
    drawn_checks,
    repeat_plan,
    set_control,
    set_repeat_share,
    toggle_controls,
    with_checks,
)
from rbc_desk.services.agreement.consensus import decide
from rbc_desk.services.audit.audit import timeline
from rbc_desk.services.cells import classes, labelling
from rbc_desk.services.project import readers
from rbc_desk.services.project.project import Project
from rbc_desk.store import queries
from rbc_desk.store.reads.audit import verify_log
from tests.store.conftest import on_both


@pytest.fixture
def ann(bench):
    """Ann labelled five cells and, later, so many more that the five may be repeated."""
    ann = Project(bench.store.folder, store=bench.store, reader="Ann")
    with bench.store.transact("More cells", reader="Ann") as tx:
        more = tx.insert_many(
            Entity.CELL,
            [
                {"smear_id": bench.smear_id, "x": 9.0 * i, "y": 200.0, "r": 4.0, "state": "proposed"}
                for i in range(NEWER_LABELS)
            ],
        )
    labelling.set_label(ann, cell_ids=bench.cell_ids[:2], code="codocyte")
    labelling.set_label(ann, cell_ids=bench.cell_ids[2:5], code="normal")
    labelling.set_label(ann, cell_ids=more, code="normal")
    set_repeat_share(ann, share=0.1)
    return ann


@pytest.fixture
def bob(ann):
    return readers.as_reader(ann, name="Bob")


def upcoming(project, *, smears=None):
    """The hidden cells of a long review."""
    checks = drawn_checks(project, smear_ids=smears)
    review, hidden = with_checks(project, range(10_000, 11_000), checks=checks)
    assert set(review) == {*range(10_000, 11_000), *hidden}
    return [i for i in review if i in hidden]


@on_both
def test_forgotten_cells_come_again_without_their_label_and_the_answer_leaves_it(bench, ann):
    assert sorted(upcoming(ann)) == bench.cell_ids
    assert upcoming(ann, smears=[bench.smear_id + 1]) == []
    first = upcoming(ann)[0]
    step = answer(ann, cell_id=first, code="codocyte")
    assert step.op == "Label 1 cell as Codocyte"
    assert answers(ann, cell_ids=bench.cell_ids) == {first: "codocyte"}
    assert first not in upcoming(ann)
    (cell,) = labelling.some_cells(ann, cell_ids=[first])
    assert cell.label == ("codocyte" if first in bench.cell_ids[:2] else "normal")
    answer(ann, cell_id=first, code=NO_CLASS)
    assert answers(ann, cell_ids=bench.cell_ids) == {first: NO_CLASS}
    assert verify_log(bench.store).holds


def test_an_answer_is_undone_and_stands_in_the_history(bench, ann):
    step = answer(ann, cell_id=bench.cell_ids[0], code="normal")
    back = labelling.apply(ann, step.inverse())
    assert answers(ann, cell_ids=bench.cell_ids) == {}
    labelling.apply(ann, back.inverse())
    assert answers(ann, cell_ids=bench.cell_ids) == {bench.cell_ids[0]: "normal"}
    found = timeline(ann, subject=Subject(cell_id=bench.cell_ids[0])).entries
    assert [str(entry.op) for entry in found if entry.entity == "check_answer"][-1] == "Label 1 cell as Normal"


def test_readers_are_compared_with_themselves_and_with_control_cells(bench, ann, bob):
    first, second, third, *_ = bench.cell_ids
    answer(ann, cell_id=first, code="codocyte")
    answer(ann, cell_id=second, code="normal")
    answer(ann, cell_id=third, code="normal")
    set_control(ann, cell_ids=[first, second], code="codocyte")
    assert set(upcoming(bob)) == {first, second}
    answer(bob, cell_id=first, code="codocyte")
    answer(bob, cell_id=second, code=NO_CLASS)
    with pytest.raises(UnknownNameError):
        answer(bob, cell_id=third, code="normal")  # neither labelled by Bob nor a control cell
    found = check_figures(ann)
    by_name = {one.reader: one for one in found}
    assert set(by_name) == {"Ann", "Bob"}
    assert (by_name["Ann"].repeats.pairs[0].n_agreed, by_name["Ann"].repeats.pairs[0].n_cells) == (2, 3)
    assert by_name["Ann"].controls is None
    assert (by_name["Bob"].controls.pairs[0].n_agreed, by_name["Bob"].controls.pairs[0].n_cells) == (1, 2)
    assert by_name["Ann"].repeats.pairs[0].figure("kappa").value == pytest.approx(0.4)
    assert by_name["Bob"].controls.codes == ("codocyte", NO_CLASS)


def test_who_marked_a_control_cell_never_gets_it_as_one(bench, ann, bob):
    set_control(bob, cell_ids=bench.cell_ids[3:5], code="codocyte")
    set_control(ann, cell_ids=[], code="normal")
    assert upcoming(bob) == []
    answer(ann, cell_id=bench.cell_ids[3], code="codocyte")
    (row,) = queries.check_answers(ann.store, viewpoint=ann.viewpoint)
    assert (row.kind, row.expected) == ("control", "codocyte")
    set_control(bob, cell_ids=bench.cell_ids[3:5], code=None)
    assert control_cells(ann) == {}


def test_labelled_cells_and_those_with_a_consensus_become_control_cells(bench, ann, bob):
    first, second, *_ = bench.cell_ids
    with bench.store.transact("A cell", reader="Ann") as tx:
        bare = tx.insert(
            Entity.CELL, {"smear_id": bench.smear_id, "x": 9.0, "y": 400.0, "r": 4.0, "state": "proposed"}
        )
    with pytest.raises(NotEnoughDataError):
        toggle_controls(ann, cell_ids=[bare])
    toggle_controls(ann, cell_ids=[first, bench.cell_ids[3], bare])
    assert control_cells(bob) == {first: "codocyte", bench.cell_ids[3]: "normal"}
    assert toggle_controls(ann, cell_ids=[first, bare]).op == "1 cell: no longer control cells"
    decide(ann, cell_ids=[second], code="normal")
    controls_from_consensus(ann)
    assert control_cells(bob) == {second: "normal", bench.cell_ids[3]: "normal"}


def test_merged_classes_count_as_what_they_were_merged_into(bench, ann):
    answer(ann, cell_id=bench.cell_ids[0], code="codocyte")
    answer(ann, cell_id=bench.cell_ids[1], code="normal")
    classes.merge_classes(ann, codes=["codocyte"], into="normal")
    (one,) = check_figures(ann)
    assert (one.repeats.pairs[0].n_agreed, one.repeats.pairs[0].n_cells) == (2, 2)


def test_a_blinded_reader_gets_repeats_and_control_cells_but_no_figures(bench, ann, bob):
    set_control(ann, cell_ids=bench.cell_ids[:1], code="codocyte")
    answer(ann, cell_id=bench.cell_ids[1], code="codocyte")
    readers.set_blinded(bob, blinded=True)
    assert upcoming(bob) == bench.cell_ids[:1]
    answer(bob, cell_id=bench.cell_ids[0], code="normal")
    assert control_cells(bob) == {}
    assert queries.check_answers(bob.store, viewpoint=bob.viewpoint) == ()
    asked = (
        lambda: check_figures(bob),
        lambda: set_control(bob, cell_ids=bench.cell_ids, code="normal"),
        lambda: set_repeat_share(bob, share=0),
    )
    for ask in asked:
        with pytest.raises(BlindedError):
            ask()
    hidden = timeline(bob, subject=Subject(cell_id=bench.cell_ids[0])).entries
    assert {entry.reader for entry in hidden} == {"Bob"}


def test_the_share_has_bounds_and_the_seed_stays(ann):
    seed = repeat_plan(ann).seed
    for wrong in (0.01, 0.2, -1):
        with pytest.raises(SettingsError):
            set_repeat_share(ann, share=wrong)
    set_repeat_share(ann, share=0)
    assert repeat_plan(ann) is None
    assert upcoming(ann) == []
    set_repeat_share(ann, share=0.05)
    assert (repeat_plan(ann).share, repeat_plan(ann).seed) == (0.05, seed)
