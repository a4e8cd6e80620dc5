"""Announces what other readers of a shared project save, so that it comes into sight within seconds."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from rbc_desk.core.history.changes import ChangeSet

if TYPE_CHECKING:
    from rbc_desk.services.project.project import Project
    from rbc_desk.store.following import Following

_GRACE_S = 0.5


class OtherReaders(QObject):
    """Follows the open project on a thread, where its database tells of the steps of other programs."""

    _arrived = Signal(object, object)  # Following, ChangeSet

    def __init__(self, *, announce: Callable[[ChangeSet], None], parent: QObject) -> None:
        super().__init__(parent)
        self._announce = announce
        self._project: Project | None = None
        self._following: Following | None = None
        self._thread: threading.Thread | None = None
        self._arrived.connect(self._on_arrived)

    @Slot(object)
    def set_project(self, project: Project | None) -> None:
        """Follow this project instead. Nothing restarts if only its reader changed."""
        same = self._project is not None and project is not None and project.store is self._project.store
        self._project = project
        if same:
            return
        self._end()
        if project is None:
            return
        from rbc_desk.services.project.others import follow

        following = follow(project)
        if following is not None:
            self._following = following
            self._thread = threading.Thread(target=self._listen, args=(following,), name="other readers", daemon=True)
            self._thread.start()

    def _listen(self, following: Following) -> None:
        for changeset in following.steps():
            self._arrived.emit(following, changeset)

    @Slot(object, object)
    def _on_arrived(self, following: Following, changeset: ChangeSet) -> None:
        if following is self._following:
            self._announce(changeset)

    def _end(self) -> None:
        following, self._following = self._following, None
        if following is not None and self._thread is not None:
            following.end()
            self._thread.join(_GRACE_S)  # it wakes at once, unless it is just reading
            self._thread = None
