"""Mapping of class names: NAME=CLASS on the command line, and how a model's classes count in a project."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.cli.console import say
from rbc_desk.core.errors import SettingsError

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project


def mapping_of(assignments: list[str], *, file: Path | None) -> dict[str, str | None]:
    if file is not None:
        from rbc_desk.services.datasets.importing import mapping_lines

        assignments = [*mapping_lines(file), *assignments]
    mapping: dict[str, str | None] = {}
    for assignment in assignments:
        name, equals, code = assignment.rpartition("=")
        if not equals or not name.strip():
            raise SettingsError(
                f"--map {assignment}: write it as NAME=CLASS.", hint="For example: --map Discocyte=normal"
            )
        mapping[name.strip()] = code.strip() or None
    return mapping


def map_classes(project: Project, wanted: Mapping[str, str | None], *, model_id: int, every: bool = False) -> None:
    """Store how a model's classes are counted, and print those that the project lacks (or every one with `every`)."""
    from rbc_desk.services.models import class_mapping

    if wanted:
        mapping = class_mapping.named_mapping(project, wanted, model_id=model_id)
        class_mapping.count_as(project, model_id=model_id, mapping=mapping)
    rows = class_mapping.classes_of(project, model_id=model_id)
    for row in rows:
        if row.counted_as is None:
            say(
                f"The project has no class {row.code}: its cells are counted as “other: {row.name}”."
                f" To map it: {row.code}=CLASS."
            )
        elif every:
            say(f"{row.code} is counted as {row.counted_as}.")
