"""Training at night in the window: asked for once, started by itself, its result there afterwards."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt

from rbc_desk.services.models import evaluation
from rbc_desk.services.training import night, training
from rbc_desk.services.training.night_schedule import night_of
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.train.page import TrainPage
from tests.gui.training_helpers import LEFT, begin

EVENING = datetime(2026, 11, 30, 22, 0)


class Clock:
    """A clock that the test puts forward."""

    def __init__(self):
        self.now = EVENING - timedelta(hours=1)

    def __call__(self):
        return self.now

    def put_forward(self, **by):
        self.now += timedelta(**by)


@pytest.fixture
def clock(learning_context):
    made = learning_context.night.clock = Clock()
    learning_context.night._on_worked()
    return made


@pytest.fixture
def page(learning_context, clock, qtbot):
    page = TrainPage(learning_context)
    qtbot.addWidget(page)
    page.resize(1280, 820)
    page.show()
    page.form.device.setItemData(0, "cpu")
    page.form.split.setCurrentIndex(page.form.split.findData("smear"))
    return page


def choose(box, value):
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


@pytest.mark.nightly
def test_asked_for_once_it_trains_by_itself_and_waits_with_the_result(page, clock, qtbot):
    context, row = page.context, page.night
    assert not row.when.isVisible()
    qtbot.mouseClick(row.on, LEFT)
    choose(row.preset, "good")
    assert row.state.text().startswith("Starts today at 22:00 if there are new labels")
    assert "the computer on" in row.state.text()
    clock.put_forward(hours=1)
    context.night._on_worked()  # a label at ten o'clock
    row.refresh()
    assert row.state.text().startswith("Starts when nobody has worked here for 5 minutes")
    clock.put_forward(minutes=4)
    context.night.look()
    assert not context.training.running
    clock.put_forward(minutes=2)
    with qtbot.waitSignal(context.training.finished, timeout=120_000):
        context.night.look()
        qtbot.waitUntil(lambda: context.training.running)
        assert "Training now" in row.state.text()
        clock.put_forward(minutes=30)
    (run,) = training.runs(context.project)
    assert (run.status, run.spec["start"], run.spec["epochs"], run.split_by) == ("succeeded", "starter", 3, "smear")
    (model,) = evaluation.models(context.project)
    assert model.active  # the first one of the project
    assert row.last.text().startswith("Trained 11-30 22:06 to 22:36, run 1, with ")
    assert "min of CPU time" in row.last.text()
    assert row.state.text().startswith("Starts tomorrow at 22:00")
    clock.put_forward(hours=24)
    context.night.look()
    qtbot.waitUntil(lambda: "no label was new" in row.last.text())
    assert len(training.runs(context.project)) == 1


def test_it_is_there_at_the_next_start_and_cancelled_by_one_click(page, qtbot):
    folder = page.context.project.folder
    qtbot.mouseClick(page.night.on, LEFT)
    choose(page.night.when, "")
    assert "after 30 minutes without activity" in page.night.state.text()
    page.context.close_project()
    other = AppContext()
    other.open_project(folder)
    again = TrainPage(other)
    qtbot.addWidget(again)
    again.show()
    assert again.night.on.isChecked()
    assert again.night.when.currentData() == ""
    qtbot.mouseClick(again.night.on, LEFT)
    assert night_of(other.project).schedule is None
    assert not again.night.state.isVisible()
    other.shut_down()


def test_nothing_starts_beside_a_training(train_page, qtbot):
    context = train_page.context
    clock = context.night.clock = Clock()
    qtbot.mouseClick(train_page.night.on, LEFT)
    begin(train_page, qtbot)
    clock.put_forward(hours=2)
    context.night.look()
    context.training.stop(keep=False)
    qtbot.waitUntil(lambda: not context.training.running)
    assert len(training.runs(context.project)) == 1
    assert night_of(context.project).begun is None


def test_a_night_in_which_nothing_can_start_is_due_again(page, clock, qtbot):
    context, project = page.context, page.context.project
    qtbot.mouseClick(page.night.on, LEFT)
    clock.put_forward(hours=1, minutes=6)
    found = night.begin(project, clock()), night_of(project)  # what is found while another project is opened
    context.close_project()
    context.night._on_begun((project, *found))
    assert not context.training.running
    assert night_of(project).begun is None
    assert context.night.night is None


def test_a_tab_reaches_the_switch_and_space_switches_it(page, qtbot):
    page.night.on.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(page.night.on, Qt.Key.Key_Space)
    assert night_of(page.context.project).schedule is not None
