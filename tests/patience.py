"""Time limits of waits, far longer than needed, so that a busy machine fails no test.

A wait ends as soon as its condition holds. A limit that holds on an idle machine only tests the machine; speed is
measured in processor time instead.
"""

from __future__ import annotations

from typing import Any

from pytestqt.qtbot import QtBot

LONGEST_WAIT_MS = 180_000


class PatientBot(QtBot):
    """pytest-qt's hands, with no limit of a wait below `LONGEST_WAIT_MS`, whatever is given or the default.

    Waits that are to run out (`raising=False`) keep their limit.
    """

    def waitUntil(self, callback: Any, *, timeout: int = 0) -> None:
        super().waitUntil(callback, timeout=max(timeout, LONGEST_WAIT_MS))

    def waitSignal(self, signal: Any, *, timeout: int | None = None, raising: bool | None = None, **more: Any) -> Any:
        return super().waitSignal(signal, timeout=_limit(timeout, raising=raising), raising=raising, **more)

    def waitSignals(
        self, signals: Any, *, timeout: int | None = None, raising: bool | None = None, **more: Any
    ) -> Any:
        return super().waitSignals(signals, timeout=_limit(timeout, raising=raising), raising=raising, **more)

    def waitCallback(self, *, timeout: int | None = None, raising: bool | None = None) -> Any:
        return super().waitCallback(timeout=_limit(timeout, raising=raising), raising=raising)

    def waitActive(self, widget: Any, *, timeout: int = 0) -> Any:
        return super().waitActive(widget, timeout=max(timeout, LONGEST_WAIT_MS))

    def waitExposed(self, widget: Any, *, timeout: int = 0) -> Any:
        return super().waitExposed(widget, timeout=max(timeout, LONGEST_WAIT_MS))


def _limit(timeout: int | None, *, raising: bool | None) -> int:
    # `assertNotEmitted` waits for nothing with a limit of 0, and so it must stay
    if raising is False and timeout is not None:
        return timeout
    return max(timeout or 0, LONGEST_WAIT_MS)
