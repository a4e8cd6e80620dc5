"""Drives the real window once from image to report, for `rbc-desk smoke --window`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from rbc_desk.core.cells.cell import CellState
from rbc_desk.services.cells import labelling
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.services.smoke import StepFailedError
from rbc_desk.services.training.editions import why_not_train
from rbc_desk.settings.paths import resource
from rbc_desk.ui.app import open_window, prepared
from rbc_desk.ui.report.dialog import ReportDialog
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.shell.page_table import PAGES

_LOOKS, _LOOK_MS = 15_000, 20
"""How often to look whether a step has ended: not a time, because a machine may be paused."""
_SO, _NOT_SO = 0, 1  # how a wait ends
_NEW = "sample-5.jpg"


def drive(folder: Path) -> Iterator[str]:
    """Go through every page with the project in `folder`/project; the pictures of them go to `folder`/pages.

    A new image is added and its cells are found and classified, one is labelled by its key, a network is trained
    where the edition can, and the report is opened. Yields a line per finished step. Raises StepFailedError where a
    step does not end, or an error was shown.
    """
    with prepared() as (app, errors):
        window = open_window(app, project=folder / "project")
        shown: list[str] = []
        errors.raised.connect(lambda error: shown.append(error.message))
        window.context.failed.connect(lambda error: shown.append(error.message))
        try:
            for line in _tour(window, folder=folder / "pages"):
                if shown:
                    raise StepFailedError(f"The window showed an error: {'; '.join(shown)}")
                yield line
        except StepFailedError as error:
            raise StepFailedError(" ".join([str(error), *shown])) from error
        finally:
            window.close()
            window.context.shut_down()


def _tour(window: MainWindow, *, folder: Path) -> Iterator[str]:
    folder.mkdir(parents=True, exist_ok=True)
    window.resize(1280, 860)
    _settle(window)
    for name in PAGES:
        window.go(name)
        _settle(window)
        _picture(window, folder / f"{name}.png")
    yield f"window: {len(PAGES)} pages"

    context = window.context
    window.go("smears")
    window.opening.add_paths([resource("sample") / _NEW])
    _until(lambda: any(one.name == _NEW for one in library.smears(_project(window))), "adding an image")
    _settle(window)
    info = next(one for one in library.smears(_project(window)) if one.name == _NEW)
    yield f"window: {_NEW} added"

    context.set_smear(info.id)
    window.go("classify")
    _settle(window)
    _click(_button(window, "classifyButton"))
    _settle(window)
    _picture(window, folder / "classify-new.png")
    cells = labelling.cells(_project(window), smear_id=info.id)
    if not any(one.prediction is not None for one in cells):
        raise StepFailedError("No cell was classified.")
    yield f"window: {len(cells)} cells found and classified"

    context.set_smear(info.id)
    window.go("label")
    _settle(window)
    page: Any = window.page("label")
    _picture(window, folder / "label-new.png")
    cell = next(one for one in page.cells if one.state is not CellState.REJECTED and one.human_code is None)
    page.canvas.select({cell.id})
    window.activateWindow()  # a key goes to the active window alone
    _until(window.isActiveWindow, "coming to the front")
    code = _project(window).class_set().codes[0]
    key = "1"  # of the first class
    _press(page.canvas, Qt.Key(ord(key)), key)
    _settle(window)
    _until(lambda: _label_of(window, info.id, cell.id) == code, "labelling a cell by its key")
    yield "window: a cell labelled"

    yield _trained(window)

    window.go("specimens")
    _settle(window)
    context.set_smear(info.id)
    window.reports.report_current()
    _settle(window)
    report = next(one for one in QApplication.topLevelWidgets() if isinstance(one, ReportDialog) and one.isVisible())
    _until(lambda: report.sheets.n_sheets > 0, "drawing the report")
    _picture(report, folder / "report.png")
    report.close()
    yield f"window: report of {report.sheets.n_sheets} pages"


def _trained(window: MainWindow) -> str:
    window.go("train")
    _settle(window)
    page: Any = window.page("train")
    session = window.context.training
    if why_not_train():
        if page.train_button.isEnabled() or not page.ready.text():
            raise StepFailedError("The page Train does not say that this edition cannot train.")
        return "window: says where networks are trained"
    page.form.epochs.setValue(1)
    _click(page.train_button)
    _until(lambda: session.outcome is not None and not session.running, "training in the window")
    if session.outcome is None or session.outcome[0] != "succeeded":
        raise StepFailedError(f"The training did not end well: {session.outcome}.")
    return "window: a network trained"


def _project(window: MainWindow) -> Project:
    project = window.context.project
    if project is None:
        raise StepFailedError("The window has no project open.")
    return project


def _label_of(window: MainWindow, smear_id: int, cell_id: int) -> str | None:
    cells = labelling.cells(_project(window), smear_id=smear_id)
    return next((one.human_code for one in cells if one.id == cell_id), None)


def _button(window: MainWindow, name: str) -> QAbstractButton:
    return next(one for one in window.findChildren(QAbstractButton, name) if one.isVisible())


def _click(button: QAbstractButton) -> None:
    _until(button.isEnabled, f"waiting for {button.objectName()}")
    button.click()


def _press(widget: QWidget, key: Qt.Key, text: str) -> None:
    widget.setFocus()
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def _picture(widget: QWidget, path: Path) -> None:
    if not widget.grab().save(str(path)):
        raise StepFailedError(f"The picture {path} could not be written.")


def _settle(window: MainWindow) -> None:
    """Wait until no work is left."""
    jobs = window.context.jobs
    _until(lambda: not jobs.unsettled and not window.unbuilt_pages(), "its work", left=lambda: _left(window))


def _left(window: MainWindow) -> str:
    titles = [job.title for job in window.context.jobs.unsettled]
    return ", ".join([*titles, *window.unbuilt_pages()])


def _until(is_so: Callable[[], bool], doing: str, *, left: Callable[[], str] = str) -> None:
    loop, timer, looks = QEventLoop(), QTimer(interval=_LOOK_MS), count()

    def look() -> None:
        """End the wait. What was found counts: what waits in the event loop may start new work before it ends."""
        if is_so():
            loop.exit(_SO)
        elif next(looks) > _LOOKS:
            loop.exit(_NOT_SO)

    timer.timeout.connect(look)
    timer.start()
    found = loop.exec()
    timer.stop()
    if found != _SO:
        raise StepFailedError(f"The window did not end {doing}. {left()}")
