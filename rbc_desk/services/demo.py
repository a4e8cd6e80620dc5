"""The bundled sample: rendered smears with known truth, for demonstration and to check an installation."""

from __future__ import annotations

import csv
import shutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from rbc_desk.core.cells.cell import AnnotatedCell, CellState, SmearInfo
from rbc_desk.core.errors import NotAProjectError, storage_error
from rbc_desk.core.files.atomic import temporary_folder
from rbc_desk.core.files.store_place import is_project
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import find_cells
from rbc_desk.services.models import classification, differential, evaluation
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.reports.export import export_evaluation, write_overlay
from rbc_desk.services.smears import library
from rbc_desk.services.training import training
from rbc_desk.settings.paths import resource, shipped_models

READER = "Sample reader"
N_NEW = 2
"""The number of smears that stay unlabelled."""
N_LABELLED_IN_WINDOW = 4
MODEL = "sample"
TRAINING = {"network": "rbc_small", "loss": "focal", "epochs": 12, "batch_size": 8, "input_px": 64, "seed": 1}
"""Small batches of small crops: half a minute of processor time would teach the network no more of these cells."""


def prepare(folder: Path) -> Path:
    """Return the folder of the demo project, which is created on the first call.

    Some of its smears are labelled, and it has a model. The labels are by `READER`, not by the person who opens the
    project: they are shown, but are nobody's own, and an undo does not reach them. Takes a second or two. Raises
    NotAProjectError where `folder` holds something else, StorageError.
    """
    if is_project(folder):
        return folder
    # Built in a temporary folder and moved, so that an interrupted start leaves no incomplete project.
    try:
        aside = temporary_folder(folder)
    except OSError as error:
        raise storage_error(error, doing="preparing the sample") from error
    try:
        project = create_project(aside / "project", class_set="paper", reader=READER, name="Sample project")
        try:
            smears = _add_sample(project)
            truth = sample_truth()
            for info in smears[:N_LABELLED_IN_WINDOW]:
                label_by_truth(project, info, truth[info.name])
            bundle = shipped_models() / MODEL
            if bundle.is_dir():
                copy = project.models_folder / MODEL
                shutil.copytree(bundle, copy)
                evaluation.adopt_bundle(project, copy, name="Sample model")
        finally:
            project.close()
        if folder.exists():
            raise NotAProjectError(
                Phrase("{folder} exists already, and the sample needs that name.", folder=folder),
                hint="Move that folder to another place.",
            )
        (aside / "project").replace(folder)
    except OSError as error:
        raise storage_error(error, doing="preparing the sample") from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder


def run_through(output: Path, *, task: Task = SILENT) -> Iterator[str]:
    """Detect, label by the known truth, train, evaluate and classify the sample; yield one line per finished step.

    Writes `project/`, `model/`, `evaluation/`, `overlays/*.png` and `predictions.csv` to `output`. Files of an
    earlier run are replaced. Raises NotAProjectError where the folder contains anything else.
    """
    output_names = {"project", "model", "evaluation", "overlays", "predictions.csv"}
    if output.exists() and (not output.is_dir() or {path.name for path in output.iterdir()} - output_names):
        raise NotAProjectError(
            Phrase("{output} contains other files.", output=output), hint="Choose another folder with --output."
        )
    shutil.rmtree(output, ignore_errors=True)
    project = create_project(output / "project", class_set="paper", reader=READER, name="Sample project")
    try:
        smears = _add_sample(project)
        find_cells.detect_smears(project, smear_ids=[s.id for s in smears], task=task)
        truth = sample_truth()
        n_found = sum(len(labelling.cells(project, smear_id=s.id)) for s in smears)
        yield f"detect: {n_found} cells on {len(smears)} smears ({sum(map(len, truth.values()))} were drawn)"
        for info in smears[:-N_NEW]:
            label_by_truth(project, info, truth[info.name])
        counts = labelling.counts(project)
        yield "label: " + ", ".join(f"{code} {n}" for code, n in counts.items())
        spec = training.spec_from(TRAINING)
        model = training.train(project, spec=spec, output=output / "model", task=task)
        yield f"train: {len(model.history)} epochs, number {model.best_epoch} kept: {output / 'model'}"
        record = evaluation.evaluate_model(project, model_id=model.model_id, task=task)
        export_evaluation(project, record, output / "evaluation")
        e = record.evaluation
        yield (
            f"evaluate: {e.n_cells} cells of smears not trained on: accuracy {e.accuracy:.3f}, macro F1 "
            f"{e.macro_f1:.3f}: {output / 'evaluation' / 'evaluation.html'}"
        )
        new = smears[-N_NEW:]
        for info in new:
            classification.classify_smear(project, smear_id=info.id, model_id=model.model_id, task=task)
            counted = differential.differential(project, smear_ids=[info.id])
            cut_note = f"; {counted.apart.n_cut} cut by the border, not counted" if counted.apart.n_cut else ""
            class_counts = ", ".join(f"{row.code} {row.count} ({row.percent:.0f} %)" for row in counted.rows)
            yield f"classify: {info.name}: {class_counts}{cut_note}"
        rows = classification.export_predictions(
            project, smear_ids=[info.id for info in new], path=output / "predictions.csv"
        )
        for info in smears:
            _overlay(project, info, output / "overlays" / f"{Path(info.name).stem}.png", predicted=info in new)
        yield f"overlays: {output / 'overlays'}; table: {output / 'predictions.csv'} ({rows} cells)"
    finally:
        project.close()


def sample_truth() -> dict[str, list[AnnotatedCell]]:
    """The sample's true cells by image name."""
    truth: dict[str, list[AnnotatedCell]] = defaultdict(list)
    with resource("sample/truth.csv").open(newline="", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            cell = AnnotatedCell(float(row["x"]), float(row["y"]), float(row["r"]), row["class"])
            truth[row["image"]].append(cell)
    return dict(truth)


def label_by_truth(project: Project, info: SmearInfo, truth: list[AnnotatedCell]) -> None:
    """Label the detected cells, add the missed ones and reject false ones, as a careful reader would."""
    cells = [c for c in labelling.cells(project, smear_id=info.id) if c.state is CellState.PROPOSED]
    free = {cell.id: cell for cell in cells}
    by_code: dict[str, list[int]] = defaultdict(list)
    for true in truth:
        assert true.r is not None and true.code is not None
        near = [c for c in free.values() if Circle(true.x, true.y, 0.5 * true.r).contains(c.circle.x, c.circle.y)]
        if near:
            best = min(near, key=lambda c: (c.circle.x - true.x) ** 2 + (c.circle.y - true.y) ** 2)
            by_code[true.code].append(best.id)
            del free[best.id]
        else:
            circle = Circle(true.x, true.y, true.r)
            labelling.add_cell(project, smear_id=info.id, circle=circle, code=true.code)
    for code, ids in by_code.items():
        labelling.set_label(project, cell_ids=ids, code=code)
    labelling.set_state(project, cell_ids=list(free), state=CellState.REJECTED)


def _add_sample(project: Project) -> list[SmearInfo]:
    folder = resource("sample")
    library.add_smears(project, sorted(folder / name for name in sample_truth()))
    return sorted(library.smears(project), key=lambda info: info.name)


def _overlay(project: Project, info: SmearInfo, path: Path, *, predicted: bool) -> None:
    cells = [c for c in labelling.cells(project, smear_id=info.id) if c.state is not CellState.REJECTED]
    write_overlay(
        path,
        library.load_pixels(project, smear_id=info.id),
        [(cell.circle, cell.shown_code) for cell in cells],
        classes=project.class_set(),
        predicted=predicted,
    )
