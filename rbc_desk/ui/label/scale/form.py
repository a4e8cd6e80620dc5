"""The fields of the scale card. `scale_card` implements their behaviour."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.theme import BODY, GRID, SUBHEADING, heading_font, tabular_font, with_text
from rbc_desk.ui.widgets.texts import button, heading, quiet
from rbc_desk.ui.widgets.wrap import WrapRow

_WIDTH = 44 * GRID


class ScaleForm(QFrame):
    """Three methods to set a scale, the smears it applies to, and the result."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("calibrationCard")
        self.setProperty("card", True)
        self.setAccessibleName(self.tr("Calibration"))
        with_text(self, lambda scale: self.setFixedWidth(round(_WIDTH * scale)))
        self._build()
        self._lay_out()

    def _build(self) -> None:
        self.now = quiet("", wrap=True)
        self.now.setObjectName("scaleNow")
        self.close_button = QToolButton(objectName="calibrationClose", autoRaise=True, toolTip=self.tr("Close (Esc)"))
        self.close_button.setAccessibleName(self.tr("Close"))
        self.close_button.setIcon(icon("close"))
        self.ways = QButtonGroup(self)
        self._way_row = WrapRow(spacing=GRID // 2)
        for index, (name, text, tip) in enumerate(
            (
                ("byLineButton", self.tr("Known length"), self.tr("Draw a line along a scale bar")),
                ("byCellsButton", self.tr("Cell size"), self.tr("Use the mean cell diameter of the species")),
                ("byNumberButton", self.tr("Number"), self.tr("Enter micrometres per pixel")),
            )
        ):
            way = QToolButton(objectName=name, text=text, toolTip=tip, checkable=True)
            way.setProperty("bar", True)
            self.ways.addButton(way, index)
            self._way_row.addWidget(way)
        self.length_px = self._number("lengthPxBox", suffix=" px", high=100_000, decimals=1)
        self.length_um = self._number("lengthUmBox", suffix=" µm", high=100_000, decimals=2, value=10)
        self.species = QComboBox(objectName="speciesBox")
        self.mean_um = self._number("meanDiameterBox", suffix=" µm", high=49.9, low=0.6, decimals=2, value=7)
        self.median = quiet("", wrap=True)
        self.median.setObjectName("medianLabel")
        self.typed = self._number("umPerPxBox", suffix=" µm/px", high=5, decimals=4, value=0)
        self.result = QLabel(objectName="scaleResult", wordWrap=True)
        self.result.setFont(heading_font(scale=BODY))
        self.scope = QComboBox(objectName="scaleScopeBox")
        self.scope.setToolTip(self.tr("Smears photographed with the same objective and camera have the same scale"))
        self.apply_button = button(self.tr("Calibrate"), name="applyScaleButton", primary=True)
        self.remove_button = button(self.tr("Remove calibration"), name="removeScaleButton")

    def _number(
        self, name: str, *, suffix: str, high: float, decimals: int, low: float = 0.0, value: float = 0.0
    ) -> QDoubleSpinBox:
        box = QDoubleSpinBox(objectName=name, minimum=low, maximum=high, decimals=decimals, suffix=suffix)
        box.setValue(value)
        box.setFont(tabular_font())
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.setMinimumHeight(4 * GRID - 4)
        return box

    def _lay_out(self) -> None:
        by_line = QFormLayout()
        by_line.addRow(
            quiet(
                self.tr("Draw a line along the scale bar, from end to end. Hold Shift to keep it straight."),
                wrap=True,
            )
        )
        by_line.addRow(self.tr("Line"), self.length_px)
        by_line.addRow(self.tr("Length"), self.length_um)
        by_cells = QFormLayout()
        by_cells.addRow(self.tr("Species"), self.species)
        by_cells.addRow(self.tr("Mean diameter"), self.mean_um)
        by_cells.addRow(self.median)
        by_number = QFormLayout()
        by_number.addRow(self.tr("Scale"), self.typed)
        self.bodies = QStackedWidget()
        for form in (by_line, by_cells, by_number):
            body = QWidget()
            form.setContentsMargins(0, 0, 0, 0)
            form.setHorizontalSpacing(2 * GRID)
            form.setVerticalSpacing(GRID)
            body.setLayout(form)
            self.bodies.addWidget(body)
        top = QHBoxLayout()
        top.addWidget(heading(self.tr("Image scale"), scale=SUBHEADING), 1)
        top.addWidget(self.close_button)
        whom = QFormLayout()
        whom.setHorizontalSpacing(2 * GRID)
        whom.addRow(self.tr("Apply to"), self.scope)
        buttons = QHBoxLayout()
        buttons.addWidget(self.apply_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addWidget(self.now)
        column.addLayout(self._way_row)
        column.addWidget(self.bodies)
        column.addLayout(whom)
        column.addWidget(self.result)
        column.addLayout(buttons)
