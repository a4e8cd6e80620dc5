"""The guided tour through the sample project. It watches what the reader does and goes on by itself."""

from __future__ import annotations

import html
import json

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QTimer, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QWidget
from shiboken6 import isValid

from rbc_desk.core.errors import StorageError
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.settings.paths import demo_folder, tour_file
from rbc_desk.ui.shell.shell_window import ShellWindow
from rbc_desk.ui.shell.tour.card import Ring, TourCard
from rbc_desk.ui.shell.tour.steps import CLASSIFY, REPORT, STEPS, TRAIN

_DONE_MS = 1400
_AGAIN_MS = 200
_WATCHED = frozenset({
    QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide,
    QEvent.Type.MouseButtonRelease, QEvent.Type.KeyRelease,  # of a control that was used
})  # fmt: skip


class Tour(QObject):
    """Belongs to the window. The step that was reached is stored, so that a later start continues there.

    `sample_requested`: open the sample project. `new_project_requested`: ask for a new project. `step` is the index
    of the step, the number of steps on the last card, None while the tour is not shown.
    """

    sample_requested = Signal()
    new_project_requested = Signal()

    def __init__(self, window: ShellWindow) -> None:
        super().__init__(window)
        self._window, self._context = window, window.context
        self.step: int | None = None
        self._is_done = self._waits_for_sample = False
        self._watched: list[QWidget] = []
        self._target: QWidget | None = None
        self.ring = Ring(window)
        self.card = TourCard(window)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self.refresh_soon)
        self._next = QTimer(self, singleShot=True, interval=_DONE_MS)
        self._next.timeout.connect(self.go_on)
        self.card.skipped.connect(self.leave)
        self.card.back_requested.connect(self.go_back)
        self.card.next_requested.connect(self.go_on)
        self.card.finished.connect(self.finish)
        self.card.new_project_requested.connect(self._on_new_project)
        context = self._context
        context.project_changed.connect(self._on_project_changed)
        context.bus.changed.connect(self._on_changed)
        context.selection_changed.connect(self.refresh_soon)
        context.jobs.active_changed.connect(self.refresh_soon)
        context.training.started.connect(self.refresh_soon)
        context.training.finished.connect(self.refresh_soon)
        context.training.succeeded.connect(self._on_trained)
        window.installEventFilter(self)

    # the reader's wishes

    def start(self) -> None:
        """Open the sample and show the step that was reached, or the first one after a whole tour."""
        if self._is_in_sample():
            self._show(_stored())
        else:
            self._waits_for_sample = True
            self.sample_requested.emit()

    @Slot()
    def leave(self) -> None:
        """Hide the tour. Starting it again continues at this step."""
        self._stop()

    @Slot()
    def finish(self) -> None:
        """Hide the tour; the next one begins at the first step."""
        _store(0)
        self._stop()

    @Slot()
    def go_back(self) -> None:
        if self.step:
            self._show(self.step - 1)

    @Slot()
    def go_on(self) -> None:
        if self.step is not None and self.step < len(STEPS):
            self._show(self.step + 1)

    @Slot()
    def _on_new_project(self) -> None:
        self.finish()
        self.new_project_requested.emit()

    @Slot()
    def report_opened(self) -> None:
        """The window of a report was opened."""
        if self.step == REPORT:
            self._succeed()

    # what happened

    @Slot(object)
    def _on_project_changed(self, project: object) -> None:
        if self._waits_for_sample and self._is_in_sample():
            self._waits_for_sample = False
            self._show(_stored())
            return
        if project is not None:
            self._waits_for_sample = False  # another project was opened instead
        if self.step is not None and not self._is_in_sample():
            self._stop()

    @Slot(object)
    def _on_changed(self, changes: ChangeSet) -> None:
        if self.step is None or self.step == len(STEPS):
            return
        step = STEPS[self.step]
        if self._window.in_front == step.page and step.done_by(changes):
            self._succeed()
        self.refresh_soon()

    @Slot()
    def _on_trained(self) -> None:
        if self.step == TRAIN:
            self._succeed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.step is not None and event.type() in _WATCHED:
            self.refresh_soon()
        return False

    @Slot()
    def refresh_soon(self, *_: object) -> None:
        """Refresh when the layout is done."""
        if self.step is not None:
            self._soon.start()

    # display

    def _show(self, step: int) -> None:
        self._next.stop()
        self.step, self._is_done = step, False
        _store(step)
        if step == CLASSIFY and (smears := self._context.counting.smears()):
            self._context.set_smear(smears[-1].id)  # nobody labelled it, so that there is something to review
        self.refresh()

    def _succeed(self) -> None:
        if not self._is_done:
            self._is_done = True
            self._next.start()
            self.refresh_soon()

    def _stop(self) -> None:
        self.step = None
        self._waits_for_sample = False
        self._soon.stop()
        self._again.stop()
        self._next.stop()
        self._watch(None)
        self.card.hide()
        self.ring.hide()

    @Slot()
    def refresh(self) -> None:
        """Show the present step again, in the current language, beside the control that it is about."""
        if self.step is None:
            return
        if self.step == len(STEPS):
            self._watch(None)
            self.ring.hide()
            self.card.show_step(
                count=_tr("Tour finished"),
                title=_tr("Now with your own smears"),
                text=_tr(
                    "Create a project and drop your images on the window. "
                    "<b>Menu ▸ Help ▸ Guided tour</b> shows this tour again."
                ),
                is_first=False,
                is_last=True,
            )
            self.card.put_beside(None, within=self._room())
            return
        target, text = self._advice()
        self._watch(target)
        self.card.show_step(
            count=_tr("Step {n} of {all}").format(n=self.step + 1, all=len(STEPS)),
            title=_tr(STEPS[self.step].title),
            text=text,
            is_first=self.step == 0,
            is_last=False,
        )
        rect = self._rect(target)
        in_rail = target is not None and self._window.rail.isAncestorOf(target)
        self.card.put_beside(rect, within=self._room(), sideways=in_rail)
        if target is None:  # a page shows some controls when it has read what they need
            self._again.start()
        if rect is None or self._is_done:
            self.ring.hide()
        else:
            self.ring.put_around(rect)

    def _advice(self) -> tuple[QWidget | None, str]:
        """The control that the reader should use now, and the sentence about it."""
        assert self.step is not None
        step = STEPS[self.step]
        if self._is_done:
            return self._target if self._target is not None and isValid(self._target) else None, _tr("✓ Done.")
        if self._window.in_front != step.page:
            go_to = self._seen(f"{step.page}Nav")
            title = html.escape(self._window.titles[step.page])
            return go_to, _tr("Press <b>{name}</b> on the left.").format(name=title)
        hint = next(one for one in step.hints if one.until is None or not one.until(self._window))
        target = self._seen(hint.target)
        name = target.text().replace("&&", "&") if isinstance(target, QAbstractButton) else "…"
        return target, _tr(hint.text).format(name=html.escape(name))

    def _seen(self, name: str) -> QWidget | None:
        found = self._window.findChildren(QWidget, name)
        return next((widget for widget in found if widget.isVisibleTo(self._window)), None)

    def _rect(self, target: QWidget | None) -> QRect | None:
        """The visible part of a control, in the window's coordinates; None if nothing of it is visible."""
        if target is None:
            return None
        seen = target.visibleRegion().boundingRect()
        if seen.isEmpty():
            return None
        return QRect(target.mapTo(self._window, seen.topLeft()), seen.size())

    def _room(self) -> QRect:
        body = self._window.body
        return QRect(body.mapTo(self._window, QPoint(0, 0)), body.size())

    def _watch(self, target: QWidget | None) -> None:
        """Follow the control wherever the layout, a splitter or a scroll bar moves it."""
        if target is self._target and (target is None or isValid(target)):
            return
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._target, self._watched = target, []
        while target is not None and target is not self._window:
            target.installEventFilter(self)
            self._watched.append(target)
            target = target.parentWidget()

    def _is_in_sample(self) -> bool:
        project = self._context.project
        return project is not None and project.folder.resolve() == demo_folder().resolve()


def _stored() -> int:
    try:
        step = json.loads(tour_file().read_text("utf-8"))["step"]
    except (OSError, ValueError, KeyError, TypeError):
        return 0
    return step if isinstance(step, int) and 0 <= step < len(STEPS) else 0


def _store(step: int) -> None:
    try:
        write_text(tour_file(), json.dumps({"step": step}))
    except StorageError:
        return  # the tour begins anew another time


def _tr(text: str) -> str:
    return QCoreApplication.translate("Tour", text)
