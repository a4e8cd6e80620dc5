"""Renders a report as PDF, or its pages as pictures, with Typst and the template `report.typ`.

Typst is part of the package `typst`; no other program and no network is needed.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rbc_desk.core.report_language import ENGLISH, ReportLanguage
from rbc_desk.services.reports.blocks import (
    Block,
    Facts,
    Figure,
    FigureRow,
    Heading,
    Letterhead,
    Matrix,
    Page,
    PageBreak,
    Paragraph,
    Picture,
    Pictures,
    SignatureBox,
    Table,
)
from rbc_desk.services.reports.html import default_footer, svg_of
from rbc_desk.services.reports.translating import shown_blocks
from rbc_desk.settings.paths import resource

_MAIN = "main.typ"
_SHEET = re.compile(rb"/Type\s*/Page\b")
_SHEETS_OF_PDF = """#set page(paper: "a4", margin: 0pt)
#for n in range(1, {last} + 1) {{
  if n > 1 {{ pagebreak() }}
  image("signed.pdf", page: n, width: 100%)
}}"""
_SVG_FONT_SIZE = 'font-size="13"'


@dataclass(slots=True)
class _Files:
    """The files that a document refers to, by name."""

    by_name: dict[str, bytes] = field(default_factory=dict)

    def add(self, data: bytes, suffix: str) -> str:
        name = f"picture-{len(self.by_name)}.{suffix}"
        self.by_name[name] = data
        return name

    def add_picture(self, picture: Picture | None) -> str:
        return self.add(picture.data, picture.suffix) if picture is not None else ""


def render_pdf(page: Page, *, language: ReportLanguage = ENGLISH) -> bytes:
    """Render the page as a tagged PDF on A4 with its fonts inside. The same page gives the same bytes."""
    return b"".join(_compile(page, language, format="pdf", timestamp=0))


def render_pictures(page: Page, *, language: ReportLanguage = ENGLISH, dpi: float = 110) -> list[bytes]:
    """Render the sheets of the PDF as PNG files, for a preview or a printer."""
    return _compile(page, language, format="png", ppi=dpi)


def pictures_of_pdf(pdf: bytes, *, dpi: float = 110) -> list[bytes]:
    """The sheets of a PDF on A4, made by `render_pdf`, as PNG files."""
    n_sheets = len(_SHEET.findall(pdf))
    main = _SHEETS_OF_PDF.format(last=n_sheets)
    return _compiled({_MAIN: main.encode(), "signed.pdf": pdf}, format="png", ppi=dpi)


def _compile(page: Page, language: ReportLanguage, **options: Any) -> list[bytes]:
    return _compiled(_document(page, language), **options)


def _compiled(files: Mapping[str, bytes], **options: Any) -> list[bytes]:
    """Run Typst in a folder of its own, because pictures are read from files only."""
    # only reports need it
    import typst

    with tempfile.TemporaryDirectory(prefix="rbc-desk-report-") as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        made = typst.compile(
            str(Path(folder) / _MAIN),
            root=folder,
            font_paths=[str(resource("fonts"))],
            ignore_system_fonts=True,
            **options,
        )
    return [bytes(one) for one in made] if isinstance(made, list) else [bytes(made)]


def _document(page: Page, language: ReportLanguage) -> dict[str, bytes]:
    files = _Files()
    translate = language.translate
    content = {
        "title": translate(page.title),
        "author": "RBC Desk",
        "language": language.code,
        "footer": translate(page.footer or default_footer()),
        "blocks": [_as_json(block, files) for block in shown_blocks(page.blocks, translate)],
    }
    main = resource("templates/report.typ").read_bytes()
    return files.by_name | {_MAIN: main, "report.json": json.dumps(content).encode()}


def _as_json(block: Block, files: _Files) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind_of_block": "heading", "text": text, "level": level}
        case Paragraph(text, kind):
            return {"kind_of_block": "paragraph", "text": text, "kind": kind}
        case Table():
            return {"kind_of_block": "table"} | _table(block)
        case Matrix():
            return {"kind_of_block": "table"} | _table(_table_of(block))
        case FigureRow(figures):
            return {"kind_of_block": "figures", "figures": [_figure(figure, files) for figure in figures]}
        case Facts(pairs, columns, strong):
            return {"kind_of_block": "facts", "pairs": list(pairs), "columns": columns, "strong": strong}
        case Pictures(pictures, columns):
            shown = [{"file": files.add_picture(one), "caption": one.caption} for one in pictures]
            return {"kind_of_block": "pictures", "pictures": shown, "columns": columns}
        case Letterhead(name, lines, right, logo):
            head = {"name": name, "lines": list(lines), "right": list(right), "logo": files.add_picture(logo)}
            return {"kind_of_block": "letterhead"} | head
        case SignatureBox(pairs, code):
            return {"kind_of_block": "signature", "pairs": list(pairs), "code": code}
        case PageBreak():
            return {"kind_of_block": "page_break"}


def _table(table: Table) -> dict[str, Any]:
    return {
        "head": list(table.head),
        "rows": [list(row) for row in table.rows],
        "n_left": table.n_left,
        "best_rows": list(table.best_rows),
        "row_colours": list(table.row_colours),
    }


def _table_of(matrix: Matrix) -> Table:
    rows = [[name, *map(str, counts)] for name, counts in zip(matrix.names, matrix.counts, strict=True)]
    return Table(["", *matrix.names], rows)


def _figure(figure: Figure, files: _Files) -> dict[str, Any]:
    content = figure.content
    if isinstance(content, Matrix):
        content = _table_of(content)
    if isinstance(content, Table):
        return {"kind": "table", "caption": figure.caption, "content": _table(content)}
    svg = svg_of(content).replace(_SVG_FONT_SIZE, f'{_SVG_FONT_SIZE} font-family="Noto Sans, Noto Sans Thai"', 1)
    return {"kind": "picture", "caption": figure.caption, "file": files.add(svg.encode(), "svg")}
