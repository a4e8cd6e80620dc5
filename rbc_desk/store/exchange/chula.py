"""The Chula RBC-12 data set (Naruenatthanaset et al., arXiv 2012.01321): a point and a class number a cell."""

from __future__ import annotations

from pathlib import Path

from rbc_desk.core.cells import AnnotatedCell
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.image_files import images_below
from rbc_desk.core.phrases import Phrase
from rbc_desk.store.exchange.images import folder_named
from rbc_desk.store.exchange.registry import AnnotatedSmear
from rbc_desk.store.exchange.texts import finite, text_of

CODES = (
    "normal",
    "macrocyte",
    "microcyte",
    "spherocyte",
    "codocyte",
    "stomatocyte",
    "ovalocyte",
    "teardrop",
    "burr_cell",
    "schistocyte",
    None,  # uncategorised: a cell without a class
    "hypochromia",
    "elliptocyte",
)
_CODE_OF = {str(label): code for label, code in enumerate(CODES)}
# Neighbouring numbers often show one slide and the set does not say which: ten in a row count as one specimen,
# so that a split by specimen keeps most neighbours together.
_BLOCK = 10


def read_chula(source: Path) -> list[AnnotatedSmear]:
    """Smears with their labelled points, in the order of their numbers.

    A smear without a label file comes in without cells. Raises RbcDeskError that names a faulty line.
    """
    labels = folder_named(source, "labels", "Label", "label")
    found = []
    for path in images_below(folder_named(source, "images", "Dataset")):
        table = labels / f"{path.stem}.txt"
        cells = _cells(table) if table.is_file() else ()
        block = f"chula {int(path.stem) // _BLOCK:02d}" if path.stem.isdigit() else None
        found.append(AnnotatedSmear(path, cells, block))
    return found


def _cells(table: Path) -> tuple[AnnotatedCell, ...]:
    cells = []
    for number, line in enumerate(text_of(table).splitlines(), start=1):
        words = line.split()
        if not words:
            continue
        try:
            x, y, code = finite(words[0]), finite(words[1]), _CODE_OF[words[2]]
        except (ValueError, IndexError, KeyError) as error:
            raise RbcDeskError(
                Phrase(
                    "{name}, line {number}: {line!r} is not `x y class`.", name=table.name, number=number, line=line
                ),
                hint="Correct that line.",
            ) from error
        cells.append(AnnotatedCell(x, y, None, code))
    return tuple(cells)
