"""Closes the window: waits for saving and asks about a running training."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from rbc_desk.ui.dialogs.stop_training import ask_to_stop
from rbc_desk.ui.state.app_context import AppContext


class Closing(QObject):
    """Decides whether the window may close, and closes it when pending work has ended."""

    def __init__(self, context: AppContext, *, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._requested = False
        self._after_saving: Callable[[], object] | None = None
        context.saving.drained.connect(self._on_drained)
        context.training.finished.connect(self._on_training_finished)

    def may_close(self) -> bool:
        """Whether nothing prevents closing; otherwise the user is asked, or the window closes later."""
        if self._context.saving.busy:
            self.when_saved(self._window.close)
            return False
        training = self._context.training
        if not training.running:
            return True
        on_later = self._on_resume_later if training.can_pause else None
        ask_to_stop(on_stop=self._on_stop_and_quit, on_later=on_later, parent=self._window)
        return False

    def when_saved(self, act: Callable[[], object]) -> None:
        """Call `act` when everything is saved. Not called if something could not be saved, because the user must see
        that first.
        """
        if self._context.saving.busy:
            self._after_saving = act
        else:
            act()

    @Slot(bool)
    def _on_drained(self, all_saved: bool) -> None:
        act, self._after_saving = self._after_saving, None
        if act is not None and all_saved:
            act()

    @Slot()
    def _on_stop_and_quit(self) -> None:
        self._quit(later=False)

    @Slot()
    def _on_resume_later(self) -> None:
        self._quit(later=True)

    def _quit(self, *, later: bool) -> None:
        self._requested = True
        self._context.training.stop(later=later)
        if not self._context.training.running:  # it ended while the question was open
            self._window.close()

    @Slot()
    def _on_training_finished(self) -> None:
        if self._requested:
            self._window.close()
