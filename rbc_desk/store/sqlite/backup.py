"""Backups of the database in the project's folder `backups/`.

The twelve newest backups are kept (at least half an hour apart), and older ones once per day and once per week. Crops
are left out, because they take most of the space and can be cut again from the smears.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rbc_desk.core.errors import storage_error
from rbc_desk.core.files.atomic import replacing
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.store.meter import Meter, row_numbers
from rbc_desk.store.sqlite.engine import storage_problems
from rbc_desk.store.sqlite.open_here import Database

MIN_AGE_S = 30 * 60
KEEP_NEWEST = 12
KEEP_DAYS = 14
KEEP_WEEKS = 8
_STAMP = "project-%Y%m%dT%H%M%S%f.sqlite"
_MESSAGE = Phrase("backing up the project")
_LEFT_OUT = ("crop", "smear_count", "smear_cells")  # these can be computed again


def back_up(store: Database, *, force: bool = False, task: Task = SILENT) -> Path | None:
    """Write a backup and delete superfluous ones. Returns None where the last one is recent, unless `force` is set.

    Progress is reported to `task`. Raises DamagedProjectError, StorageError, CancelledError (without a backup).
    """
    folder = store.folder / "backups"
    now = datetime.now(UTC)
    try:
        folder.mkdir(exist_ok=True)
        times = backups(store.folder)
        if not force and any(_is_young(made_at, now=now) for made_at in times.values()):
            return None
        path = folder / now.strftime(_STAMP)
        with storage_problems("backing up the project", folder=store.folder), replacing(path) as part:
            _copy(store.database, part, task=task)
        times[path] = now
        kept = times_to_keep(list(times.values()), now=now)
        for old, made_at in times.items():
            if made_at not in kept:
                old.unlink(missing_ok=True)
    except OSError as error:
        raise storage_error(error, doing="backing up the project") from error
    return path


def times_to_keep(times: Sequence[datetime], *, now: datetime) -> set[datetime]:
    """The times of the backups to keep: the newest ones, then the last one of each day and of each week.

    Backups from the future (the clock was set back) are selected separately, so that they do not displace today's.
    """
    past = [made_at for made_at in times if made_at <= now]
    return _one_per_period(past) | _one_per_period(set(times) - set(past))


def _one_per_period(times: Iterable[datetime]) -> set[datetime]:
    newest_first = sorted(times, reverse=True)
    kept = set(newest_first[:KEEP_NEWEST])
    ranges: tuple[tuple[Callable[[datetime], object], int], ...] = (
        (lambda made_at: made_at.date(), KEEP_DAYS),
        (lambda made_at: made_at.isocalendar()[:2], KEEP_WEEKS),
    )
    for span_of, limit in ranges:
        last_of: dict[object, datetime] = {}
        for made_at in newest_first:
            last_of.setdefault(span_of(made_at), made_at)
        kept |= set(list(last_of.values())[:limit])
    return kept


def backups(project_folder: Path) -> dict[Path, datetime]:
    """The backups of this program with the time in their names. Files with other names are never deleted."""
    found = {}
    for path in sorted((project_folder / "backups").glob("project-*.sqlite")):
        try:
            found[path] = datetime.strptime(path.name, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
    return found


def _is_young(made_at: datetime, *, now: datetime) -> bool:
    """Whether a backup is recent by its name, since file times do not survive a copy of the project."""
    return timedelta(0) <= now - made_at < timedelta(seconds=MIN_AGE_S)


def _copy(source: Path, target: Path, *, task: Task) -> None:
    """Copy one consistent state of every table except crops, while others may write."""
    # sqlite3 does not check foreign keys by default, so tables can be copied in any order
    with closing(sqlite3.connect(target, isolation_level=None, timeout=5)) as copy:
        copy.execute("PRAGMA journal_mode=OFF")  # an incomplete copy is useless
        copy.execute("ATTACH DATABASE ? AS source", (str(source),))
        copy.execute("BEGIN")
        _fill(copy, task=task)
        copy.execute("COMMIT")


def _fill(copy: sqlite3.Connection, *, task: Task) -> None:
    definitions = "SELECT tbl_name, sql FROM source.sqlite_master WHERE type = ? AND sql IS NOT NULL"
    kinds = ("table", "index", "trigger")
    tables, indexes, triggers = (copy.execute(definitions, (kind,)).fetchall() for kind in kinds)
    rows = {name: n for name, n in row_numbers(copy, "source").items() if name not in _LEFT_OUT}
    meter = Meter(task, total=sum(rows.get(name, 0) for name, _ in (*tables, *indexes)), message=_MESSAGE)
    with meter.watching(copy):
        for name, sql in tables:
            copy.execute(sql)
            if name in rows:
                meter.begin(rows[name])
                # A table's name cannot be a parameter; this one comes from our own schema.
                copy.execute(f'INSERT INTO main."{name}" SELECT * FROM source."{name}"')
        for name, sql in indexes:
            meter.begin(rows.get(name, 0))
            copy.execute(sql)
        for _, sql in triggers:
            copy.execute(sql)
        meter.end()
