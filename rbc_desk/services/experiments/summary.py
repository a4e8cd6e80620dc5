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
    """The mean of values and their standard deviation (None for fewer than two values; both None for none)."""

    mean: float | None
    deviation: float | None
    n: int

    @classmethod
    def of(cls, values: Sequence[float | None]) -> Spread:
        known = [value for value in values if value is not None]
        return cls(fmean(known) if known else None, stdev(known) if len(known) > 1 else None, len(known))


@dataclass(frozen=True, slots=True)
class TestedCase:
    """A case with the training that was tested, and its test."""

    case: Case
    result: UnitResult
    test: Tested


@dataclass(frozen=True, slots=True)
class Line:
    """A setting on one split and level over `n_seeds` seeds; `outcomes` has the tested ones.

    `choosing`: macro F1 on the cells that select the epoch, by seed, where it is known.
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
        """Mean macro F1 over the seeds on the cells that select the epoch; None where nothing is selected."""
        return Spread.of(list(self.choosing.values())).mean

    def span(self, name: str) -> tuple[float, float] | None:
        """The 95 % interval by smear, with ends averaged over the seeds; None where there is none."""
        known = [one.test.spans[name] for one in self.outcomes if name in one.test.spans]
        return (fmean(low for low, _ in known), fmean(high for _, high in known)) if known else None


def lines(schedule: Schedule, done: Mapping[str, UnitResult]) -> tuple[Line, ...]:
    """One line per setting, split and level, in the plan's order, including those without a result."""
    outcomes: dict[tuple[Setting, str, float | None], list[TestedCase]] = {}
    choosing: dict[tuple[Setting, str, float | None], dict[int, float]] = {}
    for case in schedule.cases:
        key = (case.setting, case.split_by, case.level)
        tested, scores = outcomes.setdefault(key, []), choosing.setdefault(key, {})
        unit = schedule.last(case, done)
        result = done.get(unit.hash) if unit is not None else None
        if result is not None and result.test is not None:
            tested.append(TestedCase(case, result, result.test))
        score = _chosen_by(schedule, case, done, result)
        if score is not None:
            scores[case.seed] = score
    n = len(schedule.plan.seeds)
    return tuple(Line(*key, n, tuple(tested), choosing[key]) for key, tested in outcomes.items())


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
    """A line of Table 1 with the paper's line.

    `chosen`: the selected setting by seed; empty where there was no choice. Where seeds differ in alpha or gamma, the
    setting of `line` has none.
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
    """One line per method. Each seed selects, among several alphas and gammas, the one with the best macro F1.

    A seed uses only cells of its own training part, because other seeds' training parts contain its test cells.
    Without a selection, the line has the paper's alpha, or else the first one.
    """
    matching = [x for x in all_lines if (x.setting.network, x.split_by, x.level) == (network, split_by, level)]
    plain = next((x for x in matching if x.setting.method == "cross_entropy"), None)
    table = []
    for method in plan.methods:
        of_method = [x for x in matching if x.setting.method == method]
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
    """The line with the best score of each seed that has scores; the first of equal ones."""
    best = {}
    for seed in seeds:
        known = [x for x in found if seed in x.choosing]
        if known:
            best[seed] = max(known, key=lambda x: x.choosing[seed])
    return best


def _of_seeds(best: Mapping[int, Line]) -> Line:
    """Combine the lines selected by each seed into one."""
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
    """The difference of a metric from that of `plain`, seed by seed. Both were tested on the same cells."""
    if plain is None or plain is line:
        return Spread.of([])
    other = {one.case.seed: getattr(one.test, figure) for one in plain.outcomes}
    pairs = [(getattr(one.test, figure), other.get(one.case.seed)) for one in line.outcomes]
    return Spread.of([a - b for a, b in pairs if a is not None and b is not None])


def relative_gain(line: Line, plain: Line, *, figure: str) -> Spread:
    """The gain in percent of the metric of `plain` (Fig. 13), seed by seed."""
    other = {one.case.seed: getattr(one.test, figure) for one in plain.outcomes}
    pairs = [(getattr(one.test, figure), other.get(one.case.seed)) for one in line.outcomes]
    return Spread.of([100 * (a - b) / b for a, b in pairs if a is not None and b])


@dataclass(frozen=True, slots=True)
class FoldLine:
    """The cross-validation of a case: its epoch and the mean metrics over the folds at that epoch."""

    case: Case
    epoch: int
    loss: float
    accuracy: float
    macro_f1: float
    won: bool


def fold_lines(schedule: Schedule, done: Mapping[str, UnitResult]) -> list[FoldLine]:
    """The cross-validation of every case whose folds are all finished."""
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
    """The sum of the confusion matrices over the seeds."""
    tables = [one.test.confusion for one in line.outcomes]
    return tuple(tuple(sum(cells) for cells in zip(*rows, strict=True)) for rows in zip(*tables, strict=True))


def mean_curve(curves: Sequence[Sequence[float]]) -> list[float]:
    """The mean of curves at each point. A shorter curve counts only as far as it goes."""
    longest = max((len(curve) for curve in curves), default=0)
    return [fmean(curve[i] for curve in curves if i < len(curve)) for i in range(longest)]
