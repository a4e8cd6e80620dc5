"""Results of comparing the labels that readers gave to the same cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rbc_desk.core.models.results import Figure
from rbc_desk.core.phrases import Phrase

FIGURES = {
    "observed": Phrase("Same class"),
    "kappa": Phrase("Cohen's kappa"),
    "weighted_kappa": Phrase("Weighted kappa"),
    "fleiss_kappa": Phrase("Fleiss' kappa"),
    "alpha": Phrase("Krippendorff's alpha"),
    "ordinal_alpha": Phrase("Ordinal alpha"),
}
"""The displayed names of the figures over all classes."""
ORDERED = frozenset({"weighted_kappa", "ordinal_alpha"})
"""The figures that mean something only where the classes are steps in their order."""


def named_figure(figures: Sequence[Figure], name: str, code: str) -> Figure:
    """The figure of a class ("" for all) by its name; one without a value if there is none."""
    return next((one for one in figures if (one.name, one.code) == (name, code)), Figure(name, code, None))


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two readers on the cells that both labelled, on `n_smears` smears.

    `counts` [C, C]: classes by the first reader in rows, by the second in columns. `figures`: "observed", "kappa" and
    "weighted_kappa" over all classes; "positive" and "kappa" of each class against the rest.
    """

    first: str
    second: str
    n_smears: int
    counts: tuple[tuple[int, ...], ...]
    figures: tuple[Figure, ...]

    @property
    def n_cells(self) -> int:
        return sum(map(sum, self.counts))

    @property
    def n_agreed(self) -> int:
        """The cells with the same class by both."""
        return sum(row[i] for i, row in enumerate(self.counts))

    def figure(self, name: str, code: str = "") -> Figure:
        return named_figure(self.figures, name, code)


@dataclass(frozen=True, slots=True)
class ReaderAgreement:
    """How far `readers` agree on the cells with labels of at least two of them.

    `codes`: the classes that occur, in the order of the project. `n_agreed`: the cells on which all labels are the
    same. `n_complete`: the cells that every reader labelled. `figures`: "observed" (share of equal pairs of labels),
    "alpha" and "ordinal_alpha" over all cells, and "fleiss_kappa" over the complete ones; "positive" and "alpha" of
    each class against the rest over all cells. `n_labels`: the labels of each class on these cells. Intervals are by
    smear; there are none with fewer than two smears.
    """

    readers: tuple[str, ...]
    codes: tuple[str, ...]
    n_cells: int
    n_agreed: int
    n_complete: int
    n_smears: int
    n_labels: tuple[int, ...]
    figures: tuple[Figure, ...]
    pairs: tuple[PairAgreement, ...]

    def figure(self, name: str, code: str = "") -> Figure:
        return named_figure(self.figures, name, code)

    def pair(self, first: str, second: str) -> PairAgreement | None:
        """The comparison of two readers, in either order; None where they share no cell."""
        return next((one for one in self.pairs if {one.first, one.second} == {first, second}), None)
