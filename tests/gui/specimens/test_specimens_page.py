"""The page Specimens: the worklist is searched, sorted and filtered; details are saved as they are typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from rbc_desk.core.geometry.regions import Region
from rbc_desk.core.specimens import SpecimenState
from rbc_desk.services.signing import keys, signing
from rbc_desk.services.specimens import editing
from rbc_desk.store import queries
from rbc_desk.ui.dialogs.reopen_report import ReopenReportDialog
from rbc_desk.ui.dialogs.slide import SlideDialog
from rbc_desk.ui.kit import language
from rbc_desk.ui.report.compare_dialog import CompareDialog
from rbc_desk.ui.report.dialog import ReportDialog
from rbc_desk.ui.specimens.table import PLACE
from rbc_desk.ui.widgets.fact_fields import line_of
from tests.gui.conftest import add_smear, draw_smear
from tests.gui.smears_helpers import render_five
from tests.slide_files import write_pyramid

LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key
A_MINUTE = 60_000


@pytest.fixture
def window(context, show_window, qtbot):
    """The window on its page Specimens: dog 1 is labelled, dog 2 and dog 10 are not."""
    context.set_reader("Ann")
    for seed, label in ((1, True), (2, False), (10, False)):
        add_smear(context.project, seed=seed, label=label)
    window = show_window()
    window.go("specimens")
    settle(window, qtbot)
    return window


@pytest.fixture
def page(window):
    return window.page("specimens")


def settle(window, qtbot):
    qtbot.waitUntil(lambda: not window.context.jobs.unsettled, timeout=A_MINUTE)


def codes(page):
    return [row.specimen.code for row in page.model.rows]


def stored(page):
    """The specimens by code, as they are in the database."""
    return {one.code: one for one in queries.specimens(page.context.project.store)}


def click_row(page, code):
    place = codes(page).index(code)
    at = page.table.visualRect(page.model.index(place, 0)).center()
    QTest.mouseClick(page.table.viewport(), LEFT, pos=at)


def click(window, name):
    button = next(b for b in window.findChildren(QAbstractButton, name) if b.isVisible())
    QTest.mouseClick(button, LEFT)


def type_fact(page, fact, text):
    line = line_of(page.details.fields[fact])
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, text)
    QTest.keyClick(line, KEY.Key_Tab)


def test_the_worklist_is_searched_filtered_and_sorted(page, window):
    assert codes(page) == ["dog 1", "dog 2", "dog 10"]
    assert [row.state for row in page.model.rows] == [SpecimenState.SORTED, SpecimenState.NEW, SpecimenState.NEW]
    page.table.sortByColumn(PLACE["code"], Qt.SortOrder.DescendingOrder)
    assert codes(page) == ["dog 10", "dog 2", "dog 1"]
    click(window, "newSpecimensButton")
    assert codes(page) == ["dog 10", "dog 2"]
    page.bar.search.setFocus()
    QTest.keyClicks(page.bar.search, "DOG smear 10.png")
    assert codes(page) == ["dog 10"]
    QTest.keyClicks(page.bar.search, "x")
    assert (codes(page), page.none_found.isVisible()) == ([], True)
    page.bar.search.clear()
    click(window, "anySpecimensButton")
    assert len(codes(page)) == 3


def test_what_is_typed_while_the_fact_before_it_is_saved_stays(page, window, qtbot):
    """The form is shown again after each saved fact, while a box completes what is typed."""
    click_row(page, "dog 2")
    type_fact(page, "patient", "Bella")
    species = line_of(page.details.fields["species"])
    species.setFocus()
    QTest.keyClicks(species, "h")
    settle(window, qtbot)
    QTest.keyClicks(species, "uma")
    page.details.show_row(row_of(page, "dog 2"))
    QTest.keyClicks(species, "n")
    QTest.keyClick(species, KEY.Key_Tab)
    assert (stored(page)["dog 2"].patient, stored(page)["dog 2"].species) == ("Bella", "human")


def test_a_fact_that_is_refused_stays_to_be_corrected(page, window, qtbot):
    click_row(page, "dog 2")
    date = line_of(page.details.fields["collected_on"])
    date.setFocus()
    QTest.keyClicks(date, "31/12/2026")
    QTest.keyClick(date, KEY.Key_Tab)
    assert "31/12/2026 is not a date" in window.banner.error.message
    assert date.text() == "31/12/2026"


def test_the_search_finds_facts_as_they_are_shown_in_another_language(page, window, qtbot, qapp):
    window.context.commit(
        lambda project: editing.set_facts(
            project, specimen_ids=[page.model.rows[1].specimen.id], facts={"species": "cat", "objective": "100x oil"}
        )
    )
    settle(window, qtbot)
    language.apply(qapp, choice="th")
    try:
        for text in ("แมว", "OIL 100x", "cat"):
            page.bar.search.setText(text)
            assert codes(page) == ["dog 2"], text
    finally:
        language.apply(qapp, choice="en")


def test_a_row_brings_its_smear_to_all_pages_and_the_other_way_round(page, window, qtbot):
    click_row(page, "dog 10")
    assert page.details.title.text() == "dog 10"
    of = {smear.specimen: smear.id for smear in window.context.counting.smears()}
    assert window.context.smear_id == of["dog 10"]
    QTest.keyClick(page.table, KEY.Key_Up)
    assert window.context.smear_id == of["dog 2"]
    click(window, "openFieldsButton")
    assert (window.current, window.context.smear_id) == ("label", of["dog 2"])
    window.context.set_smear(of["dog 1"])
    window.go("specimens")
    settle(window, qtbot)
    assert page.details.title.text() == "dog 1"
    assert page.selected_ids() == [page.shown_id]


def test_a_fact_is_saved_when_the_keyboard_leaves_it_and_can_be_undone(page, window, qtbot):
    click_row(page, "dog 2")
    type_fact(page, "patient", "Bella")
    type_fact(page, "species", "cat")
    assert (stored(page)["dog 2"].patient, stored(page)["dog 2"].species) == ("Bella", "cat")
    settle(window, qtbot)
    window.undo()
    window.undo()
    settle(window, qtbot)
    assert stored(page)["dog 2"].patient == ""
    assert line_of(page.details.fields["patient"]).text() == ""


def test_a_comment_is_saved_when_another_specimen_is_chosen(page):
    click_row(page, "dog 2")
    page.details.comment.setFocus()
    QTest.keyClicks(page.details.comment, "pale gums")
    click_row(page, "dog 1")
    assert stored(page)["dog 2"].comment == "pale gums"
    assert page.details.comment.toPlainText() == ""


def test_a_code_that_is_taken_is_refused_and_the_old_one_shown(page, window, qtbot):
    click_row(page, "dog 2")
    type_fact(page, "code", "dog 1")
    settle(window, qtbot)
    qtbot.waitUntil(window.banner.isVisible)
    assert line_of(page.details.fields["code"]).text() == "dog 2"
    assert sorted(stored(page)) == ["dog 1", "dog 10", "dog 2"]


def test_what_is_being_typed_stays_when_figures_change(page, window, qtbot):
    click_row(page, "dog 2")
    line = line_of(page.details.fields["vet"])
    line.setFocus()
    QTest.keyClicks(line, "Dr S")
    window.context.commit(
        lambda project: editing.set_facts(project, specimen_ids=[page.shown_id], facts={"breed": "Beagle"})
    )
    settle(window, qtbot)
    assert line.text() == "Dr S"
    assert line_of(page.details.fields["breed"]).text() == "Beagle"


def test_a_specimen_is_reviewed_and_taken_back(page, window, qtbot):
    click_row(page, "dog 1")
    click(window, "reviewedButton")
    settle(window, qtbot)
    assert stored(page)["dog 1"].reviewed_by == window.context.project.reader
    assert page.model.rows[0].state is SpecimenState.REVIEWED
    click(window, "reviewedButton")
    settle(window, qtbot)
    assert page.model.rows[0].state is SpecimenState.SORTED


def test_a_new_specimen_is_named_at_once(page, window, qtbot):
    page.new_action.trigger()
    settle(window, qtbot)
    line = line_of(page.details.fields["code"])
    qtbot.waitUntil(line.hasFocus)
    QTest.keyClicks(line, "horse 7")
    QTest.keyClick(line, KEY.Key_Return)
    settle(window, qtbot)
    assert "horse 7" in stored(page)
    assert page.details.title.text() == "horse 7"


def test_selected_specimens_are_merged_into_the_shown_one(page, window, qtbot):
    click_row(page, "dog 10")
    at = page.table.visualRect(page.model.index(1, 0)).center()
    QTest.mouseClick(page.table.viewport(), LEFT, Qt.KeyboardModifier.ControlModifier, at)
    page.merge_action.trigger()
    settle(window, qtbot)
    assert codes(page) == ["dog 1", "dog 2"]
    assert len(page.model.rows[1].smears) == 2


def test_report_and_comparison_of_the_shown_specimen_open(page, window, qtbot):
    click_row(page, "dog 1")
    click(window, "specimenReportButton")
    click(window, "specimenCompareButton")
    report, compare = window.findChild(ReportDialog), window.findChild(CompareDialog)
    assert (report.specimen.code, compare.specimen.code) == ("dog 1", "dog 1")
    report.close()
    compare.close()
    settle(window, qtbot)


def test_a_signed_specimen_is_locked_until_it_is_reopened(page, window, qtbot):
    context = window.context
    click_row(page, "dog 1")
    keys.set_secret(context.project, secret="seven black cats")
    signing.sign(context.project, specimen_id=page.shown_id, secret="seven black cats", pdf=b"%PDF", content={})
    page.refresh()
    settle(window, qtbot)
    assert page.details.locked.isVisible()
    assert line_of(page.details.fields["breed"]).isReadOnly()
    assert not page.details.reviewed_button.isEnabled()
    click(window, "reopenSpecimenButton")
    dialog = window.findChild(ReopenReportDialog)
    qtbot.keyClicks(dialog.why, "one was mistaken")
    with qtbot.waitSignal(dialog.accepted):
        QTest.mouseClick(dialog.reopen_button, LEFT)
    settle(window, qtbot)
    assert not page.details.locked.isVisible()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    type_fact(page, "breed", "Beagle")
    assert stored(page)["dog 1"].breed == "Beagle"


def test_all_details_are_in_sight_in_a_window_of_1280_by_720(page, window, qtbot):
    window.resize(1280, 720)
    click_row(page, "dog 1")
    settle(window, qtbot)
    qtbot.waitUntil(lambda: page.details.height() < 720)
    inside = page.details.comment.parentWidget().visibleRegion().boundingRect()
    for field in (*page.details.fields.values(), page.details.comment):
        assert inside.contains(field.geometry()), field.objectName()


def test_an_empty_project_says_what_to_do(context, show_window, qtbot):
    window = show_window()
    window.go("specimens")
    settle(window, qtbot)
    assert window.page("specimens").smears_button.isVisible()
    click(window, "goToSmearsButton")
    assert window.current == "smears"


def drop(widget, paths, at):
    """Drop files on a place of a widget."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(widget, kind(at, action, mime, LEFT, none))
    event = QDropEvent(at, action, mime, LEFT, none)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


