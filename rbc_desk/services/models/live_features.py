"""Computes the features of a project's cells for live learning and keeps them in the project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Problem, Progress
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.learn.bundles.bundle import load_bundle, weights_digest
from rbc_desk.learn.live.feature_table import FeatureTable, load_table
from rbc_desk.services.cells import gallery
from rbc_desk.services.datasets.crops import cut_circles
from rbc_desk.services.models import class_mapping, evaluation, starter
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.settings.paths import shipped_models

MOST_CELLS = 200_000
"""Features of more cells do not fit into memory next to everything else; the first smears get theirs."""
_AT_ONCE = 1000
_SAVED_EVERY = 8000
_FEW, _GROWN = 1000, 4
"""A projection made from fewer cells is made again when the project has grown by this factor."""


@dataclass(frozen=True, slots=True)
class Base:
    """The network whose features live learning uses, and how each of its outputs counts in the project ("": not at
    all). Several outputs may count as one class.

    `model_id`: 0 where it is a shipped one that the project has no copy of.
    """

    folder: Path
    codes: tuple[str, ...]
    model_id: int
    digest: str

    def file_in(self, project: Project) -> Path:
        """The file of the features. It can be deleted: they are computed again."""
        return project.folder / "features" / f"live-{self.digest[:16]}.safetensors"


def base_of(project: Project) -> Base:
    """The active model; without one the starter that fits, and otherwise the features of any starter.

    Raises BundleError.
    """
    model = evaluation.active_model(project)
    if model is not None:
        folder, codes, model_id = project.folder / model.folder, model.code_map.counted_as, model.id
    else:
        folder, model_id = starter.starter_for(project) or shipped_models() / starter.STARTERS[0], 0
        codes = tuple(one.meant or "" for one in class_mapping.classes_of_bundle(project, load_bundle(folder)))
    return Base(folder, codes, model_id, weights_digest(folder))


def stored_features(project: Project, base: Base) -> FeatureTable:
    """The features that the project has; an empty table where there are none."""
    return load_table(base.file_in(project), n_codes=len(base.codes))


def cells_of(project: Project, *, task: Task = SILENT) -> NDArray[np.void]:
    """The cells that need features, rejected ones included: rows with the fields id, smear, x, y, r, by smear."""
    from rbc_desk.store import queries

    table = gallery.table(project, task=task.quiet())
    rejected = queries.rejected_cells(project.store, viewpoint=project.viewpoint)
    names = list(rejected.dtype.names or ())
    rows = np.concatenate([table.rows[names].astype(rejected.dtype), rejected])
    return rows[np.argsort(rows["smear"], kind="stable")][:MOST_CELLS]


def circles_of(rows: NDArray[np.void]) -> NDArray[np.float64]:
    """[N, 3]: x, y, r."""
    return np.column_stack([rows["x"], rows["y"], rows["r"]]).astype(np.float64)


def missing(table: FeatureTable, rows: NDArray[np.void]) -> NDArray[np.void]:
    """The rows whose cell has no features for its circle."""
    return rows[table.places(np.ascontiguousarray(rows["id"]), circles_of(rows)) < 0]


def compute(project: Project, base: Base, table: FeatureTable, *, task: Task = SILENT) -> FeatureTable:
    """`table` with the features of all cells; written to the project now and then, and in the end.

    A smear that cannot be read is reported and left out. Raises BundleError, StorageError, CancelledError; what was
    written by then stays.
    """
    rows = cells_of(project, task=task)
    seen = table.projection.n_seen if table.projection is not None else 0
    if seen < _FEW and len(rows) >= _GROWN * seen:
        table = FeatureTable()
    wanted = missing(table, rows)
    if not len(wanted):
        return table
    from rbc_desk.imaging.cells.crop import CropRecipe

    predictor = Predictor(base.folder)
    recipe = CropRecipe(**predictor.bundle.crop_recipe)
    held, features, starts, unsaved = [], [], [], 0
    smears = np.unique(wanted["smear"]).tolist()
    done = 0
    for smear_id in smears:
        task.raise_if_stopped()
        of_smear = wanted[wanted["smear"] == smear_id]
        task.report(Progress(done, len(wanted), "Computing features of the cells"))
        done += len(of_smear)
        info = library.known_smear(project, smear_id=smear_id)
        try:
            pixels = library.load_pixels(project, smear_id=smear_id)
        except RbcDeskError as error:
            task.report(Problem(info.name, str(error)))
            continue
        for start in range(0, len(of_smear), _AT_ONCE):
            some = of_smear[start : start + _AT_ONCE]
            circles = [Circle(*place) for place in circles_of(some).tolist()]
            crops = cut_circles(pixels, circles, recipe=recipe, typical_diameter_px=info.typical_diameter_px)
            found, probabilities = predictor.features(crops, task=task)
            held.append(some)
            features.append(found)
            starts.append(probabilities)
            if sum(map(len, held)) >= _AT_ONCE:
                table, unsaved = _put(table, held, features, starts), unsaved + sum(map(len, held))
                held, features, starts = [], [], []
                if unsaved >= _SAVED_EVERY:
                    table.save(base.file_in(project))
                    unsaved = 0
    if held:
        table, unsaved = _put(table, held, features, starts), unsaved + 1
    if unsaved:
        table.only(np.ascontiguousarray(rows["id"])).save(base.file_in(project))
    task.report(Progress(len(wanted), len(wanted)))
    return table


def _put(
    table: FeatureTable, held: list[NDArray[np.void]], features: list[NDArray[np.float32]],
    starts: list[NDArray[np.float32]],
) -> FeatureTable:  # fmt: skip
    rows = np.concatenate(held)
    return table.with_cells(
        np.ascontiguousarray(rows["id"]),
        circles_of(rows),
        features=np.concatenate(features),
        starter=np.concatenate(starts),
    )
