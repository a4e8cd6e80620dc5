"""The grid of the confusion matrix: painting, keyboard, opening an entry."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import (
    QSizePolicy,
    QToolTip,
    QWidget,
)

from rbc_desk.ui.kit import theme

_NAME_MAX = 144  # width of a line of a class name beside the rows

_CELL_MIN = 44
_CELL_MAX = 120
_AIR = 6  # of a column head, left and right together


class ConfusionGrid(QWidget):
    """Paints the matrix as large as fits, with square entries. Names are elided, with the full name as tooltip."""

    opened = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.names: tuple[str, ...] = ()
        self._letters: tuple[str, ...] = ()
        self._counts: tuple[tuple[int, ...], ...] = ()
        self._percent = False
        self._opens = False
        self.empty_text = ""
        self.at = (0, 0)  # the entry with the keyboard focus
        self.row_words, self.column_words = self.tr("True class"), self.tr("Predicted class")
        self.entry_words = self.tr("{0} cells of true class {1}, predicted {2}{3}")
        self.setFont(theme.tabular_font())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_matrix(
        self, names: tuple[str, ...], letters: tuple[str, ...] = (), *, counts: tuple[tuple[int, ...], ...]
    ) -> None:
        if len(counts) != len(names) or any(len(row) != len(names) for row in counts):
            raise ValueError(f"a confusion matrix of {len(names)} classes has as many rows and columns")
        if names != self.names:
            self.at = (0, 0)
        self.names, self._counts = names, counts
        self._letters = letters if all(letters) and len(letters) == len(names) else ()
        self.updateGeometry()
        self.update()

    def set_opens(self, opens: bool) -> None:
        self._opens = opens
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(opens)
        self.unsetCursor()
        self.update()

    def place_at(self, point: QPoint) -> tuple[int, int] | None:
        """The row and column at a point; None outside the matrix."""
        side, left, top = self._layout()
        j, i = (point.x() - left) // side, (point.y() - top) // side
        n = len(self.names)
        return (i, j) if 0 <= i < n and 0 <= j < n else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        opens = self._opens and place is not None and self._counts[place[0]][place[1]] > 0
        self.setCursor(Qt.CursorShape.PointingHandCursor) if opens else self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place is not None and self._opens:
            self.at = place
            self.update()
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        key, last = Qt.Key(event.key()), len(self.names) - 1
        if not self._opens or last < 0:
            super().keyPressEvent(event)
        elif key in steps:
            self.at = (
                min(max(self.at[0] + steps[key][0], 0), last),
                min(max(self.at[1] + steps[key][1], 0), last),
            )
            self.setAccessibleDescription(self._description_of(*self.at))
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _open(self) -> None:
        i, j = self.at
        if self._counts[i][j]:
            self.opened.emit(i, j)

    def set_percent(self, percent: bool) -> None:
        self._percent = percent
        self.update()

    def share(self, i: int, j: int) -> float | None:
        """The share of true class i predicted as class j; None if no cell is of class i."""
        total = sum(self._counts[i])
        return self._counts[i][j] / total if total else None

    def text(self, i: int, j: int) -> str:
        if not self._percent:
            return str(self._counts[i][j])
        share = self.share(i, j)
        return "–" if share is None else f"{100 * share:.1f}"

    def shade(self, i: int, j: int) -> QColor:
        """The background of an entry: from the base colour (none) to the accent (the whole row)."""
        palette = self.palette()
        return theme.mix(
            theme.accent(palette), palette.color(QPalette.ColorRole.Base), share=0.04 + 0.92 * (self.share(i, j) or 0)
        )

    def cell_rect(self, i: int, j: int) -> QRect:
        """The rectangle of row i, column j, in widget coordinates."""
        side, left, top = self._layout()
        return QRect(left + j * side, top + i * side, side, side)

    def sizeHint(self) -> QSize:
        return self._size_for(64)

    def minimumSizeHint(self) -> QSize:
        return self._size_for(_CELL_MIN)

    def _size_for(self, side: int) -> QSize:
        n, side = max(len(self.names), 3), round(side * theme.text_scale())
        left, top = self._margins(short=bool(self._letters))
        return QSize(left + n * side + 2, top + n * side + 2)

    def _margins(self, *, short: bool) -> tuple[int, int]:
        """Widths of the row names and column heads. `short`: letters are shown above, and after the names."""
        metrics = self.fontMetrics()
        lines = 2 if short else 1 + max((len(_lines(name)) for name in self.names), default=1)
        left = min(self._widest(), round(_NAME_MAX * theme.text_scale())) + self._line() + 2 * theme.GRID
        if short:
            left += max(metrics.horizontalAdvance(one) for one in self._letters) + theme.GRID
        return left, lines * self._line() + 2 * theme.GRID

    def _widest(self) -> int:
        metrics = self.fontMetrics()
        lines = (line for name in self.names for line in _lines(name))
        return max((metrics.horizontalAdvance(line) for line in lines), default=60) + 2

    def _line(self) -> int:
        """The height of a line. Letters from a fallback font, such as Thai, are taller than the font reports."""
        return round(1.25 * self.fontMetrics().height())

    def _layout(self) -> tuple[int, int, int]:
        return self._placed(short=self.has_letters)

    @property
    def has_letters(self) -> bool:
        """Whether the columns are too narrow for names, so that letters head them."""
        return self._is_short(self._placed(short=False)[0])

    def _is_short(self, side: int) -> bool:
        """Whether columns of this width have letters as heads."""
        return bool(self._letters) and self._widest() > side - _AIR

    def _placed(self, *, short: bool) -> tuple[int, int, int]:
        left, top = self._margins(short=short)
        n = max(len(self.names), 1)
        return max(min((self.width() - left - 2) // n, (self.height() - top - 2) // n, _CELL_MAX), 12), left, top

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self.names:
            painter.setPen(theme.muted(self.palette()))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect(), int(flags), self.empty_text)
            return
        self._paint_names(painter)
        for i in range(len(self.names)):
            for j in range(len(self.names)):
                ground = self.shade(i, j)
                rect = self.cell_rect(i, j).adjusted(1, 1, -1, -1)
                painter.fillRect(rect, ground)
                painter.setPen(theme.readable_on(ground))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text(i, j))
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.WindowText), 2))
            painter.drawRect(self.cell_rect(*self.at).adjusted(1, 1, -2, -2))

    def _paint_names(self, painter: QPainter) -> None:
        side, left, top = self._layout()
        metrics = painter.fontMetrics()
        line, short = self._line(), self.has_letters
        aside = max(metrics.horizontalAdvance(one) for one in self._letters) + theme.GRID if short else 0
        elide, middle = Qt.TextElideMode.ElideRight, Qt.AlignmentFlag.AlignCenter
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        for index, name in enumerate(self.names):
            lines = _lines(name)
            heads = (self._letters[index],) if short else lines
            high = len(heads) * line
            column = QRect(left + index * side, top - high - 4, side, high)
            painter.drawText(
                column, middle, "\n".join(metrics.elidedText(part, elide, side - _AIR) for part in heads)
            )
            row = QRect(line + theme.GRID, top + index * side, left - aside - line - 2 * theme.GRID, side)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            if short:
                painter.drawText(row.adjusted(0, 0, aside, 0), right, self._letters[index])
            painter.drawText(row, right, "\n".join(metrics.elidedText(part, elide, row.width()) for part in lines))
        painter.setPen(theme.muted(self.palette()))
        n = len(self.names)
        painter.drawText(QRect(left, 0, n * side, line), middle, self.column_words)
        painter.save()
        painter.translate(0, top + n * side)
        painter.rotate(-90)
        painter.drawText(QRectF(0, 0, n * side, line), middle, self.row_words)
        painter.restore()

    def tip_at(self, point: QPoint) -> str:
        """The tooltip at a point."""
        place = self.place_at(point)
        if place is not None:
            tip = self._description_of(*place)
            if self._opens and self._counts[place[0]][place[1]]:
                tip += "\n" + self.tr("Click to view them")
            return tip
        side, left, top = self._layout()
        j, i = (point.x() - left) // side, (point.y() - top) // side
        n = len(self.names)
        if 0 <= j < n and i < 0:
            return self.names[j]
        if 0 <= i < n and j < 0:
            return self.names[i]
        return ""

    def _description_of(self, i: int, j: int) -> str:
        share = self.share(i, j)
        percent = "" if share is None else self.tr(" ({0:.1f} % of the row)").format(100 * share)
        return self.entry_words.format(self._counts[i][j], self.names[i], self.names[j], percent)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tip_at(event.pos()), self)
            return True
        return super().event(event)


def _lines(name: str) -> tuple[str, ...]:
    """A name in two lines of similar length; one line if it has no space."""
    places = [place for place, letter in enumerate(name) if letter == " "]
    if not places:
        return (name,)
    middle = min(places, key=lambda place: abs(place - len(name) / 2))
    return name[:middle], name[middle + 1 :]
