"""The losses by name (paper, section 3). Importing this module loads no torch."""

from __future__ import annotations

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
"""`recipe(counts) -> Loss`; `counts` are the training cells of each class, in class order."""

LOSSES: Registry[LossRecipe] = Registry("loss")

Alphas = Literal["none", "inverse_frequency"] | tuple[float, ...]


class CrossEntropyParams(Params):
    """Cross-entropy (eq. 1, 2), if wished with a weight a class."""

    class_alpha: Alphas = Field(
        "none",
        title="Class weights",
        description="none, inverse_frequency (rare classes count more), or one number a class.",
    )


class FocalParams(CrossEntropyParams):
    """Focal loss (eq. 3), balanced by a scalar alpha (eq. 4) and, beyond the paper, by one alpha a class."""

    gamma: float = Field(2.0, ge=0, le=10, title="Gamma", description="How much easy cells fade; 0 is cross-entropy.")
    alpha: float = Field(
        1.0, gt=0, le=100, title="Alpha", description="A factor on the whole loss (paper: 0.25..1.75)."
    )


@LOSSES.register("cross_entropy", title="Cross-entropy", summary="every cell counts alike", params=CrossEntropyParams)
def _cross_entropy(params: CrossEntropyParams) -> LossRecipe:
    return lambda counts: _focal_loss(gamma=0.0, alphas=_alphas(params.class_alpha, counts=counts))


@LOSSES.register("focal", title="Focal loss", summary="cells that are already easy count less", params=FocalParams)
def _focal(params: FocalParams) -> LossRecipe:
    return lambda counts: _focal_loss(
        gamma=params.gamma, alphas=[params.alpha * a for a in _alphas(params.class_alpha, counts=counts)]
    )


def make_loss(name: str, *, params: dict[str, Any] | None = None, counts: Sequence[int]) -> Loss:
    """The loss `name` for classes with `counts` training cells. Raises UnknownNameError and SettingsError."""
    return LOSSES[name].make(params)(counts)


def _alphas(choice: Alphas, *, counts: Sequence[int]) -> list[float]:
    """One factor a class; `inverse_frequency` is scaled so that its mean over the training cells is 1."""
    if choice == "none":
        return [1.0] * len(counts)
    if choice == "inverse_frequency":
        present = sum(n > 0 for n in counts)
        return [sum(counts) / (present * n) if n else 0.0 for n in counts]
    if len(choice) != len(counts) or any(float(a) < 0 for a in choice):
        raise SettingsError(
            Phrase("class_alpha has {n} numbers for {n_classes} classes.", n=len(choice), n_classes=len(counts)),
            hint="Give one number, zero or more, for every class in their order.",
        )
    return [float(a) for a in choice]


def _focal_loss(*, gamma: float, alphas: Sequence[float]) -> Loss:
    """-alpha_t (1 - p_t)^gamma log p_t, the mean over cells (eq. 4; eq. 3 with alpha 1; eq. 2 with gamma 0)."""

    def loss(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        from torch.nn import functional

        log_p = functional.log_softmax(logits, dim=1).gather(1, targets[:, None])[:, 0]
        each = -log_p
        if gamma:
            # expm1 keeps 1 - p exact for sure cells; the floor keeps the gradient finite where gamma < 1
            each = each * (-log_p.expm1()).clamp_min(1e-12) ** gamma
        if any(a != 1 for a in alphas):
            each = each * logits.new_tensor(alphas)[targets]
        return each.mean()

    return loss
