"""Classes of a project: any name, unique codes, merging and its undo."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.errors import RbcDeskError, SettingsError, StaleRowError, UnknownNameError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import Entity
from rbc_desk.core.viewpoint import EVERYBODY
from rbc_desk.services.cells import classes, labelling
from rbc_desk.services.models import class_mapping, classification, differential, evaluation
from rbc_desk.services.project import readers
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.store import queries
from rbc_desk.store.rows import PredictionRow


@pytest.fixture
def project(tmp_path: Path):
    """Three classes; six cells, on some of which Ann and Bob gave a class, and a model that knows all three."""
    project = create_project(tmp_path / "p", class_set="paper", reader="Ann")
    with project.store.transact("Set up", reader="Ann") as tx:
        specimen = tx.insert(Entity.SPECIMEN, {"code": "dog"})
        smear = {"specimen_id": specimen, "name": "a.png", "stored_name": "a.png", "sha256": "a"}
        smear_id = tx.insert(Entity.SMEAR, smear | {"width": 900, "height": 90, "typical_diameter_px": 20.0})
        row = {"smear_id": smear_id, "y": 40.0, "r": 10.0, "state": CellState.PROPOSED}
        tx.insert_many(Entity.CELL, [row | {"x": 40.0 + 30 * i} for i in range(6)])
        model = {"name": "m", "folder": "m", "network": "rbc_small", "codes": CODES, "metrics": {}, "run_id": None}
        model_id = tx.derived.insert_model(**model, active=True)
    probabilities = (0.3, 0.25, 0.45)
    with project.store.transact("Classify", reader="Ann") as tx:
        found = labelling.cells(project, smear_id=smear_id)
        tx.derived.put_predictions(
            [PredictionRow(model_id, cell.id, cell.circle, "normal", probabilities) for cell in found]
        )
    bob = readers.as_reader(project, name="Bob")
    labelling.set_label(project, cell_ids=[1, 2], code="codocyte")
    labelling.set_label(project, cell_ids=[3], code="hypochromia")
    labelling.set_label(bob, cell_ids=[2, 4], code="codocyte")
    yield project
    project.close()


def before_the_next_step(project: Project, do: Callable[[], object], *, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have `do` happen after the next step has looked at the project, before its transaction begins."""
    transact = project.store.transact

    def late(*args: object, **kwargs: object):
        monkeypatch.setattr(project.store, "transact", transact)
        do()
        return transact(*args, **kwargs)

    monkeypatch.setattr(project.store, "transact", late)


CODES = ("codocyte", "hypochromia", "normal")


def labels(project: Project) -> list[tuple[str | None, list[tuple[str, str]]]]:
    found = labelling.cells(project, smear_id=1)
    return [(cell.label, [(other.reader, other.code) for other in cell.others]) for cell in found]


@pytest.mark.parametrize("name", ["เซลล์รูปเป้า", "靶形红细胞", "Кодоцит", "ΐ", "★", "Ünïcode 2"])
def test_a_class_of_any_name_can_be_added_and_given(project: Project, name: str):
    classes.add_class(project, name=name)
    added = project.class_set().classes[-1]
    labelling.set_label(project, cell_ids=[5], code=added.code)
    assert added.name == name
    assert labelling.counts(project)[added.code] == 1


def test_a_freed_name_can_be_used_again(project: Project):
    classes.rename_class(project, code="codocyte", name="Target")
    classes.add_class(project, name="Codocyte (target cell)")
    again = project.class_set().classes[-1]
    assert again.name == "Codocyte (target cell)"
    assert again.code not in CODES
    classes.remove_class(project, code=again.code)
    classes.add_class(project, name="Codocyte (target cell)")
    assert project.class_set().classes[-1].code not in (*CODES, again.code)


def test_merging_moves_every_readers_labels_in_one_step_and_undo_brings_them_back(project: Project):
    before, set_before = labels(project), project.class_set()
    merged = classes.merge_classes(project, codes=["codocyte", "hypochromia"], into="hypochromia")
    assert project.class_set().codes == ("hypochromia", "normal")
    assert labels(project)[:4] == [
        ("hypochromia", []),
        ("hypochromia", [("Bob", "hypochromia")]),
        ("hypochromia", []),
        (None, [("Bob", "hypochromia")]),
    ]
    undone = labelling.apply(project, merged.inverse())
    assert (labels(project), project.class_set()) == (before, set_before)
    labelling.apply(project, undone.inverse())
    assert classes.label_counts(project) == {"hypochromia": 5}


