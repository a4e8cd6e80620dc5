"""Page, smear, position and display are restored, also after a crash."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPointF, QSettings, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QSplitter

from rbc_desk.services.smears import library
from rbc_desk.settings.files import save
from rbc_desk.settings.paths import settings_file, state_folder
from rbc_desk.ui.app import open_window
from tests.gui.conftest import add_smear
from tests.gui.gestures import wheel_image

UPRIGHT = Qt.Orientation.Vertical


@pytest.fixture
def folder(context):
    """A project with three smears."""
    for seed in (1, 2, 3):
        add_smear(context.project, seed=seed, label=False)
    where = context.project.folder
    context.close_project()
    save(settings_file(), reader="Ann")
    return where


@pytest.fixture
def open_it(qtbot):
    """Opens windows as starts of the program do."""
    made = []

    def open_(project=None):
        window = open_window(QApplication.instance(), project=project)
        qtbot.addWidget(window)
        made.append(window)
        return window

    yield open_
    for window in made:
        window.context.shut_down()


def at_label(window, qtbot, *, smear):
    window.go("label")
    window.context.set_smear(library.smears(window.context.project)[smear].id)
    picture(window, qtbot)


def picture(window, qtbot):
    page = window.page("label")
    qtbot.waitUntil(lambda: len(page.cells) == 12 and page.cells[0].smear_id == window.context.smear_id)


def middle(canvas):
    return canvas.view_to_image(canvas.viewport().rect().center())


def kept():
    return json.loads((state_folder() / "sessions.json").read_text())


def test_page_smear_zoom_and_place_are_there_again(folder, open_it, qtbot):
    first = open_it(folder)
    at_label(first, qtbot, smear=1)
    canvas = first.page("label").canvas
    canvas.show_at(QPointF(150, 60), scale=7.5)
    first.close()
    second = open_it(folder)
    assert second.current == "label"
    assert second.context.smear_id == library.smears(second.context.project)[1].id
    picture(second, qtbot)
    canvas = second.page("label").canvas
    assert canvas.scale_factor == pytest.approx(7.5)
    assert (middle(canvas).x(), middle(canvas).y()) == pytest.approx((150, 60), abs=1)


def test_what_is_switched_on_is_there_again(folder, open_it, qtbot):
    first = open_it(folder)
    at_label(first, qtbot, smear=0)
    page = first.page("label")
    page.panel.show_rejected.setChecked(True)
    page.sizes.set_open(True)
    page.sizes.scope.setCurrentIndex(2)
    page.panel.advance.setChecked(False)
    first.close()
    page = open_it(folder).page("label")
    assert page.panel.show_rejected.isChecked() and page.canvas.layer.show_rejected
    assert page.sizes.is_open and page.sizes.scope.currentData() == "project"
    assert not page.panel.advance.isChecked() and not page.edits.advance


def test_a_pages_parts_stay_as_they_were_divided(folder, open_it, qtbot):
    first = open_it(folder)
    first.go("train")
    down = next(s for s in first.page("train").findChildren(QSplitter) if s.orientation() == UPRIGHT)
    down.moveSplitter(down.height() * 3 // 5, 1)
    share = down.sizes()[0] / sum(down.sizes())
    first.close()
    second = open_it(folder)
    again = next(s for s in second.page("train").findChildren(QSplitter) if s.orientation() == UPRIGHT)
    assert second.current == "train"
    qtbot.waitUntil(lambda: again.sizes()[0] / sum(again.sizes()) == pytest.approx(share, abs=0.03))


def test_a_fitted_picture_is_fitted_again_in_a_window_of_another_size(folder, open_it, qtbot):
    first = open_it(folder)
    at_label(first, qtbot, smear=2)
    first.close()
    second = open_it(folder)
    picture(second, qtbot)
    assert second.page("label").canvas.is_fitted


def test_without_closing_the_place_is_written_within_a_second_and_whole(folder, open_it, qtbot):
    window = open_it(folder)
    at_label(window, qtbot, smear=1)
    wheel_image(window.page("label").canvas, 100, 90, notches=4)
    scale = window.page("label").canvas.scale_factor

    def written():
        if not (state_folder() / "sessions.json").exists():
            return False
        place = kept()[str(folder.resolve())]["pages"]["label"]["place"]
        return place is not None and place["scale"] == pytest.approx(scale, abs=1e-3)

    qtbot.waitUntil(written, timeout=3000)
    assert kept()[str(folder.resolve())]["smear"] == window.context.smear_id
    assert not list(state_folder().glob(".*part"))


def test_two_projects_keep_their_own_places(folder, open_it, qtbot, tmp_path):
    window = open_it(folder)
    at_label(window, qtbot, smear=2)
    window.context.create_project(tmp_path / "other", reader="Ann")
    window.go("project")
    window.context.open_project(folder)
    assert (window.current, window.context.smear_id) == ("label", library.smears(window.context.project)[2].id)
    window.context.open_project(tmp_path / "other")
    assert (window.current, window.context.smear_id) == ("project", 0)


@pytest.mark.parametrize(
    "nonsense",
    [
        "{",
        '{"FOLDER": {"page": 3, "smear": "x", "pages": []}}',
        '{"FOLDER": {"page": "no", "smear": 99, "pages": {"label": {"place": {"smear": 1, "scale": -1},'
        ' "switches": {"overlayButton": "yes"}, "choices": 7}}}}',
    ],
)
def test_a_session_that_does_not_fit_is_passed_over(folder, open_it, qtbot, nonsense):
    state_folder().mkdir(parents=True, exist_ok=True)
    (state_folder() / "sessions.json").write_text(nonsense.replace("FOLDER", str(folder.resolve())))
    window = open_it(folder)
    at_label(window, qtbot, smear=0)
    assert window.page("label").canvas.is_fitted
    assert window.page("label").acts.circles.isChecked()


def test_the_start_page_offers_to_go_on_with_the_last_project(folder, open_it, qtbot):
    open_it(folder).close()
    window = open_it()
    button = window.findChild(QPushButton, "goOnButton")
    assert button.isVisible() and folder.name in button.text()
    button.click()
    assert window.context.project.folder == folder


def test_with_no_project_before_there_is_nothing_to_go_on_with(open_it):
    window = open_it()
    assert not window.findChild(QPushButton, "goOnButton").isVisible()
    assert window.findChild(QPushButton, "newProjectButton").property("primary")


def test_the_columns_stay_as_wide_as_they_were_made(folder, open_it, qtbot):
    first = open_it(folder)
    at_label(first, qtbot, smear=0)
    first._splitter.moveSplitter(first._splitter.width() - 420, 1)
    wide = first._splitter.sizes()[1]
    assert wide > 400
    first.close()
    # the screen of these tests is smaller than the window: only the columns are looked at
    QSettings(str(state_folder() / "window.ini"), QSettings.Format.IniFormat).remove("geometry")
    second = open_it(folder)
    qtbot.waitUntil(lambda: second._splitter.sizes()[1] == pytest.approx(wide, abs=2))
