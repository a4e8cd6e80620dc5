"""The format `csv`: a table of cells with image, x, y and optionally r, class, specimen and kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rbc_desk.core.cells.cell import AnnotatedCell, CellKind
from rbc_desk.core.errors import RbcDeskError, UnreadableImageError
from rbc_desk.core.events import Problem
from rbc_desk.core.files.atomic import replacing
from rbc_desk.core.files.images import is_file, is_folder, natural_key
from rbc_desk.core.geometry.shape import FIGURES
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.csv_text import csv_lines
from rbc_desk.store.exchange.annotated import AnnotatedSet, AnnotatedSmear, ExportedSet, ReadOptions
from rbc_desk.store.exchange.cell_table import read_cell_table
from rbc_desk.store.exchange.images import checked
from rbc_desk.store.exchange.kind_names import kind_named
from rbc_desk.store.exchange.written_paths import folded, folded_parts, parts_of, pure_path

_KINDS = {
    "": CellKind.RED,
    "rbc": CellKind.RED,
    "artifact": CellKind.ARTEFACT,
    **{str(kind): kind for kind in CellKind},
}


def read_csv(source: Path, options: ReadOptions = ReadOptions()) -> AnnotatedSet:  # noqa: B008  frozen
    """Read the cells of a table. Its images are searched in the table's folder and in a folder `images` there.

    `source` is the table or a folder with one table. Names are matched in any case, and paths of another computer by
    as many of their last parts as there are here; two paths never become one image by that. Objects of another kind
    have no class and are read only with `options.all_kinds`; a cell of an unknown kind is read as a red cell.
    `left_out` counts both. An image outside the folder is named in `skipped` unless `options` allow it. Raises
    RbcDeskError, which names a missing column, or the first error where no line can be read.
    """
    path = _table_in(source)
    table = read_cell_table(path)
    image_paths = _ImagePaths(path.parent, anywhere=options.images_anywhere)
    skipped = list(table.skipped)
    cells: dict[Path, list[AnnotatedCell]] = {}
    specimens: dict[Path, str] = {}
    images = image_paths.find_all(dict.fromkeys(cell.image for cell in table.cells))
    told: set[str] = set()
    unknown_kinds, not_red = Counter[str](), Counter[CellKind]()
    for cell in table.cells:
        options.task.raise_if_stopped()
        where = Phrase("{name}, line {number}", name=path.name, number=cell.line)
        image = images[cell.image]
        if isinstance(image, RbcDeskError):
            if cell.image not in told:
                told.add(cell.image)
                skipped.append(Problem(cell.image, Phrase("{where}: {why}", where=where, why=Phrase.of(str(image)))))
        else:
            kind_text = cell.written("kind")
            kind = _kind(kind_text)
            if kind is None:
                unknown_kinds[kind_text] += 1
                kind = CellKind.RED
            elif kind is not CellKind.RED and not options.all_kinds:
                not_red[kind] += 1
                continue
            class_name = cell.class_name if kind is CellKind.RED else None
            annotated = AnnotatedCell(cell.x, cell.y, cell.r, class_name, where, kind)
            cells.setdefault(image, []).append(annotated)
            if cell.specimen is not None:
                specimens[image] = cell.specimen
    found = [AnnotatedSmear(image, tuple(group), specimens.get(image)) for image, group in cells.items()]
    smears = tuple(sorted(found, key=lambda smear: natural_key(smear.path)))
    left_out = _words_of_kinds(path, unknown_kinds=unknown_kinds, not_red=not_red)
    return checked(AnnotatedSet(smears, tuple(skipped), tuple(left_out)))


def _kind(word: str) -> CellKind | None:
    """The kind of object that a table's text means; None where it is unknown."""
    known = _KINDS.get(word.casefold())
    if known is not None:
        return known
    named = kind_named(word)
    return named if named is not CellKind.RED else None


def _words_of_kinds(table: Path, *, unknown_kinds: Counter[str], not_red: Counter[CellKind]) -> Iterator[Problem]:
    for word, n in unknown_kinds.most_common():
        message = Phrase("{n} cells of the unknown kind {word!r} were imported as red cells.", n=n, word=word)
        yield Problem(str(table), message)
    if n := not_red.total():
        yield Problem(str(table), Phrase("{n} objects are not red cells and were left out.", n=n))


def write_csv(folder: Path, exported: ExportedSet) -> Sequence[Phrase]:
    """Write cells.csv to `folder`, one cell at a time; `read_csv` reads it.

    Diameters in µm are added where a smear has a scale, empty where another one has none, and the kinds of objects
    where there are other ones than red cells. Measurements of the outline are empty where a cell has none. Raises
    StorageError.
    """
    more = (*(("diameter_um",) if exported.sized else ()), *(("kind",) if exported.kinds else ()))
    header = ("image", "specimen", "x", "y", "r", "class", "reader", *FIGURES, *more)
    lines = csv_lines(header, _csv_rows(exported))
    with replacing(folder / "cells.csv") as temporary, temporary.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
    return () if exported.sized else (Phrase("The table has no column diameter_um because no smear is calibrated."),)


