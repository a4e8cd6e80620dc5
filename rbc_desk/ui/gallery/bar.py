"""The bar above the gallery: filter, grouping, order and tile size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QSlider, QToolButton, QWidget

from rbc_desk.ui.gallery.board import Group, Order
from rbc_desk.ui.gallery.tiles import LARGEST, SMALLEST, USUAL
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.widgets.fields import bar_box
from rbc_desk.ui.widgets.texts import button, quiet
from rbc_desk.ui.widgets.wrap import WrapRow

SMEAR, PROJECT = "smear", "project"

_SCOPES = (
    (SMEAR, QT_TRANSLATE_NOOP("GalleryBar", "This smear")),
    (PROJECT, QT_TRANSLATE_NOOP("GalleryBar", "Whole project")),
)
_GROUPS = (
    (Group.CLASS, QT_TRANSLATE_NOOP("GalleryBar", "By class")),
    (Group.SMEAR, QT_TRANSLATE_NOOP("GalleryBar", "By smear")),
    (Group.SPECIMEN, QT_TRANSLATE_NOOP("GalleryBar", "By specimen")),
)
_ORDERS = (
    (Order.CONFIDENCE, QT_TRANSLATE_NOOP("GalleryBar", "Least certain first")),
    (Order.SIZE, QT_TRANSLATE_NOOP("GalleryBar", "Largest first")),
    (Order.TYPICAL, QT_TRANSLATE_NOOP("GalleryBar", "Most typical first")),
    (Order.READER, QT_TRANSLATE_NOOP("GalleryBar", "By reader")),
    (Order.TIME, QT_TRANSLATE_NOOP("GalleryBar", "Latest label first")),
    (Order.PLACE, QT_TRANSLATE_NOOP("GalleryBar", "Smear order")),
)


class GalleryBar(QWidget):
    """`changed`: the filter, grouping or order changed."""

    changed = Signal()
    size_changed = Signal(int)
    confirm_requested = Signal()
    filter_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("galleryBar")
        self.scope = bar_box("galleryScope", _in_words(_SCOPES), about=self.tr("Cells shown"))
        self.group = bar_box("galleryGroup", _in_words(_GROUPS), about=self.tr("Grouping"))
        self.order = bar_box("galleryOrder", _in_words(_ORDERS), about=self.tr("Sort order"))
        self.order.setToolTip(
            self.tr(
                "Most typical first: unusual cells are at the end of each group. This order does not change until "
                "you refresh it (F5)"
            )
        )
        self.size_slider = QSlider(Qt.Orientation.Horizontal, minimum=SMALLEST, maximum=LARGEST, value=USUAL)
        self.size_slider.setObjectName("gallerySize")
        self.size_slider.setAccessibleName(self.tr("Thumbnail size"))
        self.size_slider.setToolTip(self.tr("Thumbnail size (Ctrl+mouse wheel)"))
        self.size_slider.setFixedWidth(14 * GRID)
        self.size_slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.confirm = button("", name="confirmVisibleButton")
        self.confirm.setAccessibleName(self.tr("Confirm all visible cells"))
        self.confirm.setProperty("words", self.tr("Confirm all visible cells"))
        self.confirm.setToolTip(
            self.tr("Confirm the class shown for every visible cell that you have not labelled yet")
        )
        self.confirm.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.filter = QToolButton(objectName="galleryFilter")
        self.filter.setProperty("bar", True)
        self.filter.setToolTip(self.tr("Show all cells"))
        self.filter.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.filter.hide()
        self.count = quiet("")
        self.count.setObjectName("galleryCount")
        row = WrapRow(self)
        row.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        for part in (self.scope, self.group, self.order, self.filter, self.count):
            row.addWidget(part)
        row.add_stretch()
        for end in (self.size_slider, self.confirm):
            row.addWidget(end)
        for box in (self.scope, self.group, self.order):
            box.currentIndexChanged.connect(self.changed)
        self.size_slider.valueChanged.connect(self.size_changed)
        self.confirm.clicked.connect(self.confirm_requested)
        self.show_visible(0)
        self.filter.clicked.connect(self.filter_cleared)

    def show_filter(self, title: str, *, in_order: bool = False) -> None:
        """Show the active filter as text; "" for none. `in_order`: one group of cells in an order of their own."""
        self.filter.setText(f"{title}  ×")
        self.filter.setVisible(bool(title))
        self.scope.setVisible(not title)
        self.order.setVisible(not in_order)
        self.group.setVisible(not in_order)

    def show_visible(self, n: int, *, why_not: str = "") -> None:
        """Show that `n` cells in view can be confirmed, or `why_not`."""
        self.confirm.setText(self.tr("Confirm %n visible", "", n) if n else self.tr("All visible cells confirmed"))
        permit(self.confirm, can=n > 0, why_not=why_not)


def _in_words(choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, QCoreApplication.translate("GalleryBar", text)) for key, text in choices]
