"""The specimen that a smear belongs to, within a step that changes it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rbc_desk.core.history.changes import Entity

if TYPE_CHECKING:
    from rbc_desk.store.writing.transaction import Transaction


def specimen_with(tx: Transaction, *, code: str) -> int:
    """The number of the specimen with this code, which is made if there is none, to give it a smear.

    A specimen that gets a smear is no longer reviewed.
    """
    from rbc_desk.store import queries

    found = queries.specimen_ids(tx).get(code)
    if found is None:
        return tx.insert(Entity.SPECIMEN, {"code": code})
    not_reviewed(tx, [found])
    return found


def not_reviewed(tx: Transaction, specimen_ids: Iterable[int]) -> None:
    """Mark specimens as not reviewed, because their smears change."""
    tx.update_many(Entity.SPECIMEN, {i: {"reviewed_at": None, "reviewed_by": None} for i in specimen_ids})


def remove_left_empty(tx: Transaction, specimen_ids: Iterable[int]) -> None:
    """Remove those of the specimens that lost their last smear, unless a person entered something about them."""
    from rbc_desk.store import queries

    if empty := queries.empty_specimens(tx, ids=tuple(dict.fromkeys(specimen_ids))):
        tx.remove_many(Entity.SPECIMEN, empty)
