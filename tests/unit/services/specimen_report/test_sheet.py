"""The counting sheet: which fields count, what they add up to, and what is left; cases worked by hand."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from rbc_desk.core.counting.counting_sheet import FieldState, SheetField
from rbc_desk.core.counting.differential import Apart, FieldTally, Predicted
from rbc_desk.services.cells import labelling
from rbc_desk.services.project.project import create_project
from rbc_desk.services.smears import fitness, library, measured_fields
from rbc_desk.services.specimen_report.sheet import counting_sheet, sheet_csv, sheet_json
from rbc_desk.services.specimens import editing
from rbc_desk.store import queries
from tests.gui.conftest import add_smear


def read_field(smear_id: int, **counts: int) -> FieldTally:
    return FieldTally(smear_id, f"field {smear_id}", counts)


@pytest.fixture
def project(tmp_path):
    """Three smears of one specimen, two of them labelled whole: six normal and six hypochromic cells each."""
    made = create_project(tmp_path / "p", class_set="paper", reader="Ann")
    smears = [add_smear(made, seed=seed, label=seed < 3) for seed in (1, 2, 3)]
    editing.move_smears(made, smear_ids=smears, code="K-1")
    yield made
    made.close()


def specimen(project):
    return next(one for one in queries.specimens(project.store) if one.code == "K-1")


def sheet_of(project, **more):
    return counting_sheet(project, specimen=specimen(project), **more)[0]


def counted_by_hand(project, fields):
    """The sheet of the specimen if its fields had been counted like this."""
    ids = editing.smear_ids(project, specimen_id=specimen(project).id)
    assert len(fields) <= len(ids)
    known = dict(zip(ids, fields, strict=False))
    known |= {smear_id: FieldTally(smear_id, "empty") for smear_id in ids[len(fields) :]}
    return sheet_of(project, known=known)


def line(sheet, code):
    return next(one for one in sheet.lines if one.code == code)


# which fields count


@pytest.mark.parametrize(
    ("tally", "state"),
    [
        (FieldTally(1, "a"), FieldState.EMPTY),
        (FieldTally(1, "a", apart=Apart(n_cut=9, n_white=1)), FieldState.EMPTY),
        (FieldTally(1, "a", predicted=(Predicted("codocyte", 0.99),)), FieldState.OPEN),
        (FieldTally(1, "a", {"codocyte": 5}, (Predicted("normal", 0.99),)), FieldState.STARTED),
        (FieldTally(1, "a", {"codocyte": 5}, apart=Apart(n_unclassified=1)), FieldState.STARTED),
        (FieldTally(1, "a", {"codocyte": 5}, apart=Apart(n_cut=3, n_rejected=2)), FieldState.READ),
    ],
)
def test_a_field_is_read_once_every_whole_red_cell_has_a_label(tally, state):
    assert SheetField.of(tally).state is state


def test_only_fields_that_are_read_count(project):
    sheet = sheet_of(project)
    assert (len(sheet.fields), sheet.n_fields, sheet.n_cells) == (3, 2, 24)
    third = labelling.cells(project, smear_id=sheet.fields[2].smear_id)
    labelling.set_label(project, cell_ids=[cell.id for cell in third[:11]], code="codocyte")
    sheet = sheet_of(project)
    assert (sheet.fields[2].state, sheet.n_cells, line(sheet, "codocyte").count) == (FieldState.STARTED, 24, 0)
    labelling.set_label(project, cell_ids=[third[11].id], code="codocyte")
    sheet = sheet_of(project)
    assert (sheet.n_fields, sheet.n_cells, line(sheet, "codocyte").count) == (3, 36, 12)
    assert line(sheet, "codocyte").percent == pytest.approx(100 / 3)


def test_tallies_that_still_hold_are_not_read_again(project):
    _, tallies = counting_sheet(project, specimen=specimen(project))
    first = next(iter(tallies))
    known = {**tallies, first: read_field(first, normal=7)}
    assert sheet_of(project, known=known).fields[0].counts == {"normal": 7}


# what it says


def test_what_is_missing_is_said_until_enough_is_read(project):
    assert sheet_of(project).verdict == "8 more fields to read. 976 more cells to count."
    only = counted_by_hand(project, [read_field(1, normal=2000)])
    assert only.verdict == "9 more fields to read."
    assert counted_by_hand(project, []).verdict.startswith("No field is read yet.")


def grades_by(project, n_fields, n_cells):
    """A rule set in the project that asks for fewer fields and cells: targets are few from 5, moderate above 25 %."""
    folder = project.folder / "grading"
    folder.mkdir(exist_ok=True)
    (folder / "own.toml").write_text(
        f"name = 'Own'\nversion = '1'\nsource = 'A test'\nmin_fields = {n_fields}\nmin_cells = {n_cells}\n"
        "[[rules]]\nfinding = 'target'\n"
        "steps = [{word = 'few', at_least = 5}, {word = 'moderate', above = 25}]\n"
        "[[rules]]\nfinding = 'rouleaux'\n",
        "utf-8",
    )


def test_the_sheet_says_when_the_grade_is_certain(project):
    grades_by(project, n_fields=1, n_cells=200)
    known = {i: FieldTally(i, "") for i in editing.smear_ids(project, specimen_id=specimen(project).id)}
    first = next(iter(known))
    # 30 of 200 is 15 %: Wilson 10.7 to 20.6 %, within 5 to 25 %
    known[first] = read_field(first, codocyte=30, normal=170)
    sheet = sheet_of(project, rules="own", known=known)
    target = line(sheet, "codocyte")
    assert (target.word, target.standing) == ("few", "Certain.")
    assert (target.low, target.high) == (pytest.approx(10.7, abs=0.05), pytest.approx(20.6, abs=0.05))
    assert sheet.verdict == "Enough cells are read, and every grade is certain."
    # 44 of 200 is 22 %: told from 25 % by 3.8415 x 0.25 x 0.75 / 0.03^2 = 800.3 cells, 601 more
    known[first] = read_field(first, codocyte=44, normal=156)
    sheet = sheet_of(project, rules="own", known=known)
    assert line(sheet, "codocyte").standing == "601 more cells are needed to tell few from moderate."
    assert sheet.verdict.startswith("Enough cells are read. One grade is not certain")
    assert sheet.rules == "Own (unchecked)"
    assert "unchecked" in sheet.rules_note


def test_a_finding_that_the_rules_ask_for_waits_for_the_readers_word(project):
    grades_by(project, n_fields=1, n_cells=10)
    assert line(sheet_of(project, rules="own"), "rouleaux").standing == "Not assessed yet."
    editing.set_presence(project, specimen_id=specimen(project).id, finding="rouleaux", present=True)
    said = line(sheet_of(project, rules="own"), "rouleaux")
    assert (said.word, said.standing) == ("present", "")


# files


def test_the_files_have_the_counts_of_each_field_and_their_sum(project):
    sheet = sheet_of(project)
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(sheet_csv(sheet).removeprefix("\ufeff")))}
    pale = rows["hypochromia"]
    assert (pale["cells"], pale["smear 1.png"], pale["smear 2.png"]) == ("12", "6", "6")
    assert "smear 3.png" not in pale
    figures = json.loads(sheet_json(sheet))
    assert figures["cells"] == {"counted": 24, "wanted": 1000}
    assert [one["state"] for one in figures["by_field"]] == ["read", "read", "open"]
    assert [one["hypochromia"] for one in figures["by_field"]] == [6, 6, 0]


def test_a_field_that_is_not_fit_does_not_count_until_a_reader_overrules_it(project):
    info = library.known_smear(project, smear_id=1)
    ((_, field),) = measured_fields.measured_fields(project, smears=[info])
    dark = replace(field, quality=replace(field.quality, glass_level=0.1))
    with project.store.transact("Rate", reader="Ann") as tx:
        tx.derived.put_field_quality([measured_fields.row_of(dark, smear_id=1)])
    sheet = sheet_of(project)
    assert (sheet.fields[0].state, sheet.n_fields, sheet.n_cells) == (FieldState.LEFT_OUT, 1, 12)
    assert json.loads(sheet_json(sheet))["by_field"][0]["left_out"] == "too dark"
    fitness.overrule(project, smear_ids=[1])
    assert "left_out" not in json.loads(sheet_json(sheet_of(project)))["by_field"][0]
    assert (sheet_of(project).n_fields, sheet_of(project).n_cells) == (2, 24)
