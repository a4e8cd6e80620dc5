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

from rbc_desk.core.events import Trouble
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


class TroubleList(QFrame):
    """Hidden while it is empty. A click on the title folds or unfolds the details."""

    added = Signal(object)  # Trouble

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("troubleList")
        self.setProperty("banner", True)
        self._fold = QToolButton(autoRaise=True, checkable=True, objectName="unfoldTroubles")
        self._fold.setProperty("quiet", True)
        self._fold.setAccessibleName(self.tr("Details"))
        self._fold.setToolTip(self.tr("Show or hide the details"))
        self._fold.setArrowType(Qt.ArrowType.RightArrow)
        self._fold.toggled.connect(self._on_unfolded)
        self._title = QLabel(wordWrap=True, objectName="troubleTitle")
        self._list = QListWidget(frameShape=QFrame.Shape.NoFrame, objectName="troubleItems")
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
        self._troubles: list[Trouble] = []
        self._notes: tuple[Trouble, ...] = ()
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
        self._troubles.clear()
        self._notes, self._summary = (), None
        self._fold.setChecked(False)
        self._show_state()
        self.hide()

    def copy_state(self, former: TroubleList) -> None:
        """Show the content of another list, and receive later items of running work (`ui.kit.widget_state`)."""
        self.report(former._summary, troubles=tuple(former._troubles), notes=former._notes)
        self._fold.setChecked(former._fold.isChecked())
        former.added.connect(self.add)

    @Slot(object)
    def add(self, trouble: Trouble) -> None:
        """Add a problem while the work continues."""
        self._troubles.append(trouble)
        self.added.emit(trouble)
        self._add_item(trouble)
        if len(self._troubles) == 1:
            self._fold.setChecked(True)
        self._show_state()
        self.show()

    def report(
        self, summary: ImportSummary | None, *, troubles: Iterable[Trouble], notes: Iterable[Trouble] = ()
    ) -> None:
        """Show the result of an import. `troubles` unfold the details, `notes` do not."""
        self.clear()
        self._troubles, self._notes, self._summary = list(troubles), tuple(notes), summary
        for item in (*self._troubles, *self._notes):
            self._add_item(item)
        self._fold.setChecked(bool(self._troubles))
        self._show_state()
        self.setVisible(summary is not None or bool(self._troubles or self._notes))

    def _add_item(self, trouble: Trouble) -> None:
        if self._list.count() >= _MOST_LISTED:
            return
        item = QListWidgetItem(translated(trouble.message))
        item.setToolTip(trouble.item)
        self._list.addItem(item)

    def _show_state(self) -> None:
        self._title.setText(" ".join(filter(None, (self._words_of_summary(), self._words_of_troubles()))))
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
        return " ".join(sentences)

    def _words_of_troubles(self) -> str:
        sentences = []
        if self._troubles and self._summary is None:
            sentences.append(self.tr("%n item(s) could not be added; the rest was.", "", len(self._troubles)))
        elif self._troubles:
            sentences.append(self.tr("%n item(s) could not be added.", "", len(self._troubles)))
        return " ".join(sentences)

    @Slot(bool)
    def _on_unfolded(self, unfolded: bool) -> None:
        self._fold.setArrowType(Qt.ArrowType.DownArrow if unfolded else Qt.ArrowType.RightArrow)
        self._list.setVisible(unfolded and self._list.count() > 0)
