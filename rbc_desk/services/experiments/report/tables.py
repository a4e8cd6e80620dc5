"""Tables that every protocol report has, and their CSV files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from operator import attrgetter
from typing import Any, NamedTuple

from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.columns import ReportColumn, confusion_columns, csv_table
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.services.experiments.protocol_plan import ProtocolPlan
from rbc_desk.services.experiments.results import GRID, Tested, UnitResult
from rbc_desk.services.experiments.schedule import Case, Schedule
from rbc_desk.services.experiments.setting_rows import (
    CSV_COLUMNS,
    REPORT_COLUMNS,
    in_csv,
    row_of,
    setting_columns,
    short,
)
from rbc_desk.services.experiments.summary import FoldLine, Line, TestedCase, fold_lines, table_1
from rbc_desk.services.reports.blocks import Block, Heading, Paragraph, Table, table_of


def settings_part(every: Sequence[Line]) -> list[Block]:
    """Every setting, with what chose it and what the test said."""
    note = Phrase(
        "Selecting a row by its test figures would be too optimistic. Use the column “Macro F1 where chosen” instead."
    )
    table = table_of(REPORT_COLUMNS, map(row_of, every))
    return [Heading(Phrase("Every setting")), table, Paragraph(note, kind="note")]


def circumstances(schedule: Schedule, done: Mapping[str, UnitResult]) -> list[Block]:
    """The settings of every training and what it was computed on."""
    plan = schedule.plan
    spec = plan.spec(plan.grid()[0], seed=plan.seeds[0], epochs=plan.epochs)
    shown = ("optimizer", "learning_rate", "schedule", "batch_size", "epochs", "augment", "recipe", "pretrained")
    rows: list[list[str]] = [[_title(spec, name), str(getattr(spec, name))] for name in shown]
    uncertain = sum(result.on_imagenet is None for result in done.values())
    if spec.pretrained and uncertain:
        # an earlier version began with random weights where those of ImageNet could not be had
        unknown = Phrase("{n} units of an earlier version do not record whether they had these weights", n=uncertain)
        rows.append(["", unknown])
    rows += [[_title(spec, name), str(value)] for name, value in plan.settings.items() if name not in shown]
    computed = Counter(f"{r.device} ({r.computing})" if r.computing else r.device for r in done.values())
    rows += [
        [Phrase("computed on"), Phrase("{device}: {n} units", device=device, n=n)]
        for device, n in computed.most_common()
    ]
    return [
        Heading(Phrase("How each network was trained")),
        Table([Phrase("Setting"), Phrase("Value")], rows, n_left=2),
    ]


def _title(spec: TrainSpec, name: str) -> str:
    """The displayed name of a setting; settings of other versions have only their key."""
    known = type(spec).model_fields.get(name)
    return (known.title if known is not None else None) or name.replace("_", " ")


class _TestRow(NamedTuple):
    """One test of a setting; `in_table_1`: whether Table 1 (in an imbalance study: Table 3) has it."""

    line: Line
    one: TestedCase
    in_table_1: bool

    @property
    def test(self) -> Tested:
        return self.one.test


class _CurveRow(NamedTuple):
    """A number of a test at a place of a curve; `code`: of which class."""

    line: Line
    one: TestedCase
    place: object
    value: float | None
    code: str = ""


class _ConfusionRow(NamedTuple):
    line: Line
    one: TestedCase
    true: str
    counts: Sequence[int]


_SEEDED: tuple[ReportColumn[Any], ...] = (
    *setting_columns(attrgetter("line.setting"), attrgetter("line.split_by"), attrgetter("line.level")),
    ReportColumn.in_files("seed", attrgetter("one.case.seed")),
)


def _end_column(name: str, *, figure: str, place: int) -> ReportColumn[_TestRow]:
    def value(row: _TestRow) -> float | None:
        span = row.test.spans.get(figure)
        return None if span is None else float(span[place])

    return ReportColumn.in_files(f"{name}_{('low', 'high')[place]}", value, in_csv=in_csv)


_TEST_COLUMNS: tuple[ReportColumn[_TestRow], ...] = (
    *_SEEDED,
    ReportColumn.in_files("epochs", attrgetter("one.result.best_epoch")),
    *(
        ReportColumn.in_files(name, attrgetter(f"test.{name}"), in_csv=in_csv)
        for name in ("accuracy", "macro_f1", "auroc", "calibration_error")
    ),
    *(
        _end_column(name, figure=figure, place=place)
        for name, figure in (("accuracy", "accuracy"), ("macro_f1", "macro_f1"), ("auroc", "macro_auroc"))
        for place in (0, 1)
    ),
    ReportColumn.in_files("cells", attrgetter("test.n_cells")),
    ReportColumn.in_files("smears", attrgetter("test.n_smears")),
    ReportColumn.in_files("seconds", attrgetter("one.result.seconds"), in_csv=short(1)),
    ReportColumn.in_files("device", attrgetter("one.result.device")),
    ReportColumn.in_files("unit", attrgetter("one.result.hash")),
    ReportColumn.in_files("in_table_1", attrgetter("in_table_1"), in_csv=int),
)
_ROC_COLUMNS: tuple[ReportColumn[_CurveRow], ...] = (
    *_SEEDED,
    ReportColumn.in_files("class", attrgetter("code")),
    ReportColumn.in_files("false_positive_rate", attrgetter("place"), in_csv=short(2)),
    ReportColumn.in_files("true_positive_rate", attrgetter("value")),
)
_LOSS_COLUMNS: tuple[ReportColumn[_CurveRow], ...] = (
    *_SEEDED,
    ReportColumn.in_files("epoch", attrgetter("place")),
    ReportColumn.in_files("training_loss", attrgetter("value"), in_csv=in_csv),
)
_FOLD_COLUMNS: tuple[ReportColumn[FoldLine], ...] = (
    *setting_columns(attrgetter("case.setting"), attrgetter("case.split_by"), attrgetter("case.level")),
    ReportColumn.in_files("seed", attrgetter("case.seed")),
    ReportColumn.in_files("epoch", attrgetter("epoch")),
    ReportColumn.in_files("validation_loss", attrgetter("loss"), in_csv=in_csv),
    ReportColumn.in_files("accuracy", attrgetter("accuracy"), in_csv=in_csv),
    ReportColumn.in_files("macro_f1", attrgetter("macro_f1"), in_csv=in_csv),
    ReportColumn.in_files("best_of_its_kind", attrgetter("won"), in_csv=int),
)


def csv_files(schedule: Schedule, every: Sequence[Line], done: Mapping[str, UnitResult]) -> dict[str, str]:
    """The tables by file name."""
    shown = _shown(schedule.plan, every)
    tested = [_TestRow(line, one, one.case in shown) for line in every for one in line.outcomes]
    curves = (
        _CurveRow(row.line, row.one, i / (GRID - 1), rate, code or "mean")
        for row in tested
        for code, rates in row.test.roc.items()
        for i, rate in enumerate(rates)
    )
    losses = (
        _CurveRow(row.line, row.one, i, epoch.train_loss)
        for row in tested
        for i, epoch in enumerate(row.one.result.history, start=1)
    )
    codes = list(tested[0].test.f1) if tested else []
    confusions = (
        _ConfusionRow(row.line, row.one, code, counts)
        for row in tested
        for code, counts in zip(row.test.f1, row.test.confusion, strict=True)
    )
    files = {
        "summary.csv": csv_table(CSV_COLUMNS, map(row_of, every)),
        "tests.csv": csv_table(_TEST_COLUMNS, tested),
        "roc.csv": csv_table(_ROC_COLUMNS, curves),
        "training-loss.csv": csv_table(_LOSS_COLUMNS, losses),
        "confusion.csv": csv_table((*_SEEDED, *confusion_columns(codes)), confusions),
    }
    if folds := fold_lines(schedule, done):
        files["folds.csv"] = csv_table(_FOLD_COLUMNS, folds)
    return files


def _shown(plan: ProtocolPlan, every: Sequence[Line]) -> set[Case]:
    """The cases of Table 1 (in an imbalance study: Table 3)."""
    found: set[Case] = set()
    for network, split_by, level in product(plan.networks, plan.splits, plan.levels or (None,)):
        for row in table_1(plan, every, network=network, split_by=split_by, level=level):
            found |= {one.case for one in row.line.outcomes}
    return found
