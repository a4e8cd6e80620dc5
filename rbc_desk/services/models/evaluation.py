"""Evaluates bundles on the part of a snapshot that they were not trained on, and stores the results."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rbc_desk.core.errors import BundleError, NotEnoughDataError, SettingsError, StorageError, UnknownNameError
from rbc_desk.core.history.changes import ChangeSet, Entity, Topic
from rbc_desk.core.models.model_quality import guess_warning_of
from rbc_desk.core.models.results import Answers, Evaluation
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits.words import of_unknown, snapshot_note, split_note
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.learn.bundles.bundle import add_metrics, load_bundle
from rbc_desk.learn.bundles.card import TEST, evaluation_metrics
from rbc_desk.learn.metrics.calibration import threshold_of
from rbc_desk.learn.metrics.confusions import KEY, Confusions
from rbc_desk.learn.metrics.evaluate import evaluate, from_json, to_json
from rbc_desk.services.cells import labelling
from rbc_desk.services.datasets import provenance
from rbc_desk.services.datasets import snapshots as datasets
from rbc_desk.services.models import part_predictions, quality
from rbc_desk.services.models.class_figures import for_json
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import duplicates
from rbc_desk.settings.paths import shipped_models

if TYPE_CHECKING:
    from rbc_desk.store.rows import EvaluationInfo, ModelInfo, SnapshotInfo

JUDGED = ("test", "validation")


@dataclass(frozen=True, slots=True)
class EvaluationRecord:
    """An evaluation on `part` of a snapshot that was split by `split_by`.

    `note` describes the split and its readers. `public_note` names no reader; exported files contain it.
    `answers` is None in an evaluation of an older version. `known`: the model was trained on this snapshot.
    `n_left_out`: the labelled cells of classes that the model does not have, which no metric counts.
    """

    id: int
    model_id: int
    model_name: str
    part: str
    evaluation: Evaluation
    split_by: str
    note: str
    public_note: str
    created_at: str
    answers: Answers | None = None
    known: bool = True
    n_left_out: int = 0

    @property
    def left_out(self) -> str:
        """The warning about cells that no metric counts; "" where there are none."""
        return part_predictions.left_out_text(self.n_left_out) if self.n_left_out else ""

    @property
    def flatters(self) -> bool:
        """Whether the metrics may be too optimistic, as `note` warns."""
        return self.split_by == "cell" or not self.known


def models(project: Project) -> tuple[ModelInfo, ...]:
    """The project's models, newest first."""
    from rbc_desk.store import queries

    return queries.models(project.store)


def named_model(project: Project, name: str | None) -> ModelInfo:
    """The newest model of that name, or the active model for None. Raises UnknownNameError."""
    for info in models(project):
        if info.active if name is None else info.name == name:
            return info
    raise UnknownNameError(
        Phrase("The project has no model {name!r}.", name=name) if name else Phrase("The project has no model."),
        hint=Phrase("Its models are: {names}.", names=", ".join(info.name for info in models(project)) or "-"),
    )


def active_model(project: Project) -> ModelInfo | None:
    """The model whose predictions are shown; None where the project has no model."""
    return next((model for model in models(project) if model.active), None)


def activate(project: Project, *, model_id: int) -> ChangeSet:
    """Make this the active model, whose predictions are shown."""
    with project.store.transact("Choose a model", reader=project.reader) as tx:
        tx.derived.activate_model(model_id)
        tx.touch(Topic.PREDICTIONS)
    return tx.changeset


def bundle_folder(project: Project, *, model_id: int) -> Path:
    """The folder of a model's bundle. Raises UnknownNameError."""
    return project.folder / model(project, model_id=model_id).folder


def model(project: Project, *, model_id: int) -> ModelInfo:
    """One of the project's models. Raises UnknownNameError."""
    for info in models(project):
        if info.id == model_id:
            return info
    raise UnknownNameError(Phrase("The project has no model with the number {model_id}.", model_id=model_id))


