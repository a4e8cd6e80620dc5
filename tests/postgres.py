"""A real PostgreSQL server for tests: the programs of the system, in a folder of its own, on a socket there."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

OWNER = "rbc"
"""The administrator of the server, who needs no password."""
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin", "/usr/local/bin")
_ALWAYS = "-c shared_buffers=32MB -c max_connections=60"
_QUICK = "-c fsync=off -c full_page_writes=off"
_AT_THE_END = 'read -r _; kill -QUIT "$(head -n 1 "$1/data/postmaster.pid")"; sleep 1; rm -rf "$1"'
"""Waits until the pipe of its input is closed, also by the end of a process that was killed."""
_ACCESS = """local all guarded scram-sha-256
local all all trust
host all all 127.0.0.0/8 trust
"""


def programs() -> Path | None:
    """The folder of the newest installed server's programs; None: there is none."""
    found = [p for place in _PLACES for p in Path("/").glob(place.lstrip("/")) if (p / "initdb").exists()]
    return max(found, key=lambda path: [int(number) for number in re.findall(r"\d+", str(path))], default=None)


class Server:
    """A running server. `url` makes a new, empty database."""

    def __init__(self, folder: Path, bin_folder: Path, *, durable: bool) -> None:
        self.folder = folder
        self._bin = bin_folder
        self._numbers = count(1)
        self._made: list[str] = []
        self._options = _ALWAYS if durable else f"{_ALWAYS} {_QUICK}"
        # the server refuses to run as root
        self._as = {"user": _unprivileged(), "extra_groups": []} if os.geteuid() == 0 else {}

    def start(self, *, network: str = "") -> None:
        """Start; `network`: options with which it listens on a network too."""
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} {self._options} {network}"
        self._control("-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", str(self.folder / "data"), "-w", *arguments)

    def create(self) -> None:
        data = str(self.folder / "data")
        self._run("initdb", "-D", data, "-E", "UTF8", "--locale=C", "-A", "trust", "-U", OWNER, "--no-sync")
        (self.folder / "data" / "pg_hba.conf").write_text(_ACCESS)

    def sql(self, statement: str, *, database: str = "postgres", user: str = OWNER, port: int = 5432) -> str:
        """Run a statement by psql; returns its output. Raises CalledProcessError."""
        command = [
            "psql",
            "-h",
            str(self.folder),
            "-U",
            user,
            "-d",
            database,
            "-p",
            str(port),
            "-v",
            "ON_ERROR_STOP=1",
            "-qAt",
        ]
        done = subprocess.run([str(self._bin / command[0]), *command[1:], "-c", statement], check=True,
                              capture_output=True, text=True)  # fmt: skip
        return done.stdout.strip()

    def url(self, *, user: str = OWNER, name: str = "") -> str:
        """The URL of a new database, or with `name` of that one."""
        if not name:
            name = f"project{next(self._numbers)}"
            self.sql(f"CREATE DATABASE {name}")
            self._made.append(name)
        return f"postgresql+psycopg://{user}@/{name}?host={self.folder}"

    def drop_all(self) -> None:
        """Drop the databases that were made: each takes room, often in memory."""
        for name in self._made:
            self.sql(f"DROP DATABASE {name} WITH (FORCE)")
        self._made.clear()

    def _run(self, program: str, *arguments: str) -> None:
        command, pipe = [str(self._bin / program), *arguments], subprocess.PIPE
        done = subprocess.run(
            command, cwd=self.folder, stdout=pipe, stderr=subprocess.STDOUT, text=True, check=False, **self._as
        )
        assert done.returncode == 0, done.stdout


def _unprivileged() -> str:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name).pw_name
        except KeyError:
            continue
    raise AssertionError("the server cannot run as root, and there is no other user")


@contextmanager
def running(*, durable: bool = False) -> Iterator[Server]:
    """A server with no database yet; `durable`: its commits wait for a disk.

    Skips the test where no server is installed, but never in continuous integration.
    """
    found = programs()
    if found is None:
        reason = "no PostgreSQL server is installed (packaging/debian-packages.txt)"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    # a socket's path may have 107 characters
    root = None if durable else os.environ.get("PYTEST_DEBUG_TEMPROOT")
    folder = Path(tempfile.mkdtemp(prefix="rbc-pg-", dir=root))
    server = Server(folder, found, durable=durable)
    watch = subprocess.Popen(
        ["sh", "-c", _AT_THE_END, "sh", str(folder)], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _unprivileged())
        folder.chmod(0o755)
        server.create()
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        watch.kill()
        watch.communicate()
