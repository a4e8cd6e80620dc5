"""Models are evaluated on cells they have not seen, and a note says where that is unknown."""

from __future__ import annotations

import csv
import dataclasses
import io
import shutil
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import tifffile
from PIL import Image

from rbc_desk.core.errors import NotEnoughDataError
from rbc_desk.core.events import Event, Warned
from rbc_desk.core.models.answering_text import answering_text
from rbc_desk.core.models.results import LEAST_SMEARS, OVERALL
from rbc_desk.core.task import Task
from rbc_desk.core.viewpoint import EVERYBODY
from rbc_desk.imaging.read import read_image
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.learn.answer.graph_engines import softmax
from rbc_desk.learn.bundles.bundle import add_metrics, load_bundle, load_weights, save_bundle
from rbc_desk.learn.bundles.graph import GRAPH
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.metrics.calibration import Threshold
from rbc_desk.learn.metrics.evaluate import evaluate
from rbc_desk.services.cells import classes, labelling
from rbc_desk.services.detection import find_cells
from rbc_desk.services.models import class_mapping, classification, comparison, evaluation
from rbc_desk.services.project.project import create_project
from rbc_desk.services.reports.export import export_evaluation
from rbc_desk.services.training import training
from rbc_desk.store import queries
from tests.unit.services.training.test_training import add_smear

SPEC = TrainSpec(network="rbc_small", input_px=32, epochs=2, batch_size=16, device="cpu", augment=False)


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory):
    """A project of twenty smears and two models of it, split by cell, with seeds of their own."""
    root = tmp_path_factory.mktemp("evaluated")
    project = create_project(root / "project", class_set="paper", reader="Ann")
    for seed in range(20):
        add_smear(project, seed=seed)
    made = []
    for seed in (0, 1):
        spec = SPEC.model_copy(update={"seed": seed})
        made.append(training.train(project, spec=spec, split_by="cell", output=root / f"model-{seed}"))
    yield project, made
    project.close()


def moved(model, folder: Path) -> Path:
    return Path(shutil.copytree(model.folder, folder))


def of_elsewhere(model, folder: Path) -> Path:
    """The same model as if it had learned from another project's cells."""
    bundle = dataclasses.replace(load_bundle(model.folder), snapshot_hash="of another project")
    save_bundle(folder, bundle=bundle, weights=load_weights(model.folder))
    return folder


def part_of(project, snapshot_id: int, *parts: str) -> set[int]:
    return {
        item.cell_id
        for item in queries.snapshot_items(project.store, snapshot_id, viewpoint=EVERYBODY)
        if item.split in parts
    }


def test_a_bundle_that_was_moved_is_judged_on_its_own_test_part_with_its_warning(trained, tmp_path: Path) -> None:
    project, (model, _) = trained
    there = evaluation.adopt_bundle(project, moved(model, tmp_path / "moved"))
    record = evaluation.evaluate_model(project, model_id=there, device="cpu")
    assert set(record.answers.cells) == part_of(project, model.snapshot.id, "test")
    assert record.split_by == "cell"
    assert record.flatters
    assert record.known
    assert "so the figures are too optimistic" in record.note


def test_of_a_strangers_bundle_it_is_said_that_what_it_learned_from_is_not_known(trained, tmp_path: Path) -> None:
    project, (model, _) = trained
    there = evaluation.adopt_bundle(project, of_elsewhere(model, tmp_path / "theirs"))
    record = evaluation.evaluate_model(project, model_id=there, device="cpu")
    assert record.flatters
    assert not record.known
    assert "are unknown. It may have been trained on these cells" in record.note
    assert "epoch" not in record.note
    assert evaluation.figures(record)["known"] is False


def renamed(model, folder: Path) -> Path:
    """The model as one from elsewhere that has a code of its own for each class."""
    bundle = load_bundle(model.folder)
    codes = tuple(f"their_{code}" for code in bundle.codes)
    bundle = dataclasses.replace(bundle, codes=codes, snapshot_hash="of another project")
    save_bundle(folder, bundle=bundle, weights=load_weights(model.folder))
    return folder


