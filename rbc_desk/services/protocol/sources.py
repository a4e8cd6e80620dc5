"""Where a protocol's cells come from: a project, a folder of crops, or a data set in one of the import formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rbc_desk.core.control import Reporter, StopToken, silent
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.phrases import Phrase
from rbc_desk.services import library
from rbc_desk.services.project import Project, create_project, is_project, open_project
from rbc_desk.services.protocol.cells import CellTable, freeze_crops, freeze_project


@dataclass(frozen=True, slots=True)
class Wanted:
    """By which recipe cells are cut, and how many of which class are drawn (none named: all cells of all classes)."""

    recipe: str
    drawn: Mapping[str, int | None] = field(default_factory=dict)


def from_project(
    project: Project, into: Path, *, wanted: Wanted, report: Reporter = silent, stop: StopToken | None = None
) -> CellTable:
    """The labels as they stand now in an open project."""
    return freeze_project(project, into, recipe=wanted.recipe, drawn=wanted.drawn, report=report, stop=stop)


def from_crops(
    source: Path, into: Path, *, wanted: Wanted, report: Reporter = silent, stop: StopToken | None = None
) -> CellTable:
    """Pictures of cells, a folder a class."""
    return freeze_crops(source, into, recipe=wanted.recipe, drawn=wanted.drawn, report=report, stop=stop)


def from_data(
    text: str, into: Path, *, wanted: Wanted, report: Reporter = silent, stop: StopToken | None = None
) -> CellTable:
    """A data set as `FORMAT:PATH`, brought into a project of its own beside the cells first.

    Raises SettingsError, and what the import raises.
    """
    form, colon, path = text.partition(":")
    if not colon or not path:
        raise SettingsError(
            Phrase("{text}: write the data as FORMAT:PATH.", text=text), hint="For instance csv:cells.csv"
        )
    folder = into.parent / "project"
    if is_project(folder):
        project = open_project(folder, reader="Protocol")
    else:
        classes = "chula" if form == "chula" else "paper"
        project = create_project(folder, class_set=classes, reader="Protocol", name=Path(path).stem)
    try:
        library.import_from(project, format=form, source=Path(path), report=report, stop=stop)
        if stop is not None:
            stop.raise_if_set()
        return from_project(project, into, wanted=wanted, report=report, stop=stop)
    finally:
        project.close()


def drawn_from(text: str) -> dict[str, int | None]:
    """`codocyte=345,normal` as {"codocyte": 345, "normal": None}. Raises SettingsError."""
    drawn: dict[str, int | None] = {}
    for part in filter(None, (word.strip() for word in text.split(","))):
        code, equals, number = part.partition("=")
        if equals and not (number.strip().isdecimal() and int(number)):
            raise SettingsError(
                Phrase("{part}: write it as class=number.", part=part), hint="Such as codocyte=345,normal=2691."
            )
        drawn[code.strip()] = int(number) if equals else None
    return drawn
