"""Sections of the sweep and cross-validation reports: Table 1, Fig. 10 to 12, alpha against gamma."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rbc_desk.core.phrases import Phrase
from rbc_desk.services.experiments import paper
from rbc_desk.services.experiments.cells import CellTable
from rbc_desk.services.experiments.protocol_plan import Setting
from rbc_desk.services.experiments.results import GRID, UnitResult
from rbc_desk.services.experiments.schedule import Schedule
from rbc_desk.services.experiments.summary import (
    Line,
    Spread,
    TableLine,
    fold_lines,
    mean_curve,
    pooled_confusion,
    table_1,
)
from rbc_desk.services.experiments.texts import (
    SPLIT_WORDS,
    choice_text,
    interval_text,
    network_text,
    seeds_text,
    setting_text,
    spaced,
    spread_text,
    table_row_text,
)
from rbc_desk.services.reports.blocks import (
    Block,
    Chart,
    Figure,
    FigureRow,
    Heading,
    Matrix,
    Paragraph,
    Series,
    Table,
)

_PAPER = Phrase("paper")
_ONE_ALPHA = Phrase(
    "One alpha for all classes only scales the loss, to which Adam is almost insensitive; one alpha per class "
    "(rare classes count more) does change what is learned."
)
_CHOSEN = Phrase(
    "“Chosen” marks the alpha and gamma with the best macro F1 on the validation cells. The loss itself would always "
    "choose the smallest alpha."
)
_BY_SEED = Phrase(
    "Each seed chooses on its own training part only, because those of other seeds contain cells of its test part."
)


def sweep_parts(
    schedule: Schedule, table: CellTable, every: Sequence[Line], done: Mapping[str, UnitResult]
) -> list[Block]:
    """Table 1 and the figures, split by split."""
    plan, parts = schedule.plan, list[Block]()
    for split_by in plan.splits:
        tables = {n: table_1(plan, every, network=n, split_by=split_by) for n in plan.networks}
        words = SPLIT_WORDS[split_by]
        parts += [Heading(Phrase("Table 1: the test part, split {split}", split=words)), *_table_1(tables)]
        rows = [row for own in tables.values() for row in own]
        if any(row.method == "balanced_focal" for row in rows):
            notes = spaced(
                _ONE_ALPHA,
                _CHOSEN if any(row.chosen for row in rows) else "",
                _BY_SEED if any(len(row.chosen) > 1 for row in rows) else "",
            )
            parts.append(Paragraph(notes, kind="note"))
        parts += _alpha_gamma(every, split_by=split_by)
        curves: dict[Phrase, dict[str, Line]] = {
            _listed(network_text(n), words): {table_row_text(row): row.line for row in rows}
            for n, rows in tables.items()
        }
        parts += [
            Heading(
                Phrase(
                    "Fig. 10: ROC curves, one class against the rest, mean over classes and seeds, {split}",
                    split=words,
                )
            ),
            FigureRow([_roc(of_network, title=title) for title, of_network in curves.items()]),
            Heading(
                Phrase("Fig. 11: confusion matrices, true class in rows, summed over seeds, {split}", split=words)
            ),
        ]
        for network, rows in tables.items():
            parts.append(
                FigureRow([_confusion(row, network=network, table=table) for row in rows if row.line.outcomes])
            )
        parts += [
            Heading(Phrase("Fig. 12: loss on the training cells, mean over seeds, {split}", split=words)),
            Paragraph(Phrase("Different losses have different scales: compare shapes, not heights."), kind="note"),
            FigureRow([_losses(of_network, title=title) for title, of_network in curves.items()]),
        ]
    return parts


def crossval_parts(
    schedule: Schedule, table: CellTable, every: Sequence[Line], done: Mapping[str, UnitResult]
) -> list[Block]:
    """What the folds say of every setting, and the one test of the chosen one."""
    folds = fold_lines(schedule, done)
    rows = [
        [
            network_text(one.case.setting.network), SPLIT_WORDS[one.case.split_by], str(one.case.seed),
            setting_text(one.case.setting), str(one.epoch), f"{one.loss:.4f}", f"{100 * one.accuracy:.2f}",
            f"{one.macro_f1:.3f}",
        ]
        for one in folds
    ]  # fmt: skip
    head: list[str] = [
        Phrase("Network"), Phrase("Split"), Phrase("Seed"), Phrase("Loss"), Phrase("Epoch"),
        Phrase("Validation loss"), Phrase("Accuracy %"), Phrase("Macro F1"),
    ]  # fmt: skip
    parts: list[Block] = [
        Heading(Phrase("Results of the folds: means at the epoch of the lowest loss")),
        Table(head, rows, n_left=4, best_rows=[i for i, one in enumerate(folds) if one.won]),
        Paragraph(
            Phrase("Bold: selected by macro F1, trained again on the whole training part, and tested once."),
            kind="note",
        ),
        Heading(Phrase("Test of the selected settings")),
    ]
    tested = [line for line in every if line.outcomes]
    outcomes = [one for line in tested for one in line.outcomes]
    rows = [
        [
            network_text(one.case.setting.network), SPLIT_WORDS[one.case.split_by], str(one.case.seed),
            spaced(setting_text(one.case.setting), _paper_alpha(one.case.setting)), str(one.result.best_epoch),
            *_beside_paper(
                [f"{100 * one.test.accuracy:.2f}", f"{one.test.macro_f1:.3f}", _auroc(one.test.auroc)],
                of=paper.table_1(one.case.setting.network, one.case.setting.method),
            ),
            f"{one.test.calibration_error:.3f}",
        ]
        for one in outcomes
    ]  # fmt: skip
    for network in schedule.plan.networks:
        for split_by in schedule.plan.splits:
            own = [o.test for o in outcomes if (o.case.setting.network, o.case.split_by) == (network, split_by)]
            if len(own) > 1:
                rows.append(
                    [
                        network_text(network), SPLIT_WORDS[split_by], Phrase("mean"), "", "",
                        spread_text(Spread.of([t.accuracy for t in own]), digits=2, factor=100), "",
                        spread_text(Spread.of([t.macro_f1 for t in own])), "",
                        spread_text(Spread.of([t.auroc for t in own])), "",
                        spread_text(Spread.of([t.calibration_error for t in own])),
                    ]
                )  # fmt: skip
    head = [
        Phrase("Network"), Phrase("Split"), Phrase("Seed"), Phrase("Loss"), Phrase("Epochs"), Phrase("Accuracy %"),
        _PAPER, Phrase("Macro F1"), _PAPER, Phrase("AUROC"), _PAPER, Phrase("Calibration error"),
    ]  # fmt: skip
    parts.append(Table(head, rows, n_left=4, reference_columns=(6, 8, 10)))
    parts.append(
        FigureRow(
            [
                Figure(
                    _listed(
                        network_text(line.setting.network), setting_text(line.setting), SPLIT_WORDS[line.split_by]
                    ),
                    Matrix(table.class_names, pooled_confusion(line)),
                )
                for line in tested
            ]
        )
    )
    by_title: dict[str, dict[str, Line]] = {}
    for line in tested:
        title = _listed(network_text(line.setting.network), SPLIT_WORDS[line.split_by])
        by_title.setdefault(title, {})[setting_text(line.setting)] = line
    return [
        *parts,
        Heading(
            Phrase("ROC curves of the test, one class against the rest, mean over classes and seeds (as Fig. 10)")
        ),
        FigureRow([_roc(found, title=title) for title, found in by_title.items()]),
        Heading(Phrase("Training loss of the selected settings, mean over seeds (as Fig. 12)")),
        FigureRow([_losses(found, title=title) for title, found in by_title.items()]),
    ]


def _beside_paper(own: Sequence[str], *, of: paper.PaperRow | None) -> list[str]:
    """Accuracy, macro F1 and AUROC, each with the paper's after it."""
    theirs = ["–"] * 3 if of is None else [f"{100 * of.accuracy:.2f}", f"{of.macro_f1:.2f}", f"{of.auroc:.2f}"]
    return [text for pair in zip(own, theirs, strict=True) for text in pair]


