"""Saves and restores page, smear, position and display for each project."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Slot

from rbc_desk.settings.last_used import LastUsed
from rbc_desk.settings.paths import state_folder
from rbc_desk.ui.pages.page import Page
from rbc_desk.ui.state.app_context import AppContext

_WRITE_AFTER_MS = 700


def session_store() -> LastUsed:
    """The file with the sessions of all projects on this computer."""
    return LastUsed(state_folder() / "sessions.json")


def last_time(folder: Path) -> str | None:
    """When the project was last open here, UTC, ISO 8601."""
    at = session_store().get(folder).get("at")
    return at if isinstance(at, str) else None


class SessionKeeper(QObject):
    """Writes atomically soon after a change, so that a crash loses less than a second.

    `save_window` stores the state of the window itself. Stored values may be of another version or edited by hand:
    invalid ones are ignored.
    """

    def __init__(self, context: AppContext, *, window: QObject, save_window: Callable[[], None]) -> None:
        super().__init__(window)
        self._context, self._window, self._save_window = context, window, save_window
        self._store = session_store()
        self._folder: Path | None = None
        self._session: dict[str, Any] = {}
        self._pages: dict[str, Page] = {}
        self._restoring = False
        self._window_changed = self._session_changed = False
        # started once and not restarted, so that constant changes do not postpone writing
        self._timer = QTimer(self, singleShot=True, interval=_WRITE_AFTER_MS)
        self._timer.timeout.connect(self.flush)
        context.smear_changed.connect(self._on_smear_changed)
        window.installEventFilter(self)

    # project

    def begin(self) -> str:
        """Read the stored state after a project was opened. Returns the page that was visible, "" if unknown."""
        project = self._context.project
        self.flush()
        if project is None:
            self._folder = None
            return ""
        kept = self._store.get(project.folder)
        pages = kept.get("pages")
        self._session = {**kept, "pages": dict(pages) if isinstance(pages, dict) else {}}
        self._folder = project.folder
        self._restoring = True
        try:
            smears = self._context.counting.smears()
            if any(info.id == kept.get("smear") for info in smears):
                self._context.set_smear(int(kept["smear"]))
            self._context.keep_smear_among(smears)
            for name, page in self._pages.items():
                self._restore(name, page)
        finally:
            self._restoring = False
        page_name = kept.get("page")
        return page_name if isinstance(page_name, str) else ""

    def attach(self, name: str, page: Page) -> None:
        """Restore the state of a page after it was built, and store its changes."""
        self._pages[name] = page
        if self._folder is not None:
            self._restoring = True
            try:
                self._restore(name, page)
            finally:
                self._restoring = False
        page.state_changed.connect(lambda: self._on_page_changed(name))

    def _restore(self, name: str, page: Page) -> None:
        state = self._session["pages"].get(name)
        if isinstance(state, dict):
            page.restore_view_state(state)

    # changes

    def page_shown(self, name: str) -> None:
        """Another page became visible."""
        self._note(page=name)

    @Slot(int)
    def _on_smear_changed(self, smear_id: int) -> None:
        if smear_id:
            self._note(smear=smear_id)

    def _on_page_changed(self, name: str) -> None:
        if self._context.project is not None and not self._restoring and self._folder is not None:
            self._session["pages"][name] = self._pages[name].view_state()
            self._note()

    def _note(self, **values: Any) -> None:
        # pages are emptied while a project closes, which must not be stored
        if self._context.project is None or self._folder is None or self._restoring:
            return
        self._session |= values
        self._session_changed = True
        self._begin_timer()

    def window_changed(self) -> None:
        """The window or its columns changed their size or position."""
        self._window_changed = True
        self._begin_timer()

    def _begin_timer(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            self.window_changed()
        return False

    # writing

    @Slot()
    def flush(self) -> None:
        """Write pending changes."""
        self._timer.stop()
        if self._session_changed and self._folder is not None:
            self._session_changed = False
            self._session["at"] = datetime.now(UTC).isoformat(timespec="seconds")
            self._store.keep(self._folder, **self._session)
        if self._window_changed:
            self._window_changed = False
            self._save_window()
