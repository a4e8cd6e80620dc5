"""Sections of the imbalance report: Tables 2 and 3, Fig. 13."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rbc_desk.core.phrases import Phrase
from rbc_desk.learn.splits.imbalance import counts_at, imbalance_ratio
from rbc_desk.services.experiments import paper
from rbc_desk.services.experiments.cells import CellTable
from rbc_desk.services.experiments.results import UnitResult
from rbc_desk.services.experiments.schedule import Schedule
from rbc_desk.services.experiments.summary import Line, TableLine, gain, relative_gain, table_1
from rbc_desk.services.experiments.texts import (
    SPLIT_WORDS,
    choice_text,
    interval_text,
    network_text,
    seeds_text,
    spaced,
    spread_text,
    table_row_text,
)
from rbc_desk.services.reports.blocks import Block, Chart, Figure, FigureRow, Heading, Paragraph, Series, Table

_FIGURES = (("accuracy", Phrase("accuracy")), ("macro_f1", Phrase("F1")), ("auroc", Phrase("AUROC")))


def level_parts(
    schedule: Schedule, table: CellTable, every: Sequence[Line], done: Mapping[str, UnitResult]
) -> list[Block]:
    """The cells of each level, the figures at each level, and what focal loss gains over cross-entropy."""
    plan = schedule.plan
    parts: list[Block] = [
        Heading(Phrase("Table 2: cells of each class by imbalance ratio (eq. 5)")),
        *_counts(plan.levels, table),
    ]
    for split_by in plan.splits:
        for network in plan.networks:
            title = Phrase(
                "{network}, split {split}", network=Phrase.of(network_text(network)), split=SPLIT_WORDS[split_by]
            )
            rows = {
                level: table_1(plan, every, network=network, split_by=split_by, level=level) for level in plan.levels
            }
            parts += [
                Heading(Phrase("Table 3: the test part, {of}", of=title)), _figures(rows, network=network),
                Heading(Phrase("Fig. 13: relative gain over cross-entropy, {of}", of=title)),
                _gains(rows, network=network, title=title),
            ]  # fmt: skip
    return parts


def _counts(levels: Sequence[float], table: CellTable) -> list[Block]:
    rows = []
    for level in sorted(levels):
        counts = counts_at(table.counts, ratio=level)
        known = Phrase("paper") if f"{level:.2f}" in paper.F1_BY_LEVEL else ""
        rows.append([f"{level:.2f}", *map(str, counts), str(sum(counts)), f"{imbalance_ratio(counts):.2f}", known])
    note = Phrase(
        "Above the ratio of the data, cells of the rare classes are removed at random; below it, cells of the common "
        "classes. A smaller draw is a subset of a larger one."
    )
    head = [Phrase("ρ requested"), *table.class_names, Phrase("all"), Phrase("ρ reached"), Phrase("level from")]
    return [Table(head, rows), Paragraph(note, kind="note")]


def _figures(rows: Mapping[float, Sequence[TableLine]], *, network: str) -> Table:
    lines = []
    for level in sorted(rows):
        plain = next((row.line for row in rows[level] if row.method == "cross_entropy"), None)
        known = paper.F1_BY_LEVEL.get(f"{level:.2f}") if network == paper.LEVEL_NETWORK else None
        for row in rows[level]:
            of_paper = "–"
            if known is not None and row.method in ("balanced_focal", "cross_entropy"):
                of_paper = f"{known[row.method == 'cross_entropy']:.2f}"
            line, words = row.line, spaced(table_row_text(row), choice_text(row))
            lines.append(
                [
                    f"{level:.2f}", words, spread_text(line.accuracy, digits=2, factor=100),
                    spread_text(line.macro_f1), of_paper, spread_text(line.auroc),
                    spread_text(gain(line, plain), sign="+"),
                    interval_text(line, "macro_f1"), spread_text(line.calibration_error), seeds_text(line),
                ]
            )  # fmt: skip
    head = [
        "ρ", Phrase("Loss"), Phrase("Accuracy %"), Phrase("Macro F1"), Phrase("paper"), Phrase("AUROC"),
        Phrase("F1 above cross-entropy"), Phrase("F1, 95 % by smear"), Phrase("Calibration error"), Phrase("Seeds"),
    ]  # fmt: skip
    return Table(head, lines, n_left=2, reference_columns=(4,))


def _gains(rows: Mapping[float, Sequence[TableLine]], *, network: str, title: Phrase) -> FigureRow:
    """In percent of cross-entropy's figure, against the ratio, a drawing a loss."""
    drawings = []
    methods = dict.fromkeys(row.method for own in rows.values() for row in own if row.method != "cross_entropy")
    for method in methods:
        series = []
        name = Phrase.of(method)
        for figure, words in _FIGURES:
            points, whiskers = [], []
            for level in sorted(rows):
                by_method = {row.method: row for row in rows[level]}
                if method not in by_method or "cross_entropy" not in by_method:
                    continue
                name = table_row_text(by_method[method])
                found = relative_gain(by_method[method].line, by_method["cross_entropy"].line, figure=figure)
                if found.mean is not None:
                    points.append((level, found.mean))
                    half = found.deviation
                    whiskers.append((found.mean - half, found.mean + half) if half else None)
            if points:
                series.append(Series(words, tuple(points), marks=True, whiskers=tuple(whiskers)))
        if method == "balanced_focal" and network == paper.LEVEL_NETWORK:
            known = [(float(x), 100 * (f - c) / c) for x, (f, c) in paper.F1_BY_LEVEL.items()]
            series.append(Series(Phrase("F1 in the paper"), tuple(known), marks=True))
        xs = [x for one in series for x, _ in one.points]
        if not xs:
            continue
        wide = (0.9 * min(xs), 1.1 * max(xs))
        chart = Chart(
            series,
            title,
            Phrase("imbalance ratio ρ"),
            Phrase("gain over cross-entropy, %"),
            x_range=wide,
            logarithmic=True,
        )
        drawings.append(
            Figure(Phrase("{loss}: whiskers are one standard deviation over the seeds", loss=name), chart)
        )
    return FigureRow(drawings)
