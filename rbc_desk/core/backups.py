"""Description of a backup, shown before it is restored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Contents:
    """How much a project's database holds. `n_labels`: of all readers, the current ones."""

    n_smears: int
    n_cells: int
    n_labels: int
    last_change: int
    """A number that grows with every change."""


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """A backup in `path`, made at `made_at` (UTC). `contents` is None where it cannot be read.

    `steps_lost`: the number of steps done since, which restoring it undoes; None where that is unknown.
    """

    path: Path
    made_at: datetime
    contents: Contents | None
    steps_lost: int | None


@dataclass(frozen=True, slots=True)
class Backups:
    """A project's backups, the newest first; `present` is what its database holds now, None where it is damaged."""

    folder: Path
    present: Contents | None
    found: tuple[BackupInfo, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """`kept_in` is the folder that holds what was there before."""

    source: Path
    kept_in: Path
    contents: Contents