def _paper_alpha(setting: Setting) -> str:
    """The paper's alpha for a network and a method, where it is another one."""
    row = paper.table_1(setting.network, setting.method)
    other = None if row is None else row.alpha
    return "" if other is None or other == setting.alpha else Phrase("(paper: α {alpha})", alpha=f"{other:g}")


def _table_1(tables: Mapping[str, Sequence[TableLine]]) -> list[Block]:
    rows: list[list[str]] = []
    best: list[int] = []
    for network, lines in tables.items():
        scores = [row.line.macro_f1.mean or 0.0 for row in lines]
        for row, score in zip(lines, scores, strict=True):
            if score and score == max(scores):
                best.append(len(rows))
            line = row.line
            own = [
                spread_text(line.accuracy, digits=2, factor=100),
                spread_text(line.macro_f1),
                spread_text(line.auroc),
            ]
            rows.append(
                [
                    network_text(network), spaced(table_row_text(row), choice_text(row), _paper_alpha(line.setting)),
                    *_beside_paper(own, of=row.paper), spread_text(row.gain, sign="+"),
                    interval_text(line, "macro_f1"), spread_text(line.calibration_error), seeds_text(line),
                ]
            )  # fmt: skip
    head = [
        Phrase("Network"), Phrase("Loss"), Phrase("Accuracy %"), _PAPER, Phrase("Macro F1"), _PAPER, Phrase("AUROC"),
        _PAPER, Phrase("F1 above cross-entropy"), Phrase("F1, 95 % by smear"), Phrase("Calibration error"),
        Phrase("Seeds"),
    ]  # fmt: skip
    note = Phrase("Mean ± standard deviation over the seeds; bold: the highest macro F1 of a network.")
    return [
        Table(head, rows, n_left=2, reference_columns=(3, 5, 7), best_rows=best),
        Paragraph(note, kind="note"),
    ]


