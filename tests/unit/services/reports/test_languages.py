"""Reports in another language, without Qt."""

from __future__ import annotations

import pytest

from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.report_language import ENGLISH
from rbc_desk.services.reports.languages import LANGUAGES, language
from rbc_desk.ui.kit.language import LANGUAGES as IN_THE_WINDOW


def test_reports_are_written_in_the_languages_of_the_window():
    assert set(LANGUAGES) == set(IN_THE_WINDOW)


def test_a_sentence_is_translated_with_its_values_unchanged():
    thai = language("th")
    assert thai.translate(Phrase("Normal")) != "Normal"
    assert "K-19" in thai.translate(Phrase("Blood smear report: {specimen}", specimen="K-19"))
    assert thai.translate("a reader's own words") == "a reader's own words"


def test_english_needs_no_file():
    assert language("en") is ENGLISH


def test_an_unknown_language_is_refused():
    with pytest.raises(UnknownNameError, match="xx"):
        language("xx")