def test_a_strangers_model_is_judged_on_the_classes_that_its_own_are_counted_as(trained, tmp_path: Path) -> None:
    project, (model, other) = trained
    same = evaluation.adopt_bundle(project, of_elsewhere(model, tmp_path / "same"))
    theirs = evaluation.adopt_bundle(project, renamed(model, tmp_path / "renamed"))
    with pytest.raises(NotEnoughDataError, match="no cells of this model's classes"):
        evaluation.evaluate_model(project, model_id=theirs, device="cpu")
    own = load_bundle(model.folder).codes
    class_mapping.count_as(project, model_id=theirs, mapping={f"their_{code}": code for code in own})
    expected, record = (evaluation.evaluate_model(project, model_id=i, device="cpu") for i in (same, theirs))
    assert record.answers == expected.answers
    assert record.evaluation.accuracy == expected.evaluation.accuracy
    first, second = (
        comparison.compare(project, model_id=other.model_id, other_id=i, device="cpu") for i in (same, theirs)
    )
    assert first.difference == second.difference


def test_classes_of_a_model_that_count_as_one_are_judged_as_one(trained, tmp_path: Path) -> None:
    project, (model, _) = trained
    before = evaluation.evaluate_model(project, model_id=model.model_id, device="cpu")
    metrics = load_bundle(model.folder).metrics
    kept, gone = sorted({before.answers.codes[i] for i in before.answers.true})[:2]
    merged = classes.merge_classes(project, codes=[gone], into=kept)
    try:
        after = evaluation.evaluate_model(project, model_id=model.model_id, device="cpu")
    finally:
        labelling.apply(project, merged.inverse())
    assert after.answers.cells == before.answers.cells
    assert gone not in after.answers.codes
    as_one = [kept if before.answers.codes[i] == gone else before.answers.codes[i] for i in before.answers.true]
    assert [after.answers.codes[i] for i in after.answers.true] == as_one
    assert load_bundle(model.folder).metrics == metrics


def test_cells_of_classes_that_the_model_does_not_have_are_counted_and_told(trained, tmp_path: Path) -> None:
    project, (model, _) = trained
    theirs = evaluation.adopt_bundle(project, renamed(model, tmp_path / "renamed"))
    own = load_bundle(model.folder).codes
    class_mapping.count_as(project, model_id=theirs, mapping={f"their_{code}": code for code in own[1:]})
    events: list[Event] = []
    record = evaluation.evaluate_model(project, model_id=theirs, device="cpu", task=Task(events.append))
    part = queries.frozen_cells(
        project.store, queries.evaluations(project.store)[0].snapshot_id, part="test", viewpoint=EVERYBODY
    )
    n = sum(cell.code == own[0] for cell in part)
    assert n > 0
    assert len(record.answers.cells) == len(part) - n
    assert f"{n} labelled cells of other classes were left out." in [
        e.message for e in events if isinstance(e, Warned)
    ]


def test_another_model_in_the_same_folder_is_judged_on_its_own_part(trained, tmp_path: Path) -> None:
    project, (_, other) = trained
    model = training.train(project, spec=SPEC, split_by="cell", output=tmp_path / "model")
    shutil.rmtree(model.folder)
    shutil.copytree(other.folder, model.folder)
    record = evaluation.evaluate_model(project, model_id=model.model_id, device="cpu")
    assert set(record.answers.cells) == part_of(project, other.snapshot.id, "test")


def test_a_comparison_counts_the_cells_that_chose_the_epoch_as_seen(trained, tmp_path: Path) -> None:
    project, (first, second) = trained
    there = evaluation.adopt_bundle(project, moved(second, tmp_path / "moved"))
    told = comparison.compare(project, model_id=first.model_id, other_id=there, device="cpu")
    evaluated = part_of(project, first.snapshot.id, "test")
    seen = evaluated & part_of(project, second.snapshot.id, "train", "validation")
    assert evaluated & part_of(project, second.snapshot.id, "validation")
    assert f"The second model was trained or selected on {len(seen)} of these cells" in told.note
    assert "first model" not in told.note


