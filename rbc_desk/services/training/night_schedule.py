"""Training at night: what the user asked for on this computer, when it is due, and how the last one ended."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Literal

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from rbc_desk.core.errors import StorageError, storage_error
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.splits.units import DEFAULT_SPLIT
from rbc_desk.services.project.project import Project
from rbc_desk.settings.paths import state_folder

_LOG = logging.getLogger(__name__)
QUIET_S = 5 * 60
"""So long nobody may have worked before a training starts at a set time."""
IDLE_S = 30 * 60
"""So long nobody may have worked before the computer counts as idle."""
_BUSY = 0.3
"""The share of the processors that others may use while the computer counts as idle."""
_LATEST = timedelta(hours=6)
"""So long after its time a training may still start, because somebody worked or the computer slept."""
_ONCE_IN = timedelta(hours=12)
"""At most one training starts in so long when the computer is idle."""

Outcome = Literal["trained", "stopped", "failed", "unchanged", "not_ready"]


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class NightSchedule(_Data):
    """What to train each night: `at` a local time, or when the computer is idle (None)."""

    at: time | None = time(22, 0)
    preset: Literal["good", "best"] = "best"
    split_by: str = DEFAULT_SPLIT


class NightResult(_Data):
    """How the last one ended. `cpu_s` are processor seconds of the program; `reason` is of a failure."""

    began: datetime
    ended: datetime
    outcome: Outcome
    run_id: int | None = None
    cpu_s: float = 0.0
    reason: str = ""


class Attempt(_Data):
    """A training that was started at a local time, and the last label that it could learn from."""

    began: datetime
    newest_label: int


class Night(_Data):
    """The schedule of a project on this computer. `begun`: the local time at which the last one started.

    `newest_label` is the last label that was learned from; 0: none was trained yet. `attempts` have not ended: one
    runs, others were interrupted. `result` is of the last training; `skipped` says why a later night had none.
    """

    schedule: NightSchedule | None = None
    begun: datetime | None = None
    newest_label: int = 0
    attempts: tuple[Attempt, ...] = ()
    result: NightResult | None = None
    skipped: NightResult | None = None

    @property
    def is_unended(self) -> bool:
        """Whether a training began and has not told how it ended: it runs, or was killed."""
        told = (self.result, self.skipped)
        return self.begun is not None and all(one is None or one.began < self.begun for one in told)


def night_of(project: Project) -> Night:
    """The schedule of the project and its last result; an empty one where there is none, or the file is damaged."""
    path = _path(project)
    try:
        return Night.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return Night()
    except (OSError, ValidationError) as error:
        _LOG.warning("the schedule for the night %s cannot be read: %s", path, error)
        return Night()


def set_schedule(project: Project, schedule: NightSchedule | None) -> Night:
    """Set or cancel (None) the training at night. Raises StorageError."""
    return change_night(project, lambda night: night.model_copy(update={"schedule": schedule}))


def next_start(night: Night, now: datetime) -> datetime | None:
    """The local time at which the next one is due; it may have passed. None without a set time."""
    if night.schedule is None or night.schedule.at is None:
        return None
    for days in (-1, 0, 1):
        start = datetime.combine(now.date() + timedelta(days=days), night.schedule.at)
        if now < start + _LATEST and (night.begun is None or night.begun < start):
            return start
    return datetime.combine(now.date() + timedelta(days=2), night.schedule.at)


def is_due(night: Night, now: datetime, *, quiet_s: float, busy_share: float) -> bool:
    """Whether to start now. Nobody has worked for `quiet_s`; `busy_share` of the processors is in use, 0 to 1."""
    if night.schedule is None:
        return False
    if night.schedule.at is None:
        rested = night.begun is None or night.begun + _ONCE_IN <= now or night.is_unended
        return quiet_s >= IDLE_S and busy_share < _BUSY and rested
    start = next_start(night, now)
    return start is not None and start <= now and quiet_s >= QUIET_S


def change_night(project: Project, change: Callable[[Night], Night]) -> Night:
    """change the schedule and results of a project in one step. Raises StorageError."""
    path = _path(project)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock"), timeout=5):
            night = change(night_of(project))
            write_text(path, night.model_dump_json(indent=1))
    except Timeout as error:
        raise StorageError("Another program is changing the training at night.", hint="Try again.") from error
    except OSError as error:
        raise storage_error(error, doing="keeping the training at night") from error
    return night


def _path(project: Project) -> Path:
    name = hashlib.sha256(str(project.folder.resolve()).encode()).hexdigest()[:16]
    return state_folder() / "nights" / f"{name}.json"
