"""The confusion matrix (paper, Fig. 11): true classes down, predicted classes across."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.ui.kit import theme
from rbc_desk.ui.plots.confusion_grid import ConfusionGrid
from rbc_desk.ui.widgets.wrap import WrapRow


class ConfusionView(QWidget):
    """The matrix with a switch between counts and row percentages; the shade is always the row percentage.

    `opened` carries a row and a column (true, predicted) if `set_opens` says that their cells can be shown.
    """

    opened = Signal(int, int)

    def __init__(self, *, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("confusionView")
        self.grid = ConfusionGrid()
        words = title or self.tr("Confusion matrix")
        self.grid.setAccessibleName(words)
        self.grid.opened.connect(self.opened)
        self.counts_button = self._button(self.tr("Counts"), name="countsButton")
        self.percent_button = self._button(self.tr("Row %"), name="rowPercentButton")
        self.counts_button.setChecked(True)
        group = QButtonGroup(self)
        group.addButton(self.counts_button)
        group.addButton(self.percent_button)
        self.percent_button.toggled.connect(self.grid.set_percent)
        head = QLabel(words)
        head.setProperty("muted", True)
        bar = WrapRow(spacing=0)
        bar.addWidget(head)
        bar.add_stretch()
        bar.addWidget(self.counts_button)
        bar.addWidget(self.percent_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GRID)
        layout.addLayout(bar)
        layout.addWidget(self.grid, 1)
        self.clear()

    def set_matrix(
        self, names: Sequence[str], letters: Sequence[str] = (), *, counts: Sequence[Sequence[int]]
    ) -> None:
        """Show `counts[true][predicted]` of classes called `names`. Raises ValueError if it is not square.

        `letters` of the classes head columns that are too narrow for the names.
        """
        self.grid.set_matrix(tuple(names), tuple(letters), counts=tuple(tuple(row) for row in counts))

    def set_words(self, *, rows: str, columns: str, entry: str) -> None:
        """Name what gave the classes in rows and in columns.

        `entry` says what an entry is: a template of its number, its row, its column and its share of the row.
        """
        self.grid.row_words, self.grid.column_words, self.grid.entry_words = rows, columns, entry
        self.grid.update()

    def set_opens(self, opens: bool) -> None:
        """Set whether a click on an entry, or Enter, shows its cells."""
        self.grid.set_opens(opens)

    def clear(self, *, instead: str = "") -> None:
        """Show no matrix, and say `instead` where one will be found."""
        self.grid.empty_text = instead or self.tr("No matrix yet")
        self.grid.set_matrix((), counts=())

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The texts in the entries, row by row."""
        n = len(self.grid.names)
        return tuple(tuple(self.grid.text(i, j) for j in range(n)) for i in range(n))

    def _button(self, text: str, *, name: str) -> QToolButton:
        button = QToolButton(text=text, checkable=True, objectName=name)
        button.setProperty("bar", True)
        return button
