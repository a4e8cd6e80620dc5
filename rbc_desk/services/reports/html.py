"""Renders a report as a self-contained HTML page with the templates of `resources/templates`."""

from __future__ import annotations

import base64
from functools import cache
from typing import TYPE_CHECKING

from rbc_desk import __version__
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.report_language import ENGLISH, ReportLanguage
from rbc_desk.services.reports.blocks import Chart, Histogram, Page, Picture
from rbc_desk.services.reports.chart_layout import lay_out, lay_out_bars
from rbc_desk.services.reports.translating import shown_blocks
from rbc_desk.settings.paths import resource

if TYPE_CHECKING:
    from jinja2 import Environment


_FOOTER = Phrase("Created by RBC Desk {version}. For research and decision support; not a validated diagnostic.")


def render(page: Page, *, language: ReportLanguage = ENGLISH) -> str:
    """Render the page as HTML that needs no other file. Text is escaped, and empty figures are left out.

    Text is translated as a whole, so words and numbers must be joined in a `Phrase`.
    """
    translate = language.translate
    template = _environment().get_template("report.html.jinja")
    html = template.render(
        language=language.code,
        title=translate(page.title),
        blocks=shown_blocks(page.blocks, translate),
        footer=translate(page.footer or default_footer()),
    )
    return html + "\n"


def default_footer() -> Phrase:
    return Phrase(_FOOTER.template, version=__version__)


def svg_of(content: Chart | Histogram) -> str:
    """A figure with its styles as SVG text, for outputs other than HTML. Raises ValueError for an empty chart."""
    styles = resource("templates/figure.css").read_text("utf-8")
    svg = _environment().get_template("figure.svg.jinja").render(content=content).strip()
    start, end, rest = svg.partition(">")
    return f"{start}{end}<style>{styles}</style>{rest}"


def _data_uri(picture: Picture) -> str:
    kind = "png" if picture.suffix == "png" else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(picture.data).decode()}"


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
    environment.tests["histogram"] = lambda content: isinstance(content, Histogram)
    environment.tests["block"] = lambda block, kind: type(block).__name__ == kind
    environment.filters["lay_out"] = lay_out
    environment.filters["lay_out_bars"] = lay_out_bars
    environment.filters["data_uri"] = _data_uri
    return environment
