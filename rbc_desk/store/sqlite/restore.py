"""Restores a backup: checks it, keeps the replaced database, and leaves no foreign log beside it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from rbc_desk.core.errors import NotAProjectError, StorageError, storage_error
from rbc_desk.core.files.atomic import temporary_file
from rbc_desk.core.files.backups import BackupInfo, Backups, Contents, Restored
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.store.migrations import migrate, needs_migration
from rbc_desk.store.sqlite import backup
from rbc_desk.store.sqlite.engine import reading_engine, sqlite_engine, storage_problems
from rbc_desk.store.sqlite.open_here import DATABASE, is_open_here
from rbc_desk.store.sqlite.wal import has_log, index_of, log_is_foreign, log_of

_KEPT = "replaced-%Y%m%dT%H%M%S"
_LOCKED_FIRST, _LOCKED_BYTES = 0x40000002, 510
"""The bytes of a database file that SQLite locks while the file is open."""


def list_backups(folder: Path) -> Backups:
    """List what can be restored in the project's folder, with what restoring would lose. Changes nothing.

    A file that was copied over the database by hand, beside a foreign log, is listed too.
    """
    database = folder / DATABASE
    foreign = _is_foreign(database)
    present = None if foreign else _contents(database)
    times = backup.backups(folder)
    found = [_info(path, made_at, database if present else None) for path, made_at in times.items()]
    if foreign and (alone := _contents(database, with_log=False)) is not None:
        made_at = datetime.fromtimestamp(database.stat().st_mtime, UTC)
        found.append(BackupInfo(database, made_at, alone, None))
    return Backups(folder, present, tuple(sorted(found, key=lambda info: info.made_at, reverse=True)))


def restore(folder: Path, *, source: Path, task: Task = SILENT) -> Restored:
    """Replace the project's database by a backup. The project must not be open anywhere.

    The backup is checked completely and migrated before anything is moved; until then `task` can be stopped. The
    replaced files are kept in a dated folder among the backups. Raises NotAProjectError, NewerProjectError and
    CancelledError (nothing has changed), StorageError.
    """
    database = folder / DATABASE
    if not source.is_file():
        raise NotAProjectError(Phrase("The file {source} does not exist.", source=source), hint="Choose a backup.")
    try:
        with _locked(database), temporary_file(database) as fresh:
            shutil.copyfile(source, fresh)
            task.raise_if_stopped()
            contents = _prepared(fresh, source=source, task=task)
            task.raise_if_stopped()
            kept_in = _free(folder / "backups" / datetime.now(UTC).strftime(_KEPT))
            kept_in.mkdir(parents=True)
            for path in (database, log_of(database), index_of(database)):
                if path.exists():
                    _keep(path, kept_in / path.name)
            # the folder contains a project throughout, so a process killed here leaves the previous one
            log_of(database).unlink(missing_ok=True)
            index_of(database).unlink(missing_ok=True)
            _give_rights(fresh, like=database)
            fresh.replace(database)
            _sync(folder)
    except OSError as error:
        raise storage_error(error, doing="restoring the backup") from error
    return Restored(source, kept_in, contents)


def _prepared(fresh: Path, *, source: Path, task: Task) -> Contents:
    """Check a copy of a backup, migrate it and return its contents."""
    try:
        with closing(sqlite3.connect(fresh)) as connection:
            (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as error:
        answer = str(error)
    if answer != "ok":
        raise StorageError(
            Phrase("The backup {name} is also damaged ({answer}).", name=source.name, answer=answer),
            hint="Choose another one.",
        )
    engine = sqlite_engine(fresh)
    try:
        with storage_problems("restoring the backup", folder=source.parent):
            if needs_migration(engine):
                with engine.connect().execution_options(rbc_desk_write=True) as writing, writing.begin():
                    migrate(writing, task=task.part(0, 1))
    finally:
        engine.dispose()
        for beside in (log_of(fresh), index_of(fresh)):
            beside.unlink(missing_ok=True)
    with fresh.open("r+b") as handle:
        os.fsync(handle.fileno())
    contents = _contents(fresh)
    assert contents is not None
    return contents


def _give_rights(fresh: Path, *, like: Path) -> None:
    """Give the new file the permissions of the previous one, or the system's default where there is none."""
    try:
        previous = like.stat()
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        fresh.chmod(0o666 & ~umask)
        return
    if sys.platform != "win32" and fresh.stat().st_gid != previous.st_gid:
        with suppress(OSError):  # not every user may change the group
            os.chown(fresh, -1, previous.st_gid)
    fresh.chmod(stat.S_IMODE(previous.st_mode))


def _keep(path: Path, target: Path) -> None:
    """Keep a file under another name: as a hard link where the disk supports it, otherwise as a copy."""
    try:
        os.link(path, target)
    except OSError:
        shutil.copy2(path, target)


def _free(path: Path) -> Path:
    number = 1
    found = path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found


def _info(path: Path, made_at: datetime, database: Path | None) -> BackupInfo:
    contents = _contents(path, with_log=False)
    lost = _steps_since(database, contents.last_change) if database and contents else None
    return BackupInfo(path, made_at, contents, lost)


def _is_foreign(database: Path) -> bool:
    if is_open_here(database):
        return False
    with suppress(OSError):
        return log_is_foreign(database)
    return False


def _contents(database: Path, *, with_log: bool = True) -> Contents | None:
    """Count the contents of a database; None where it cannot be read."""
    counts = (
        "SELECT count(*) FROM smear WHERE NOT removed",
        "SELECT count(*) FROM cell WHERE NOT removed{red}",
        "SELECT count(*) FROM cell_label WHERE is_current",
        "SELECT coalesce(max(id), 0) FROM change_log",
    )
    try:
        with _connected(database, with_log=with_log) as connection:
            columns = {row[1] for row in connection.exec_driver_sql("PRAGMA table_info(cell)")}
            red = " AND kind = 'red'" if "kind" in columns else ""  # older versions know only red cells
            return Contents(*(int(connection.exec_driver_sql(q.format(red=red)).scalar_one()) for q in counts))
    except (SQLAlchemyError, sqlite3.Error):
        return None


def _steps_since(database: Path, last_change: int) -> int | None:
    try:
        with _connected(database, with_log=True) as connection:
            query = "SELECT count(DISTINCT step) FROM change_log WHERE id > ?"
            return int(connection.exec_driver_sql(query, (last_change,)).scalar_one())
    except (SQLAlchemyError, sqlite3.Error):
        return None


@contextmanager
def _connected(database: Path, *, with_log: bool) -> Iterator[Connection]:
    # closing a plain handle on a file releases all of this process's locks on it
    is_open = with_log and is_open_here(database)
    engine = sqlite_engine(database) if is_open else reading_engine(database, with_log=with_log and has_log(database))
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _locked(database: Path) -> Iterator[None]:
    """Lock the database. Raises StorageError where it is open in this or another process."""
    error_in_use = StorageError(
        "The project is open in another program.", hint="Close it there, then restore the backup."
    )
    if is_open_here(database):
        raise error_in_use
    if sys.platform == "win32" or not database.exists():
        yield  # Windows itself refuses to replace an open file
        return
    import fcntl

    with database.open("r+b") as handle:
        try:
            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKED_BYTES, _LOCKED_FIRST)
        except BlockingIOError as error:
            raise error_in_use from error
        yield


def _sync(folder: Path) -> None:
    """Write the folder's new entries to the disk."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
