"""The table of settings, one row each, and its columns in the window, the report and summary.csv."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.columns import ReportColumn, Row
from rbc_desk.services.experiments import paper
from rbc_desk.services.experiments.protocol_plan import Setting
from rbc_desk.services.experiments.summary import Line, Spread
from rbc_desk.services.experiments.texts import SPLIT_WORDS, network_text, setting_text, spread_text


@dataclass(frozen=True, slots=True)
class ExperimentRow:
    """A setting on one split and level over its seeds, of which `n_seeds` have been tested.

    `of_seeds`: the number of seeds, where it is known. `where_chosen`: macro F1 on the cells that select the epoch.
    The paper's figures are None where it has none.
    """

    setting: Setting
    split_by: str
    level: float | None
    n_seeds: int
    of_seeds: int | None
    epochs: Spread
    accuracy: Spread
    macro_f1: Spread
    auroc: Spread
    calibration_error: Spread
    where_chosen: float | None
    paper_accuracy: float | None
    paper_f1: float | None
    paper_auroc: float | None


def row_of(line: Line) -> ExperimentRow:
    accuracy, macro_f1, auroc = _paper(line)
    return ExperimentRow(
        line.setting, line.split_by, line.level, len(line.outcomes), line.n_seeds, line.epochs, line.accuracy,
        line.macro_f1, line.auroc, line.calibration_error, line.chosen_by, accuracy, macro_f1, auroc,
    )  # fmt: skip


def _paper(line: Line) -> tuple[float | None, float | None, float | None]:
    """The paper's accuracy, macro F1 and AUROC."""
    setting = line.setting
    if line.level is not None:
        known = paper.F1_BY_LEVEL.get(f"{line.level:.2f}") if setting.network == paper.LEVEL_NETWORK else None
        at = {"balanced_focal": 0, "cross_entropy": 1}.get(setting.method)
        return None, None if known is None or at is None else known[at], None
    row = paper.table_1(setting.network, setting.method)
    if row is None or (row.alpha is not None and row.alpha != setting.alpha):
        return None, None, None
    return row.accuracy, row.macro_f1, row.auroc


def row_from_csv(line: Mapping[str, str]) -> ExperimentRow:
    """Parse a row of summary.csv. Raises KeyError, ValueError."""
    n_seeds = int(line["seeds"])

    def number(name: str) -> float | None:
        return float(line[name]) if line[name] else None

    def spread(name: str) -> Spread:
        return Spread(number(name), number(f"{name}_deviation"), n_seeds)

    setting = Setting(line["network"], line["method"], number("alpha"), number("gamma"))
    return ExperimentRow(
        setting, line["split"], number("rho"), n_seeds, None, spread("epochs"), spread("accuracy"),
        spread("macro_f1"), spread("auroc"), spread("calibration_error"), number("macro_f1_where_chosen"),
        number("paper_accuracy"), number("paper_macro_f1"), number("paper_auroc"),
    )  # fmt: skip


def in_csv(value: float | None) -> str:
    """The text of a number in a file: six digits, empty where it is unknown."""
    return "" if value is None else f"{value:.6f}"


def short(digits: int) -> Callable[[float | None], str]:
    """Return a formatter for numbers that are exact with this many digits."""
    return lambda value: "" if value is None else f"{value:.{digits}f}"


def _for_people(digits: int) -> Callable[[float | None], str]:
    return lambda value: "–" if value is None else f"{value:.{digits}f}"


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def setting_columns(
    setting: Callable[[Row], Setting], split_by: Callable[[Row], str], level: Callable[[Row], float | None]
) -> tuple[ReportColumn[Row], ...]:
    """The columns that identify the setting of a row in a file."""
    return (
        ReportColumn.in_files("network", lambda row: setting(row).network),
        ReportColumn.in_files("method", lambda row: setting(row).method),
        ReportColumn.in_files("alpha", lambda row: setting(row).alpha, in_csv=_plain),
        ReportColumn.in_files("gamma", lambda row: setting(row).gamma, in_csv=_plain),
        ReportColumn.in_files("split", split_by),
        ReportColumn.in_files("rho", level, in_csv=short(2)),
    )


