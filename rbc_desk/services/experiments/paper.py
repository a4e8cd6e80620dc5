"""The figures published in the paper (Tables 1 to 3), for comparison. They were measured on other data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A line of Table 1. `alpha`: the one that the paper's cross-validation selected, if any."""

    network: str
    method: str
    accuracy: float
    macro_f1: float
    auroc: float
    alpha: float | None = None


TABLE_1 = (
    PaperRow("densenet121", "balanced_focal", 0.9560, 0.92, 0.99, alpha=1.5),
    PaperRow("densenet121", "cross_entropy", 0.9130, 0.84, 0.95),
    PaperRow("densenet121", "under", 0.8870, 0.80, 0.97),
    PaperRow("densenet121", "over", 0.9528, 0.91, 0.99),
    PaperRow("resnet50", "balanced_focal", 0.9280, 0.87, 0.97, alpha=1.0),
    PaperRow("resnet50", "cross_entropy", 0.9170, 0.85, 0.96),
    PaperRow("resnet50", "under", 0.8468, 0.78, 0.94),
    PaperRow("resnet50", "over", 0.9293, 0.87, 0.98),
)

F1_BY_LEVEL: dict[str, tuple[float, float]] = {
    "2.03": (0.90, 0.84),
    "3.05": (0.90, 0.88),
    "4.74": (0.84, 0.83),
    "7.80": (0.92, 0.84),
    "11.35": (0.91, 0.79),
    "17.94": (0.85, 0.78),
    "37.90": (0.59, 0.57),
}
"""Macro F1 of DenseNet-121 by imbalance ratio: focal loss, cross-entropy."""
LEVEL_NETWORK = "densenet121"


def table_1(network: str, method: str) -> PaperRow | None:
    """The line of the paper's Table 1 for a network and a method; None where there is none."""
    return next((row for row in TABLE_1 if (row.network, row.method) == (network, method)), None)


def best_alpha(network: str) -> float | None:
    """The alpha that the paper's cross-validation selected for a network; None where there is none."""
    row = table_1(network, "balanced_focal")
    return None if row is None else row.alpha
