"""Fixtures for all tests."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests import commands
from tests.guard import sitecustomize as guard

if TYPE_CHECKING:
    from tests.postgres import Server

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# tests share the cores among themselves: more threads than cores only wait for each other, and do so at full load
for name in ("RBC_DESK_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENCV_FOR_THREADS_NUM"):
    os.environ.setdefault(name, "1")

# Without bytecode each of the some hundred processes that tests start would compile the program again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Projects write small files and wait until the disk has them: in memory that takes no time.
IN_MEMORY, ROOM_BYTES = Path("/dev/shm"), 4 * 1024**3
if IN_MEMORY.is_dir() and os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free > ROOM_BYTES:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))

# A busy machine is slow, not wrong: no property test may fail for the time that it takes. At night, more examples:
# `python -m pytest --hypothesis-profile=thorough`.
settings.register_profile("everyday", deadline=None, max_examples=40)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("everyday")

ROOT = Path(__file__).resolve().parents[1]


def _stay_on_this_machine() -> Path:
    """Guard this process and all that it starts against connections; returns the file that notes those tried."""
    paths = [
        str(Path(guard.__file__).parent),
        str(ROOT),
        *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep)),
    ]
    os.environ["PYTHONPATH"] = os.pathsep.join(dict.fromkeys(paths))
    handle, notes = tempfile.mkstemp(prefix="rbc-desk-connections-")
    os.close(handle)
    os.environ[guard.NOTES] = notes
    return Path(notes)


_CONNECTIONS = _stay_on_this_machine()


def pytest_configure(config: pytest.Config) -> None:
    if commands.PLACE not in os.environ:  # the workers of this run get it from here
        os.environ[commands.PLACE] = tempfile.mkdtemp(prefix="rbc-desk-commands-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(commands.PLACE), ignore_errors=True))


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """All cores for the whole suite or a folder of it, and one worker more, because tests also wait."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    few = all(Path(argument.split("::")[0]).is_file() for argument in config.args)
    return 0 if few or config.option.collectonly else cores + 1


def pytest_unconfigure() -> None:
    _CONNECTIONS.unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _no_test_reaches_beyond_this_machine() -> Iterator[None]:
    """Each test: neither it nor a Python process that it started looked up or connected to another machine."""
    yield
    tried = _CONNECTIONS.read_text(encoding="utf-8")
    if tried:
        _CONNECTIONS.write_text("", encoding="utf-8")
        pytest.fail(f"connections beyond this machine were tried:\n{tried}")


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> object:
    """pytest-qt's, with the patience that a busy machine needs."""
    from tests.patience import PatientBot

    return PatientBot(request)


@pytest.fixture
def offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For a test of what happens without a network: that it asks for one is right, and it is refused."""
    monkeypatch.setenv(guard.NOTES, str(tmp_path / "connections"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real labelled smears beside the project; the test is skipped where they are absent."""
    folder = Path(os.environ.get("RBC_DESK_TEST_DATA", ROOT.parent / "shared" / "data"))
    if not (folder / "chula" / "images").is_dir():
        pytest.skip(f"no labelled smears in {folder}: they are not part of the repository")
    return folder


@pytest.fixture(autouse=True)
def _private_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    private_home(tmp_path_factory, monkeypatch)


def private_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, recent projects and logs of a test never touch those of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))


@pytest.fixture(autouse=True)
def _edits_are_committed_at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow this machine's disk is: the tests of the write lane lower these bounds again."""
    if "qapp" not in request.fixturenames:
        return
    from rbc_desk.ui.state.saving import Saving

    monkeypatch.setattr(Saving, "SLOW_COMMIT_MS", float("inf"))
    monkeypatch.setattr(Saving, "PATIENCE_MS", 60_000.0)


@pytest.fixture(autouse=True)
def _a_test_of_the_window_leaves_nothing_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test that has an application: no window, timer or thread of its outlives it."""
    if "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    from tests.leaks import nothing_left_behind

    # Collections then look only at what this test makes, not at half a million objects of torch and Qt.
    # What an earlier test left in cycles goes first: nothing collects it once it is frozen.
    gc.collect()
    gc.freeze()

    failed = request.session.testsfailed
    # a failed test's traceback keeps what it made alive
    with nothing_left_behind(excused=lambda: request.session.testsfailed > failed):
        yield


@pytest.fixture(scope="session")
def postgres_of_session() -> Iterator[Server]:
    from tests.postgres import running

    with running() as server:
        yield server


@pytest.fixture
def postgres(postgres_of_session: Server) -> Iterator[Server]:
    """A real PostgreSQL server, started by the first test of a process that asks for one; the databases go again."""
    yield postgres_of_session
    postgres_of_session.drop_all()


@pytest.fixture(name="rbc_desk")
def run_rbc_desk(tmp_path: Path) -> commands.Run:
    """Run `rbc-desk` with these arguments in a private home, see `tests.commands`."""

    def run(*arguments: object, **more_environment: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"HOME": str(tmp_path / "home")} | more_environment
        return commands.run_command(*arguments, cwd=tmp_path, env=environment)

    return run


@pytest.fixture
def started_rbc_desk(tmp_path: Path) -> commands.Run:
    """The same, started as a user starts it."""

    def run(*arguments: object, **more_environment: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"HOME": str(tmp_path / "home")} | more_environment
        command = [sys.executable, "-m", "rbc_desk.cli.main", *map(str, arguments)]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=280, check=False
        )

    return run