def test_a_comparison_warns_of_a_first_model_from_elsewhere_too(trained, tmp_path: Path) -> None:
    project, (model, other) = trained
    there = evaluation.adopt_bundle(project, of_elsewhere(model, tmp_path / "theirs"))
    told = comparison.compare(project, model_id=there, other_id=other.model_id, device="cpu")
    assert "The training data of the first model are unknown" in told.note
    assert "The second model was trained" in told.note


def test_where_too_few_smears_bear_a_threshold_it_is_not_known_in_bundle_and_evaluation(trained) -> None:
    project, (model, _) = trained
    kept = load_bundle(model.folder).metrics["calibration"]
    assert (kept["right"], kept["threshold"]) == (0.95, None)
    assert 0 < kept["n_smears"] < LEAST_SMEARS
    validation = evaluation.evaluate_model(project, model_id=model.model_id, part="validation", device="cpu")
    assert not validation.evaluation.depth.answering.aside
    depth = evaluation.evaluate_model(project, model_id=model.model_id, device="cpu").evaluation.depth
    assert depth.answering.aside
    words = answering_text(depth.answering, part="test")
    assert (
        f"cannot be determined: this needs 5 smears in the validation part, and there are {kept['n_smears']}."
        in words
    )


def test_a_threshold_in_a_bundle_is_measured_on_the_test_part(trained, tmp_path: Path) -> None:
    project, (model, _) = trained
    folder = moved(model, tmp_path / "moved")
    chosen = {"right": 0.95, "threshold": 0.5, "n_smears": 12}
    add_metrics(folder, metrics={"calibration": chosen})
    there = evaluation.adopt_bundle(project, folder)
    depth = evaluation.evaluate_model(project, model_id=there, device="cpu").evaluation.depth
    found = depth.answering
    assert (found.aside, found.threshold, found.chosen_on) == (True, 0.5, 12)
    answered = [i for i, told in enumerate(depth.risk.confidence) if told >= 0.5]
    assert found.coverage == depth.risk.coverage[answered[-1]]
    assert found.reached == pytest.approx(1 - depth.risk.risk[answered[-1]])
    words = answering_text(found, part="test")
    assert (
        "Confidence 0.500, chosen on the 12 smears of the validation part for 95 % right answers on new smears."
        in words
    )
    assert f"smears of the test part, {100 * found.reached:.1f} %" in words
    assert words in (folder / "CARD.md").read_text("utf-8")


def test_an_older_bundle_without_a_threshold_has_it_chosen_on_the_cells_it_is_told_of(
    trained, tmp_path: Path
) -> None:
    project, (model, _) = trained
    bundle = load_bundle(model.folder)
    older = dataclasses.replace(bundle, metrics={"validation": bundle.metrics["validation"]})
    save_bundle(tmp_path / "older", bundle=older, weights=load_weights(model.folder))
    there = evaluation.adopt_bundle(project, tmp_path / "older")
    found = evaluation.evaluate_model(project, model_id=there, device="cpu").evaluation.depth.answering
    assert not found.aside
    assert "validation part" not in answering_text(found, part="test")


