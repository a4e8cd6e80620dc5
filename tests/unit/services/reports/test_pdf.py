"""PDF reports: every block has its text, any text is safe, the pages of a preview are those of the PDF."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from rbc_desk.core.report_language import ReportLanguage
from rbc_desk.services.reports.blocks import Chart as LineChart
from rbc_desk.services.reports.blocks import (
    Facts,
    Figure,
    FigureRow,
    Heading,
    Histogram,
    Letterhead,
    Matrix,
    Page,
    PageBreak,
    Paragraph,
    Picture,
    Pictures,
    Series,
    SignatureBox,
    Table,
)
from rbc_desk.services.reports.html import render
from rbc_desk.services.reports.pdf import render_pdf, render_pictures

THAI = "เม็ดเลือดแดงที่ผิดปกติ กำลังขยาย"


def _picture() -> Picture:
    pixels = np.full((20, 30, 3), 200, np.uint8)
    return Picture(cv2.imencode(".png", pixels)[1].tobytes(), "field 1")


def _page() -> Page:
    histogram = Histogram([0, 1, 2, 3], [1, 5, 2], "Diameter", "diameter (µm)", "cells", mark=1.5)
    curve = LineChart([Series("model", ((0.0, 0.0), (1.0, 1.0)))], "Curve", "coverage", "risk")
    return Page(
        "Blood smear report",
        [
            Letterhead("Clinic", ["1 Long Road"], ["Version 2"], _picture()),
            Heading("Findings", 1),
            Facts([("Species", "Dog"), ("Breed", "Shih Tzu")]),
            Table(
                ["Class", "Cells"], [["Codocyte", "12"], [THAI, "900"]], row_colours=["#d55e00", ""], best_rows=[0]
            ),
            Paragraph("Outside the training data.", "warning"),
            SignatureBox([("Signed by", "A. Vet")], "0123abcd"),
            PageBreak(),
            FigureRow(
                [Figure("Sizes", histogram), Figure("Risk", curve), Figure("Confusion", Matrix(["a"], [[41]]))]
            ),
            Pictures([_picture()], columns=3),
        ],
    )


def _text(pdf: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_each_block_is_on_the_pdf_as_it_is_on_the_html_page():
    page = _page()
    text, html = _text(render_pdf(page)), render(page)
    for wanted in (
        "Clinic", "1 Long Road", "Version 2", "Findings", "Species", "Shih Tzu", "Codocyte", "900", "A. Vet",
        "0123abcd", "Outside the training data.", "Sizes", "Risk", "41", "field 1", "diameter (µm)",
    ):  # fmt: skip
        assert wanted in text, wanted
        assert wanted in html, wanted


def test_thai_is_set_with_the_fonts_of_the_program():
    pdf = render_pdf(_page(), language=ReportLanguage("th", str))
    fonts = PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]["/Font"].values()
    names = {str(font.get_object()["/BaseFont"]).partition("+")[2].partition("-Identity")[0] for font in fonts}
    assert {"NotoSans-Regular", "NotoSansThai-Regular"} <= names
    # the marks of some letters are placed by control characters
    assert THAI[:4] in "".join(filter(str.isprintable, _text(pdf)))


def test_the_same_report_has_the_same_bytes():
    assert render_pdf(_page()) == render_pdf(_page())


def test_the_pictures_are_the_sheets():
    sheets = render_pictures(_page(), dpi=50)
    assert len(sheets) == len(PdfReader(io.BytesIO(render_pdf(_page()))).pages) == 2
    first = cv2.imdecode(np.frombuffer(sheets[0], np.uint8), cv2.IMREAD_COLOR)
    assert first.shape[0] == pytest.approx(297 / 25.4 * 50, abs=2)
    assert (first < 250).mean() > 0.01


@settings(max_examples=15, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40))
def test_text_is_never_taken_for_markup(text):
    page = Page(text, [Heading(text), Paragraph(text), Facts([(text, text)]), Table([text], [[text]])])
    assert PdfReader(io.BytesIO(render_pdf(page))).pages


def test_markup_is_shown_as_typed():
    text = _text(render_pdf(Page("t", [Paragraph('#image("x") *bold* $a$ @ref <b>')])))
    assert '#image("x") *bold* $a$ @ref <b>' in text
