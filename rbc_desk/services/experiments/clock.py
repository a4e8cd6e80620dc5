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
    """The approximate number of cells that a unit shows to its network, over all epochs."""
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
    """Estimates the remaining seconds from the units that have ended."""

    schedule: Schedule
    table: CellTable
    slots: int
    _rates: dict[str, list[float]] = field(default_factory=dict)

    def ended(self, unit: Unit, *, seconds: float) -> None:
        self._rates.setdefault(str(unit.spec["network"]), []).append(seconds / self._effort(unit))

    def seconds_left(
        self, done: Mapping[str, UnitResult], *, running: Mapping[str, float], ready: Sequence[Unit]
    ) -> float | None:
        """The remaining seconds; None before the first unit has ended.

        `running`: the finished share of each running unit, by hash. `ready`: the running and waiting units.
        """
        if not self._rates:
            return None
        known = sum(self._rate(u) * self._effort(u) * (1 - running.get(u.hash, 0.0)) for u in ready)
        later = self.schedule.total - len(self.schedule.needed(done) & done.keys()) - len(ready)
        if later > 0 and ready:
            # a unit that waits for a selection takes about as long as the known ones
            known += later * fmean(self._rate(u) * self._effort(u) for u in ready)
        return known / max(1, min(self.slots, len(ready) + max(0, later)))

    def _effort(self, unit: Unit) -> float:
        return max(1.0, effort(unit, counts=self.table.counts))

    def _rate(self, unit: Unit) -> float:
        rates_of_network = self._rates.get(str(unit.spec["network"]))
        return fmean(rates_of_network or [rate for rates in self._rates.values() for rate in rates])
