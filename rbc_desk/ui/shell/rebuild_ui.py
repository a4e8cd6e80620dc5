"""Rebuilds the widgets of the window when the language changes, with their state.

Widgets set their texts when they are built, so all of them are built again. Context, project, undo stack, training
and jobs are unaffected. The old widgets are kept, hidden, until no job can call back into them.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QStatusBar, QWidget
from shiboken6 import isValid

from rbc_desk.ui.kit.jobs import Job, JobRunner
from rbc_desk.ui.shell.help.overlays import Overlays
from rbc_desk.ui.shell.shell_window import ShellWindow


class UiRebuild(QObject):
    """Removes the widgets from the window; `transfer_to` transfers their state to the new ones."""

    def __init__(self, window: ShellWindow, *, overlays: Overlays) -> None:
        super().__init__(window)
        self._overlays = overlays
        focus = QApplication.focusWidget()
        self._focus = focus.objectName() if focus is not None else ""
        self._settings = self._overlays.forget_settings()
        self._pages = {name: window.page(name) for name in window.built}
        self._current = window.current
        self._error = window.banner.error
        self._sizes = window.body.splitter.saveState()
        window.areas.retire()
        window.body.hide()
        self._body: QWidget = window.body
        window.takeCentralWidget()
        self._body.setParent(
            window
        )  # hidden, because a parentless widget would be a window, and closing it would take the focus
        window.actions_table.retire(self._body)
        window.setStatusBar(QStatusBar())
        runners = [window.context.jobs, *self._body.findChildren(JobRunner)]
        self._jobs: list[Job] = [job for runner in runners for job in runner.unsettled]

    def transfer_to(self, window: ShellWindow) -> None:
        """Transfer the state of the previous widgets to those of the window."""
        window.body.setGeometry(self._body.geometry())
        window.body.show()  # Qt would do this later, but hidden widgets cannot have the focus
        window.body.splitter.restoreState(self._sizes)
        for name, page in self._pages.items():
            window.page(name).copy_state(page)
        if self._error is not None:
            window.banner.show_error(self._error)
        window.resume(self._current)
        if self._settings is not None:
            self._overlays.show_settings(self._settings)
        for widget in window.findChildren(QWidget, self._focus) if self._focus else ():
            if widget.isVisible() and widget.isEnabled():
                widget.setFocus()
                break
        for job in self._jobs:
            job.settled.connect(self._on_settled)
        self._on_settled()

    @Slot()
    def _on_settled(self) -> None:
        self._jobs = [job for job in self._jobs if isValid(job) and not job.thread_finished]
        if not self._jobs:
            self._body.deleteLater()
            self.deleteLater()
