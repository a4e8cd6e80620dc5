"""The list of classes, edited in place. Every edit is one undoable step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QHBoxLayout,
    QInputDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.core.cells.counts import Labels
from rbc_desk.core.classes import CellClass
from rbc_desk.services.cells import classes
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, class_icon
from rbc_desk.ui.project.merge_classes import MergeClassesDialog
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.state.saving import Outcome
from rbc_desk.ui.widgets.texts import button

_CODE = Qt.ItemDataRole.UserRole


class ClassEditor(QWidget):
    """Add, rename (double-click), recolour, reorder (drag or buttons), merge the selected ones, remove.

    Its page refreshes it.
    """

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.list = QListWidget(objectName="classList")
        self.list.setAccessibleName(self.tr("Classes"))
        self.list.setIconSize(QSize(3 * GRID, 3 * GRID))
        self.list.setSpacing(2)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        buttons = QVBoxLayout()
        buttons.setSpacing(GRID)
        self.buttons = {}
        for name, text, tip, slot in (
            ("addClassButton", self.tr("Add…"), self.tr("Add a class…"), self._on_add),
            ("renameClassButton", self.tr("Rename"), self.tr("Rename class"), self._on_rename),
            ("recolourClassButton", self.tr("Colour…"), self.tr("Class colour…"), self._on_recolour),
            ("classUpButton", self.tr("Up"), self.tr("Move class up"), lambda: self._move(-1)),
            ("classDownButton", self.tr("Down"), self.tr("Move class down"), lambda: self._move(1)),
            ("mergeClassesButton", self.tr("Merge…"), self.tr("Merge selected classes…"), self._on_merge),
            ("removeClassButton", self.tr("Remove"), self.tr("Remove class"), self._on_remove),
        ):
            tool = button(text, name=name)
            tool.setAccessibleName(tip)
            tool.clicked.connect(lambda _checked=False, slot=slot: slot())
            self.buttons[name] = tool
            buttons.addWidget(tool)
        buttons.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self.list.itemChanged.connect(self._on_item_changed)
        self.list.itemSelectionChanged.connect(self._on_selection_changed)
        self.list.model().rowsMoved.connect(self._on_rows_moved)
        self._on_selection_changed()

    @Slot()
    def refresh(self, *_: object) -> None:
        """Read the classes again. The selection stays, or moves to a class that is new, or else to the first."""
        known = [self.list.item(row).data(_CODE) for row in range(self.list.count())]
        chosen = self._codes()
        self.list.blockSignals(True)
        self.list.clear()
        classes = self._context.project.class_set() if self._context.project is not None else ()
        for cell_class in classes:
            self.list.addItem(self._item(cell_class))
        codes = [cell_class.code for cell_class in classes]
        added = [code for code in codes if code not in known]
        if known and len(added) == 1 and len(codes) == len(known) + 1:
            chosen = added
        self._select([code for code in chosen if code in codes] or codes[:1])
        self.list.blockSignals(False)
        self._on_selection_changed()

    def _select(self, codes: Sequence[str]) -> None:
        rows = [row for row in range(self.list.count()) if self.list.item(row).data(_CODE) in codes]
        for n, row in enumerate(rows):
            flags = QItemSelectionModel.SelectionFlag
            self.list.setCurrentRow(row, flags.Select if n else flags.ClearAndSelect)

    def _item(self, cell_class: CellClass) -> QListWidgetItem:
        item = QListWidgetItem(class_icon(cell_class, size=3 * GRID), translated(cell_class.name))
        item.setData(_CODE, cell_class.code)
        item.setToolTip(cell_class.code)
        if not self._context.why_not_edit:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        return item

    def _row(self) -> int:
        """The single selected row, which may differ from the row with the focus; -1 if there is none."""
        rows = self.list.selectionModel().selectedRows()
        return rows[0].row() if len(rows) == 1 else -1

    def _codes(self) -> list[str]:
        """The selected classes in order."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return [self.list.item(row).data(_CODE) for row in rows]

    def _code(self) -> str:
        row = self._row()
        return self.list.item(row).data(_CODE) if row >= 0 else ""

    def _edit(self, verb: str, **values: Any) -> None:
        if self._context.project is None:
            return
        change = getattr(classes, verb)
        how = self._context.commit(lambda project: change(project, **values))
        if how is not Outcome.SAVED:
            self.refresh()  # restores the list after a refused step

    @Slot()
    def _on_selection_changed(self) -> None:
        row, last, why_not = self._row(), self.list.count() - 1, self._context.why_not_edit
        can = dict.fromkeys(("renameClassButton", "recolourClassButton", "removeClassButton"), row >= 0)
        can["classUpButton"] = row > 0
        can["classDownButton"] = 0 <= row < last
        can["mergeClassesButton"] = len(self._codes()) > 1
        can["addClassButton"] = self._context.project is not None
        for name, possible in can.items():
            if self.buttons[name].hasFocus() and not possible:
                self.list.setFocus()  # not the next button, which Space would press
            permit(self.buttons[name], can=possible, why_not=why_not)
        modes = QAbstractItemView.DragDropMode
        self.list.setDragDropMode(modes.NoDragDrop if why_not else modes.InternalMove)

    @Slot(QListWidgetItem)
    def _on_item_changed(self, item: QListWidgetItem) -> None:
        self._edit("rename_class", code=item.data(_CODE), name=item.text())

    @Slot(QModelIndex, int, int, QModelIndex, int)
    def _on_rows_moved(self, _from: Any, start: int, _end: int, _to: Any, row: int) -> None:
        index = row - 1 if row > start else row
        self._edit("move_class", code=self.list.item(index).data(_CODE), to_index=index)

    def _on_add(self) -> None:
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Add a class"))
        dialog.setLabelText(self.tr("Name of the class"))
        dialog.textValueSelected.connect(lambda name: self._edit("add_class", name=name))
        dialog.open()

    def _on_rename(self) -> None:
        self.list.editItem(self.list.item(self._row()))

    def _on_recolour(self) -> None:
        code = self._code()
        if self._context.project is None or not code:
            return
        dialog = QColorDialog(QColor(self._context.project.class_set()[code].colour), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.colorSelected.connect(
            lambda colour: self._edit("recolour_class", code=code, colour=colour.name().lower())
        )
        dialog.open()

    def _on_merge(self) -> None:
        project, codes = self._context.project, self._codes()
        if project is None or len(codes) < 2:
            return
        chosen = [c for c in project.class_set() if c.code in codes]

        def ask(counts: dict[str, int]) -> None:
            dialog = MergeClassesDialog(chosen, counts=counts, parent=self)
            dialog.merge_requested.connect(lambda kept: self._merge(codes, into=kept))
            dialog.open()

        known = self._context.counting.known(Labels.EVERY)
        if known.complete:
            ask(dict(known.by_class))
            return
        self._context.jobs.start(
            lambda task: classes.label_counts(project, task=task),
            title=self.tr("counting the labels"),
            on_success=ask,
            supersede="merge-counts",
            lane=Lane.LONG,
        )

    def _merge(self, codes: list[str], *, into: str) -> None:
        project = self._context.project
        if project is not None:
            self._context.edit_jobs.start(  # a stop may be too late: committed steps must still be announced
                lambda *, task, on_step: on_step(classes.merge_classes(project, codes=codes, into=into)),
                title=self.tr("merging classes"),
                as_one_step=lambda steps: steps[0],
            )

    def _move(self, step: int) -> None:
        self._edit("move_class", code=self._code(), to_index=self._row() + step)

    def _on_remove(self) -> None:
        self._edit("remove_class", code=self._code())
