"""Garbage collection runs on the interface thread only."""

from __future__ import annotations

import threading

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
