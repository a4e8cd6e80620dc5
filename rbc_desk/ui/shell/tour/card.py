"""What the guided tour shows over the window: a card with the step, and a ring around the control to press."""

from __future__ import annotations

import html

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rbc_desk.ui.kit.theme import GRID, SUBHEADING, accent, heading_font, text_scale
from rbc_desk.ui.widgets.texts import button, quiet

_WIDTH = 40 * GRID
_GAP = GRID + GRID // 2
_RADIUS = 8.0


class Ring(QWidget):
    """A rounded frame around a control. Clicks go through it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tourRing")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def put_around(self, rect: QRect) -> None:
        """Show it around a rectangle of the window."""
        self.setGeometry(rect.adjusted(-6, -6, 6, 6).intersected(self.parentWidget().rect()))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = accent(self.palette())
        halo = QColor(colour)
        halo.setAlphaF(0.3)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for pen, inset in ((QPen(halo, 4.0), 2.0), (QPen(colour, 2.0), 4.0)):
            painter.setPen(pen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
        painter.end()


class TourCard(QFrame):
    """A card over the window, without a veil: everything else can be used meanwhile.

    Its buttons emit `skipped`, `back_requested` and `next_requested`; on the last card `finished` and
    `new_project_requested`.
    """

    skipped = Signal()
    back_requested = Signal()
    next_requested = Signal()
    finished = Signal()
    new_project_requested = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("tourCard")
        self.setProperty("card", "tour")
        self._is_new = False  # whether its words changed since a screen reader was told
        self._count = quiet("")
        self._title = QLabel()
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self._text.setObjectName("tourText")
        self.skip = button("", name="tourSkipButton")
        self.back = button("", name="tourBackButton")
        self.next = button("", name="tourNextButton")
        self.close_button = button("", name="tourCloseButton")
        self.new_project = button("", name="tourNewProjectButton", primary=True)
        self.skip.setFlat(True)
        self.skip.clicked.connect(self.skipped)
        self.back.clicked.connect(self.back_requested)
        self.next.clicked.connect(self.next_requested)
        self.close_button.clicked.connect(self.finished)
        self.new_project.clicked.connect(self.new_project_requested)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GRID)
        self._buttons.addWidget(self.skip)
        self._buttons.addStretch()
        for one in (self.back, self.next, self.close_button, self.new_project):
            self._buttons.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID + GRID // 2)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._count)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addSpacing(GRID)
        layout.addLayout(self._buttons)
        shadow = QGraphicsDropShadowEffect(self, blurRadius=24, offset=QPointF(0, 4))
        shadow.setColor(QColor(0, 0, 0, 90))
        self.setGraphicsEffect(shadow)
        self.hide()

    def show_step(self, *, count: str, title: str, text: str, is_first: bool, is_last: bool) -> None:
        """Show the words of a step. The last card offers a new project instead of going on."""
        self.skip.setText(self.tr("Skip tour"))
        self.back.setText(self.tr("Back"))
        self.next.setText(self.tr("Next"))
        self.close_button.setText(self.tr("Close"))
        self.new_project.setText(self.tr("New project…"))
        self._title.setFont(heading_font(scale=SUBHEADING))
        said = (self._count.text(), self._title.text(), self._text.text())
        self._count.setText(count)
        self._title.setText(title)
        self._text.setText(text)
        self.skip.setVisible(not is_last)
        self.next.setVisible(not is_last)
        self.back.setVisible(not is_first)
        self.close_button.setVisible(is_last)
        self.new_project.setVisible(is_last)
        self.setAccessibleName(self.tr("Guided tour: {title}").format(title=title))
        self.setAccessibleDescription(_plain(text))
        self._is_new = self._is_new or said != (count, title, text)

    def fit(self) -> QSize:
        """The size of the card for its words and the size of text."""
        self.layout().activate()
        wide = max(round(_WIDTH * text_scale()), self.layout().totalMinimumSize().width())
        return QSize(wide, max(self.layout().totalHeightForWidth(wide), self.layout().totalMinimumSize().height()))

    def put_beside(self, rect: QRect | None, *, within: QRect, sideways: bool = False) -> None:
        """Place the card near a rectangle of the window without covering it, as `beside` says."""
        size = self.fit()
        self.resize(size)
        self.move(beside(rect, size=size, within=within, sideways=sideways))
        self.show()
        self.raise_()
        if self._is_new:
            self._is_new = False
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


def beside(rect: QRect | None, *, size: QSize, within: QRect, sideways: bool = False) -> QPoint:
    """Where a card of a size is placed: below `rect`, right, left or above, wherever there is room.

    `sideways`: to the right first, for a control in a column of others.

    Without a rectangle, or where it leaves no room, the card lies in the lower right corner of `within`.
    """
    inside = within.adjusted(_GAP, _GAP, -_GAP, -_GAP)
    corner = QPoint(inside.right() - size.width(), inside.bottom() - size.height())
    if rect is None:
        return corner
    ring = rect.adjusted(-6, -6, 6, 6)
    middle = rect.center()
    below, right = (middle.x() - size.width() // 2, ring.bottom() + _GAP), (ring.right() + _GAP, ring.top())
    for x, y in (
        *((right, below) if sideways else (below, right)),
        (ring.left() - _GAP - size.width(), ring.top()),
        (middle.x() - size.width() // 2, ring.top() - _GAP - size.height()),
    ):
        place = QRect(QPoint(x, y), size)
        place.moveLeft(max(inside.left(), min(place.left(), inside.right() - size.width())))
        place.moveTop(max(inside.top(), min(place.top(), inside.bottom() - size.height())))
        if not place.intersects(ring):
            return place.topLeft()
    return corner


def _plain(text: str) -> str:
    return html.unescape(text.replace("<b>", "").replace("</b>", ""))
