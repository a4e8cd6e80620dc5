"""The three choices with which the page Train opens, as cards of which one is chosen."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QWidget

from rbc_desk.ui.kit.theme import GRID, SUBHEADING, accent, border, fill, heading_font, hover, mix
from rbc_desk.ui.widgets.texts import quiet

_RADIUS = 8
_DOT = 2 * GRID


class ChoiceCard(QAbstractButton):
    """A button with a title, a line and an estimate below. A screen reader gets all of it as name and description."""

    def __init__(self, name: str, *, title: str, speed: str, about: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}Card")
        self.setCheckable(True)
        self.setText(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        head = QLabel(title)
        head.setFont(heading_font(scale=SUBHEADING))
        self._speed, self._about = quiet(speed), QLabel(about, wordWrap=True)
        self._estimate = quiet(" ", wrap=True)
        self._estimate.setObjectName(f"{name}Estimate")
        first = QHBoxLayout()
        first.setSpacing(GRID)
        first.addWidget(head)
        first.addWidget(self._speed)
        first.addStretch(1)
        grid = QGridLayout(self)
        grid.setContentsMargins(_DOT + 2 * GRID, GRID + 4, GRID + 4, GRID + 4)
        grid.setVerticalSpacing(GRID // 2)
        grid.addLayout(first, 0, 0)
        grid.addWidget(self._about, 1, 0)
        grid.addWidget(self._estimate, 2, 0)
        grid.setRowStretch(3, 1)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._describe()

    def show_estimate(self, text: str) -> None:
        """Show how long it takes. A space keeps the line's height."""
        self._estimate.setText(text or " ")
        self._describe()

    @property
    def estimate(self) -> str:
        return self._estimate.text().strip()

    def sizeHint(self) -> QSize:
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.layout().minimumSize()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self.layout().heightForWidth(width)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.EnabledChange:
            self.setCursor(Qt.CursorShape.PointingHandCursor if self.isEnabled() else Qt.CursorShape.ArrowCursor)
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette, chosen = self.palette(), self.isChecked()
        base = palette.color(QPalette.ColorRole.Base)
        ground = mix(accent(palette), base, share=0.1) if chosen else base
        if self.isEnabled() and self.underMouse() and not chosen:
            ground = hover(palette)
        strong = chosen and self.isEnabled()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = 2.0 if strong else 1.0
        painter.setPen(QPen(accent(palette) if strong else border(palette), pen))
        painter.setBrush(ground)
        inset = pen / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
        middle = QPointF(GRID + _DOT / 2, GRID + 4 + QFontMetrics(heading_font(scale=SUBHEADING)).height() / 2)
        painter.setBrush(base)
        painter.setPen(QPen(accent(palette) if chosen else mix(border(palette), accent(palette), share=0.7), 1.5))
        painter.drawEllipse(middle, _DOT / 2 - 2, _DOT / 2 - 2)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(fill(palette))
            painter.drawEllipse(middle, _DOT / 4, _DOT / 4)
        painter.end()

    def _describe(self) -> None:
        self.setAccessibleName(f"{self.text()}, {self._speed.text()}")
        self.setAccessibleDescription(f"{self._about.text()} {self.estimate}".strip())


class TrainingChoices(QWidget):
    """Quick, good and best, side by side. Arrow keys move between them; none is chosen for settings of one's own."""

    chosen = Signal(str)  # the preset that the user chose

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trainingChoices")
        self.setAccessibleName(self.tr("How thoroughly to train"))
        self.cards: Mapping[str, ChoiceCard] = {
            "quick": ChoiceCard(
                "quick",
                title=self.tr("Quick"),
                speed=self.tr("seconds"),
                about=self.tr("Learns only the last layer, to check early whether the classes can be distinguished."),
            ),
            "good": ChoiceCard(
                "good",
                title=self.tr("Good"),
                speed=self.tr("minutes"),
                about=self.tr("Adapts a pretrained network to your cells, with tested settings."),
            ),
            "best": ChoiceCard(
                "best",
                title=self.tr("Best"),
                speed=self.tr("as long as it takes"),
                about=self.tr("Trains all layers for longer, and stops when it no longer improves."),
            ),
        }
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        for name, card in self.cards.items():
            self._group.addButton(card)
            row.addWidget(card, 1)
            card.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))

    def show_choice(self, name: str) -> None:
        """Mark the card of this preset; none for another preset or settings of one's own."""
        self._group.setExclusive(name in self.cards)
        tab_stop = name if name in self.cards else next(iter(self.cards))
        for own, card in self.cards.items():
            card.setChecked(own == name)
            # Tab reaches the group once, as it does with radio buttons
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if own == tab_stop else Qt.FocusPolicy.ClickFocus)

    def show_estimates(self, texts: Mapping[str, str]) -> None:
        """Show how long each takes, by name; "" where it is not known."""
        for name, card in self.cards.items():
            card.show_estimate(texts.get(name, ""))
