"""Output of the command line: results on stdout, progress and messages on stderr, one line for each failure."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Self

from rbc_desk.core.errors import CancelledError, RbcDeskError, SettingsError, UnknownNameError
from rbc_desk.core.events import EpochDone, Event, Problem, Progress, TrainingStarted, UnitEnded, Warned
from rbc_desk.core.task import Listener, Task

PROGRAM = "rbc-desk"
VARIABLE = "_RBC_DESK_COMPLETE"
"""The environment variable with which the scripts of shells ask for completions."""

WRONG_USE = 2
"""The exit status for wrong usage of a command."""


def fail(message: str, *, status: int = 1) -> int:
    """Print a failure in one line to stderr and return the exit status."""
    print(f"rbc-desk: {' '.join(message.split())}", file=sys.stderr)
    return status


def note(message: str) -> None:
    """Print a message that is not part of the result to stderr."""
    print(message, file=sys.stderr)


def counted(n: int, what: str) -> str:
    """A number of things whose plural ends in s: 1 smear, 2 smears."""
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def say(message: str) -> None:
    """Print a line of the result."""
    print(message, flush=True)


def say_json(value: Any) -> None:
    """Print the result as JSON."""
    print(json.dumps(value, indent=1), flush=True)  # a closed pipe is met here, where it is handled


def guarded(work: Callable[[], Any]) -> int:
    """Run the command. Every failure becomes one line and an exit status, without a traceback.

    An invalid setting or an unknown name is wrong usage (2), like an unknown option.
    """
    try:
        work()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except CancelledError:
        return fail("Stopped.")
    except (SettingsError, UnknownNameError) as error:
        return fail(str(error), status=WRONG_USE)
    except RbcDeskError as error:
        return fail(str(error))
    except BrokenPipeError:
        return 1
    except KeyboardInterrupt:
        return fail("Stopped.")
    except Exception as error:  # border: an unexpected error is one line too; RBC_DESK_DEBUG shows the traceback
        if os.environ.get("RBC_DESK_DEBUG"):
            raise
        return fail(f"{type(error).__name__}: {error}. Set RBC_DESK_DEBUG=1 for details.")
    return 0


@contextmanager
def stoppable(listener: Listener | None = None) -> Iterator[Task]:
    """A task that Ctrl+C (SIGINT) and SIGTERM stop. The same signal a second time interrupts at once.

    The two signals are counted separately, because a launcher such as torchrun forwards Ctrl+C as SIGTERM.
    """
    task = Task(listener)
    received: set[int] = set()

    def on_signal(number: int, frame: FrameType | None) -> None:
        if number in received:
            raise KeyboardInterrupt
        received.add(number)
        if not task.stopped:
            task.stop()
            note("Stopping. Press Ctrl+C again to stop at once.")

    previous = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield task
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


class ProgressLine:
    """Reports progress on stderr: a bar on a terminal, JSON lines with `json_lines`, otherwise nothing."""

    def __init__(self, *, json_lines: bool = False) -> None:
        self._json = json_lines
        self._bar: Any = None
        self._task: Any = None
        self._left = ""
        self.began = False
        self.problems = 0

    def __enter__(self) -> Self:
        return self

    def _begin(self) -> None:
        """Start the output when there is something to show."""
        self.began = True
        if not self._json and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("", total=None)

    def __exit__(self, *exc: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, event: Event) -> None:
        if not self.began:
            self._begin()
        if isinstance(event, Problem):
            self.problem(event.item, event.message)
        elif self._json:
            print(event.to_json(), file=sys.stderr, flush=True)
        elif isinstance(event, Warned):
            note(f"WARNING: {event.message}")
        elif isinstance(event, Progress):
            time_left = "" if event.seconds_left is None else f"  {_time_left(event.seconds_left)} left"
            self._show(event.message + time_left, done=event.done, total=event.total)
            self._left = time_left
        elif isinstance(event, UnitEnded):
            note(f"{event.done} of {event.total}{self._left}: {event.words}{' failed' if event.failed else ''}")
        elif isinstance(event, TrainingStarted):
            how = f" ({event.computing})" if event.computing else ""
            counts = ", ".join(f"{c} {n}" for c, n in zip(event.class_codes, event.train_counts, strict=True))
            note(f"Training {event.network} with {event.loss} on {event.device}{how}: {counts}")
        elif isinstance(event, EpochDone):
            s = event.scores
            mark = " *" if event.is_best else ""
            note(
                f"epoch {event.epoch:3d}/{event.epochs}  loss {event.train_loss:.4f}  validation "
                f"{event.validation_loss:.4f}  accuracy {s.accuracy:.3f}  F1 {s.macro_f1:.3f}  "
                f"AUROC {'–' if s.auroc is None else f'{s.auroc:.3f}'}  {event.seconds_left:.0f} s left{mark}"
            )
            self._show("Training", done=event.epoch, total=event.epochs)

    def problem(self, item: str, message: str) -> None:
        """Report an item that failed; the rest continues."""
        self.problems += 1
        if self._json:
            print(Problem(item, message).to_json(), file=sys.stderr, flush=True)
        else:
            note(f"{item}: {message}" if item not in message else message)

    def _show(self, message: str, *, done: int, total: int) -> None:
        if self._bar is not None:
            self._bar.update(self._task, description=message, completed=done, total=total or None)


def _time_left(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
