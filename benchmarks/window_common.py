"""Helpers of the benchmarks that open the real window."""

from __future__ import annotations

import time
from typing import Any

from PySide6.QtWidgets import QApplication


def visit_every_page(window: Any, *, then: str = "label", limit_s: float = 120.0) -> None:
    """Go to each page and wait for its jobs. Pages that have been shown must cost nothing afterwards."""
    app = QApplication.instance()
    assert app is not None
    for name in (*window.titles, then):
        window.go(name)
        until = time.perf_counter() + limit_s
        app.processEvents()
        while not window.context.jobs.done and time.perf_counter() < until:
            app.processEvents()
