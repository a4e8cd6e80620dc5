"""The bar above the review: queue, progress and speed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QToolButton, QWidget

from rbc_desk.services.models.review import QueueSource
from rbc_desk.ui.kit.theme import GRID, tabular_font
from rbc_desk.ui.widgets.fields import bar_box
from rbc_desk.ui.widgets.figures import duration
from rbc_desk.ui.widgets.texts import button, quiet
from rbc_desk.ui.widgets.wrap import WrapRow

SMEAR, PROJECT = "smear", "project"

_SOURCES = (
    (QueueSource.BEST, QT_TRANSLATE_NOOP("ReviewBar", "Best for learning")),
    (QueueSource.UNCERTAIN, QT_TRANSLATE_NOOP("ReviewBar", "Least certain first")),
    (QueueSource.DIFFERENT, QT_TRANSLATE_NOOP("ReviewBar", "Different from labelled ones")),
    (QueueSource.RARE, QT_TRANSLATE_NOOP("ReviewBar", "Rare classes first")),
    (QueueSource.DISAGREEMENT, QT_TRANSLATE_NOOP("ReviewBar", "Disagreements")),
    (QueueSource.UNLABELLED, QT_TRANSLATE_NOOP("ReviewBar", "Unlabelled")),
)
_SCOPES = (
    (PROJECT, QT_TRANSLATE_NOOP("ReviewBar", "Whole project")),
    (SMEAR, QT_TRANSLATE_NOOP("ReviewBar", "This smear")),
)


class ReviewBar(QWidget):
    """`changed`: another queue was chosen; `sort_requested`: read and sort the same queue again."""

    changed = Signal()
    sort_requested = Signal()
    filter_cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reviewBar")
        self.source = bar_box("reviewSource", _in_words(_SOURCES), about=self.tr("Queue"))
        self.source.setToolTip(
            self.tr("Disagreements: between the model and you, or between readers (hidden during blinded reading)")
        )
        self.scope = bar_box("reviewScope", _in_words(_SCOPES), about=self.tr("Cells in the queue"))
        self.with_cut = QToolButton(objectName="reviewCutButton", checkable=True)
        self.with_cut.setText(self.tr("Include cut-off cells"))
        self.with_cut.setProperty("bar", True)
        self.with_cut.setToolTip(
            self.tr(
                "Also review cells cut off by the border. White cells, platelets and artefacts are never reviewed."
            )
        )
        self.with_cut.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.filter = QToolButton(objectName="reviewFilter")
        self.filter.setProperty("bar", True)
        self.filter.setToolTip(self.tr("Back to all queues"))
        self.filter.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.filter.hide()
        self.sort = button(self.tr("Refresh"), name="sortAnewButton")
        self.sort.setToolTip(self.tr("Reload and sort the queue. The order does not change until you do (F5)"))
        self.sort.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.progress = QProgressBar(objectName="reviewProgress", textVisible=False)
        self.progress.setFixedSize(8 * GRID, GRID // 2)
        self.progress.setAccessibleName(self.tr("Reviewed"))
        self.count, self.pace = quiet(""), quiet("")
        self.count.setObjectName("reviewCount")
        self.pace.setObjectName("reviewPace")
        for label in (self.count, self.pace):
            label.setFont(tabular_font())
        row = WrapRow(self)
        row.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        for part in (self.source, self.scope, self.with_cut, self.filter, self.sort):
            row.addWidget(part)
        row.add_stretch()
        for shown in (self.pace, self.count, self.progress):
            row.addWidget(shown)
        for box in (self.source, self.scope):
            box.currentIndexChanged.connect(self.changed)
        self.with_cut.toggled.connect(self.changed)
        self.sort.clicked.connect(self.sort_requested)
        self.filter.clicked.connect(self.filter_cleared)

    def show_filter(self, title: str) -> None:
        """Describe cells that were chosen elsewhere; "" for none."""
        self.filter.setText(f"{title}  ×")
        self.filter.setVisible(bool(title))
        for part in (self.source, self.scope, self.with_cut, self.sort):
            part.setVisible(not title)

    def show_progress(self, *, done: int, total: int, per_minute: float | None) -> None:
        progress = self.tr("{done} of {total} reviewed")
        _set_text(self.count, progress.format(done=done, total=total) if total else "")
        self.progress.setVisible(total > 0)
        self.progress.setMaximum(max(total, 1))
        self.progress.setValue(done)
        if per_minute is None or not total:
            _set_text(self.pace, "")
            return
        left = self.tr("{time} left").format(time=duration(60 * (total - done) / per_minute))
        pace = self.tr("{n} per minute").format(n=f"{per_minute:.0f}")
        _set_text(self.pace, f"{pace}   {left}" if done < total else pace)


def _set_text(label: QLabel, text: str) -> None:
    """Set a text with a fixed width, so that frequent changes do not trigger a new layout of the page."""
    label.setText(text)
    wanted = label.sizeHint()
    if not text or wanted.width() > label.width() or wanted.height() != label.height():
        label.setFixedSize(wanted)


def _in_words(choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, QCoreApplication.translate("ReviewBar", text)) for key, text in choices]
