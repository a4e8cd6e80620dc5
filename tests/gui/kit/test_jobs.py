"""Jobs: off the interface thread, ended once, silent after a cancel."""

from __future__ import annotations

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QEvent, QThread
from PySide6.QtWidgets import QApplication

from rbc_desk.core.errors import StorageError
from rbc_desk.core.events import Progress
from rbc_desk.ui.kit.jobs import JobRunner, Lane


@pytest.fixture
def runner(qtbot):
    runner = JobRunner()
    yield runner
    assert runner.shut_down()


def test_a_job_runs_on_another_thread_and_brings_its_result_to_the_interface_thread(qtbot, runner):
    here = QThread.currentThread()
    arrived = []
    job = runner.start(
        lambda task: QThread.currentThread() is here,
        title="asking",
        on_success=lambda result: arrived.append((result, QThread.currentThread() is here)),
    )
    with qtbot.waitSignal(job.finished):
        pass
    assert arrived == [(False, True)]


def test_a_failure_reaches_the_user_in_its_own_words(qtbot, runner):
    def work(task):
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
        runner.start(lambda task: 1 / 0, title="dividing")
    assert "ZeroDivisionError" in caught.args[0].traceback


def test_a_cancelled_job_ends_at_once_and_its_late_result_reaches_nobody(qtbot, runner):
    go_on, results = threading.Event(), []
    job = runner.start(lambda task: go_on.wait(10), title="late", on_success=results.append)
    ended = []
    job.cancelled.connect(lambda: ended.append("cancelled"))
    job.finished.connect(lambda: ended.append("finished"))
    with qtbot.waitSignal(job.settled):
        job.cancel()
        assert ended == ["cancelled", "finished"]
        assert runner.active == ()
        go_on.set()
    assert (results, ended) == ([], ["cancelled", "finished"])


def test_a_job_under_the_same_key_supersedes_the_previous(qtbot, runner):
    go_on, results = threading.Event(), []
    first = runner.start(
        lambda task: go_on.wait(10), title="one", on_success=lambda _: results.append("one"), supersede="key"
    )
    second = runner.start(lambda task: None, title="two", on_success=lambda _: results.append("two"), supersede="key")
    assert first.ended
    with qtbot.waitSignal(second.finished):
        go_on.set()
    assert results == ["two"]


def test_a_cancel_sets_the_flag_that_the_work_polls(qtbot, runner):
    started = threading.Event()

    def work(task):
        started.set()
        while True:
            task.raise_if_stopped()

    job = runner.start(work, title="polling")
    assert started.wait(180)
    with qtbot.waitSignal(job.settled):
        job.cancel()


def test_progress_is_told_with_what_is_left(qtbot, runner):
    go_on = threading.Event()

    def work(task):
        task.report(Progress(1, 4))
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
    first = runner.start(lambda task: go_on.wait(10), title="one", supersede="key")
    second = runner.start(lambda task: None, title="two", supersede="key")
    with qtbot.waitSignal(second.finished):
        go_on.set()
    assert runner.shut_down()
    del runner, first, second
    gc.collect()
    QApplication.processEvents()  # the first job's end is delivered, or was dropped with it
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone() is None


@pytest.mark.parametrize("lane", Lane)
def test_a_job_never_waits_for_those_of_another_lane(qtbot, runner, lane):
    go_on = threading.Event()
    others = [
        runner.start(lambda task: go_on.wait(60), title="busy", lane=other)
        for other in Lane
        for _ in range(4)
        if other is not lane
    ]
    job = runner.start(lambda task: None, title="short", lane=lane)
    with qtbot.waitSignal(job.settled, timeout=60_000):
        pass
    assert not any(other.ended for other in others)
    with qtbot.waitSignal(runner.idle, timeout=60_000):
        go_on.set()


def test_each_long_job_has_a_thread_and_two_reads_run_at_a_time(qtbot, runner):
    for lane, at_once in ((Lane.LONG, 4), (Lane.READ, 2)):
        meet = threading.Barrier(at_once)
        with qtbot.waitSignal(runner.idle, timeout=60_000):
            for _ in range(at_once):
                runner.start(lambda task, meet=meet: meet.wait(60), title="meeting", lane=lane)
        assert not meet.broken


def test_writes_run_one_at_a_time_in_the_order_they_were_started(qtbot, runner):
    log = []

    def work(n):
        log.append(("begin", n))
        log.append(("end", n))

    with qtbot.waitSignal(runner.idle, timeout=60_000):
        for n in range(20):
            runner.start(lambda task, n=n: work(n), title="saving", lane=Lane.WRITE)
    assert log == [(what, n) for n in range(20) for what in ("begin", "end")]


def test_any_lane_takes_listed_and_unlisted_jobs(qtbot, runner):
    go_on = threading.Event()
    told = []
    runner.active_changed.connect(lambda: told.append(runner.active))
    for lane in Lane:
        runner.start(lambda task: go_on.wait(60), title="unseen", lane=lane, listed=False)
    assert (runner.active, told) == ((), [])
    seen = [runner.start(lambda task: go_on.wait(60), title="seen", lane=lane) for lane in Lane]
    assert runner.active == tuple(seen)
    assert not runner.done
    with qtbot.waitSignal(runner.idle, timeout=60_000):
        go_on.set()
    assert runner.active == ()


def test_work_that_knows_how_long_it_will_take_is_believed(qtbot, runner):
    job = runner.start(lambda task: task.report(Progress(1, 3, seconds_left=77.0)), title="counting")
    told = []
    job.progress.connect(lambda _event: told.append(job.seconds_left))
    with qtbot.waitSignal(job.finished):
        pass
    assert told == [77.0]
