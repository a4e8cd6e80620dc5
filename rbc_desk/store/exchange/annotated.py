"""Annotated data sets as every format reads and writes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rbc_desk.core.cells import AnnotatedCell, CellKind
from rbc_desk.core.events import Trouble
from rbc_desk.core.geometry import Circle
from rbc_desk.core.shape import CellShape
from rbc_desk.core.task import SILENT, Task


@dataclass(frozen=True, slots=True)
class AnnotatedSmear:
    """An image file and what is known of its cells. `specimen` None: the format does not say."""

    path: Path
    cells: tuple[AnnotatedCell, ...] = ()
    specimen: str | None = None


@dataclass(frozen=True, slots=True)
class ExportedCell:
    """A labelled cell, or an object of another kind, to be exported.

    `code` is empty for an object of another kind; `png` None: its smear could not be read; `um_per_px` None: the
    smear is not calibrated.
    """

    cell_id: int
    image: str
    specimen: str
    circle: Circle
    code: str
    reader: str
    png: bytes | None
    um_per_px: float | None = None
    shape: CellShape | None = None
    kind: CellKind = CellKind.RED


@dataclass(frozen=True, slots=True)
class AnnotatedSet:
    """What was read of a data set, and what was not.

    `skipped` names what is bad, a file or a line, with the reason; `left_out` names what was left out on purpose.
    """

    smears: tuple[AnnotatedSmear, ...]
    skipped: tuple[Trouble, ...] = ()
    left_out: tuple[Trouble, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`keep_names`: class names whose cells are wanted although the format says that they are no red cells.

    `all_kinds`: white cells, platelets and artefacts are read too, as objects of their kind.
    `images_anywhere`: a table may name pictures outside of its own folder. `task` is polled for each file, and for
    each line of a table.
    """

    keep_names: frozenset[str] = frozenset()
    images_anywhere: bool = False
    all_kinds: bool = False
    task: Task = SILENT
