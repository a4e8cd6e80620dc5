"""Computes the layout of a line chart in pixels, which a template draws."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rbc_desk.services.reports.blocks import Chart, Histogram, Series

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#6b6b6b", "#000000")
"""Colours that colour-blind readers can distinguish (Okabe and Ito)."""
_DASHES = ("", "6 3", "2 3", "8 3 2 3")
_LEFT, _TOP, _WIDTH, _HEIGHT = 56, 12, 380, 300
_LEGEND_PX_PER_LETTER = 8


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled value at a position (pixels) along an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A series as pixels: points, marks and whiskers (x, top, bottom)."""

    name: str
    colour: str
    dash: str
    points: tuple[tuple[float, float], ...]
    marks: tuple[tuple[float, float], ...]
    whiskers: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotLayout:
    """A plot as pixels. The plot area lies at (`left`, `top`) and measures `width` by `height`."""

    left: int
    top: int
    width: int
    height: int
    total_width: int
    total_height: int
    x_ticks: tuple[Tick, ...]
    y_ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLayout(PlotLayout):
    """A line chart as pixels."""

    chart: Chart
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in pixels."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BarLayout(PlotLayout):
    """A histogram as pixels. `mark` is the x of the vertical line."""

    histogram: Histogram
    bars: tuple[Bar, ...]
    mark: float | None


def lay_out_bars(histogram: Histogram) -> BarLayout:
    """Compute the layout of a histogram. Raises ValueError for one without counts."""
    if histogram.is_empty:
        raise ValueError("an empty histogram has no layout")
    x0, x1 = histogram.edges[0], histogram.edges[-1]
    highest = 1.06 * max(histogram.counts)
    height = _HEIGHT // 2

    def to_x(value: float) -> float:
        return _LEFT + _WIDTH * (value - x0) / (x1 - x0)

    def to_y(value: float) -> float:
        return _TOP + height * (1 - value / highest)

    sides = zip(histogram.edges, histogram.edges[1:], histogram.counts, strict=False)
    bars = tuple(
        Bar(to_x(low), to_y(n), max(to_x(high) - to_x(low) - 1, 0.5), to_y(0) - to_y(n))
        for low, high, n in sides
        if n
    )
    mark = histogram.mark
    return BarLayout(
        histogram=histogram,
        left=_LEFT,
        top=_TOP,
        width=_WIDTH,
        height=height,
        total_width=_LEFT + _WIDTH + 24,
        total_height=_TOP + height + 48,
        x_ticks=tuple(Tick(to_x(value), f"{value:g}") for value in _ticks(x0, x1)),
        y_ticks=tuple(Tick(to_y(value), f"{value:g}") for value in _ticks(0, highest)),
        bars=bars,
        mark=to_x(mark) if mark is not None and x0 <= mark <= x1 else None,
    )


def lay_out(chart: Chart) -> ChartLayout:
    """Compute the layout of a chart. Raises ValueError for a chart without points."""
    points = [p for one in chart.series for p in one.points if math.isfinite(p[0]) and math.isfinite(p[1])]
    if not points:
        raise ValueError("an empty chart has no layout")
    whisker_ends = [end for one in chart.series for ends in one.whiskers if ends is not None for end in ends]
    x0, x1 = chart.x_range or _padded([x for x, _ in points])
    y0, y1 = chart.y_range or _padded([y for _, y in points] + whisker_ends)

    def to_x(value: float) -> float:
        if chart.logarithmic:
            return _LEFT + _WIDTH * math.log(value / x0) / math.log(x1 / x0)
        return _LEFT + _WIDTH * (value - x0) / (x1 - x0)

    def to_y(value: float) -> float:
        return _TOP + _HEIGHT * (1 - (value - y0) / (y1 - y0))

    x_values = sorted({x for x, _ in points}) if chart.logarithmic else _ticks(x0, x1)
    longest_name = max(len(one.name) for one in chart.series)
    return ChartLayout(
        chart=chart,
        left=_LEFT,
        top=_TOP,
        width=_WIDTH,
        height=_HEIGHT,
        total_width=_LEFT + _WIDTH + 48 + _LEGEND_PX_PER_LETTER * longest_name,
        total_height=_TOP + _HEIGHT + 48,
        x_ticks=tuple(Tick(to_x(value), f"{value:.3g}") for value in x_values),
        y_ticks=tuple(Tick(to_y(value), f"{value:g}") for value in _ticks(y0, y1)),
        curves=tuple(_curve(one, index=i, to_x=to_x, to_y=to_y) for i, one in enumerate(chart.series)),
    )


def _curve(series: Series, *, index: int, to_x: Callable[[float], float], to_y: Callable[[float], float]) -> Curve:
    points = tuple((to_x(x), to_y(y)) for x, y in series.points)
    whiskers = tuple(
        (to_x(x), to_y(ends[1]), to_y(ends[0]))
        for (x, _), ends in zip(series.points, series.whiskers, strict=False)
        if ends is not None
    )
    return Curve(
        name=series.name,
        colour=series.colour or COLOURS[index % len(COLOURS)],
        dash=_DASHES[index // len(COLOURS) % len(_DASHES)],
        points=points,
        marks=points if series.marks else (),
        whiskers=whiskers if series.marks else (),
    )


def _padded(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    margin = 0.06 * (high - low) or 0.05 * abs(high) or 1.0
    return low - margin, high + margin


def _ticks(low: float, high: float) -> list[float]:
    """About five round numbers within the range."""
    raw = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= raw)
    first = math.ceil(low / step - 1e-9)
    return [round(step * i, 10) for i in range(first, math.floor(high / step + 1e-9) + 1)]
