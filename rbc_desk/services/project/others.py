"""The work of other readers on a shared project, while it goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rbc_desk.core.files.store_place import is_shared
from rbc_desk.services.project.project import Project

if TYPE_CHECKING:
    from rbc_desk.store.following import Following


def follow(project: Project) -> Following | None:
    """The steps of other programs; None for a project whose database does not tell of them. Reads nothing yet."""
    if not is_shared(project.folder):
        return None
    from rbc_desk.store.following import Following

    return Following(project.store)
