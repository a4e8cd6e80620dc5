"""The leak check after each window test finds what a careless test would leave."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QWidget

from tests.leaks import left_since, nothing_left_behind, present


def test_a_window_that_nobody_closed_is_found(qapp):
    before = present()
    window = QWidget(objectName="forgotten")
    assert left_since(before) == ["window QWidget forgotten"]
    window.deleteLater()
    assert left_since(before) == []


def test_a_timer_that_runs_on_is_found_by_the_name_of_its_owner(qapp):
    before = present()
    owner = QThread(objectName="owner")
    timer = QTimer(owner, interval=60_000)
    timer.start()
    assert left_since(before) == ["active timer of QThread owner"]
    timer.stop()
    assert left_since(before) == []


def test_a_thread_that_runs_on_is_found(qapp):
    before = present()
    thread = QThread(objectName="busy")
    thread.start()
    found = left_since(before)
    thread.quit()
    thread.wait()
    assert found == ["running thread QThread busy"]
    assert left_since(before) == []


def test_work_that_goes_on_on_a_pool_is_found(qapp):
    before, pool, go_on = present(), QThreadPool(objectName="pool"), threading.Event()
    pool.start(go_on.wait)
    found = left_since(before)
    go_on.set()
    pool.waitForDone()
    assert found == ["busy pool of QThreadPool pool"]
    assert left_since(before) == []


def test_a_python_thread_that_runs_on_is_found(qapp):
    before, go_on = present(), threading.Event()
    thread = threading.Thread(target=go_on.wait, name="plain")
    thread.start()
    found = left_since(before)
    go_on.set()
    thread.join()
    assert found == ["Python thread plain"]
    assert left_since(before) == []


def test_a_test_that_leaves_something_behind_fails_and_says_what(qapp):
    timer = QTimer(objectName="forgotten")
    told = "left behind: active timer of QTimer forgotten"
    with pytest.raises(AssertionError, match=told), nothing_left_behind(excused=lambda: False):
        timer.start(60_000)
    timer.stop()


def test_a_test_that_failed_anyway_is_not_told_what_its_traceback_keeps_alive(qapp):
    timer = QTimer()
    with nothing_left_behind(excused=lambda: True):
        timer.start(60_000)
    timer.stop()
