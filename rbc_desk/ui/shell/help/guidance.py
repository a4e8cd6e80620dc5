"""The first start, and what the menu Help opens: the manual and the log."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from rbc_desk.settings.paths import log_file
from rbc_desk.ui.dialogs.welcome import WelcomeDialog
from rbc_desk.ui.shell.help.manual import SETTINGS, START, open_manual
from rbc_desk.ui.shell.project.start import StartPage
from rbc_desk.ui.shell.shell_window import ShellWindow
from rbc_desk.ui.shell.tour.tour import Tour


class Guidance(QObject):
    """Belongs to the window."""

    def __init__(self, window: ShellWindow, *, tour: Tour) -> None:
        super().__init__(window)
        self._window, self._context, self._tour = window, window.context, tour

    def welcome(self) -> None:
        """On the first start, ask for the reader's name and offer the tour."""
        if self._context.reader_is_known:
            return
        dialog = WelcomeDialog(self._context, parent=self._window)
        dialog.tour_requested.connect(self._tour.start)
        dialog.quit_requested.connect(self._window.close)
        dialog.open()

    def show_manual(self) -> None:
        """Open the manual at the visible page."""
        at_start = isinstance(self._window.stack.currentWidget(), StartPage)
        if (error := open_manual(self._window.in_front or (START if at_start else SETTINGS))) is not None:
            self._context.failed.emit(error)

    def show_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_file())))
