"""Details of the selected cell: crop, label, and the model's confidence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from rbc_desk.core.cells.cell import Cell, CellKind, CellState
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.times import when
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, SUBHEADING, border, class_icon, heading_font, muted, tabular_font
from rbc_desk.ui.label.details.shape_table import ShapeBox
from rbc_desk.ui.widgets.kind_names import kind_name
from rbc_desk.ui.widgets.texts import quiet

_PREVIEW = 14 * GRID
_MARGIN = 1.3
_MOST_BARS = 6
_BAR_PX = 5


class ProbabilityBars(QWidget):
    """A model's probabilities in descending order: class name and percentage, with a bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("oddsBars")
        self._rows: list[tuple[str, QColor, float]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(tabular_font())

    @property
    def _row_px(self) -> int:
        return self.fontMetrics().height() + _BAR_PX + GRID

    def set_probabilities(self, probabilities: Sequence[tuple[str, str, float]]) -> None:
        """Set the name, colour `#rrggbb` and probability of each class."""
        top = sorted(probabilities, key=lambda row: -row[2])[:_MOST_BARS]
        self._rows = [(name, QColor(colour), share) for name, colour, share in top]
        self.setAccessibleName(", ".join(f"{name} {100 * share:.0f} %" for name, _, share in self._rows))
        self.setVisible(bool(self._rows))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(24 * GRID, self._row_px * len(self._rows))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        middle = Qt.AlignmentFlag.AlignVCenter
        for i, (name, colour, share) in enumerate(self._rows):
            text_box = QRectF(0, i * self._row_px, self.width(), metrics.height())
            percentage = f"{100 * share:.0f} %"
            painter.setPen(muted(self.palette()))
            painter.drawText(text_box, middle | Qt.AlignmentFlag.AlignRight, percentage)
            room = int(text_box.width()) - metrics.horizontalAdvance(percentage) - GRID
            painter.setPen(self.palette().windowText().color())
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(text_box, middle | Qt.AlignmentFlag.AlignLeft, shown)
            track = QRectF(0, text_box.bottom() + 1, self.width(), _BAR_PX)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(border(self.palette()))
            painter.drawRoundedRect(track, _BAR_PX / 2, _BAR_PX / 2)
            if share * self.width() >= 1:
                painter.setBrush(colour)
                track.setWidth(max(share * self.width(), _BAR_PX))
                painter.drawRoundedRect(track, _BAR_PX / 2, _BAR_PX / 2)


class CellBox(QWidget):
    """Details of the selection: everything about a single cell, or the number of several."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cellBox")
        self.preview = QLabel(objectName="cropPreview")
        self.preview.setFixedSize(_PREVIEW, _PREVIEW)
        self.preview.setAccessibleName(self.tr("Selected cell"))
        self._badge = QLabel()
        self.name = QLabel(objectName="cellClassLabel", wordWrap=True)
        self.name.setFont(heading_font(scale=SUBHEADING))
        self.state = quiet("", wrap=True)
        self.state.setObjectName("cellStateLabel")
        self.size_label = quiet("")
        self.size_label.setObjectName("cellDiameterLabel")
        self.size_label.setFont(tabular_font())
        self.shape_box = ShapeBox()
        self._probabilities_title = quiet("")
        self.probabilities = ProbabilityBars()
        self.why = QToolButton(objectName="whyButton")
        self.why.setProperty("bar", True)
        self.why.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.why_text = quiet("", wrap=True)
        self.why_text.setObjectName("whyLabel")
        self._plain = QPixmap()
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(self._badge)
        for label in (self.name, self.state, self.size_label):
            words.addWidget(label)
        words.addStretch()
        top = QHBoxLayout()
        top.setSpacing(2 * GRID)
        top.addWidget(self.preview, alignment=Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(self.shape_box)
        layout.addWidget(self.why_text)
        says = QHBoxLayout()
        says.addWidget(self._probabilities_title, 1)
        says.addWidget(self.why)
        layout.addLayout(says)
        layout.addWidget(self.probabilities)
        self.show_number(0)

    def show_number(self, n: int) -> None:
        """Show that no cell, or several cells, are selected."""
        self.preview.setVisible(False)
        self._badge.hide()
        self.name.setText(self.tr("%n cell(s)", "", n) if n else self.tr("No cell selected"))
        self.state.setText(
            self.tr("A class key, Enter or Delete applies to all of them.")
            if n
            else self.tr("Click a cell, or point at one, and press the key of its class.")
        )
        self.size_label.setText("")
        self.shape_box.show_shape(None, um_per_px=None)
        self._probabilities_title.hide()
        self.why.hide()
        self.why_text.hide()
        self.probabilities.set_probabilities(())

    def show_cell(
        self,
        cell: Cell,
        *,
        pixels: NDArray[np.uint8] | None,
        classes: ClassSet,
        probabilities: Sequence[tuple[str, str, float]],
        um_per_px: float | None,
        bars: bool = True,
    ) -> None:
        """Show one cell. `probabilities`: name, colour and probability of the prediction's classes; `bars` False:
        they stand elsewhere.
        """
        self.preview.setVisible(pixels is not None)
        if pixels is not None:
            self._plain = crop_pixmap(pixels, circle=cell.circle, side=_PREVIEW)
            self.preview.setPixmap(self._plain)
        is_red = cell.kind is CellKind.RED
        code = (cell.human_code or "") if is_red else ""  # the labels of another object do not count
        known = code in classes
        self._badge.setVisible(known)
        if known:
            self._badge.setPixmap(class_icon(classes[code], size=22).pixmap(22, 22))
        unlabelled = self.tr("Unlabelled") if is_red else kind_name(cell.kind)
        self.name.setText(translated(classes[code].name) if known else unlabelled)
        self.state.setText("\n".join(_state_text(cell, classes)))
        size = f"{cell.circle.diameter:.1f} px"
        self.size_label.setText(
            f"⌀ {cell.circle.diameter * um_per_px:.2f} µm  ({size})" if um_per_px else f"⌀ {size}"
        )
        self.shape_box.show_shape(cell.shape, um_per_px=um_per_px)
        self._probabilities_title.setVisible(bars and bool(probabilities))
        self._probabilities_title.setText(self.tr("Model prediction"))
        self.probabilities.set_probabilities(probabilities if bars else ())
        self.why.setVisible(bool(probabilities))
        self.why_text.hide()

    def show_why(self, picture: QPixmap | None, caption: str) -> None:
        """Show a heat map in place of the cell (None: the cell itself), with a caption."""
        if picture is not None:
            smooth = Qt.TransformationMode.SmoothTransformation
            self.preview.setPixmap(picture.scaled(_PREVIEW, _PREVIEW, Qt.AspectRatioMode.KeepAspectRatio, smooth))
            self.preview.show()
        self.why_text.setText(caption)
        self.why_text.show()

    def hide_why(self) -> None:
        self.preview.setPixmap(self._plain)
        self.why_text.hide()


def _state_text(cell: Cell, classes: ClassSet) -> list[str]:
    """Lines with each reader's label and its time; without any label, the origin of the circle."""
    tr = QCoreApplication.translate
    if cell.kind is not CellKind.RED:
        return [tr("CellBox", "Not counted as a red cell")]
    if cell.state is CellState.REJECTED:
        return [tr("CellBox", "Rejected (not a cell)")]
    lines = []
    if cell.label is not None and cell.labelled_by:
        lines.append(
            tr("CellBox", "by {reader}, {time}").format(reader=cell.labelled_by, time=when(cell.labelled_at))
        )
    for index, other in enumerate(cell.others):
        if cell.is_anothers and not index:
            lines.append(tr("CellBox", "by {reader}, {time}").format(reader=other.reader, time=when(other.at)))
            lines.append(tr("CellBox", "Labelled by another reader. Press Enter to confirm."))
            continue
        name = translated(classes[other.code].name) if other.code in classes else other.code
        line = tr("CellBox", "{reader}: {name}, {time}")
        lines.append(line.format(reader=other.reader, name=name, time=when(other.at)))
    if lines:
        return lines
    if cell.state is CellState.PROPOSED:
        return [tr("CellBox", "Found by the detector")]
    return [tr("CellBox", "Confirmed")]


def crop_pixmap(pixels: NDArray[np.uint8], *, circle: Circle, side: int) -> QPixmap:
    """The cell with some surroundings as a square of `side` screen pixels; grey beyond the image."""
    height, width = pixels.shape[:2]
    half = circle.r * _MARGIN
    x0, y0 = round(circle.x - half), round(circle.y - half)
    n = max(2, round(2 * half))
    cut = np.full((n, n, 3), 128, np.uint8)
    left, top, right, bottom = max(x0, 0), max(y0, 0), min(x0 + n, width), min(y0 + n, height)
    if right > left and bottom > top:
        cut[top - y0 : bottom - y0, left - x0 : right - x0] = pixels[top:bottom, left:right]
    image = QImage(cut.data, n, n, 3 * n, QImage.Format.Format_RGB888)
    smooth = Qt.TransformationMode.SmoothTransformation
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    dense = round(side * ratio)
    pixmap = QPixmap.fromImage(image.scaled(dense, dense, Qt.AspectRatioMode.KeepAspectRatio, smooth))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
