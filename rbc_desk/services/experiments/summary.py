"""Summarises the results of a protocol: mean and spread over seeds, selected alpha, gain over cross-entropy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, stdev

from rbc_desk.services.experiments import paper
from rbc_desk.services.experiments.protocol_plan import ProtocolPlan, Setting
from rbc_desk.services.experiments.results import Tested, UnitResult, chosen_epoch, validation_f1
from rbc_desk.services.experiments.schedule import Case, Schedule


@dataclass(frozen=True, slots=True)
class Spread:
    """The mean of some values and their standard deviation (None for fewer than two); both None for none."""

    mean: float | None
    deviation: float | None
    n: int

    @classmethod
    def of(cls, values: Sequence[float | None]) -> Spread:
        known = [value for value in values if value is not None]
        return cls(fmean(known) if known else None, stdev(known) if len(known) > 1 else None, len(known))


@dataclass(frozen=True, slots=True)
class TestedCase:
    """One tested case: the training that was tested, and its test."""

    case: Case
    result: UnitResult
    test: Tested


@dataclass(frozen=True, slots=True)
class Line:
    """A setting on one split and level over its seeds: of `n_seeds` these have been tested.

    `choosing`: macro F1 on the cells that choose, by seed, where it is known, tested or not.
    """

    setting: Setting
    split_by: str
    level: float | None
    n_seeds: int
    outcomes: tuple[TestedCase, ...]
    choosing: dict[int, float]

    @property
    def accuracy(self) -> Spread:
        return Spread.of([one.test.accuracy for one in self.outcomes])

    @property
    def macro_f1(self) -> Spread:
        return Spread.of([one.test.macro_f1 for one in self.outcomes])

    @property
    def auroc(self) -> Spread:
        return Spread.of([one.test.auroc for one in self.outcomes])

    @property
    def calibration_error(self) -> Spread:
        return Spread.of([one.test.calibration_error for one in self.outcomes])

    @property
    def epochs(self) -> Spread:
        return Spread.of([float(one.result.best_epoch) for one in self.outcomes])

    @property
    def chosen_by(self) -> float | None:
        """Macro F1 on the cells that choose, the mean over the seeds; None where nothing chooses."""
        return Spread.of(list(self.choosing.values())).mean

    def span(self, name: str) -> tuple[float, float] | None:
        """The 95 % interval by smear: the mean of the seeds' ends."""
        known = [one.test.spans[name] for one in self.outcomes if name in one.test.spans]
        return (fmean(low for low, _ in known), fmean(high for _, high in known)) if known else None


def lines(schedule: Schedule, done: Mapping[str, UnitResult]) -> tuple[Line, ...]:
    """One line a setting, split and level, in the plan's order, those without a result too."""
    outcomes: dict[tuple[Setting, str, float | None], list[TestedCase]] = {}
    choosing: dict[tuple[Setting, str, float | None], dict[int, float]] = {}
    for case in schedule.cases:
        key = (case.setting, case.split_by, case.level)
        own, scores = outcomes.setdefault(key, []), choosing.setdefault(key, {})
        unit = schedule.last(case, done)
        result = done.get(unit.hash) if unit is not None else None
        if result is not None and result.test is not None:
            own.append(TestedCase(case, result, result.test))
        score = _chosen_by(schedule, case, done, result)
        if score is not None:
            scores[case.seed] = score
    n = len(schedule.plan.seeds)
    return tuple(Line(*key, n, tuple(own), choosing[key]) for key, own in outcomes.items())


def _chosen_by(
    schedule: Schedule, case: Case, done: Mapping[str, UnitResult], result: UnitResult | None
) -> float | None:
    if schedule.plan.choice == "holdout":
        return None if result is None else result.history[result.best_epoch - 1].macro_f1
    if schedule.plan.choice == "crossval":
        folds = schedule.chosen_in(case, done)
        return validation_f1(folds) if folds else None
    return None


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of Table 1: one's own beside the paper's.

    `chosen`: the setting of each seed where one was chosen, not just given. Where the seeds differ in alpha or gamma,
    the line's setting has none.
    """

    method: str
    line: Line
    paper: paper.PaperRow | None
    chosen: dict[int, Setting]
    gain: Spread
    """Macro F1 above cross-entropy's on the same cells, seed by seed."""


