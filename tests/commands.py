"""Runs `rbc-desk` as a process of its own that has the large libraries loaded already.

Loading torch, scikit-learn and the like takes a command most of its time. A process that has loaded them, and nothing
of the program, waits for commands and forks for each. Where the start itself is tested, and where there is no fork, a
command is started as usual.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib
import json
import os
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

MODULE = "rbc_desk.cli.main"
_LIBRARIES = (
    "alembic.command",
    "cv2",
    "onnxruntime",
    "scipy.optimize",
    "scipy.spatial",
    "scipy.stats",
    "sklearn.metrics",
    "sklearn.model_selection",
    "sqlalchemy.orm",
    "torch",
    "torch._dynamo",
)
_waiting: list[subprocess.Popen[str]] = []


def run_command(
    *arguments: object, cwd: Path, env: dict[str, str] | None = None, timeout: float = 280
) -> subprocess.CompletedProcess[str]:
    """Run `rbc-desk` with these arguments, to its end. Raises TimeoutExpired."""
    command = list(map(str, arguments))
    environment = dict(os.environ if env is None else env)
    if not hasattr(os, "fork"):
        return subprocess.run(
            [sys.executable, "-m", MODULE, *command],
            cwd=cwd, env=environment, capture_output=True, text=True, timeout=timeout, check=False,
        )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        said = [str(Path(folder) / name) for name in ("stdout", "stderr")]
        asked = {"arguments": command, "cwd": str(cwd), "environment": environment, "said": said, "limit": timeout}
        server = _server()
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(json.dumps(asked) + "\n")
        server.stdin.flush()
        status = json.loads(server.stdout.readline())
        out, err = (Path(path).read_text("utf-8") for path in said)
    if status is None:
        raise subprocess.TimeoutExpired(command, timeout, out, err)
    return subprocess.CompletedProcess(command, status, out, err)


def _server() -> subprocess.Popen[str]:
    if not _waiting:
        root = Path(__file__).resolve().parents[1]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])}
        pipe = subprocess.PIPE
        _waiting.append(
            subprocess.Popen([sys.executable, __file__], env=environment, stdin=pipe, stdout=pipe, text=True)
        )
        atexit.register(_end)
    return _waiting[0]


def _end() -> None:
    with _waiting.pop() as server:
        assert server.stdin is not None
        server.stdin.close()


def _serve(asked: IO[str], told: IO[str]) -> None:
    """Fork for each command; the child returns, and goes on as that command."""
    for line in asked:
        request = json.loads(line)
        child = os.fork()
        if not child:
            _become(request)
            return
        told.write(json.dumps(_status(child, limit=request["limit"])) + "\n")
        told.flush()
    os._exit(0)


def _status(child: int, *, limit: float) -> int | None:
    """The exit status as subprocess has it, None where the command took too long and was killed."""
    import signal
    import time

    end = time.monotonic() + limit
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _become(request: dict) -> None:
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["cwd"])
    for number, path in enumerate(["/dev/null", *request["said"]]):
        flags = os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY
        handle = os.open(path, flags, 0o600)
        os.dup2(handle, number)
        os.close(handle)
    sys.argv = ["rbc-desk", *request["arguments"]]


if __name__ == "__main__":
    sys.path[0] = ""  # as with `python -m`
    importlib.import_module("rbc_desk")  # sets what libraries read when they are loaded
    for library in _LIBRARIES:
        with contextlib.suppress(ImportError):
            importlib.import_module(library)
    # the pipes lie elsewhere than where the commands will write
    asked, told = (os.fdopen(os.dup(number), mode) for number, mode in ((0, "r"), (1, "w")))
    _serve(asked, told)
    runpy.run_module(MODULE, run_name="__main__", alter_sys=True)
