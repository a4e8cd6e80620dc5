"""Upgrades of older projects: progress, stopping, kills."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from rbc_desk.core.errors import CancelledError, OlderProjectError, StorageError
from rbc_desk.core.events import Event, Progress
from rbc_desk.core.task import Task
from rbc_desk.core.viewpoint import Others, Viewpoint
from rbc_desk.store import queries
from rbc_desk.store.sqlite.restore import restore
from rbc_desk.store.store import Store
from tests.store.old_project import content, make_old_project

ROOT = Path(__file__).resolve().parents[3]
CELLS = 10_000
ANN = Viewpoint("Ann", Others.HIDDEN)
LABELS = {"codocyte": CELLS // 2, "normal": CELLS // 2}
_KILLED = """
import sys, time
from pathlib import Path
from rbc_desk.core.task import Task
from rbc_desk.store.store import Store

def hear(event):
    if event.message == sys.argv[2] and event.done >= int(sys.argv[3]):
        print("here", flush=True)
        time.sleep(600)

Store.open(Path(sys.argv[1]), task=Task(hear))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_old_project(tmp_path / "old", cells=CELLS)
    return tmp_path / "old"


def _events_of_an_upgrade(folder: Path) -> list[Progress]:
    heard: list[Event] = []
    Store.open(folder, task=Task(heard.append)).close()
    return [event for event in heard if isinstance(event, Progress)]


def _files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if "-wal" not in path.name)


def test_an_upgrade_says_how_far_it_is(folder: Path) -> None:
    told = _events_of_an_upgrade(folder)
    done = [event.done for event in told]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, 100)
    assert len(set(done)) > 10
    assert {event.total for event in told} == {100}
    assert [*dict.fromkeys(event.message for event in told)] == ["backing up the project", "upgrading the project"]


@pytest.mark.parametrize(("message", "done"), [("backing up the project", 10), ("upgrading the project", 60)])
def test_an_upgrade_that_is_stopped_leaves_the_project_as_it_was(folder: Path, message: str, done: int) -> None:
    before, files = content(folder), _files(folder)
    task = Task()

    def hear(event: Event) -> None:
        if isinstance(event, Progress) and event.message == message and event.done >= done:
            task.stop()

    with pytest.raises(CancelledError):
        Store.open(folder, task=task.reporting_to(hear))
    assert content(folder) == before
    assert [name for name in _files(folder) if "-shm" not in name] == files
    store = Store.open(folder)
    assert queries.label_counts(store, viewpoint=ANN) == LABELS
    store.close()


@pytest.mark.parametrize("place", [("backing up the project", 20), ("upgrading the project", 99)])
def test_a_project_whose_upgrade_is_killed_opens_again_with_all_of_its_labels(
    folder: Path, place: tuple[str, int]
) -> None:
    command = [sys.executable, "-c", _KILLED, str(folder), place[0], str(place[1])]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "here\n"
        process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    with pytest.raises(OlderProjectError):
        Store.open(folder, upgrade=False)
    store = Store.open(folder)
    assert queries.label_counts(store, viewpoint=ANN) == LABELS
    store.verify()
    store.close()
    assert not [*folder.rglob("*.part*")]


def test_nobody_restores_a_backup_while_the_project_is_upgraded(folder: Path) -> None:
    refused: list[str] = []

    def hear(event: Event) -> None:
        if isinstance(event, Progress) and event.message == "upgrading the project" and not refused:
            with pytest.raises(StorageError, match="open in another program") as error:
                restore(folder, source=next((folder / "backups").glob("*.sqlite")))
            refused.append(str(error.value))

    store = Store.open(folder, task=Task(hear))
    assert len(refused) == 1
    assert queries.label_counts(store, viewpoint=ANN) == LABELS
    store.close()
