"""Translated names of protocols, losses and figures, and the rows of their tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rbc_desk.core.times import day_and_clock
from rbc_desk.services.experiments.setting_rows import PAGE_COLUMNS
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.widgets.figures import NOTHING

if TYPE_CHECKING:
    from rbc_desk.services.experiments.protocol_plan import Setting
    from rbc_desk.services.experiments.setting_rows import ExperimentRow
    from rbc_desk.services.experiments.studies import Study


def kind_names() -> dict[str, str]:
    tr = QCoreApplication.translate
    return {
        "sweep": tr("ProtocolPage", "Losses compared"),
        "imbalance": tr("ProtocolPage", "Imbalance study"),
        "crossval": tr("ProtocolPage", "Cross-validation"),
    }


def method_names() -> dict[str, str]:
    """The paper's methods for class imbalance."""
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
    """The columns of the table of settings."""
    return [translated(column.title) for column in PAGE_COLUMNS]


PLACE = {column.name: place for place, column in enumerate(PAGE_COLUMNS)}
"""The position of each column in `headers`, by name."""


def cells_of(row: ExperimentRow, *, networks: Mapping[str, str]) -> list[str]:
    """A setting's row of the table."""
    name = row.setting.network
    words = {
        "network": networks.get(name, name),
        "loss": loss_text(row.setting),
        "split": split_names().get(row.split_by, row.split_by),
    }
    return [words[column.name] if column.name in words else column.text_of(row) for column in PAGE_COLUMNS]


def loss_text(row: Setting) -> str:
    """A short form, because columns of figures stand beside it."""
    tr = QCoreApplication.translate
    if row.gamma is None:
        return method_names().get(row.method, row.method.replace("_", " "))
    if row.method == "classwise_focal":
        return tr("ProtocolPage", "Focal, α by class, γ {gamma}").format(gamma=f"{row.gamma:g}")
    alpha = "" if row.alpha is None else f", α {row.alpha:g}"
    return tr("ProtocolPage", "Focal{alpha}, γ {gamma}").format(alpha=alpha, gamma=f"{row.gamma:g}")


def study_cells(study: Study, *, networks: Mapping[str, str], is_running: bool) -> list[str]:
    """An experiment's row in the list of experiments."""
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