def _spread_column(name: str, title: str, *, digits: int = 3) -> ReportColumn[ExperimentRow]:
    return ReportColumn(
        name,
        title,
        attrgetter(name),
        text=lambda spread: spread_text(spread, digits=digits),
        in_csv=lambda spread: in_csv(spread.mean),
        is_number=True,
    )


def _with_deviation(column: ReportColumn[ExperimentRow]) -> tuple[ReportColumn[ExperimentRow], ...]:
    deviation = ReportColumn[ExperimentRow].in_files(
        f"{column.name}_deviation", lambda row: column.value(row).deviation, in_csv=in_csv
    )
    return column, deviation


_SEEDS: ReportColumn[ExperimentRow] = ReportColumn("seeds", Phrase("Repeats"), attrgetter("n_seeds"), is_number=True)
_EPOCHS = _spread_column("epochs", Phrase("Epochs"), digits=0)
_FIGURES = (
    _spread_column("accuracy", Phrase("Accuracy")),
    _spread_column("macro_f1", Phrase("Macro F1")),
    _spread_column("auroc", Phrase("AUROC")),
)
_CALIBRATION = _spread_column("calibration_error", Phrase("Calibration error"))
_CHOSEN: ReportColumn[ExperimentRow] = ReportColumn(
    "macro_f1_where_chosen",
    Phrase("F1 on validation"),
    attrgetter("where_chosen"),
    text=_for_people(3),
    in_csv=in_csv,
    is_number=True,
)
_PAPER_F1: ReportColumn[ExperimentRow] = ReportColumn(
    "paper_macro_f1",
    Phrase("F1 in the paper"),
    attrgetter("paper_f1"),
    text=_for_people(2),
    in_csv=short(2),
    is_number=True,
)
_WORDS: tuple[ReportColumn[ExperimentRow], ...] = (
    ReportColumn("network", Phrase("Network"), attrgetter("setting.network"), text=network_text),
    ReportColumn("loss", Phrase("Loss"), attrgetter("setting"), text=setting_text),
    ReportColumn("split", Phrase("Split"), attrgetter("split_by"), text=lambda name: SPLIT_WORDS[name]),
)
_RATIO: ReportColumn[ExperimentRow] = ReportColumn(
    "rho", "ρ", attrgetter("level"), text=_for_people(2), is_number=True
)

PAGE_COLUMNS = (*_WORDS, _RATIO, _SEEDS, *_FIGURES, _CHOSEN, _PAPER_F1)
"""The columns in the window."""


def _seed_list(row: ExperimentRow) -> Phrase:
    return Phrase("{n} of {total}", n=row.n_seeds, total=row.of_seeds)


_REPORT_SEEDS: ReportColumn[ExperimentRow] = ReportColumn(
    "seeds", Phrase("Seeds"), _seed_list, text=Phrase.of, is_number=True
)
_REPORT_CHOSEN: ReportColumn[ExperimentRow] = ReportColumn(
    "macro_f1_where_chosen", Phrase("Macro F1 where chosen"), _CHOSEN.value, text=_CHOSEN.text, is_number=True
)
_PERCENT: ReportColumn[ExperimentRow] = ReportColumn(
    "accuracy",
    Phrase("Accuracy %"),
    attrgetter("accuracy"),
    text=lambda spread: spread_text(spread, digits=2, factor=100),
    is_number=True,
)
REPORT_COLUMNS = (*_WORDS, _REPORT_CHOSEN, _EPOCHS, _PERCENT, *_FIGURES[1:], _CALIBRATION, _REPORT_SEEDS)
"""The columns in the report. Accuracy is in percent, as in the paper's tables."""

CSV_COLUMNS: tuple[ReportColumn[ExperimentRow], ...] = (
    *setting_columns(attrgetter("setting"), attrgetter("split_by"), attrgetter("level")),
    _SEEDS,
    *(one for column in (_EPOCHS, *_FIGURES, _CALIBRATION) for one in _with_deviation(column)),
    _CHOSEN,
    ReportColumn.in_files("paper_accuracy", attrgetter("paper_accuracy"), in_csv=short(4)),
    _PAPER_F1,
    ReportColumn.in_files("paper_auroc", attrgetter("paper_auroc"), in_csv=short(2)),
)
"""The columns of summary.csv, which `row_from_csv` reads."""
