"""The page Evaluate: a model on cells it has not seen, with figures, confusion matrix and ROC curves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.core.classes import CellClass
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.core.models.results import Evaluation
from rbc_desk.core.tables.columns import texts
from rbc_desk.core.times import day_and_clock
from rbc_desk.services.cells import classes
from rbc_desk.services.models import evaluation, quality
from rbc_desk.services.models.class_figures import CLASS_COLUMNS, class_rows
from rbc_desk.services.reports.export import export_evaluation
from rbc_desk.ui.evaluate.cells import CellsOfFigure
from rbc_desk.ui.evaluate.details import CompareButton
from rbc_desk.ui.evaluate.empty import NothingEvaluated
from rbc_desk.ui.evaluate.head import EvaluationHead
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.jobs import Job, Lane
from rbc_desk.ui.kit.language import report_language, translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.pages.page import Page
from rbc_desk.ui.pages.standing_line import StandingLine
from rbc_desk.ui.plots.confusion import ConfusionView
from rbc_desk.ui.plots.unit import CurveTabs
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.figures import current_key, fill, in_two_lines, make_table, mark_rows, score, select_key
from rbc_desk.ui.widgets.texts import button, quiet, scrolled, tight
from rbc_desk.ui.widgets.turning import TurningSplitter
from rbc_desk.ui.widgets.warning import WarningBanner

_LEAST_TABLE = 20 * GRID
_LEAST_LIST = 13 * GRID


class EvaluatePage(Page):
    """Models and past evaluations on the left, the current evaluation on the right."""

    title = "Evaluate"
    icon_name = "evaluate"
    topics = frozenset({Topic.MODELS, Topic.EVALUATIONS, Topic.CLASSES, Topic.PREDICTIONS})
    open_requested = Signal(str)  # the page to go to
    cells_requested = Signal(object, str, str)  # ids, description, view

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("evaluatePage")
        self.models = make_table([self.tr("Model"), self.tr("Active"), self.tr("Macro F1")], name="modelTable")
        self.model_warning, self.standing = WarningBanner(name="modelWarning"), StandingLine(context)
        self.part = QComboBox(objectName="partBox")
        self.part.addItem(self.tr("Test part (held out)"), "test")
        self.part.addItem(self.tr("Validation part"), "validation")
        self.evaluate_button = button(self.tr("Evaluate"), name="evaluateButton", primary=True)
        self.activate_button = button(self.tr("Make active"), name="activateButton")
        self.past = make_table(
            [self.tr("Model"), self.tr("Part"), self.tr("Macro F1"), self.tr("Date")], name="evaluationsTable"
        )
        self.past.setProperty("narrow", True)
        self.export_button = button(self.tr("Export…"), name="exportButton")
        heads = [in_two_lines(translated(column.title)) for column in CLASS_COLUMNS]
        self.classes = make_table(heads, name="classTable")
        with_text(self.classes, lambda scale: self.classes.setMinimumHeight(round(_LEAST_TABLE * scale)))
        self.compare_button = CompareButton(self.context)
        self.compared = QLabel("", objectName="comparedLabel", wordWrap=True)
        self.compared.hide()
        self.models.setAccessibleName(self.tr("Models"))
        self.past.setAccessibleName(self.tr("Evaluations"))
        self.classes.setAccessibleName(self.tr("Results by class"))
        self.part.setAccessibleName(self.tr("Cells to evaluate on"))
        self.confusion, self.curves, self.empty = ConfusionView(), CurveTabs(), NothingEvaluated()
        self.roc = self.curves.roc
        self.figure_cells = CellsOfFigure(context, matrix=self.confusion, parent=self)
        self.head = EvaluationHead([self.figure_cells.button, self.compare_button, self.export_button])
        self.train_button = self.empty.train_button
        self.record: Any = None
        self._records: dict[int, Any] = {}
        self._warnings: Mapping[int, str] = {}
        self._job: Job | None = None
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        beside = QWidget()
        left = QVBoxLayout(beside)
        tight(left)
        left.setSpacing(GRID)
        row = QHBoxLayout()
        row.addWidget(self.evaluate_button, 1)
        row.addWidget(self.activate_button)
        left.addWidget(quiet(self.tr("Models")))
        left.addWidget(self.models, 2)
        left.addWidget(self.model_warning)
        left.addWidget(self.standing)
        left.addWidget(self.part)
        left.addLayout(row)
        left.addSpacing(GRID)
        self._past_title = quiet(self.tr("Evaluations"))
        left.addWidget(self._past_title)
        left.addWidget(self.past, 3)

        plots = TurningSplitter()
        plots.addWidget(self.confusion)
        plots.addWidget(self.curves)
        plots.setChildrenCollapsible(False)
        plots.setHandleWidth(2 * GRID)
        plots.setSizes([360, 580])
        down = QSplitter(Qt.Orientation.Vertical)
        down.addWidget(plots)
        down.addWidget(self.classes)
        down.setChildrenCollapsible(False)
        down.setHandleWidth(2 * GRID)
        down.setSizes([460, 200])
        self.keep_splitters(plots=plots, results=down)
        shown = QWidget()
        right = QVBoxLayout(shown)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(GRID)
        right.addWidget(self.head)
        right.addWidget(self.compared)
        right.addWidget(down, 1)
        self._shown = scrolled(shown)
        self._body = QStackedLayout()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(3 * GRID)
        self._side = self._scrolled_side(beside)
        layout.addWidget(self._side)
        layout.addLayout(self._body, 1)
        # after the stack has a parent: widgets added before would briefly appear as windows
        self._body.addWidget(self.empty)
        self._body.addWidget(self._shown)

    def _scrolled_side(self, beside: QWidget) -> QWidget:
        """The left column, which scrolls in a low window so that no warning is cut off."""
        side = scrolled(beside)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        with_text(side, lambda scale: side.setFixedWidth(round(44 * GRID * scale)))
        with_text(self.models, lambda scale: self.models.setMinimumHeight(round(_LEAST_LIST * scale)))
        with_text(self.past, lambda scale: self.past.setMinimumHeight(round(_LEAST_LIST * scale)))
        return side

    def _connect(self) -> None:
        self.evaluate_button.clicked.connect(self._on_evaluate)
        self.activate_button.clicked.connect(self._on_activate)
        self.export_button.clicked.connect(self._on_export)
        self.compare_button.compared.connect(self._on_compared)
        self.figure_cells.message_ready.connect(self._on_compared)
        self.figure_cells.cells_requested.connect(self.cells_requested)
        self.train_button.clicked.connect(lambda: self.open_requested.emit("train"))
        self.head.fold.toggled.connect(self.state_changed)
        self.models.itemSelectionChanged.connect(self._enable)
        self.past.itemSelectionChanged.connect(self._on_past_selected)

    # the context

    def view_state(self) -> dict[str, Any]:
        return {**super().view_state(), "all_figures": self.head.fold.isChecked()}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        super().restore_view_state(state)
        self.head.fold.setChecked(state.get("all_figures") is True)

    @Slot()
    def forget(self) -> None:
        self.record = None

    @Slot()
    def refresh(self) -> None:
        """Read the models and evaluations again; the selections stay."""
        project = self.context.project
        models = (self.context.guard(evaluation.models, project) or ()) if project is not None else ()
        records = (self.context.guard(evaluation.evaluations, project) or ()) if project is not None else ()
        warned = self.context.guard(quality.warnings_by_model, project) if project is not None else None
        self._warnings = warned or {}
        chosen = current_key(self.models)
        self._records = {record.id: record for record in records}
        for table in (self.models, self.past):
            table.blockSignals(True)
        rows = [[m.name, "●" if m.active else "", score(m.metrics.get("macro_f1"))] for m in models]
        fill(self.models, rows, numbers_from=2, keys=[m.id for m in models])
        mark_rows(self.models, [translated(self._warnings.get(m.id, "")) for m in models])
        active = next((m.id for m in models if m.active), models[0].id if models else None)
        select_key(self.models, chosen if any(m.id == chosen for m in models) else active)
        rows = [
            [translated(r.model_name), translated(r.part), score(r.evaluation.macro_f1), day_and_clock(r.created_at)]
            for r in records
        ]
        fill(self.past, rows, numbers_from=2, keys=list(self._records))
        for table in (self.models, self.past):
            table.blockSignals(False)
        if self.record is None or self.record.id not in self._records:
            self.record = records[0] if records else None
        if self.record is not None:
            select_key(self.past, self.record.id)
        self._show_record()
        self.empty.show_models(len(models))
        self._side.setVisible(bool(models))
        for widget in (self._past_title, self.past):
            widget.setVisible(bool(records))
        self._enable()

    @Slot()
    def _enable(self) -> None:
        chosen = current_key(self.models) is not None
        busy = self._job is not None and not self._job.ended
        why_not = self.context.why_not_edit
        permit(self.evaluate_button, can=chosen and not busy, why_not=why_not)
        self.evaluate_button.setText(self.tr("Evaluating…") if busy else self.tr("Evaluate"))
        key = current_key(self.models)
        self.model_warning.show_text(translated(self._warnings.get(key, "")) if isinstance(key, int) else "")
        self.standing.show_model(key)
        row = self.models.currentRow()
        can_activate = chosen and row >= 0 and not self.models.item(row, 1).text()
        permit(self.activate_button, can=can_activate, why_not=why_not)

    # actions

    @Slot()
    def _on_evaluate(self) -> None:
        project, model_id, part = self.context.project, current_key(self.models), self.part.currentData()
        if project is None or not isinstance(model_id, int):
            return
        self._job = self.context.jobs.start(
            lambda task: evaluation.evaluate_model(project, model_id=model_id, part=part, task=task),
            title=self.tr("evaluating"),
            on_success=self._on_evaluated,
            lane=Lane.LONG,
        )
        self._job.finished.connect(self._enable)
        self._enable()

    @Slot(object)
    def _on_evaluated(self, record: Any) -> None:
        self.record = record
        self.context.announce(ChangeSet("Evaluate model", more_topics=frozenset({Topic.EVALUATIONS, Topic.MODELS})))

    @Slot()
    def _on_activate(self) -> None:
        model_id = current_key(self.models)
        if self.context.project is not None and isinstance(model_id, int):
            self.context.commit(lambda project: evaluation.activate(project, model_id=model_id))

    @Slot()
    def _on_past_selected(self) -> None:
        record = self._records.get(current_key(self.past))  # type: ignore[call-overload] # no key but an int
        if record is not None:
            self.record = record
            self._show_record()

    @Slot()
    def _on_export(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Export evaluation to folder"))
        if folder:
            self.export_to(Path(folder))

    def export_to(self, folder: Path) -> list[Path]:
        """Write the current evaluation as HTML, CSV and JSON; return the files."""
        if self.context.project is None or self.record is None:
            return []
        language = report_language()
        files = (
            self.context.guard(export_evaluation, self.context.project, self.record, folder, language=language) or []
        )
        if files:
            self.export_button.setToolTip(self.tr("Exported: {0}").format(", ".join(f.name for f in files)))
        return files

    @Slot(str)
    def _on_compared(self, message: str) -> None:
        self.compared.setText(message)
        self.compared.show()

    # display

    def _show_record(self) -> None:
        record = self.record
        self._body.setCurrentWidget(self.empty if record is None else self._shown)
        self.export_button.setEnabled(record is not None)
        self.compare_button.show_record(record, models=self.models.rowCount())
        self.figure_cells.show_record(record)
        self.compared.hide()
        if record is None:
            return
        classes = {c.code: c for c in self.context.project.class_set()} if self.context.project is not None else {}
        names = self._previous_names() | {code: translated(one.name) for code, one in classes.items()}
        self.head.show_record(record, shown=lambda code: names.get(code, code))
        self._show_evaluation(record.evaluation, names=names, classes=classes)

    def _previous_names(self) -> dict[str, str]:
        """Names of removed classes, as they were when the model was trained."""
        found = self.context.guard(classes.names, self.context.project) if self.context.project is not None else None
        return {code: translated(name) for code, name in (found or {}).items()}

    def _show_evaluation(self, result: Evaluation, *, names: dict[str, str], classes: dict[str, CellClass]) -> None:
        rows = texts(CLASS_COLUMNS, class_rows(result, shown=lambda code: names.get(code, code)))
        fill(self.classes, rows, numbers_from=1)
        heads = [(names.get(c, c), classes[c].letters if c in classes else "") for c in result.codes]
        self.confusion.set_matrix(*zip(*heads, strict=True), counts=result.confusion)
        self.curves.show_evaluation(result, names=names, colours={code: one.colour for code, one in classes.items()})