def test_an_evaluation_writes_its_figures_with_intervals_into_bundle_and_card(trained, tmp_path: Path) -> None:
    project, _ = trained
    model = training.train(project, spec=SPEC, split_by="cell", output=tmp_path / "model")
    card = (model.folder / "CARD.md").read_text("utf-8")
    assert "Not evaluated on its test part yet" in card
    evaluation.evaluate_model(project, model_id=model.model_id, part="validation", device="cpu")
    assert (model.folder / "CARD.md").read_text("utf-8") == card
    record = evaluation.evaluate_model(project, model_id=model.model_id, device="cpu")
    bundle = load_bundle(model.folder)
    figure = record.evaluation.depth.figure("macro_f1")
    assert bundle.metrics["test_part"]["overall"]["macro_f1"] == [figure.value, figure.low, figure.high]
    card = (model.folder / "CARD.md").read_text("utf-8")
    tested = card[card.index("## Figures on the test part") : card.index("## Figures on the validation part")]
    assert f"| macro F1 | {figure.value:.4f} |" in tested
    own = evaluation.evaluate_model(project, model_id=model.model_id, part="validation", device="cpu").evaluation
    kept = bundle.metrics["validation_part"]
    assert kept["overall"]["accuracy"][0] == pytest.approx(own.accuracy)
    assert kept["n_cells"] == own.n_cells
    assert "Split by cell" in tested
    assert f"{record.evaluation.n_cells} cells of" in tested
    assert "| Normal |" in tested
    assert bundle.temperature == load_bundle(model.folder).temperature
    found = {path.name for path in model.folder.iterdir()} - {GRAPH}
    assert found == {"CARD.md", "bundle.json", "weights.safetensors"}


def test_the_graph_of_a_new_model_gives_its_calibrated_probabilities(trained) -> None:
    pytest.importorskip("onnx", reason="the graph is written where onnx is installed")
    _, (model, _) = trained
    temperature = load_bundle(model.folder).temperature
    assert abs(temperature - 1) > 1e-3
    session = onnxruntime.InferenceSession(model.folder / GRAPH, providers=["CPUExecutionProvider"])
    crops = np.random.default_rng(0).integers(0, 256, (4, SPEC.input_px, SPEC.input_px, 3), np.uint8)
    logits, probabilities = session.run(["logits", "probabilities"], {"crops": crops})
    np.testing.assert_allclose(probabilities, softmax(logits, temperature=temperature), atol=1e-5)


def test_a_strangers_bundle_is_not_written_to(trained, tmp_path: Path) -> None:
    project, (model, _) = trained
    folder = of_elsewhere(model, tmp_path / "theirs")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    there = evaluation.adopt_bundle(project, folder)
    evaluation.evaluate_model(project, model_id=there, device="cpu")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_bundle_that_cannot_be_written_to_is_evaluated_all_the_same(trained, tmp_path: Path) -> None:
    project, (model, _) = trained
    folder = moved(model, tmp_path / "moved")
    (folder / "CARD.md").unlink()
    (folder / "CARD.md").mkdir()  # what stands in the way of a file for every user, the superuser too
    there = evaluation.adopt_bundle(project, folder)
    assert evaluation.evaluate_model(project, model_id=there, device="cpu").evaluation.n_cells


def test_the_report_has_overall_figures_with_intervals_every_plot_and_a_banner(trained, tmp_path: Path) -> None:
    project, (model, _) = trained
    record = many_fields(evaluation.evaluate_model(project, model_id=model.model_id, device="cpu"))
    written = export_evaluation(project, record, tmp_path)
    files = {path.name: path.read_text("utf-8") for path in written}
    page, depth = files["evaluation.html"], record.evaluation.depth
    assert f'<p class="warning">{record.note}' in page
    for name in OVERALL:
        figure = depth.figure(name)
        assert figure.low is not None
        assert f"<td>{figure.value:.3f} ({figure.low:.2f}–{figure.high:.2f})</td>" in page
    for plot in ("ROC curves", "Precision and recall", "Reliability", "Risk and coverage"):
        assert f'aria-label="{plot}"' in page
    assert f"calibration error before temperature scaling</td><td>{depth.ece_raw:.3f}" in page
    assert "Confidence 0.700, chosen on the 9 smears of the validation part for 95 % right answers" in page
    assert f"[{100 * depth.answering.low:.1f} to {100 * depth.answering.high:.1f}] of the answers were right" in page
    rows = {row["class"]: row for row in csv.DictReader(io.StringIO(files["scores.csv"]))}
    assert float(rows["macro average"]["recall"]) == pytest.approx(depth.figure("balanced_accuracy").value, abs=1e-6)
    assert float(rows["macro average"]["f1_low"]) == pytest.approx(depth.figure("macro_f1").low, abs=1e-6)
    assert float(rows["weighted average"]["f1"]) == pytest.approx(depth.figure("weighted_f1").value, abs=1e-6)
    overall = {row["figure"]: row for row in csv.DictReader(io.StringIO(files["overall.csv"]))}
    assert float(overall["accuracy"]["high"]) == pytest.approx(depth.figure("accuracy").high, abs=1e-6)
    assert float(overall["right_of_answered"]["low"]) == pytest.approx(depth.answering.low, abs=1e-6)
    assert float(overall["threshold"]["value"]) == pytest.approx(depth.answering.threshold, abs=1e-6)


