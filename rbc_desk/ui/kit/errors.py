"""Handles all exceptions: the log file, and one dialog or banner that says what to do."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from dataclasses import dataclass
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

from rbc_desk.core.errors import DamagedProjectError, LockedSpecimenError, RbcDeskError
from rbc_desk.core.phrases import Phrase

log = logging.getLogger("rbc_desk")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, slots=True)
class JobError:
    """A failure ready to be shown, in the language of `ui.kit.language.translated`.

    `traceback` is empty for expected errors. `damaged` is the folder of a project that can be restored from a backup.
    `locked` is the specimen that must be reopened first, because its report is signed.
    """

    title: str
    message: str
    hint: str = ""
    traceback: str = ""
    damaged: Path | None = None
    locked: int | None = None

    @classmethod
    def from_exception(cls, error: BaseException, *, title: str) -> JobError:
        """Expected errors keep their message; others become an unexpected error with its traceback."""
        if isinstance(error, DamagedProjectError):
            hint = Phrase("Restore one of the project's backups.")
            return cls(title, error.message, hint, damaged=error.folder)
        if isinstance(error, LockedSpecimenError):
            return cls(title, error.message, error.hint, locked=error.specimen_id)
        if isinstance(error, RbcDeskError):
            return cls(title, error.message, error.hint)
        if isinstance(error, MemoryError):
            return cls(
                title,
                Phrase("There is not enough memory."),
                Phrase("Close other programs, or process fewer smears at once."),
            )
        return cls(
            title,
            Phrase("An unexpected error occurred: {what}.", what=str(error) or type(error).__name__),
            Phrase("Your work is saved. Try again. If the error occurs again, report it with the details below."),
            "".join(traceback.format_exception(error)),
        )


def being_restored(folder: Path) -> JobError:
    """The reason why the project in `folder` cannot be opened, created or restored now."""
    from rbc_desk.services.project import project as projects

    return JobError.from_exception(projects.being_restored(folder), title=Phrase("Restoring"))


class ErrorCentre(QObject):
    """Receives exceptions from every thread and Qt's own messages; emits `raised` on the interface thread."""

    raised = Signal(object)  # JobError

    def __init__(self, *, log_path: Path) -> None:
        super().__init__()
        self.log_path = log_path
        self._handler = _open_log(log_path)
        self._before: tuple[Any, Any, Any, Any] | None = None

    def install(self) -> None:
        """Install the hooks of the interpreter and of Qt until `remove`."""
        qt_before = qInstallMessageHandler(_on_qt_message)
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook, qt_before)
        sys.excepthook = self._on_exception
        threading.excepthook = lambda args: self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)
        sys.unraisablehook = lambda args: log.error("unraisable in %r", args.object, exc_info=args.exc_value)

    def remove(self) -> None:
        """Restore the previous hooks and close the log."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook, qt_before = self._before
            qInstallMessageHandler(qt_before)
            self._before = None
        if self._handler is not None:
            log.removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None or issubclass(kind, (KeyboardInterrupt, SystemExit)):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        log.error("not caught", exc_info=(kind, error, trace))
        self.raised.emit(JobError.from_exception(error, title=self.tr("The action failed")))


def logged(error: BaseException, *, doing: str) -> None:
    """Write an exception that was caught at a border to the log."""
    log.error("%s failed", doing, exc_info=error)


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s (%s)", message, context.category or "")


def _open_log(path: Path) -> RotatingFileHandler | None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    except OSError:
        return None  # the program must start even if the log cannot be written
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    return handler
