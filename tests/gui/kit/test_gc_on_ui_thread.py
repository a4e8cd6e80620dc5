"""Garbage collection runs on the interface thread only."""

from __future__ import annotations

import gc
import threading

import pytest

from rbc_desk.ui.kit.gc_on_ui_thread import UiThreadGc


class Knot:
    """Stands in a cycle, and notes the thread that it dies on."""

    def __init__(self, died_on: list[int]) -> None:
        self.me = self
        self.died_on = died_on

    def __del__(self) -> None:
        self.died_on.append(threading.get_ident())


def test_garbage_of_another_thread_is_collected_on_the_interface_thread(qtbot):
    collector = UiThreadGc()
    died_on: list[int] = []
    kept = []

    def work():
        for _ in range(5000):
            Knot(died_on)
            kept.append([])  # allocations are what sets a collection off

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert died_on == []
    qtbot.waitUntil(lambda: len(died_on) == 5000)
    collector.stop()
    assert set(died_on) == {threading.get_ident()}


@pytest.fixture
def always_due():
    """Every generation is due at any time. Yields the generations that were collected."""
    thresholds, collected = gc.get_threshold(), []

    def note(phase: str, info: dict[str, int]) -> None:
        if phase == "stop":
            collected.append(info["generation"])

    gc.set_threshold(1, 0, 0)
    gc.callbacks.append(note)
    yield collected
    gc.callbacks.remove(note)
    gc.set_threshold(*thresholds)


def test_a_full_collection_waits_until_a_quarter_more_objects_are_old(qtbot, always_due):
    collector = UiThreadGc(interval_ms=1)
    kept = [[] for _ in range(10)]
    qtbot.waitUntil(lambda: 2 in always_due)
    always_due.clear()
    qtbot.waitUntil(lambda: len(always_due) > 30)
    assert 2 not in always_due
    kept += [[] for _ in range(gc.get_count()[0] + len(gc.get_objects()))]
    qtbot.waitUntil(lambda: 2 in always_due)
    collector.stop()
