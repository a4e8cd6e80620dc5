"""Matches the rows of a given table of cells to image files."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.events import Problem
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.cell_table import read_cell_table
from rbc_desk.store.exchange.written_paths import folded, folded_parts, parts_of, same_end

if TYPE_CHECKING:
    from rbc_desk.store.exchange.cell_table import CellTable, TableCell


@dataclass(frozen=True, slots=True)
class GivenCells:
    """The lines of a table of cells by image, and its headings other than image, x, y and r.

    `notes` lists inexact matches of names, and images that are not in the table. `problems` lists the lines and names
    that were left out, with the reason.
    """

    columns: tuple[str, ...]
    by_file: Mapping[Path, tuple[TableCell, ...]]
    notes: tuple[Phrase, ...]
    problems: tuple[Problem, ...]


def read_given_cells(path: Path, *, files: Sequence[Path]) -> GivenCells:
    """Read a table with the columns image, x, y and optionally r and others, and match its images to `files`.

    A name matches a file whose path ends with it. A name that matches several files is left out and reported. Where
    nothing matches, case is ignored, and then also folders, which may be those of another computer; not where that
    would make one image of several. Raises RbcDeskError where no line of the table can be read.
    """
    table = read_cell_table(path)
    notes: list[Phrase] = []
    problems = list(table.skipped)
    by_file: dict[Path, list[TableCell]] = defaultdict(list)
    found = {written: _matches(written, files) for written in _by_image(table)}
    ambiguous = _ambiguous(found)
    for written, cells in _by_image(table).items():
        matches, exact, _ = found[written]
        if written in ambiguous:
            why = Phrase("Several images of the table are called {name}.", name=matches[0].name)
            problems.append(Problem(written, Phrase("{where}: {why}", where=written, why=why)))
        elif len(matches) == 1:
            by_file[matches[0]].extend(cells)
            if not exact:
                notes.append(
                    Phrase("{written} in the table was matched to {file}.", written=written, file=matches[0])
                )
        else:
            problems.append(Problem(written, _unmatched(written, matches, files, n_cells=len(cells), table=path)))
    notes += [Phrase("{file} has no cells in the table.", file=file) for file in files if file not in by_file]
    standard = {"image", "x", "y", "r"}
    columns = tuple(column for column in table.columns if column and column.casefold() not in standard)
    return GivenCells(columns, {file: tuple(cells) for file, cells in by_file.items()}, tuple(notes), tuple(problems))


def _by_image(table: CellTable) -> Mapping[str, Sequence[TableCell]]:
    found: dict[str, list[TableCell]] = defaultdict(list)
    for cell in table.cells:
        found[cell.image].append(cell)
    return found


def _matches(written: str, files: Sequence[Path]) -> tuple[list[Path], bool, bool]:
    """The files that a name in a table matches, whether exactly, and whether by the last part of the path alone."""
    parts = parts_of(written)
    alike = folded_parts(parts)
    for exact, wanted, fold in ((True, parts, False), (False, alike, True), (False, alike[-1:], True)):
        matches = [file for file in files if _ends_with(file, wanted, fold=fold)]
        if matches:
            return matches, exact, len(wanted) < len(parts)
    return [], False, False


def _ambiguous(found: Mapping[str, tuple[list[Path], bool, bool]]) -> frozenset[str]:
    """The names that match a file by their last part alone, although names of other folders match it, too."""
    folders: dict[Path, set[tuple[str, ...]]] = defaultdict(set)
    for written, (matches, _, _) in found.items():
        if len(matches) == 1:
            folders[matches[0]].add(folded_parts(parts_of(written)[:-1]))
    return frozenset(
        written
        for written, (matches, _, by_name) in found.items()
        if by_name and len(matches) == 1 and len(folders[matches[0]]) > 1
    )


def _ends_with(file: Path, wanted: tuple[str, ...], *, fold: bool) -> bool:
    parts = file.absolute().parts
    return bool(wanted) and same_end(folded_parts(parts) if fold else parts, wanted) == len(wanted)


def _unmatched(written: str, matches: Sequence[Path], files: Sequence[Path], *, n_cells: int, table: Path) -> Phrase:
    if matches:
        return Phrase(
            "{table} has {n} cell of {written}, which may be {one} or {other}. Write the path from "
            "their common folder into the table."
            if n_cells == 1
            else "{table} has {n} cells of {written}, which may be {one} or {other}. Write the path from "
            "their common folder into the table.",
            table=table.name,
            n=n_cells,
            written=written,
            one=matches[0],
            other=matches[1],
        )
    names = {folded(file.name): file.name for file in files}
    near = difflib.get_close_matches(folded((parts_of(written) or ("",))[-1]), names, n=1)
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
