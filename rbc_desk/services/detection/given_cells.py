"""Matches the rows of a given table of cells to image files."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from rbc_desk.core.events import Trouble
from rbc_desk.core.phrases import Phrase

if TYPE_CHECKING:
    from rbc_desk.store.exchange.cell_table import CellTable, TableCell


@dataclass(frozen=True, slots=True)
class GivenCells:
    """The lines of a table by picture, and its headings beside image, x, y and r.

    `notes` says which names were matched though they are written otherwise, and which pictures the table does not
    name; `troubles` which lines and names of it were left out, and why.
    """

    columns: tuple[str, ...]
    by_file: Mapping[Path, tuple[TableCell, ...]]
    notes: tuple[Phrase, ...]
    troubles: tuple[Trouble, ...]


def read_given_cells(path: Path, *, files: Sequence[Path]) -> GivenCells:
    """Read a table with image,x,y and perhaps r and further columns, and match its images with `files`.

    A name matches the file whose path ends as it says: the fewer folders it names, the more files it may mean, and
    one that means several is left out with a word. Where nothing matches as written, case is passed over, and then
    folders, which may be another computer's. Raises RbcDeskError where no line of the table can be read.
    """
    from rbc_desk.store.exchange.cell_table import read_cell_table

    table = read_cell_table(path)
    notes: list[Phrase] = []
    troubles = list(table.skipped)
    by_file: dict[Path, list[TableCell]] = defaultdict(list)
    for written, cells in _by_image(table).items():
        meant, exact = _meant(written, files)
        if len(meant) == 1:
            by_file[meant[0]].extend(cells)
            if not exact:
                notes.append(Phrase("{written} in the table was matched to {file}.", written=written, file=meant[0]))
        else:
            troubles.append(Trouble(written, _unmatched(written, meant, files, n_cells=len(cells), table=path)))
    notes += [Phrase("{file} has no cells in the table.", file=file) for file in files if file not in by_file]
    taken = {"image", "x", "y", "r"}
    columns = tuple(column for column in table.columns if column and column.casefold() not in taken)
    return GivenCells(columns, {file: tuple(cells) for file, cells in by_file.items()}, tuple(notes), tuple(troubles))


def _by_image(table: CellTable) -> Mapping[str, Sequence[TableCell]]:
    found: dict[str, list[TableCell]] = defaultdict(list)
    for cell in table.cells:
        found[cell.image].append(cell)
    return found


def _meant(written: str, files: Sequence[Path]) -> tuple[list[Path], bool]:
    """The files that a name in a table may mean, and whether they are written as it is."""
    parts = _parts(written)
    folded = tuple(part.casefold() for part in parts)
    for exact, wanted, fold in ((True, parts, False), (False, folded, True), (False, folded[-1:], True)):
        meant = [file for file in files if _ends_with(file, wanted, fold=fold)]
        if meant:
            return meant, exact
    return [], False


def _parts(written: str) -> tuple[str, ...]:
    """The folders and the name of a path written on any system, without its root and points."""
    path: PurePath = PureWindowsPath(written) if "\\" in written else PurePosixPath(written)
    return tuple(part for part in path.parts if part not in {path.anchor, ".", ".."})


def _ends_with(file: Path, wanted: tuple[str, ...], *, fold: bool) -> bool:
    parts = _parts(file.absolute().as_posix())
    if fold:
        parts = tuple(part.casefold() for part in parts)
    return bool(wanted) and parts[-len(wanted) :] == wanted


def _unmatched(written: str, meant: Sequence[Path], files: Sequence[Path], *, n_cells: int, table: Path) -> Phrase:
    if meant:
        return Phrase(
            "{table} has {n} cell of {written}, which may be {one} or {other}. Write the path from "
            "their common folder into the table."
            if n_cells == 1
            else "{table} has {n} cells of {written}, which may be {one} or {other}. Write the path from "
            "their common folder into the table.",
            table=table.name,
            n=n_cells,
            written=written,
            one=meant[0],
            other=meant[1],
        )
    names = {file.name.casefold(): file.name for file in files}
    near = difflib.get_close_matches((_parts(written) or ("",))[-1].casefold(), names, n=1)
    if near:
        return Phrase(
            "{table} has {n} cell of {written}, which is not one of the images. Did you mean {near}? "
            "Correct the name."
            if n_cells == 1
            else "{table} has {n} cells of {written}, which is not one of the images. Did you mean {near}? "
            "Correct the name.",
            table=table.name,
            n=n_cells,
            written=written,
            near=names[near[0]],
        )
    return Phrase(
        "{table} has {n} cell of {written}, which is not one of the images. Add that image, or correct the table."
        if n_cells == 1
        else "{table} has {n} cells of {written}, which is not one of the images. Add that image, or correct the "
        "table.",
        table=table.name,
        n=n_cells,
        written=written,
    )
