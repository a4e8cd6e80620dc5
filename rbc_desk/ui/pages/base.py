"""What the main window expects of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QSplitter, QWidget

from rbc_desk.core.changes import ChangeSet, Topic
from rbc_desk.ui.carry_over import carry_over
from rbc_desk.ui.desk import Desk
from rbc_desk.ui.jobs import Job

_LABELLING = frozenset({Topic.CELLS, Topic.LABELS})
_WIDEST = 100_000  # pixels: more is a broken file


class Page(QWidget):
    """A page of the stack. `title` stands in the navigation rail beside the icon `icon_name`."""

    state_changed = Signal()  # what `view_state` says is other than before
    title: ClassVar[str] = ""
    icon_name: ClassVar[str] = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._splitters: dict[str, QSplitter] = {}
        self._put_off = False

    def puts_off(self, changes: ChangeSet) -> bool:
        """Whether this is labelling on another page: not each key is looked at, `catch_up` comes once."""
        late = not self.isVisible() and bool(changes.topics) and changes.topics <= _LABELLING
        self._put_off |= late
        return late

    def catch_up(self) -> None:
        """The page is shown again and had put something off."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._put_off:
            self._put_off = False
            self.catch_up()

    def actions_for_toolbar(self) -> list[QAction]:
        """What one does most here, in order; an action with the property `primary` is filled with the accent."""
        return []

    def side_panel(self) -> QWidget | None:
        """The widget for the right column, always the same one; None: the page takes the whole width."""
        return None

    def keep_splitters(self, **splitters: QSplitter) -> None:
        """Keep how these are divided, under the names given, as part of `view_state`."""
        self._splitters = splitters
        for splitter in splitters.values():
            splitter.splitterMoved.connect(self.state_changed)

    def view_state(self) -> dict[str, Any]:
        """How the page shows things, as JSON values, to be taken up again when the project is opened next."""
        sizes = {name: splitter.sizes() for name, splitter in self._splitters.items()}
        return {name: parts for name, parts in sizes.items() if any(parts)}

    def restore_view_state(self, state: Mapping[str, Any]) -> None:
        """Take up a state that was kept; what does not fit is passed over."""
        for name, splitter in self._splitters.items():
            parts = state.get(name)
            fits = isinstance(parts, list) and len(parts) == splitter.count()
            if fits and all(isinstance(part, int) and 0 < part < _WIDEST for part in parts):
                splitter.setSizes(parts)

    def activated(self) -> None:
        """The page was brought to the front."""

    def refresh(self) -> None:
        """Show anew what there is."""

    def take_over(self, former: Page) -> None:
        """Go on where the page of this kind that spoke another language left off, also with its jobs."""
        for name, job in vars(former).items():
            if isinstance(job, Job) and not job.ended:
                setattr(self, name, job)
                job.finished.connect(self.refresh)
        carry_over(former, self)
        old, mine = former.side_panel(), self.side_panel()
        if old is not None and mine is not None:
            carry_over(old, mine)
        self.refresh()
