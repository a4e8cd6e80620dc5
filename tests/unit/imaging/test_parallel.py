from __future__ import annotations

import threading

import cv2
import pytest

from rbc_desk.core.errors import CancelledError, SettingsError
from rbc_desk.core.task import Task
from rbc_desk.imaging.parallel import in_order
from rbc_desk.imaging.threads import one_thread_each


def test_results_come_in_the_order_of_the_items_however_long_each_takes() -> None:
    second_done = threading.Event()

    def work(item: int) -> int:
        if item == 0:
            assert second_done.wait(180)
        if item == 1:
            second_done.set()
        return item * item

    assert list(in_order(work, range(6), workers=3)) == [(i, i * i) for i in range(6)]


def test_at_most_two_results_a_worker_wait_to_be_taken() -> None:
    begun: list[int] = []
    results = in_order(begun.append, range(100), workers=2)
    next(results)
    results.close()
    assert len(begun) <= 4


def test_a_failure_of_the_work_is_raised_in_its_turn() -> None:
    results = in_order(lambda item: 1 // item, [1, 0], workers=2)
    assert next(results) == (1, 1)
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_after_a_stop_it_ends_and_no_thread_stays() -> None:
    task, begun = Task(), threading.Event()

    def work(item: int) -> None:
        begun.set()
        while True:
            task.raise_if_stopped()

    def stop_once_begun() -> None:
        begun.wait(10)
        task.stop()

    threading.Thread(target=stop_once_begun).start()
    with pytest.raises(CancelledError):
        list(in_order(work, range(20), workers=2, task=task))
    assert not [t for t in threading.enumerate() if t.name.startswith("smears")]


def test_less_than_one_worker_is_refused() -> None:
    with pytest.raises(SettingsError, match="0 is not a valid number of workers"):
        list(in_order(lambda item: item, [1], workers=0))


def test_opencv_has_its_threads_again_whichever_pool_ends_first() -> None:
    before = cv2.getNumThreads()
    cv2.setNumThreads(2)
    try:
        first, second = one_thread_each(), one_thread_each()
        first.__enter__()
        second.__enter__()
        first.__exit__(None, None, None)
        assert cv2.getNumThreads() == 1
        second.__exit__(None, None, None)
        assert cv2.getNumThreads() == 2
    finally:
        cv2.setNumThreads(before)
