"""Jobs on the project: nothing is lost to undo, and closing never waits long."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from rbc_desk.core.changes import Topic
from rbc_desk.core.errors import StorageError
from rbc_desk.core.events import BatchDone
from rbc_desk.services.detection import find_cells
from rbc_desk.services.smears import library
from rbc_desk.services.training import training
from rbc_desk.ui.state.app_context import AppContext
from tests.gui.conftest import draw_smear

DIRECT = Qt.ConnectionType.DirectConnection


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    """Three pictures that can be brought in."""
    paths = [tmp_path / f"{name}.png" for name in "abc"]
    for grey, path in enumerate(paths, start=1):
        Image.new("RGB", (64, 48), (40 * grey,) * 3).save(path)
    return paths


def names(desk: AppContext) -> list[str]:
    return [info.name for info in library.smears(desk.project)]


def test_what_an_import_did_before_stop_is_one_step_that_undo_takes_back(qtbot, desk, pictures):
    project, second_done, go_on = desk.project, threading.Event(), threading.Event()
    n_steps = []

    def work(task, on_step):
        def stepped(step):
            on_step(step)
            n_steps.append(step)
            if len(n_steps) == 2:
                second_done.set()
                go_on.wait(10)

        return library.add_smears(project, pictures, task=task, on_step=stepped)

    told = []
    desk.bus.changed.connect(told.append)
    job = desk.edit_jobs.start(work, title="adding smears", as_one=library.added_as_one)
    assert second_done.wait(180)
    with qtbot.waitSignal(job.settled):
        job.cancel()
        go_on.set()
    assert names(desk) == ["a.png", "b.png"]
    assert (desk.undo_stack.count(), desk.undo_stack.undoText()) == (1, "Add 2 smears")
    assert [changes.touches(Topic.SMEARS) for changes in told] == [True]
    desk.undo_stack.undo()
    assert names(desk) == []
    desk.undo_stack.redo()
    assert names(desk) == ["a.png", "b.png"]


def test_an_import_that_goes_through_is_one_step_too(qtbot, desk, pictures):
    job = desk.edit_jobs.start(
        partial(library.add_smears, desk.project, pictures), title="adding smears", as_one=library.added_as_one
    )
    with qtbot.waitSignal(job.settled):
        pass
    assert (names(desk), desk.undo_stack.count()) == (["a.png", "b.png", "c.png"], 1)


def test_what_was_done_before_a_failure_can_be_undone(qtbot, desk, pictures):
    project = desk.project

    def work(task, on_step):
        library.add_smears(project, pictures[:1], task=task, on_step=on_step)
        raise StorageError("The disk is full.")

    job = desk.edit_jobs.start(work, title="adding smears", as_one=library.added_as_one)
    with qtbot.waitSignals([desk.trouble, job.settled]):
        pass
    desk.undo_stack.undo()
    assert names(desk) == []


def test_detection_stopped_midway_keeps_one_undoable_step(qtbot, desk, tmp_path):
    for seed in (1, 2):
        draw_smear(tmp_path / f"{seed}.png", seed=seed)
    ids = library.add_smears(desk.project, [tmp_path / "1.png", tmp_path / "2.png"]).ids
    project, first_done, go_on = desk.project, threading.Event(), threading.Event()

    def work(task, on_step):
        def stepped(step):
            on_step(step)
            first_done.set()
            go_on.wait(10)

        return find_cells.detect_smears(project, smear_ids=ids, task=task, on_step=stepped)

    job = desk.edit_jobs.start(work, title="finding cells", as_one=find_cells.found_as_one)
    assert first_done.wait(180)
    with qtbot.waitSignal(job.settled):
        job.cancel()
        go_on.set()
    assert (desk.undo_stack.count(), desk.undo_stack.undoText()) == (1, "Find cells on 1 smear")


def test_closing_does_not_wait_for_a_job_that_will_not_end_and_closes_the_store_after_it(qtbot, desk):
    started, go_on, project, closed = threading.Event(), threading.Event(), desk.project, []
    desk.closing.closed.connect(closed.append)
    desk.jobs.start(lambda task: (started.set(), go_on.wait(60)), title="stubborn")
    assert started.wait(180)
    desk.close_project()
    assert (desk.project, closed) == (None, [])
    with qtbot.waitSignal(desk.closing.closed) as told:
        go_on.set()
    assert told.args == [project]


def test_closing_lets_go_at_once_where_jobs_listen(qtbot, desk):
    started = threading.Event()

    def work(task):
        started.set()
        while True:
            task.raise_if_stopped()

    desk.jobs.start(work, title="polling")
    assert started.wait(180)
    with qtbot.waitSignal(desk.closing.closed):
        desk.close_project()


def test_a_step_of_a_closed_project_does_not_reach_the_next_ones_undo_stack(qtbot, desk, pictures, tmp_path):
    project, done, go_on = desk.project, threading.Event(), threading.Event()

    def work(task, on_step):
        library.add_smears(project, pictures, task=task, on_step=on_step)
        done.set()
        go_on.wait(60)

    job = desk.edit_jobs.start(work, title="adding smears", as_one=library.added_as_one)
    assert done.wait(180)
    desk.create_project(tmp_path / "other", reader="Ann")
    with qtbot.waitSignal(job.settled):
        go_on.set()
    assert desk.undo_stack.count() == 0


def test_closing_in_a_training_that_is_slow_to_stop_leaves_it_behind_and_frees_the_desk(qtbot, learning_desk):
    desk, reached, go_on = learning_desk, threading.Event(), threading.Event()

    def hold_up(event: object) -> None:  # a batch or a disk that takes its time, on the training's own thread
        if isinstance(event, BatchDone):
            reached.set()
            go_on.wait(60)

    desk.training.started.connect(lambda: desk.training._worker.reported.connect(hold_up, DIRECT))
    spec = training.default_spec().model_copy(update={"epochs": 400, "batch_size": 8, "device": "cpu"})
    desk.training_launcher.start(spec, "smear")
    assert reached.wait(180)
    folder = desk.project.folder
    with qtbot.waitSignal(desk.training.cancelled):
        desk.close_project()
    assert not desk.training.running
    with qtbot.waitSignal(desk.closing.closed, timeout=60_000):
        go_on.set()
    desk.open_project(folder)
    assert [run.status for run in training.runs(desk.project)] == ["cancelled"]