def test_what_an_older_version_kept_is_still_reported(trained, tmp_path: Path) -> None:
    project, (model, _) = trained
    record = evaluation.evaluate_model(project, model_id=model.model_id, device="cpu")
    plain = dataclasses.replace(record, evaluation=dataclasses.replace(record.evaluation, depth=None))
    files = export_evaluation(project, plain, tmp_path)
    assert "ROC curves" in files[0].read_text("utf-8")


def many_fields(record):
    """The same record of other answers, on as many cells of many smears: those drawn here all look like one field."""
    depth = record.evaluation.depth
    n = record.evaluation.n_cells
    random = np.random.default_rng(0)
    targets = np.arange(n) % 2
    probabilities = np.clip(0.6 * targets + 0.4 * random.random(n), 0.01, 0.99)
    told = evaluate(
        np.stack([1 - probabilities, probabilities], 1),
        targets=targets,
        codes=record.evaluation.codes,
        smears=(np.arange(n) // 8).tolist(),
        temperature=depth.temperature,
        threshold=Threshold(0.95, 0.7, 9),
    )
    return dataclasses.replace(record, evaluation=told)


def test_loose_16_bit_files_of_one_size_are_read_at_one_depth(trained, tmp_path: Path) -> None:
    """A dark field of a 12-bit camera is no brighter than its neighbour because it shows fewer bits."""
    _, (model, _) = trained
    picture = render_smear(seed=5, width=320, height=240, n_cells=12).pixels
    files = [tmp_path / "dark.tif", tmp_path / "light.tif"]
    for file, factor in zip(files, (4, 16), strict=True):
        tifffile.imwrite(file, picture.astype(np.uint16) * factor, photometric="rgb")
    Image.fromarray(read_image(files[0], bits=12).pixels).save(tmp_path / "as-12-bits.png")

    def told(*some: Path) -> tuple[object, ...]:
        return next(classification.classify_files(some, bundle=model.folder, device="cpu")).cells

    assert told(*files) == told(tmp_path / "as-12-bits.png")
    assert told(*files) != told(files[0])


def test_the_cells_of_a_file_with_a_scale_are_those_that_detection_finds(trained, tmp_path: Path) -> None:
    """The scale in a file says how wide its cells may be; one search serves both."""
    _, (model, _) = trained
    picture = render_smear(seed=5, width=320, height=240, n_cells=12).pixels
    files = [tmp_path / f"{scale}.tif" for scale in (0.08, 0.16, 0.3)]
    for file in files:
        per_cm = 10_000 / float(file.stem)
        tifffile.imwrite(
            file, picture, photometric="rgb", resolution=(per_cm, per_cm), resolutionunit="CENTIMETER", metadata=None
        )
    found = {one.path: [cell.circle for cell in one.cells] for one in find_cells.detect_files(files)}
    for one in classification.classify_files(files, bundle=model.folder, device="cpu"):
        assert [cell.circle for cell in one.cells] == found[one.path]