def find_bundle(name: str | Path, *, project: Project | None = None) -> Path:
    """Find a bundle's folder by path, by the name of a model of the project, or by the name of a shipped bundle.

    Raises BundleError, whose hint lists the shipped ones.
    """
    path = Path(name).expanduser()
    if (path / "bundle.json").is_file():
        return path
    if project is not None:
        for model in models(project):
            if model.name == str(name):
                return project.folder / model.folder
    shipped = shipped_models() / str(name)
    if (shipped / "bundle.json").is_file():
        return shipped
    shipped_names = sorted(p.parent.name for p in shipped_models().glob("*/bundle.json"))
    train = Phrase("Train one first: rbc-desk train --project P -o BUNDLE.")
    hint = Phrase("Built-in models: {names}.", names=", ".join(shipped_names)) if shipped_names else train
    raise BundleError(Phrase("{name} is neither the folder nor the name of a model.", name=name), hint=hint)


def adopt_bundle(
    project: Project, folder: Path, *, name: str | None = None, counted_as: Mapping[str, str | None] | None = None
) -> int:
    """Return the id of the project's model with the bundle in `folder`; an unknown bundle becomes a new model.

    `counted_as`: the codes of a new model that count as another code of the project, or separately (None), in the
    same commit.
    """
    folder = folder.absolute()
    for model in models(project):
        if (project.folder / model.folder).absolute() == folder:
            return model.id
    bundle = load_bundle(folder)
    known = project.class_set().codes
    stored = folder.relative_to(project.folder).as_posix() if folder.is_relative_to(project.folder) else str(folder)
    with project.store.transact(Phrase("Import model {name}", name=name or folder.name), reader=project.reader) as tx:
        model_id = tx.derived.insert_model(
            name=name or folder.name,
            folder=stored,
            network=bundle.network,
            codes=bundle.codes,
            class_names=bundle.class_names,
            metrics=quality.of_bundle(bundle),
            run_id=None,
            active=not models(project),
        )
        for code, target in (counted_as or {}).items():
            if target is not None or code in known:
                tx.insert(Entity.CLASS_ALIAS, {"model_id": model_id, "code": code, "target": target})
    return model_id


def check_part(part: str) -> None:
    """Raise SettingsError for the training part or an unknown part."""
    if part not in JUDGED:
        raise SettingsError(
            Phrase("A model cannot be evaluated on the {part} part.", part=part),
            hint=Phrase("Choose one of: {names}.", names=", ".join(JUDGED)),
        )


def evaluate_model(
    project: Project,
    *,
    model_id: int,
    part: str = "test",
    task: Task = SILENT,
    device: str = "auto",
) -> EvaluationRecord:
    """Evaluate a model on a part of the snapshot that it was trained on, and store the metrics.

    The snapshot is found by the hash in the bundle. A bundle from another project is evaluated on a new snapshot of
    all labels, and the record says that it may have been trained on those cells.
    The model's classes, and labels of merged classes, count as the project counts them (`CodeMap`). The number of
    cells left out because of other classes is reported to `task`.
    The training part is refused, because metrics on training cells say nothing about a model.
    The metrics of its own test part are also written to the bundle and its card, where they are writable.
    Raises SettingsError, NotEnoughDataError where the part has no cell of the model's classes, BundleError.
    """
    check_part(part)
    folder = bundle_folder(project, model_id=model_id)
    predictor = Predictor(folder, device=device)
    code_map = model(project, model_id=model_id).code_map
    ground = provenance.evaluation_snapshot(project, predictor.bundle, task=task)
    snapshot = ground.snapshot
    predictions = part_predictions.predict_part(
        project, predictor=predictor, code_map=code_map, snapshot_id=snapshot.id, part=part, task=task
    )
    if not predictions.cell_ids:
        raise NotEnoughDataError(
            Phrase("The {part} part contains no cells of this model's classes.", part=Phrase(part)),
            hint="Label more cells and train again.",
        )
    predictions.warn(task)
    fields = duplicates.fields_of(project, predictions.smear_ids, task=task)
    evaluation = evaluate(
        predictions.probabilities,
        targets=predictions.targets,
        codes=predictions.codes,
        smears=fields,
        temperature=predictor.bundle.temperature,
        # the bundle's threshold was chosen on the validation part
        threshold=threshold_of(predictor.bundle.metrics) if part == "test" else None,
    )
    if ground.known and part == "test" and code_map.is_plain:  # a bundle holds metrics of its own classes only
        confusions = Confusions.of(
            predictions.probabilities, targets=predictions.targets, smears=fields, codes=predictions.codes
        )
        _keep_in_bundle(folder, evaluation, confusions)
    predicted = predictions.probabilities.argmax(1).tolist()
    answers = {"cells": predictions.cell_ids, "true": predictions.targets.tolist(), "told": predicted}
    with project.store.transact("Evaluate model", reader=project.reader) as tx:
        evaluation_id = tx.derived.insert_evaluation(
            model_id=model_id,
            snapshot_id=snapshot.id,
            split=part,
            metrics=to_json(evaluation)
            | {"answers": answers, "known": ground.known, "n_left_out": predictions.n_left_out},
        )
        info = model(project, model_id=model_id)
        tx.derived.set_model_metrics(model_id, quality.metrics_after_evaluation(info, evaluation, part=part))
    return next(record for record in evaluations(project) if record.id == evaluation_id)