def test_predictions_of_a_merged_class_count_as_the_one_it_went_into(project: Project):
    def words():
        return {c.prediction.code for c in labelling.cells(project, smear_id=1)}

    assert words() == {"normal"}
    merged = classes.merge_classes(project, codes=["codocyte"], into="hypochromia")
    cell = labelling.cells(project, smear_id=1)[4]
    assert (cell.prediction.code, cell.prediction.probabilities) == ("hypochromia", pytest.approx((0.55, 0.45)))
    model = evaluation.active_model(project)
    assert (model.codes, model.shown_codes) == (CODES, ("hypochromia", "normal"))
    rows = {row.code: row.count for row in differential.differential(project, smear_ids=[1]).rows}
    assert rows == {"hypochromia": 6, "normal": 0}
    labelling.apply(project, merged.inverse())
    assert words() == {"normal"}


def test_a_merge_is_logged_under_its_names(project: Project):
    classes.merge_classes(project, codes=["codocyte"], into="normal")
    newest = queries.log(project.store, limit=1, viewpoint=EVERYBODY)[0]
    assert (newest.op, newest.reader) == ("Merge Codocyte (target cell) into Normal", "Ann")


def test_a_label_of_a_merged_class_does_not_come_back_by_anothers_undo(project: Project):
    relabelled = labelling.set_label(project, cell_ids=[1], code="normal")
    classes.merge_classes(project, codes=["codocyte"], into="hypochromia")
    with pytest.raises(StaleRowError, match="merged"):
        labelling.apply(project, relabelled.inverse())
    assert labels(project)[0] == ("normal", [])


def test_merging_what_is_not_there_or_nothing_is_refused(project: Project):
    with pytest.raises(UnknownNameError, match="platelet"):
        classes.merge_classes(project, codes=["platelet"], into="normal")
    with pytest.raises(RbcDeskError, match="nothing to merge"):
        classes.merge_classes(project, codes=["normal"], into="normal")


def test_files_with_the_word_of_a_merged_class_bring_in_the_one_it_went_into(project: Project):
    classes.merge_classes(project, codes=["codocyte"], into="hypochromia")
    classes.merge_classes(project, codes=["hypochromia"], into="normal")
    code_of = classes.class_finder(project)
    assert [code_of(word) for word in ("codocyte", "Codocyte (target cell)", "normal", "platelet", None)] == [
        "normal",
        "normal",
        "normal",
        None,
        None,
    ]


@pytest.fixture
def foreign(project: Project) -> int:
    """A model in use with a class that the project lacks, and its word on all cells; its id."""
    codes, names = ("ovalocyte", "hypochromia", "normal"), ("Ovalocyte", "Hypochromic cell", "Normal")
    with project.store.transact("Take in", reader="Ann") as tx:
        model = {"name": "f", "folder": "f", "network": "rbc_small", "codes": codes, "metrics": {}, "run_id": None}
        model_id = tx.derived.insert_model(**model, active=True, class_names=names)
        found = labelling.cells(project, smear_id=1)
        probabilities = (0.7, 0.2, 0.1)
        tx.derived.put_predictions(
            [PredictionRow(model_id, cell.id, cell.circle, "ovalocyte", probabilities) for cell in found]
        )
    return model_id


def shown(project: Project) -> dict[str, int]:
    return {row.name: row.count for row in differential.differential(project, smear_ids=[1]).rows if row.count}


def test_cells_of_a_class_that_only_the_model_knows_are_counted_under_its_name(project: Project, foreign: int):
    told = differential.differential(project, smear_ids=[1])
    assert shown(project) == {"Codocyte (target cell)": 3, "Hypochromic cell": 1, "Other: Ovalocyte": 2}
    assert sum(row.percent for row in told.rows) == pytest.approx(100)
    assert [one.code for one in class_mapping.unmatched_classes(project, model_id=foreign)] == ["ovalocyte"]