def test_images_dropped_on_a_row_or_on_the_details_become_its_fields_in_one_step(page, window, qtbot, tmp_path):
    for seed in (21, 22, 23):
        draw_smear(tmp_path / f"{seed}.png", seed=seed)
    click_row(page, "dog 1")
    at = page.table.visualRect(page.model.index(1, 0)).center()
    assert drop(page.table.viewport(), [tmp_path / "21.png", tmp_path / "22.png"], at)
    settle(window, qtbot)
    assert {row.specimen.code: len(row.smears) for row in page.model.rows} == {"dog 1": 1, "dog 2": 3, "dog 10": 1}
    assert drop(page.details, [tmp_path / "23.png", tmp_path / "21.png"], QPoint(40, 40))
    settle(window, qtbot)
    assert {row.specimen.code: len(row.smears) for row in page.model.rows} == {"dog 1": 3, "dog 2": 2, "dog 10": 1}
    for _ in range(2 * 2):  # the images and their cells, each time
        window.undo()
        settle(window, qtbot)
    assert {row.specimen.code: len(row.smears) for row in page.model.rows} == {"dog 1": 1, "dog 2": 1, "dog 10": 1}


def test_regions_of_a_slide_dropped_on_a_specimen_become_its_fields_with_their_cells_found(
    page, window, qtbot, tmp_path
):
    write_pyramid(tmp_path / "film.tif")
    draw_smear(tmp_path / "21.png", seed=21)
    at = page.table.visualRect(page.model.index(1, 0)).center()
    assert drop(page.table.viewport(), [tmp_path / "film.tif", tmp_path / "21.png"], at)
    qtbot.waitUntil(lambda: window.findChild(SlideDialog) is not None, timeout=A_MINUTE)
    dialog = window.findChild(SlideDialog)
    assert dialog.specimen.text() == "dog 2"
    dialog.canvas.set_regions((Region(500, 500, 640, 480),))
    qtbot.mouseClick(dialog.add_button, LEFT)
    settle(window, qtbot)
    assert len(row_of(page, "dog 2").smears) == 3
    qtbot.waitUntil(lambda: row_of(page, "dog 2").counted, timeout=A_MINUTE)
    assert row_of(page, "dog 2").n_cells > 3


