"""A command on a project of an earlier version."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from tests.store.old_project import make_old_project

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there are no pseudo-terminals here")


def _start(folder):
    """`rbc-desk classes list` with its stderr on a terminal; returns the process and the other end."""
    terminal, end = os.openpty()
    command = [sys.executable, "-m", "rbc_desk.cli.main", "classes", "list", "--project", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=end, text=True)
    os.close(end)
    return process, terminal


def _read(terminal, until=""):
    told = ""
    while not until or until not in told:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # the process has ended
            break
        if not part:
            break
        told += part.decode("utf-8", "replace")
    return told


def test_a_command_says_that_it_upgrades_the_project_and_how_far_it_is(tmp_path):
    make_old_project(tmp_path / "old", cells=1000)
    process, terminal = _start(tmp_path / "old")
    told = _read(terminal)
    out, _ = process.communicate(timeout=60)
    os.close(terminal)
    assert process.returncode == 0
    assert "created by an earlier version" in told
    assert "upgrading the project" in told
    assert "100/100" in told
    assert out.splitlines() == ["codocyte\tCodocyte\t500", "normal\tNormal\t500"]


def test_a_command_whose_upgrade_is_interrupted_leaves_the_project_as_it_was(tmp_path):
    folder = tmp_path / "old"
    make_old_project(folder, cells=1000)
    with closing(sqlite3.connect(folder / "project.sqlite", isolation_level=None)) as another_writer:
        another_writer.execute("BEGIN IMMEDIATE")  # the upgrade waits after the backup
        process, terminal = _start(folder)
        told = _read(terminal, until="earlier version")
        process.send_signal(signal.SIGINT)
        told += _read(terminal, until="Stopping")
        another_writer.execute("ROLLBACK")
        told += _read(terminal)
        process.communicate(timeout=60)
        os.close(terminal)
        assert process.returncode == 1
        assert "Stopped." in told
        assert another_writer.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
