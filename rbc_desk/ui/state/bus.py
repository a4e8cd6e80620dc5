"""The change bus: the only way widgets learn of changes. No widget calls another's refresh."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class ChangeBus(QObject):
    """Emits every committed `ChangeSet` on the interface thread.

    A widget checks `changeset.topics` and ignores a change whose `origin` is itself.
    """

    changed = Signal(object)  # ChangeSet
