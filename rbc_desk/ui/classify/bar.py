"""The bar above the smear on the page Classify: model, smear and actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QWidget

from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.theme import GRID, icon, warning
from rbc_desk.ui.widgets.texts import EmptyState, button, quiet


class ClassifyBar(QWidget):
    """Boxes and buttons only; the page connects them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.models = QComboBox(objectName="modelBox")
        self.smears = QComboBox(objectName="smearBox")
        self.open_button = button(self.tr("Add images…"), name="openButton")
        self.export_button = button(self.tr("Export CSV…"), name="exportCsvButton")
        self.detect_button = button(self.tr("Find cells"), name="detectButton")
        self.classify_button = button(self.tr("Find cells and classify"), name="classifyButton", primary=True)
        boxes, buttons = QHBoxLayout(), QHBoxLayout()
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.addLayout(boxes, 1)
        self._rows.addLayout(buttons)
        for layout in (self._rows, boxes, buttons):
            layout.setSpacing(GRID)
        for name, box in ((self.tr("Model"), self.models), (self.tr("Smear"), self.smears)):
            label = quiet(name)
            label.setBuddy(box)
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            boxes.addWidget(label)
            boxes.addWidget(box, 1)
        for widget in (self.open_button, self.export_button, self.detect_button, self.classify_button):
            buttons.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use one row if it fits, two otherwise."""
        parts = [self._rows.itemAt(i).minimumSize().width() for i in range(2)]
        wide = self.width() >= sum(parts) + GRID
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if direction != self._rows.direction():
            self._rows.setDirection(direction)
        super().resizeEvent(event)

    def offer(
        self, *, models: Sequence[Any], warnings: Mapping[int, str], smears: Sequence[Any], smear_id: int
    ) -> None:
        """Fill the boxes and select the active model and the current smear. `warnings`: by model id."""
        self.models.clear()
        sign = icon("warning", colour=warning(self.palette()))
        for model in models:
            words = warnings.get(model.id, "")
            self.models.addItem(sign if words else QIcon(), model.name, model.id)
            self.models.setItemData(self.models.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
            self.models.setItemData(self.models.count() - 1, words, Qt.ItemDataRole.AccessibleDescriptionRole)
            if model.active:
                self.models.setCurrentIndex(self.models.count() - 1)
        self.smears.clear()
        for smear in smears:
            self.smears.addItem(smear.name, smear.id)
        self.smears.setCurrentIndex(self.smears.findData(smear_id))

    def enable(self, *, has_project: bool, why_not: str, has_smear: bool, has_cells: bool, busy: bool) -> None:
        """Disable what cannot be done; `why_not` says why the project cannot be changed."""
        permit(self.open_button, can=has_project and not busy, why_not=why_not)
        permit(self.detect_button, can=has_smear and not busy, why_not=why_not)
        permit(self.classify_button, can=has_smear and self.models.count() > 0 and not busy, why_not=why_not)
        # if no cells were found yet, one click does both, and the button says so
        self.classify_button.setText(self.tr("Classify") if has_cells else self.tr("Find cells and classify"))
        self.export_button.setEnabled(has_smear)


class NothingYet(EmptyState):
    """Says what is missing before a smear can be classified. `goal`: the page to go to, or "open" for images,
    or "starter" for the starter model."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", advice="", parent=parent)
        self.goal = "train"
        self.way_on = button("", name="wayOnButton", primary=True)
        self.add(self.way_on)
        self.other_starter = button(self.tr("Use the starter model…"), name="otherStarterButton")
        self.other_starter.setToolTip(
            self.tr("Trained on human cells. Its classes are not those of this project: you choose how they count.")
        )
        self.add(self.other_starter)

    def show_for(self, *, has_models: bool, has_smears: bool, has_starter: bool) -> None:
        if not has_smears:
            self.goal, way = "open", self.tr("Add images…")
            title, advice = (
                self.tr("No smears yet"),
                self.tr("Add images of smears to find and classify their cells."),
            )
        elif not has_models and has_starter:
            self.goal, way = "starter", self.tr("Use the starter model")
            title = self.tr("No model yet")
            advice = self.tr(
                "The starter model was trained on human cells from one laboratory. Use it to find and classify the "
                "cells of this smear, or label cells and train your own model."
            )
        elif not has_models:
            self.goal, way = "train", self.tr("Go to Train")
            title = self.tr("No model yet")
            advice = self.tr("Train a model first. It learns the classes from the cells that you labelled.")
        else:
            self.goal, way = "smears", self.tr("Go to Smears")
            title, advice = self.tr("No smear chosen"), self.tr("Choose a smear in the list above.")
        self.way_on.setText(way)
        self.other_starter.setVisible(self.goal == "train" and has_smears)
        self.show_text(title, advice=advice)
