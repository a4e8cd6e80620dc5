"""The current cells of the gallery."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from rbc_desk.core.cells.cell import Cell
from rbc_desk.ui.gallery.area import GalleryArea
from rbc_desk.ui.pages.active_cells import VisibleActiveCells


class GalleryActiveCells(VisibleActiveCells):
    """Implements `rbc_desk.ui.pages.active_cells.ActiveCells`. `read` returns a cell with all its fields."""

    def __init__(self, area: GalleryArea, *, read: Callable[[int], Cell | None]) -> None:
        super().__init__(area)
        self._area, self._read = area, read

    def _chosen(self) -> tuple[int, ...]:
        if self._area.selection:
            return tuple(sorted(self._area.selection))
        return (self._area.hovered_id,) if self._area.hovered_id else ()

    @property
    def single(self) -> bool:
        return len(self._area.selection) == 1

    def cell(self, cell_id: int) -> Cell | None:
        return self._read(cell_id)

    def shown(self, ids: Sequence[int]) -> Mapping[int, Cell]:
        known = self._area.board.cells.known
        return {i: cell for i in ids if (cell := known(i)) is not None and i in self._area.board.at}

    def count(self, ids: Collection[int]) -> int:
        return len(self._area.board.among(ids))

    def bring_in_sight(self, ids: Collection[int]) -> bool:
        at, seen = self._area.board.at, set(self._area.visible_rows())
        if any(at.get(cell_id) in seen for cell_id in ids):
            return True
        self._area.reveal(min((i for i in ids if i in at), key=at.__getitem__, default=0))
        return False

    def not_labelled_as(self, ids: Iterable[int], code: str | None) -> list[int]:
        return self._area.board.not_labelled_as(ids, code)

    def next_awaiting(self, cell_id: int) -> int:
        return self._area.next_awaiting(cell_id)

    def go_to(self, cell_id: int) -> None:
        self._area.go_to(cell_id)

    def select_all(self) -> None:
        whole = [bin_ for bin_ in self._area.bins if not bin_.aside]
        all_whole = len(whole) == len(self._area.bins)
        self._area.select(self._area.board.at if all_whole else self._area.board.ids_of(whole))

    def show_preview(self, cells: Mapping[int, Cell]) -> None:
        self._area.board.update(cells.values())
        self._area.arrange()
        self._area.viewport().repaint()
