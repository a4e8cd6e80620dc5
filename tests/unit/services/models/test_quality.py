"""Which model is active after a training: never one that is no better than guessing instead of one that is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rbc_desk.core.models.model_quality import ClassTally, ModelQuality
from rbc_desk.services.models import evaluation
from rbc_desk.services.models.quality import KEY, replaces_active
from rbc_desk.services.project.project import Project, create_project

GOOD, POOR = (90, 88), (90, 90)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = create_project(tmp_path / "project", class_set="paper", reader="Ann")
    yield project
    project.close()


def metrics(normal: tuple[int, int], *, codocytes_right: int) -> dict[str, Any]:
    tallies = (ClassTally("normal", *normal), ClassTally("codocyte", 10, codocytes_right))
    return {KEY: ModelQuality(validated=tallies).to_json()}


def add(project: Project, name: str, given: dict[str, Any]) -> None:
    with project.store.transact("Train", reader=project.reader) as tx:
        tx.derived.insert_model(
            name=name, folder=name, network="rbc_small", codes=("normal", "codocyte"), metrics=given, run_id=None,
            active=replaces_active(project, given),
        )  # fmt: skip


def test_a_model_no_better_than_guessing_does_not_take_the_place_of_a_better_one(project: Project) -> None:
    good, poor = metrics(GOOD, codocytes_right=9), metrics(POOR, codocytes_right=0)
    for name, given, active in (
        ("poor 1", poor, "poor 1"), ("poor 2", poor, "poor 2"), ("good", good, "good"), ("poor 3", poor, "good"),
    ):  # fmt: skip
        add(project, name, given)
        now = evaluation.active_model(project)
        assert now is not None
        assert now.name == active
