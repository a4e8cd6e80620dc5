"""Several readers in one store: what each sees, and what is trained on."""

from __future__ import annotations

import pytest

from rbc_desk.core.cells.after import cells_after
from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import Entity
from rbc_desk.core.models.results import Answers
from rbc_desk.core.viewpoint import EVERYBODY, Others, Viewpoint
from rbc_desk.services.cells import labelling, sizes
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.detection import find_cells
from rbc_desk.services.models import classification, differential, evaluation, review
from rbc_desk.services.project import readers
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.services.smears.calibration import Scope
from rbc_desk.store import queries
from rbc_desk.store.rows import PredictionRow
from rbc_desk.ui.label.sizes import changes_sizes
from tests.store.conftest import on_both


@pytest.fixture
def ann(bench):
    return Project(bench.store.folder, store=bench.store, reader="Ann")


@pytest.fixture
def bob(ann):
    return readers.as_reader(ann, name="Bob")


def label(project, cell_ids, code):
    labelling.set_label(project, cell_ids=cell_ids, code=code)


def by_id(project, bench):
    return {cell.id: cell for cell in labelling.cells(project, smear_id=bench.smear_id)}


def test_a_cell_without_my_label_shows_the_other_readers_marked_as_theirs(bench, ann, bob):
    label(ann, bench.cell_ids[:1], "codocyte")
    cell = by_id(bob, bench)[bench.cell_ids[0]]
    assert (cell.label, cell.human_code, cell.shown_code, cell.is_anothers) == (None, "codocyte", "codocyte", True)
    assert [(one.code, one.reader) for one in cell.others] == [("codocyte", "Ann")]
    assert cell.others[0].at.endswith("+00:00")


def test_my_own_label_goes_before_the_others(bench, ann, bob):
    label(ann, bench.cell_ids[:1], "codocyte")
    label(bob, bench.cell_ids[:1], "normal")
    cell = by_id(bob, bench)[bench.cell_ids[0]]
    assert (cell.label, cell.labelled_by, cell.shown_code, cell.is_anothers) == ("normal", "Bob", "normal", False)
    assert cell.labelled_at is not None
    assert by_id(ann, bench)[bench.cell_ids[0]].shown_code == "codocyte"


def test_of_several_others_the_newest_label_is_shown(bench, ann, bob):
    label(ann, bench.cell_ids[:1], "codocyte")
    label(bob, bench.cell_ids[:1], "normal")
    cell = by_id(readers.as_reader(ann, name="Cy"), bench)[bench.cell_ids[0]]
    assert [one.reader for one in cell.others] == ["Bob", "Ann"]
    assert cell.shown_code == "normal"


def test_a_blinded_reader_sees_no_label_of_others_anywhere(bench, ann, bob):
    label(ann, bench.cell_ids[:3], "codocyte")
    readers.set_blinded(bob, blinded=True)
    assert all(cell.shown_code is None and not cell.others for cell in by_id(bob, bench).values())
    assert labelling.counts(bob) == {}
    assert labelling.counts(bob, smear_id=bench.smear_id) == {}
    assert library.smears(bob)[0].n_labelled == 0
    assert sum(snapshots.overview(bob).counts.values()) == 0


def rejected(project, cell_ids):
    labelling.set_state(project, cell_ids=cell_ids, state=CellState.REJECTED)


@on_both
def test_to_a_blinded_reader_cells_that_only_others_judged_are_proposals_like_any_other(bench, ann, bob):
    first, second, third, *_ = bench.cell_ids
    label(ann, [first], "codocyte")
    rejected(ann, [second])
    labelling.confirm(ann, cell_ids=[third])
    labelling.add_cell(ann, smear_id=bench.smear_id, circle=Circle(300, 300, 20), code="normal")
    readers.set_blinded(bob, blinded=True)
    assert {(cell.state, cell.shown_code) for cell in by_id(bob, bench).values()} == {(CellState.PROPOSED, None)}
    info = library.smear(bob, smear_id=bench.smear_id)
    assert (info.n_cells, info.n_labelled, info.n_proposed) == (6, 0, 6)
    assert len(review.queue_ids(bob, source=review.QueueSource.UNLABELLED).ids) == 6
    assert review.queue_ids(bob, source=review.QueueSource.DISAGREEMENT).ids == ()
    assert sizes.diameters(bob, smear_id=bench.smear_id, scope=Scope.PROJECT).summary.n == 6
    assert library.smear(ann, smear_id=bench.smear_id).n_proposed == 2


