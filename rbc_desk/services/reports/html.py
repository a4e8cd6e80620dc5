"""Renders a report as a self-contained HTML page with the templates of `resources/templates`."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from rbc_desk import __version__
from rbc_desk.services.reports.blocks import Block, Chart, Figure, FigureRow, Page
from rbc_desk.services.reports.chart_layout import lay_out
from rbc_desk.settings.paths import resource

if TYPE_CHECKING:
    from jinja2 import Environment


def render(page: Page) -> str:
    """Render the page as HTML that needs no other file. Text is escaped, and empty figures are left out."""
    shown = [block for block in map(_without_empty_figures, page.blocks) if block is not None]
    template = _environment().get_template("report.html.jinja")
    return template.render(title=page.title, blocks=shown, version=__version__) + "\n"


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
