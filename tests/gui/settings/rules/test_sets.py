"""The editor of rule sets: shipped ones are read, copies are edited, each save is a version, errors are in words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from rbc_desk.ui.settings.rules.sets import RuleSetsSection

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def section(context, qtbot):
    made = RuleSetsSection(context)
    qtbot.addWidget(made)
    made.resize(1000, 900)
    made.show()
    return made


def choose(section, key):
    keys = [section.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(section.list.count())]
    section.list.setCurrentRow(keys.index(key))


@pytest.fixture
def copied(section, qtbot):
    """The section on a copy of the teaching table."""
    choose(section, "teaching")
    qtbot.mouseClick(section.duplicate, LEFT)
    return section


def type_into(section, qtbot, row, column, text):
    """Type into a cell of the table as by hand."""
    table = section.rules.table
    table.setCurrentCell(row, column)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_F2)
    (editor,) = [one for one in table.viewport().findChildren(QLineEdit) if one.isVisible()]
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.item(row, column).text() == text)


def test_a_shipped_rule_set_can_only_be_read(section):
    choose(section, "weiss_dog_1984")
    assert "cannot be changed" in section.notice.text()
    assert "(unchecked)" in section.list.currentItem().text()
    assert section.rules.name.isReadOnly()
    assert not section.save.isEnabled()
    assert not section.remove.isEnabled()
    assert section.rules.per_field.value() == 300


def test_an_edited_copy_is_saved_as_a_new_version_and_the_old_one_can_be_used_again(copied, qtbot):
    section, key = copied, copied.key
    assert section.files.get(key).version == "1"
    section.rules.name.selectAll()
    qtbot.keyClicks(section.rules.name, "Our clinic")
    section.rules.fields.setValue(5)
    type_into(section, qtbot, 0, 4, "> 2")
    assert "not saved" in section.list.currentItem().text()
    qtbot.mouseClick(section.save, LEFT)
    saved = section.files.get(key)
    assert (saved.version, saved.name, saved.min_fields, saved.checked) == ("1.1", "Our clinic", 5, False)
    assert saved.rules[0].steps[1].above == 2
    section.versions.setCurrentIndex(section.versions.findText("1"))
    section.versions.activated.emit(section.versions.currentIndex())
    assert section.rules.name.isReadOnly()
    qtbot.mouseClick(section.save, LEFT)
    assert (section.files.get(key).version, section.files.get(key).min_fields) == ("1.2", 10)
    assert [section.versions.itemText(n) for n in range(section.versions.count())] == ["1.2", "1.1", "1"]


def test_what_is_wrong_is_said_and_cannot_be_saved(copied, qtbot):
    type_into(copied, qtbot, 0, 2, "few")
    assert "cannot begin at “few”" in copied.problem.text()
    assert not copied.save.isEnabled()
    qtbot.mouseClick(copied.revert, LEFT)
    assert copied.problem.text() == ""
    assert copied.rules.table.item(0, 2).text() == "> 0"


def test_what_is_typed_stays_while_another_rule_set_is_looked_at(copied, qtbot):
    key = copied.key
    qtbot.keyClicks(copied.rules.source, " and more")
    typed = copied.rules.source.text()
    choose(copied, "icsh_2015")
    choose(copied, key)
    assert copied.rules.source.text() == typed
    assert copied.save.isEnabled()


def test_findings_are_added_and_removed_and_referrals_chosen(copied, qtbot):
    rows = copied.rules.table.rowCount()
    copied.rules.add_rule("heinz_body")
    type_into(copied, qtbot, rows, 1, "any")
    type_into(copied, qtbot, rows, 2, "> 0")
    copied.rules.refer.toggle_choice("heinz_body")
    copied.rules.species.toggle_choice("dog")
    qtbot.mouseClick(copied.save, LEFT)
    saved = copied.files.get(copied.key)
    assert (saved.rules[-1].finding, saved.rules[-1].steps[0].word) == ("heinz_body", "any")
    assert (saved.refer, saved.species) == (("heinz_body",), ("dog",))
    copied.rules.table.setCurrentCell(rows, 1)
    qtbot.mouseClick(copied.rules.remove_finding, LEFT)
    qtbot.mouseClick(copied.save, LEFT)
    assert "heinz_body" not in {rule.finding for rule in copied.files.get(copied.key).rules}


def test_a_removed_rule_set_can_be_put_back(copied, qtbot):
    key, before = copied.key, copied.files.get(copied.key)
    qtbot.mouseClick(copied.remove, LEFT)
    assert key not in {one.key for one in copied.files.all()}
    qtbot.mouseClick(copied.put_back, LEFT)
    assert copied.files.get(key) == before
    assert copied.key == key


def test_a_file_is_imported_and_shown_and_a_broken_one_is_said(section, qtbot, tmp_path):
    path = tmp_path / "out.toml"
    section.files.export("icsh_2015", path)
    section.import_from(path)
    assert section.files.get(section.key).name == "ICSH 2015"
    assert "yours" in section.list.currentItem().text()
    path.write_text("nonsense", "utf-8")
    with qtbot.waitSignal(section.context.failed):
        section.import_from(path)


def another(section, qtbot):
    """The section of a program that starts while the first one is never closed, as after a kill."""
    made = RuleSetsSection(section.context)
    qtbot.addWidget(made)
    made.show()
    choose(made, section.key)
    return made


def drafts_of(section):
    return sorted((section.files.user / "drafts").glob("*.json"))


def test_what_is_typed_is_a_draft_at_the_next_start_also_after_a_kill(copied, qtbot):
    qtbot.keyClicks(copied.rules.source, " and more")
    type_into(copied, qtbot, 0, 2, "some")
    qtbot.waitUntil(lambda: any('"some"' in path.read_text("utf-8") for path in drafts_of(copied)))
    after = another(copied, qtbot)
    assert after.rules.source.text() == copied.rules.source.text()
    assert after.rules.table.item(0, 2).text() == "some"
    assert "draft" in after.list.currentItem().text()
    assert "cannot begin at “some”" in after.problem.text()
    assert after.files.get(after.key).version == "1"
    type_into(after, qtbot, 0, 2, "> 0.5")
    assert "draft" in after.problem.text()
    qtbot.mouseClick(after.save, LEFT)
    assert after.files.get(after.key).rules[0].steps[0].above == 0.5
    assert drafts_of(after) == []


def test_a_draft_is_discarded_on_demand_and_stays_discarded(copied, qtbot):
    copied.rules.fields.setValue(5)
    copied.hide()
    assert len(drafts_of(copied)) == 1
    copied.show()
    qtbot.mouseClick(copied.revert, LEFT)
    assert copied.rules.fields.value() == 10
    assert drafts_of(copied) == []
    assert another(copied, qtbot).rules.fields.value() == 10


def test_a_draft_comes_back_with_its_removed_rule_set(copied, qtbot):
    copied.rules.fields.setValue(5)
    qtbot.mouseClick(copied.remove, LEFT)
    assert copied.rules.fields.value() == 10
    qtbot.mouseClick(copied.put_back, LEFT)
    assert copied.rules.fields.value() == 5
    assert "draft" in copied.list.currentItem().text()


def test_a_draft_that_cannot_be_read_stops_nothing(copied, qtbot):
    copied.rules.fields.setValue(5)
    copied.hide()
    (path,) = drafts_of(copied)
    path.write_text("{", "utf-8")
    assert another(copied, qtbot).rules.fields.value() == 10


def test_each_reader_has_drafts_of_their_own(copied, qtbot):
    copied.rules.fields.setValue(5)
    assert copied.context.set_reader("Somebody Else")  # before the draft is on the disk
    assert copied.rules.fields.value() == 10
    assert "draft" not in copied.list.currentItem().text()
    copied.rules.fields.setValue(7)
    copied.hide()
    assert len(drafts_of(copied)) == 2
    assert not [path for path in drafts_of(copied) if "else" in path.name.casefold()]
    (mine,) = [path for path in drafts_of(copied) if '"min_fields": 5' in path.read_text("utf-8")]
    assert "Somebody" not in mine.read_text("utf-8")
    copied.context.set_reader("Third")
    assert copied.rules.fields.value() == 10


def test_a_draft_says_so_where_another_version_was_saved_meanwhile(copied, qtbot):
    copied.rules.fields.setValue(5)
    copied.hide()
    rules = copied.files.get(copied.key)
    copied.files.save_edited(copied.key, rules.model_copy(update={"min_fields": 8}))  # by another reader
    after = another(copied, qtbot)
    assert after.rules.fields.value() == 5
    assert "made from version 1, but the rule set now has version 1.1" in after.notice.text()
    qtbot.mouseClick(after.revert, LEFT)
    assert after.rules.fields.value() == 8
    assert after.notice.text() == ""
