"""The result of an import above the page: what was imported, and what was not, with the reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from rbc_desk.core.events import Problem
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID

_MOST_LISTED = 300


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """Smears that are new, smears that already existed, imported cells (None: none requested), labelled ones.

    `others` are the imported white cells, platelets and artefacts.
    """

    smears: int
    known: int
    cells: int | None = None
    labelled: int = 0
    others: int = 0


class ProblemList(QFrame):
    """Hidden while it is empty. A click on the title folds or unfolds the details."""

    added = Signal(object)  # Problem

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("problemList")
        self.setProperty("banner", True)
        self._fold = QToolButton(autoRaise=True, checkable=True, objectName="unfoldTroubles")
        self._fold.setProperty("quiet", True)
        self._fold.setAccessibleName(self.tr("Details"))
        self._fold.setToolTip(self.tr("Show or hide the details"))
        self._fold.setArrowType(Qt.ArrowType.RightArrow)
        self._fold.toggled.connect(self._on_unfolded)
        self._title = QLabel(wordWrap=True, objectName="problemTitle")
        self._list = QListWidget(frameShape=QFrame.Shape.NoFrame, objectName="problemItems")
        self._list.setWordWrap(True)
        self._list.setMaximumHeight(14 * GRID)
        self._list.setSizeAdjustPolicy(QListWidget.SizeAdjustPolicy.AdjustToContents)
        self._list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._list.setAccessibleName(self.tr("Files that could not be read"))
        self._list.setMinimumHeight(3 * GRID)
        close = QToolButton(text="×", autoRaise=True, toolTip=self.tr("Dismiss"), objectName="dismissTroubles")
        close.setAccessibleName(self.tr("Dismiss"))
        close.clicked.connect(self.clear)
        head = QHBoxLayout()
        head.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.addLayout(head)
        layout.addWidget(self._list)
        self._problems: list[Problem] = []
        self._notes: tuple[Problem, ...] = ()
        self._summary: ImportSummary | None = None
        self.clear()

    @property
    def count(self) -> int:
        """The number of listed items."""
        return self._list.count()

    @property
    def title(self) -> str:
        return self._title.text()

    @Slot()
    def clear(self) -> None:
        self._list.clear()
        self._problems.clear()
        self._notes, self._summary = (), None
        self._fold.setChecked(False)
        self._show_state()
        self.hide()

    def copy_state(self, previous: ProblemList) -> None:
        """Show the content of another list, and receive later items of running work (`ui.kit.widget_state`)."""
        self.report(previous._summary, problems=tuple(previous._problems), notes=previous._notes)
        self._fold.setChecked(previous._fold.isChecked())
        previous.added.connect(self.add)

    @Slot(object)
    def add(self, problem: Problem) -> None:
        """Add a problem while the work continues."""
        self._problems.append(problem)
        self.added.emit(problem)
        self._add_item(problem)
        if len(self._problems) == 1:
            self._fold.setChecked(True)
        self._show_state()
        self.show()

    def report(
        self, summary: ImportSummary | None, *, problems: Iterable[Problem], notes: Iterable[Problem] = ()
    ) -> None:
        """Show the result of an import. `problems` unfold the details, `notes` do not."""
        self.clear()
        self._problems, self._notes, self._summary = list(problems), tuple(notes), summary
        for item in (*self._problems, *self._notes):
            self._add_item(item)
        self._fold.setChecked(bool(self._problems))
        self._show_state()
        self.setVisible(summary is not None or bool(self._problems or self._notes))

    def _add_item(self, problem: Problem) -> None:
        if self._list.count() >= _MOST_LISTED:
            return
        item = QListWidgetItem(translated(problem.message))
        item.setToolTip(problem.item)
        self._list.addItem(item)

    def _show_state(self) -> None:
        self._title.setText(" ".join(filter(None, (self._words_of_summary(), self._words_of_problems()))))
        self._fold.setVisible(self._list.count() > 0)
        self._list.setVisible(self._fold.isChecked() and self._list.count() > 0)

    def _words_of_summary(self) -> str:
        if self._summary is None:
            return ""
        sentences = [self.tr("%n smear(s) added.", "", self._summary.smears)]
        if self._summary.cells is not None:
            sentences.append(self.tr("%n cell(s) added,", "", self._summary.cells))
            sentences.append(self.tr("%n of them labelled.", "", self._summary.labelled))
        if self._summary.others:
            sentences.append(self.tr("%n other object(s) added.", "", self._summary.others))
        if self._summary.known:
            sentences.append(self.tr("%n smear(s) were already in the project.", "", self._summary.known))
            if self._summary.cells is not None:
                sentences.append(
                    self.tr(
                        "Their cells stay as they are: to use those of the data set, import it into a new project."
                    )
                )
        return " ".join(sentences)

    def _words_of_problems(self) -> str:
        sentences = []
        if self._problems and self._summary is None:
            sentences.append(self.tr("%n item(s) could not be added; the rest was.", "", len(self._problems)))
        elif self._problems:
            sentences.append(self.tr("%n item(s) could not be added.", "", len(self._problems)))
        return " ".join(sentences)

    @Slot(bool)
    def _on_unfolded(self, unfolded: bool) -> None:
        self._fold.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
        self._list.setVisible(unfolded and self._list.count() > 0)
