"""Times: stored in UTC as ISO 8601, displayed in the computer's local time."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The current time in stored form, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def local(stored: str) -> datetime:
    """A stored time as local time. Raises ValueError if it is invalid."""
    at = datetime.fromisoformat(stored)
    return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).astimezone()


def clock(stored: str | None) -> str:
    """`14:02`, local; "" without a time."""
    return _formatted(stored, "%H:%M")


def day_and_clock(stored: str | None) -> str:
    """`11-23 14:02`, local; "" without a time."""
    return _formatted(stored, "%m-%d %H:%M")


def full(stored: str | None) -> str:
    """`2026-11-23 14:02`, local; "" without a time."""
    return _formatted(stored, "%Y-%m-%d %H:%M")


def when(stored: str | None, *, today: datetime | None = None) -> str:
    """A short form: only the clock for today, with the day in this year, with the year otherwise."""
    if not stored:
        return ""
    day = (today or datetime.now().astimezone()).date()
    at = local(stored)
    if at.date() == day:
        return clock(stored)
    return day_and_clock(stored) if at.year == day.year else full(stored)


def _formatted(stored: str | None, pattern: str) -> str:
    return local(stored).strftime(pattern) if stored else ""
