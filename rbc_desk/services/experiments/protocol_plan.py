"""The plan of a protocol: networks, losses, seeds, splits, and the selection of the epoch. Loads no torch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from pydantic import Field, ValidationError, field_validator, model_validator

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.registry import Params
from rbc_desk.core.splits.units import SPLITS
from rbc_desk.learn.fit.losses import LOSSES
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.splits.folds import FOLDS, TEST_SHARE
from rbc_desk.learn.splits.imbalance import PAPER_LEVELS, exact_level

Kind = Literal["sweep", "imbalance", "crossval"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Choice = Literal["crossval", "holdout", "fixed"]

PAPER_ALPHAS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 1.75)
PAPER_GAMMA = 2.0
PAPER_NETWORKS = ("resnet50", "densenet121")
PAPER_SETTINGS: dict[str, Any] = {
    "augment": False,
    "recipe": "paper",
    "batch_size": 32,
    "learning_rate": 1e-3,
    "schedule": "constant",
    "optimizer": "adam",
    "compiling": "off",  # compiling again for each of many trainings costs more than it saves
}
"""The settings of every training (section 4.2) that the plan does not vary."""

METHODS = ("cross_entropy", "under", "over", "focal", "balanced_focal", "classwise_focal")
"""Cross-entropy, with under- and over-sampling; focal (eq. 3); with one alpha (eq. 4); with one alpha per class."""
DEFAULT_METHODS: dict[str, tuple[str, ...]] = {
    "sweep": METHODS,
    "imbalance": ("cross_entropy", "balanced_focal"),
    "crossval": ("balanced_focal",),
}
_FOCAL = frozenset({"focal", "balanced_focal", "classwise_focal"})
_NEEDED: dict[str, tuple[frozenset[str], Phrase]] = {
    "networks": (frozenset(), Phrase("Choose at least one network.")),
    "methods": (frozenset(), Phrase("Choose at least one loss.")),
    "alphas": (
        frozenset({"balanced_focal"}),
        Phrase("Alpha-balanced focal loss needs at least one alpha, such as 1.5."),
    ),
    "gammas": (_FOCAL, Phrase("Focal loss needs at least one gamma, such as 2.")),
}
"""The fields that must not be empty, the methods that need them (empty: all), and the error message."""
_VARIED = ("mode", "network", "loss", "loss_params", "sampler", "epochs", "seed", "device")


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of a table: a network and its loss. `alpha` and `gamma` are None where the method has none."""

    network: str
    method: str
    alpha: float | None = None
    gamma: float | None = None

    @property
    def thinned(self) -> bool:
        """Whether the common classes are reduced once to the size of the rarest (under-sampling)."""
        return self.method == "under"

    def values(self) -> dict[str, Any]:
        """The training settings of this network and method."""
        if self.method in ("cross_entropy", "under", "over"):
            sampler = "over" if self.method == "over" else "none"
            return {"network": self.network, "loss": "cross_entropy", "sampler": sampler}
        if self.method not in METHODS:
            return {"network": self.network, "loss": self.method}
        params: dict[str, Any] = {"gamma": self.gamma}
        if self.method == "classwise_focal":
            params["class_alpha"] = "inverse_frequency"
        elif self.method == "balanced_focal":
            params["alpha"] = self.alpha
        return {"network": self.network, "loss": "focal", "loss_params": {"alpha": 1.0, **params}}


