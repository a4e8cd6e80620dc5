"""Losses by name: those of the paper (section 3) and later ones for imbalance. The import loads no torch."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.registry import Params, Registry

if TYPE_CHECKING:
    import torch

Loss = Callable[["torch.Tensor", "torch.Tensor"], "torch.Tensor"]
"""`loss(logits [N, C], targets [N]) -> scalar`, the mean over the cells."""

LossRecipe = Callable[[Sequence[int]], Loss]
"""`recipe(counts) -> Loss`; `counts` are the cells of each class that an epoch shows, in class order.

They are the cells that the sampler draws, not those of the data. Ren et al. and Menon et al. derive their shifts from
the class shares of the cells trained on, and weights by frequency give classes the same weight in the sum over these
cells. After a sampler that balances the classes, nothing needs to be corrected. Weights by the counts before sampling
would favour rare classes twice, which does harm (over-balancing, Ren et al.).
"""

LOSSES: Registry[LossRecipe] = Registry("loss")

Alphas = Literal["none", "inverse_frequency"] | tuple[float, ...]


class LossParams(Params):
    """Parameters that all losses have."""

    label_smoothing: float = Field(
        0.0,
        ge=0,
        lt=1,
        title="Label smoothing",
        description="Share of each label that is spread over all classes. Helps if some labels are wrong.",
    )


class CrossEntropyParams(LossParams):
    """Cross-entropy (eq. 1, 2), optionally with a weight per class."""

    class_alpha: Alphas = Field(
        "none",
        title="Class weights",
        description="none, inverse_frequency (rare classes count more), or one number per class.",
    )


class FocalParams(CrossEntropyParams):
    """Focal loss (eq. 3), balanced by a scalar alpha (eq. 4) or, unlike the paper, by one alpha per class."""

    gamma: float = Field(
        2.0, ge=0, le=10, title="Gamma", description="How much less easy cells count; 0 is cross-entropy."
    )
    alpha: float = Field(
        1.0, gt=0, le=100, title="Alpha", description="Factor of the whole loss (paper: 0.25 to 1.75)."
    )


class ClassBalancedParams(LossParams):
    """Class-balanced loss (Cui et al., CVPR 2019): weights by the effective number of cells of a class."""

    beta: float = Field(
        0.999,
        ge=0,
        lt=1,
        title="Beta",
        description="How much additional cells of a class still contribute; 0 weights all classes equally.",
    )
    gamma: float = Field(
        0.0,
        ge=0,
        le=10,
        title="Gamma",
        description="As in focal loss: how much less easy cells count; 0 is cross-entropy.",
    )


class LogitAdjustmentParams(LossParams):
    """Logit adjustment (Menon et al., ICLR 2021)."""

    tau: float = Field(
        1.0, ge=0, le=5, title="Tau", description="How strongly common classes are suppressed; 0 is cross-entropy."
    )


@LOSSES.register("cross_entropy", title="Cross-entropy", summary="all cells count equally", params=CrossEntropyParams)
def _cross_entropy(params: CrossEntropyParams) -> LossRecipe:
    return lambda counts: _focal_loss(
        gamma=0.0, alphas=_alphas(params.class_alpha, counts=counts), smoothing=params.label_smoothing
    )


@LOSSES.register("focal", title="Focal loss", summary="easy cells count less", params=FocalParams)
def _focal(params: FocalParams) -> LossRecipe:
    return lambda counts: _focal_loss(
        gamma=params.gamma,
        alphas=[params.alpha * a for a in _alphas(params.class_alpha, counts=counts)],
        smoothing=params.label_smoothing,
    )


@LOSSES.register(
    "class_balanced",
    title="Class-balanced loss",
    summary="rare classes count more, by their effective number of cells",
    params=ClassBalancedParams,
)
def _class_balanced(params: ClassBalancedParams) -> LossRecipe:
    return lambda counts: _focal_loss(
        gamma=params.gamma, alphas=effective_weights(counts, beta=params.beta), smoothing=params.label_smoothing
    )


@LOSSES.register(
    "balanced_softmax",
    title="Balanced softmax",
    summary="trains as if all classes were equally common",
    params=LossParams,
)
def _balanced_softmax(params: LossParams) -> LossRecipe:
    """Ren et al., NeurIPS 2020: logits are shifted by the log of the class's count during training."""
    return lambda counts: _shifted_loss(_log_priors(counts), smoothing=params.label_smoothing)


