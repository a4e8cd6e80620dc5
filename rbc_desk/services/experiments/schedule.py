"""Divides a plan into units, one training each, identified by a hash of everything they depend on."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from rbc_desk.core.files.hashing import hash_json
from rbc_desk.services.experiments.protocol_plan import ProtocolPlan, Setting
from rbc_desk.services.experiments.results import UnitResult, chosen_epoch, validation_f1

Stage = Literal["fold", "final", "holdout"]
_FORMAT = 1


@dataclass(frozen=True)
class Unit:
    """One training. `fold` -1: no fold is held out. `level` None: all cells. `keep`: its network becomes a bundle.

    `stage` "fold" is evaluated on its own fold. "final" is trained on the whole training part and evaluated on the
    test part. "holdout" is evaluated on the test part, with the epoch selected on the held-out fold.
    """

    stage: Stage
    spec: dict[str, Any]
    cells: str
    split_by: str
    seed: int
    test_share: float
    folds: int
    fold: int
    level: float | None
    thinned: bool
    keep: bool = False

    @property
    def key(self) -> dict[str, Any]:
        """Everything that the result depends on, as JSON values."""
        values = dataclasses.asdict(self)
        spec = {name: value for name, value in self.spec.items() if name != "device"}
        if self.fold < 0:
            values["folds"] = 0  # irrelevant without a held-out fold
        if not self.keep:
            del values["keep"]
        return {"format": _FORMAT, **values, "spec": spec}

    @cached_property
    def hash(self) -> str:
        """The name of the unit's result file."""
        return hash_json(self.key)[:24]

    @property
    def epochs(self) -> int:
        return int(self.spec["epochs"])


@dataclass(frozen=True, slots=True)
class Case:
    """A setting on one split with one seed, which gives one number of a table."""

    setting: Setting
    split_by: str
    seed: int
    level: float | None = None


@dataclass(frozen=True)
class Schedule:
    """The units of a plan on some cells (given by hash), and which of them can run next."""

    plan: ProtocolPlan
    cells: str

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The cases, seed by seed, so that an interrupted sweep has all settings of its first seeds."""
        levels: Sequence[float | None] = self.plan.levels or (None,)
        return tuple(
            Case(setting, split_by, seed, level)
            for seed in self.plan.seeds
            for split_by in self.plan.splits
            for level in levels
            for setting in self.plan.grid()
        )

    @cached_property
    def folds(self) -> dict[Case, tuple[Unit, ...]]:
        """The units that select the epoch of a case. Cases can share them; empty where nothing is selected."""
        numbers = range(self.plan.folds) if self.plan.choice == "crossval" else ()
        return {case: tuple(self._unit(case, "fold", fold=n) for n in numbers) for case in self.cases}

    @cached_property
    def _hashes(self) -> dict[Case, tuple[str, ...]]:
        return {case: tuple(unit.hash for unit in units) for case, units in self.folds.items()}

    def chosen_in(self, case: Case, done: Mapping[str, UnitResult]) -> list[UnitResult] | None:
        """The results of a case's folds; None until all are finished."""
        found = [done[name] for name in self._hashes[case] if name in done]
        return found if len(found) == len(self._hashes[case]) else None

    def last(self, case: Case, done: Mapping[str, UnitResult]) -> Unit | None:
        """The unit that tests a case; None while it is unknown, or where another case was selected."""
        if self.plan.choice == "holdout":
            return self._unit(case, "holdout", fold=0)
        if self.plan.choice == "fixed":
            return self._unit(case, "final", fold=-1)
        folds = self.chosen_in(case, done)
        if folds is None or (self.plan.kind == "crossval" and self.winner(case, done) != case):
            return None
        return self._unit(case, "final", fold=-1, epochs=chosen_epoch(folds))

    def winner(self, case: Case, done: Mapping[str, UnitResult]) -> Case | None:
        """The case with the best macro F1 over its folds, among those that differ only in method, alpha and gamma.

        None until all their folds are finished. The validation loss is no criterion, because alpha is a factor of it
        and the smallest alpha would always win.
        """
        beside = [one for one in self.cases if _beside(one) == _beside(case)]
        results = [self.chosen_in(one, done) for one in beside]
        scores = [validation_f1(folds) for folds in results if folds is not None]
        if len(scores) < len(beside) or not scores:
            return None
        return beside[max(range(len(scores)), key=lambda i: scores[i])]  # the first of equal ones

    def ready(self, done: Mapping[str, UnitResult]) -> list[Unit]:
        """The unfinished units that do not depend on others, each once."""
        found: dict[str, Unit] = {}
        for case in self.cases:
            last = self.last(case, done)
            for unit in self.folds[case] if last is None else (last,):
                found.setdefault(unit.hash, unit)
        return [unit for name, unit in found.items() if name not in done]

    def needed(self, done: Mapping[str, UnitResult]) -> set[str]:
        """The names of all units that are known so far."""
        lasts = [self.last(case, done) for case in self.cases]
        return {name for names in self._hashes.values() for name in names} | {u.hash for u in lasts if u is not None}

    @cached_property
    def total(self) -> int:
        """The total number of units."""
        folds = {name for names in self._hashes.values() for name in names}
        if self.plan.kind == "crossval":
            return len(folds) + len({_beside(case) for case in self.cases})
        # cases with the same training (alpha 1, and no alpha) also share their test
        tests = {self._unit(case, "final", fold=-1).hash for case in self.cases}
        return len(folds) + len(tests)

    @cached_property
    def _made(self) -> dict[tuple[Case, Stage, int, int], Unit]:
        return {}

    def _unit(self, case: Case, stage: Stage, *, fold: int, epochs: int | None = None) -> Unit:
        key = (case, stage, fold, epochs or self.plan.epochs)
        if key not in self._made:
            self._made[key] = self._new_unit(case, stage, fold=fold, epochs=key[-1])
        return self._made[key]

    def _new_unit(self, case: Case, stage: Stage, *, fold: int, epochs: int) -> Unit:
        plan = self.plan
        spec = plan.spec(case.setting, seed=case.seed, epochs=epochs)
        return Unit(
            stage=stage,
            spec=spec.model_dump(mode="json"),
            cells=self.cells,
            split_by=case.split_by,
            seed=case.seed,
            test_share=plan.test_share,
            folds=plan.folds,
            fold=fold,
            level=case.level,
            thinned=case.setting.thinned,
            keep=plan.keep_models and stage != "fold",
        )


def _beside(case: Case) -> tuple[str, str, int, float | None]:
    return case.setting.network, case.split_by, case.seed, case.level
