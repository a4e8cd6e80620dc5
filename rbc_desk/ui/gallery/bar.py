"""The bar above the gallery: filter, grouping, order and tile size."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal, Slot
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
    (Order.LIKENESS, QT_TRANSLATE_NOOP("GalleryBar", "Most similar first")),
    (Order.READER, QT_TRANSLATE_NOOP("GalleryBar", "By reader")),
    (Order.TIME, QT_TRANSLATE_NOOP("GalleryBar", "Latest label first")),
    (Order.PLACE, QT_TRANSLATE_NOOP("GalleryBar", "Smear order")),
)


class GalleryBar(QWidget):
    """`changed`: the filter, grouping or order changed; `sort_requested`: sort the same cells again."""

    changed = Signal()
    sort_requested = Signal()
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
            self.tr("Most similar: to the selected cell, or to the typical cell of each group if none is selected")
        )
        self.sort = button(self.tr("Sort by similarity"), name="gallerySortButton")
        self.sort.setToolTip(
            self.tr("Sort by similarity to the selected cell. The order does not change until you do (F5)")
        )
        self.sort.setFocusPolicy(Qt.FocusPolicy.TabFocus)
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
        for part in (self.scope, self.group, self.order, self.sort, self.filter, self.count):
            row.addWidget(part)
        row.add_stretch()
        for end in (self.size_slider, self.confirm):
            row.addWidget(end)
        for box in (self.scope, self.group, self.order):
            box.currentIndexChanged.connect(self.changed)
        self.order.currentIndexChanged.connect(self._on_order)
        self._on_order()
        self.sort.clicked.connect(self.sort_requested)
        self.size_slider.valueChanged.connect(self.size_changed)
        self.confirm.clicked.connect(self.confirm_requested)
        self.show_visible(0)
        self.filter.clicked.connect(self.filter_cleared)

    def show_filter(self, title: str) -> None:
        """Show the active filter as text; "" for none."""
        self.filter.setText(f"{title}  ×")
        self.filter.setVisible(bool(title))
        self.scope.setVisible(not title)

    @Slot()
    def _on_order(self) -> None:
        self.sort.setVisible(self.order.currentData() == Order.LIKENESS)  # the other orders are updated automatically

    def show_visible(self, n: int, *, why_not: str = "") -> None:
        """Show that `n` cells in view can be confirmed, or `why_not`."""
        self.confirm.setText(self.tr("Confirm %n visible", "", n) if n else self.tr("All visible cells confirmed"))
        permit(self.confirm, can=n > 0, why_not=why_not)


def _in_words(choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, QCoreApplication.translate("GalleryBar", text)) for key, text in choices]
