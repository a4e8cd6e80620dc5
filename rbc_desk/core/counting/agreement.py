"""How far two readings of the same cells agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pairs of classes that two readings gave to the same cells.

    `counts` [C, C]: the first reading in rows, the second in columns, in the order of `codes`.
    """

    codes: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def n_cells(self) -> int:
        return sum(map(sum, self.counts))

    @property
    def observed(self) -> float | None:
        """The share of cells with the same class in both; None without cells."""
        n = self.n_cells
        return sum(self.counts[i][i] for i in range(len(self.codes))) / n if n else None

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa (Cohen 1960): agreement beyond chance, 1 is perfect and 0 is chance.

        None without cells, or if both readings gave every cell the same one class.
        """
        observed, n = self.observed, self.n_cells
        if observed is None:
            return None
        rows = [sum(row) for row in self.counts]
        columns = [sum(column) for column in zip(*self.counts, strict=True)]
        chance = sum(a * b for a, b in zip(rows, columns, strict=True)) / (n * n)
        return (observed - chance) / (1 - chance) if chance < 1 else None

    def of_class(self, code: str) -> float | None:
        """The positive agreement on a class: 2 both / (first + second); None if neither reading has it."""
        i = self.codes.index(code)
        total = sum(self.counts[i]) + sum(row[i] for row in self.counts)
        return 2 * self.counts[i][i] / total if total else None


def agreement(pairs: Iterable[tuple[str, str]], *, order: Sequence[str]) -> Agreement:
    """Count pairs of classes. Classes come in `order`, then others; classes of no cell are left out."""
    counted = Counter(pairs)
    used = {code for pair in counted for code in pair}
    codes = tuple(dict.fromkeys([*(code for code in order if code in used), *sorted(used)]))
    return Agreement(codes, tuple(tuple(counted[a, b] for b in codes) for a in codes))
