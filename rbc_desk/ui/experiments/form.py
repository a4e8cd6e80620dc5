"""The form for a new protocol."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.services.experiments import studies
from rbc_desk.services.experiments.pool import default_workers
from rbc_desk.services.training import choices as training_choices
from rbc_desk.ui.experiments.texts import method_names
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, tabular_font, with_text
from rbc_desk.ui.widgets.fields import choice_box, form_of, whole_box


class ProtocolForm(QWidget):
    """Edits the values of a plan. Choosing a kind or an extent sets all fields to its defaults."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = choice_box(
            "kindBox",
            [
                ("sweep", self.tr("Compare losses")),
                ("imbalance", self.tr("Imbalance study")),
                ("crossval", self.tr("Cross-validation")),
            ],
        )
        self.extent = choice_box(
            "extentBox", [("light", self.tr("Reduced (minutes)")), ("paper", self.tr("As in the paper (hours)"))]
        )
        networks = [(choice.name, translated(choice.title)) for choice in training_choices.network_choices()]
        self.networks = self._list("networksList", networks)
        self.methods = self._list("methodsList", list(method_names().items()))
        self.alphas = self._numbers("alphasField")
        self.gammas = self._numbers("gammasField")
        self.levels = self._numbers("levelsField")
        self.seeds = whole_box("repeatsBox", 1, low=1, high=20)
        self.split = choice_box(
            "protocolSplitBox",
            [
                ("cell", self.tr("By cell (as in the paper)")),
                ("smear", self.tr("By smear")),
                ("specimen", self.tr("By specimen")),
                ("cell smear", self.tr("By cell and by smear")),
            ],
        )
        self.choice = choice_box(
            "choiceBox",
            [
                ("crossval", self.tr("All folds (as in the paper)")),
                ("holdout", self.tr("One held-out fold")),
                ("fixed", self.tr("None (train all epochs)")),
            ],
        )
        self.folds = whole_box("foldsBox", 5, low=2, high=20)
        self.epochs = whole_box("protocolEpochsBox", 100, low=1, high=1000)
        self.augment = QCheckBox(self.tr("Flip, rotate and recolour"), objectName="protocolAugmentBox")
        self.pretrained = QCheckBox(self.tr("Start from ImageNet weights"), objectName="protocolPretrainedBox")
        self.workers = whole_box("workersBox", default_workers(), low=1, high=64)
        self._values: dict[str, Any] = {}
        self.warning = self._make_warning()
        self._lay_out()
        for box in (self.kind, self.extent):
            box.currentIndexChanged.connect(self._set_usual)
        self.split.currentIndexChanged.connect(self._show_what_counts)
        self.choice.currentIndexChanged.connect(self._show_what_counts)
        self.methods.itemChanged.connect(self._show_what_counts)
        self._set_usual()

    def values(self) -> dict[str, Any]:
        """The arguments of `make_plan`. Raises ValueError if a list of numbers is invalid."""
        kind = self.kind.currentData()
        settings = self._values["settings"] | {
            "augment": self.augment.isChecked(),
            "pretrained": self.pretrained.isChecked(),
        }
        return {
            "kind": kind,
            "networks": _checked(self.networks),
            "methods": _checked(self.methods),
            "alphas": _read(self.alphas),
            "gammas": _read(self.gammas),
            "levels": _read(self.levels) if kind == "imbalance" else (),
            "seeds": tuple(range(self.seeds.value())),
            "splits": tuple(str(self.split.currentData()).split()),
            "choice": self.choice.currentData(),
            "folds": self.folds.value(),
            "epochs": self.epochs.value(),
            "settings": settings,
        }

    def stack(self, on: bool) -> None:
        """Put the names of the fields above them (True) or beside them."""
        policies = QFormLayout.RowWrapPolicy
        self._form.setRowWrapPolicy(policies.WrapAllRows if on else policies.DontWrapRows)

    @Slot()
    def _set_usual(self, *_: object) -> None:
        """Set all fields to the defaults of the kind and the extent; repeats and split stay."""
        kind, light = str(self.kind.currentData()), self.extent.currentData() == "light"
        self._values = usual = studies.default_values(kind, light=light)
        _check(self.networks, usual["networks"])
        _check(self.methods, usual["methods"])
        for field, name in ((self.alphas, "alphas"), (self.gammas, "gammas"), (self.levels, "levels")):
            field.setText(", ".join(f"{value:.4g}" for value in usual[name]))
            field.setCursorPosition(0)
        self.choice.setCurrentIndex(self.choice.findData(usual["choice"]))
        self.choice.setEnabled(kind != "crossval")
        self.folds.setValue(usual["folds"])
        self.epochs.setValue(usual["epochs"])
        self.augment.setChecked(bool(usual["settings"].get("augment")))
        self.pretrained.setChecked(bool(usual["settings"].get("pretrained")))
        self._show_what_counts()

    @Slot()
    def _show_what_counts(self, *_: object) -> None:
        methods = set(_checked(self.methods))
        self._form.setRowVisible(self.levels, self.kind.currentData() == "imbalance")
        self._form.setRowVisible(self.alphas, "balanced_focal" in methods)
        self._form.setRowVisible(self.gammas, bool(methods & {"focal", "balanced_focal", "classwise_focal"}))
        self._form.setRowVisible(self.folds, self.choice.currentData() != "fixed")
        self.warning.setVisible("cell" in str(self.split.currentData()).split())

    # construction

    def _lay_out(self) -> None:
        self._form = form_of(
            (
                (self.tr("Experiment"), self.kind),
                (self.tr("Extent"), self.extent),
                (self.tr("Networks"), self.networks),
                (self.tr("Losses"), self.methods),
                (self.tr("Alphas"), self.alphas),
                (self.tr("Gammas"), self.gammas),
                (self.tr("Imbalance"), self.levels),
                (self.tr("Repeats"), self.seeds),
                (self.tr("Split"), self.split),
                (self.tr("Epoch selection"), self.choice),
                (self.tr("Folds"), self.folds),
                (self.tr("Epochs"), self.epochs),
                ("", self.augment),
                ("", self.pretrained),
                (self.tr("Parallel trainings"), self.workers),
            )
        )
        self.seeds.setToolTip(self.tr("Each repeat uses a different split and different initial weights"))
        self.workers.setToolTip(self.tr("Number of trainings that run at the same time and share the CPU"))
        self.levels.setToolTip(self.tr("Cells of the most common class divided by cells of the rarest"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._form)
        layout.addWidget(self.warning)
        layout.addStretch(1)

    def _make_warning(self) -> QFrame:
        frame = QFrame(objectName="protocolSplitWarning")
        frame.setProperty("banner", True)
        text = QLabel(
            self.tr("Split by cell, as in the paper: training and test contain cells of the same smears, so the "
                    "figures are too optimistic. A split by smear shows how well it works on new smears."),
            wordWrap=True,
        )  # fmt: skip
        box = QVBoxLayout(frame)
        box.setContentsMargins(GRID + 4, GRID, GRID, GRID)
        box.addWidget(text)
        return frame

    def _list(self, name: str, items: Sequence[tuple[str, str]]) -> QListWidget:
        box = _WholeList(objectName=name)
        box.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for data, text in items:
            item = QListWidgetItem(text, box)
            item.setData(Qt.ItemDataRole.UserRole, data)
            item.setToolTip(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Unchecked)
        with_text(box, lambda _scale: box.fit())
        return box

    def _numbers(self, name: str) -> QLineEdit:
        field = QLineEdit(objectName=name)
        field.setFont(tabular_font())
        return field


class _WholeList(QListWidget):
    """As high as its rows. Their heights come from the rows, because Thai letters are taller."""

    def fit(self) -> None:
        self.setFixedHeight(sum(self.sizeHintForRow(row) for row in range(self.count())) + GRID)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:  # as when it is placed into a window
            self.fit()


def _checked(box: QListWidget) -> tuple[str, ...]:
    items = [box.item(i) for i in range(box.count())]
    return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked)


def _check(box: QListWidget, names: Sequence[str]) -> None:
    for i in range(box.count()):
        item = box.item(i)
        on = item.data(Qt.ItemDataRole.UserRole) in names
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def _read(field: QLineEdit) -> tuple[float, ...]:
    return tuple(float(number) for number in field.text().replace(",", " ").replace(";", " ").split())
