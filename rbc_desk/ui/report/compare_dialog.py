"""The window of comparisons: visits of one animal over time, a reader with the model, two readers."""

from __future__ import annotations

from functools import partial
from itertools import combinations
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from rbc_desk.core.files.atomic import write_bytes
from rbc_desk.core.specimens import Specimen
from rbc_desk.core.task import Task
from rbc_desk.services.comparing.readings import Reading, compare_readings, readings, readings_page
from rbc_desk.services.comparing.visits import visits_of, visits_page
from rbc_desk.services.project.project import Project
from rbc_desk.services.reports.blocks import Page
from rbc_desk.services.reports.html import render
from rbc_desk.services.reports.pdf import render_pdf, render_pictures
from rbc_desk.services.specimens import editing
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.kit.language import report_language, translated
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.kit.window_size import open_at
from rbc_desk.ui.report.sheets import SheetView
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button, heading, quiet

_DPI = 130
_WIDTH_PX, _HEIGHT_PX = 140 * GRID, 100 * GRID
_WIDTH = 40 * GRID


class CompareDialog(QDialog):
    """Compares what is known of one specimen: with the patient's other visits, or between two sources of classes."""

    def __init__(self, context: AppContext, *, specimen: Specimen, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("compareDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Compare {0}").format(specimen.code))
        self.context, self.specimen = context, specimen
        self.page: Page | None = None
        self.what = QComboBox(objectName="compareWhatBox")
        self.what.setAccessibleName(self.tr("Compare"))
        self.note = quiet("", wrap=True)
        self.save = button(self.tr("Save as PDF…"), name="saveComparisonButton")
        self.save.setEnabled(False)
        self.sheets = SheetView()
        self._lay_out()
        open_at(self, width=_WIDTH_PX, height=_HEIGHT_PX)
        self.what.activated.connect(self.refresh)
        self.save.clicked.connect(self._on_save)
        context.project_changed.connect(self.close)
        self._find_readings()

    def _lay_out(self) -> None:
        side = QWidget()
        side.setFixedWidth(_WIDTH)
        column = QVBoxLayout(side)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 3 * GRID)
        column.setSpacing(GRID)
        label = QLabel(self.tr("Show"))
        label.setBuddy(self.what)
        for widget in (heading(self.tr("Compare")), label, self.what, self.note):
            column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.save)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sheets, 1)
        layout.addWidget(side)

    def _find_readings(self) -> None:
        """Offer what this specimen has: visits if it has a patient, and each pair of sources of classes."""
        project = self.context.project
        if project is None:
            return
        self.context.jobs.start(
            lambda task: readings(
                project, smear_ids=editing.smear_ids(project, specimen_id=self.specimen.id), task=task
            ),
            title=self.tr("comparing"),
            on_success=self._offer,
            lane=Lane.LONG,
            listed=False,
        )

    @Slot(object)
    def _offer(self, found: tuple[Reading, ...]) -> None:
        if self.specimen.patient:
            self.what.addItem(self.tr("Visits of {0}").format(self.specimen.patient), None)
        for first, second in combinations(found, 2):
            names = (translated(one.name) for one in (first, second))
            self.what.addItem(self.tr("{0} and {1}").format(*names), (first, second))
        if self.what.count():
            self.refresh()
            return
        self.what.setEnabled(False)
        self.note.setText(
            self.tr(
                "There is nothing to compare yet. Enter the patient's code with each of its specimens to compare "
                "visits. Label cells that a model classified, or that another reader labelled, to compare readings."
            )
        )

    @Slot()
    def refresh(self) -> None:
        """Make the comparison that is chosen."""
        project = self.context.project
        if project is None:
            return
        pair, language = self.what.currentData(), report_language()

        def work(task: Task) -> tuple[Page, list[bytes]]:
            page = self._page_of(project, pair, task)
            return page, render_pictures(page, language=language, dpi=_DPI)

        self.context.jobs.start(
            work,
            title=self.tr("comparing"),
            on_success=self._on_made,
            supersede=f"comparison {id(self)}",
            lane=Lane.LONG,
            listed=False,
        )

    def _page_of(self, project: Project, pair: tuple[Reading, Reading] | None, task: Task) -> Page:
        if pair is None:
            patient = self.specimen.patient
            return visits_page(patient, visits_of(project, patient=patient, task=task))
        first, second = pair
        smears = editing.smear_ids(project, specimen_id=self.specimen.id)
        found = compare_readings(project, smear_ids=smears, first=first, second=second, task=task)
        return readings_page(found, first=first, second=second, classes=project.class_set())

    @Slot(object)
    def _on_made(self, made: tuple[Page, list[bytes]]) -> None:
        self.page, sheets = made
        self.sheets.show_sheets(sheets)
        self.save.setEnabled(True)

    @Slot()
    def _on_save(self) -> None:
        name = f"{self.specimen.code}-comparison.pdf".replace("/", "-").replace("\\", "-")
        dialog = QFileDialog(self, self.tr("Save comparison"), name, "PDF (*.pdf);;HTML (*.html)")
        dialog.setObjectName("saveComparisonDialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda path: self.save_to(Path(path)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the comparison as shown, as HTML if the name says so and as PDF otherwise."""
        if (page := self.page) is None:
            return
        language = report_language()

        def work(_task: Task) -> None:
            html = path.suffix.lower() in (".html", ".htm")
            write_bytes(
                path, render(page, language=language).encode() if html else render_pdf(page, language=language)
            )

        self.context.jobs.start(
            work,
            title=self.tr("saving the comparison"),
            on_success=partial(self._say, self.tr("Saved as {0}").format(path.name)),
            lane=Lane.LONG,
        )

    def _say(self, text: str, _result: object) -> None:
        self.note.setText(text)