def _keep_in_bundle(folder: Path, evaluation: Evaluation, confusions: Confusions) -> None:
    if folder.is_relative_to(shipped_models()):
        return
    with suppress(StorageError):  # the bundle's folder may be read-only; the project has the metrics anyway
        add_metrics(folder, metrics={TEST: evaluation_metrics(evaluation) | {KEY: confusions.to_json()}})


def evaluations(project: Project) -> tuple[EvaluationRecord, ...]:
    """The evaluations stored in the project, newest first."""
    from rbc_desk.store import queries

    by_id = {model.id: model for model in models(project)}
    snapshots = {snapshot.id: snapshot for snapshot in queries.snapshots(project.store)}
    names = datasets.class_names(project)
    return tuple(
        _record(row, model=by_id.get(row.model_id), snapshot=snapshots[row.snapshot_id], names=names)
        for row in queries.evaluations(project.store)
        if row.split in JUDGED  # older versions also stored metrics of the training part
    )


def _record(
    row: EvaluationInfo, *, model: ModelInfo | None, snapshot: SnapshotInfo, names: Mapping[str, str]
) -> EvaluationRecord:
    # an older version knew a model's training data only by its run
    known = bool(row.metrics.get("known", model is not None and model.run_id is not None))
    facts = snapshot.facts
    return EvaluationRecord(
        id=row.id,
        model_id=row.model_id,
        model_name=model.name if model else Phrase("model {number}", number=row.model_id),
        part=row.split,
        evaluation=from_json(row.metrics),
        split_by=snapshot.split_by,
        note=snapshot_note(facts, names=names) if known else of_unknown(facts.split, reader=facts.reader),
        public_note=split_note(facts.split, names=names) if known else of_unknown(facts.split),
        created_at=row.created_at,
        answers=_answers(row.metrics),
        known=known,
        n_left_out=int(row.metrics.get("n_left_out", 0)),
    )


def _answers(metrics: dict[str, Any]) -> Answers | None:
    stored = metrics.get("answers")
    if stored is None:
        return None
    return Answers(tuple(metrics["codes"]), tuple(stored["cells"]), tuple(stored["true"]), tuple(stored["told"]))


def cells_of_entry(project: Project, answers: Answers, *, true: int, predicted: int) -> tuple[int, ...]:
    """The ids of the cells in one entry of the confusion matrix; for a blinded reader, those they labelled so."""
    ids = answers.where(true=true, predicted=predicted)
    visible = labelling.labelled_by_reader(project, dict.fromkeys(ids, answers.codes[true]))
    return tuple(cell_id for cell_id in ids if cell_id in visible)


def figures(record: EvaluationRecord) -> dict[str, Any]:
    """An evaluation as JSON values, with its model, part and split."""
    head: dict[str, Any] = {
        "model": record.model_name,
        "part": record.part,
        "split_by": record.split_by,
        "note": record.public_note,
        "known": record.known,
        "warning": guess_warning_of(record.evaluation, part=record.part, names={}) or "",
    }
    values = to_json(record.evaluation) | {"per_class": for_json(record.evaluation)}
    return head | {"created_at": record.created_at} | values
