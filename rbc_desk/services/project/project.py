"""A project: a folder with a store, smears and bundles, opened by one reader."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.core.errors import NotAProjectError, StoreBusyError, UnknownNameError, storage_error
from rbc_desk.core.files.atomic import is_being_written
from rbc_desk.core.files.store_place import DATABASE, STORE_FILE, is_project
from rbc_desk.core.phrases import Phrase
from rbc_desk.settings.paths import resource

if TYPE_CHECKING:
    from rbc_desk.store.store import Store

CLASS_SET_KEYS = ("paper", "chula", "canine", "feline")


class Project:
    """An open project as one reader sees it. Usable from several threads. Close it once, at the end.

    Where the account of a shared project has a role, the reader is the one whom the role is for.
    `viewpoint` says what this reader sees; `services.project.readers` changes it.
    """

    def __init__(self, folder: Path, *, store: Store, reader: str) -> None:
        from rbc_desk.store import queries

        self.folder = folder
        self.store = store
        self.reader = reader if store.member is None else store.member.reader
        self.name = queries.meta(store, "project_name") or folder.name
        self.viewpoint = queries.viewpoint_of(store, self.reader)

    @property
    def why_read_only(self) -> str:
        """Why the project cannot be changed; empty where it can."""
        return self.store.why_read_only

    @property
    def models_folder(self) -> Path:
        return self.folder / "models"

    def class_set(self) -> ClassSet:
        """The project's classes, with those that only its models know."""
        from rbc_desk.store import queries

        return queries.class_set_with_others(self.store)

    def close(self) -> None:
        self.store.close()


def load_class_set(key: str) -> ClassSet:
    """Load a shipped class set by its key. Raises UnknownNameError, whose hint lists the keys."""
    if key not in CLASS_SET_KEYS:
        raise UnknownNameError(
            Phrase("No class set is named {key!r}.", key=key),
            hint=Phrase("Choose one of: {names}.", names=", ".join(CLASS_SET_KEYS)),
        )
    table = tomllib.loads(resource(f"class_sets/{key}.toml").read_text("utf-8"))
    return ClassSet(table["name"], tuple(CellClass(**entry) for entry in table["classes"]))


def list_class_sets() -> tuple[tuple[str, ClassSet], ...]:
    """Return every shipped class set with its key; the paper's is first."""
    return tuple((key, load_class_set(key)) for key in CLASS_SET_KEYS)


def create_project(
    folder: Path, *, class_set: str = "paper", reader: str, name: str | None = None, url: str | None = None
) -> Project:
    """Create a project in `folder` (created if missing) and open it. `url`: of an empty database on a server.

    Raises NotAProjectError where the folder contains a project or other files, StorageError where it cannot be
    written, StoreBusyError while a backup is being restored there.
    """
    from rbc_desk.store.store import Store

    classes, existed = load_class_set(class_set), folder.expanduser().exists()
    folder = new_folder(folder)
    try:
        store = Store.create(folder, project_name=name or folder.name, classes=classes, url=url)
    except BaseException:
        if not existed:
            with suppress(OSError):  # it is not empty
                folder.rmdir()
        raise
    return Project(folder, store=store, reader=reader)


def new_folder(folder: Path) -> Path:
    """Make the folder of a new project; it may exist, but be empty. Returns its absolute path.

    Raises NotAProjectError where it contains a project or other files, StorageError, StoreBusyError.
    """
    folder = folder.expanduser().absolute()
    check_not_restored(folder)
    if is_project(folder):
        raise NotAProjectError(
            Phrase("{folder} already contains a project.", folder=folder),
            hint="Open the project, or choose another folder.",
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        occupied = any(not entry.name.startswith(".") for entry in folder.iterdir())
    except OSError as error:
        raise storage_error(error, doing=Phrase("creating the folder {folder}", folder=folder)) from error
    if occupied:
        raise NotAProjectError(
            Phrase("{folder} contains other files.", folder=folder), hint="Choose an empty or a new folder."
        )
    return folder


def project_folder(path: Path) -> Path:
    """Return the absolute folder of a project, given the folder, or the file in it that is or names the database."""
    path = path.expanduser().absolute()
    return path.parent if path.name in (DATABASE, STORE_FILE) else path


def being_restored(folder: Path) -> StoreBusyError:
    """The error for a project that is being restored."""
    return StoreBusyError(
        Phrase("The project in {folder} is being restored.", folder=folder),
        hint="You can open it when restoring has finished.",
    )


def check_not_restored(folder: Path) -> None:
    """Raise StoreBusyError where a backup is being restored into `folder`, which has no database until then."""
    if not is_project(folder) and is_being_written(folder / DATABASE):
        raise being_restored(folder)
