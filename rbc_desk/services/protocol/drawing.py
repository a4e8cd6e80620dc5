"""Small figures for a report: line charts and matrices as SVG and HTML that need nothing else."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#6b6b6b", "#000000")
"""Told apart by colour-blind eyes (Okabe and Ito)."""
_DASHES = ("", "6 3", "2 3", "8 3 2 3")
_LEFT, _TOP, _WIDTH, _HEIGHT = 56, 12, 380, 300


@dataclass(frozen=True, slots=True)
class Series:
    """A curve by its points; `marks` draws them, `spread` [N] a whisker of so much either way.

    Without a `colour` (#rrggbb) it has that of its place among the others.
    """

    name: str
    points: tuple[tuple[float, float], ...]
    marks: bool = False
    spread: tuple[float | None, ...] = ()
    colour: str = ""


def chart(
    series: Sequence[Series], *, title: str, x: str, y: str, x_range: tuple[float, float] | None = None,
    y_range: tuple[float, float] | None = None, diagonal: bool = False, logarithmic: bool = False,
) -> str:  # fmt: skip
    """An SVG with named axes and a legend beside it; nothing where there are no points. `logarithmic`: the x axis."""
    points = [p for one in series for p in one.points if math.isfinite(p[0]) and math.isfinite(p[1])]
    if not points:
        return ""
    reach = [(b - s, b + s) for one in series for (_, b), s in zip(one.points, one.spread, strict=False) if s]
    ys = [b for _, b in points] + [end for ends in reach for end in ends]
    xs = _range([a for a, _ in points]) if x_range is None else x_range
    (x0, x1), (y0, y1) = xs, _range(ys) if y_range is None else y_range

    def across(value: float) -> float:
        if logarithmic:
            return _LEFT + _WIDTH * math.log(value / x0) / math.log(x1 / x0)
        return _LEFT + _WIDTH * (value - x0) / (x1 - x0)

    def down(value: float) -> float:
        return _TOP + _HEIGHT * (1 - (value - y0) / (y1 - y0))

    wide = _LEFT + _WIDTH + 24 + 8 * max(len(one.name) for one in series) + 24
    parts = [
        f'<svg viewBox="0 0 {wide} {_TOP + _HEIGHT + 48}" width="{wide}" role="img" '
        f'aria-label="{html.escape(title)}" font-size="13">'
    ]
    for tick in _ticks(y0, y1):
        parts.append(f'<path d="M{_LEFT} {down(tick):.1f}h{_WIDTH}" class="grid"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{down(tick) + 4:.1f}" text-anchor="end">{tick:g}</text>')
    marks = sorted({a for a, _ in points}) if logarithmic else _ticks(x0, x1)
    for tick in marks:
        parts.append(f'<path d="M{across(tick):.1f} {_TOP}v{_HEIGHT}" class="grid"/>')
        words = f"{tick:.3g}"
        parts.append(f'<text x="{across(tick):.1f}" y="{_TOP + _HEIGHT + 18}" text-anchor="middle">{words}</text>')
    parts.append(f'<rect x="{_LEFT}" y="{_TOP}" width="{_WIDTH}" height="{_HEIGHT}" class="frame"/>')
    if diagonal:
        parts.append(
            f'<path d="M{_LEFT} {_TOP + _HEIGHT}L{_LEFT + _WIDTH} {_TOP}" class="frame" stroke-dasharray="4"/>'
        )
    for index, one in enumerate(series):
        parts += _curve(one, index=index, across=across, down=down)
    middle = _LEFT + _WIDTH / 2
    parts.append(f'<text x="{middle}" y="{_TOP + _HEIGHT + 40}" text-anchor="middle">{html.escape(x)}</text>')
    turned = f"translate(14 {_TOP + _HEIGHT / 2}) rotate(-90)"
    parts.append(f'<text transform="{turned}" text-anchor="middle">{html.escape(y)}</text>')
    return "".join([*parts, "</svg>"])


def matrix(names: Sequence[str], rows: Sequence[Sequence[int]]) -> str:
    """A confusion matrix as a table: counts and percent of each row, darker for more."""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
    body = []
    for name, row in zip(names, rows, strict=True):
        total = sum(row)
        cells = []
        for n in row:
            share = n / total if total else 0.0
            ink = "#fff" if share > 0.55 else "inherit"
            style = f"background: rgb(0 114 178 / {share:.2f}); color: {ink}"
            cells.append(f'<td style="{style}">{n}<br><small>{100 * share:.1f} %</small></td>')
        body.append(f"<tr><th>{html.escape(name)}</th>{''.join(cells)}</tr>")
    return f'<table class="matrix"><tr><th></th>{head}</tr>{"".join(body)}</table>'


def _curve(one: Series, *, index: int, across: object, down: object) -> list[str]:
    assert callable(across)
    assert callable(down)
    colour, dash = one.colour or COLOURS[index % len(COLOURS)], _DASHES[index // len(COLOURS) % len(_DASHES)]
    line = " ".join(f"{across(a):.1f},{down(b):.1f}" for a, b in one.points)
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    parts = [f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>']
    for number, (a, b) in enumerate(one.points if one.marks else ()):
        parts.append(f'<circle cx="{across(a):.1f}" cy="{down(b):.1f}" r="4" fill="{colour}"/>')
        spread = one.spread[number] if number < len(one.spread) else None
        if spread:
            ends = f"M{across(a):.1f} {down(b - spread):.1f}V{down(b + spread):.1f}"
            parts.append(f'<path d="{ends}" stroke="{colour}"/>')
    y = _TOP + 14 + 20 * index
    left = _LEFT + _WIDTH + 14
    parts.append(f'<path d="M{left} {y - 4}h20" stroke="{colour}" stroke-width="2"{dashed}/>')
    parts.append(f'<text x="{left + 28}" y="{y}">{html.escape(one.name)}</text>')
    return parts


def _range(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = 0.06 * (high - low) or 0.05 * abs(high) or 1.0
    return low - room, high + room


def _ticks(low: float, high: float) -> list[float]:
    """About five round numbers within."""
    raw = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * f for f in (1, 2, 5, 10) if power * f >= raw)
    first = math.ceil(low / step - 1e-9)
    return [round(step * i, 10) for i in range(first, math.floor(high / step + 1e-9) + 1)]
