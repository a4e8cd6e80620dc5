"""Runs `rbc-desk` as a process of its own that has the modules of the engine and its libraries loaded already.

Loading them takes a command most of its time. A process that has loaded them waits for commands and forks for each.
Where the start itself is tested, and where there is no fork, a command is started as usual.
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import importlib
import io
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

Run = Callable[..., subprocess.CompletedProcess[str]]
MODULE = "rbc_desk"
_LIBRARIES = (
    "alembic.command",
    "cv2",
    "defusedxml.ElementTree",
    "onnxruntime",
    "PIL.Image",
    "pydantic_settings",
    "safetensors.numpy",
    "scipy.optimize",
    "scipy.spatial",
    "scipy.stats",
    "sklearn.metrics",
    "sklearn.model_selection",
    "sqlalchemy.orm",
    "sqlite3",
    "tomlkit",
    "torch",
    "torchvision.models",
    "typer",
)
_LONGEST_REQUEST = 1 << 17
_LONGEST_GOODBYE_S = 60
_ROOT = Path(__file__).resolve().parents[1]
PLACE = "RBC_DESK_TEST_COMMANDS"
"""The environment variable with the folder in which the workers of a run of the tests find the process that forks."""
_connected: list[socket.socket] = []
_started: list[subprocess.Popen[bytes]] = []


class Forked:
    """A command under way: what tests need of `subprocess.Popen` with pipes for its output and text.

    Where the first argument is `-c`, the second is code that runs instead of `rbc-desk`, as `python -c` does.
    """

    def __init__(self, *arguments: object, cwd: Path, env: dict[str, str] | None = None) -> None:
        environment = dict(os.environ if env is None else env)
        self.args = [*(() if arguments[:1] == ("-c",) else ("rbc-desk",)), *map(str, arguments)]
        request = json.dumps({"arguments": self.args, "cwd": str(cwd), "environment": environment}).encode()
        assert len(request) < _LONGEST_REQUEST
        reading, writing = zip(*(os.pipe() for _ in range(3)), strict=True)
        socket.send_fds(_server(), [request], writing)
        for handle in writing:
            os.close(handle)
        self.stdout, self.stderr, self._status = (os.fdopen(handle, encoding="utf-8") for handle in reading)
        self.pid = int(self._status.readline())
        self.returncode: int | None = None

    def __enter__(self) -> Forked:
        return self

    def __exit__(self, *_error: object) -> None:
        self.stdout.close()
        self.stderr.close()
        self.wait()

    def poll(self) -> int | None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            if not select.select([self._status], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(self.args, timeout or 0)
            self.returncode = int(self._status.readline())
            self._status.close()
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What is left of its output, and its end. Raises TimeoutExpired."""
        end = None if timeout is None else time.monotonic() + timeout
        said = dict.fromkeys((self.stdout, self.stderr), "")

        def read(pipe: io.TextIOWrapper) -> None:
            said[pipe] = pipe.read()
            pipe.close()

        readers = [threading.Thread(target=read, args=(pipe,), daemon=True) for pipe in said if not pipe.closed]
        for reader in readers:
            reader.start()
        for reader in readers:
            reader.join(None if end is None else max(0.0, end - time.monotonic()))
            if reader.is_alive():
                raise subprocess.TimeoutExpired(self.args, timeout or 0)
        self.wait(None if end is None else max(0.0, end - time.monotonic()))
        return said[self.stdout], said[self.stderr]


Command = Forked | subprocess.Popen[str]


def start_command(*arguments: object, cwd: Path, env: dict[str, str] | None = None) -> Command:
    """Start `rbc-desk` with these arguments, or Python with `-c` and code."""
    if hasattr(os, "fork"):
        return Forked(*arguments, cwd=cwd, env=env)
    what = () if arguments[:1] == ("-c",) else ("-m", MODULE)
    command, pipe = [sys.executable, *what, *map(str, arguments)], subprocess.PIPE
    return subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=pipe, stderr=pipe, text=True)


def run_command(
    *arguments: object, cwd: Path, env: dict[str, str] | None = None, timeout: float = 280
) -> subprocess.CompletedProcess[str]:
    """Run what `start_command` starts to its end. Raises TimeoutExpired."""
    with start_command(*arguments, cwd=cwd, env=env) as process:
        try:
            out, err = process.communicate(timeout=timeout)
        except BaseException:
            process.kill()
            raise
    assert process.returncode is not None
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


