"""Candidate classes of the current cell: key, probability, and the most similar labelled cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.classes import CellClass
from rbc_desk.ui.gallery.pictures import Pictures
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, border, class_icon, muted, tabular_font, text_scale

EXAMPLES = 5
"""The number of examples per class."""

_PICTURE = 7 * GRID
_ICON = 20
_LEAST = 3  # visible examples


@dataclass(frozen=True, slots=True)
class Candidate:
    """A class with its key ("": none), the model's probability (None: no prediction) and the most similar examples
    first.
    """

    cell_class: CellClass
    key: str
    share: float | None
    examples: tuple[Cell, ...]


class Candidates(QWidget):
    """A row per class; a click gives it (`chosen`: the class code)."""

    chosen = Signal(str)

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewCandidates")
        self.setFont(tabular_font())
        self._pictures = pictures
        self._rows: Sequence[Candidate] = ()
        self._icons: dict[CellClass, QIcon] = {}
        pictures.arrived.connect(self.update)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def side(self) -> int:
        """The size of the example images, in screen pixels."""
        return round(_PICTURE * self.devicePixelRatioF())

    def show_candidates(self, rows: Sequence[Candidate]) -> None:
        self._rows = rows
        self.setAccessibleName("; ".join(map(_words, rows)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(EXAMPLES * (_PICTURE + GRID // 2) * min(text_scale(), 1.5)) + 2 * GRID, 40 * GRID)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST * (_PICTURE + GRID // 2) + 2 * GRID, 10 * GRID)  # a narrow window shows fewer examples

    @property
    def _line(self) -> int:
        return max(_ICON + 4, self.fontMetrics().height() + 6)

    @property
    def _row(self) -> int:
        return self._line + 10 + _PICTURE + 2 * GRID

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().y()) // self._row
        if event.button() == Qt.MouseButton.LeftButton and 0 <= at < len(self._rows):
            self.chosen.emit(self._rows[at].cell_class.code)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for i, row in enumerate(self._rows):
            self._paint(painter, row, top=i * self._row)

    def _paint(self, painter: QPainter, row: Candidate, *, top: int) -> None:
        metrics, width, line = self.fontMetrics(), self.width() - GRID, self._line
        icon = self._icons.get(row.cell_class) or self._icons.setdefault(row.cell_class, class_icon(row.cell_class))
        icon.paint(painter, 0, top + (line - _ICON) // 2, _ICON, _ICON)
        key_width = metrics.horizontalAdvance("W") + GRID
        key = QRectF(_ICON + GRID, top + 3, key_width, line - 6)
        painter.setPen(border(self.palette()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if row.key:
            painter.drawRoundedRect(key, 3, 3)
            painter.setPen(muted(self.palette()))
            painter.drawText(key, Qt.AlignmentFlag.AlignCenter, row.key)
        number = "" if row.share is None else f"{100 * row.share:.0f} %"
        room = width - key.right() - GRID - metrics.horizontalAdvance("100 %") - GRID
        painter.setPen(self.palette().windowText().color())
        name = metrics.elidedText(translated(row.cell_class.name), Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(QRectF(key.right() + GRID, top, room, line), Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(muted(self.palette()))
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(QRectF(0, top, width, line), right, number)
        if row.share is not None:
            track = QRectF(0, top + line, width, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(border(self.palette()))
            painter.drawRoundedRect(track, 3, 3)
            painter.setBrush(QColor(row.cell_class.colour))
            painter.drawRoundedRect(QRectF(0, track.top(), max(6.0, row.share * width), 6), 3, 3)
        self._paint_examples(painter, row, top=top + line + 10)

    def _paint_examples(self, painter: QPainter, row: Candidate, *, top: int) -> None:
        if not row.examples:
            painter.setPen(muted(self.palette()))
            room = QRectF(0, top, self.width(), self._line)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.tr("No labelled example yet"))
            return
        step = _PICTURE + GRID // 2
        for i, cell in enumerate(row.examples[: max(1, self.width() // step)]):
            place = QRectF(i * step, top, _PICTURE, _PICTURE)
            picture = self._pictures.of(cell)
            if picture is None:
                painter.fillRect(place, border(self.palette()))
            else:
                painter.drawPixmap(place, picture, QRectF(picture.rect()))


def _words(row: Candidate) -> str:
    share = "" if row.share is None else f" {100 * row.share:.0f} %"
    return f"{translated(row.cell_class.name)}{share}"
