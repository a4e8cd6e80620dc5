"""Training at night on the page Train: switched on once, with its time, and how the last one ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time

from PySide6.QtCore import Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from rbc_desk.services.training import night
from rbc_desk.services.training.night_schedule import IDLE_S, QUIET_S, NightSchedule, next_start
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.fields import bar_box
from rbc_desk.ui.widgets.texts import quiet

_IDLE = ""
_FIRST_H, _LAST_H = 17, 24 + 6
"""The hours of a night that can be chosen, from the afternoon to the next morning."""


class NightRow(QWidget):
    """Changes the schedule at once. It reads nothing while it is out of sight."""

    def __init__(self, context: AppContext, *, split_by: Callable[[], str]) -> None:
        super().__init__()
        self.setObjectName("nightRow")
        self._context, self._split_by = context, split_by
        self.on = QCheckBox(self.tr("Train at night"), objectName="nightBox")
        self.on.setToolTip(self.tr("Trains the whole network automatically each night if there are new labels"))
        halves = [time(half // 2 % 24, half % 2 * 30) for half in range(2 * _FIRST_H, 2 * _LAST_H + 1)]
        times = [(at.isoformat("minutes"), self.tr("at {time}").format(time=f"{at:%H:%M}")) for at in halves]
        self.when = bar_box(
            "nightTimeBox", [*times, (_IDLE, self.tr("when the computer is idle"))], about=self.tr("When to train")
        )
        self.preset = bar_box(
            "nightPresetBox",
            [("good", self.tr("Good")), ("best", self.tr("Best"))],
            about=self.tr("How thoroughly to train"),
        )
        self.state, self.last = quiet("", wrap=True), quiet("", wrap=True)
        self.state.setObjectName("nightState")
        self.last.setObjectName("nightResult")
        self.controls = (self.on, self.when, self.preset)
        """Placed by the page, beside its buttons."""
        for widget in self.controls:
            widget.setMinimumHeight(5 * GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.state)
        layout.addWidget(self.last)
        self.on.clicked.connect(self._on_chosen)
        self.when.activated.connect(self._on_chosen)
        self.preset.activated.connect(self._on_chosen)
        context.night.changed.connect(self._show_if_visible)
        self._show_schedule(NightSchedule())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def _show_if_visible(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Show the schedule of the open project, and how the last training at night ended."""
        project, known = self._context.project, self._context.night.night
        schedule = known.schedule if known is not None else None
        if schedule is not None:
            self._show_schedule(schedule)
        self.on.setChecked(schedule is not None)
        for box in (self.when, self.preset):
            box.setVisible(schedule is not None)
        permit(self.on, can=project is not None, why_not=self._context.why_not_train)
        self.state.setText(self._state_words())
        told = None
        if project is not None and known is not None and not self._context.night.running:
            told = self._context.guard(night.words, project, known)
        self.last.setText(translated(told) if told is not None else "")
        for label in (self.state, self.last):
            label.setVisible(bool(label.text()))

    def _show_schedule(self, schedule: NightSchedule) -> None:
        key = schedule.at.isoformat("minutes") if schedule.at is not None else _IDLE
        if self.when.findData(key) < 0:  # of another version
            self.when.addItem(self.tr("at {time}").format(time=key), key)
        self.when.setCurrentIndex(self.when.findData(key))
        self.preset.setCurrentIndex(self.preset.findData(schedule.preset))

    def _state_words(self) -> str:
        known, now = self._context.night.night, self._context.night.clock()
        if known is None or known.schedule is None:
            return ""
        if self._context.night.running:
            return self.tr("Training now. The model becomes active only if it is better.")
        if known.schedule.at is None:
            return self.tr(
                "Starts after {minutes} minutes without activity, when the computer is idle, if "
                "there are new labels. Keep RBC Desk open and the computer on."
            ).format(minutes=IDLE_S // 60)
        start = next_start(known, now)
        if start is not None and start <= now:
            return self.tr(
                "Starts when nobody has worked here for {minutes} minutes, if there are new labels. "
                "Keep RBC Desk open and the computer on."
            ).format(minutes=QUIET_S // 60)
        return self.tr(
            "Starts {day} at {time} if there are new labels, and when nobody has worked here for {minutes} minutes. "
            "Keep RBC Desk open and the computer on."
        ).format(
            day=self._day(start, now),
            time=f"{known.schedule.at:%H:%M}",
            minutes=QUIET_S // 60,
        )

    def _day(self, start: datetime | None, now: datetime) -> str:
        days = (start.date() - now.date()).days if start is not None else 0
        return (
            self.tr("today") if days <= 0 else self.tr("tomorrow") if days == 1 else self.tr("the day after tomorrow")
        )

    @Slot()
    def _on_chosen(self, *_: object) -> None:
        schedule = None
        if self.on.isChecked():
            key = str(self.when.currentData())
            schedule = NightSchedule(
                at=time.fromisoformat(key) if key else None,
                preset=self.preset.currentData(),
                split_by=self._split_by(),
            )
        self._context.guard(self._context.night.set_schedule, schedule)
        self.refresh()
