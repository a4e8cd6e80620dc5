"""Runs the command line as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import run_command

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def rbc_desk(tmp_path: Path) -> Run:
    """Run `rbc-desk` with these arguments in a private home, see `tests.commands`."""

    def run(*arguments: object, **more_environment: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"HOME": str(tmp_path / "home")} | more_environment
        return run_command(*arguments, cwd=tmp_path, env=environment)

    return run


@pytest.fixture
def started_rbc_desk(tmp_path: Path) -> Run:
    """The same, started as a user starts it."""

    def run(*arguments: object, **more_environment: str) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"HOME": str(tmp_path / "home")} | more_environment
        command = [sys.executable, "-m", "rbc_desk.cli.main", *map(str, arguments)]
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=280, check=False
        )

    return run