def table_1(
    plan: ProtocolPlan, all_lines: Sequence[Line], *, network: str, split_by: str, level: float | None = None
) -> list[TableLine]:
    """One line per method: of several alphas and gammas, seed by seed, the one with the best macro F1 on that seed's
    cells that choose, which are of its own training part: another seed's test cells may be among the others'.

    Where nothing chooses, the paper's alpha stands for all, else the first.
    """
    own = [x for x in all_lines if (x.setting.network, x.split_by, x.level) == (network, split_by, level)]
    plain = next((x for x in own if x.setting.method == "cross_entropy"), None)
    table = []
    for method in plan.methods:
        of_method = [x for x in own if x.setting.method == method]
        if not of_method:
            continue
        best = _best_by_seed(of_method, seeds=plan.seeds) if len(of_method) > 1 else {}
        if best:
            line = _of_seeds(best)
        else:
            alpha = paper.best_alpha(network)
            line = next((x for x in of_method if x.setting.alpha == alpha), of_method[0])
        chosen = {seed: x.setting for seed, x in best.items()}
        table.append(TableLine(method, line, paper.table_1(network, method), chosen, gain(line, plain)))
    return table


def _best_by_seed(found: Sequence[Line], *, seeds: Sequence[int]) -> dict[int, Line]:
    """For each seed of which something is known, the line with its best score; of equals the first."""
    best = {}
    for seed in seeds:
        known = [x for x in found if seed in x.choosing]
        if known:
            best[seed] = max(known, key=lambda x: x.choosing[seed])
    return best


def _of_seeds(best: Mapping[int, Line]) -> Line:
    """One line of what was chosen for each seed."""
    first = next(iter(best.values()))
    settings = {x.setting for x in best.values()}
    if len(settings) == 1:
        return first
    alphas, gammas = {s.alpha for s in settings}, {s.gamma for s in settings}
    common = replace(
        first.setting,
        alpha=first.setting.alpha if len(alphas) == 1 else None,
        gamma=first.setting.gamma if len(gammas) == 1 else None,
    )
    outcomes = tuple(one for seed, x in best.items() for one in x.outcomes if one.case.seed == seed)
    return replace(
        first, setting=common, outcomes=outcomes, choosing={seed: x.choosing[seed] for seed, x in best.items()}
    )


def gain(line: Line, plain: Line | None, *, figure: str = "macro_f1") -> Spread:
    """How much higher a figure is than that of `plain`, seed by seed: both were tested on the same cells."""
    if plain is None or plain is line:
        return Spread.of([])
    other = {one.case.seed: getattr(one.test, figure) for one in plain.outcomes}
    pairs = [(getattr(one.test, figure), other.get(one.case.seed)) for one in line.outcomes]
    return Spread.of([a - b for a, b in pairs if a is not None and b is not None])


def relative_gain(line: Line, plain: Line, *, figure: str) -> Spread:
    """The same as a share of the plain figure (Fig. 13), in percent."""
    other = {one.case.seed: getattr(one.test, figure) for one in plain.outcomes}
    pairs = [(getattr(one.test, figure), other.get(one.case.seed)) for one in line.outcomes]
    return Spread.of([100 * (a - b) / b for a, b in pairs if a is not None and b])


@dataclass(frozen=True, slots=True)
class FoldLine:
    """What cross-validation says of a case: its epoch, and the mean over the folds there."""

    case: Case
    epoch: int
    loss: float
    accuracy: float
    macro_f1: float
    won: bool


def fold_lines(schedule: Schedule, done: Mapping[str, UnitResult]) -> list[FoldLine]:
    """The cases whose folds are all there."""
    found = []
    for case in schedule.cases:
        folds = schedule.chosen_in(case, done)
        if not folds:
            continue
        epoch = chosen_epoch(folds)
        rows = [fold.history[epoch - 1] for fold in folds]
        found.append(
            FoldLine(
                case,
                epoch,
                fmean(row.validation_loss for row in rows),
                fmean(row.accuracy for row in rows),
                fmean(row.macro_f1 for row in rows),
                schedule.winner(case, done) == case,
            )
        )
    return found


def pooled_confusion(line: Line) -> tuple[tuple[int, ...], ...]:
    """The confusion matrices of the seeds added up."""
    tables = [one.test.confusion for one in line.outcomes]
    return tuple(tuple(sum(cells) for cells in zip(*rows, strict=True)) for rows in zip(*tables, strict=True))


def mean_curve(curves: Sequence[Sequence[float]]) -> list[float]:
    """Point by point; a curve that ends early counts as far as it goes."""
    longest = max((len(curve) for curve in curves), default=0)
    return [fmean(curve[i] for curve in curves if i < len(curve)) for i in range(longest)]
