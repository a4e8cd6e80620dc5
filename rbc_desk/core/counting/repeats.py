"""Hidden repeats: which cells a reader gets again, and how such a cell looks until it is answered.

The draw needs no state. A hash of the seed, the reader and a cell decides whether a repeat follows that cell, and
orders the cells that may be repeated. So it is the same on every computer, and only the seed tells it in advance.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import Cell, CellState

LEAST_SHARE, MOST_SHARE = 0.05, 0.10
NEWER_LABELS = 50
"""A label is forgotten, so that its cell may be repeated, after so many newer ones of its reader ..."""
FORGOTTEN_AFTER_H = 8
"""... or after so many hours."""
NO_CLASS = ""
"""The answer that a circle holds no red cell."""


class CheckKind(StrEnum):
    """What an answer is compared with: the reader's own label, or the known class of a control cell."""

    REPEAT = "repeat"
    CONTROL = "control"


@dataclass(frozen=True, slots=True)
class RepeatPlan:
    """`share`: the share of repeats among the cells of a review. `seed`: of the draw."""

    share: float
    seed: int


@dataclass(frozen=True, slots=True)
class RepeatCandidates:
    """Cells that a reader may get again, one value per cell; `code` is the class to compare the answer with."""

    cell_ids: tuple[int, ...]
    smear_ids: tuple[int, ...]
    codes: tuple[str, ...]


def mixed(
    ids: Sequence[int], checks: Iterable[int], *, reader: str, plan: RepeatPlan
) -> tuple[tuple[int, ...], frozenset[int]]:
    """The cells of a review with `checks` in between, so that they are the planned share, and which these are.

    Checks come in their order, after the cells that the draw picks, as long as there are some.
    """
    chance = plan.share / (1 - plan.share)
    follows = _uniform(np.asarray(ids, np.int64), what="follows", reader=reader, plan=plan) < chance
    queued, hidden_ids, found = set(ids), set[int](), list[int]()
    left = (i for i in checks if i not in queued)
    for cell_id, then in zip(ids, follows.tolist(), strict=True):
        found.append(cell_id)
        if then and (check := next(left, None)) is not None:
            found.append(check)
            hidden_ids.add(check)
    return tuple(found), frozenset(hidden_ids)


def repeats_in_order(
    candidates: RepeatCandidates, *, reader: str, plan: RepeatPlan, known_codes: Collection[str] = ()
) -> tuple[int, ...]:
    """The cells in the order of the draw.

    A cell of each class without a repeat so far (`known_codes` have one) comes first. Then classes come by the square
    root of the number of their cells, so that rare ones are not lost among normal ones (weights as in Efraimidis and
    Spirakis, 2006).
    """
    if not candidates.cell_ids:
        return ()
    ids = np.asarray(candidates.cell_ids, np.int64)
    names, class_of, sizes = np.unique(np.asarray(candidates.codes), return_inverse=True, return_counts=True)
    u = _uniform(ids, what="order", reader=reader, plan=plan)
    keys = np.log(u) * np.sqrt(sizes[class_of])  # log(u) / weight, with the weight 1 / sqrt(size)
    order = np.argsort(-keys, kind="stable")
    first = [
        order[np.argmax(class_of[order] == i)] for i, name in enumerate(names.tolist()) if name not in known_codes
    ]
    first.sort(key=lambda i: -keys[i])
    ahead = set(map(int, first))
    return tuple(int(ids[i]) for i in (*first, *(i for i in order if int(i) not in ahead)))


def hidden(cell: Cell, *, answer: str | None) -> Cell:
    """The cell as a reader sees it again: without labels, or with the answer that they gave now."""
    new = replace(cell, state=CellState.PROPOSED, label=None, labelled_by=None, labelled_at=None, others=())
    if answer is None:
        return new
    if answer == NO_CLASS:
        return replace(new, state=CellState.REJECTED)
    return replace(new, state=CellState.CONFIRMED, label=answer)


def _uniform(ids: NDArray[np.int64], *, what: str, reader: str, plan: RepeatPlan) -> NDArray[np.float64]:
    """Numbers in (0, 1) that a hash of the arguments gives (splitmix64)."""
    digest = hashlib.sha256(f"{plan.seed}\0{what}\0{reader}".encode()).digest()
    with np.errstate(over="ignore"):
        x = ids.astype(np.uint64) + np.frombuffer(digest[:8], np.uint64)
        x *= np.uint64(0x9E3779B97F4A7C15)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            x = (x ^ (x >> np.uint64(shift))) * np.uint64(factor)
        x ^= x >> np.uint64(31)
    return ((x >> np.uint64(11)).astype(np.float64) + 0.5) / 2**53
