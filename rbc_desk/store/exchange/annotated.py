"""Annotated data sets as every format reads and writes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rbc_desk.core.cells.cell import AnnotatedCell, CellKind
from rbc_desk.core.events import Problem
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.geometry.shape import CellShape
from rbc_desk.core.task import SILENT, Task


@dataclass(frozen=True, slots=True)
class AnnotatedSmear:
    """An image file with its annotated cells. `specimen` is None where the format has none."""

    path: Path
    cells: tuple[AnnotatedCell, ...] = ()
    specimen: str | None = None


@dataclass(frozen=True, slots=True)
class ExportedCell:
    """A cell, or an object of another kind, to be exported.

    `code` is empty for an object of another kind and for a cell without a class; `score` is the confidence of a
    class that a model gave, None where a reader gave it. `png` is the crop (None: none is needed); `um_per_px` None:
    the smear is not calibrated.
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
    score: float | None = None


@dataclass(frozen=True, slots=True)
class ExportedSmear:
    """A smear to be exported. `image` is the path of its image below the folder of images, with `/`."""

    image: str
    width: int
    height: int
    cells: tuple[ExportedCell, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportedSet:
    """What an exporter writes; the smears arrive one at a time.

    `codes`: every class that can occur, in order. `sized`: some smears have a scale. `kinds`: white cells, platelets
    and artefacts are among the cells.
    """

    smears: Iterable[ExportedSmear]
    codes: tuple[str, ...] = ()
    sized: bool = False
    kinds: bool = False


@dataclass(frozen=True, slots=True)
class AnnotatedSet:
    """The contents of a data set.

    `skipped` names faulty files and lines with the reason; `left_out` names what was left out on purpose. `format` is
    the name of its format; `holds` keeps the unpacked files of an archive as long as the set is in use.
    """

    smears: tuple[AnnotatedSmear, ...]
    skipped: tuple[Problem, ...] = ()
    left_out: tuple[Problem, ...] = ()
    format: str = ""
    holds: object = None


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options of importers.

    `keep_names`: class names that count as red cells although the format says otherwise.
    `all_kinds`: also read white cells, platelets and artefacts, as objects of their kind.
    `images_anywhere`: a data set may refer to images outside its folder.
    `task`: polled for each file and each line of a table.
    """

    keep_names: frozenset[str] = frozenset()
    images_anywhere: bool = False
    all_kinds: bool = False
    task: Task = SILENT
