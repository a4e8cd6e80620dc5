"""The classes that a training learns where it takes the labels of all readers alike."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from rbc_desk.core.errors import BlindedError
from rbc_desk.core.splits.label_choice import LabelChoice, majority
from rbc_desk.services.agreement.consensus import consensus
from rbc_desk.services.project.project import Project


def codes_to_learn(project: Project, *, choice: LabelChoice) -> tuple[dict[int, str], int]:
    """The class of each counted cell by majority or consensus, by cell id; and the number of cells left out.

    Raises BlindedError for a blinded reader.
    """
    from rbc_desk.store import queries

    if not project.viewpoint.sees_others:
        raise BlindedError.of_training()
    found = queries.every_label(project.store, viewpoint=project.viewpoint)
    by_cell = {
        cell_id: [code for _, code in labels]
        for cell_id, labels in groupby(zip(found.cell_ids, found.codes, strict=True), key=itemgetter(0))
    }
    if choice is LabelChoice.CONSENSUS:
        decided = consensus(project, cell_ids=by_cell)
        codes = {cell_id: decided.get(cell_id) or _agreed(given) for cell_id, given in by_cell.items()}
    else:
        codes = {cell_id: majority(given) for cell_id, given in by_cell.items()}
    kept = {cell_id: code for cell_id, code in codes.items() if code is not None}
    return kept, len(codes) - len(kept)


def _agreed(codes: Sequence[str]) -> str | None:
    return codes[0] if len(set(codes)) == 1 else None
