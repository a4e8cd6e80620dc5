"""The page Label if there is nothing to label yet."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.widgets.texts import EmptyState, button, quiet


class NoSmears(EmptyState):
    """Shown instead of the image; `way_on` is its button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", advice="", parent=parent)
        self.show_text(
            self.tr("No smear to label"),
            advice=self.tr("Add images of blood smears first. Then find and label their cells here."),
        )
        self.way_on = button(self.tr("Go to Smears"), name="goToSmearsButton", primary=True)
        self.add(self.way_on)


class NoCellsHint(QWidget):
    """A card over the lower edge of the image; its button triggers `find`."""

    def __init__(self, *, find: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = QFrame(objectName="noCellsHint")
        card.setProperty("card", True)
        find_button = button(self.tr("Find cells"), name="hintFindCellsButton", primary=True)
        find_button.clicked.connect(find.trigger)
        row = QHBoxLayout(card)
        row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(quiet(self.tr("No cells on this smear yet. Click Find cells, or press N and draw them.")))
        row.addWidget(find_button)
        below = QVBoxLayout(self)
        below.setContentsMargins(0, 0, 0, 3 * GRID)
        below.addWidget(card)
        self.hide()
