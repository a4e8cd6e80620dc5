"""Shows the objects of a smear that are not red cells on the canvas, if the reader wants to see them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from rbc_desk.core.cells.cell import Cell, CellKind
from rbc_desk.services.cells import kinds
from rbc_desk.ui.canvas import SmearCanvas
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.kind_names import kind_name


class OtherObjects(QObject):
    """Provides the other objects of a smear while the action is on, and names the one under the cursor.

    `changed` is emitted when the action is switched.
    """

    changed = Signal()

    def __init__(self, context: AppContext, *, canvas: SmearCanvas, action: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._canvas, self._action = context, canvas, action
        action.toggled.connect(self.changed)
        canvas.hovered.connect(self._on_hovered)

    def of_smear(self, smear_id: int) -> tuple[Cell, ...]:
        """Read the other objects; empty while the action is off."""
        if not smear_id or not self._action.isChecked() or self._context.project is None:
            return ()
        return self._context.guard(kinds.other_objects, self._context.opened, smear_id=smear_id) or ()

    @Slot(int)
    def _on_hovered(self, cell_id: int) -> None:
        cell = self._canvas.layer.by_id.get(cell_id)
        other = cell is not None and cell.kind is not CellKind.RED
        self._canvas.viewport().setToolTip(kind_name(cell.kind) if cell is not None and other else "")
