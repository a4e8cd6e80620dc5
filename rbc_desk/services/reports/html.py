"""Renders a report as a self-contained HTML page with the templates of `resources/templates`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from rbc_desk import __version__
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.report_language import ENGLISH, ReportLanguage
from rbc_desk.services.reports.blocks import Block, Chart, Figure, FigureRow, Matrix, Page, Table
from rbc_desk.services.reports.chart_layout import lay_out
from rbc_desk.settings.paths import resource

if TYPE_CHECKING:
    from jinja2 import Environment


_FOOTER = Phrase("Created by RBC Desk {version}. For research and decision support; not a validated diagnostic.")

_Translate = Callable[[str], str]


def render(page: Page, *, language: ReportLanguage = ENGLISH) -> str:
    """Render the page as HTML that needs no other file. Text is escaped, and empty figures are left out.

    Text is translated as a whole, so words and numbers must be joined in a `Phrase`.
    """
    translate = language.translate
    shown = [block for block in map(_without_empty_figures, page.blocks) if block is not None]
    template = _environment().get_template("report.html.jinja")
    html = template.render(
        language=language.code,
        title=translate(page.title),
        blocks=[_translated(block, translate) for block in shown],
        footer=translate(Phrase(_FOOTER.template, version=__version__)),
    )
    return html + "\n"


def _translated(block: Block, translate: _Translate) -> Block:
    if isinstance(block, FigureRow):
        return FigureRow([_translated_figure(figure, translate) for figure in block.figures])
    if isinstance(block, Table):
        return _translated_table(block, translate)
    if isinstance(block, Matrix):
        return replace(block, names=[translate(name) for name in block.names])
    return replace(block, text=translate(block.text))


def _translated_figure(figure: Figure, translate: _Translate) -> Figure:
    content = figure.content
    if isinstance(content, Table):
        return Figure(translate(figure.caption), _translated_table(content, translate))
    if isinstance(content, Matrix):
        return Figure(translate(figure.caption), replace(content, names=[translate(name) for name in content.names]))
    chart = replace(
        content,
        series=[replace(series, name=translate(series.name)) for series in content.series],
        title=translate(content.title),
        x_label=translate(content.x_label),
        y_label=translate(content.y_label),
    )
    return Figure(translate(figure.caption), chart)


def _translated_table(table: Table, translate: _Translate) -> Table:
    return replace(
        table,
        head=[translate(text) for text in table.head],
        rows=[[translate(text) for text in row] for row in table.rows],
    )


def _without_empty_figures(block: Block) -> Block | None:
    if not isinstance(block, FigureRow):
        return block
    figures = [figure for figure in block.figures if not _is_empty(figure)]
    return FigureRow(figures) if figures else None


def _is_empty(figure: Figure) -> bool:
    return getattr(figure.content, "is_empty", False)


@cache
def _environment() -> Environment:
    # jinja2 takes a while to import and most commands write no report
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(resource("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["chart"] = lambda content: isinstance(content, Chart)
    environment.tests["block"] = lambda block, kind: type(block).__name__ == kind
    environment.filters["lay_out"] = lay_out
    return environment
