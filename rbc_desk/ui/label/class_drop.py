"""Labels cells that are dropped on a class in the side column."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint

from rbc_desk.ui.label.edits import LabelEdits
from rbc_desk.ui.label.panel import LabelPanel


class ClassDrop:
    """The rows of the panel's class table as a `DropPlace`. Each drop is one undoable step."""

    def __init__(self, *, panel: LabelPanel, edits: LabelEdits) -> None:
        self._panel, self._edits = panel, edits

    def over(self, where: QPoint) -> bool:
        code = self._panel.class_at(where)
        self._panel.mark(code)
        return bool(code)

    def drop(self, cell_ids: Iterable[int], where: QPoint) -> bool:
        code = self._panel.class_at(where)
        self._panel.mark("")
        if code:
            self._edits.give_to(cell_ids, code)
        return bool(code)

    def leave(self) -> None:
        self._panel.mark("")
