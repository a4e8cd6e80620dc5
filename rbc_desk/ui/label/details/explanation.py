"""Heat map of the selected cell: bright areas of the crop support the predicted class."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAction, QImage, QPixmap

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.models.live_predictions import LIVE_MODEL
from rbc_desk.services.models import explaining
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.label.details.cell_details import CellBox
from rbc_desk.ui.state.app_context import AppContext

if TYPE_CHECKING:
    from rbc_desk.core.task import Task
    from rbc_desk.services.models.explaining import Explanation

_SOON_MS = 120  # no explanation for a cell that is only selected briefly
_KEPT = 200
_DIM, _TINT = 0.5, 0.2
_YELLOW = (255, 220, 60)

Key = tuple[int, Circle, int]


class ExplanationView(QObject):
    """Explains each selected cell in a job while `action` is checked."""

    def __init__(self, context: AppContext, *, box: CellBox, action: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._box, self._action = context, box, action
        self._cell: Cell | None = None
        self._classes: ClassSet | None = None
        self._kept: OrderedDict[Key, Explanation] = OrderedDict()
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._ask)
        box.why.setDefaultAction(action)
        action.toggled.connect(self._on_toggled)
        context.project_changed.connect(self._on_project_changed)

    def show(self, cell: Cell | None, *, classes: ClassSet | None) -> None:
        """Set the cell shown in the side column; None: no cell or several."""
        self._cell = cell if cell is not None and self._can_explain(cell) else None
        self._classes = classes
        self._action.setEnabled(self._cell is not None)
        self._soon.stop()
        if self._cell is None or not self._action.isChecked():
            return
        if (known := self._kept.get(_key(self._cell))) is not None:
            self._show_explanation(known)
        else:
            self._box.show_why(None, self.tr("Computing the explanation…"))
            self._soon.start()

    def _can_explain(self, cell: Cell) -> bool:
        return cell.prediction is not None and self._model_of(cell) > 0

    def _model_of(self, cell: Cell) -> int:
        """The stored model whose network made the prediction; 0: none."""
        live = self._context.live.predictions
        model_id = cell.prediction.model_id if cell.prediction is not None else 0
        return model_id if model_id != LIVE_MODEL else live.base_id if live is not None else 0

    @Slot()
    def _ask(self) -> None:
        project, cell = self._context.project, self._cell
        if project is None or cell is None or cell.prediction is None:
            return
        self._context.jobs.start(
            partial(_explained, explaining.explain, project, cell, self._model_of(cell)),
            title=self.tr("computing the explanation"),
            on_success=partial(self._on_explained, _key(cell)),
            on_failure=self._on_failed,
            supersede="why",
        )

    def _on_explained(self, key: Key, explanation: Explanation) -> None:
        self._kept[key] = explanation
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        if self._cell is not None and _key(self._cell) == key and self._action.isChecked():
            self._show_explanation(explanation)

    def _on_failed(self, error: Any) -> None:
        self._box.show_why(None, translated(error.message))

    def _show_explanation(self, explanation: Explanation) -> None:
        classes = self._classes
        name = translated(classes.name_of(explanation.code)) if classes is not None else explanation.code
        self._box.show_why(_picture(explanation), self.tr("Bright areas support {0}").format(name))

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        if on:
            self.show(self._cell, classes=self._classes)
        else:
            self._soon.stop()
            self._box.hide_why()

    @Slot(object)
    def _on_project_changed(self, _project: object) -> None:
        self._kept.clear()
        self._cell = None


def _explained(explain: Any, project: Any, cell: Cell, model_id: int, task: Task) -> Explanation:
    explanation: Explanation = explain(project, cell=cell, model_id=model_id, task=task)
    return explanation


def _key(cell: Cell) -> Key:
    assert cell.prediction is not None
    return cell.id, cell.circle, cell.prediction.model_id


def _picture(explanation: Explanation) -> QPixmap:
    """Dimmed without support, slightly yellow with strong support: encoded by brightness, not hue."""
    rows, columns = (np.flatnonzero(explanation.crop.any((2, axis))) for axis in (1, 0))
    shown = (  # the padding around the cell carries no information
        np.s_[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if len(rows) else np.s_[:, :]
    )
    heat, crop = explanation.heat[shown][:, :, None], explanation.crop[shown]
    lit = crop * (_DIM + (1 - _DIM - _TINT) * heat) + np.array(_YELLOW) * (_TINT * heat)
    pixels = np.ascontiguousarray(lit.clip(0, 255).astype(np.uint8))
    height, width = pixels.shape[:2]
    image = QImage(pixels.data, width, height, 3 * width, QImage.Format.Format_RGB888)
    return QPixmap.fromImage(image.copy())