def test_what_readers_say_of_a_cell_blinded_leaves_the_others_word_alone(bench, ann, bob):
    first, second, third, *_ = bench.cell_ids
    for reader in (ann, bob):
        readers.set_blinded(reader, blinded=True)
    rejected(ann, [first, second])
    label(ann, [third], "codocyte")
    label(bob, [first], "normal")
    rejected(bob, [second, third])
    assert [by_id(ann, bench)[i].state for i in (first, second, third)] == ["rejected", "rejected", "confirmed"]
    assert [by_id(bob, bench)[i].state for i in (first, second, third)] == ["confirmed", "rejected", "rejected"]
    assert labelling.counts(ann) == {"codocyte": 1}
    assert labelling.counts(bob) == {"normal": 1}
    assert [item.cell.id for item in snapshots.labelled_cells(ann)] == [third]
    readers.set_blinded(ann, blinded=False)
    assert by_id(ann, bench)[third].state is CellState.REJECTED


def test_undoing_what_a_blinded_reader_said_brings_the_others_word_back(bench, ann, bob):
    (first, *_) = bench.cell_ids
    rejected(ann, [first])
    readers.set_blinded(bob, blinded=True)
    steps = [labelling.set_label(bob, cell_ids=[first], code="normal")]
    assert by_id(bob, bench)[first].state is CellState.CONFIRMED
    steps.append(labelling.apply(bob, steps[0].inverse()))
    assert by_id(bob, bench)[first].state is CellState.PROPOSED
    assert by_id(ann, bench)[first].state is CellState.REJECTED
    labelling.apply(bob, steps[1].inverse())
    assert by_id(bob, bench)[first].state is CellState.CONFIRMED


def test_what_a_step_tells_a_blinded_reader_is_what_reading_the_cells_again_shows(bench, ann, bob):
    first, second, third, fourth, _ = bench.cell_ids
    label(bob, [fourth], "normal")
    rejected(ann, [first])
    labelling.confirm(ann, cell_ids=[second])
    readers.set_blinded(bob, blinded=True)
    for act in (
        lambda: labelling.set_label(bob, cell_ids=[first, second, third], code="normal"),
        lambda: labelling.set_state(bob, cell_ids=[first, fourth], state=CellState.REJECTED),
        lambda: labelling.set_state(bob, cell_ids=[first], state=CellState.PROPOSED),
    ):
        before = by_id(bob, bench)
        done = act()
        after = by_id(bob, bench)
        undone = labelling.apply(bob, done.inverse())
        for step, was, now in ((done, before, after), (undone, after, before)):
            told = cells_after(step, was, viewpoint=Viewpoint("Bob", Others.HIDDEN))
            assert told is not None
            found = {(cell.id, cell.state, cell.label) for cell in told}
            assert found == {(i, now[i].state, now[i].label) for i in step.cell_ids}
        act()
    gone = labelling.set_label(bob, cell_ids=[second], code=None)
    assert cells_after(gone, by_id(bob, bench), viewpoint=Viewpoint("Bob", Others.HIDDEN)) is None


def test_behind_a_confusion_matrix_a_blinded_reader_finds_the_cells_of_own_labels_alone(bench, ann, bob):
    first, second, *_ = bench.cell_ids
    label(ann, [first, second], "codocyte")
    label(bob, [second], "codocyte")
    answers = Answers(("codocyte", "normal"), (first, second), true=(0, 0), predicted=(1, 1))
    assert evaluation.cells_of_entry(bob, answers, true=0, predicted=1) == (first, second)
    readers.set_blinded(bob, blinded=True)
    assert evaluation.cells_of_entry(bob, answers, true=0, predicted=1) == (second,)


