"""Raises the time limit of nightly tests to an hour."""

from __future__ import annotations

import pytest

LIMIT_S = 3600


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("nightly", "how much the nightly tests do")
    group.addoption("--kills", type=int, default=200, help="programs that are killed at each kind of work (200)")
    group.addoption(
        "--mutations", type=int, default=20_000, help="mutated files that are read, of all formats (20000)"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "nightly" in item.path.parts and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(LIMIT_S))