@LOSSES.register(
    "logit_adjustment",
    title="Logit adjustment",
    summary="balanced softmax with adjustable strength",
    params=LogitAdjustmentParams,
)
def _logit_adjustment(params: LogitAdjustmentParams) -> LossRecipe:
    """Menon et al., eq. 10: logits are shifted by tau times the log of the class's share during training."""
    return lambda counts: _shifted_loss(
        [params.tau * prior for prior in _log_priors(counts)], smoothing=params.label_smoothing
    )


def make_loss(name: str, *, params: dict[str, Any] | None = None, counts: Sequence[int]) -> Loss:
    """The loss `name` for epochs with `counts` cells per class. Raises UnknownNameError, SettingsError."""
    return LOSSES[name].make(params)(counts)


def effective_weights(counts: Sequence[int], *, beta: float) -> list[float]:
    """The weight (1 - beta) / (1 - beta^n) of each class (Cui et al., eq. 4), scaled to a mean of 1 over the classes
    that have cells. Classes without cells have 0.
    """
    # expm1 and log1p, because the plain difference loses all digits if beta is close to 1
    raw = [(1 - beta) / -math.expm1(n * math.log(beta)) if n and beta else float(n > 0) for n in counts]
    scale = sum(n > 0 for n in counts) / max(sum(raw), 1e-300)
    return [weight * scale for weight in raw]


def _log_priors(counts: Sequence[int]) -> list[float]:
    """The log of each class's share. A class without cells counts as one cell, so that the log is finite."""
    total = sum(max(n, 1) for n in counts)
    return [math.log(max(n, 1) / total) for n in counts]


def _alphas(choice: Alphas, *, counts: Sequence[int]) -> list[float]:
    """A factor per class. `inverse_frequency` is scaled to a mean of 1 over the cells drawn."""
    if choice == "none":
        return [1.0] * len(counts)
    if choice == "inverse_frequency":
        present = sum(n > 0 for n in counts)
        return [sum(counts) / (present * n) if n else 0.0 for n in counts]
    if len(choice) != len(counts) or any(float(a) < 0 for a in choice):
        raise SettingsError(
            Phrase(
                "class_alpha has {n} numbers, but there are {n_classes} classes.",
                n=len(choice),
                n_classes=len(counts),
            ),
            hint="Enter one number (zero or more) for each class, in their order.",
        )
    return [float(a) for a in choice]


def _focal_loss(*, gamma: float, alphas: Sequence[float], smoothing: float = 0.0) -> Loss:
    """-alpha_t (1 - p_t)^gamma log p_t, the mean over cells (eq. 4; eq. 3 with alpha 1; eq. 2 with gamma 0).

    With smoothing s, this has the weight 1 - s, and the mean of the same term over all classes the weight s.
    """

    weights = _numbers(alphas)

    def terms(log_p: torch.Tensor) -> torch.Tensor:
        # expm1 keeps 1 - p exact for certain cells; the floor keeps the gradient finite for gamma < 1
        return -log_p * (-log_p.expm1()).clamp_min(1e-12) ** gamma if gamma else -log_p

    def loss(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        from torch.nn import functional

        log_p = functional.log_softmax(logits, dim=1)
        each = terms(log_p.gather(1, targets[:, None])[:, 0])
        if smoothing:
            each = (1 - smoothing) * each + smoothing * terms(log_p).mean(1)
        if any(a != 1 for a in alphas):
            each = each * weights(logits)[targets]
        return each.mean()

    return loss


def _shifted_loss(shifts: Sequence[float], *, smoothing: float) -> Loss:
    """Cross-entropy of the logits plus a constant per class."""
    plain = _focal_loss(gamma=0.0, alphas=(1.0,), smoothing=smoothing)
    row = _numbers(shifts)

    def loss(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        return plain(logits + row(logits), targets)

    return loss


def _numbers(values: Sequence[float]) -> Callable[[torch.Tensor], torch.Tensor]:
    """`values` as a tensor on the device of another. It is cached, because every copy to a GPU waits."""
    made: dict[Any, torch.Tensor] = {}

    def beside(other: torch.Tensor) -> torch.Tensor:
        key = (other.device, other.dtype)
        if key not in made:
            made[key] = other.new_tensor(values)
        return made[key]

    return beside
