"""The contents of a report as data. The same blocks feed every output format."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rbc_desk.core.tables.columns import ReportColumn, Row, texts


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the page."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text. A "note" is less prominent, a "warning" more."""

    text: str
    kind: Literal["plain", "note", "warning"] = "plain"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of text. The first `n_left` columns contain words, the others numbers.

    `reference_columns` contain figures of another source, such as a paper; `best_rows` are bold. Both are indices
    from 0. `row_colours` (#rrggbb; "": none) marks each row with a swatch, such as the colour of a class. `row_links`
    are relative addresses ("": none) that the first text of each row leads to in HTML.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    n_left: int = 1
    reference_columns: Sequence[int] = ()
    best_rows: Sequence[int] = ()
    row_colours: Sequence[str] = ()
    row_links: Sequence[str] = ()


def table_of(
    columns: Sequence[ReportColumn[Row]],
    rows: Iterable[Row],
    *,
    reference: Collection[str] = (),
    best_rows: Sequence[int] = (),
) -> Table:
    """Make a table from columns, words before numbers; `reference` names columns with figures of another source."""
    return Table(
        [column.title for column in columns],
        texts(columns, rows),
        n_left=sum(not column.is_number for column in columns),
        reference_columns=[i for i, column in enumerate(columns) if column.name in reference],
        best_rows=best_rows,
    )


@dataclass(frozen=True, slots=True)
class Series:
    """A curve. `marks` draws each point; `whiskers` [N] are the lower and the upper end of each, None without one.

    A series without a `colour` (#rrggbb) gets a colour by its index.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    marks: bool = False
    whiskers: tuple[tuple[float, float] | None, ...] = ()
    colour: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A line chart with named axes and a legend. `logarithmic`: the x axis is. `diagonal`: draws a reference line."""

    series: Sequence[Series]
    title: str
    x_label: str
    y_label: str
    x_range: tuple[float, float] | None = None
    y_range: tuple[float, float] | None = None
    diagonal: bool = False
    logarithmic: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(math.isfinite(x) and math.isfinite(y) for one in self.series for x, y in one.points)


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars over the bins of a measure. `edges` [N + 1] ascend, `counts` [N]; `mark` is drawn as a vertical line."""

    edges: Sequence[float]
    counts: Sequence[int]
    title: str
    x_label: str
    y_label: str
    mark: float | None = None

    @property
    def is_empty(self) -> bool:
        return not any(self.counts)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A confusion matrix: true classes in rows, predicted classes in columns, counts [C, C]."""

    names: Sequence[str]
    counts: Sequence[Sequence[int]]

    @property
    def is_empty(self) -> bool:
        return not self.names


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, matrix or table with a caption."""

    caption: str
    content: Chart | Histogram | Matrix | Table


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Figures side by side where the page is wide enough."""

    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with their values, in one or two columns of pairs."""

    pairs: Sequence[tuple[str, str]]
    columns: Literal[1, 2] = 2
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG or JPEG file with a caption, which is also its text for those who cannot see it."""

    data: bytes
    caption: str = ""

    @property
    def suffix(self) -> Literal["png", "jpg"]:
        return "png" if self.data.startswith(b"\x89PNG") else "jpg"


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures side by side, `columns` in a row."""

    pictures: Sequence[Picture]
    columns: int = 3


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the report: a logo, a name, lines of address, and lines at the right such as the kind of report."""

    name: str
    lines: Sequence[str] = ()
    right: Sequence[str] = ()
    logo: Picture | None = None


@dataclass(frozen=True, slots=True)
class SignatureBox:
    """Who reviewed and signed, as names with values. `code` is small print, such as the hash of the data."""

    pairs: Sequence[tuple[str, str]]
    code: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """The next block starts a new page where the output has pages."""


Block = Heading | Paragraph | Table | Matrix | FigureRow | Facts | Pictures | Letterhead | SignatureBox | PageBreak


@dataclass(frozen=True, slots=True)
class Page:
    """A whole report. `footer` stands below each page; "" is the program's own."""

    title: str
    blocks: Sequence[Block]
    footer: str = ""
