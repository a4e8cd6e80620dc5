"""The classes to choose a consensus from: those that readers gave first, each with its readers and its key."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QTableWidgetItem, QVBoxLayout, QWidget

from rbc_desk.core.classes import ClassSet
from rbc_desk.services.agreement.consensus import Disagreement
from rbc_desk.ui.keys.keymap import Keymap
from rbc_desk.ui.keys.view_action import add_view_action
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, accent, class_icon, mix, muted
from rbc_desk.ui.widgets.figures import make_table
from rbc_desk.ui.widgets.texts import tight

_NAME, _KEY = range(2)
_TALLEST_LINE = 1.35  # Thai letters, in lines of the font


class ConsensusChoices(QWidget):
    """`chosen` carries the code of a class."""

    chosen = Signal(str)

    def __init__(self, keys: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = keys
        self.table = make_table([self.tr("Class"), self.tr("Key")], name="consensusTable", stretch=_NAME)
        self.table.setAccessibleName(self.tr("Classes: name, key, readers who gave it"))
        self.table.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus on the cell
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setIconSize(QSize(20, 20))
        self.table.setProperty("narrow", True)
        for column, side in ((_NAME, Qt.AlignmentFlag.AlignLeft), (_KEY, Qt.AlignmentFlag.AlignHCenter)):
            self.table.horizontalHeaderItem(column).setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.table.cellClicked.connect(self._on_row_clicked)
        add_view_action(
            self.table,
            module="ui.agreement.choices",
            run=lambda: self._on_row_clicked(self.table.currentRow(), 0),
            text=self.tr("Decide on this class"),
        )
        self._codes: tuple[str, ...] = ()
        box = QVBoxLayout(self)
        tight(box)
        box.addWidget(self.table)

    @property
    def codes(self) -> tuple[str, ...]:
        """The classes in the order of the rows."""
        return self._codes

    def show_cell(self, cell: Disagreement, *, classes: ClassSet, decided: str | None) -> None:
        """Show who gave which class, and mark the class that was `decided`."""
        by_class: dict[str, list[str]] = {}
        for reader, code in cell.labels.items():
            by_class.setdefault(code, []).append(reader)
        given = sorted(by_class, key=lambda code: -len(by_class[code]))
        self._codes = tuple(dict.fromkeys([*(code for code in given if code in classes), *classes.codes]))
        self.table.setRowCount(len(self._codes))
        for row, code in enumerate(self._codes):
            self._fill(row, code, classes=classes, readers=by_class, decided=decided)

    def _fill(
        self, row: int, code: str, *, classes: ClassSet, readers: Mapping[str, list[str]], decided: str | None
    ) -> None:
        own = translated(classes[code].name)
        lines = [own, ", ".join(readers.get(code, ())), self.tr("Consensus") if code == decided else ""]
        name = QTableWidgetItem(class_icon(classes[code]), "\n".join(filter(None, lines)))
        name.setToolTip(name.text())
        key = QTableWidgetItem(self._keys.class_key(classes, code))
        key.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        key.setForeground(muted(self.palette()))
        items = (name, key)
        if code == decided:
            tint = mix(accent(self.palette()), self.palette().base().color(), share=0.3)
            for item in items:
                font = item.font()
                font.setBold(True)
                item.setFont(font)
                item.setBackground(tint)
        for column, item in enumerate(items):
            self.table.setItem(row, column, item)
        line = round(_TALLEST_LINE * self.table.fontMetrics().height())
        n_lines = name.text().count("\n") + 1
        self.table.setRowHeight(row, max(n_lines * line + 2 * GRID, self.table.verticalHeader().defaultSectionSize()))

    def clear(self) -> None:
        self._codes = ()
        self.table.setRowCount(0)

    @Slot(int, int)
    def _on_row_clicked(self, row: int, _column: int) -> None:
        if 0 <= row < len(self._codes):
            self.chosen.emit(self._codes[row])
