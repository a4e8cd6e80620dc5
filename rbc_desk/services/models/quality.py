"""Warnings about the models of a project, for every place that offers them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rbc_desk.core.models.against_starter import AgainstStarter
from rbc_desk.core.models.model_quality import ModelQuality, is_no_better, model_warnings, tallies_of
from rbc_desk.core.models.results import Evaluation
from rbc_desk.core.phrases import Phrase
from rbc_desk.learn.bundles.bundle import load_bundle
from rbc_desk.learn.bundles.card import quality_in
from rbc_desk.services.datasets.snapshots import class_names
from rbc_desk.services.project.project import Project

if TYPE_CHECKING:
    from rbc_desk.learn.bundles.bundle import Bundle
    from rbc_desk.store.rows import ModelInfo

KEY = "quality"
"""The key of the quality in the metrics of a model's row."""
AGAINST = "against_starter"
"""The key of the comparison with a starter model there."""


def quality_of(model: ModelInfo) -> ModelQuality:
    """The quality in a model's row; an empty one where none is stored."""
    return ModelQuality.from_json(model.metrics.get(KEY))


def warnings_by_model(project: Project) -> dict[int, Phrase]:
    """The warnings about each of the project's models, by id; "" where there are none."""
    from rbc_desk.store import queries

    names = class_names(project)
    return {one.id: model_warnings(quality_of(one), names=names) for one in queries.models(project.store)}


def replaces_active(project: Project, metrics: Mapping[str, Any]) -> bool:
    """Whether a new model with these metrics becomes the active one.

    One that is no better than always answering the most common class does not take the place of one that is, and one
    that is worse than the starter, or was not shown not to be, does not take the place of a starter.
    """
    from rbc_desk.store import queries

    active = next((one for one in queries.models(project.store) if one.active), None)
    if active is None:
        return True
    if is_no_better(ModelQuality.from_json(metrics.get(KEY))) and not is_no_better(quality_of(active)):
        return False
    against = AgainstStarter.from_json(metrics.get(AGAINST))
    return against is None or not quality_of(active).starter or against.is_better


def bundle_warnings(folder: Path) -> Phrase:
    """The warnings about the bundle in a folder, from its own description. Raises BundleError."""
    return warnings_of_bundle(load_bundle(folder))


def warnings_of_bundle(bundle: Bundle) -> Phrase:
    """The warnings about a bundle, from its own description."""
    return model_warnings(quality_in(bundle.metrics), names=dict(zip(bundle.codes, bundle.class_names, strict=True)))


def of_bundle(bundle: Bundle) -> dict[str, Any]:
    """The metrics of a model's row for this bundle."""
    return {KEY: quality_in(bundle.metrics).to_json()}


def metrics_after_evaluation(model: ModelInfo, evaluation: Evaluation, *, part: str) -> dict[str, Any]:
    """The metrics of a model's row after an evaluation on a part."""
    quality, tallies = quality_of(model), tallies_of(evaluation)
    quality = replace(quality, tested=tallies) if part == "test" else replace(quality, validated=tallies)
    return {**model.metrics, KEY: quality.to_json()}
