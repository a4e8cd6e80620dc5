"""A report's files: the same numbers in each format, and words for what is missing."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from pypdf import PdfReader

from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.reports.languages import language
from rbc_desk.services.specimen_report.content import FieldLine, Patient, ReportContent
from rbc_desk.services.specimen_report.files import FORMATS, Report, write_report
from rbc_desk.services.specimen_report.sections import Clinic, ReportPictures
from tests.unit.services.specimen_report.report_content import SIGNATURE, content


def _report(made=None, **changes) -> Report:
    return Report(made or content(**changes), Clinic("Clinic K", ("1 Road",)), ReportPictures())


def _sheets(report: Report) -> list[str]:
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(report.pdf())).pages]


def test_each_format_has_the_same_figures(tmp_path):
    files = write_report(_report(), tmp_path, name="r", formats=list(FORMATS))
    assert [file.name for file in files] == ["r.pdf", "r.html", "r.csv", "r.json", "r.fhir.json"]
    first = next(csv.DictReader(io.StringIO(files[2].read_text("utf-8"))))
    assert (first["code"], first["cells"], first["percent"]) == ("codocyte", "34", "3.200")
    whole = json.loads(files[3].read_text("utf-8"))
    assert whole["classes"][0]["low"] == 2.1
    html = files[1].read_text("utf-8")
    text = _sheets(_report())[0]
    for wanted in ("Codocyte", "34", "3.2", "2.1 – 4.6", "1+", "Clinic K", "832", "Recheck in two weeks."):
        assert wanted in text, wanted
        assert wanted in html, wanted


def test_the_first_sheet_alone_serves_the_clinic():
    first = _sheets(_report())[0]
    for wanted in ("2026-1177", "K-19", "Shih Tzu", "2 of 3", "Not counted", "Cut by the border", "40", "A. Vet"):
        assert wanted in first, wanted
    assert "Annex" not in first


def test_a_draft_says_that_it_is_not_signed_and_a_signed_one_who_signed():
    draft = _sheets(_report())[0]
    assert "Draft, not signed" in draft
    signed = _sheets(_report(signature=SIGNATURE, version=2, replaces=1))[0]
    assert "not signed" not in signed
    assert "Amended, replaces version 1" in signed
    assert "cdcdcdcdcdcdcdcd" in signed
    assert "key 1f2e3d4c" in signed


def test_decision_support_stands_on_every_sheet():
    assert all("not a validated diagnostic" in " ".join(sheet.split()) for sheet in _sheets(_report()))


def test_a_specimen_without_cells_says_so():
    empty = content(classes=(), fields=(), not_counted=(), measures=(), model=None, comment="", findings=())
    text = _sheets(_report(empty))
    assert "No red cell has a class yet" in text[0]
    assert "none: all classes are a person's" in "\n".join(text)
    assert "The specimen has no fields." in text[1]


def test_thirty_fields_and_long_names_fit():
    long = "Very long name of a field from a microscope with a camera " * 2
    many = tuple(FieldLine(i, f"{long}{i}.tif", 30, 3, 0, 1) for i in range(30))
    made = content(fields=many, patient=replace(Patient("S" * 90), breed="Long breed " * 12))
    text = _sheets(_report(made))
    assert sum(sheet.count(".tif") for sheet in text) == 30
    assert "Annex" not in text[0]


def test_an_unknown_format_writes_nothing(tmp_path):
    with pytest.raises(UnknownNameError, match="docx"):
        write_report(_report(), tmp_path, name="r", formats=["pdf", "docx"])
    assert not any(tmp_path.iterdir())


def test_a_long_name_without_spaces_stays_within_the_page():
    made = content(patient=Patient("S-1", "P-" + "9" * 200))
    edges = []

    def right_edge(text, _cm, matrix, _font, _size):
        if text.strip():
            edges.append(matrix[4])

    sheet = PdfReader(io.BytesIO(_report(made).pdf())).pages[0]
    sheet.extract_text(visitor_text=right_edge)
    assert sheet.extract_text().count("9") > 200
    assert max(edges) < float(sheet.mediabox.width)
    assert max(len(line) for line in sheet.extract_text().splitlines()) < 200


def test_a_content_comes_back_from_json_as_it_was() -> None:
    made = _report(signature=SIGNATURE).content
    assert ReportContent.from_json(json.loads(_report(made).json())) == made


def test_a_grade_below_the_first_is_thai_in_a_thai_report():
    below = replace(content().classes[0], grade=Phrase("below {word}", word=Phrase("few")))
    thai = language("th")
    html = Report(content(classes=(below,)), Clinic(), ReportPictures(), thai).html().decode()
    assert thai.translate(below.grade) in html
    assert "below few" not in html
