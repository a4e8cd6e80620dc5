"""Quick training on the labels of a project: computes and caches features, then fits one layer."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.networks.registry import IMAGENET_MEAN, IMAGENET_STD
from rbc_desk.services.datasets.snapshot_crops import stored_part
from rbc_desk.services.project.project import Project

if TYPE_CHECKING:
    from rbc_desk.imaging.cells.crop import CropRecipe
    from rbc_desk.learn.fit.features import Backbone
    from rbc_desk.learn.fit.spec import TrainSpec
    from rbc_desk.learn.fit.train import Fitted

_CROPS_PER_FILE = 256
"""Features are written after this number of crops, so that a stop loses at most these."""


def folder_of(project: Project) -> Path:
    """The folder of the feature cache. It can be deleted; the features are computed again."""
    return project.folder / "features"


def fit_quick(
    project: Project,
    spec: TrainSpec,
    *,
    snapshot_id: int,
    codes: Sequence[str],
    recipe: CropRecipe,
    task: Task = SILENT,
) -> Fitted:
    """Train the last layer of `spec.network` on a snapshot. Raises the errors of `fit_head` and `Backbone`."""
    from rbc_desk.learn.fit.features import Backbone
    from rbc_desk.learn.fit.linear_probe import FeatureSet, fit_head
    from rbc_desk.learn.fit.train import Fitted

    backbone = Backbone(spec, task=task)
    load = partial(
        stored_part, project, snapshot_id=snapshot_id, codes=codes, recipe=recipe,
        task=task,
    )  # fmt: skip
    parts = {}
    for part in ("train", "validation"):
        pngs, targets = load(part=part)
        features = features_of(project, pngs, spec=spec, backbone=backbone, task=task)
        parts[part] = FeatureSet(features, targets)
    head = fit_head(spec, **parts, codes=codes, task=task)
    return Fitted(
        weights=backbone.with_head(head.weight, head.bias),
        best_epoch=head.best_epoch,
        stopped=head.stopped,
        history=head.history,
        input_px=spec.side_px,
        mean=IMAGENET_MEAN,
        std=IMAGENET_STD,
        on_imagenet=True,
    )


def features_of(
    project: Project, pngs: Sequence[bytes], *, spec: TrainSpec, backbone: Backbone, task: Task
) -> NDArray[np.float16]:
    """Return the features of stored crops, [N, D]. Missing ones are computed and cached. Raises CancelledError."""
    from rbc_desk.imaging.cells.crop import decode_png
    from rbc_desk.learn.fit.features import FeatureStore

    store = FeatureStore(folder_of(project), spec=spec)
    known = store.load()
    digests = [hashlib.sha256(png).digest() for png in pngs]
    missing = {digest: png for digest, png in zip(digests, pngs, strict=True) if digest not in known}
    for begin in range(0, len(missing), _CROPS_PER_FILE):
        some = dict(list(missing.items())[begin : begin + _CROPS_PER_FILE])
        pixels = np.stack([decode_png(png) for png in some.values()])
        features = backbone.features(pixels, task=task)
        fresh = dict(zip(some, features, strict=True))
        known |= fresh
        store.add(fresh)
    rows = [known[digest] for digest in digests]
    return np.stack(rows) if rows else np.zeros((0, backbone.width), np.float16)


def compute_new_features(project: Project, *, smear_ids: Collection[int], task: Task = SILENT) -> int:
    """Compute the features of newly labelled cells, so that the next quick training starts at once.

    Does so for each network that quick trainings of this project have used. Returns the number of computed features.
    Raises the errors of `Backbone`.
    """
    files = sorted(folder_of(project).glob("*.safetensors"))
    if not files:
        return 0
    from rbc_desk.imaging.cells.crop import DEFAULT_RECIPE
    from rbc_desk.learn.fit.features import Backbone, FeatureStore, spec_of
    from rbc_desk.store import queries

    done = 0
    labelled = queries.labelled_cells(project.store, viewpoint=project.viewpoint.own_labels(), smear_ids=smear_ids)
    rows = queries.crops(project.store, cell_ids=[item.cell.id for item in labelled], recipe_hash=DEFAULT_RECIPE.hash)
    pngs = [row.png for row in rows.values()]
    for file in files:
        spec = spec_of(file)
        if spec is None or not pngs:
            continue
        known = FeatureStore(folder_of(project), spec=spec).load()
        missing = [png for png in pngs if hashlib.sha256(png).digest() not in known]
        if missing:
            backbone = Backbone(spec, task=task)
            features_of(project, missing, spec=spec, backbone=backbone, task=task)
            done += len(missing)
    return done
