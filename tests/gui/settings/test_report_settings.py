"""Settings of reports: the letterhead and the sentences are saved as they are typed, and reach a report."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt

from rbc_desk.services.specimen_report.clinic import clinic, logo_file
from rbc_desk.services.specimen_report.text_blocks import TEXT_BLOCKS, text_block
from rbc_desk.settings.files import load
from rbc_desk.settings.paths import settings_file
from rbc_desk.ui.settings.report import ReportSection


@pytest.fixture
def section(app_window, qtbot):
    window = app_window
    made = ReportSection(window.context)
    qtbot.addWidget(made)
    made.show()
    return made


def _saved():
    return load(settings_file())[0]


def test_the_letterhead_is_saved_and_heads_a_report(section, qtbot):
    section.name.setFocus()
    qtbot.keyClicks(section.name, "Clinic K")
    section.address.setFocus()
    qtbot.keyClicks(section.address, "1 Road")
    qtbot.keyClick(section.address, Qt.Key.Key_Return)
    qtbot.keyClicks(section.address, "555")
    section.name.setFocus()
    qtbot.waitUntil(lambda: _saved().clinic.address != "")
    assert clinic(_saved()).name == "Clinic K"
    assert clinic(_saved()).lines == ("1 Road", "555")


def test_a_logo_is_copied_made_smaller_and_removed(section, tmp_path):
    large = tmp_path / "logo.png"
    Image.fromarray(np.full((500, 2000, 4), (10, 90, 200, 128), np.uint8)).save(large)
    section.take_logo(str(large))
    large.unlink()
    with Image.open(logo_file()) as kept:
        assert kept.size == (800, 200)
        assert kept.mode == "RGBA"
    assert clinic(_saved()).logo is not None
    section.remove.click()
    assert clinic(_saved()).logo is None


def test_a_text_is_no_logo(section, tmp_path, qtbot):
    wrong = tmp_path / "logo.png"
    wrong.write_text("no image")
    with qtbot.waitSignal(section.context.failed) as told:
        section.take_logo(str(wrong))
    assert "logo.png" in told.args[0].message
    assert not logo_file().exists()


def test_a_sentence_is_edited_and_reset(section, qtbot):
    section.finding.setCurrentIndex(section.finding.findData("spherocyte"))
    assert section.text.toPlainText() == TEXT_BLOCKS["spherocyte"]
    section.text.setFocus()
    section.text.selectAll()
    qtbot.keyClicks(section.text, "Ours.")
    section.name.setFocus()
    qtbot.waitUntil(lambda: _saved().text_blocks == {"spherocyte": "Ours."})
    assert text_block("spherocyte", _saved().text_blocks) == "Ours."
    section.reset.click()
    assert _saved().text_blocks == {}
    assert section.text.toPlainText() == TEXT_BLOCKS["spherocyte"]
