"""Sources of a protocol's cells: a project, a folder of crops, or a data set in an import format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from rbc_desk.core.errors import SettingsError
from rbc_desk.core.files.hashing import hash_json
from rbc_desk.core.files.store_place import is_project
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.datasets import importing
from rbc_desk.services.experiments.cells import CellTable, freeze_crops, freeze_project
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project, create_project

_ANOTHER_FOLDER = Phrase("Choose another folder with -o, or continue with these cells: rbc-desk protocol resume DIR.")


@dataclass(frozen=True, slots=True)
class CellSelection:
    """The recipe of the crops, and the numbers of cells to draw by class (empty: all cells of all classes)."""

    recipe: str
    drawn: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CellSource:
    """A source of a protocol's cells. `origin` identifies it, as on the command line.

    `freeze` writes the cells to a folder; it is called when a protocol is first started there.
    """

    origin: str
    drawn: Mapping[str, int | None]
    freeze: Callable[[Path], CellTable]


def from_project(project: Project, *, selection: CellSelection, task: Task = SILENT) -> CellSource:
    """The labels of an open project at the time when they are frozen."""
    return _of_project(project, origin=f"--project {project.folder.resolve()}", selection=selection, task=task)


def from_crops(source: Path, *, selection: CellSelection, task: Task = SILENT) -> CellSource:
    """Images of cells, one folder per class."""
    origin = f"--crops {source.expanduser().resolve()}"

    def freeze(into: Path) -> CellTable:
        return freeze_crops(source, into, recipe=selection.recipe, origin=origin, drawn=selection.drawn, task=task)

    return CellSource(origin, selection.drawn, freeze)


def from_data(text: str, *, selection: CellSelection, task: Task = SILENT) -> CellSource:
    """A data set as `FORMAT:PATH`. `freeze` first imports it into a new project beside the cells.

    Raises SettingsError; `freeze` raises the errors of the import.
    """
    format_name, colon, path = text.partition(":")
    if not colon or not path:
        raise SettingsError(
            Phrase("{text}: specify the data as FORMAT:PATH.", text=text), hint="Example: csv:cells.csv"
        )
    origin = f"--data {format_name}:{Path(path).expanduser().resolve()}"

    def freeze(into: Path) -> CellTable:
        # an interrupted import is resumed, but never with another data set
        folder = into.parent / f"project-{hash_json(origin)[:8]}"
        if is_project(folder):
            project = open_project(folder, reader="Protocol", task=task)
        else:
            classes = "chula" if format_name == "chula" else "paper"
            project = create_project(folder, class_set=classes, reader="Protocol", name=Path(path).stem)
        try:
            importing.import_from(project, format=format_name, source=Path(path), task=task)
            task.raise_if_stopped()
            return _of_project(project, origin=origin, selection=selection, task=task).freeze(into)
        finally:
            project.close()

    return CellSource(origin, selection.drawn, freeze)


def _of_project(project: Project, *, origin: str, selection: CellSelection, task: Task) -> CellSource:
    def freeze(into: Path) -> CellTable:
        return freeze_project(project, into, recipe=selection.recipe, origin=origin, drawn=selection.drawn, task=task)

    return CellSource(origin, selection.drawn, freeze)


def check_same(source: CellSource, *, table: CellTable) -> None:
    """Raise SettingsError where the frozen cells come from another source or were drawn differently.

    Labels and crops that were added later do not matter.
    """
    if table.origin and table.origin != source.origin:
        raise SettingsError(
            Phrase("The cells in this folder come from {origin}.", origin=table.origin), hint=_ANOTHER_FOLDER
        )
    if dict(source.drawn) != table.drawn:
        raise SettingsError(
            Phrase("The cells in this folder were drawn with --counts {counts}.", counts=_counts_text(table.drawn))
            if table.drawn
            else Phrase("The cells in this folder were drawn without --counts."),
            hint=_ANOTHER_FOLDER,
        )


def _counts_text(drawn: Mapping[str, int | None]) -> str:
    return ",".join(code if n is None else f"{code}={n}" for code, n in drawn.items())


def drawn_from(text: str) -> dict[str, int | None]:
    """Parse `codocyte=345,normal` as {"codocyte": 345, "normal": None}. Raises SettingsError."""
    drawn: dict[str, int | None] = {}
    for part in filter(None, (word.strip() for word in text.split(","))):
        code, equals, number = part.partition("=")
        if equals and not (number.strip().isdecimal() and int(number)):
            raise SettingsError(
                Phrase("{part}: specify it as class=number.", part=part), hint="Example: codocyte=345,normal=2691."
            )
        drawn[code.strip()] = int(number) if equals else None
    return drawn
