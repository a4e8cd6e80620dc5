"""The interface that the main window expects of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter, QWidget

from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.ui.kit.jobs import Job
from rbc_desk.ui.kit.widget_state import copy_widget_state
from rbc_desk.ui.pages.follower import Follower, Missed
from rbc_desk.ui.state.app_context import AppContext

_WIDEST = 100_000  # pixels: a larger value means a broken file


class Page(QWidget):
    """A page of the stack. `title` appears in the navigation rail with the icon `icon_name`.

    While visible it follows the context: changes for its `topics`, the smear, the selection, the project. A hidden
    page neither reads nor updates; it catches up when it is shown.
    """

    state_changed = Signal()  # the value of `view_state` changed
    title: ClassVar[str] = ""
    icon_name: ClassVar[str] = ""
    topics: ClassVar[frozenset[Topic]] = frozenset(Topic)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._splitters: dict[str, QSplitter] = {}
        self.follower = Follower(context, widget=self, topics=self.topics)
        self.follower.changed.connect(self._on_changed)
        self.follower.project_changed.connect(self._on_project_changed)
        self.follower.smear_changed.connect(self._on_smear_changed)
        self.follower.selection_changed.connect(self._on_selection_changed)
        self.follower.caught_up.connect(self._on_caught_up)
        self.follower.forgotten.connect(self.forget)

    @Slot(object)
    def _on_changed(self, _changeset: ChangeSet) -> None:
        """Data of the page's topics changed while it is visible."""
        self.refresh()

    @Slot(object)
    def _on_project_changed(self, _project: object) -> None:
        self.forget()
        self.refresh()

    @Slot(int)
    def _on_smear_changed(self, _smear_id: int) -> None:
        """Another smear became current while the page is visible."""

    @Slot(object)
    def _on_selection_changed(self, _ids: frozenset[int]) -> None:
        """The selection changed while the page is visible."""

    @Slot(object)
    def _on_caught_up(self, missed: Missed) -> None:
        """The page is shown after it missed something."""
        if missed.content:
            self.refresh()

    @Slot()
    def refresh_when_seen(self) -> None:
        """Refresh now, or when the page is shown if it is hidden."""
        # missed classes would have a hidden page read at once, for its actions (see `Overlays`)
        if not self.follower.miss(*(self.topics - {Topic.CLASSES})):
            self.refresh()

    @Slot()
    def forget(self) -> None:
        """Drop data of the previous project without reading anything."""

    def actions_for_toolbar(self) -> list[QAction]:
        """The main actions of the page in order. An action with the property `primary` is filled with the accent."""
        return []

    def side_panel(self) -> QWidget | None:
        """The widget for the right column, always the same one; None: the page takes the full width."""
        return None

    def keep_splitters(self, **splitters: QSplitter) -> None:
        """Store the positions of these splitters, under the given names, as part of `view_state`."""
        self._splitters = splitters
        for splitter in splitters.values():
            splitter.splitterMoved.connect(self.state_changed)

    def view_state(self) -> dict[str, Any]:
        """The page's display state as JSON values, restored when the project is next opened."""
        sizes = {name: splitter.sizes() for name, splitter in self._splitters.items()}
        return {name: parts for name, parts in sizes.items() if any(parts)}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        """Restore a stored state; invalid values are ignored."""
        for name, splitter in self._splitters.items():
            parts = state.get(name)
            if not isinstance(parts, list) or len(parts) != splitter.count():
                continue
            if all(isinstance(part, int) and 0 < part < _WIDEST for part in parts):
                splitter.setSizes(parts)

    def activated(self) -> None:
        """The page was shown."""

    def refresh(self) -> None:
        """Read and show everything again."""

    def copy_state(self, previous: Page) -> None:
        """Continue from the same page in another language, including its jobs."""
        for name, job in vars(previous).items():
            if isinstance(job, Job) and not job.ended:
                setattr(self, name, job)
                job.finished.connect(self.refresh_when_seen)
        self.follower.catch_up()  # the selection can be restored only when its items exist
        copy_widget_state(previous, self)
        old, mine = previous.side_panel(), self.side_panel()
        if old is not None and mine is not None:
            copy_widget_state(old, mine)
        self.refresh()
