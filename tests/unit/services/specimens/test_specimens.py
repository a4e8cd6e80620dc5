"""Specimens: facts, review, merging, moving smears, and the worklist."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.errors import SettingsError, UnknownNameError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import Entity
from rbc_desk.core.specimens import SpecimenState
from rbc_desk.core.tables.columns import csv_table
from rbc_desk.services.cells import labelling
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.signing import signing
from rbc_desk.services.smears import library
from rbc_desk.services.specimens import editing
from rbc_desk.services.specimens.columns import FILE_COLUMNS
from rbc_desk.services.specimens.worklist import WorklistRow, found, worklist
from rbc_desk.store.rows import PredictionRow


def draw(path: Path, *, grey: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (64, 48), (grey, grey, grey)).save(path)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Three smears with a specimen each: a, b and c."""
    made = create_project(tmp_path / "project", reader="Ann", class_set="paper")
    library.add_smears(made, [draw(tmp_path / "in" / f"{name}.png", grey=200 + i) for i, name in enumerate("abc")])
    yield made
    made.close()


def rows_of(project: Project) -> dict[str, WorklistRow]:
    return {row.specimen.code: row for row in worklist(project).rows}


def ids_of(project: Project, *codes: str) -> list[int]:
    return [rows_of(project)[code].specimen.id for code in codes]


def add_cells(project: Project, code: str, *, n: int) -> list[int]:
    smear_id = rows_of(project)[code].smears[0].id
    with project.store.transact("Cells", reader="Ann") as tx:
        rows = [{"smear_id": smear_id, "x": 9 + i, "y": 9, "r": 4, "state": CellState.PROPOSED} for i in range(n)]
        return tx.insert_many(Entity.CELL, rows)


# presence


def test_what_was_seen_is_stored_and_undone_one_finding_at_a_time(project: Project, tmp_path: Path) -> None:
    (one,) = ids_of(project, "a")
    first = editing.set_presence(project, specimen_id=one, finding="rouleaux", present=True)
    second = editing.set_presence(project, specimen_id=one, finding="agglutination", present=False)
    project.close()
    again = open_project(tmp_path / "project", reader="Ann")
    try:
        assert editing.specimen(again, specimen_id=one).presence == {"rouleaux": True, "agglutination": False}
        with again.store.transact("Undo", reader="Ann") as tx:
            tx.apply(second.inverse().changes)
        assert editing.specimen(again, specimen_id=one).presence == {"rouleaux": True}
        with again.store.transact("Undo", reader="Ann") as tx:
            tx.apply(first.inverse().changes)
        assert editing.specimen(again, specimen_id=one).presence == {}
    finally:
        again.close()


def test_what_is_taken_back_leaves_the_specimen_as_it_was(project: Project) -> None:
    (one,) = ids_of(project, "a")
    before = signing.state_hash(project, specimen_id=one)
    editing.set_presence(project, specimen_id=one, finding="rouleaux", present=True)
    assert signing.state_hash(project, specimen_id=one) != before
    editing.set_presence(project, specimen_id=one, finding="rouleaux", present=None)
    assert signing.state_hash(project, specimen_id=one) == before


def test_a_finding_that_cells_are_counted_for_is_not_said_by_hand(project: Project) -> None:
    (one,) = ids_of(project, "a")
    with pytest.raises(UnknownNameError, match="can be present or absent"):
        editing.set_presence(project, specimen_id=one, finding="spherocyte", present=True)


def test_merged_specimens_keep_what_was_seen_on_any_of_them(project: Project) -> None:
    one, two, three = ids_of(project, "a", "b", "c")
    editing.set_presence(project, specimen_id=one, finding="rouleaux", present=False)
    editing.set_presence(project, specimen_id=two, finding="rouleaux", present=True)
    editing.set_presence(project, specimen_id=three, finding="agglutination", present=False)
    editing.merge(project, specimen_ids=[one, two, three], into=one)
    assert editing.specimen(project, specimen_id=one).presence == {"agglutination": False, "rouleaux": True}


# facts


def test_facts_are_stored_trimmed_and_undone_as_one_step(project: Project) -> None:
    ids = ids_of(project, "a")
    step = editing.set_facts(project, specimen_ids=ids, facts={"species": " dog ", "collected_on": "30.11.2569"})
    one = rows_of(project)["a"].specimen
    assert (one.species, one.collected_on) == ("dog", "2026-11-30")  # the Thai calendar is 543 years ahead
    labelling.apply(project, step.inverse(), origin=None)
    assert rows_of(project)["a"].specimen.species == ""


