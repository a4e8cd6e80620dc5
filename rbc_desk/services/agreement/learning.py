"""The classes that a training learns where it takes the labels of all readers alike."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from rbc_desk.core.errors import BlindedError
from rbc_desk.core.splits.label_choice import LabelChoice, majority, shares
from rbc_desk.services.agreement.consensus import consensus
from rbc_desk.services.project.project import Project


@dataclass(frozen=True, slots=True)
class CodesToLearn:
    """The class of each cell by cell id, and the number of cells left out because readers disagree.

    `shares`: of cells with several classes that all count, the share of each (`LabelChoice.SOFT`). `tied`: those of
    them without a most common class, which no test can use.
    """

    codes: Mapping[int, str]
    n_left_out: int
    shares: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    tied: frozenset[int] = frozenset()


def codes_to_learn(project: Project, *, choice: LabelChoice) -> CodesToLearn:
    """The classes of the counted cells by a choice that takes the labels of all readers alike.

    Classes that the project no longer has do not count. Raises BlindedError for a blinded reader.
    """
    from rbc_desk.store import queries

    if not project.viewpoint.sees_others:
        raise BlindedError.of_training()
    found = queries.every_label(project.store, viewpoint=project.viewpoint)
    by_cell = {
        cell_id: [code for _, code in labels]
        for cell_id, labels in groupby(zip(found.cell_ids, found.codes, strict=True), key=itemgetter(0))
    }
    if choice is LabelChoice.SOFT:
        return _soft(by_cell, known=project.class_set().codes)
    if choice is LabelChoice.CONSENSUS:
        decided = consensus(project, cell_ids=by_cell)
        codes = {cell_id: decided.get(cell_id) or _agreed(given) for cell_id, given in by_cell.items()}
    else:
        codes = {cell_id: majority(given) for cell_id, given in by_cell.items()}
    kept = {cell_id: code for cell_id, code in codes.items() if code is not None}
    return CodesToLearn(kept, len(codes) - len(kept))


def _soft(by_cell: Mapping[int, Sequence[str]], *, known: Collection[str]) -> CodesToLearn:
    given = {i: kept for i, codes in by_cell.items() if (kept := [code for code in codes if code in known])}
    split = {i: shares(codes) for i, codes in given.items()}
    several = {i: of_cell for i, of_cell in split.items() if len(of_cell) > 1}
    tied = frozenset(i for i in several if majority(given[i]) is None)
    return CodesToLearn({i: next(iter(of_cell)) for i, of_cell in split.items()}, 0, several, tied)


def _agreed(codes: Sequence[str]) -> str | None:
    return codes[0] if len(set(codes)) == 1 else None
