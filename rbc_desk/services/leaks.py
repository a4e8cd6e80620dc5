"""What a split would give away, told before a training is begun."""

from __future__ import annotations

import numpy as np

from rbc_desk.core.phrases import Phrase
from rbc_desk.core.split_words import how_split, joined
from rbc_desk.services import datasets
from rbc_desk.services.parting import part_cells
from rbc_desk.services.project import Project


def leak(project: Project, *, split_by: str, seed: int = 0) -> Phrase:
    """The leak of a split of the labels as they stand, and its cost; "" where it leaks nothing, or nothing is ready.

    The same words as in the note of the snapshot that a training would freeze. Smears that show one field are not
    looked for here, which takes long: where there are some, the cost may differ by a percent.
    """
    state = datasets.overview(project)
    if not state.ready:
        return Phrase("")
    labelled = [c for c in datasets.labelled_cells(project) if state.counts[c.code] >= datasets.MIN_CELLS_PER_CLASS]
    codes = sorted({item.code for item in labelled})
    targets = np.array([codes.index(item.code) for item in labelled], np.int64)
    facts = part_cells(labelled, targets=targets, codes=codes, split_by=split_by, seed=seed).facts
    return joined(how_split(facts)) if facts.used == "cell" else Phrase("")
