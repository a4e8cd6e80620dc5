"""A planted leak: a field shown twice is never split, and leaks of a split by cell are reported."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.viewpoint import EVERYBODY, Others, Viewpoint
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.learn.bundles.bundle import load_bundle
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.splits.folds import is_test
from rbc_desk.services.cells import labelling
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.experiments.cells import load_table
from rbc_desk.services.experiments.protocol_plan import make_plan
from rbc_desk.services.experiments.report.report import write_report
from rbc_desk.services.experiments.schedule import Schedule
from rbc_desk.services.experiments.sources import CellSelection, from_project
from rbc_desk.services.models import comparison, evaluation
from rbc_desk.services.project.project import create_project
from rbc_desk.services.smears import duplicates, library
from rbc_desk.services.training import training
from rbc_desk.store import queries

SHIFT = (90, 60)
WIDE = render_smear(seed=7, width=730, height=540, cell_px=40, n_cells=90)


def picture_of(window: tuple[int, int], *, gamma: float, seed: int) -> np.ndarray:
    x, y = window
    light = (WIDE.pixels[y : y + 480, x : x + 640] / 255.0) ** gamma * np.array([0.92, 1.0, 0.85])
    return np.clip(255 * light + np.random.default_rng(seed).normal(0, 5, light.shape), 0, 255).astype(np.uint8)


def add(project, folder, name, pixels, cells):
    folder.mkdir(exist_ok=True)
    Image.fromarray(pixels).save(folder / f"{name}.png")
    (smear_id,) = library.add_smears(project, [folder / f"{name}.png"]).ids
    for x, y, r, code in cells:
        labelling.add_cell(project, smear_id=smear_id, circle=Circle(x, y, r), code=code)
    return smear_id


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """Six smears of dogs of their own; the first two are one field, taken again with another shift and light."""
    root = tmp_path_factory.mktemp("leak")
    project = create_project(root / "project", class_set="paper", reader="Ann")
    pair = []
    for name, (dx, dy), gamma in (("a", (0, 0), 1.0), ("b", SHIFT, 1.4)):
        cells = [(c.x - dx, c.y - dy, c.r, c.code) for c in WIDE.cells
                 if c.r <= c.x - dx < 640 - c.r and c.r <= c.y - dy < 480 - c.r]  # fmt: skip
        pair.append(add(project, root / "in", name, picture_of((dx, dy), gamma=gamma, seed=dx), cells[:30]))
    for seed in range(30, 34):
        smear = render_smear(seed=seed, n_cells=48, cell_px=40)
        cells = [(c.x, c.y, c.r, c.code) for c in smear.cells if 20 < c.x < 620 and 20 < c.y < 460]
        add(project, root / "in", f"s{seed}", smear.pixels, cells)
    yield project, tuple(pair)
    project.close()


def parts_by_smear(project, snapshot_id):
    items = queries.snapshot_items(project.store, snapshot_id, viewpoint=EVERYBODY)
    cells = queries.cells_by_id(
        project.store, [i.cell_id for i in items], viewpoint=Viewpoint(project.reader, Others.STATES)
    )
    smear_of = {cell.id: cell.smear_id for cell in cells}
    parts = {}
    for item in items:
        parts.setdefault(smear_of[item.cell_id], set()).add(item.split)
    return parts


def test_the_field_taken_twice_is_found_with_its_shift(planted):
    project, pair = planted
    (found,) = duplicates.shared_fields(project)
    assert (found.first, found.second) == pair
    assert (found.dx_px, found.dy_px) == pytest.approx(SHIFT, abs=4)
    assert duplicates.shared_fields(project) == (found,)


@pytest.mark.parametrize("split_by", ["specimen", "smear"])
@pytest.mark.parametrize("seed", range(4))
def test_it_never_stands_in_two_parts(planted, split_by, seed):
    project, (first, second) = planted
    told = snapshots.freeze(project, split_by=split_by, seed=seed)
    parts = parts_by_smear(project, told.id)
    assert told.split_by == split_by
    assert parts[first] == parts[second]
    assert len(parts[first]) == 1
    assert "2 smears show the same field" in told.notes


def test_a_split_by_cell_names_the_leak_and_what_it_gives_away(planted):
    project, _ = planted
    told = snapshots.freeze(project, split_by="cell", seed=1)
    assert "so the figures are too optimistic" in told.notes
    assert "% of these test cells" in told.notes
    assert "cells appear on two smears and in two parts" in told.notes


def test_a_protocol_by_cell_says_how_many_cells_stand_in_two_of_its_parts(planted, tmp_path):
    project, _ = planted
    table = from_project(project, selection=CellSelection("standard")).freeze(tmp_path / "cells")
    assert len(table.twins) >= 10
    assert all(table.targets[a] == table.targets[b] and table.smears[a] == table.smears[b] for a, b in table.twins)
    assert load_table(tmp_path / "cells") == table
    pages = {}
    for split_by in ("cell", "smear"):
        plan = make_plan({"kind": "sweep", "splits": (split_by,), "settings": {"recipe": "standard"}})
        schedule = Schedule(plan, table.hash)
        pages[split_by] = write_report(tmp_path, schedule=schedule, table=table, done={}).read_text("utf-8")
    tested = is_test(table.target_array, groups=None, share=plan.test_share, seed=0)
    parted = {i for a, b in table.twins if tested[a] != tested[b] for i in (a, b)}
    assert f"{len(parted)} cells appear on two smears and in two parts." in pages["cell"]
    assert "so the figures are too optimistic" in pages["cell"]
    assert "in two parts" not in pages["smear"]


def test_a_broken_memory_is_made_anew(planted):
    project, pair = planted
    (project.folder / "fields-shown-twice.json").write_text("{", encoding="utf-8")
    (found,) = duplicates.shared_fields(project)
    assert (found.first, found.second) == pair


@pytest.fixture(scope="module")
def trained(planted):
    project, _ = planted
    spec = TrainSpec(network="rbc_small", input_px=32, epochs=2, batch_size=16, device="cpu")
    return [
        training.train(project, spec=spec.model_copy(update={"seed": 0, "epochs": n}), name=f"m{n}") for n in (1, 2)
    ]


def test_a_training_leaves_its_calibration_in_the_bundle_and_classify_applies_it(planted, trained):
    bundle = load_bundle(trained[1].folder)
    said = bundle.metrics["calibration"]
    assert said["n_cells"] >= 20
    assert bundle.temperature != 1
    predictor = Predictor(trained[1].folder, device="cpu")
    crops = np.zeros((1, 96, 96, 3), np.uint8)
    scaled = predictor.probabilities(crops)
    object.__setattr__(predictor.bundle, "temperature", 1.0)
    raw = predictor.probabilities(crops)
    gaps = [np.log(p[0, 0] / p[0, 1]) for p in (raw, scaled)]
    assert gaps[0] / gaps[1] == pytest.approx(bundle.temperature, rel=1e-3)


def test_an_evaluation_has_intervals_by_smear(planted, trained):
    project, _ = planted
    record = evaluation.evaluate_model(project, model_id=trained[1].model_id, device="cpu")
    depth = record.evaluation.depth
    smears = {s for s, parts in parts_by_smear(project, trained[1].snapshot.id).items() if parts == {"test"}}
    assert depth.n_smears == len(smears)
    assert depth.figure("accuracy").value == pytest.approx(record.evaluation.accuracy)
    assert depth.temperature == load_bundle(trained[1].folder).temperature


def test_a_field_taken_twice_is_one_witness_in_the_intervals(planted):
    project, _ = planted
    spec = TrainSpec(network="rbc_small", input_px=32, epochs=1, batch_size=16, device="cpu")
    model = training.train(project, spec=spec, split_by="cell")
    smears = {s for s, parts in parts_by_smear(project, model.snapshot.id).items() if "test" in parts}
    assert len(smears) == 6
    record = evaluation.evaluate_model(project, model_id=model.model_id, device="cpu")
    assert record.evaluation.depth.n_smears == 5
    same = comparison.compare(project, model_id=model.model_id, other_id=model.model_id, device="cpu")
    assert same.difference.n_smears == 5


def test_the_training_part_is_no_result(planted, trained):
    project, _ = planted
    with pytest.raises(SettingsError, match="cannot be evaluated"):
        evaluation.evaluate_model(project, model_id=trained[0].model_id, part="train")


def test_two_models_are_compared_on_the_same_cells(planted, trained):
    project, _ = planted
    one, other = (model.model_id for model in trained)
    told = comparison.compare(project, model_id=one, other_id=other, device="cpu")
    figures = {r.model_id: r.evaluation for r in [
        evaluation.evaluate_model(project, model_id=number, device="cpu") for number in (one, other)
    ]}  # fmt: skip
    gain = {figure.name: figure.value for figure in told.difference.figures}
    assert gain["accuracy"] == pytest.approx(figures[other].accuracy - figures[one].accuracy)
    assert gain["macro_f1"] == pytest.approx(figures[other].macro_f1 - figures[one].macro_f1)
    assert told.difference.n_cells == figures[one].n_cells
    same = comparison.compare(project, model_id=one, other_id=one, device="cpu").difference
    assert (same.only_first, same.only_second, same.p_value) == (0, 0, 1)
