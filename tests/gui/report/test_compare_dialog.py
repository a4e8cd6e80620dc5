"""The window of comparisons."""

from __future__ import annotations

from pypdf import PdfReader

from rbc_desk.services.specimens import editing
from rbc_desk.store import queries
from rbc_desk.ui.report.compare_dialog import CompareDialog
from tests.gui.conftest import add_smear


def _specimen(project, code):
    (one,) = [one for one in queries.specimens(project.store) if one.code == code]
    return one


def _shown(context, qtbot, specimen):
    dialog = CompareDialog(context, specimen=specimen, parent=None)
    dialog.show()
    qtbot.waitExposed(dialog)
    return dialog


def test_visits_of_the_patient_are_shown_and_saved(context, qtbot, tmp_path):
    project = context.project
    for seed, day in ((1, "2026-10-01"), (2, "2026-11-20")):
        add_smear(project, seed=seed, label=True)
        one = _specimen(project, f"dog {seed}")
        editing.set_facts(project, specimen_ids=[one.id], facts={"patient": "K-1", "collected_on": day})
    dialog = _shown(context, qtbot, _specimen(project, "dog 1"))
    qtbot.waitUntil(lambda: dialog.sheets.n_sheets == 1)
    assert dialog.what.currentText() == "Visits of K-1"
    dialog.save_to(tmp_path / "out.pdf")
    qtbot.waitUntil(lambda: "Saved" in dialog.note.text())
    assert "2026-10-01" in PdfReader(tmp_path / "out.pdf").pages[0].extract_text()
    dialog.close()


def test_where_nothing_can_be_compared_it_says_what_to_do(context, qtbot):
    add_smear(context.project, seed=1, label=True)
    dialog = _shown(context, qtbot, _specimen(context.project, "dog 1"))
    qtbot.waitUntil(lambda: "nothing to compare" in dialog.note.text())
    assert not dialog.save.isEnabled()
    dialog.close()


def test_the_reader_is_compared_with_the_model(trained_context, qtbot):
    from rbc_desk.services.models import classification, evaluation

    project = trained_context.project
    model = evaluation.active_model(project)
    classification.classify_smear(project, smear_id=1, model_id=model.id)
    dialog = _shown(trained_context, qtbot, _specimen(project, "dog 1"))
    qtbot.waitUntil(lambda: dialog.sheets.n_sheets == 1)
    assert dialog.what.currentText().endswith("and Model")
    dialog.close()
