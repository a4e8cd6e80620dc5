"""Detection settings beside the preview: microscope, detector, parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from rbc_desk.services.detection import detectors, presets
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, SUBHEADING
from rbc_desk.ui.pages.learning_line import LearningLine
from rbc_desk.ui.smears.detect.presets import PresetBox
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.param_form import ParamForm
from rbc_desk.ui.widgets.texts import Notice, button, heading, quiet


class DetectPanel(QScrollArea):
    """`changed` is emitted whenever `detector` or `params` change. It changes nothing in the project."""

    changed = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("detectPanel")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._context = context
        self._cell_px: float | None = None
        self._um_per_px: float | None = None
        self.presets = PresetBox(context)
        self.detectors = QComboBox(objectName="detectorBox")
        self.detectors.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.detectors.setMinimumContentsLength(10)
        self.summary = quiet("", wrap=True)
        self.form = ParamForm()
        self.reset = button(self.tr("Reset to defaults"), name="resetDetectionButton")
        self.preview = QCheckBox(self.tr("Live preview"), objectName="livePreviewBox", checked=True)
        self.preview.setToolTip(
            self.tr("Preview the settings on the visible part of the smear. The project is not changed.")
        )
        self.error = Notice("detectionError")
        self.doubt = Notice("detectionDoubt")
        self.learning = LearningLine(context, name="smearsLearningLine")
        self._lay_out()
        self._fill_detectors()
        self.detectors.activated.connect(self._on_detector_chosen)
        self.form.changed.connect(self._on_form_changed)
        self.reset.clicked.connect(self._on_reset)
        self.presets.chosen.connect(self._on_preset_chosen)

    # content

    @property
    def detector(self) -> str:
        return str(self.detectors.currentData())

    @property
    def params(self) -> dict[str, Any]:
        return self.form.values()

    def show_project(self) -> None:
        """Show the settings used last in the open project."""
        if self._context.project is not None:
            last = presets.last_used(self._context.project.folder)
            self.set_settings(last.detector, last.params)

    def set_settings(self, detector: str, params: Mapping[str, Any]) -> None:
        """Set the detector and its parameters; emits `changed`."""
        index = self.detectors.findData(detector)
        if index < 0:
            self.show_error(
                self.tr("The detector {name!r} of this microscope is not installed.").format(name=detector)
            )
            return
        self.detectors.setCurrentIndex(index)
        self.summary.setText(self.detectors.itemData(index, Qt.ItemDataRole.ToolTipRole))
        named = detectors.parameter_choices(detector)
        choices = {field: [(c.name, translated(c.title)) for c in listed] for field, listed in named.items()}
        self.form.set_model(detectors.parameters(detector), choices=choices)
        self.form.set_values(params)
        self._show_measured()
        self._on_form_changed()

    def copy_state(self, previous: DetectPanel) -> None:
        """Show the settings of another panel (`ui.kit.widget_state`)."""
        self.set_settings(previous.detector, previous.params)

    def show_measured(self, cell_px: float | None, *, um_per_px: float | None = None) -> None:
        """Show the cell width measured on the current smear, which applies if none is entered."""
        self._cell_px, self._um_per_px = cell_px, um_per_px
        self._show_measured()

    def show_error(self, error: str) -> None:
        """Show what is wrong with the settings; "" clears the message."""
        self.error.show_text(translated(error))

    # internals

    def _show_measured(self) -> None:
        if self._cell_px is None:
            self.form.set_measured("diameter_px", word=self.tr("measured"))
        else:
            width = round(self._cell_px)
            text = self.tr("measured: {n} px").format(n=width)
            if self._um_per_px:
                text = f"{text} ({self._cell_px * self._um_per_px:.1f} µm)"
            self.form.set_measured("diameter_px", word=text, start=width)

    def _fill_detectors(self) -> None:
        for choice in detectors.choices():
            self.detectors.addItem(translated(choice.title), choice.name)
            self.detectors.setItemData(
                self.detectors.count() - 1, translated(choice.summary), Qt.ItemDataRole.ToolTipRole
            )
        self.set_settings(detectors.default_detector(), {})

    @Slot()
    def _on_form_changed(self) -> None:
        self.show_error("")
        self.presets.show_settings(self.detector, self.params)
        self.changed.emit()

    @Slot(int)
    def _on_detector_chosen(self, _index: int) -> None:
        self.set_settings(self.detector, {})

    @Slot()
    def _on_reset(self) -> None:
        self.set_settings(self.detector, {})

    @Slot(str, object)
    def _on_preset_chosen(self, detector: str, params: Mapping[str, Any]) -> None:
        self.set_settings(detector, params)
        if self._context.project is not None:
            self._context.guard(presets.remember, self._context.project.folder, detector=detector, params=params)

    def _lay_out(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading(self.tr("Finding cells"), scale=SUBHEADING))
        layout.addWidget(self.doubt)
        for title, widget in ((self.tr("Microscope"), self.presets), (self.tr("Detector"), self.detectors)):
            label = QLabel(title)
            label.setBuddy(widget)
            widget.setAccessibleName(title)
            layout.addSpacing(GRID // 2)
            layout.addWidget(label)
            layout.addWidget(widget)
        layout.addWidget(self.summary)
        layout.addSpacing(GRID)
        layout.addWidget(self.form)
        layout.addWidget(self.error)
        layout.addSpacing(GRID)
        layout.addWidget(self.reset, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        layout.addWidget(self.learning)
        layout.addWidget(self.preview)
        self.setWidget(inside)
