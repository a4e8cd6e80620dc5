"""Delivers events of the context to a widget while it is visible, and collects them while it is hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from rbc_desk.core.history.changes import ChangeSet, Topic

if TYPE_CHECKING:
    from rbc_desk.ui.state.app_context import AppContext

_MOST_SETS = 64  # of changed cells that are kept apart


@dataclass(frozen=True, slots=True)
class Missed:
    """Everything that happened while a widget was hidden, combined.

    `unnamed` holds the topics of changes that named no cells, so any cell may be affected.
    """

    topics: frozenset[Topic] = frozenset()
    cell_ids: frozenset[int] = frozenset()
    project: bool = False
    smear: bool = False
    selection: bool = False
    unnamed: frozenset[Topic] = frozenset()

    @property
    def content(self) -> bool:
        """Whether anything except the selection changed."""
        return bool(self.topics) or self.project or self.smear

    def with_cells(self, cell_ids: Iterable[frozenset[int]]) -> Missed:
        """The same, with these cells too."""
        return replace(self, cell_ids=self.cell_ids.union(*cell_ids))


class Follower(QObject):
    """Follows the context for `widget`, as long as the widget exists.

    While the widget is visible, the context's signals are forwarded; changes only for `topics`. While it is hidden,
    none is forwarded, and `caught_up` is emitted once when it is shown again after missing something. A widget that
    was never shown has missed the project. `forgotten` is emitted at once when the project changes while the widget
    is hidden: the widget drops data of the previous project and reads nothing.
    """

    changed = Signal(object)  # ChangeSet
    project_changed = Signal(object)  # Project | None
    smear_changed = Signal(int)
    selection_changed = Signal(object)  # frozenset[int]
    caught_up = Signal(object)  # Missed
    forgotten = Signal()

    def __init__(self, context: AppContext, *, widget: QWidget, topics: Iterable[Topic] = Topic) -> None:
        super().__init__(widget)
        self._widget, self._topics = widget, frozenset(topics)
        self._missed = Missed(project=True)
        # many hidden pages miss the same large set: it is joined with others when a page is shown
        self._cell_ids: list[frozenset[int]] = []
        widget.installEventFilter(self)
        context.bus.changed.connect(self._on_changed)
        context.project_changed.connect(self._on_project_changed)
        context.smear_changed.connect(self._on_smear_changed)
        context.selection_changed.connect(self._on_selection_changed)

    def miss(self, *topics: Topic) -> bool:
        """Count these topics as missed if the widget is hidden. Returns whether it is hidden."""
        return self._keep_back(topics=frozenset(topics))

    @property
    def missed(self) -> Missed:
        """What happened since the widget was visible."""
        return self._missed.with_cells(self._cell_ids)

    def catch_up(self) -> None:
        """Emit what was missed now, even if the widget is hidden."""
        missed = self.missed
        self._missed, self._cell_ids = Missed(), []
        if missed != Missed():
            self.caught_up.emit(missed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show and watched is self._widget
        ):  # other event types also arrive during its destruction
            self.catch_up()
        return False

    def _keep_back(
        self,
        *,
        topics: frozenset[Topic] = frozenset(),
        cell_ids: frozenset[int] = frozenset(),
        project: bool = False,
        smear: bool = False,
        selection: bool = False,
    ) -> bool:
        if self._widget.isVisible():
            return False
        so_far = self._missed
        self._missed = Missed(
            so_far.topics | topics,
            project=so_far.project or project,
            smear=so_far.smear or smear,
            selection=so_far.selection or selection,
            unnamed=so_far.unnamed | (topics if not cell_ids else frozenset()),
        )
        if cell_ids:
            self._cell_ids.append(cell_ids)
            if len(self._cell_ids) > _MOST_SETS:
                self._cell_ids = [frozenset().union(*self._cell_ids)]
        return True

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        topics = changeset.topics & self._topics
        if topics and not self._keep_back(topics=topics, cell_ids=changeset.cell_ids):
            self.changed.emit(changeset)

    @Slot(object)
    def _on_project_changed(self, project: object) -> None:
        if self._keep_back(project=True):
            self.forgotten.emit()
        else:
            self.project_changed.emit(project)

    @Slot(int)
    def _on_smear_changed(self, smear_id: int) -> None:
        if not self._keep_back(smear=True):
            self.smear_changed.emit(smear_id)

    @Slot(object)
    def _on_selection_changed(self, ids: frozenset[int]) -> None:
        if not self._keep_back(selection=True):
            self.selection_changed.emit(ids)
