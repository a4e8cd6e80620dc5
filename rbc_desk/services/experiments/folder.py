"""The folder of a protocol: its plan, its cells, a file per finished unit, the report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from rbc_desk.core.errors import SettingsError, StorageError, storage_error
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.experiments.protocol_plan import ProtocolPlan, make_plan
from rbc_desk.services.experiments.results import UnitResult

PLAN, CELLS, UNITS, BUSY, MODELS, REPORT = "plan.json", "cells", "units", ".busy", "models", "report.html"
STATE, LOCK, WORKING = "state.json", ".lock", ".working-"
_FORMAT = 1


def is_protocol(folder: Path) -> bool:
    return (folder / PLAN).is_file()


def check(folder: Path, *, kind: str) -> None:
    """Raise SettingsError where `folder` contains other files or a protocol of another kind."""
    if is_protocol(folder):
        other = load_plan(folder).kind
        if other != kind:
            raise SettingsError(
                Phrase("{folder} contains an experiment of another kind ({other}).", folder=folder, other=other),
                hint="Choose another folder.",
            )
        return
    try:
        occupied = folder.exists() and (not folder.is_dir() or any(p.name != LOCK for p in folder.iterdir()))
    except OSError as error:
        raise storage_error(error, doing=Phrase("reading {name}", name=folder.name)) from error
    if occupied:
        raise SettingsError(
            Phrase("{folder} contains other files.", folder=folder), hint="Choose an empty or a new folder."
        )


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Create the folder and lock it inside the block. The lock of a killed program is void.

    Raises StorageError, also where another program holds the lock.
    """
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise StorageError(
            Phrase("Another program is already running in {folder}.", folder=folder),
            hint="Wait until it has finished, or stop it there.",
        ) from error
    except OSError as error:
        raise storage_error(error, doing=Phrase("writing {name}", name=folder.name)) from error
    try:
        yield
    finally:
        lock.release()


def save_plan(folder: Path, plan: ProtocolPlan) -> None:
    """Write the plan. Raises StorageError."""
    write_text(folder / PLAN, json.dumps({"format": _FORMAT, **plan.model_dump(mode="json")}, indent=1) + "\n")


def load_plan(folder: Path) -> ProtocolPlan:
    """Load the plan. Raises StorageError where it is missing or damaged, SettingsError where it is not supported."""
    try:
        value = json.loads((folder / PLAN).read_text("utf-8"))
        if value.pop("format") != _FORMAT:
            raise ValueError("another format")
    except OSError as error:
        raise storage_error(error, doing=Phrase("reading {name}", name=PLAN)) from error
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise StorageError(
            Phrase("The plan in {folder} cannot be read ({error}).", folder=folder, error=error),
            hint="Start the experiment again in another folder.",
        ) from error
    return make_plan(value)


def save_state(folder: Path, *, done: int, total: int) -> None:
    """Store the progress, so that a list of protocols need not load their results. Raises StorageError."""
    write_text(folder / STATE, json.dumps({"done": done, "total": total}))


def load_state(folder: Path) -> tuple[int, int]:
    """The number of finished units and of all units; (0, 0) where it is unknown."""
    try:
        value = json.loads((folder / STATE).read_text("utf-8"))
        return int(value["done"]), int(value["total"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0, 0


def unit_file(folder: Path, name: str) -> Path:
    return folder / UNITS / f"{name}.json"


def save_result(folder: Path, result: UnitResult) -> None:
    """Write the file of a finished unit atomically. Raises StorageError."""
    write_text(unit_file(folder, result.hash), result.to_json())


def load_results(folder: Path, names: Iterable[str] | None = None) -> dict[str, UnitResult]:
    """The results of finished units by name (None: all). A damaged or misnamed file counts as missing."""
    files = (folder / UNITS).glob("*.json") if names is None else (unit_file(folder, name) for name in names)
    found = {}
    for path in files:
        try:
            result = UnitResult.from_json(path.read_text("utf-8"))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        if result.hash == path.stem:
            found[result.hash] = result
    return found


def clear_leftovers(folder: Path) -> None:
    """Delete incomplete files of a killed start. The caller must hold the folder's lock (`locked`)."""
    for pattern in (".*.part", f"{UNITS}/.*.part", f"{CELLS}/.*.part", f"{BUSY}/*.json", f"{WORKING}*"):
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)


def note_progress(folder: Path, name: str, *, epoch: int, epochs: int) -> None:
    """Write the progress of a worker's unit. Errors are ignored, because nothing depends on it."""
    path = folder / BUSY / f"{name}.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"epoch": epoch, "epochs": epochs}), "utf-8")
    except OSError:
        return


def forget_progress(folder: Path, name: str) -> None:
    (folder / BUSY / f"{name}.json").unlink(missing_ok=True)


def read_progress(folder: Path, names: Iterable[str]) -> dict[str, float]:
    """The finished share (0 to 1) of running units, by name."""
    found = {}
    for name in names:
        try:
            value: dict[str, Any] = json.loads((folder / BUSY / f"{name}.json").read_text("utf-8"))
            found[name] = float(value["epoch"]) / float(value["epochs"])
        except (OSError, ValueError, KeyError, TypeError, ZeroDivisionError):
            continue
    return found
