from __future__ import annotations

from pathlib import Path

import pytest

from rbc_desk.core.errors import SettingsError, UnknownNameError
from rbc_desk.services.detection import presets
from rbc_desk.settings.files import save
from rbc_desk.settings.paths import settings_file


def test_a_preset_is_kept_in_the_settings_and_holds_only_what_differs() -> None:
    presets.save("Olympus  100x", detector="hough", params={"min_score": 0.5, "diameter_px": None})
    text = settings_file().read_text()
    assert "Olympus 100x" in text
    assert "diameter_px" not in text
    assert presets.named("Olympus 100x").params == {"min_score": 0.5}


def test_other_settings_and_comments_stay_as_they_were() -> None:
    settings_file().parent.mkdir(parents=True, exist_ok=True)
    settings_file().write_text('# mine\nreader = "A"\n')
    presets.save("b", detector="hough", params={})
    save(settings_file(), theme="dark")
    presets.save("A", detector="algorithm1", params={})
    assert list(presets.presets()) == ["A", "b"]
    assert settings_file().read_text().startswith('# mine\nreader = "A"\n')
    assert presets.presets()["b"].detector == "hough"


def test_renaming_and_deleting() -> None:
    presets.save("Olympus", detector="hough", params={"min_score": 0.5})
    presets.save("Zeiss", detector="hough", params={})
    with pytest.raises(SettingsError, match="Another microscope"):
        presets.rename("Zeiss", to="Olympus")
    presets.rename("Olympus", to="Olympus 60x")
    assert presets.delete("Olympus 60x").params == {"min_score": 0.5}
    assert list(presets.presets()) == ["Zeiss"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_name_that_cannot_be_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="name"):
        presets.save(name, detector="hough", params={})


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownNameError, match="Nikon"):
        presets.named("Nikon")


def test_the_last_choice_is_remembered_a_project(tmp_path: Path) -> None:
    presets.remember(tmp_path / "one", detector="algorithm1", params={"votes": 40.0})
    presets.remember(tmp_path / "two", detector="hough", params={})
    assert presets.last_used(tmp_path / "one").params == {"votes": 40.0}
    assert presets.last_used(tmp_path / "three").params == {}


def test_a_last_choice_that_no_longer_fits_is_the_default(tmp_path: Path) -> None:
    presets.remember(tmp_path, detector="hough", params={})
    file = next(settings_file().parents[2].rglob("detection.json"))
    file.write_text(file.read_text().replace('"hough"', '"gone"'))
    assert presets.last_used(tmp_path).detector != "gone"
