"""Starts the window. Nothing heavy is imported before it is shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from rbc_desk import __version__
from rbc_desk.core.plugins import load_plugins
from rbc_desk.settings.files import load
from rbc_desk.settings.paths import log_file, settings_file
from rbc_desk.ui.kit.errors import ErrorCentre, JobError
from rbc_desk.ui.kit.gc_on_ui_thread import UiThreadGc
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.shell.appearance import Appearance
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.shell.page_table import PAGE_MODULES
from rbc_desk.ui.shell.preload import Preload
from rbc_desk.ui.state.app_context import AppContext

_GIVE_WAY_S = 0.001
"""A thread that computes in Python lets the window's thread go on after this time. Frames waited for Python's own
value, five times as long."""


def has_display() -> bool:
    """Whether a window can be shown here (or is asked for on no screen, as tests do)."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window(app: QApplication, *, project: Path | None = None) -> MainWindow:
    """Dress the application, build context and window, show it, and open `project` where one is given."""
    sys.setswitchinterval(_GIVE_WAY_S)
    settings, error = load(settings_file())
    collector = UiThreadGc()
    context = AppContext(settings=settings)
    Appearance(app, context)
    window = MainWindow(context)
    context.setParent(window)
    collector.setParent(window)
    window.show()
    Preload(window, modules=PAGE_MODULES, jobs=context.jobs)
    for failure in load_plugins():
        context.failed.emit(JobError(context.tr("Plug-ins"), failure))
    if error:
        context.failed.emit(JobError(context.tr("Settings"), error))
    if project is not None:
        context.open_project(project)
    return window


def main(project: Path | None = None) -> int:
    """Run the window until it is closed; return the exit status."""
    if not has_display():
        sys.stderr.write(
            "rbc-desk: there is no display here. Start it in a desktop session, or use the commands"
            " (rbc-desk --help).\n"
        )
        return 1
    with prepared() as (app, errors):
        window = open_window(app, project=project)
        errors.raised.connect(window.show_error)
        QTimer.singleShot(0, window, window.guidance.welcome)
        status = app.exec()
        window.context.shut_down()
        return status


@contextmanager
def prepared() -> Iterator[tuple[QApplication, ErrorCentre]]:
    """The application with its names, and what catches and logs errors until the end."""
    QCoreApplication.setOrganizationName("RBC Desk")
    QCoreApplication.setApplicationName("RBC Desk")
    QCoreApplication.setApplicationVersion(__version__)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setDesktopFileName("rbc-desk")
    app.setWindowIcon(icon("app"))
    errors = ErrorCentre(log_path=log_file())
    errors.install()
    try:
        yield app, errors
    finally:
        errors.remove()
