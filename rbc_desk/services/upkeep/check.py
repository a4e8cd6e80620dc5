"""Finds what is wrong with a project: its database, images, crops, models, reports and change log."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Progress
from rbc_desk.core.files.atomic import left_over
from rbc_desk.core.files.hashing import hash_file
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.upkeep import Finding, Trouble
from rbc_desk.learn.bundles.bundle import load_bundle
from rbc_desk.services.audit import audit
from rbc_desk.services.models import evaluation
from rbc_desk.services.project.project import Project
from rbc_desk.services.project.roles import require_whole_sight
from rbc_desk.services.signing import signing
from rbc_desk.services.smears import library

SMEARS = "smears"
_OF_INDEXES = ("missing from index", "wrong # of entries in index", "non-unique entry in index")
"""What SQLite says of an index."""
HASH_LENGTH = 64
"""Of a stored hash, the digits of the file's; old projects mark a second smear of one file behind them."""
_YOUNG_S = 3600
"""A file may be written before its smear is stored, so a young one is not stray."""
_RESTORE = Phrase("Restore a backup.")


def check(project: Project, *, task: Task = SILENT) -> tuple[Finding, ...]:
    """Check everything; changes nothing. It reads every image, so it takes a while for a large project.

    Raises StorageError where the database cannot be read at all, CancelledError.
    """
    require_whole_sight(project)
    found: list[Finding] = []
    for part in (_database, _log, _images, _crops, _models, _reports):
        task.raise_if_stopped()
        found += part(project, task)
    return tuple(found)


def _database(project: Project, task: Task) -> Iterator[Finding]:
    from rbc_desk.store import queries
    from rbc_desk.store.postgres.indexes import NOT_FITTING

    marks = (*_OF_INDEXES, NOT_FITTING)
    task.report(Progress(0, 0, Phrase("checking the database")))
    lines = queries.integrity_problems(project.store, task=task)
    pages = [line for line in lines if not any(mark in line for mark in marks)]
    if pages:
        words = Phrase("The database is damaged: {text}", text=pages[0])
        yield Finding(Trouble.DATABASE, project.store.database.name, words, way_out=_RESTORE)
    elif lines:
        words = Phrase("The indexes of the database do not match its tables: {text}", text=lines[0])
        remedy = Phrase("The indexes are rebuilt from the tables.")
        yield Finding(Trouble.INDEX, project.store.database.name, words, remedy=remedy, way_out=_RESTORE)
    for (table, parent), n in queries.broken_references(project.store).items():
        words = Phrase(
            "{n} rows of the table {table} refer to rows of {parent} that do not exist.",
            n=n,
            table=table,
            parent=parent,
        )
        yield Finding(Trouble.REFERENCE, table, words, way_out=_RESTORE)


def _log(project: Project, task: Task) -> Iterator[Finding]:
    way_out = Phrase("It cannot be repaired. Compare it with a backup to see what was changed.")
    for one in audit.verify(project, task=task).breaks:
        item = Phrase("entry {n}", n=one.entry)
        yield Finding(Trouble.CHANGE_LOG, item, audit.break_words(one), way_out=way_out)


def _images(project: Project, task: Task) -> Iterator[Finding]:
    smears, stray = library.smears(project), stray_files(project)
    spares = [*stray, *kept_files(project)]
    for done, info in enumerate(smears):
        task.raise_if_stopped()
        task.report(Progress(done, len(smears), Phrase("checking the images")))
        path = project.folder / SMEARS / info.stored_name
        if is_intact(path, info.sha256[:HASH_LENGTH]):
            continue
        remedy: str = ""
        if (spare := spare_of(info, spares)) is not None:
            remedy = Phrase("The same image is in the project as {name} and is used instead.", name=spare.name)
        way_out = Phrase("Import the image again, or copy {name} from a backup of the folder.", name=info.stored_name)
        if path.is_file():
            words = Phrase("The image of {smear} was changed or cannot be read.", smear=info.name)
            yield Finding(Trouble.IMAGE_DAMAGED, info.stored_name, words, remedy=remedy, way_out=way_out)
        else:
            words = Phrase("The image of {smear} is missing.", smear=info.name)
            yield Finding(Trouble.IMAGE_MISSING, info.stored_name, words, remedy=remedy, way_out=way_out)
    for path in stray:
        if _is_old(path):
            words = Phrase("The file belongs to no smear.")
            remedy = Phrase("It is moved to the folder of the repair.")
            yield Finding(Trouble.STRAY_FILE, path.name, words, remedy=remedy)


def stray_files(project: Project) -> list[Path]:
    """The files among the images that belong to no smear, not even a removed one."""
    from rbc_desk.store import queries

    folder = project.folder / SMEARS
    files = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    known = queries.stored_names(project.store) | left_over(folder)
    return [path for path in files if path.name not in known and not path.name.startswith(".")]


def kept_files(project: Project) -> list[Path]:
    """The images that repairs have put aside: one is a smear's again after an older or newer database is restored."""
    return sorted(path for path in (project.folder / "backups").glob(f"repaired-*/{SMEARS}/*") if path.is_file())


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _YOUNG_S
    except OSError:  # another process took it away
        return False


def spare_of(info: SmearInfo, spares: Iterable[Path]) -> Path | None:
    """The file of another name that is the image of a smear."""
    return next((path for path in spares if is_intact(path, info.sha256[:HASH_LENGTH])), None)


def is_intact(path: Path, digest: str) -> bool:
    """Whether a file can be read and has this SHA-256."""
    try:
        return hash_file(path) == digest
    except OSError:
        return False


def damaged_crops(project: Project, *, task: Task = SILENT) -> list[tuple[int, str]]:
    """The stored crops that are no images: their cells and the hashes of their recipes."""
    from rbc_desk.imaging.cells.crop import decode_png
    from rbc_desk.store import queries

    found = []
    for n, (cell_id, recipe, png) in enumerate(queries.crop_images(project.store)):
        if n % 100 == 0:
            task.raise_if_stopped()
        try:
            decode_png(png)
        except (RbcDeskError, ValueError):
            found.append((cell_id, recipe))
    return found


def _crops(project: Project, task: Task) -> Iterator[Finding]:
    task.report(Progress(0, 0, Phrase("checking the crops")))
    for cell_id, _ in damaged_crops(project, task=task):
        item = Phrase("cell {n}", n=cell_id)
        yield Finding(
            Trouble.CROP, item, Phrase("A stored crop is damaged."), remedy=Phrase("It is cut again from the smear.")
        )


def _models(project: Project, task: Task) -> Iterator[Finding]:
    for model in evaluation.models(project):
        task.raise_if_stopped()
        try:
            load_bundle(project.folder / model.folder)
        except RbcDeskError as error:
            words = Phrase("The model {name} cannot be used: {text}", name=model.name, text=Phrase.of(error.message))
            way_out = Phrase("Copy its folder from a backup, or import the model again.")
            yield Finding(Trouble.MODEL, model.folder, words, way_out=way_out)


def _reports(project: Project, task: Task) -> Iterator[Finding]:
    for report in signing.reports(project):
        task.raise_if_stopped()
        try:
            signing.signed_pdf(project, report)
        except RbcDeskError:
            words = Phrase(
                "The signed report of {code}, version {n}, is missing or altered.",
                code=report.specimen, n=report.version,
            )  # fmt: skip
            yield Finding(
                Trouble.REPORT, report.pdf_name, words, way_out=Phrase("Put the signed PDF back from a copy.")
            )
