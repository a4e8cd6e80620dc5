"""How far the readers of a project agree, as figures and in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from rbc_desk.core.counting.reader_agreement import ReaderAgreement
from rbc_desk.core.errors import BlindedError, UnknownNameError
from rbc_desk.core.models.results import Figure
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.metrics.agreement import NO_LABEL, agreement
from rbc_desk.services.project.project import Project


def agreement_of_readers(
    project: Project, *, readers: Sequence[str] = (), seed: int = 0, task: Task = SILENT
) -> ReaderAgreement:
    """Compare the current labels of these readers; without names, of all who share a cell with another.

    Rejected cells and objects of other kinds do not count. Raises BlindedError for a blinded reader, UnknownNameError
    for a name without labels on cells that others labelled, CancelledError.
    """
    from rbc_desk.store import queries

    require_sight(project)
    found = queries.shared_labels(project.store, viewpoint=project.viewpoint)
    task.raise_if_stopped()
    known = sorted(set(found.readers), key=str.casefold)
    names = list(dict.fromkeys(readers)) or known
    _check_known(names, known)
    codes = tuple(dict.fromkeys([*project.class_set().codes, *sorted(set(found.codes))]))
    cells, rows = np.unique(np.asarray(found.cell_ids, np.int64), return_inverse=True)
    labels = np.full((len(cells), len(known)), NO_LABEL, np.int64)
    smears = np.zeros(len(cells), np.int64)
    column, index = {name: i for i, name in enumerate(known)}, {code: i for i, code in enumerate(codes)}
    labels[rows, [column[name] for name in found.readers]] = [index[code] for code in found.codes]
    smears[rows] = found.smear_ids
    task.raise_if_stopped()
    return agreement(
        labels[:, [column[name] for name in names]], smears=smears, readers=names, codes=codes, seed=seed
    )


def require_sight(project: Project) -> None:
    """Raise BlindedError for a blinded reader."""
    if not project.viewpoint.sees_others:
        raise BlindedError.of()


def sentence(found: ReaderAgreement) -> Phrase:
    """The result in a sentence, such as "Ann and Bob agree on 87 of 100 cells; Cohen's kappa 0.79, 0.74 to 0.84"."""
    if len(found.pairs) == 1:
        (pair,) = found.pairs
        return Phrase(
            "{first} and {second} agree on {agreed} of {n} cells; Cohen's kappa {kappa}.",
            first=pair.first,
            second=pair.second,
            agreed=pair.n_agreed,
            n=pair.n_cells,
            kappa=spoken(pair.figure("kappa")),
        )
    return Phrase(
        "{readers} readers agree on {agreed} of {n} cells that at least two labelled; Krippendorff's alpha {alpha}.",
        readers=len(found.readers),
        agreed=found.n_agreed,
        n=found.n_cells,
        alpha=spoken(found.figure("alpha")),
    )


def spoken(figure: Figure) -> Phrase:
    """A figure with its interval in words: "0.79, 0.74 to 0.84"."""
    if figure.value is None:
        return Phrase("not defined, because only one class occurs")
    if figure.low is None or figure.high is None:
        return Phrase("{value} (no interval: too few smears)", value=f"{figure.value:.2f}")
    return Phrase(
        "{value}, {low} to {high}",
        value=f"{figure.value:.2f}",
        low=f"{figure.low:.2f}",
        high=f"{figure.high:.2f}",
    )


def _check_known(names: Sequence[str], known: Sequence[str]) -> None:
    for name in names:
        if name not in known:
            raise UnknownNameError(
                Phrase("{name} has no label on a cell that another reader labelled too.", name=name),
                hint=Phrase("Readers who share cells: {names}.", names=", ".join(known))
                if known
                else Phrase("No cell has labels of two readers."),
            )
