"""Jobs: off the interface thread, ended once, and silent after a cancel."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QEvent, QThread
from PySide6.QtWidgets import QApplication

from rbc_desk.core.errors import StorageError
from rbc_desk.core.events import Progress
from rbc_desk.ui.jobs import JobRunner


@pytest.fixture
def runner(qtbot):
    runner = JobRunner()
    yield runner
    assert runner.shut_down()


def test_a_job_runs_on_another_thread_and_brings_its_result_to_the_interface_thread(qtbot, runner):
    here = QThread.currentThread()
    arrived = []
    job = runner.start(
        lambda report, stop: QThread.currentThread() is here,
        title="asking",
        on_success=lambda result: arrived.append((result, QThread.currentThread() is here)),
    )
    with qtbot.waitSignal(job.finished):
        pass
    assert arrived == [(False, True)]


def test_a_failure_reaches_the_user_in_its_own_words(qtbot, runner):
    def work(report, stop):
        raise StorageError("The disk is full.", hint="Make room.")

    with qtbot.waitSignal(runner.failed) as caught:
        runner.start(work, title="saving")
    error = caught.args[0]
    assert (error.title, error.message, error.hint, error.traceback) == (
        "saving",
        "The disk is full.",
        "Make room.",
        "",
    )


def test_an_unforeseen_failure_carries_its_traceback(qtbot, runner):
    with qtbot.waitSignal(runner.failed) as caught:
        runner.start(lambda report, stop: 1 / 0, title="dividing")
    assert "ZeroDivisionError" in caught.args[0].traceback


def test_a_cancelled_job_ends_at_once_and_its_late_result_reaches_nobody(qtbot, runner):
    go_on, results = threading.Event(), []
    job = runner.start(lambda report, stop: go_on.wait(10), title="late", on_success=results.append)
    ended = []
    job.cancelled.connect(lambda: ended.append("cancelled"))
    job.finished.connect(lambda: ended.append("finished"))
    with qtbot.waitSignal(job.settled):
        job.cancel()
        assert ended == ["cancelled", "finished"]
        assert runner.active == ()
        go_on.set()
    assert (results, ended) == ([], ["cancelled", "finished"])


def test_a_job_under_the_same_key_supersedes_the_former(qtbot, runner):
    go_on, results = threading.Event(), []
    first = runner.start(
        lambda report, stop: go_on.wait(10), title="one", on_success=lambda _: results.append("one"), supersede="key"
    )
    second = runner.start(
        lambda report, stop: None, title="two", on_success=lambda _: results.append("two"), supersede="key"
    )
    assert first.ended
    with qtbot.waitSignal(second.finished):
        go_on.set()
    assert results == ["two"]


def test_a_cancel_sets_the_flag_that_the_work_polls(qtbot, runner):
    started = threading.Event()

    def work(report, stop):
        started.set()
        while True:
            stop.raise_if_set()

    job = runner.start(work, title="polling")
    assert started.wait(10)
    with qtbot.waitSignal(job.settled):
        job.cancel()


def test_progress_is_told_with_what_is_left(qtbot, runner):
    go_on = threading.Event()

    def work(report, stop):
        report(Progress(1, 4))
        go_on.wait(10)

    job = runner.start(work, title="counting")
    with qtbot.waitSignal(job.progress):
        pass
    assert (job.done, job.total) == (1, 4)
    assert job.seconds_left is not None
    with qtbot.waitSignal(job.finished):
        go_on.set()


def test_a_runner_that_nobody_holds_goes_with_its_unsettled_jobs(qtbot):
    go_on = threading.Event()
    runner = JobRunner()
    gone = weakref.ref(runner)
    first = runner.start(lambda report, stop: go_on.wait(10), title="one", supersede="key")
    second = runner.start(lambda report, stop: None, title="two", supersede="key")
    with qtbot.waitSignal(second.finished):
        go_on.set()
    assert runner.shut_down()
    del runner, first, second
    gc.collect()
    QApplication.processEvents()  # the first job's end is delivered, or was dropped with it
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone() is None


def test_lasting_work_takes_no_thread_from_the_others(qtbot, runner):
    go_on = threading.Event()
    lasting = runner.start(lambda report, stop: go_on.wait(60), title="hours", lasting=True)
    both = threading.Barrier(2)
    others = [runner.start(lambda report, stop: both.wait(60), title="short") for _ in range(2)]
    for job in others:
        if not job.ended:
            with qtbot.waitSignal(job.finished):
                pass
    assert not lasting.ended
    with qtbot.waitSignal(lasting.settled):
        go_on.set()


def test_work_that_knows_how_long_it_will_take_is_believed(qtbot, runner):
    job = runner.start(lambda report, stop: report(Progress(1, 3, seconds_left=77.0)), title="counting")
    told = []
    job.progress.connect(lambda _event: told.append(job.seconds_left))
    with qtbot.waitSignal(job.finished):
        pass
    assert told == [77.0]
