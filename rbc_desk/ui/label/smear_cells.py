"""The cells of the current smear, kept up to date with the project. The cost of a change depends on the changed
cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from rbc_desk.core.cells.after import cells_after
from rbc_desk.core.cells.cell import Cell, CellState
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.services.cells import labelling
from rbc_desk.ui.state.app_context import AppContext

CELL_TOPICS = (Topic.CELLS, Topic.LABELS, Topic.PREDICTIONS, Topic.MODELS, Topic.CLASSES)
"""Topics that may change how a cell looks."""

_SMALL = frozenset({Topic.CELLS, Topic.LABELS})
_LATE_MS, _LATEST_MS = 250, 1000


class SmearCells:
    """`cells` of one smear by id, and `in_project`, the project's counts per class. On the interface thread."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self._smear_id = 0
        self.cells: tuple[Cell, ...] = ()
        self.in_project: Mapping[str, int] = {}

    def read(self, smear_id: int) -> None:
        """Read everything again for this smear (0: none)."""
        project = self._context.project
        self._smear_id = smear_id if project is not None else 0
        found = None
        if project is not None and smear_id:
            found = self._context.guard(labelling.cells, project, smear_id=smear_id)
        self.cells = self._with_live(found or ())
        self.count()

    def count(self) -> None:
        """Read the counts of the project, as far as they are known."""
        self.in_project = self._context.counting.known().by_class

    def catch_up(self, steps: Iterable[ChangeSet]) -> None:
        """Compute or read the changed cells of the steps. Unchanged cells stay the same objects."""
        elsewhere, project = False, self._context.project
        for changeset in steps:
            known = {cell.id: cell for cell in self.cells if cell.id in changeset.cell_ids}
            changed = None
            if project is not None:
                changed = cells_after(changeset, known, viewpoint=project.viewpoint)
            if changed is None:
                self._read_what_changed(changeset, known)
            else:
                self._insert(changed, before=known)
                elsewhere |= len(known) < len(changeset.cell_ids)
        if elsewhere:  # once, for any number of steps on other smears
            self.count()

    def _read_what_changed(self, changeset: ChangeSet, known: Mapping[int, Cell]) -> None:
        ids = changeset.cell_ids
        on_this_smear = self._smear_id and changeset.smear_ids == {self._smear_id}
        if not on_this_smear or not ids or not changeset.topics <= _SMALL or len(ids) > len(self.cells) / 2:
            self.read(self._smear_id)
            return
        found = self._context.guard(labelling.some_cells, self._context.opened, cell_ids=ids)
        if found is not None:
            self._insert(self._with_live(found), before=known)

    def show_live(self) -> None:
        """Show the live predictions of now; read the cells again where there are none any more."""
        if self._context.live.predictions is None:
            self.read(self._smear_id)
        else:
            self.cells = self._with_live(self.cells)

    def _with_live(self, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        live = self._context.live.predictions
        return cells if live is None else live.of_cells(cells)

    def _insert(self, found: Iterable[Cell], *, before: Mapping[int, Cell]) -> None:
        """Update the cells: the changed cells were `before`, and are now `found`."""
        found = tuple(found)
        new = {cell.id: cell for cell in found}
        came = sorted(new.keys() - before.keys())
        kept = [new.get(cell.id, cell) for cell in self.cells if cell.id not in before or cell.id in new]
        merged = [*kept, *(new[i] for i in came)]
        if came and len(merged) > 1 and came[0] < merged[-len(came) - 1].id:  # a removed cell was restored
            merged.sort(key=lambda cell: cell.id)
        self.cells = tuple(merged)
        counts = Counter(self.in_project)
        counts.update(_counted(found))
        counts.subtract(_counted(before.values()))
        self.in_project = counts


def _counted(cells: Iterable[Cell]) -> Counter[str]:
    """Cells as the project's counts treat them: labels of cells that are not rejected."""
    codes = (cell.human_code for cell in cells if cell.state is not CellState.REJECTED)
    return Counter(code for code in codes if code is not None)


class DelayedCounts(QObject):
    """Delays the update of counts during a review, so that keys do not wait for it.

    During continuous input the counts are updated once a second. `behind` says whether anything is out of date; `due`
    is emitted when the delay is over.
    """

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.behind = False
        self._steps: list[ChangeSet] = []
        self._waited = QElapsedTimer()
        self._timer = QTimer(self, singleShot=True, interval=_LATE_MS)
        self._timer.timeout.connect(self.due)

    def begin(self, changeset: ChangeSet) -> None:
        """Start the delay after a step changed cells."""
        self.behind = True
        self._steps.append(changeset)
        self.wait()

    def wait(self) -> None:
        """Restart the delay, unless its maximum is reached."""
        if not self._timer.isActive():
            self._waited.start()
        if self._waited.elapsed() < _LATEST_MS - _LATE_MS:
            self._timer.start()

    def take(self) -> list[ChangeSet]:
        """The steps since the last update."""
        steps, self._steps = self._steps, []
        return steps

    def end(self) -> None:
        """Stop the delay: everything was read."""
        self.behind = False
        self._steps = []
