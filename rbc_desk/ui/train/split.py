"""Previews the split of the labels, with its warnings, before *Train* is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from rbc_desk.core.changes import Topic
from rbc_desk.core.split_words import LEAK, warnings
from rbc_desk.services.datasets import snapshots
from rbc_desk.ui.kit.jobs import Job, Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.pages.follower import Follower, Missed
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.train.form import TrainForm
from rbc_desk.ui.widgets.figures import fill, fit_rows, make_table
from rbc_desk.ui.widgets.texts import quiet, tight
from rbc_desk.ui.widgets.warning import WarningBanner

if TYPE_CHECKING:
    from rbc_desk.core.split_facts import SplitFacts
    from rbc_desk.core.task import Task
    from rbc_desk.services.datasets.snapshots import DatasetOverview, PlannedSplit

_MOST_ROWS = 6  # visible rows; the table scrolls with more classes


class _WrappedLabel(QScrollArea):
    """A scroll area as high as its content needs at its width; it scrolls if there is less space."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setWidget(inside)
        inside.installEventFilter(self)

    def sizeHint(self) -> QSize:
        layout = self.widget().layout()
        width = self.width() if self.isVisible() else super().sizeHint().width()
        height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        return QSize(width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()


class SplitPreview(QWidget):
    """Counts by class and part with a banner below. Computed in a job, only while visible."""

    def __init__(self, context: AppContext, *, form: TrainForm) -> None:
        super().__init__()
        self._context, self._form = context, form
        self._overview: DatasetOverview | None = None
        self._job: Job | None = None
        self.planned: PlannedSplit | None = None
        self.caption = quiet("", wrap=True)
        self.caption.setObjectName("splitCaption")
        heads = [self.tr("Cells"), self.tr("Training"), self.tr("Validation"), self.tr("Test")]
        self.table = make_table(heads, name="splitTable")
        self.table.setAccessibleName(self.tr("Split for the next training"))
        self.table.setProperty("narrow", True)
        self.banner = WarningBanner(name="splitWarning")
        column = QVBoxLayout(self)
        tight(column)
        column.setSpacing(GRID)
        for widget in (self.caption, self.table, self.banner):
            column.addWidget(widget)
        self.area = _WrappedLabel(self)
        self._clear()
        self._follower = Follower(context, widget=self, topics=())
        self._follower.caught_up.connect(self._on_caught_up)
        form.split.currentIndexChanged.connect(self._on_split_changed)
        form.seed.valueChanged.connect(self._on_split_changed)

    @Slot(object)
    def _on_caught_up(self, missed: Missed) -> None:
        if missed.topics:
            self._plan()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._job is not None and not self._job.ended:
            self._drop_job()
            self._follower.miss(Topic.LABELS)

    @Slot()
    def _on_split_changed(self, *_: object) -> None:
        if not self._context.training.running:
            self.measure(self._overview)

    def measure(self, overview: DatasetOverview | None) -> None:
        """Compute the form's split of these labels, now or when next visible."""
        self._overview = overview
        if not self._follower.miss(Topic.LABELS):
            self._plan()

    def _plan(self) -> None:
        project, split_by, seed = self._context.project, self._form.split_by, self._form.seed.value()
        self._drop_job()
        self.banner.say(
            translated(LEAK) if split_by == "cell" else ""
        )  # known at once; the rest follows from the job
        if project is None or self._overview is None or not self._overview.ready:
            self._clear()
            return
        self.caption.setText(self.tr("Computing the split…"))
        self.caption.show()

        def work(task: Task) -> PlannedSplit:
            return snapshots.plan_split(project, split_by=split_by, seed=seed, task=task)

        self._job = self._context.jobs.start(
            work,
            title=self.tr("computing the split"),
            on_success=self._on_planned,
            on_failure=lambda _error: self._clear(),
            supersede="split",
            lane=Lane.LONG,
            listed=False,
        )

    def _drop_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _clear(self) -> None:
        self.planned = None
        self.caption.hide()
        self.table.hide()

    @Slot(object)
    def _on_planned(self, planned: PlannedSplit) -> None:
        project = self._context.project
        if project is None or self._context.training.running:
            return
        self.planned = planned
        facts, names = planned.facts.split, snapshots.class_names(project)
        self._show_counts(facts, names=names)
        self.banner.say(translated(warnings(facts, names=names)))

    def _show_counts(self, facts: SplitFacts, *, names: dict[str, str]) -> None:
        self.caption.setText(self.tr("Split for the next training:"))
        self.caption.show()
        rows = [
            [translated(names.get(code, code)), *(f"{counts.get(code, 0):,}" for counts in facts.counts.values())]
            for code in facts.codes
        ]
        rows.append([self.tr("Smears"), *(f"{facts.n_smears.get(part, 0):,}" for part in facts.counts)])
        fill(self.table, rows, numbers_from=1)
        for row in range(len(rows) - 1):
            for column in range(1, 4):
                item = self.table.item(row, column)
                if item.text() == "0":
                    font = item.font()
                    font.setBold(True)
                    item.setFont(font)
        self.table.show()
        fit_rows(self.table, width=self.width())
        heights = [self.table.rowHeight(row) for row in range(min(len(rows), _MOST_ROWS))]
        self.table.setFixedHeight(sum(heights) + self.table.horizontalHeader().height() + 2)
