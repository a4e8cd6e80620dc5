"""Named settings of a training: quick, good, best, and those of the paper."""

from __future__ import annotations

from typing import Any, Literal

from rbc_desk.learn.fit.losses import LOSSES
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.networks.registry import QUICK_NETWORK

Preset = Literal["quick", "good", "best", "paper"]
CHOICES: tuple[Preset, ...] = ("quick", "good", "best")
"""What the page Train opens with, from the fastest to the most thorough."""
START: Preset = "good"

_WITH_SURROUNDINGS: dict[str, Any] = {
    "network": QUICK_NETWORK, "recipe": "context", "input_px": 80, "loss": "cross_entropy",
}  # fmt: skip
# Measured for the starter models (docs/decisions/0031-starter-models.md).
_FINE_TUNING = _WITH_SURROUNDINGS | {
    "pretrained": True, "epochs": 3, "learning_rate": 0.002, "backbone_rate": 0.3, "weight_decay": 0.01,
    "frozen_stages": 3, "norm_momentum": 0.1,
}  # fmt: skip
_SETTINGS: dict[str, dict[str, Any]] = {
    # standard crops: they and their features are made while cells are labelled
    "quick": {"mode": "quick", "network": QUICK_NETWORK, "loss": "cross_entropy"},
    "good": _FINE_TUNING,
    "best": _FINE_TUNING | {"epochs": 20, "patience": 5, "frozen_stages": 0, "tta": True},
    "paper": {
        "network": "densenet121", "loss": "focal", "loss_params": {"gamma": 2.0, "alpha": 1.5}, "recipe": "paper",
        "augment": False, "epochs": 100, "batch_size": 32, "learning_rate": 0.001, "schedule": "constant",
        "optimizer": "adam",
    },
}  # fmt: skip
_ELSEWHERE = ("device", "seed", "precision", "compiling", "labels")
"""What no preset says anything about: how a training is computed, and whose labels it learns from."""


def preset_spec(name: str, *, device: str = "auto", seed: int = 0) -> TrainSpec:
    """The settings of a preset. Raises KeyError."""
    return TrainSpec(**_SETTINGS[name], device=device, seed=seed)


def preset_values(name: str) -> dict[str, Any]:
    """The settings of a preset as plain values, with every parameter of its loss. Raises KeyError."""
    spec = preset_spec(name)
    return spec.model_dump() | {"loss_params": LOSSES[spec.loss].checked(dict(spec.loss_params)).model_dump()}


def preset_of(spec: TrainSpec) -> Preset | None:
    """The preset that has these settings, whatever their device and seed; None for settings of one's own."""
    wanted = _comparable(spec)
    names: tuple[Preset, ...] = (*CHOICES, "paper")
    return next((name for name in names if _comparable(preset_spec(name)) == wanted), None)


def _comparable(spec: TrainSpec) -> dict[str, Any]:
    """The settings that decide what is learned; unset parameters of the loss have their defaults."""
    values = {name: value for name, value in spec.model_dump().items() if name not in _ELSEWHERE}
    values["loss_params"] = LOSSES[spec.loss].checked(dict(spec.loss_params)).model_dump()
    values["input_px"] = spec.side_px
    if spec.mode == "quick":  # only these count where one layer is learned
        used = ("mode", "network", "loss", "loss_params", "sampler", "recipe", "epochs", "input_px", "weight_decay")
        values = {name: values[name] for name in (*used, "patience", "tta")}
    return values