def _csv_rows(exported: ExportedSet) -> Iterator[tuple[str, ...]]:
    for cell in (cell for smear in exported.smears for cell in smear.cells):
        c = cell.circle
        place = (f"{c.x:.2f}", f"{c.y:.2f}", f"{c.r:.2f}")
        size = (f"{c.diameter * cell.um_per_px:.3f}" if cell.um_per_px else "",) if exported.sized else ()
        figures = cell.shape.figures if cell.shape is not None else ("",) * len(FIGURES)
        kind = (cell.kind.value,) if exported.kinds else ()
        yield (cell.image, cell.specimen, *place, cell.code, cell.reader, *map(str, figures), *size, *kind)


def _table_in(source: Path) -> Path:
    if not is_folder(source):
        return source
    tables = [path for path in sorted(source.iterdir()) if path.suffix.lower() == ".csv" and is_file(path)]
    if len(tables) != 1:
        raise RbcDeskError(
            Phrase("{source} contains {n} tables (*.csv) instead of one.", source=source, n=len(tables)),
            hint="Choose the table itself.",
        )
    return tables[0]


class _ImagePaths:
    """Finds the images of a table by their paths."""

    def __init__(self, folder: Path, *, anywhere: bool) -> None:
        self._folder, self._anywhere = folder, anywhere
        self._listings: dict[Path, dict[str, list[Path]]] = {}

    def find_all(self, written: Iterable[str]) -> dict[str, Path | RbcDeskError]:
        """The image of each path as written, or the error for which it has none.

        Images of equal names in different folders are different images: where only one of them is here, it is not
        known which one, so that neither is taken for it.
        """
        found: dict[str, Path | RbcDeskError] = {}
        shortened: set[str] = set()
        names: dict[Path, list[str]] = {}
        for name in written:
            try:
                path, is_whole = self._find(name)
            except RbcDeskError as error:
                found[name] = error
                continue
            found[name] = path
            names.setdefault(path, []).append(name)
            if not is_whole:
                shortened.add(name)
        for path, same in names.items():
            if len({folded_parts(pure_path(name).parts) for name in same}) > 1:
                for name in shortened.intersection(same):
                    found[name] = UnreadableImageError(
                        Phrase("Several images of the table are called {name}.", name=path.name),
                        hint="Keep the folders of the images as they are in the table.",
                    )
        return found

    def _find(self, written: str) -> tuple[Path, bool]:
        """The image's path, and whether its whole path matches, not only the end of it.

        Raises UnreadableImageError where it is outside the folder or missing.
        """
        found, whole = self._located(written)
        if not (self._anywhere or _is_below(found, self._folder)):  # a link inside the folder may lead out of it
            raise _outside(written)
        return found, whole

    def _located(self, written: str) -> tuple[Path, bool]:
        pure = pure_path(written)
        if pure.anchor or ".." in pure.parts:
            outside = Path(written).expanduser() if pure.anchor else self._folder.joinpath(*pure.parts)
            if is_file(outside) and (self._anywhere or _is_below(outside, self._folder)):
                return outside, True
            # a path of another computer is matched by its end; an existing file outside the folder, or a path
            # with `..`, is a different image from the one with that name here
            if is_file(outside) or ".." in pure.parts:
                raise _outside(written)
        parts = parts_of(written)
        for first in range(len(parts)):
            for folder in (self._folder, self._folder / "images"):
                if (found := self._below(folder, parts[first:])) is not None:
                    return found, first == 0
        raise UnreadableImageError(
            Phrase("{written} does not exist.", written=written), hint="Put the images in the folder of the table."
        )

    def _below(self, folder: Path, parts: Sequence[str]) -> Path | None:
        """Return the file at this relative path; the case of a part is ignored where the match is unique."""
        exact = folder.joinpath(*parts)
        if is_file(exact):
            return exact
        place = folder
        for part in parts:
            found = self._listing(place).get(folded(part), [])
            if len(found) != 1:
                return None
            place = found[0]
        return place if is_file(place) else None

    def _listing(self, folder: Path) -> dict[str, list[Path]]:
        if folder not in self._listings:
            names: dict[str, list[Path]] = {}
            for entry in sorted(folder.iterdir()) if is_folder(folder) else ():
                names.setdefault(folded(entry.name), []).append(entry)
            self._listings[folder] = names
        return self._listings[folder]


def _outside(written: str) -> UnreadableImageError:
    return UnreadableImageError(
        Phrase("{written} is outside the folder of the table.", written=written),
        hint="Move the image into that folder. The option --images-anywhere allows other places.",
    )


def _is_below(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())
