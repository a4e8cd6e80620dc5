"""Says what the labels allow, and previews their split, before *Train* is pressed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from rbc_desk.core.history.changes import Topic
from rbc_desk.core.splits.label_words import how_held_out, what_labels_allow
from rbc_desk.core.splits.words import LEAK, how_split
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.training import pace, presets
from rbc_desk.ui.kit.errors import JobError
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
    from rbc_desk.core.splits.facts import SplitFacts
    from rbc_desk.core.task import Task
    from rbc_desk.services.datasets.snapshots import DatasetOverview, PlannedSplit

_MOST_ROWS = 6  # visible rows; the table scrolls with more classes


class _WrappedArea(QScrollArea):
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


class SplitCounts(QWidget):
    """The cells of each class by part, as a table."""

    def __init__(self) -> None:
        super().__init__()
        self.caption = quiet(self.tr("Split for the next training:"), wrap=True)
        self.caption.setObjectName("splitCaption")
        heads = [self.tr("Cells"), self.tr("Training"), self.tr("Validation"), self.tr("Test")]
        self.table = make_table(heads, name="splitTable")
        self.table.setAccessibleName(self.tr("Split for the next training"))
        self.table.setProperty("narrow", True)
        column = QVBoxLayout(self)
        tight(column)
        column.setSpacing(GRID)
        column.addWidget(self.caption)
        column.addWidget(self.table)

    def show_facts(self, facts: SplitFacts, *, names: Mapping[str, str]) -> None:
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
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        fit_rows(self.table, width=self.width())
        heights = [self.table.rowHeight(row) for row in range(min(self.table.rowCount(), _MOST_ROWS))]
        self.table.setFixedHeight(sum(heights) + self.table.horizontalHeader().height() + 2)


class SplitPreview(QWidget):
    """Sentences on what the labels allow. `area` has the counts. Computed in a job, only while visible.

    `estimated` carries the words on the duration of each preset, by name; empty while they are not known.
    """

    estimated = Signal(object)

    def __init__(self, context: AppContext, *, form: TrainForm) -> None:
        super().__init__()
        self._context, self._form = context, form
        self._overview: DatasetOverview | None = None
        self._job: Job | None = None
        self.planned: PlannedSplit | None = None
        self.counts = SplitCounts()
        self.table, self.area = self.counts.table, _WrappedArea(self.counts)
        self.banner = WarningBanner(name="splitWarning")
        self.words = QLabel(objectName="readinessLabel", wordWrap=True)
        self._advice, self._how, self._asked = "", "", ""
        column = QVBoxLayout(self)
        tight(column)
        column.setSpacing(GRID)
        column.addWidget(self.words)
        column.addWidget(self.banner)
        self._clear()
        self._follower = Follower(context, widget=self, topics=())
        self._follower.caught_up.connect(self._on_caught_up)
        form.split.currentIndexChanged.connect(self._on_split_changed)
        form.labels.currentIndexChanged.connect(self._on_split_changed)
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
        labels = self._form.label_choice
        self._drop_job()
        if split_by != self._asked:  # known at once; the rest follows from the job
            self._asked = split_by
            self.banner.show_text(translated(LEAK) if split_by == "cell" else "")
        if project is None or self._overview is None or not self._overview.ready:
            self._clear()
            return
        if self.planned is None:
            self._show_how(self.tr("Computing the split…"))

        def work(task: Task) -> tuple[PlannedSplit, dict[str, float]]:
            planned = snapshots.plan_split(project, split_by=split_by, seed=seed, labels=labels, task=task)
            return planned, pace.paces()

        self._job = self._context.jobs.start(
            work,
            title=self.tr("computing the split"),
            on_success=self._on_planned,
            on_failure=self._on_refused,
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
        self._show_how("")
        self.counts.hide()
        if self._form.split_by != "cell":
            self.banner.show_text("")
        self.estimated.emit({})

    @Slot(object)
    def _on_refused(self, error: JobError) -> None:
        self._clear()
        self.banner.show_text(f"{translated(error.message)} {translated(error.hint)}".strip())

    @Slot(object)
    def _on_planned(self, found: tuple[PlannedSplit, dict[str, float]]) -> None:
        planned, known = found
        project = self._context.project
        if project is None or self._context.training.running:
            return
        self.planned = planned
        facts, names = planned.facts.split, snapshots.class_names(project)
        self.counts.show_facts(facts, names=names)
        self.counts.show()
        self._show_warnings(planned, names=names)
        self._estimate(facts, known=known)

    def _show_warnings(self, planned: PlannedSplit, *, names: Mapping[str, str]) -> None:

        facts = planned.facts.split
        allowed = what_labels_allow(facts, names=names, too_few=planned.too_few, least=snapshots.MIN_CELLS_PER_CLASS)
        inflated = how_split(facts) if facts.used == "cell" else []
        self.banner.show_text(" ".join(map(translated, [*inflated, *allowed])))
        words = [translated(how_held_out(facts))]
        if not allowed and facts.used != "cell":
            words.insert(0, self.tr("Every labelled class can be learned and tested."))
        if n := len(planned.unlabelled):
            without = self.tr("1 class has no labelled cells; the model will not know it.")
            several = self.tr("{0} classes have no labelled cells; the model will not know them.")
            words.append(without if n == 1 else several.format(n))
        self._show_how(" ".join(word for word in words if word))

    def advise(self, text: str) -> None:
        """Show how many cells there are, or what to do next; the split follows in the same line."""
        self._advice = text
        self._show_how(self._how)

    def _show_how(self, text: str) -> None:
        self._how = text
        self.words.setText(f"{self._advice} {text}".strip())

    def _estimate(self, facts: SplitFacts, *, known: Mapping[str, float]) -> None:

        cells = {part: sum(counts.values()) for part, counts in facts.counts.items()}
        texts = {}
        for name in presets.CHOICES:
            spec = presets.preset_spec(name, device=self._form.device.currentData() or "auto")
            n = cells.get("train", 0) + (cells.get("validation", 0) if spec.mode == "quick" else 0)
            found = pace.estimate(spec, n_cells=n, known=known)
            texts[name] = translated(pace.in_words(found, n_cells=sum(cells.values())))
        self.estimated.emit(texts)