def test_whose_label_is_doubted_is_told_to_a_blinded_reader_of_own_ones_alone(bench, ann, bob):
    first, second, third, *_ = bench.cell_ids
    label(ann, [first, second, third], "codocyte")
    label(bob, [second], "codocyte")
    label(bob, [third], "normal")
    codes = dict.fromkeys((first, second, third), "codocyte")
    assert labelling.labelled_by_reader(bob, codes) == {first, second, third}
    readers.set_blinded(bob, blinded=True)
    assert labelling.labelled_by_reader(bob, codes) == {second}


def test_sizes_are_measured_anew_where_only_a_blinded_readers_verdict_changes(bench, ann, bob):
    cell = bench.cell_ids[:1]
    readers.set_blinded(bob, blinded=True)
    labelling.set_state(bob, cell_ids=cell, state=CellState.REJECTED)
    labelling.set_state(ann, cell_ids=cell, state=CellState.CONFIRMED)
    assert changes_sizes(labelling.set_label(bob, cell_ids=cell, code="normal"))
    assert not changes_sizes(labelling.set_label(bob, cell_ids=cell, code="codocyte"))


@pytest.mark.parametrize("name", ["ดร. สมชาย", 'Dr "Bo\\b" Ötz', "bob"])
def test_any_name_keeps_its_own_verdicts(bench, bob, name):
    rejected(bob, bench.cell_ids[:1])
    other = readers.as_reader(bob, name=name)
    readers.set_blinded(other, blinded=True)
    assert by_id(other, bench)[bench.cell_ids[0]].state is CellState.PROPOSED
    rejected(other, bench.cell_ids[1:2])
    assert by_id(other, bench)[bench.cell_ids[1]].state is CellState.REJECTED


def test_a_search_for_cells_by_a_blinded_reader_keeps_what_others_judged(bench, ann, bob):
    with bench.store.transact("Propose", reader="Ann") as tx:
        run = tx.derived.insert_detection_run(smear_id=bench.smear_id, detector="hough", params={}, n_cells=3)
        row = {"smear_id": bench.smear_id, "run_id": run, "y": 9.0, "r": 9.0, "state": "proposed"}
        first, second, free = tx.insert_many(Entity.CELL, [{**row, "x": 50.0 * i} for i in (1, 2, 3)])
    rejected(ann, [first])
    labelling.confirm(ann, cell_ids=[second])
    readers.set_blinded(bob, blinded=True)
    kept = {cell.id for cell in find_cells.kept_cells(bob, smear_id=bench.smear_id)}
    assert {first, second} <= kept
    assert free not in kept
    shown = {cell.id for cell in find_cells.kept_visible(bob, smear_id=bench.smear_id)}
    assert shown.isdisjoint([first, second, free])
    rejected(bob, [second])
    assert second in {cell.id for cell in find_cells.kept_visible(bob, smear_id=bench.smear_id)}


def test_blinding_is_kept_for_that_reader_alone(bench, ann, bob):
    readers.set_blinded(bob, blinded=True)
    assert Project(bench.store.folder, store=bench.store, reader="Bob").viewpoint.blinded
    assert not Project(bench.store.folder, store=bench.store, reader="Ann").viewpoint.blinded
    readers.set_blinded(bob, blinded=False)
    assert not Project(bench.store.folder, store=bench.store, reader="Bob").viewpoint.blinded


def test_counts_take_each_cell_once_as_the_reader_sees_it(bench, ann, bob):
    label(ann, bench.cell_ids[:3], "codocyte")
    label(bob, bench.cell_ids[:1], "normal")
    assert labelling.counts(bob) == {"normal": 1, "codocyte": 2}
    assert labelling.counts(bob, smear_id=bench.smear_id) == {"normal": 1, "codocyte": 2}
    assert library.smears(bob)[0].n_labelled == 3
    assert labelling.counts(ann) == {"codocyte": 3}
    every = queries.label_counts(bench.store, viewpoint=EVERYBODY, labels=queries.Labels.EVERY)
    assert every == {"normal": 1, "codocyte": 3}


