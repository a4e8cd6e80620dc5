"""The differential of a project's smears: sums, shares of all red cells, and what the intervals leave open."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rbc_desk.core.cells.cell import Cell, CellKind, CellState, ClassifiedCell, Prediction
from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.core.counting.differential import Differential, tally
from rbc_desk.core.counting.field_fitness import FieldFitness, Rater
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.models.domain_shift import DomainShift
from rbc_desk.learn.bundles.bundle import load_bundle
from rbc_desk.learn.metrics.shares import wilson
from rbc_desk.services.models.classification import FileClasses
from rbc_desk.services.models.differential import ModelFacts, confusions_in, estimated, of_files

ROOT = Path(__file__).resolve().parents[4]

CLASSES = ClassSet(
    "two", (CellClass("normal", "Normal", "#0072b2", "N"), CellClass("codocyte", "Codocyte", "#d55e00", "C"))
)


def cell(number: int, *, label: str | None = None, predicted: str | None = None, confidence: float = 0.9) -> Cell:
    prediction = Prediction(predicted, confidence, (confidence,), 1) if predicted else None
    return Cell(number, 1, Circle(50, 50, 5), CellState.PROPOSED, 1, label=label, prediction=prediction)


def counted(*fields: list[Cell], threshold: float | None = None) -> Differential:
    tallies = [
        tally(cells, width=100, height=100, smear_id=number, smear=f"{number}.jpg")
        for number, cells in enumerate(fields, start=1)
    ]
    return estimated(tallies, classes=CLASSES, model=ModelFacts("model", threshold))


def test_sixteen_labelled_of_139_cells_are_no_hundred_percent():
    found = counted([*(cell(i, label="codocyte") for i in range(16)), *(cell(i) for i in range(123))])
    row = found.row("codocyte")
    assert found.n_red == 139
    assert row.percent == pytest.approx(100 * 16 / 139)
    assert found.unclassified_share + sum(one.share for one in found.rows) == pytest.approx(1)
    assert row.low < row.share < row.high
    assert row.high > 0.99  # all the others might be codocytes


def test_the_interval_of_confirmed_cells_of_one_field_is_wilsons():
    found = counted([*(cell(i, label="codocyte") for i in range(3)), *(cell(i, label="normal") for i in range(97))])
    row = found.row("codocyte")
    assert (row.low, row.high) == (pytest.approx(0.0103, abs=1e-4), pytest.approx(0.0845, abs=1e-4))


def test_fields_add_up_to_the_whole_and_have_the_same_classes():
    found = counted(
        [cell(1, label="normal"), cell(2, predicted="codocyte", confidence=0.4)],
        [cell(3, predicted="codocyte"), cell(4), cell(5, label="codocyte", predicted="normal")],
        threshold=0.5,
    )
    assert [one.code for one in found.fields[1].rows] == [one.code for one in found.rows]
    for name in ("n_red", "n_objects", "n_confirmed", "n_uncertain", "n_classified"):
        assert getattr(found, name) == sum(getattr(one, name) for one in found.fields)
    row = found.row("codocyte")
    assert (row.n_confirmed, row.n_predicted, row.n_uncertain, row.raw_share) == (1, 2, 1, 3 / 5)
    assert found.fields[0].smear == "1.jpg"


def test_files_are_counted_like_smears(tmp_path):
    cells = (
        ClassifiedCell(Circle(50, 50, 5), ("a", "b"), (0.2, 0.8)),
        ClassifiedCell(Circle(1, 50, 5), ("a", "b"), (0.9, 0.1), at_border=True),
    )
    kinds = {CellKind.RED: 2, CellKind.PLATELET: 3}
    bundle = Path(shutil.copytree(ROOT / "models" / "sample", tmp_path / "sample"))
    words = json.loads((bundle / "bundle.json").read_text("utf-8"))
    words["codes"], words["class_names"] = ["a", "b"], ["A", "B"]
    (bundle / "bundle.json").write_text(json.dumps(words), "utf-8")
    found = of_files([FileClasses(Path("x.png"), "x.png", ("a", "b"), cells, kinds=kinds)], bundle=bundle)
    assert (found.count("a"), found.count("b"), found.apart.n_cut, found.apart.n_platelets) == (0, 1, 1, 3)
    assert found.n_objects == 5
    assert (found.outside, found.domain_note[:18]) == (False, "It was not checked")
    far = replace(FileClasses(Path("x.png"), "x.png", ("a", "b"), cells), shift=DomainShift(1.3, 1.2, 9))
    near = replace(far, image="z.png", shift=DomainShift(1.1, 1.2, 9))
    found = of_files([far, near], bundle=bundle)
    assert [one.shift.outside for one in found.fields] == [True, False]
    assert (found.outside, found.domain_note[:13]) == (True, "1 of 2 smears")
    dark = FileClasses(Path("y.png"), "y.png", ("a", "b"), cells, fitness=FieldFitness((Rater.DARK,)))
    both = [FileClasses(Path("x.png"), "x.png", ("a", "b"), cells), dark]
    found = of_files(both, bundle=bundle)
    assert (found.count("b"), [(one.smear, one.reason) for one in found.left_out]) == (1, [("y.png", "too dark")])
    assert of_files(both, bundle=bundle, count_unfit=True).count("b") == 2


def test_the_shipped_starter_knows_its_confusions_and_leaves_counts_that_correcting_makes_worse():
    known = load_bundle(ROOT / "models" / "starter")
    confusions = confusions_in(known.metrics, codes=known.codes)
    assert confusions.n_smears == 131
    assert confusions.weight() == 0
    model = ModelFacts("starter", None, confusions)
    cells = [*(cell(i, predicted="normal") for i in range(95)), *(cell(i, predicted="codocyte") for i in range(5))]
    tallies = [tally(cells, width=100, height=100)]
    doubted, unmeasured = (estimated(tallies, classes=CLASSES, model=one) for one in (model, ModelFacts("starter")))
    assert not doubted.adjusted
    assert doubted.row("codocyte").share == 0.05
    _, trusted = wilson(np.array([0.05]), n=100)
    assert trusted < doubted.row("codocyte").high < 0.2
    assert (doubted.has_intervals, unmeasured.has_intervals, unmeasured.row("codocyte").high) == (True, False, 1)


def test_without_smears_and_without_cells_there_are_no_shares():
    assert counted().n_objects == 0
    empty = counted([])
    assert [(row.share, row.low, row.high) for row in empty.rows] == [(0, 0, 0)] * 2
