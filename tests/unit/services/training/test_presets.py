"""Presets of a training: what they are, and that settings are recognised as theirs."""

from __future__ import annotations

import pytest

from rbc_desk.services.experiments.protocol_plan import PAPER_GAMMA, PAPER_NETWORKS, PAPER_SETTINGS
from rbc_desk.services.training import presets, training


@pytest.mark.parametrize("name", [*presets.CHOICES, "paper"])
def test_a_preset_is_recognised_whatever_the_device_and_the_seed(name: str) -> None:
    assert presets.preset_of(presets.preset_spec(name, device="cpu", seed=7)) == name
    assert presets.preset_of(training.spec_from(presets.preset_values(name))) == name


def test_settings_of_ones_own_are_no_preset() -> None:
    good = presets.preset_spec("good")
    assert presets.preset_of(good.model_copy(update={"epochs": good.epochs + 1})) is None
    assert presets.preset_of(training.default_spec()) is None


def test_the_papers_preset_has_the_settings_of_the_papers_experiments() -> None:
    spec = presets.preset_spec("paper")
    assert {name: getattr(spec, name) for name in PAPER_SETTINGS if name != "compiling"} == {
        name: value for name, value in PAPER_SETTINGS.items() if name != "compiling"
    }
    assert spec.network in PAPER_NETWORKS
    assert spec.loss_params["gamma"] == PAPER_GAMMA