def _alpha_gamma(every: Sequence[Line], *, split_by: str) -> list[Block]:
    """Macro F1 on the test part, alpha down and gamma across, a table a network; nothing without a grid."""
    grid = [x for x in every if x.split_by == split_by and x.setting.method == "balanced_focal"]
    figures = []
    for network in dict.fromkeys(x.setting.network for x in grid):
        own = {(x.setting.alpha, x.setting.gamma): x for x in grid if x.setting.network == network}
        alphas, gammas = sorted({a or 0.0 for a, _ in own}), sorted({g or 0.0 for _, g in own})
        if len(own) < 2:
            continue
        rows = [[f"{a:g}", *(spread_text(own[a, g].macro_f1) for g in gammas)] for a in alphas]
        table = Table(["α", *(f"γ {g:g}" for g in gammas)], rows)
        figures.append(
            Figure(Phrase("{network}: macro F1 on the test part", network=Phrase.of(network_text(network))), table)
        )
    if not figures:
        return []
    return [Heading(Phrase("One alpha against gamma (eq. 4)"), level=3), FigureRow(figures)]


def _roc(found: Mapping[str, Line], *, title: str) -> Figure:
    """Curves by their names."""
    grid = [i / (GRID - 1) for i in range(GRID)]
    series = []
    for words, line in found.items():
        curves = [one.test.roc[""] for one in line.outcomes if "" in one.test.roc]
        if curves:
            name = Phrase.joined(": ", [words, spread_text(line.auroc)])
            series.append(Series(name, tuple(zip(grid, mean_curve(curves), strict=True))))
    chart = Chart(
        series,
        title,
        Phrase("false positive rate"),
        Phrase("true positive rate"),
        x_range=(0, 1),
        y_range=(0, 1),
        diagonal=True,
    )
    return Figure(title, chart)


def _confusion(row: TableLine, *, network: str, table: CellTable) -> Figure:
    caption = _listed(network_text(network), table_row_text(row))
    return Figure(caption, Matrix(table.class_names, pooled_confusion(row.line)))


def _losses(found: Mapping[str, Line], *, title: str) -> Figure:
    """Curves by their names."""
    series = []
    for words, line in found.items():
        curve = mean_curve([[e.train_loss for e in one.result.history] for one in line.outcomes])
        if curve:
            points = tuple((float(i + 1), value) for i, value in enumerate(curve))
            series.append(Series(words, points, marks=len(points) == 1))
    return Figure(title, Chart(series, title, Phrase("epoch"), Phrase("training loss")))


def _listed(*texts: str) -> Phrase:
    return Phrase.joined(", ", texts)


def _auroc(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
