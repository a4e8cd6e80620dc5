"""Edits cells by keys and gestures on the page Label: one service call and one undoable step each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from rbc_desk.core.cells.cell import Cell, CellKind, CellState
from rbc_desk.core.counting.repeats import NO_CLASS, hidden
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.services.agreement import checks
from rbc_desk.services.cells import kinds, labelling
from rbc_desk.ui.canvas import SmearCanvas
from rbc_desk.ui.canvas.cells.index import CellIndex
from rbc_desk.ui.pages.active_cells import ActiveCells
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.state.saving import Outcome

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project

_MANY = 200
"""From this number of cells on, saving takes long, so the view shows the expected result first."""

_PAUSE_S = 1.5


@dataclass(eq=False, slots=True)
class _Drawn:
    """A cell that was drawn. `selected` holds the cells selected since then; None: it was saved at once."""

    smear_id: int
    circle: Circle
    selected: frozenset[int] | None = None


class LabelEdits(QObject):
    """Edits the cells in `active_cells`, those of the visible view.

    With `advance`, a key on a single selected cell moves on to the next cell without a label. `done` carries the cell
    ids after each key that had an effect.
    """

    done = Signal(object)

    def __init__(
        self, context: AppContext, *, canvas: SmearCanvas, active_cells: ActiveCells, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.active_cells = active_cells
        self._canvas = canvas
        self.advance = True
        canvas.circle_drawn.connect(self.add)
        canvas.circle_changed.connect(self._on_circle_changed)
        canvas.circles_changed.connect(self.reshape)
        canvas.nudged.connect(self._on_nudged)
        self._previews: list[Mapping[int, Cell]] = []  # for the steps being saved
        self._drawn: list[_Drawn] = []  # cells being saved
        self._last_drawn: _Drawn | None = None
        context.smear_changed.connect(self._show_drawn)
        context.saving.drained.connect(self._on_drained)
        self._run: tuple[frozenset[int], float, int] = (frozenset(), 0.0, 0)  # cells, time of the last nudge, number

    @property
    def targets(self) -> tuple[int, ...]:
        return self.active_cells.targets

    def select_all(self) -> None:
        self.active_cells.select_all()

    def give(self, code: str | None) -> None:
        """Label the current cells; None removes the label."""
        if self._is_repeated:
            if code is not None:
                self._answer(code)
            return
        self._key(lambda project, ids: labelling.set_label(project, cell_ids=ids, code=code), preview=_labelled(code))

    @Slot(object, str)
    def give_to(self, cell_ids: Iterable[int], code: str | None) -> None:
        """Label these cells of the visible view, except those that a person gave this class before.

        "" or None removes the label.
        """
        wanted = code or None
        targets = tuple(self.active_cells.not_labelled_as(cell_ids, wanted))
        if not targets:
            return
        self._do(
            lambda project: labelling.set_label(project, cell_ids=targets, code=wanted),
            targets,
            preview=_labelled(wanted),
        )

    @Slot(object)
    def confirm_these(self, ids: Iterable[int]) -> None:
        """Confirm these cells of the visible view as shown."""
        targets = tuple(ids)
        self._do(self._confirming(targets), targets, preview=_confirmed)

    def confirm(self) -> None:
        """Confirm the current cells: the circle, and the predicted class if there is no label."""
        if self._is_repeated:
            (cell,) = self.active_cells.shown(self.targets).values()
            if cell.shown_code is not None:
                self._answer(cell.shown_code)
            else:
                self.done.emit(self.targets)
            return
        confirming = self._confirming(self.targets)
        self._key(lambda project, _ids: confirming(project), preview=_confirmed)

    def _confirming(self, ids: tuple[int, ...]) -> Callable[[Project], ChangeSet]:
        """Confirms cells with the classes that the view shows now, whatever live learning says by then."""
        live = self._context.live.predictions
        cells = self.active_cells.shown(ids).items()
        seen = {i: cell.prediction.code for i, cell in cells if cell.prediction is not None}
        return lambda project: labelling.confirm(project, cell_ids=ids, live=live, seen=seen)

    def reject(self) -> None:
        """Reject the current cells. Rejecting visible rejected cells restores them."""
        if self._is_repeated:
            self._answer(NO_CLASS)
            return
        cells = self.active_cells.shown(self.targets).values()
        again = bool(cells) and all(cell.state is CellState.REJECTED for cell in cells)
        state = CellState.PROPOSED if again else CellState.REJECTED
        self._key(
            lambda project, ids: labelling.set_state(project, cell_ids=ids, state=state),
            preview=lambda cell: replace(cell, state=state),
        )

    def set_kind(self, kind: CellKind) -> None:
        """Set the kind of the current cells. Cells that are not red cells leave the view."""
        if self._is_repeated:
            self._answer(NO_CLASS)
            return
        self._key(
            lambda project, ids: kinds.set_kind(project, cell_ids=ids, kind=kind),
            preview=lambda cell: replace(cell, kind=kind, state=CellState.CONFIRMED),
        )

    def toggle_control(self) -> None:
        """Mark the current cells as control cells of their class, or take the mark away."""
        ids = self.targets
        if ids and not self._is_repeated:
            self._context.commit(lambda project: checks.toggle_controls(project, cell_ids=ids))

    @property
    def _is_repeated(self) -> bool:
        """Whether the current cell is shown again, see `rbc_desk.core.counting.repeats`."""
        return any(i in self.active_cells.repeated for i in self.targets)

    def _answer(self, code: str) -> None:
        self._key(
            lambda project, ids: checks.answer(project, cell_id=ids[0], code=code),
            preview=lambda cell: hidden(cell, answer=code),
        )

    @Slot(object, object)
    def set_kind_of(self, ids: Iterable[int], kind: CellKind) -> None:
        """Set the kind of these cells of the visible view."""
        targets = tuple(ids)
        self._do(
            lambda project: kinds.set_kind(project, cell_ids=targets, kind=kind),
            targets,
            preview=lambda cell: replace(cell, kind=kind, state=CellState.CONFIRMED),
        )

    @Slot(object)
    def add(self, circle: Circle) -> None:
        """Add a cell to the current smear, unless a similar one exists, and select it so that a key gives
        its class.
        """
        project = self._context.project
        if project is None or not self._context.smear_id:
            return
        if existing := self._canvas.layer.index.like(circle):
            self._canvas.select({existing})
            return
        smear_id = self._context.smear_id
        pending = [drawn.circle for drawn in self._drawn if drawn.smear_id == smear_id]
        if CellIndex.of_circles(pending).like(circle):
            return  # it is being saved
        drawn = _Drawn(smear_id, circle)
        self._drawn.append(drawn)
        self._last_drawn = drawn
        how = self._context.commit(
            lambda project: labelling.add_cell(project, smear_id=smear_id, circle=circle),
            on_saved=lambda step: self._on_added(drawn, step.cell_ids),
        )
        if how is Outcome.REFUSED:
            self._drawn.remove(drawn)
        elif how is Outcome.SAVING:
            self._canvas.select(())  # a key pressed now must not apply to the previously selected cell
            drawn.selected = self._canvas.selection
            self._show_drawn()

    def _on_added(self, drawn: _Drawn, cell_ids: frozenset[int]) -> None:
        """Select the new cell, unless the selection changed while it was saved."""
        self._drawn = [other for other in self._drawn if other is not drawn]
        self._show_drawn()
        is_selected = drawn.selected is None or drawn.selected == self._canvas.selection
        if is_selected and drawn is self._last_drawn and drawn.smear_id == self._context.smear_id:
            self._canvas.select(cell_ids)

    @Slot()
    def _show_drawn(self) -> None:
        smear_id = self._context.smear_id
        self._canvas.layer.set_coming([drawn.circle for drawn in self._drawn if drawn.smear_id == smear_id])

    @Slot(object)
    def reshape(self, circles: Mapping[int, Circle], *, mergeable_key: object = None) -> None:
        circles = dict(circles)
        known = {i: cell for i in circles if (cell := self.active_cells.cell(i)) is not None}
        self._commit(
            lambda project: labelling.reshape_cells(project, circles=circles),
            preview={i: replace(cell, circle=circles[i], shape=None) for i, cell in known.items()},
            mergeable_key=mergeable_key,
        )

    @Slot(object)
    def _on_nudged(self, circles: Mapping[int, Circle]) -> None:
        """Consecutive nudges of the same cells are one step; a pause starts another."""
        cells, last, number = self._run
        now = time.monotonic()
        if cells != circles.keys() or now - last > _PAUSE_S:
            number += 1
        self._run = frozenset(circles), now, number
        self.reshape(circles, mergeable_key=("nudge", number))

    @Slot(int, object)
    def _on_circle_changed(self, cell_id: int, circle: Circle) -> None:
        self.reshape({cell_id: circle})

    def _key(
        self, service: Callable[[Project, tuple[int, ...]], ChangeSet], *, preview: Callable[[Cell], Cell]
    ) -> None:
        """Run the service on the current cells, then move on."""
        ids = self.targets
        if self._context.project is None or not ids:
            return
        active_cells = self.active_cells
        if len(ids) > 1 and not active_cells.bring_in_sight(ids):
            return  # they went to another group when they were labelled, for example
        single = active_cells.single and len(ids) == 1
        following = (
            active_cells.next_awaiting(ids[0]) if single and self.advance else 0
        )  # a rejected cell leaves the reading order
        if not self._do(lambda project: service(project, ids), ids, preview=preview):
            return
        self.done.emit(ids)
        if following:
            active_cells.go_to(following)

    def _do(
        self, work: Callable[[Project], ChangeSet], ids: Iterable[int], *, preview: Callable[[Cell], Cell]
    ) -> bool:
        """Commit a step on cells; `preview` gives their expected look. False if it was refused.

        The expected look is shown before saving for many cells and on slow disks.
        """
        active_cells = self.active_cells
        before = active_cells.shown(tuple(ids))
        after = {i: preview(cell) for i, cell in before.items()}
        if len(before) >= _MANY:
            active_cells.show_preview(after)
        how = self._commit(work, preview=after, cell_ids=ids)
        if how is Outcome.REFUSED and len(before) >= _MANY:
            active_cells.show_preview(before)
        return how is not Outcome.REFUSED

    def _commit(
        self,
        work: Callable[[Project], ChangeSet],
        *,
        preview: Mapping[int, Cell],
        cell_ids: Iterable[int] = (),
        mergeable_key: object = None,
    ) -> Outcome:
        """Commit a step on cells. Until it is saved or has failed, the cells in `preview` are shown as expected."""
        shown = dict(preview)
        how = self._context.commit(
            work,
            cell_ids={*preview, *cell_ids},
            mergeable_key=mergeable_key,
            on_saved=lambda _step: self._forget(shown),
        )
        if how is Outcome.SAVING:
            self._previews.append(shown)
            self._show_previews()
        return how

    def _forget(self, shown: Mapping[int, Cell]) -> None:
        self._previews = [other for other in self._previews if other is not shown]
        self._show_previews()  # with this step the view has read all other cells from the store

    @Slot()
    def _on_drained(self) -> None:
        self._previews.clear()
        self._drawn.clear()
        self._show_drawn()

    def _show_previews(self) -> None:
        cells = {i: cell for shown in self._previews for i, cell in shown.items()}
        known = self.active_cells.shown(tuple(cells))
        if known:
            self.active_cells.show_preview({i: cells[i] for i in known})


def _labelled(code: str | None) -> Callable[[Cell], Cell]:
    """The look of a cell after it gets this class."""

    def preview(cell: Cell) -> Cell:
        return replace(cell, label=code, state=cell.state if code is None else CellState.CONFIRMED)

    return preview


def _confirmed(cell: Cell) -> Cell:
    """The look of a cell after the reader confirmed it."""
    return replace(cell, label=cell.shown_code, state=CellState.CONFIRMED)
