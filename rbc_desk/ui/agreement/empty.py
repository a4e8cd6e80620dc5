"""The page Agreement where there is nothing to compare, or nothing that this reader may see."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from rbc_desk.ui.widgets.texts import EmptyState, button


class NothingToCompare(EmptyState):
    """Says what to do until two readers labelled the same cells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", advice="", parent=parent)
        self.label_button = button(self.tr("Go to Label"), name="goToLabelButton", primary=True)
        self.add(self.label_button)

    def show_blinded(self) -> None:
        """Say that the comparison is hidden in a blinded reading."""
        self.label_button.hide()
        self.show_text(
            self.tr("Hidden while you read blinded"),
            advice=self.tr(
                "How readers agree depends on the labels of others. Finish your reading first; then turn off blinded "
                "reading in the menu with your name at the top."
            ),
        )

    def show_reading(self) -> None:
        """Say that the labels are being compared."""
        self.label_button.hide()
        self.show_text(self.tr("Comparing the labels…"), advice="")

    def show_nothing(self) -> None:
        """Say how a cell gets labels of two readers."""
        self.label_button.show()
        self.show_text(
            self.tr("No cell has labels of two readers yet"),
            advice=self.tr(
                "Choose Change reader… in the menu with your name at the top, turn on blinded reading for the second "
                "reader, and let them label the same cells. Their agreement is then measured here."
            ),
        )
