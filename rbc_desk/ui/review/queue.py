"""The queue of cells to review. Its order is fixed during the review."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain

from rbc_desk.core.cells.cell import Cell, CellState
from rbc_desk.core.counting.repeats import hidden

_SOON = 48
"""If one of this many next cells is not loaded, the next `_AT_ONCE` are requested."""
_AT_ONCE = 160


class QueuedCells(Mapping[int, Cell]):
    """The cells of a queue by id, in its order. Raises KeyError for cells that are not loaded."""

    def __init__(
        self, ids: tuple[int, ...], *, held: Iterable[Cell] = (), answers: Mapping[int, str | None] | None = None
    ) -> None:
        self._ids = ids
        self.places = {cell_id: place for place, cell_id in enumerate(ids)}
        self._held = {cell.id: cell for cell in held}
        self.answers = dict(answers or {})
        """The cells that are shown again, without their labels, with the answer that the reader gave now."""

    def __getitem__(self, cell_id: int) -> Cell:
        return self._held[cell_id]

    def unread(self, ids: Iterable[int]) -> tuple[int, ...]:
        """The ids of cells that are not loaded."""
        return tuple(i for i in ids if i not in self._held)

    def known(self, ids: Iterable[int]) -> dict[int, Cell]:
        """The loaded cells among `ids`."""
        return {i: self._held[i] for i in ids if i in self._held}

    def put(self, cells: Iterable[Cell]) -> None:
        self._held.update((cell.id, cell) for cell in cells if cell.id in self.places)

    def put_new(self, cells: Iterable[Cell]) -> None:
        """Store cells that were read; cells that are already known are newer and stay."""
        self.put([cell for cell in self.as_seen(cells) if cell.id not in self._held])

    def as_seen(self, cells: Iterable[Cell]) -> tuple[Cell, ...]:
        """Cells of the store as the reader sees them here: those that are shown again without their labels."""
        return tuple(
            hidden(cell, answer=self.answers[cell.id]) if cell.id in self.answers else cell for cell in cells
        )

    def of(self, ids: tuple[int, ...], *, more: Iterable[Cell] = ()) -> QueuedCells:
        """A queue of these ids, with the cells that are loaded and `more`."""
        chosen = set(ids)
        held = [cell for cell in (*self._held.values(), *self.as_seen(more)) if cell.id in chosen]
        return QueuedCells(ids, held=held, answers={i: code for i, code in self.answers.items() if i in chosen})

    def __contains__(self, cell_id: object) -> bool:
        return cell_id in self.places

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class ReviewQueue:
    """`ids` in order, `at` the index of the current cell, `done` the reviewed ones.

    The label given by a key is remembered: an undo removes the cell from `done`, a redo adds it again. Only part of a
    long queue is loaded; `wanted` returns the cells to read next.
    """

    def __init__(
        self, cells: Iterable[Cell] = (), *, ids: Sequence[int] | None = None, repeated: Iterable[int] = ()
    ) -> None:
        held = tuple(cells)
        self.ids: tuple[int, ...] = tuple(cell.id for cell in held) if ids is None else tuple(ids)
        self.cells = QueuedCells(self.ids, held=held, answers=dict.fromkeys(repeated))
        self._order, self._dropped = self.ids, set[int]()
        self.at = 0
        self.done: set[int] = set()
        self._decided: dict[int, tuple[CellState, str | None]] = {}

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def current(self) -> Cell | None:
        """The current cell; None if there is none or it is not loaded yet."""
        return self.cells.get(self.ids[self.at]) if self.ids else None

    def known_among(self, cell_ids: Collection[int]) -> frozenset[int]:
        """Those of these cells that are in the queue or were dropped from it."""
        return frozenset(i for i in cell_ids if i in self.cells or i in self._dropped)

    @property
    def dropped(self) -> frozenset[int]:
        """The cells that were removed since the queue was read: an undo may restore them."""
        return frozenset(self._dropped)

    @property
    def n_left(self) -> int:
        return len(self.ids) - len(self.done)

    def ahead(self, n: int) -> Sequence[Cell]:
        """The current cell and the `n` after it, as far as they are loaded."""
        return list(self.cells.known(self.ids[self.at : self.at + n + 1]).values())

    def ids_to_load(self, *, back: bool = False) -> tuple[int, ...]:
        """The cells to read next: the current one and those after it (`back`: before it)."""
        soon, more = (self._following(n, back=back) for n in (_SOON, _AT_ONCE))
        return self.cells.unread(more) if self.cells.unread(soon) else ()

    def _following(self, n: int, *, back: bool) -> Sequence[int]:
        at = self.at
        return self.ids[max(0, at - n) : at + 1][::-1] if back else self.ids[at : at + n + 1]

    def count(self, ids: Collection[int]) -> int:
        """How many of these cells are in the queue."""
        return sum(i in self.cells for i in ids)

    def update(self, cells: Iterable[Cell]) -> None:
        """Update cells; the order does not change."""
        for cell in cells:
            if cell.id not in self.cells:
                continue
            self.cells.put([cell])
            if cell.id in self._decided:
                same = self._decided[cell.id] == (cell.state, cell.label)
                (self.done.add if same else self.done.discard)(cell.id)

    def set_answers(self, answers: Mapping[int, str | None]) -> None:
        """Show the reader's answers on cells that are shown again; None: it was taken back."""
        known = {i: code for i, code in answers.items() if i in self.cells.answers}
        self.cells.answers.update(known)
        self.update(self.cells.as_seen(self.cells.known(known).values()))

    def mark_done(self, cell_id: int) -> None:
        """Mark the cell as reviewed with its current content."""
        cell = self.cells[cell_id]
        self._decided[cell_id] = cell.state, cell.label
        self.done.add(cell_id)

    def go_to(self, cell_id: int) -> bool:
        """Make the cell current; False if it is not in the queue."""
        place = self.cells.places.get(cell_id)
        if place is not None:
            self.at = place
        return place is not None

    def step(self, by: int) -> bool:
        """Go back or forward, reviewed or not; False at either end."""
        at = min(max(self.at + by, 0), max(len(self.ids) - 1, 0))
        moved, self.at = at != self.at, at
        return moved

    def advance(self) -> bool:
        """Go to the next unreviewed cell, wrapping around; False if there is none."""
        order = chain(range(self.at + 1, len(self.ids)), range(self.at + 1))
        at = next((i for i in order if self.ids[i] not in self.done), None) if self.n_left else None
        if at is not None:
            self.at = at
        return at is not None

    def reorder(self, ids: Iterable[int], *, keep: int, repeated: Collection[int] = ()) -> None:
        """Put the cells after the current one and the `keep` next ones into this order; `repeated` are shown again.

        Reviewed cells stay. Cells that are not among `ids` leave the queue, new ones come in.
        """
        end = self.at + keep + 1
        fixed = [*self.ids[:end], *(i for i in self.ids[end:] if i in self.done)]
        known = {*fixed, *self._dropped}
        self.ids = (*fixed, *(i for i in ids if i not in known))
        self._order = (*self.ids, *(i for i in self._order if i in self._dropped))
        self.cells = self.cells.of(self.ids)
        self.cells.answers |= {i: None for i in repeated if i not in known and i in self.cells}

    def drop(self, gone: Iterable[int]) -> None:
        """Remove cells that no longer exist. The current one stays, or the next one becomes current."""
        leaving = set(gone) & self.cells.places.keys()
        if not leaving:
            return
        before = sum(i not in leaving for i in self.ids[: self.at])
        self._dropped |= leaving
        self.ids = tuple(i for i in self.ids if i not in leaving)
        self.cells = self.cells.of(self.ids)
        self.done -= leaving
        self.at = min(before, max(len(self.ids) - 1, 0))

    def restore(self, cells: Iterable[Cell]) -> frozenset[int]:
        """Put cells that were removed back in their places; returns their ids. The current cell stays."""
        back = [cell for cell in cells if cell.id in self._dropped]
        if not back:
            return frozenset()
        current = self.ids[self.at] if self.ids else None
        self._dropped -= {cell.id for cell in back}
        self.ids = tuple(i for i in self._order if i not in self._dropped)
        self.cells = self.cells.of(self.ids, more=back)
        self.at = self.cells.places.get(current, 0) if current is not None else 0
        return frozenset(cell.id for cell in back)


class Pace:
    """Cells per minute over the last minute of activity, without longer pauses."""

    PAUSE_S = 20.0
    WINDOW_S = 60.0

    def __init__(self) -> None:
        self._last: float | None = None
        self._steps: list[float] = []  # seconds between cells

    def record(self, now: float) -> None:
        """Record a reviewed cell; `now` in seconds of any clock."""
        if self._last is not None and 0 <= now - self._last <= self.PAUSE_S:
            self._steps.append(now - self._last)
            while len(self._steps) > 1 and sum(self._steps) > self.WINDOW_S:
                self._steps.pop(0)
        self._last = now

    @property
    def per_minute(self) -> float | None:
        """The pace; None before two cells were reviewed."""
        total = sum(self._steps)
        return 60 * len(self._steps) / total if total > 0 else None
