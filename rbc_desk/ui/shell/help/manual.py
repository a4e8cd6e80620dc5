"""Opens the shipped manual in the browser, at the section about the visible page. It needs no network."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from rbc_desk.core.errors import UnknownNameError
from rbc_desk.settings.paths import resource
from rbc_desk.ui.kit import language
from rbc_desk.ui.kit.errors import JobError

START, SETTINGS = "start", "settings"


def open_manual(page: str) -> JobError | None:
    """Open the section about a page of the window, `start` or `settings`. Returns why it cannot be shown."""
    title = QCoreApplication.translate("Manual", "User manual")
    try:
        file = resource(f"manual/help/{page}.{language.current()}.html")
    except UnknownNameError:
        return JobError(
            title,
            QCoreApplication.translate("Manual", "The manual was not built for this copy of the program."),
            QCoreApplication.translate(
                "Manual", "Build it with python packaging/make_manual.py, or read docs/manual.md of the source."
            ),
        )
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
        return None
    hint = QCoreApplication.translate("Manual", "Open this file in a browser: {file}").format(file=file)
    return JobError(title, QCoreApplication.translate("Manual", "No web browser was found."), hint)
