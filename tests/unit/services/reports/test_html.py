"""HTML reports: everything is escaped, empty parts are left out, charts have their curves in place."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.services.reports.blocks import (
    Chart,
    Figure,
    FigureRow,
    Heading,
    Matrix,
    Page,
    Paragraph,
    Series,
    Table,
)
from rbc_desk.services.reports.chart_layout import lay_out
from rbc_desk.services.reports.html import render


class _Reader(HTMLParser):
    """Collects the text and the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text.append(data)


def _read(page: Page) -> _Reader:
    reader = _Reader()
    reader.feed(render(page))
    return reader


def _line(name: str = "focal") -> Series:
    return Series(name, ((0.0, 0.0), (0.5, 0.8), (1.0, 1.0)))


def _page_of(text: str) -> Page:
    chart = Chart([_line(text)], text, text, text)
    return Page(
        text,
        [
            Heading(text),
            Paragraph(text, kind="note"),
            Table([text], [[text]]),
            Matrix([text], [[1]]),
            FigureRow([Figure(text, chart)]),
        ],
    )


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_text_from_outside_is_never_markup(text):
    assert _read(_page_of(text)).tags == _read(_page_of("a")).tags


def test_an_empty_chart_leaves_no_figure_behind():
    page = _read(Page("report", [FigureRow([Figure("nothing yet", Chart([Series("a", ())], "t", "x", "y"))])]))
    assert "figure" not in page.tags
    assert "nothing yet" not in "".join(page.text)


def test_a_table_marks_words_references_and_the_best_row():
    table = Table(["Loss", "F1", "paper"], [["focal", "0.9", "0.92"]], reference_columns=[2], best_rows=[0])
    html = render(Page("report", [table]))
    assert '<tr class="best"><td class="left">focal</td><td>0.9</td><td class="reference">0.92</td></tr>' in html


def test_a_matrix_shows_counts_and_percent_of_each_row():
    text = "".join(_read(Page("report", [Matrix(["normal", "codocyte"], [[9, 1], [0, 0]])])).text)
    assert "90.0 %" in text
    assert "10.0 %" in text
    assert text.count("0.0 %") >= 2  # a class without cells divides by nothing


def test_points_lie_where_their_values_are():
    layout = lay_out(Chart([_line()], "ROC", "x", "y", x_range=(0, 1), y_range=(0, 1)))
    (curve,) = layout.curves
    assert curve.points[0] == (layout.left, layout.top + layout.height)
    assert curve.points[-1] == (layout.left + layout.width, layout.top)
    middle_x, middle_y = curve.points[1]
    assert middle_x == layout.left + layout.width / 2
    assert middle_y == pytest.approx(layout.top + 0.2 * layout.height)


def test_whiskers_reach_their_spread_to_either_side():
    series = Series("gain", ((1.0, 10.0), (10.0, 20.0)), marks=True, whiskers=((5.0, 15.0), None))
    layout = lay_out(Chart([series], "t", "x", "y", y_range=(0, 25), logarithmic=True))
    assert [(round(top), round(bottom)) for _, top, bottom in layout.curves[0].whiskers] == [(132, 252)]


def test_an_empty_chart_has_no_layout():
    with pytest.raises(ValueError, match="empty"):
        lay_out(Chart([], "t", "x", "y"))
