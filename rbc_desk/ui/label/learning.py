"""What live learning knows, in words: a quiet line on Label, with a learning curve and a way to train a network."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbc_desk.core.classes import ClassSet
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.pages.learning_line import learned, to_label
from rbc_desk.ui.plots.label_curve import LabelCurve
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.fold import Fold
from rbc_desk.ui.widgets.texts import button, quiet

_CURVE_HEIGHT = 18 * GRID


class LearningSection(QWidget):
    """Hidden while live learning is off. `training_requested`: a whole network is to be trained, with this preset:
    thoroughly where more labels would change little.
    """

    training_requested = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("learningSection")
        self._live, self._context = context.live, context
        self._classes: ClassSet | None = None
        self.line, self.advice = quiet("", wrap=True), quiet("", wrap=True)
        self.line.setObjectName("learningLine")
        self.advice.setObjectName("learningAdvice")
        self.toggle = Fold(self.tr("Learning curve"), name="learningToggle")
        self.toggle.setProperty("quiet", True)
        self.toggle.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toggle.setToolTip(
            self.tr("How well classes are recognised on smears that were not used for learning, by number of labels")
        )
        self.curve: LabelCurve | None = None
        self.train = button(self.tr("Train a whole network…"), name="trainWholeButton")
        self.train.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.train.setToolTip(self.tr("Live learning fits the last layer only. A training adapts the whole network."))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(GRID // 2)
        for part in (self.line, self.advice, self.toggle, self.train):
            self._column.addWidget(part)
        self.toggle.toggled.connect(self._on_toggled)
        self.train.clicked.connect(self._on_train)
        self._live.measured.connect(self._show_if_visible)
        context.settings_changed.connect(self._show_if_enabled)
        # shown before it has a parent, it would be a window for a moment and take the keys
        if not context.settings.live_learning:
            self.hide()

    def set_classes(self, classes: ClassSet | None) -> None:
        self._classes = classes
        self._show_if_visible()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    @Slot()
    def _show_if_enabled(self) -> None:
        self.setVisible(self._context.settings.live_learning)

    @Slot()
    def _show_if_visible(self) -> None:
        if self.isVisible():
            self._show()

    def _show(self) -> None:
        known, curve = self._live.predictions is not None, self._live.curve
        self.line.setText(learned(self._live))
        self.advice.setText(to_label(self._live, classes=self._classes))
        self.advice.setVisible(bool(self.advice.text()))
        self.toggle.setVisible(curve is not None)
        self.train.setVisible(known)
        if self.curve is not None:
            self.curve.setVisible(curve is not None and self.toggle.isChecked())
            self.curve.set_points([(point.n_labels, point.macro_f1) for point in curve.points] if curve else [])

    @Slot()
    def _on_train(self) -> None:
        curve = self._live.curve
        self.training_requested.emit("best" if curve is not None and curve.wanted is None else "good")

    @Slot(bool)
    def _on_toggled(self, on: bool) -> None:
        if on and self.curve is None:
            self.curve = LabelCurve()
            self.curve.setObjectName("learningCurve")
            self.curve.setAccessibleName(self.toggle.text())
            self.curve.setFixedHeight(_CURVE_HEIGHT)
            self._column.insertWidget(3, self.curve)
        self._show()
