"""Options that several commands share, and opening or creating the project they name."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rbc_desk.cli.console import ProgressLine, note, say, stoppable
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.events import Event
from rbc_desk.core.files.atomic import is_same_file
from rbc_desk.core.tables.streamed import STANDARD_OUTPUT

if TYPE_CHECKING:
    from rbc_desk.core.cells.cell import CellKind
    from rbc_desk.services.project.project import Project

ProjectOption = Annotated[Path, typer.Option("--project", "-p", metavar="P", help="Folder of the project.")]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print results and progress as JSON.")]
Images = Annotated[list[str], typer.Argument(metavar="IMAGE", help="Images, folders or globs.")]
DeviceOption = Annotated[str, typer.Option("--device", help="Device: auto, cpu or cuda:N.")]


@contextmanager
def opened(folder: Path, *, create_with: str | None = None) -> Iterator[Project]:
    """Opens the project in `folder` and closes it at the end.

    If `create_with` is given and the project is missing, it is created with that class set.
    """
    from rbc_desk.core.files.store_place import is_project
    from rbc_desk.services.open_project import open_project
    from rbc_desk.services.project.project import create_project
    from rbc_desk.settings.files import load
    from rbc_desk.settings.paths import settings_file

    settings, error = load(settings_file())
    if error:
        note(error)
    if create_with is not None and not is_project(folder):
        project = create_project(folder, class_set=create_with, reader=settings.reader)
        note(f"Created the project {folder} with the class set {create_with!r}.")
    else:
        with _UpgradeLine() as line, stoppable(line) as task:
            project = open_project(folder, reader=settings.reader, task=task)
    try:
        yield project
    finally:
        project.close()


@contextmanager
def leaving_nothing_empty(folder: Path) -> Iterator[None]:
    """Remove a project that was created inside the block if no smear was imported."""
    from rbc_desk.core.files.store_place import is_project

    was_there = is_project(folder)
    before = set(folder.iterdir()) if folder.is_dir() else None
    try:
        yield
    finally:
        if not was_there and is_project(folder) and not any((folder / "smears").glob("*")):
            for path in set(folder.iterdir()) - (before or set()):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            if before is None:
                folder.rmdir()
            note(f"No smear could be read, so no project was created in {folder}.")


class _UpgradeLine(ProgressLine):
    """Progress of an upgrade, which first prints why it takes a while."""

    def __call__(self, event: Event) -> None:
        if not self.began:
            note("The project was created by an earlier version. It is backed up and upgraded.")
        super().__call__(event)


def check_classes(classes: str | None, *, project: Path) -> None:
    """Raise SettingsError if a class set is named for a project that has its classes."""
    from rbc_desk.core.files.store_place import is_project

    if classes is not None and is_project(project):
        raise SettingsError(
            f"The project {project} already exists and has its own classes.", hint="Leave --classes out."
        )


def end(problems: int) -> None:
    """Exit with status 1 if some items failed."""
    if problems:
        raise typer.Exit(1)


def no_smear(name: str, *, n_cells: int, way_out: str) -> str:
    """The message about an image that does not look like a blood smear. `way_out`: how to mark its cells anyway."""
    doubt = f"{name} does not look like a blood smear"
    return f"{doubt}: check the cells found on it." if n_cells else f"{doubt}: no cells were kept on it ({way_out})."


def check_distinct(files: Mapping[str, Path | None], *, need_files: Collection[str] = ()) -> None:
    """Raise SettingsError if two options name the same file: tables are written while the others are read.

    Options among `need_files` may not name standard output.
    """
    for option in need_files:
        if files[option] == STANDARD_OUTPUT:
            raise SettingsError(f"{option} needs a file of its own.", hint="Give it the name of a file.")
    named = [(option, path) for option, path in files.items() if path is not None]
    for index, (option, path) in enumerate(named):
        for other, other_path in named[index + 1 :]:
            if is_same_file(path, other_path):
                raise SettingsError(f"{option} and {other} name the same file, {path}.", hint="Choose two files.")


def result_channel(output: Path, *, json: bool) -> Callable[[str], None]:
    """Where the summary of a command goes: stdout, or stderr while the table itself goes to stdout.

    Raises SettingsError if table and JSON would both go there.
    """
    if output != STANDARD_OUTPUT:
        return say
    if json:
        raise SettingsError("--json and -o - both write to standard output.", hint="Give -o the name of a file.")
    return note


def print_others(kinds: Mapping[CellKind, int], *, n_images: int, tell: Callable[[str], None] = say) -> None:
    """Print the number of white cells and platelets, in total and per image; nothing if there are none."""
    from rbc_desk.core.cells.cell import CellKind

    for kind, name in ((CellKind.WHITE, "white cell"), (CellKind.PLATELET, "platelet")):
        if n := kinds.get(kind, 0):
            tell(f"{n} {name}{'s' if n > 1 else ''}, {n / n_images:.1f} per image")
