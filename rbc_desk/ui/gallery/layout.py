"""Geometry of the gallery's tiles, pure arithmetic. 50 000 tiles cost no more than the visible ones."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

Rect = tuple[int, int, int, int]
"""Left, top, width, height, in pixels from the top of the whole gallery."""

MARGIN = 8


@dataclass(frozen=True, slots=True)
class Layout:
    """`counts` tiles in groups below each other, each under a header. A folded group shows only its header.

    Tiles are numbered through all groups, including folded ones.
    """

    counts: tuple[int, ...]
    folded: frozenset[int]
    width: int
    tile: int
    gap: int
    header: int
    columns: int
    firsts: tuple[int, ...]  # the number of each group's first tile, and the total
    tops: tuple[int, ...]  # the top of each group's header, and the total height
    leads: tuple[int, ...]  # the blank places before each group's first tile

    @classmethod
    def of(
        cls,
        counts: Sequence[int],
        *,
        width: int,
        tile: int,
        gap: int,
        header: int,
        folded: frozenset[int] = frozenset(),
        leads: Sequence[int] = (),
    ) -> Layout:
        """`leads`: blank places before the first tile of each group, none by default.

        Raises ValueError for a tile or header of zero size.
        """
        if tile < 1 or header < 1:
            raise ValueError("tiles and headers have an extent")
        columns = max(1, (width - 2 * MARGIN + gap) // (tile + gap))
        blank = tuple(leads) or (0,) * len(counts)
        rows = [0 if i in folded or not n else -(-(n + blank[i]) // columns) for i, n in enumerate(counts)]
        heights = [header + n * (tile + gap) + gap for n in rows]
        return cls(
            tuple(counts),
            folded,
            width,
            tile,
            gap,
            header,
            columns,
            tuple(accumulate(counts, initial=0)),
            tuple(accumulate(heights, initial=0)),
            blank,
        )

    @property
    def height(self) -> int:
        return self.tops[-1]

    def bin_of(self, number: int) -> int:
        return bisect_right(self.firsts, number) - 1

    def header_rect(self, bin_: int) -> Rect:
        return 0, self.tops[bin_], self.width, self.header

    def rect(self, number: int) -> Rect | None:
        """The rectangle of a tile; None in a folded group."""
        bin_ = self.bin_of(number)
        if bin_ in self.folded:
            return None
        row, column = divmod(number - self.firsts[bin_] + self.leads[bin_], self.columns)
        pitch = self.tile + self.gap
        return MARGIN + column * pitch, self.tops[bin_] + self.header + row * pitch, self.tile, self.tile

    def bin_at(self, y: int) -> int | None:
        """The group whose header or tiles are at this height; None if there is none."""
        if not 0 <= y < self.height:
            return None
        return bisect_right(self.tops, y) - 1

    def is_header(self, y: int) -> bool:
        bin_ = self.bin_at(y)
        return bin_ is not None and y < self.tops[bin_] + self.header

    def at(self, x: int, y: int) -> int | None:
        """The tile at a point; None between tiles and on headers."""
        found = self.within(x, y, x1=x, y1=y)
        return found[0] if found else None

    def within(self, x0: int, y0: int, *, x1: int, y1: int) -> list[int]:
        """The tiles that a rectangle touches, including its edges."""
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        pitch = self.tile + self.gap
        first, last = _touched(x0 - MARGIN, x1 - MARGIN, pitch=pitch, tile=self.tile, count=self.columns)
        found: list[int] = []
        for bin_ in self.bins_between(y0, y1):
            if bin_ in self.folded:
                continue
            n, lead = self.counts[bin_], self.leads[bin_]
            top = self.tops[bin_] + self.header
            rows = -(-(n + lead) // self.columns) if n else 0
            row0, row1 = _touched(y0 - top, y1 - top, pitch=pitch, tile=self.tile, count=rows)
            start = self.firsts[bin_]
            for row in range(row0, row1):
                a, b = row * self.columns + first - lead, min(row * self.columns + last - lead, n)
                found += range(start + max(a, 0), start + b)
        return found

    def tiles_between(self, y0: int, y1: int) -> Iterator[tuple[int, int, Rect]]:
        """The tiles that touch the heights from y0 to y1: their group, their index in it and their rectangle."""
        pitch = self.tile + self.gap
        for bin_ in self.bins_between(y0, y1):
            if bin_ in self.folded:
                continue
            n, lead = self.counts[bin_], self.leads[bin_]
            top = self.tops[bin_] + self.header
            rows = -(-(n + lead) // self.columns) if n else 0
            for row in range(*_touched(y0 - top, y1 - top, pitch=pitch, tile=self.tile, count=rows)):
                first = row * self.columns - lead
                for place in range(max(first, 0), min(first + self.columns, n)):
                    left = MARGIN + (place - first) * pitch
                    yield bin_, place, (left, top + row * pitch, self.tile, self.tile)

    def bins_between(self, y0: int, y1: int) -> range:
        """The groups between two heights."""
        if y1 < 0 or y0 >= self.height or not self.counts:
            return range(0)
        first = bisect_right(self.tops, max(y0, 0)) - 1
        last = bisect_right(self.tops, min(y1, self.height - 1)) - 1
        return range(first, last + 1)

    def beside(self, number: int, *, columns: int = 0, rows: int = 0) -> int:
        """The tile a number of columns or rows away, across headers; unchanged at either end."""
        shown = [i for i in range(len(self.counts)) if i not in self.folded and self.counts[i]]
        bin_ = self.bin_of(number)
        if bin_ not in shown:
            return number
        at, place = number - self.firsts[bin_], shown.index(bin_)
        if columns:
            at += columns
            while at < 0 and place > 0:
                place -= 1
                at += self.counts[shown[place]]
            while at >= self.counts[shown[place]] and place < len(shown) - 1:
                at -= self.counts[shown[place]]
                place += 1
        for _ in range(abs(rows)):
            n, lead = self.counts[shown[place]], self.leads[shown[place]]
            column = (at + lead) % self.columns
            below = at + (self.columns if rows > 0 else -self.columns)
            if 0 <= below < n:
                at = below
            elif rows > 0 and (at + lead) // self.columns < (n - 1 + lead) // self.columns:
                at = n - 1  # the last row may be shorter
            elif rows < 0 and (at + lead) // self.columns > lead // self.columns:
                at = 0  # and so may be the first one
            elif rows > 0 and place < len(shown) - 1:
                place += 1
                n, lead = self.counts[shown[place]], self.leads[shown[place]]
                at = min(max(column - lead % self.columns, 0), n - 1)
            elif rows < 0 and place > 0:
                place -= 1
                n, lead = self.counts[shown[place]], self.leads[shown[place]]
                at = min(max((n - 1 + lead) // self.columns * self.columns + column - lead, 0), n - 1)
        at = min(max(at, 0), self.counts[shown[place]] - 1)
        return self.firsts[shown[place]] + at


def _touched(low: int, high: int, *, pitch: int, tile: int, count: int) -> tuple[int, int]:
    """The half-open range of tiles (of `count` in a row or column) that an interval touches."""
    if high < 0 or count < 1:
        return 0, 0
    first = max(low, 0) // pitch
    if low - first * pitch >= tile:  # the interval begins in a gap
        first += 1
    return min(first, count), min(high // pitch + 1, count)