def row_of(page, code):
    return next(row for row in page.model.rows if row.specimen.code == code)


def test_images_dropped_below_the_rows_become_specimens_of_their_own_with_their_cells_found(
    page, window, qtbot, tmp_path
):
    folder = render_five(tmp_path / "cats")
    below = QPoint(40, page.table.viewport().height() - 4)
    assert drop(page.table.viewport(), [folder / "0.png", folder / "1.png"], below)
    settle(window, qtbot)
    assert window.current == "specimens"
    assert codes(page) == ["dog 1", "dog 2", "dog 10", "0", "1"]
    qtbot.waitUntil(lambda: page.model.rows[4].counted and page.model.rows[3].counted, timeout=A_MINUTE)
    assert all(row.n_cells > 8 for row in page.model.rows[3:])
    window.undo()
    settle(window, qtbot)
    assert [row.n_cells for row in page.model.rows[3:]] == [0, 0]
    assert [len(row.smears) for row in page.model.rows[3:]] == [1, 1]


def test_a_stopped_search_keeps_the_images(page, window, qtbot, tmp_path):
    folder = render_five(tmp_path / "cats")
    click_row(page, "dog 2")
    jobs = page.context.jobs
    jobs.started.connect(lambda title: title.startswith("finding") and jobs.active[-1].cancel())
    assert drop(page.details, sorted(folder.iterdir()), QPoint(40, 40))
    settle(window, qtbot)
    row = next(row for row in page.model.rows if row.specimen.code == "dog 2")
    assert (len(row.smears), row.state) == (6, SpecimenState.NEW)


def test_a_project_without_specimens_takes_images_on_its_page(context, show_window, qtbot, tmp_path):
    draw_smear(tmp_path / "21.png", seed=21)
    window = show_window()
    window.go("specimens")
    settle(window, qtbot)
    page = window.page("specimens")
    assert drop(page.smears_button.parentWidget(), [tmp_path / "21.png"], QPoint(40, 40))
    settle(window, qtbot)
    assert codes(page) == ["21"]
