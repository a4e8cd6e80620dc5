"""Panel for the display of the image (brightness, contrast, white balance). It does not affect measuring
or training.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from rbc_desk.core.display import DisplaySettings
from rbc_desk.ui.canvas.cells.view import CellsView
from rbc_desk.ui.kit.theme import GRID, SUBHEADING, tabular_font
from rbc_desk.ui.widgets.texts import button, heading, quiet


class DisplayPanel(QFrame):
    """Four sliders, a white balance from the empty background, and a reset. It follows the canvas's settings."""

    def __init__(self, canvas: CellsView, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("lookPanel")
        self.setProperty("card", True)
        self._canvas = canvas
        self.sliders: dict[str, QSlider] = {}
        self._values: dict[str, QLabel] = {}
        rows = QGridLayout()
        rows.setHorizontalSpacing(2 * GRID)
        rows.setVerticalSpacing(GRID)
        for row, (key, name, ends) in enumerate(
            (
                ("brightness", self.tr("Brightness"), self.tr("Darker or brighter")),
                ("contrast", self.tr("Contrast"), self.tr("Lower or higher contrast")),
                ("warmth", self.tr("Warmth"), self.tr("Cooler or warmer")),
                ("tint", self.tr("Tint"), self.tr("Greener or more magenta")),
            )
        ):
            slider = QSlider(Qt.Orientation.Horizontal, objectName=f"{key}Slider")
            slider.setRange(-100, 100)
            slider.setPageStep(10)
            slider.setMinimumWidth(22 * GRID)
            slider.setAccessibleName(name)
            slider.setToolTip(ends)
            slider.valueChanged.connect(self._on_moved)
            value = QLabel("0")
            value.setFont(tabular_font())
            value.setMinimumWidth(4 * GRID)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.sliders[key], self._values[key] = slider, value
            for place, widget in enumerate((QLabel(name), slider, value)):
                rows.addWidget(widget, row, place)
        self.auto = button(self.tr("Auto white balance"), name="autoBalanceButton")
        self.auto.setToolTip(self.tr("Make the background between the cells a neutral grey"))
        self.auto.clicked.connect(self._on_auto)
        self.reset = button(self.tr("Reset"), name="resetLookButton")
        self.reset.clicked.connect(lambda: canvas.set_look(DisplaySettings()))
        below = QHBoxLayout()
        below.setSpacing(GRID)
        below.addWidget(self.auto)
        below.addStretch(1)
        below.addWidget(self.reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(heading(self.tr("Display"), scale=SUBHEADING))
        column.addLayout(rows)
        column.addLayout(below)
        column.addWidget(quiet(self.tr("Affects the display only, not the image that models use.")))
        canvas.look_changed.connect(self._show_look)
        self._show_look()

    def open_below(self, widget: QWidget) -> None:
        """Show the panel below a button, over the image."""
        self.adjustSize()
        left = self._canvas.mapToGlobal(QPoint(0, 0)).x()
        at = widget.mapToGlobal(QPoint(widget.width() - self.width(), widget.height() + GRID // 2))
        self.move(max(at.x(), left), at.y())
        self.show()
        self.sliders["brightness"].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_moved(self) -> None:
        self._canvas.set_look(DisplaySettings(**{key: slider.value() / 100 for key, slider in self.sliders.items()}))

    @Slot()
    def _on_auto(self) -> None:
        from rbc_desk.imaging.display import background_colour

        levels = self._canvas.image.levels
        if levels is not None:
            now = self._canvas.look
            balanced = DisplaySettings.whitening(background_colour(levels.sample))
            self._canvas.set_look(replace(balanced, brightness=now.brightness, contrast=now.contrast))

    @Slot()
    def _show_look(self) -> None:
        look = self._canvas.look
        for key, slider in self.sliders.items():
            slider.blockSignals(True)
            slider.setValue(round(100 * getattr(look, key)))
            slider.blockSignals(False)
            self._values[key].setText(f"{slider.value():+d}" if slider.value() else "0")
        self.reset.setEnabled(not look.is_plain)


class DisplaySettingsKeeper(QObject):
    """Opens the panel by `action`, and remembers each smear's settings while the project is open."""

    def __init__(self, canvas: CellsView, *, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._canvas, self._action = canvas, action
        self._looks: dict[int, DisplaySettings] = {}
        self._smear_id = 0
        self.panel = DisplayPanel(canvas, parent)
        action.triggered.connect(self.open)
        canvas.look_changed.connect(self._on_look_changed)

    def show_smear(self, smear_id: int) -> None:
        """Apply the remembered settings of this smear."""
        self._smear_id = smear_id
        self._canvas.set_look(self._looks.get(smear_id, DisplaySettings()))

    def forget(self) -> None:
        """Forget all settings: another project was opened, and smear ids belong to a project."""
        self._looks.clear()
        self.show_smear(0)

    @Slot()
    def open(self) -> None:
        places = [w for w in self._action.associatedObjects() if isinstance(w, QToolButton) and w.isVisible()]
        self.panel.open_below(places[0] if places else self._canvas)

    @Slot()
    def _on_look_changed(self) -> None:
        if self._smear_id:
            self._looks[self._smear_id] = self._canvas.look
