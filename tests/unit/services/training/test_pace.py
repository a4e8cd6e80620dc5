"""How long a training takes, from what was measured on this machine or roughly."""

from __future__ import annotations

from pathlib import Path

from rbc_desk.services.training.pace import estimate, in_words, note_pace, paces
from rbc_desk.services.training.presets import preset_spec


def test_without_an_earlier_training_the_words_are_rough(tmp_path: Path) -> None:
    found = estimate(preset_spec("good"), n_cells=600, known=paces(tmp_path / "none.json"))
    assert not found.measured
    assert in_words(found, n_cells=1000) == "About a minute for 1,000 cells on an ordinary laptop."
    assert "min" not in in_words(estimate(preset_spec("best"), n_cells=90_000, known={}), n_cells=1).split()


def test_an_earlier_training_of_the_same_kind_gives_the_pace(tmp_path: Path) -> None:
    file = tmp_path / "computing.json"
    spec = preset_spec("good")
    note_pace(spec, device="cpu", n_cells=600, seconds=60, file=file)
    found = estimate(spec, n_cells=1200, known=paces(file))
    assert found.measured
    assert found.seconds == 15 + 3 * 120
    assert in_words(found, n_cells=2000) == "About 6 min for 2,000 cells, measured on this computer."
    assert not estimate(preset_spec("best"), n_cells=1200, known=paces(file)).measured
    assert not estimate(preset_spec("good", device="cuda:0"), n_cells=1200, known=paces(file)).measured


def test_a_quick_training_that_found_its_features_does_not_shorten_the_estimate(tmp_path: Path) -> None:
    file = tmp_path / "computing.json"
    spec = preset_spec("quick")
    note_pace(spec, device="cpu", n_cells=100, seconds=10, file=file)
    note_pace(spec, device="cpu", n_cells=100, seconds=1, file=file)
    assert estimate(spec, n_cells=100, known=paces(file)).seconds == 3 + 10


def test_a_handful_of_cells_measures_nothing(tmp_path: Path) -> None:
    note_pace(preset_spec("good"), device="cpu", n_cells=5, seconds=60, file=tmp_path / "computing.json")
    assert paces(tmp_path / "computing.json") == {}
