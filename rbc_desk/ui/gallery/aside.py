"""Which cells of the gallery stand aside in groups of their own: those cut by the border, and other objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.borders import SmearSizes
from rbc_desk.core.cells.cell import Cell, CellKind, SmearInfo
from rbc_desk.core.cells.table import NONE, CellTable


class Aside(StrEnum):
    """The keys of these groups, in their order. No class, smear or specimen has such a key."""

    CUT = "\x00cut"
    PLATELETS = "\x00platelet"
    WHITE = "\x00white"
    ARTEFACTS = "\x00artefact"


ASIDES = tuple(Aside)
KIND_OF = {Aside.PLATELETS: CellKind.PLATELET, Aside.WHITE: CellKind.WHITE, Aside.ARTEFACTS: CellKind.ARTEFACT}
_PLACE_OF = {kind: ASIDES.index(aside) + 1 for aside, kind in KIND_OF.items()}
_CUT = ASIDES.index(Aside.CUT) + 1


class SetAside:
    """Tells for rows of a table where they stand: 0 with the red cells, else 1 + the index in `ASIDES`.

    A red cell that the border cuts stands aside until a person labels it, because it counts then.
    """

    def __init__(self) -> None:
        self._ids = np.zeros(0, np.int64)  # of other objects, ascending
        self._places = np.zeros(0, np.int8)
        self._sizes = SmearSizes()

    def set_smears(self, smears: Mapping[int, SmearInfo]) -> None:
        self._sizes = SmearSizes(smears.values())

    def set_kinds(self, kinds: Mapping[int, CellKind]) -> None:
        """Set the objects that are not red cells, by id."""
        self._ids = np.array(sorted(kinds), np.int64)
        self._places = np.array([_PLACE_OF[kinds[i]] for i in self._ids.tolist()], np.int8)

    def update(self, cells: Iterable[Cell]) -> None:
        """Follow the kinds of cells that were read."""
        changed = {cell.id: cell.kind for cell in cells}
        ids = np.array(sorted(changed), np.int64)
        if all(kind is CellKind.RED for kind in changed.values()) and not np.isin(ids, self._ids).any():
            return
        kept = ~np.isin(self._ids, ids)
        others = np.array([i for i in ids.tolist() if changed[i] is not CellKind.RED], np.int64)
        places = np.array([_PLACE_OF[changed[i]] for i in others.tolist()], np.int8)
        every = np.concatenate([self._ids[kept], others])
        order = np.argsort(every, kind="stable")
        self._ids, self._places = every[order], np.concatenate([self._places[kept], places])[order]

    def is_other(self, ids: NDArray[np.int64]) -> NDArray[np.bool_]:
        """[N] whether the ids are of objects that are not red cells."""
        return np.isin(ids, self._ids) if len(self._ids) else np.zeros(len(ids), bool)

    def of(self, table: CellTable) -> NDArray[np.int8]:
        """[N] where the rows of a table stand."""
        cut = self._sizes.cut(table.rows) & (table.human == NONE)
        found = np.where(cut, np.int8(_CUT), np.int8(0))
        if len(self._ids):
            ids = table.rows["id"]
            at = np.minimum(np.searchsorted(self._ids, ids), len(self._ids) - 1)
            found = np.where(self._ids[at] == ids, self._places[at], found)
        return np.asarray(found)
