"""Texts on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from rbc_desk.ui.widgets.texts import place


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("/home/ann/smears/cat", "~/smears/cat"),
        ("/home/ann", "/home/ann"),
        ("/home/anna/x", "/home/anna/x"),
        ("/mnt/x", "/mnt/x"),
    ],
)
def test_a_folder_below_the_own_home_is_told_with_a_tilde(monkeypatch, folder, told):
    monkeypatch.setattr(Path, "home", classmethod(lambda _cls: Path("/home/ann")))
    assert place(Path(folder)) == told
