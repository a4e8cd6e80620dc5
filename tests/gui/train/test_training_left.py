"""A training that was interrupted, or runs in another program: what the page Train offers of it."""

from __future__ import annotations

import signal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton

from rbc_desk.core.history.changes import Entity
from rbc_desk.services.models import evaluation
from rbc_desk.services.training import runs as training_runs
from rbc_desk.services.training import training
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.train.page import TrainPage
from tests.gui.training_helpers import begin, begun_elsewhere, killed_run, set_small

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


def test_stopped_while_it_reads_its_cells_a_resumed_run_can_still_go_on(killed_context, qtbot):
    page = TrainPage(killed_context)
    qtbot.addWidget(page)
    page.show()
    run_id = training_runs.unfinished(killed_context.project).run.id
    with qtbot.waitSignal(killed_context.training.finished, timeout=60_000):
        killed_context.training.resume(killed_context.project, run_id=run_id)
        killed_context.training.stop()  # before the first batch
    told = training_runs.unfinished(killed_context.project)
    assert (told.run.id, told.run.status, told.can_resume) == (run_id, "interrupted", True)
    assert page.offer.isVisible()


def test_a_killed_training_is_offered_after_a_restart_and_resumed_to_its_end(learning_context, qtbot):
    context, window = learning_context, MainWindow(learning_context)
    qtbot.addWidget(window)
    window.show()
    killed_run(context, epochs=6)
    window.go("train")
    page = window.page("train")
    assert page.offer.isVisible()
    assert page.offer.text().startswith("Run 1 was interrupted after epoch ")
    assert page.offer.text().endswith(" of 6.")
    with qtbot.waitSignal(context.training.succeeded, timeout=60_000) as told:
        qtbot.mouseClick(page.offer.resume, LEFT)
    assert told.args[0].run_id == 1
    assert page.losses.epochs == (1, 2, 3, 4, 5, 6)
    assert [row.epoch for row in training.history(context.project, run_id=1)] == [1, 2, 3, 4, 5, 6]
    assert not page.offer.isVisible()
    assert page.runs.item(0, 3).text() == "finished"


def test_of_a_killed_training_the_best_can_be_kept(killed_context, qtbot):
    page = TrainPage(killed_context)
    qtbot.addWidget(page)
    page.show()
    with qtbot.waitSignal(killed_context.training.succeeded, timeout=60_000) as told:
        qtbot.mouseClick(page.offer.keep, LEFT)
    assert (told.args[0].folder / "bundle.json").is_file()
    assert [run.status for run in training.runs(killed_context.project)] == ["cancelled"]
    assert not page.offer.isVisible()


def test_a_killed_training_can_be_discarded(killed_context, qtbot):
    page = TrainPage(killed_context)
    qtbot.addWidget(page)
    page.show()
    qtbot.mouseClick(page.offer.discard, LEFT)
    project = killed_context.project
    assert [run.status for run in training.runs(project)] == ["discarded"]
    assert list(project.models_folder.iterdir()) == []
    assert not page.offer.isVisible()


def test_quitting_with_resume_later_leaves_a_run_that_goes_on(learning_context, qtbot):
    context, window = learning_context, MainWindow(learning_context)
    qtbot.addWidget(window)
    window.show()
    folder = context.project.folder
    window.go("train")
    page = window.page("train")
    set_small(page)
    begin(page, qtbot)
    window.close()
    box = window.findChild(QMessageBox, "stopTrainingDialog")
    with qtbot.waitSignal(context.closing.closed, timeout=60_000):
        qtbot.mouseClick(box.findChild(QPushButton, "resumeLaterButton"), LEFT)
    context.open_project(folder)
    assert evaluation.models(context.project) == ()
    told = training_runs.unfinished(context.project)
    assert (told.run.status, told.can_resume, told.can_keep) == ("interrupted", True, True)


def test_a_quick_training_offers_no_pause_and_no_later(learning_context, qtbot):
    context, window = learning_context, MainWindow(learning_context)
    qtbot.addWidget(window)
    window.show()
    window.go("train")
    page = window.page("train")
    page.form.mode.setCurrentIndex(page.form.mode.findData("quick"))
    qtbot.mouseClick(page.train_button, LEFT)
    assert context.training.running
    assert page.buttons.pause.isHidden()
    window.close()
    box = window.findChild(QMessageBox, "stopTrainingDialog")
    assert box.findChild(QPushButton, "resumeLaterButton") is None
    with qtbot.waitSignal(context.closing.closed, timeout=60_000):
        qtbot.mouseClick(box.findChild(QPushButton, "stopAndQuitButton"), LEFT)


def test_a_training_elsewhere_is_shown_as_live_until_it_is_killed_and_then_begins_again(learning_context, qtbot):
    folder = learning_context.project.folder
    learning_context.close_project()
    with begun_elsewhere(folder, "--set", "network=resnet50", "--set", "precision=fp32") as process:
        process.send_signal(signal.SIGSTOP)  # so that it does not come to the end of an epoch
        try:
            learning_context.open_project(folder)
            page = TrainPage(learning_context)
            qtbot.addWidget(page)
            page.show()
            qtbot.waitExposed(page)
            assert page.runs.item(0, 3).text() == "running in another program"
            assert f"process {process.pid} on " in page.runs.item(0, 3).toolTip()
            assert not page.offer.isVisible()
        finally:
            process.kill()
            process.communicate()
    qtbot.waitUntil(page.offer.isVisible, timeout=60_000)  # nobody pressed anything: the page looked again
    assert page.runs.item(0, 3).text() == "interrupted"
    assert page.offer.text() == "Run 1 was interrupted in its first epoch."
    assert page.offer.resume.text() == "Start over"
    assert page.offer.retry.isHidden()
    project = learning_context.project
    (run,) = training.runs(project)
    with project.store.transact("Shorten", reader="Ann") as tx:
        tx.update(Entity.RUN, run.id, {"spec": {**run.spec, "network": "rbc_small", "input_px": 32, "epochs": 2}})
    with qtbot.waitSignal(learning_context.training.succeeded, timeout=60_000) as told:
        qtbot.mouseClick(page.offer.resume, LEFT)
    assert told.args[0].run_id == 1
    assert page.runs.item(0, 3).text() == "finished"