class ProtocolPlan(Params):
    """The plan of a protocol. Raises ValidationError, SettingsError and UnknownNameError for invalid values."""

    kind: Kind = "sweep"
    networks: tuple[str, ...] = Field(PAPER_NETWORKS, min_length=1)
    methods: tuple[str, ...] = Field(METHODS, min_length=1)
    alphas: tuple[float, ...] = Field(PAPER_ALPHAS, min_length=1)
    gammas: tuple[float, ...] = Field((PAPER_GAMMA,), min_length=1)
    levels: tuple[float, ...] = ()
    """Imbalance ratios (eq. 5); empty except in an imbalance study."""
    seeds: tuple[int, ...] = Field((0,), min_length=1)
    splits: tuple[str, ...] = Field(("cell",), min_length=1)
    choice: Choice = "crossval"
    """How the epoch is selected: by folds and a new training, by one held-out fold, or not at all."""
    folds: int = Field(FOLDS, ge=2, le=20)
    test_share: float = Field(TEST_SHARE, gt=0.05, lt=0.95)
    epochs: int = Field(100, ge=1, le=1000)
    settings: dict[str, Any] = Field(default_factory=lambda: dict(PAPER_SETTINGS))
    """The settings of every training that are not varied."""
    keep_models: bool = False
    """Whether tested networks are saved as bundles."""

    @field_validator("levels")
    @classmethod
    def _exact(cls, levels: tuple[float, ...]) -> tuple[float, ...]:
        return tuple(dict.fromkeys(map(exact_level, levels)))

    @model_validator(mode="after")
    def _known(self) -> ProtocolPlan:
        for name in self.methods:
            if name not in METHODS:
                LOSSES.entry(name, besides=[one for one in METHODS if one not in LOSSES])
        for name in self.splits:
            if name not in SPLITS:
                raise SettingsError(
                    Phrase("{name!r} is not a type of split.", name=name),
                    hint=Phrase("Choose one of: {names}.", names=", ".join(SPLITS)),
                )
        for name in set(self.settings) & set(_VARIED):
            raise SettingsError(Phrase("{name} is varied by the experiment and cannot be set.", name=name))
        if "labels" in self.settings:
            raise SettingsError(
                "An experiment learns from your labels, and on other cells from those of others who agree.",
                hint="Leave the setting labels out.",
            )
        if (self.kind == "imbalance") != bool(self.levels):
            raise SettingsError("Only an imbalance study has levels.")
        if self.kind == "crossval" and self.choice != "crossval":
            raise SettingsError("Cross-validation needs folds to choose the epoch.")
        if any(level < 1 for level in self.levels):
            raise SettingsError("An imbalance ratio is 1 or more.", hint="Example: 2.03, 4.74, 11.35.")
        if any(seed < 0 or seed >= 2**31 for seed in self.seeds):
            raise SettingsError("A seed is a whole number of 0 or more.")
        for setting in self.grid():
            self.spec(setting, seed=self.seeds[0], epochs=self.epochs)
        return self

    def grid(self) -> tuple[Setting, ...]:
        """Every setting once, network by network, in the order of the methods."""
        return tuple(dict.fromkeys(self._grid()))

    def _grid(self) -> Iterator[Setting]:
        for network in self.networks:
            for method in self.methods:
                if method in ("focal", "classwise_focal"):
                    yield from (Setting(network, method, gamma=gamma) for gamma in self.gammas)
                elif method == "balanced_focal":
                    for gamma in self.gammas:
                        yield from (Setting(network, method, alpha, gamma) for alpha in self.alphas)
                else:
                    yield Setting(network, method)

    def spec(self, setting: Setting, *, seed: int, epochs: int, device: str = "auto") -> TrainSpec:
        """The training settings for one setting. Raises SettingsError."""
        values = {**self.settings, **setting.values(), "seed": seed, "epochs": epochs, "device": device}
        try:
            return TrainSpec(**values)
        except ValidationError as error:
            raise _settings_error(error) from error


def make_plan(values: dict[str, Any]) -> ProtocolPlan:
    """Make a plan of plain values; missing ones are as in the paper. Raises SettingsError, UnknownNameError."""
    kind = values.get("kind", "sweep")
    if kind not in KINDS:
        raise SettingsError(
            Phrase("There is no experiment {kind!r}.", kind=kind),
            hint=Phrase("Choose one of: {names}.", names=", ".join(KINDS)),
        )
    defaults: dict[str, Any] = {
        "networks": PAPER_NETWORKS if kind == "sweep" else PAPER_NETWORKS[1:],
        "methods": DEFAULT_METHODS[kind],
    }
    if kind == "imbalance":
        # the alpha that the paper found best for its best network, and its seven levels
        defaults |= {"levels": PAPER_LEVELS, "alphas": (1.5,)}
    chosen = {key: value for key, value in values.items() if value is not None}
    methods = tuple(chosen.get("methods", defaults["methods"]))
    for name, (methods_that_need, message) in _NEEDED.items():
        if name in chosen and not chosen[name]:
            if not methods_that_need or not methods_that_need.isdisjoint(methods):
                raise SettingsError(message)
            del chosen[name]
    chosen["settings"] = {**PAPER_SETTINGS, **(chosen.get("settings") or {})}
    try:
        return ProtocolPlan(**{**defaults, **chosen})
    except ValidationError as error:
        raise _settings_error(error) from error


def quick(kind: str) -> dict[str, Any]:
    """Values of a plan that a laptop finishes in minutes.

    It has a light network, augmentation, few epochs, and one held-out fold to select the epoch (three folds for
    cross-validation).
    """
    values: dict[str, Any] = {
        "kind": kind,
        "networks": ("rbc_small",),
        "epochs": 15,
        "choice": "crossval" if kind == "crossval" else "holdout",
        "folds": 3 if kind == "crossval" else FOLDS,
        "settings": {"augment": True, "schedule": "cosine"},
    }
    if kind != "imbalance":
        values["alphas"] = (0.5, 1.0, 1.5)
    return values


def _settings_error(error: ValidationError) -> SettingsError:
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"])) or "plan"
    return SettingsError(f"{where}: {first['msg']}.")