def test_a_models_class_is_counted_as_the_one_that_is_chosen_everywhere(project: Project, foreign: int, tmp_path):
    mapped = class_mapping.count_as(project, model_id=foreign, mapping={"ovalocyte": "normal"})
    assert shown(project) == {"Codocyte (target cell)": 3, "Hypochromic cell": 1, "Normal": 2}
    cell = labelling.cells(project, smear_id=1)[5]
    assert (cell.prediction.code, cell.prediction.probabilities) == ("normal", pytest.approx((0.8, 0.2)))
    classification.export_predictions(project, smear_ids=[1], path=tmp_path / "p.csv")
    with (tmp_path / "p.csv").open(newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [row["class"] for row in rows].count("normal") == 2
    assert "p_ovalocyte" not in rows[0]
    again = class_mapping.count_as(project, model_id=foreign, mapping={"ovalocyte": "codocyte"})
    assert shown(project)["Codocyte (target cell)"] == 5
    for step in (again, mapped):
        labelling.apply(project, step.inverse())
    assert shown(project)["Other: Ovalocyte"] == 2


def test_a_class_of_the_same_code_can_be_kept_apart(project: Project, foreign: int):
    class_mapping.count_as(project, model_id=foreign, mapping={"ovalocyte": "normal", "normal": None})
    assert project.class_set().name_of("other_normal") == "Other: Normal"
    assert shown(project)["Normal"] == 2


def test_a_class_removed_from_the_project_is_still_counted_where_a_model_predicts_it(project: Project):
    classes.remove_class(project, code="normal")
    assert shown(project) == {"Codocyte (target cell)": 3, "Hypochromic cell": 1, "Other: Normal": 2}


def test_a_mapping_names_classes_by_code_or_name(project: Project, foreign: int):
    read = class_mapping.named_mapping(
        project, {"OVALOCYTE": "Hypochromic cell", "normal": "other"}, model_id=foreign
    )
    assert read == {"ovalocyte": "hypochromia", "normal": None}
    with pytest.raises(SettingsError, match="no class 'target'"):
        class_mapping.named_mapping(project, {"target": "normal"}, model_id=foreign)


@pytest.mark.parametrize("step", ["label", "draw"])
def test_no_label_is_stored_of_a_class_that_was_merged_a_moment_before(project: Project, step: str, monkeypatch):
    before_the_next_step(
        project,
        lambda: classes.merge_classes(project, codes=["codocyte"], into="normal"),
        monkeypatch=monkeypatch,
    )
    with pytest.raises(StaleRowError, match="removed or merged"):
        if step == "label":
            labelling.set_label(project, cell_ids=[5], code="codocyte")
        else:
            labelling.add_cell(project, smear_id=1, circle=Circle(400, 40, 10), code="codocyte")
    assert len(labels(project)) == 6
    assert "codocyte" not in classes.label_counts(project)


def test_a_class_that_was_given_a_moment_before_is_not_removed(project: Project, monkeypatch):
    before_the_next_step(
        project, lambda: labelling.set_label(project, cell_ids=[5], code="normal"), monkeypatch=monkeypatch
    )
    with pytest.raises(RbcDeskError, match="1 cell has this class"):
        classes.remove_class(project, code="normal")
    assert "normal" in project.class_set()


def test_a_blinded_reader_is_told_nothing_of_the_others_labels_of_a_class(project: Project):
    bob = readers.as_reader(project, name="Bob")
    assert classes.label_counts(bob) == {"codocyte": 4, "hypochromia": 1}
    readers.set_blinded(bob, blinded=True)
    assert classes.label_counts(bob) == {"codocyte": 2}
    with pytest.raises(RbcDeskError) as refused:
        classes.remove_class(bob, code="codocyte")
    assert not any(ch.isdigit() for ch in str(refused.value))


def test_a_class_that_is_named_counts_under_its_code(project: Project, foreign: int):
    class_mapping.count_as(project, model_id=foreign, mapping={"ovalocyte": "Hypochromic cell"})
    counted = {one.code: one.counted_as for one in class_mapping.classes_of(project, model_id=foreign)}
    assert counted["ovalocyte"] == "hypochromia"


def test_a_new_class_takes_no_code_that_predictions_of_a_model_count_under(project: Project, foreign: int):
    class_mapping.count_as(project, model_id=foreign, mapping={"normal": None})
    classes.add_class(project, name="Other normal")
    assert "other_normal" not in project.class_set()
    counted = {one.code: one.counted_as for one in class_mapping.classes_of(project, model_id=foreign)}
    assert counted["normal"] is None
