"""Translated names of protocols, losses and figures, and the rows of their tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rbc_desk.core.times import day_and_clock
from rbc_desk.ui.widgets.figures import NOTHING, score

if TYPE_CHECKING:
    from rbc_desk.services.experiments.studies import Study, StudyRow


def kind_names() -> dict[str, str]:
    tr = QCoreApplication.translate
    return {
        "sweep": tr("ProtocolPage", "Losses compared"),
        "imbalance": tr("ProtocolPage", "Imbalance study"),
        "crossval": tr("ProtocolPage", "Cross-validation"),
    }


def method_names() -> dict[str, str]:
    """The paper's ways with imbalance."""
    tr = QCoreApplication.translate
    return {
        "cross_entropy": tr("ProtocolPage", "Cross-entropy"),
        "under": tr("ProtocolPage", "Cross-entropy, under-sampling"),
        "over": tr("ProtocolPage", "Cross-entropy, over-sampling"),
        "focal": tr("ProtocolPage", "Focal loss"),
        "balanced_focal": tr("ProtocolPage", "Focal loss, one alpha"),
        "classwise_focal": tr("ProtocolPage", "Focal loss, alpha by class"),
    }


def split_names() -> dict[str, str]:
    tr = QCoreApplication.translate
    return {
        "cell": tr("ProtocolPage", "by cell"),
        "smear": tr("ProtocolPage", "by smear"),
        "specimen": tr("ProtocolPage", "by specimen"),
    }


def headers() -> list[str]:
    """The columns of the table of settings; the ratio is of an imbalance study alone."""
    tr = QCoreApplication.translate
    return [
        tr("ProtocolPage", "Network"),
        tr("ProtocolPage", "Loss"),
        tr("ProtocolPage", "Split"),
        "ρ",
        tr("ProtocolPage", "Repeats"),
        tr("ProtocolPage", "Accuracy"),
        tr("ProtocolPage", "Macro F1"),
        tr("ProtocolPage", "AUROC"),
        tr("ProtocolPage", "F1 on validation"),
        tr("ProtocolPage", "F1 in the paper"),
    ]


SPLIT, RATIO, CHOSEN, PAPER = 2, 3, 8, 9
"""Where in `headers` some columns stand."""


def cells_of(row: StudyRow, *, networks: Mapping[str, str]) -> list[str]:
    """A setting's line of the table."""
    return [
        networks.get(row.network, row.network),
        loss_words(row),
        split_names().get(row.split_by, row.split_by),
        NOTHING if row.level is None else f"{row.level:.2f}",
        str(row.n_seeds),
        spread(*row.accuracy),
        spread(*row.macro_f1),
        spread(*row.auroc),
        score(row.where_chosen),
        NOTHING if row.paper_f1 is None else f"{row.paper_f1:.2f}",
    ]


def loss_words(row: StudyRow) -> str:
    """Short: columns of figures stand beside it."""
    tr = QCoreApplication.translate
    if row.gamma is None:
        return method_names().get(row.method, row.method.replace("_", " "))
    if row.method == "classwise_focal":
        return tr("ProtocolPage", "Focal, α by class, γ {gamma}").format(gamma=f"{row.gamma:g}")
    alpha = "" if row.alpha is None else f", α {row.alpha:g}"
    return tr("ProtocolPage", "Focal{alpha}, γ {gamma}").format(alpha=alpha, gamma=f"{row.gamma:g}")


def spread(mean: float | None, deviation: float | None) -> str:
    return score(mean) if deviation is None else f"{score(mean)} ± {deviation:.3f}"


def study_cells(study: Study, *, networks: Mapping[str, str], is_running: bool) -> list[str]:
    """A protocol's line in the list of those so far."""
    tr = QCoreApplication.translate
    if is_running:
        state = tr("ProtocolPage", "running")
    else:
        state = tr("ProtocolPage", "finished") if study.is_finished else tr("ProtocolPage", "interrupted")
    return [
        kind_names().get(study.kind, study.kind),
        ", ".join(networks.get(name, name) for name in study.networks),
        state,
        day_and_clock(study.started),
        f"{study.done} / {study.total or NOTHING}",
    ]