@pytest.mark.parametrize(
    "facts", [{"code": " "}, {"code": "b"}, {"collected_on": "yesterday"}, {"weight": "12 kg"}], ids=str
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(project: Project, facts: dict[str, str]) -> None:
    before = worklist(project)
    with pytest.raises(SettingsError):
        editing.set_facts(project, specimen_ids=ids_of(project, "a"), facts=facts)
    assert worklist(project) == before


def test_a_new_specimen_gets_the_next_free_code_and_todays_date(project: Project) -> None:
    step = editing.create(project, facts={"species": "cat"})
    editing.create(project)
    row = rows_of(project)["S-1"]
    assert step.changes[0].ids == (row.specimen.id,)
    assert (row.specimen.species, row.date != "", row.smears) == ("cat", True, ())
    assert "S-2" in rows_of(project)


# review and states


def test_the_state_goes_from_new_to_sorted_to_reviewed(project: Project) -> None:
    cells = add_cells(project, "a", n=4)
    assert rows_of(project)["a"].state is SpecimenState.NEW
    labelling.set_label(project, cell_ids=cells[:1], code="normal")
    assert rows_of(project)["a"].state is SpecimenState.SORTED
    assert rows_of(project)["a"].reviewed_share == 0.25
    step = editing.set_reviewed(project, specimen_ids=ids_of(project, "a", "b"), reviewed=True)
    assert worklist(project).by_state == {SpecimenState.REVIEWED: 2, SpecimenState.NEW: 1}
    assert rows_of(project)["a"].specimen.reviewed_by == "Ann"
    labelling.apply(project, step.inverse(), origin=None)
    assert rows_of(project)["a"].state is SpecimenState.SORTED


def test_cells_that_only_a_model_classified_make_a_specimen_sorted(project: Project) -> None:
    cell = add_cells(project, "b", n=1)[0]
    with project.store.transact("Model", reader="Ann") as tx:
        model = tx.derived.insert_model(
            name="m", folder="m", network="n", codes=("normal",), metrics={}, run_id=None, active=True
        )
        tx.derived.put_predictions([PredictionRow(model, cell, Circle(9, 9, 4), "normal", (1.0,))])
    assert {code: row.state.value for code, row in rows_of(project).items()} == {
        "a": "new",
        "b": "sorted",
        "c": "new",
    }


def test_a_specimen_that_gets_another_smear_is_no_longer_reviewed(project: Project, tmp_path: Path) -> None:
    editing.set_reviewed(project, specimen_ids=ids_of(project, "a", "b"), reviewed=True)
    library.add_smears(project, [draw(tmp_path / "more.png", grey=9)], specimen="a")
    library.set_specimen(project, smear_id=rows_of(project)["c"].smears[0].id, code="b")
    assert {row.state for row in worklist(project).rows} == {SpecimenState.NEW}


# merging and moving


def test_merged_specimens_are_one_with_all_smears_and_what_was_known(project: Project) -> None:
    a, b, c = ids_of(project, "a", "b", "c")
    editing.set_facts(project, specimen_ids=[a, b], facts={"species": "dog", "comment": "icteric"})
    editing.set_facts(project, specimen_ids=[b], facts={"species": "cat", "breed": "Siamese", "comment": "old"})
    step = editing.merge(project, specimen_ids=[a, b, c], into=a)
    assert list(rows_of(project)) == ["a"]
    row = rows_of(project)["a"]
    assert [smear.name for smear in row.smears] == ["a.png", "b.png", "c.png"]
    assert (row.specimen.species, row.specimen.breed, row.specimen.comment) == ("dog", "Siamese", "icteric\nold")
    labelling.apply(project, step.inverse(), origin=None)
    assert [len(row.smears) for row in worklist(project).rows] == [1, 1, 1]


def test_smears_move_and_a_specimen_left_empty_goes_unless_something_was_entered(project: Project) -> None:
    editing.set_facts(project, specimen_ids=ids_of(project, "b"), facts={"patient": "P7"})
    moved = [row.smears[0].id for row in worklist(project).rows]
    step = editing.move_smears(project, smear_ids=moved, code="dog 1")
    assert {code: len(row.smears) for code, row in rows_of(project).items()} == {"b": 0, "dog 1": 3}
    labelling.apply(project, step.inverse(), origin=None)
    assert {code: len(row.smears) for code, row in rows_of(project).items()} == {"a": 1, "b": 1, "c": 1}


def test_a_specimen_goes_with_its_last_smear_and_returns_with_it(project: Project) -> None:
    step = library.remove_smears(project, smear_ids=[rows_of(project)["a"].smears[0].id])
    assert "a" not in rows_of(project)
    labelling.apply(project, step.inverse(), origin=None)
    assert rows_of(project)["a"].smears[0].name == "a.png"


# names


def test_equal_names_of_different_folders_are_never_one_specimen_unasked(project: Project, tmp_path: Path) -> None:
    editing.set_facts(project, specimen_ids=ids_of(project, "a"), facts={"code": "rex", "patient": "P1"})
    for grey, place in enumerate(("x/field", "y/field", "z")):
        library.add_smears(project, [draw(tmp_path / place / "a.png", grey=grey)])
    library.add_smears(project, [draw(tmp_path / "rex.png", grey=7)])
    rows = worklist(project).rows
    assert all(len(row.smears) == 1 for row in rows)
    assert len({row.smears[0].name for row in rows}) == len(rows) == 7


# the worklist


def test_the_search_finds_every_word_in_facts_and_names_of_smears(project: Project) -> None:
    editing.set_facts(project, specimen_ids=ids_of(project, "a", "b"), facts={"vet": "Dr. Suda", "breed": "Poodle"})
    rows = worklist(project).rows
    assert [row.specimen.code for row in found(rows, "POO suda b.png")] == ["b"]
    assert len(found(rows, " ")) == 3


def test_the_worklist_as_a_table_names_everything(project: Project) -> None:
    add_cells(project, "a", n=2)
    editing.set_facts(project, specimen_ids=ids_of(project, "a"), facts={"age": "7 y", "sex": "male"})
    header, first, *_ = csv_table(FILE_COLUMNS, worklist(project).rows).splitlines()
    line = dict(zip(header.split(","), first.split(","), strict=True))
    assert (line["code"], line["state"], line["fields"], line["cells"], line["age"]) == ("a", "new", "1", "2", "7 y")
    assert line["reviewed_share"] == "0.0"