def test_agreeing_with_what_another_said_makes_it_my_label_too(bench, ann, bob):
    label(ann, bench.cell_ids[:1], "codocyte")
    labelling.confirm(bob, cell_ids=bench.cell_ids[:1])
    cell = by_id(bob, bench)[bench.cell_ids[0]]
    assert (cell.label, cell.labelled_by) == ("codocyte", "Bob")


def test_blinded_agreeing_takes_nothing_from_others(bench, ann, bob):
    label(ann, bench.cell_ids[:1], "codocyte")
    readers.set_blinded(bob, blinded=True)
    labelling.confirm(bob, cell_ids=bench.cell_ids[:1])
    assert by_id(bob, bench)[bench.cell_ids[0]].label is None


def test_what_others_agree_on_is_learnt_from_and_what_they_do_not_is_left_out(bench, ann, bob):
    first, second, third, *_ = bench.cell_ids
    label(ann, [first, second, third], "codocyte")
    label(bob, [second], "normal")
    cy = readers.as_reader(ann, name="Cy")
    label(cy, [third], "normal")
    found = queries.labelled_cells(bench.store, viewpoint=cy.viewpoint)
    assert [(item.cell.id, item.code) for item in found] == [(first, "codocyte"), (third, "normal")]
    agreed = queries.agreed_by_others(bench.store, viewpoint=cy.viewpoint, smear_ids=None)
    assert agreed == ({first: "codocyte"}, 1)
    own = queries.labelled_cells(bench.store, viewpoint=cy.viewpoint.own_labels())
    assert [item.cell.id for item in own] == [third]


def test_the_readers_of_a_project_are_those_who_labelled_or_were_entered(bench, ann):
    label(ann, bench.cell_ids[:1], "codocyte")
    readers.as_reader(ann, name="  Dr  Östlund ")
    assert readers.known(Project(bench.store.folder, store=bench.store, reader="Eve")) == ("Ann", "Dr Östlund", "Eve")


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_that_cannot_stand_on_a_label_is_refused(ann, name):
    with pytest.raises(SettingsError, match="reader"):
        readers.as_reader(ann, name=name)


def test_the_review_leaves_out_what_others_labelled_unless_the_reader_is_blinded(bench, ann, bob):
    first, second, *_ = bench.cell_ids
    circles = {cell.id: cell.circle for cell in by_id(ann, bench).values()}
    with bench.store.transact("Predict", reader="Ann") as tx:
        model = tx.derived.insert_model(
            name="m", folder="m", network="n", codes=("codocyte", "normal"), metrics={}, run_id=None, active=True
        )
        tx.derived.put_predictions(
            [PredictionRow(model, i, circles[i], "normal", (0.3, 0.7)) for i in (first, second)]
        )
    label(ann, [first], "codocyte")
    queue = [cell.id for cell in classification.review_queue(bob, smear_id=bench.smear_id)]
    assert queue == [second]
    readers.set_blinded(bob, blinded=True)
    assert {cell.id for cell in classification.review_queue(bob, smear_id=bench.smear_id)} == {first, second}
    counts = {row.code: row.count for row in differential.differential(bob, smear_ids=[bench.smear_id]).rows}
    assert counts == {"codocyte": 0, "normal": 2}


def test_a_snapshot_says_how_many_cells_came_from_others_and_how_many_were_left_out(bench, ann, bob):
    with bench.store.transact("More", reader="Ann") as tx:
        cell = {"smear_id": bench.smear_id, "y": 200.0, "r": 20.0, "state": "proposed"}
        more = tx.insert_many(Entity.CELL, [{**cell, "x": 50.0 * i} for i in range(1, 5)])
    ids = [*bench.cell_ids, *more]
    label(ann, ids[:4], "codocyte")
    label(ann, ids[4:], "normal")
    label(bob, ids[:1], "normal")
    cy = readers.as_reader(ann, name="Cy")
    snapshot = snapshots.freeze(cy, split_by="cell")
    assert sum(sum(part.values()) for part in snapshot.counts.values()) == 8
    assert "8 cells were labelled by other readers." in snapshot.notes
    assert "1 cell on which other readers disagree was left out." in snapshot.notes
    readers.set_blinded(ann, blinded=True)
    assert "Only labels by Ann (blinded reading)." in snapshots.freeze(ann, split_by="cell").notes
