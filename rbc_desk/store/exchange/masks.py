"""Outlines of masks in the run-length encodings of COCO and CVAT."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from rbc_desk.core.geometry.polygons import Point
from rbc_desk.core.phrases import Phrase

_MOST_SIDE = 100_000  # pixels of an image
_MOST_STEPS = 60_000  # pixels along the boundary of one mask
_MOST_RUNS = 50_000

Run = tuple[int, int, int]
"""A line of the mask: its number, and the pixels from first to last + 1 on it."""


def counts_of(text: str) -> list[int]:
    """The counts of COCO's compressed encoding: 5 bits a character, differences from the count before the last.

    Raises ValueError. The format is that of `rleFrString` in cocoapi's maskApi.c.
    """
    counts: list[int] = []
    value = shift = 0
    for char in text:
        code = ord(char) - 48
        if not 0 <= code < 64 or shift > 60:
            raise ValueError(Phrase("its mask is not a valid run-length encoding"))
        value |= (code & 31) << shift
        shift += 5
        if not code & 32:
            if code & 16:
                value -= 1 << shift
            counts.append(value + (counts[-2] if len(counts) > 2 else 0))
            value = shift = 0
    if shift:
        raise ValueError(Phrase("its mask is not a valid run-length encoding"))
    return counts


def outline_of(counts: Sequence[int], *, lines: int, length: int, swapped: bool) -> tuple[Point, ...]:
    """The outline of the largest piece of a mask of `lines` lines of `length` pixels, which begins with background.

    `swapped`: lines are columns, as in COCO. The corners lie midway along the edges of pixels, which smooths steps.
    Raises ValueError where the mask is empty, impossible, or too ragged to be a cell.
    """
    if not (0 < lines <= _MOST_SIDE and 0 < length <= _MOST_SIDE):
        raise ValueError(Phrase("its mask has an impossible size"))
    runs = list(_runs(counts, lines=lines, length=length))
    loop = max(_loops(_edges(runs)), key=_twice_area, default=())
    if len(loop) < 3 or _twice_area(loop) <= 0:
        raise ValueError(Phrase("its mask is empty"))
    points = [((x0 + x1) / 2, (y0 + y1) / 2) for (x0, y0), (x1, y1) in zip(loop, (*loop[1:], loop[0]), strict=True)]
    corners = _without_straight(points)
    return tuple((y, x) for x, y in corners) if swapped else tuple(corners)


def _runs(counts: Sequence[int], *, lines: int, length: int) -> Iterator[Run]:
    at = n = 0
    for index, count in enumerate(counts):
        if count < 0 or at + count > lines * length:
            raise ValueError(Phrase("its mask does not fit its size"))
        if index % 2 and count:
            for line in range(at // length, (at + count - 1) // length + 1):
                n += 1
                if n > _MOST_RUNS:
                    raise ValueError(Phrase("its mask is too ragged to be a cell"))
                yield line, max(at - line * length, 0), min(at + count - line * length, length)
        at += count


def _edges(runs: Sequence[Run]) -> defaultdict[tuple[int, int], list[tuple[int, int]]]:
    """The unit edges around the pixels as start and ends, the mask always on the same side."""
    by_line: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for line, first, end in runs:
        spans = by_line[line]
        spans[-1:] = [(spans[-1][0], end)] if spans and spans[-1][1] == first else [*spans[-1:], (first, end)]
    edges: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    n = 0
    for line, spans in by_line.items():
        for first, end in spans:
            edges[end, line].append((end, line + 1))
            edges[first, line + 1].append((first, line))
        for other, at, forward in ((line - 1, line, True), (line + 1, line + 1, False)):
            for first, end in _outside(spans, by_line.get(other, [])):
                n += end - first
                if n > _MOST_STEPS:
                    raise ValueError(Phrase("its mask is too ragged to be a cell"))
                for x in range(first, end):
                    start, stop = ((x, at), (x + 1, at)) if forward else ((x + 1, at), (x, at))
                    edges[start].append(stop)
    return edges


def _outside(spans: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of `spans` that no span of `others` covers; both are in order."""
    index = 0
    for first, end in spans:
        while index < len(others) and others[index][1] <= first:
            index += 1
        at, i = first, index
        while i < len(others) and others[i][0] < end:
            if others[i][0] > at:
                yield at, others[i][0]
            at = max(at, others[i][1])
            i += 1
        if at < end:
            yield at, end


def _loops(edges: defaultdict[tuple[int, int], list[tuple[int, int]]]) -> Iterator[list[tuple[int, int]]]:
    while edges:
        start = next(iter(edges))
        at, heading, loop = start, (0, 0), []
        while at in edges:
            loop.append(at)
            ends = edges[at]
            # where two pieces touch at a corner, the turn towards the own piece keeps them apart
            turn = next((e for e in ends if (e[0] - at[0], e[1] - at[1]) == (-heading[1], heading[0])), ends[0])
            ends.remove(turn)
            if not ends:
                del edges[at]
            heading, at = (turn[0] - at[0], turn[1] - at[1]), turn
            if at == start:
                break
        yield loop


def _twice_area(loop: Sequence[tuple[int, int]]) -> int:
    """Twice the area, negative for the boundary of a hole."""
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(loop, (*loop[1:], *loop[:1]), strict=True))


def _without_straight(points: Sequence[Point]) -> list[Point]:
    """The points without those on a straight line between their neighbours."""
    kept = []
    for (x0, y0), (x1, y1), (x2, y2) in zip(
        (*points[-1:], *points[:-1]), points, (*points[1:], *points[:1]), strict=True
    ):
        if (x1 - x0) * (y2 - y1) != (x2 - x1) * (y1 - y0):
            kept.append((x1, y1))
    return kept
