"""The window of the counting sheet: it fills while fields are read, and leads to the field that is read next."""

from __future__ import annotations

import json
from contextlib import contextmanager

import pytest
import shiboken6
from PySide6.QtCore import Qt
from sqlalchemy import Engine, event

from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.services.cells import labelling
from rbc_desk.services.specimens import editing
from rbc_desk.store import queries
from rbc_desk.ui.report.sheet_dialog import CountingSheetDialog
from tests.gui.conftest import add_smear


@pytest.fixture
def dialog(context, qtbot):
    """On a specimen of two smears of twelve cells: the first is labelled whole."""
    context.set_reader("Ann")
    project = context.project
    smears = [add_smear(project, seed=seed, label=seed == 1) for seed in (1, 2)]
    editing.move_smears(project, smear_ids=smears, code="K-1")
    specimen = next(one for one in queries.specimens(project.store) if one.code == "K-1")
    made = CountingSheetDialog(context, specimen=specimen, parent=None)
    made.show()
    qtbot.waitUntil(lambda: made.sheet is not None)
    yield made
    if shiboken6.isValid(made):
        made.close()


def label_second(dialog, *, n: int) -> None:
    second = dialog.sheet.fields[1].smear_id
    ids = [cell.id for cell in labelling.cells(dialog.context.project, smear_id=second)][:n]
    dialog.context.commit(lambda project: labelling.set_label(project, cell_ids=ids, code="codocyte"))


def shown(table, row: str, column: str) -> str:
    place = next(i for i, one in enumerate(table.columns) if one.name == column)
    line = next(i for i, one in enumerate(table.rows) if one.name == row)
    return table.index(line, place).data()


def test_a_field_counts_as_soon_as_its_last_cell_has_a_class(dialog, qtbot):
    assert dialog.verdict.text() == "9 more fields to read. 988 more cells to count."
    label_second(dialog, n=11)
    qtbot.waitUntil(lambda: shown(dialog.fields, "smear 2.png", "state") == "started")
    assert dialog.fields_label.text() == "Fields read: 1 of 10"
    label_second(dialog, n=12)
    qtbot.waitUntil(lambda: dialog.fields_label.text() == "Fields read: 2 of 10")
    assert dialog.cells_label.text() == "Red cells counted: 24 of 1,000"
    assert shown(dialog.lines, "Codocyte (target cell)", "cells") == "12"
    assert shown(dialog.lines, "Codocyte (target cell)", "percent") == "50.0"
    dialog.context.undo()
    qtbot.waitUntil(lambda: dialog.fields_label.text() == "Fields read: 1 of 10")


@contextmanager
def statements():
    """The statements that the database gets meanwhile."""
    heard = []

    def note(_connection, _cursor, statement, *_more):
        heard.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield heard
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_a_hidden_sheet_reads_nothing_until_it_is_shown(dialog, qtbot):
    context, second = dialog.context, dialog.sheet.fields[1].smear_id
    dialog.hide()
    label_second(dialog, n=12)
    qtbot.waitUntil(lambda: not context.jobs.active)
    with statements() as heard:
        context.bus.changed.emit(
            ChangeSet("Labels", smear_ids=frozenset({second}), more_topics=frozenset({Topic.LABELS, Topic.SMEARS}))
        )
        qtbot.wait(50)
        assert not context.jobs.active
    assert not heard
    assert dialog.sheet.n_fields == 1
    dialog.show()
    qtbot.waitUntil(lambda: dialog.sheet.n_fields == 2)


def test_a_label_has_only_its_own_field_counted_again(dialog, qtbot):
    first, second = (field.smear_id for field in dialog.sheet.fields)
    known = dialog._known[first]
    label_second(dialog, n=12)
    qtbot.waitUntil(lambda: dialog.sheet.n_fields == 2)
    assert dialog._known[first] is known
    with statements() as heard:
        dialog.context.bus.changed.emit(
            ChangeSet("Elsewhere", smear_ids=frozenset({second + 1}), more_topics=frozenset({Topic.LABELS}))
        )
        assert not dialog.context.jobs.active
    assert not heard


def test_it_leads_to_the_field_that_is_to_be_read_next(dialog, qtbot):
    with qtbot.waitSignal(dialog.open_requested) as asked:
        qtbot.mouseClick(dialog.read_on, Qt.MouseButton.LeftButton)
    assert asked.args == ["label"]
    assert dialog.context.smear_id == dialog.sheet.fields[1].smear_id
    dialog.fields_view.setFocus()
    dialog.fields_view.selectRow(0)
    dialog.fields_view.setCurrentIndex(dialog.fields.index(0, 1))
    with qtbot.waitSignal(dialog.open_requested):
        qtbot.keyClick(dialog.fields_view, Qt.Key.Key_Return)
    assert dialog.context.smear_id == dialog.sheet.fields[0].smear_id


def test_other_rules_ask_for_other_counts_and_are_labelled_as_unchecked(dialog, qtbot):
    dialog.context.commit(
        lambda project: editing.set_facts(project, specimen_ids=[dialog.specimen.id], facts={"species": "dog"})
    )
    qtbot.waitUntil(lambda: dialog.rules.findData("weiss_dog_1984") >= 0)
    dialog.rules.setCurrentIndex(dialog.rules.findData("weiss_dog_1984"))
    dialog.rules.activated.emit(dialog.rules.currentIndex())
    qtbot.waitUntil(lambda: dialog.sheet.rules == "Dog, Weiss 1984 (unchecked)")
    assert "unchecked" in dialog.rules.currentText()
    assert "assume 300 red cells per field" in dialog.rules_note.text()
    assert shown(dialog.lines, "Hypochromic cell", "grade") == "3+"  # half of 300 cells


def test_what_was_seen_stands_on_the_sheet(dialog, qtbot):
    qtbot.mouseClick(dialog.presence.button("rouleaux", present=True), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shown(dialog.lines, "Rouleaux", "grade") == "present")


@pytest.mark.parametrize("suffix", [".csv", ".json"])
def test_the_sheet_is_saved_as_shown(dialog, qtbot, tmp_path, suffix):
    path = tmp_path / f"sheet{suffix}"
    dialog.save_to(path)
    qtbot.waitUntil(path.exists)
    text = path.read_text("utf-8-sig")
    if suffix == ".json":
        assert json.loads(text)["cells"]["counted"] == 12
    else:
        assert text.splitlines()[0].endswith("smear 1.png")
