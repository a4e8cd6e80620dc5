"""Description of a backup, shown before it is restored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Contents:
    """The size of a project's database. `n_labels` counts the current labels of all readers."""

    n_smears: int
    n_cells: int
    n_labels: int
    last_change: int
    """A number that grows with every change."""


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """A backup in `path`, made at `made_at` (UTC). `contents` is None if it cannot be read.

    `steps_lost` is the number of steps done since the backup, which restoring it undoes; None if unknown.
    """

    path: Path
    made_at: datetime
    contents: Contents | None
    steps_lost: int | None


@dataclass(frozen=True, slots=True)
class Backups:
    """A project's backups, newest first. `present` describes the current database; None if it is damaged."""

    folder: Path
    present: Contents | None
    found: tuple[BackupInfo, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored backup. `kept_in` is the folder that holds the previous database."""

    source: Path
    kept_in: Path
    contents: Contents
