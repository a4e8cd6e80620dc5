"""Predictions of a model on a frozen part, in the classes of the project."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.events import Warned
from rbc_desk.core.models.code_map import CodeMap, follow
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.viewpoint import EVERYBODY
from rbc_desk.learn.answer.predict import Answers, Predictor
from rbc_desk.services.datasets import snapshot_crops
from rbc_desk.services.project.project import Project


@dataclass(frozen=True, slots=True)
class PartPredictions:
    """The cells of a part in order of id, with a model's predictions.

    `codes`: the project's classes that the model's outputs count as. `targets` [N] are indices into `codes`,
    `probabilities` is [N, classes]. `n_left_out`: the number of cells of other classes.
    """

    codes: tuple[str, ...]
    cell_ids: list[int]
    smear_ids: list[int]
    targets: NDArray[np.int64]
    probabilities: NDArray[np.floating]
    n_left_out: int

    def without(self, cell_ids: Collection[int]) -> PartPredictions:
        """The same without these cells."""
        rows = [row for row, cell_id in enumerate(self.cell_ids) if cell_id not in cell_ids]
        return replace(
            self,
            cell_ids=[self.cell_ids[row] for row in rows],
            smear_ids=[self.smear_ids[row] for row in rows],
            targets=self.targets[rows],
            probabilities=self.probabilities[rows],
        )

    def warn(self, task: Task) -> None:
        """Report the number of cells left out to `task`, if any."""
        if self.n_left_out:
            task.report(Warned(left_out_text(self.n_left_out)))


def left_out_text(n: int) -> Phrase:
    """The warning about `n` cells whose classes the model does not have."""
    return Phrase("{n} labelled cells of other classes were left out.", n=n)


def predict_part(
    project: Project,
    *,
    predictor: Predictor,
    code_map: CodeMap,
    snapshot_id: int,
    part: str,
    only: Collection[str] | None = None,
    task: Task = SILENT,
) -> PartPredictions:
    """Predict the cells of a part. Labels of merged classes are mapped, and predictions are mapped by `code_map`.

    `only`: the classes whose cells are used (None: all that the outputs count as). Raises the errors of `load_cells`.
    """
    from rbc_desk.store import queries

    merged, known = queries.merged_codes(project.store), project.class_set().codes
    codes = code_map.shown
    labels = [cell.code for cell in queries.frozen_cells(project.store, snapshot_id, part=part, viewpoint=EVERYBODY)]
    counted_as = {code: follow(code, merged=merged, known=known) for code in set(labels)}
    wanted = tuple(code for code in codes if only is None or code in only)
    cells = answer_part(
        project,
        predictor=predictor,
        snapshot_id=snapshot_id,
        part=part,
        codes=wanted,
        counted_as=counted_as,
        task=task,
    )
    return PartPredictions(
        codes=codes,
        cell_ids=cells.cell_ids,
        smear_ids=cells.smear_ids,
        targets=np.array([codes.index(wanted[i]) for i in cells.targets.tolist()], np.int64),
        probabilities=_folded(cells.answers.probabilities, code_map)
        if cells.cell_ids
        else np.zeros((0, len(codes)), np.float32),
        n_left_out=sum(counted_as[code] not in wanted for code in labels),
    )


@dataclass(frozen=True, slots=True)
class PartAnswers:
    """The N cells of a part in order of id, with a network's answers. `targets` [N] are indices into the classes."""

    answers: Answers
    targets: NDArray[np.int64]
    cell_ids: list[int]
    smear_ids: list[int]


def answer_part(
    project: Project,
    *,
    predictor: Predictor,
    snapshot_id: int,
    part: str,
    codes: Sequence[str],
    counted_as: Mapping[str, str] | None = None,
    most: int | None = None,
    task: Task = SILENT,
) -> PartAnswers:
    """Run the network over the cells of a part. Their crops are read in batches: they need not fit into memory.

    The parameters and errors are those of `load_in_batches`.
    """
    from rbc_desk.imaging.cells.crop import CropRecipe

    bundle = predictor.bundle
    n, batches = snapshot_crops.load_in_batches(
        project, snapshot_id=snapshot_id, part=part, codes=codes, recipe=CropRecipe(**bundle.crop_recipe),
        input_px=bundle.input_px, counted_as=counted_as, most=most, task=task,
    )  # fmt: skip
    targets: list[int] = []
    cell_ids: list[int] = []
    smear_ids: list[int] = []

    def pixels() -> Iterator[NDArray[np.uint8]]:
        for batch in batches:
            targets.extend(batch.crops.targets.tolist())
            cell_ids.extend(batch.cell_ids)
            smear_ids.extend(batch.smear_ids)
            yield batch.crops.pixels

    answers = predictor.answers_of(pixels(), n=n, task=task)
    return PartAnswers(answers, np.array(targets, np.int64), cell_ids, smear_ids)


def _folded(probabilities: NDArray[np.floating], code_map: CodeMap) -> NDArray[np.floating]:
    if code_map.is_plain:
        return probabilities
    return np.array([code_map.fold(row) for row in probabilities.tolist()], probabilities.dtype)
