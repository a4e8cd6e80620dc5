"""Stored times shown in local time."""

from __future__ import annotations

import time
from datetime import datetime

import pytest

from rbc_desk.core import times

STORED = "2026-11-23T18:30:05.123+00:00"


@pytest.fixture
def bangkok(monkeypatch):
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its time zone for a test")
    monkeypatch.setenv("TZ", "UTC-7")  # POSIX turns the sign around: seven hours ahead
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_stored_time_is_shown_as_the_local_clock_has_it(bangkok):
    assert times.clock(STORED) == "01:30"
    assert times.day_and_clock(STORED) == "11-24 01:30"
    assert times.full(STORED) == "2026-11-24 01:30"


def test_the_day_is_left_out_today_and_the_year_this_year(bangkok):
    assert times.when(STORED, today=datetime.fromisoformat("2026-11-24T09:00+07:00")) == "01:30"
    assert times.when(STORED, today=datetime.fromisoformat("2026-11-25T09:00+07:00")) == "11-24 01:30"
    assert times.when(STORED, today=datetime.fromisoformat("2027-01-02T09:00+07:00")) == "2026-11-24 01:30"


def test_a_time_without_a_zone_is_utc(bangkok):
    assert times.clock("2026-11-23T18:30:05") == "01:30"


def test_no_time_is_no_text():
    assert times.when(None) == times.clock("") == times.full(None) == ""
