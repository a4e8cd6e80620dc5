"""Jobs on the project: nothing is lost to undo, and closing never waits long."""

from __future__ import annotations

import threading
from functools import partial
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt

from rbc_desk.core.errors import StorageError
from rbc_desk.core.events import BatchDone
from rbc_desk.core.history.changes import Topic
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


def names(context: AppContext) -> list[str]:
    return [info.name for info in library.smears(context.project)]


def test_what_an_import_did_before_stop_is_one_step_that_undo_takes_back(qtbot, context, pictures):
    project, second_done, go_on = context.project, threading.Event(), threading.Event()
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
    context.bus.changed.connect(told.append)
    job = context.edit_jobs.start(work, title="adding smears", as_one_step=library.added_as_one_step)
    assert second_done.wait(180)
    with qtbot.waitSignal(job.settled):
        job.cancel()
        go_on.set()
    assert names(context) == ["a.png", "b.png"]
    assert (context.undo_stack.count(), context.undo_stack.undoText()) == (1, "Add 2 smears")
    assert [changes.touches(Topic.SMEARS) for changes in told] == [True]
    context.undo_stack.undo()
    assert names(context) == []
    context.undo_stack.redo()
    assert names(context) == ["a.png", "b.png"]


def test_an_import_that_goes_through_is_one_step_too(qtbot, context, pictures):
    job = context.edit_jobs.start(
        partial(library.add_smears, context.project, pictures),
        title="adding smears",
        as_one_step=library.added_as_one_step,
    )
    with qtbot.waitSignal(job.settled):
        pass
    assert (names(context), context.undo_stack.count()) == (["a.png", "b.png", "c.png"], 1)


def test_what_was_done_before_a_failure_can_be_undone(qtbot, context, pictures):
    project = context.project

    def work(task, on_step):
        library.add_smears(project, pictures[:1], task=task, on_step=on_step)
        raise StorageError("The disk is full.")

    job = context.edit_jobs.start(work, title="adding smears", as_one_step=library.added_as_one_step)
    with qtbot.waitSignals([context.failed, job.settled]):
        pass
    context.undo_stack.undo()
    assert names(context) == []


def test_detection_stopped_midway_keeps_one_undoable_step(qtbot, context, tmp_path):
    for seed in (1, 2):
        draw_smear(tmp_path / f"{seed}.png", seed=seed)
    ids = library.add_smears(context.project, [tmp_path / "1.png", tmp_path / "2.png"]).ids
    project, first_done, go_on = context.project, threading.Event(), threading.Event()

    def work(task, on_step):
        def stepped(step):
            on_step(step)
            first_done.set()
            go_on.wait(10)

        return find_cells.detect_smears(project, smear_ids=ids, task=task, on_step=stepped)

    job = context.edit_jobs.start(work, title="finding cells", as_one_step=find_cells.found_as_one_step)
    assert first_done.wait(180)
    with qtbot.waitSignal(job.settled):
        job.cancel()
        go_on.set()
    assert (context.undo_stack.count(), context.undo_stack.undoText()) == (1, "Find cells on 1 smear")


def test_closing_does_not_wait_for_a_job_that_will_not_end_and_closes_the_store_after_it(qtbot, context):
    started, go_on, project, closed = threading.Event(), threading.Event(), context.project, []
    context.closing.closed.connect(closed.append)
    context.jobs.start(lambda task: (started.set(), go_on.wait(60)), title="stubborn")
    assert started.wait(180)
    context.close_project()
    assert (context.project, closed) == (None, [])
    with qtbot.waitSignal(context.closing.closed) as told:
        go_on.set()
    assert told.args == [project]


def test_closing_lets_go_at_once_where_jobs_listen(qtbot, context):
    started = threading.Event()

    def work(task):
        started.set()
        while True:
            task.raise_if_stopped()

    context.jobs.start(work, title="polling")
    assert started.wait(180)
    with qtbot.waitSignal(context.closing.closed):
        context.close_project()


def test_a_step_of_a_closed_project_does_not_reach_the_next_ones_undo_stack(qtbot, context, pictures, tmp_path):
    project, done, go_on = context.project, threading.Event(), threading.Event()

    def work(task, on_step):
        library.add_smears(project, pictures, task=task, on_step=on_step)
        done.set()
        go_on.wait(60)

    job = context.edit_jobs.start(work, title="adding smears", as_one_step=library.added_as_one_step)
    assert done.wait(180)
    context.create_project(tmp_path / "other", reader="Ann")
    with qtbot.waitSignal(job.settled):
        go_on.set()
    assert context.undo_stack.count() == 0


def test_closing_in_a_training_that_is_slow_to_stop_leaves_it_behind_and_frees_the_context(qtbot, learning_context):
    context, reached, go_on = learning_context, threading.Event(), threading.Event()

    def hold_up(event: object) -> None:  # a batch or a disk that takes its time, on the training's own thread
        if isinstance(event, BatchDone):
            reached.set()
            go_on.wait(60)

    context.training.started.connect(lambda: context.training._worker.reported.connect(hold_up, DIRECT))
    spec = training.default_spec().model_copy(
        update={"epochs": 400, "batch_size": 8, "device": "cpu", "precision": "fp32"}
    )
    context.training_launcher.start(spec, "smear")
    assert reached.wait(180)
    folder = context.project.folder
    with qtbot.waitSignal(context.training.cancelled):
        context.close_project()
    assert not context.training.running
    with qtbot.waitSignal(context.closing.closed, timeout=60_000):
        go_on.set()
    context.open_project(folder)
    assert [run.status for run in training.runs(context.project)] == ["cancelled"]
