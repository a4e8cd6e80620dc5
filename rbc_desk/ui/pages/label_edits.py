"""What a key or gesture on the page Label does to cells: one service call, one step that can be undone."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from rbc_desk.core.cells import Cell, CellState
from rbc_desk.core.changes import ChangeSet
from rbc_desk.core.geometry import Circle
from rbc_desk.ui.canvas import SmearCanvas
from rbc_desk.ui.desk import Desk
from rbc_desk.ui.hand import Hand

if TYPE_CHECKING:
    from rbc_desk.services.project import Project

_MANY = 200
"""From so many cells on, which take long to store, the picture shows what will be before it is so."""

_PAUSE_S = 1.5


class LabelEdits(QObject):
    """Edits the cells in `hand`, which is the hand of the view in front.

    With `advance`, a key on a single selected cell goes on to the next cell without a class. `done` comes after
    every key that did something, with the cells' ids.
    """

    done = Signal(object)

    def __init__(self, desk: Desk, *, canvas: SmearCanvas, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.hand = hand
        self._canvas = canvas
        self.advance = True
        canvas.circle_drawn.connect(self.add)
        canvas.circle_changed.connect(self._on_circle_changed)
        canvas.circles_changed.connect(self.reshape)
        canvas.nudged.connect(self._on_nudged)
        self._run: tuple[frozenset[int], float, int] = (frozenset(), 0.0, 0)  # cells, when last, number

    @property
    def targets(self) -> tuple[int, ...]:
        return self.hand.targets

    def select_all(self) -> None:
        self.hand.select_all()

    def give(self, code: str | None) -> None:
        """Give the cells in hand a class; None takes it away."""
        from rbc_desk.services import labelling

        self._key(lambda project, ids: labelling.set_label(project, cell_ids=ids, code=code), ahead=_labelled(code))

    def give_to(self, cell_ids: Iterable[int], code: str | None) -> None:
        """Give these cells of the view in front a class, those that a person gave it before excepted."""
        from rbc_desk.services import labelling

        project = self._desk.project
        ids = [i for i in cell_ids if (cell := self.hand.cell(i)) is not None and cell.human_code != code]
        if project is not None and ids:
            self._desk.edit(self._desk.guard(labelling.set_label, project, cell_ids=ids, code=code))

    def confirm(self) -> None:
        """Agree with what is shown: the circle, and the predicted class where there is no other."""
        from rbc_desk.services import labelling

        self._key(lambda project, ids: labelling.confirm(project, cell_ids=ids), ahead=_confirmed)

    def reject(self) -> None:
        """Say that the cells in hand are none; said again of rejected ones (where shown) it takes it back."""
        from rbc_desk.services import labelling

        cells = [cell for i in self.targets if (cell := self.hand.cell(i)) is not None]
        again = all(cell.state is CellState.REJECTED for cell in cells)
        state = CellState.PROPOSED if again else CellState.REJECTED
        self._key(lambda project, ids: labelling.set_state(project, cell_ids=ids, state=state))

    @Slot(object)
    def add(self, circle: Circle) -> None:
        """Add a cell to the smear in hand, where none like it is there, and select it: a key then gives its class."""
        from rbc_desk.services import labelling

        project = self._desk.project
        if project is None or not self._desk.smear_id:
            return
        if there := self._canvas.layer.index.like(circle):
            self._canvas.select({there})
            return
        step = self._desk.guard(labelling.add_cell, project, smear_id=self._desk.smear_id, circle=circle)
        self._desk.edit(step)
        if step is not None:
            self._canvas.select(step.cell_ids)

    @Slot(object)
    def reshape(self, circles: Mapping[int, Circle]) -> None:
        from rbc_desk.services import labelling

        if self._desk.project is not None:
            self._desk.edit(self._desk.guard(labelling.reshape_cells, self._desk.project, circles=circles))

    @Slot(object)
    def _on_nudged(self, circles: Mapping[int, Circle]) -> None:
        """A run of nudges of the same cells is one step; after a pause another begins."""
        from rbc_desk.services import labelling

        cells, last, number = self._run
        now = time.monotonic()
        if cells != circles.keys() or now - last > _PAUSE_S:
            number += 1
        self._run = frozenset(circles), now, number
        if self._desk.project is not None:
            step = self._desk.guard(labelling.reshape_cells, self._desk.project, circles=circles)
            self._desk.edit(step, mergeable_key=("nudge", number))

    @Slot(int, object)
    def _on_circle_changed(self, cell_id: int, circle: Circle) -> None:
        self.reshape({cell_id: circle})

    def _key(
        self,
        service: Callable[[Project, tuple[int, ...]], ChangeSet],
        *,
        ahead: Callable[[Cell], Cell] | None = None,
    ) -> None:
        """Have the service do it to the cells in hand; of many, `ahead` says how they will look."""
        project, ids = self._desk.project, self.targets
        if project is None or not ids:
            return
        hand = self.hand
        single = hand.single and len(ids) == 1
        order = list(hand.order()) if single else []  # a rejected cell leaves it
        known = {i: cell for i in ids if (cell := hand.cell(i)) is not None}
        before = known if ahead is not None and len(ids) >= _MANY else {}
        if ahead is not None and before:
            hand.show_ahead({i: ahead(cell) for i, cell in before.items()})
        step = self._desk.guard(service, project, ids)
        if step is None:
            if before:
                hand.show_ahead(before)  # refused
            return
        self._desk.edit(step)
        self.done.emit(ids)
        if single and self.advance and ids[0] in order:
            at = order.index(ids[0])
            self._go_to_unlabelled([*order[at + 1 :], *order[:at]])

    def _go_to_unlabelled(self, order: Iterable[int]) -> None:
        cells = ((i, self.hand.cell(i)) for i in order)
        following = next((i for i, cell in cells if cell is not None and awaits_class(cell)), 0)
        if following:
            self.hand.go_to(following)


def _labelled(code: str | None) -> Callable[[Cell], Cell]:
    """How a cell looks once it has this class."""

    def ahead(cell: Cell) -> Cell:
        return replace(cell, label=code, state=cell.state if code is None else CellState.CONFIRMED)

    return ahead


def _confirmed(cell: Cell) -> Cell:
    """How a cell looks once the reader agreed with what is shown."""
    return replace(cell, label=cell.shown_code, state=CellState.CONFIRMED)


def awaits_class(cell: Cell) -> bool:
    """Whether a person still has to say what the cell is; another reader's word counts where it is shown."""
    return cell.human_code is None and cell.state is not CellState.REJECTED
