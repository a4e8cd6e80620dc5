"""Estimates the remaining time of a protocol from its finished units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean

from rbc_desk.learn.splits.imbalance import counts_at
from rbc_desk.services.experiments.cells import CellTable
from rbc_desk.services.experiments.results import UnitResult
from rbc_desk.services.experiments.schedule import Schedule, Unit


def effort(unit: Unit, *, counts: Sequence[int]) -> float:
    """How many cells a unit shows to its network, about."""
    kept: Sequence[float] = counts if unit.level is None else counts_at(counts, ratio=unit.level)
    kept = [n for n in kept if n]
    share = 1 - unit.test_share
    if unit.fold >= 0:
        share *= 1 - 1 / unit.folds
    n = float(sum(kept))
    if unit.thinned:
        n = len(kept) * min(kept)
    elif unit.spec["sampler"] == "over":
        n = len(kept) * max(kept)
    return n * share * unit.epochs


@dataclass
class TimeLeft:
    """Hears of every unit that ends, and tells the seconds that are left."""

    schedule: Schedule
    table: CellTable
    slots: int
    _rates: dict[str, list[float]] = field(default_factory=dict)

    def ended(self, unit: Unit, *, seconds: float) -> None:
        self._rates.setdefault(str(unit.spec["network"]), []).append(seconds / self._effort(unit))

    def seconds_left(
        self, done: Mapping[str, UnitResult], *, running: Mapping[str, float], ready: Sequence[Unit]
    ) -> float | None:
        """None before the first unit has ended. `running`: the share that is done of each unit under way;
        `ready`: those and the ones that wait.
        """
        if not self._rates:
            return None
        known = sum(self._rate(u) * self._effort(u) * (1 - running.get(u.hash, 0.0)) for u in ready)
        later = self.schedule.total - len(self.schedule.wanted(done) & done.keys()) - len(ready)
        if later > 0 and ready:
            # a unit that waits for a selection is like the known ones, with all cells and about as many epochs
            known += later * fmean(self._rate(u) * self._effort(u) for u in ready)
        return known / max(1, min(self.slots, len(ready) + max(0, later)))

    def _effort(self, unit: Unit) -> float:
        return max(1.0, effort(unit, counts=self.table.counts))

    def _rate(self, unit: Unit) -> float:
        own = self._rates.get(str(unit.spec["network"]))
        return fmean(own or [rate for rates in self._rates.values() for rate in rates])
