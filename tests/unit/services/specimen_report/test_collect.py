"""A report collected from a project: what it counts, what it grades, and what it shows."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from rbc_desk.core.cells.cell import CellState, ClassifiedCell
from rbc_desk.core.errors import UnknownNameError
from rbc_desk.core.models.domain_shift import DomainShift
from rbc_desk.learn.bundles.bundle import load_bundle
from rbc_desk.services.cells import labelling
from rbc_desk.services.models import classification, evaluation
from rbc_desk.services.project.project import create_project
from rbc_desk.services.reports.blocks import Paragraph
from rbc_desk.services.reports.languages import language
from rbc_desk.services.smears import fitness, library
from rbc_desk.services.smears import measured_fields as fields
from rbc_desk.services.specimen_report.collect import Choices, make_report
from rbc_desk.services.specimen_report.sections import Clinic, report_page
from rbc_desk.services.specimens import editing
from rbc_desk.settings.model import Settings
from rbc_desk.settings.paths import shipped_models
from rbc_desk.store import queries
from rbc_desk.store.rows import PredictionRow
from tests.gui.conftest import add_smear


@pytest.fixture
def project(tmp_path):
    """Two smears of one specimen, the first labelled whole: six normal cells and six hypochromic ones."""
    with_smears = create_project(tmp_path / "p", class_set="paper", reader="Ann")
    smears = [add_smear(with_smears, seed=seed, label=seed == 1) for seed in (1, 2)]
    editing.move_smears(with_smears, smear_ids=smears, code="K-1")
    yield with_smears
    with_smears.close()


def _specimen(project, **facts):
    (found,) = [one for one in queries.specimens(project.store) if one.code == "K-1"]
    if facts:
        editing.set_facts(project, specimen_ids=[found.id], facts=facts)
    return editing.specimen(project, specimen_id=found.id)


def _made(project, specimen=None, **more):
    return make_report(project, specimen=specimen or _specimen(project), settings=Settings(), **more)


def test_percentages_are_of_all_red_cells_and_what_has_no_class_is_told(project):
    content = _made(project).content
    by_code = {line.code: line for line in content.classes}
    assert (by_code["normal"].count, by_code["hypochromia"].count) == (6, 6)
    assert content.n_red == 24
    assert by_code["hypochromia"].raw_percent == pytest.approx(25)
    assert ("Red cells without a class", 12) in content.not_counted
    assert [line.code for line in content.classes][-1] == "normal"


def test_what_a_person_rejected_is_counted_apart(project):
    unlabelled = labelling.cells(project, smear_id=2)[:2]
    labelling.set_state(project, cell_ids=[cell.id for cell in unlabelled], state=CellState.REJECTED)
    content = _made(project).content
    assert ("Rejected by a person", 2) in content.not_counted
    assert content.n_red == 22


def test_the_facts_and_the_comment_are_those_of_the_specimen(project):
    made = _specimen(project, species="dog", breed="Beagle", comment="Recheck.", patient="K-9")
    content = _made(project, made).content
    assert (content.patient.species, content.patient.breed, content.patient.code) == ("dog", "Beagle", "K-9")
    assert content.comment == "Recheck."
    assert content.model is None


def test_a_grade_follows_the_rules_that_were_chosen(project):
    made = _specimen(project, species="dog")
    graded = {line.code: line.grade for line in _made(project, made).content.classes}
    assert graded["hypochromia"] == "few"  # the teaching table: moderate begins above 25 %
    other = _made(project, made, choices=Choices("weiss_dog_1984")).content
    assert "Weiss" in other.rules
    assert "unchecked" in other.rules_note
    with pytest.raises(UnknownNameError):
        _made(project, made, choices=Choices("nonsense"))


def test_each_field_has_a_picture_and_each_abnormal_class_examples(project):
    report = _made(project)
    assert [picture.caption for picture in report.pictures.fields] == ["smear 1.png", "smear 2.png"]
    assert set(report.pictures.examples) == {"hypochromia"}
    assert {one.caption for one in report.pictures.examples["hypochromia"]} == {"confirmed"}
    thumbnail = cv2.imdecode(np.frombuffer(report.pictures.fields[0].data, np.uint8), cv2.IMREAD_COLOR)
    assert thumbnail.shape[:2] == (180, 240)


def test_the_cells_are_measured_in_the_images_and_not_again_with_pictures_at_hand(project):
    made = _made(project)
    assert [one.name for one in made.content.measures][:1] == ["Diameter"]
    assert all(sum(one.counts) == one.n for one in made.content.measures)
    again = _made(project, pictures=made.pictures)
    assert again.content.measures == made.content.measures


def test_pictures_of_an_earlier_report_are_used_again(project):
    first = _made(project)
    for file in (project.folder / "smears").iterdir():
        file.unlink()
    assert _made(project, pictures=first.pictures).pictures is first.pictures


def test_a_specimen_without_smears_has_a_report_that_says_so(project):
    editing.create(project, code="empty")
    (empty,) = [one for one in queries.specimens(project.store) if one.code == "empty"]
    content = _made(project, empty).content
    assert content.fields == ()
    assert content.n_red == 0


def test_thai_has_the_names_of_the_classes(project):
    report = _made(project, language=language("th"))
    assert "ติดสีจาง" in report.html().decode()


def test_where_the_model_alone_classified_cells_confirming_them_is_advised_and_not_counting_more(project):
    codes = tuple(project.class_set().codes)
    with project.store.transact("Model", reader="Ann") as tx:
        model = tx.derived.insert_model(
            run_id=None, name="m", folder="m", network="rbc_small", codes=codes, metrics={}, active=True
        )
        cells = labelling.cells(project, smear_id=2)
        certain = [1.0 if code == "hypochromia" else 0.0 for code in codes]
        tx.derived.put_predictions(
            [PredictionRow(model, c.id, c.circle, "hypochromia", tuple(certain)) for c in cells]
        )
    content = _made(project).content
    assert "The model alone classified 12 of 24 cells" in content.grade_notes
    assert "Intervals hold for the confirmed cells alone" in content.correction_note
    assert "no measured confusions" in _made(project).html().decode()
    of = {line.code: line for line in content.classes}
    assert (of["hypochromia"].low, of["normal"].high) == (pytest.approx(14, abs=3), pytest.approx(86, abs=3))
    assert not any("more cells" in line.grade_note for line in content.classes)
    labelling.set_label(project, cell_ids=[cell.id for cell in cells], code="hypochromia")
    content = _made(project).content
    assert "model alone" not in content.grade_notes
    assert content.correction_note == ""
    assert any("more cells" in line.grade_note or "Too close" in line.grade_note for line in content.classes)


def test_what_a_person_saw_is_on_the_report_and_graded_by_rules_that_ask_for_it(project):
    made = _specimen(project, species="dog")
    editing.set_presence(project, specimen_id=made.id, finding="rouleaux", present=True)
    editing.set_presence(project, specimen_id=made.id, finding="agglutination", present=False)
    made = _specimen(project)
    lines = {line.finding: (line.word, line.is_graded) for line in _made(project, made).content.presence}
    assert lines == {"rouleaux": ("present", True), "agglutination": ("not present", True)}
    weiss = _made(project, made, choices=Choices("weiss_dog_1984"))
    assert not any(line.is_graded for line in weiss.content.presence)
    assert "Rouleaux" in weiss.html().decode()


def test_unchecked_rules_say_so_in_every_output_that_shows_a_grade(project):
    made = _specimen(project, species="dog")
    weiss = _made(project, made, choices=Choices("weiss_dog_1984"))
    first_sheet, _, _ = weiss.html().decode().partition("Annex")
    assert "These rules are unchecked" in first_sheet
    assert "assume 300 red cells per field, which is unchecked too" in first_sheet
    assert "Dog, Weiss 1984 (unchecked)" in weiss.csv().decode("utf-8-sig")
    assert "Dog, Weiss 1984 (unchecked)" in weiss.fhir().decode()
    teaching = _made(project, made)
    for output in (teaching.html(), teaching.csv(), teaching.fhir()):
        assert "unchecked" not in output.decode()


def test_a_smear_unlike_those_of_the_training_is_named_at_the_top_while_only_the_model_sorted_its_cells(project):
    starter = shipped_models() / "starter"
    model_id, codes = evaluation.adopt_bundle(project, starter), load_bundle(starter).codes
    cells = labelling.cells(project, smear_id=2)
    probabilities = tuple(float(code == "normal") for code in codes)
    told = [ClassifiedCell(cell.circle, codes, probabilities) for cell in cells]
    shift = DomainShift(1e6, None, len(cells))
    classification.store_predictions(project, model_id=model_id, cells=cells, predictions=told, shift=shift)
    report = _made(project)
    (warning,) = report.content.warnings
    assert warning.startswith("This smear is unlike those that the model was trained on")
    page = report_page(report.content, clinic=Clinic(), pictures=report.pictures)
    assert Paragraph(warning, "warning") in page.blocks[:4]
    labelling.confirm(project, cell_ids=[cell.id for cell in cells])
    content = _made(project, pictures=report.pictures).content
    assert (content.warnings, content.domain_note) == ((), "")


def test_a_field_that_is_not_fit_is_left_out_with_its_reason_until_a_reader_overrules_it(project):
    (row,) = fields.measured_fields(project, smears=[library.known_smear(project, smear_id=2)])
    dark = replace(row[1], quality=replace(row[1].quality, glass_level=0.1))
    with project.store.transact("Rate", reader="Ann") as tx:
        tx.derived.put_field_quality([fields.row_of(dark, smear_id=2)])
    report = _made(project)
    assert [(one.reason, one.n_counted) for one in report.content.fields] == [("", 12), ("too dark", 0)]
    assert report.content.n_red == 12
    page = "".join(map(str, report_page(report.content, clinic=Clinic(), pictures=report.pictures).blocks))
    assert "smear 2.png is left out: too dark." in page
    assert "smear 2.png (left out: too dark)" in [picture.caption for picture in report.pictures.fields]

    fitness.overrule(project, smear_ids=[2])
    content = _made(project).content
    assert content.n_red == 24
    assert content.fields[1].note == "counted although too dark: overruled by Ann"
    page = "".join(map(str, report_page(content, clinic=Clinic(), pictures=report.pictures).blocks))
    assert "smear 2.png is counted although too dark: overruled by Ann." in page
