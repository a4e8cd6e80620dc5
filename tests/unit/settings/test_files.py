from __future__ import annotations

from pathlib import Path

import pytest

from rbc_desk.core.errors import SettingsError
from rbc_desk.settings.files import load, save
from rbc_desk.settings.recent import RecentProjects


def test_saving_keeps_comments_and_writes_only_what_was_set(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('# my own words\nreader = "A"\n')
    save(path, theme="dark")
    assert path.read_text() == '# my own words\nreader = "A"\ntheme = "dark"\n'
    assert load(path)[0].theme == "dark"


def test_a_broken_file_is_kept_aside_and_told(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("theme = [")
    settings, error = load(path)
    assert settings.theme == "system"
    assert "kept as" in error
    assert (tmp_path / "settings.toml.broken").read_text() == "theme = ["


def test_a_value_that_cannot_be_is_refused_and_nothing_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    with pytest.raises(SettingsError, match="theme"):
        save(path, theme="pink")
    assert not path.exists()


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('reader = "file"\n')
    monkeypatch.setenv("RBC_DESK_READER", "environment")
    assert load(path)[0].reader == "environment"


def test_recent_projects_stand_newest_first_once_each_and_at_most_twelve(tmp_path: Path) -> None:
    recent = RecentProjects(tmp_path / "recent.json")
    for i in (*range(14), 5):
        recent.add(tmp_path / f"p{i}")
    assert recent.list()[0] == (tmp_path / "p5").resolve()
    assert len(recent.list()) == len(set(recent.list())) == 12


def test_a_broken_list_of_recent_projects_is_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "recent.json").write_text("{")
    assert RecentProjects(tmp_path / "recent.json").list() == ()