def _server() -> socket.socket:
    """A connection to the process that forks: one for all workers of a run of the tests. The first one starts it."""
    if not _connected:
        import fcntl  # Windows has none, and no fork

        place = Path(os.environ.get(PLACE) or tempfile.mkdtemp(prefix="rbc-desk-commands-"))
        ours = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with (place / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                ours.connect(str(place / "commands"))
            except (FileNotFoundError, ConnectionRefusedError):
                _start_server(place / "commands")
                ours.connect(str(place / "commands"))
        _connected.append(ours)
        atexit.register(_disconnect)
    return _connected[0]


def _disconnect() -> None:
    """The process that forks ends when the last worker has gone. The one that started it waits for that."""
    _connected.pop().close()
    for process in _started:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(_LONGEST_GOODBYE_S)


def _start_server(address: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")])}
    address.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listening:
        listening.bind(str(address))
        listening.listen()
        number = listening.fileno()
        _started.append(subprocess.Popen([sys.executable, __file__, str(number)], env=environment, pass_fds=[number]))


def load() -> None:
    """Load the modules of the engine and its libraries, as far as they are installed."""
    importlib.import_module("rbc_desk")  # sets what libraries read when they are loaded
    for module in (*_LIBRARIES, *_modules_of_the_engine()):
        with contextlib.suppress(ImportError):
            importlib.import_module(module)


def _modules_of_the_engine() -> Iterator[str]:
    """All modules of the program but the window's, and but `__main__`, which each command runs."""
    for path in sorted((_ROOT / "rbc_desk").rglob("*.py")):
        module = ".".join(path.relative_to(_ROOT).with_suffix("").parts).removesuffix(".__init__")
        if path.stem != "__main__" and not module.startswith(("rbc_desk.ui", "rbc_desk.store.migrations")):
            yield module


def _serve(listening: socket.socket) -> None:
    """Fork for each command; the child returns, and goes on as that command. Ends when no test is connected."""
    connected: list[socket.socket] = []
    while True:
        for ready in select.select([listening, *connected], [], [])[0]:
            if ready is listening:
                connected.append(listening.accept()[0])
                continue
            request, handles, _, _ = socket.recv_fds(ready, _LONGEST_REQUEST, 3)
            if not request:
                ready.close()
                connected.remove(ready)
                if not connected:
                    os._exit(0)
            elif not os.fork():
                for one in (listening, *connected):
                    one.close()
                _keep(json.loads(request), handles)
                return
            for handle in handles:
                os.close(handle)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def _keep(request: dict, handles: list[int]) -> None:
    """Fork once more: the child returns as the command, this process says its number and later its exit status."""
    *said, status = handles
    child = os.fork()
    if not child:
        os.close(status)
        _become(request, said)
        return
    for handle in said:
        os.close(handle)
    os.write(status, f"{child}\n".encode())
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with contextlib.suppress(BrokenPipeError):
        os.write(status, f"{code}\n".encode())
    os._exit(0)


def _become(request: dict, said: list[int]) -> None:
    os.environ.clear()
    os.environ.update(request["environment"])
    os.chdir(request["cwd"])
    nothing = os.open(os.devnull, os.O_RDONLY)
    for number, handle in enumerate([nothing, *said]):
        os.dup2(handle, number)
        os.close(handle)
    sys.argv = request["arguments"]


@contextlib.contextmanager
def _leaving_the_libraries_as_they_are() -> Iterator[None]:
    """End the command as Python does, without taking the loaded libraries apart: that copies all of their pages."""
    code = 0
    try:
        yield
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
        if isinstance(error.code, str):
            sys.stderr.write(f"{error.code}\n")
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.path[0] = ""  # as with `python -m`
    load()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # of a terminal: the process that asks ends, and this one with it
    gc.collect()
    gc.freeze()  # a collection in a command would copy the pages of all libraries
    _serve(socket.socket(fileno=int(sys.argv[1])))
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with _leaving_the_libraries_as_they_are():
        if sys.argv[0] == "-c":
            code = sys.argv.pop(1)
            exec(compile(code, "<code>", "exec"), {"__name__": "__main__"})
        else:
            runpy.run_module(MODULE, run_name="__main__", alter_sys=True)
