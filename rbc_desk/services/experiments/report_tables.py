"""Tables that every protocol report has, and their CSV files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product

from rbc_desk.core.csv_text import csv_text
from rbc_desk.services.experiments import paper
from rbc_desk.services.experiments.protocol_plan import ProtocolPlan, Setting
from rbc_desk.services.experiments.results import GRID, UnitResult
from rbc_desk.services.experiments.schedule import Case, Schedule
from rbc_desk.services.experiments.summary import Line, Spread, fold_lines, table_1
from rbc_desk.services.experiments.words import SPLIT_WORDS, network_words, seeds_text, setting_words, spread_text
from rbc_desk.services.reports.blocks import Block, Heading, Paragraph, Table


def settings_part(every: Sequence[Line]) -> list[Block]:
    """Every setting, with what chose it and what the test said."""
    rows = [
        [
            network_words(x.setting.network), setting_words(x.setting), SPLIT_WORDS[x.split_by],
            "–" if x.chosen_by is None else f"{x.chosen_by:.3f}", spread_text(x.epochs, digits=0),
            spread_text(x.accuracy, digits=2, factor=100), spread_text(x.macro_f1), spread_text(x.auroc),
            spread_text(x.calibration_error), seeds_text(x),
        ]
        for x in every
    ]  # fmt: skip
    head = [
        "Network", "Loss", "Split", "Macro F1 where chosen", "Epochs", "Accuracy %", "Macro F1", "AUROC",
        "Calibration error", "Seeds",
    ]  # fmt: skip
    note = "Selecting a row by its test figures would be too optimistic; use the column *where chosen* instead."
    return [Heading("Every setting"), Table(head, rows, n_left=3), Paragraph(note, kind="note")]


def circumstances(schedule: Schedule, done: Mapping[str, UnitResult]) -> list[Block]:
    """The settings of every training and what it was computed on."""
    plan = schedule.plan
    spec = plan.spec(plan.grid()[0], seed=plan.seeds[0], epochs=plan.epochs)
    shown = ("optimizer", "learning_rate", "schedule", "batch_size", "epochs", "augment", "recipe", "pretrained")
    rows = [[name.replace("_", " "), str(getattr(spec, name))] for name in shown]
    unsure = sum(result.on_imagenet is None for result in done.values())
    if spec.pretrained and unsure:
        # an earlier version began with random weights where those of ImageNet could not be had
        rows.append(["", f"{unsure} units of an earlier version do not say whether they had these weights"])
    rows += [[name.replace("_", " "), str(value)] for name, value in plan.settings.items() if name not in shown]
    computed = Counter(f"{r.device} ({r.computing})" if r.computing else r.device for r in done.values())
    rows += [["computed on", f"{where}: {n} units"] for where, n in computed.most_common()]
    return [Heading("How each network was trained"), Table(["Setting", "Value"], rows, n_left=2)]


def csv_files(schedule: Schedule, every: Sequence[Line], done: Mapping[str, UnitResult]) -> dict[str, str]:
    """The tables by file name."""
    head = (*_SETTING, "seeds", *_spread("epochs"), *_spread("accuracy"), *_spread("macro_f1"), *_spread("auroc"),
            *_spread("calibration_error"), "macro_f1_where_chosen", "paper_accuracy", "paper_macro_f1",
            "paper_auroc")  # fmt: skip
    summary = [
        (*_setting(x.setting, x.split_by, x.level), len(x.outcomes), *_both(x.epochs), *_both(x.accuracy),
         *_both(x.macro_f1), *_both(x.auroc), *_both(x.calibration_error), _number(x.chosen_by), *_paper(x))
        for x in every
    ]  # fmt: skip
    tests, curves, losses, confusions = [], [], [], []
    shown = _shown(schedule.plan, every)
    for line in every:
        for one in line.outcomes:
            where = (*_setting(line.setting, line.split_by, line.level), one.case.seed)
            t = one.test
            spans = [end for name in ("accuracy", "macro_f1", "macro_auroc") for end in t.spans.get(name, ("", ""))]
            tests.append(
                (*where, one.result.best_epoch, *map(_number, (t.accuracy, t.macro_f1, t.auroc, t.calibration_error)),
                 *(e if e == "" else _number(float(e)) for e in spans), t.n_cells, t.n_smears,
                 f"{one.result.seconds:.1f}", one.result.device, one.result.hash, int(one.case in shown))
            )  # fmt: skip
            for code, rates in t.roc.items():
                curves += [(*where, code or "mean", f"{i / (GRID - 1):.2f}", rate) for i, rate in enumerate(rates)]
            losses += [(*where, i + 1, _number(e.train_loss)) for i, e in enumerate(one.result.history)]
            codes = list(t.f1)
            confusions += [(*where, code, *row) for code, row in zip(codes, t.confusion, strict=True)]
    codes = list(next((one.test.f1 for line in every for one in line.outcomes), {}))
    ends = [f"{name}_{end}" for name in ("accuracy", "macro_f1", "auroc") for end in ("low", "high")]
    figures = ("accuracy", "macro_f1", "auroc", "calibration_error")
    folds = [
        (*_setting(one.case.setting, one.case.split_by, one.case.level), one.case.seed, one.epoch, _number(one.loss),
         _number(one.accuracy), _number(one.macro_f1), int(one.won))
        for one in fold_lines(schedule, done)
    ]  # fmt: skip
    seeded = (*_SETTING, "seed")
    files = {
        "summary.csv": csv_text(head, summary),
        "tests.csv": csv_text(
            (*seeded, "epochs", *figures, *ends, "cells", "smears", "seconds", "device", "unit", "in_table_1"), tests
        ),
        "roc.csv": csv_text((*seeded, "class", "false_positive_rate", "true_positive_rate"), curves),
        "training-loss.csv": csv_text((*seeded, "epoch", "training_loss"), losses),
        "confusion.csv": csv_text((*seeded, "true \\ predicted", *codes), confusions),
    }
    if folds:
        names = ("epoch", "validation_loss", "accuracy", "macro_f1", "best_of_its_kind")
        files["folds.csv"] = csv_text((*seeded, *names), folds)
    return files


def _shown(plan: ProtocolPlan, every: Sequence[Line]) -> set[Case]:
    """The cases of Table 1 (in an imbalance study: Table 3)."""
    found: set[Case] = set()
    for network, split_by, level in product(plan.networks, plan.splits, plan.levels or (None,)):
        for row in table_1(plan, every, network=network, split_by=split_by, level=level):
            found |= {one.case for one in row.line.outcomes}
    return found


_SETTING = ("network", "method", "alpha", "gamma", "split", "rho")


def _setting(setting: Setting, split_by: str, level: float | None) -> tuple[object, ...]:
    alpha = "" if setting.alpha is None else f"{setting.alpha:g}"
    gamma = "" if setting.gamma is None else f"{setting.gamma:g}"
    return setting.network, setting.method, alpha, gamma, split_by, "" if level is None else f"{level:.2f}"


def _paper(line: Line) -> tuple[str, str, str]:
    setting = line.setting
    if line.level is not None:
        known = paper.F1_BY_LEVEL.get(f"{line.level:.2f}") if setting.network == paper.LEVEL_NETWORK else None
        at = {"balanced_focal": 0, "cross_entropy": 1}.get(setting.method)
        return "", "" if known is None or at is None else f"{known[at]:.2f}", ""
    row = paper.table_1(setting.network, setting.method)
    if row is None or (row.alpha is not None and row.alpha != setting.alpha):
        return "", "", ""
    return f"{row.accuracy:.4f}", f"{row.macro_f1:.2f}", f"{row.auroc:.2f}"


def _spread(name: str) -> tuple[str, str]:
    return name, f"{name}_deviation"


def _both(spread: Spread) -> tuple[str, str]:
    return _number(spread.mean), _number(spread.deviation)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}"
