"""Shows the cells that the detector is uncertain of, and steps through them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QWidget

from rbc_desk.ui.canvas import SmearCanvas
from rbc_desk.ui.canvas.uncertain import UNCERTAIN_BELOW
from rbc_desk.ui.kit.theme import GRID, tabular_font
from rbc_desk.ui.widgets.texts import quiet


class UncertainBar(QWidget):
    """A threshold on the score of a canvas's proposed cells. Cells below it are marked with "?" and counted."""

    def __init__(self, canvas: SmearCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unsureBar")
        self._canvas = canvas
        self.slider = QSlider(Qt.Orientation.Horizontal, objectName="unsureSlider", minimum=0, maximum=100)
        self.slider.setPageStep(10)
        self.slider.setFixedWidth(14 * GRID)
        self.slider.setToolTip(
            self.tr("Cells with a lower score are marked with a question mark. Far left: no marks.")
        )
        self.slider.setAccessibleName(self.tr("Mark cells with a score below"))
        self.score = quiet("")
        self.score.setObjectName("scoreLabel")
        self.score.setFont(tabular_font())
        self.score.setToolTip(self.tr("Detection score of the selected cell, 0 to 1"))
        self.label = QLabel(objectName="unsureLabel")
        self.label.setFont(tabular_font())
        self.previous = self._arrow(
            Qt.ArrowType.LeftArrow, "previousUnsureButton", self.tr("Previous uncertain cell")
        )
        self.next = self._arrow(Qt.ArrowType.RightArrow, "nextUnsureButton", self.tr("Next uncertain cell"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        for widget in (quiet(self.tr("Uncertain cells")), self.slider, self.label, self.previous, self.next):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.score)
        self.label.setMinimumWidth(self.label.fontMetrics().horizontalAdvance(self._below(100, 0.88)))
        self.previous.clicked.connect(lambda: canvas.step_uncertain(-1))
        self.next.clicked.connect(lambda: canvas.step_uncertain(1))
        canvas.selection_changed.connect(self._on_selection_changed)
        canvas.uncertain_changed.connect(self._on_uncertain_changed)
        self.slider.valueChanged.connect(self._on_slid)
        self.slider.setValue(round(100 * UNCERTAIN_BELOW))

    @Slot()
    def refresh(self) -> None:
        """Count again."""
        n, below = len(self._canvas.uncertain_ids), self.slider.value() / 100
        self.label.setText(self._below(n, below) if below else self.tr("none marked"))
        self.previous.setEnabled(n > 0)
        self.next.setEnabled(n > 0)
        self._on_selection_changed(self._canvas.selection)

    @Slot(int)
    def _on_slid(self, position: int) -> None:
        self._canvas.set_uncertain_below(position / 100)

    @Slot(float)
    def _on_uncertain_changed(self, score: float) -> None:
        self.slider.setValue(round(100 * score))
        self.refresh()

    @Slot(object)
    def _on_selection_changed(self, ids: frozenset[int]) -> None:
        cell = self._canvas.layer.by_id.get(next(iter(ids))) if len(ids) == 1 else None
        score = cell.score if cell is not None else None
        self.score.setText(self.tr("score {score:.2f}").format(score=score) if score is not None else "")

    def _below(self, n: int, score: float) -> str:
        return self.tr("{n} below {score:.2f}").format(n=n, score=score)

    def _arrow(self, arrow: Qt.ArrowType, name: str, tip: str) -> QToolButton:
        button = QToolButton(objectName=name, arrowType=arrow, toolTip=tip)
        button.setProperty("bar", True)
        button.setAccessibleName(tip)
        return button
