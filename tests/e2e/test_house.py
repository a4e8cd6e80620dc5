"""House rules that no other tool checks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "rbc_desk").rglob("*.py"))
ROOM = 400
"""Lines of a module at most."""


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_stays_a_small_room(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= ROOM


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_nothing_is_unpickled_evaluated_or_terminated(path: Path) -> None:
    text = path.read_text("utf-8")
    for forbidden in (
        r"\bimport pickle\b",
        r"\btorch\.load\((?!.*weights_only=True)",
        r"\beval\(",
        r"\.terminate\(\)",
        r"processEvents\(",
    ):
        found = re.search(forbidden, text)
        # a network's own eval() is a method call without arguments
        assert not found or (forbidden == r"\beval\(" and re.search(r"\.eval\(\)", text)), forbidden
