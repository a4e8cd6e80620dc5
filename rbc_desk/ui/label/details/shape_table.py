"""Table of measurements of the selected cell's outline."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rbc_desk.core.geometry.shape import CellShape
from rbc_desk.ui.kit.theme import GRID, tabular_font
from rbc_desk.ui.widgets.texts import quiet


class ShapeBox(QWidget):
    """Names on the left, numbers with units on the right; hidden if there is no outline."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shapeBox")
        self._values: dict[str, QLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID // 2)
        for key, name, tip in (
            ("size", self.tr("Length × width"), self.tr("Of the ellipse fitted to the cell's outline")),
            ("elongation", self.tr("Elongation"), self.tr("Length divided by width; 1 is round")),
            ("area", self.tr("Area"), self.tr("Area within the outline")),
            (
                "circularity",
                self.tr("Circularity"),
                self.tr("1 is a circle; lower for elongated, uneven or indented cells"),
            ),
            (
                "solidity",
                self.tr("Solidity"),
                self.tr("1 has no indentation; lower for helmet, sickle and tailed cells"),
            ),
        ):
            label, value = quiet(name), QLabel(objectName=f"shape_{key}")
            value.setFont(tabular_font())
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            for widget in (label, value):
                widget.setToolTip(tip)
            # no grid: the longest name and the longest value are not in the same row
            row = QHBoxLayout()
            row.setSpacing(GRID)
            row.addWidget(label)
            row.addWidget(value, 1)
            column.addLayout(row)
            self._values[key] = value
        self.hide()

    def show_shape(self, shape: CellShape | None, *, um_per_px: float | None) -> None:
        """Show the shape, in micrometres if the smear is calibrated, else in pixels; None hides the box."""
        self.setVisible(shape is not None)
        if shape is None:
            return
        scale, unit = (um_per_px, "µm") if um_per_px else (1.0, "px")
        digits = 2 if um_per_px else 1
        length, width = (2 * axis * scale for axis in (shape.ellipse.major, shape.ellipse.minor))
        tr = QCoreApplication.translate
        texts = {
            "size": f"{length:.{digits}f} × {width:.{digits}f} {unit}",
            "elongation": f"{shape.elongation:.2f}",
            "area": tr("ShapeBox", "{area} {unit}²").format(
                area=f"{shape.area_px2 * scale**2:.{digits - 1}f}", unit=unit
            ),
            "circularity": f"{shape.circularity:.2f}",
            "solidity": f"{shape.solidity:.2f}",
        }
        for key, text in texts.items():
            self._values[key].setText(text)
