"""An evaluation as a self-contained page: warnings, figures with intervals, curves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rbc_desk.core.classes import ClassSet
from rbc_desk.core.models.answering_text import answering_text
from rbc_desk.core.models.model_quality import guess_warning_of
from rbc_desk.core.models.results import Depth, Evaluation
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.report_language import ENGLISH, ReportLanguage
from rbc_desk.core.tables.columns import texts
from rbc_desk.services.models.class_figures import (
    CLASS_COLUMNS,
    OVERALL_COLUMNS,
    class_rows,
    number,
    overall_figures,
)
from rbc_desk.services.reports import blocks
from rbc_desk.services.reports.blocks import (
    Block,
    Chart,
    FigureRow,
    Heading,
    Matrix,
    Page,
    Paragraph,
    Series,
    Table,
    table_of,
)
from rbc_desk.services.reports.html import render

if TYPE_CHECKING:
    from rbc_desk.services.models.evaluation import EvaluationRecord

_UNIT = (0.0, 1.0)
_LEAST_RISK = 0.05
_HEADS = (Phrase("All classes"), Phrase("Each class"))
_HEADS_WITH_INTERVALS = (
    Phrase("All classes, with 95 % intervals by smear ({n} smears)"),
    Phrase("Each class, with 95 % intervals by smear ({n} smears)"),
)


def evaluation_page(
    record: EvaluationRecord, *, title: str, classes: ClassSet, language: ReportLanguage = ENGLISH
) -> str:
    """Render an evaluation as HTML. An evaluation of an older version has no intervals, and only ROC curves."""

    def name(code: str) -> str:
        return classes[code].name if code in classes else code

    def colour(code: str) -> str:
        return classes[code].colour if code in classes else "#808080"

    e, depth = record.evaluation, record.evaluation.depth
    heads = _HEADS if depth is None or depth.n_smears < 2 else _HEADS_WITH_INTERVALS
    n_smears = depth.n_smears if depth is not None else 0
    roc = [
        Series(
            _named_value(name(curve.code), curve.auroc),
            tuple(zip(curve.false_positive_rate, curve.true_positive_rate, strict=True)),
            colour=colour(curve.code),
        )
        for curve in e.roc
    ]
    curves = [
        _square(
            roc,
            title=Phrase("ROC curves"),
            x=Phrase("false positive rate"),
            y=Phrase("true positive rate"),
            diagonal=True,
        )
    ]
    content: list[Block] = [
        Heading(Phrase(heads[0].template, n=n_smears)),
        Table([column.title for column in OVERALL_COLUMNS], _overall(e)),
        Heading(Phrase(heads[1].template, n=n_smears)),
        table_of(CLASS_COLUMNS, class_rows(e, shown=name)),
        Heading(Phrase("Confusion matrix: true class in rows, predicted class in columns")),
        Matrix([name(code) for code in e.codes], e.confusion),
        Heading(Phrase("Curves")),
        FigureRow(
            curves if depth is None else [*curves, *_curves(depth, part=record.part, name=name, colour=colour)]
        ),
    ]
    content.insert(0, Paragraph(record.public_note, kind="warning" if record.flatters else "note"))
    if poor := guess_warning_of(e, part=record.part, names={code: name(code) for code in e.codes}):
        content.insert(0, Paragraph(poor, kind="warning"))
    return render(Page(title, content), language=language)


def _overall(e: Evaluation) -> list[list[str]]:
    depth = e.depth
    rows = [*texts(OVERALL_COLUMNS, overall_figures(e)), [Phrase("cells"), str(e.n_cells)]]
    if depth is not None:
        rows.append([Phrase("calibration error before temperature scaling"), number(depth.ece_raw)])
        scaled = Phrase(
            "calibration error after temperature scaling (temperature {temperature})",
            temperature=f"{depth.temperature:.2f}",
        )
        rows.append([scaled, number(depth.ece)])
    return rows


def _curves(
    depth: Depth, *, part: str, name: Callable[[str], str], colour: Callable[[str], str]
) -> list[blocks.Figure]:
    precision = [
        Series(
            _named_value(name(curve.code), curve.average_precision),
            tuple(zip(curve.recall, curve.precision, strict=True)),
            colour=colour(curve.code),
        )
        for curve in depth.pr
    ]
    bins = tuple((one.confidence, one.right) for one in depth.reliability)
    risk = Series(Phrase("model"), tuple(zip(depth.risk.coverage, depth.risk.risk, strict=True)))
    worst = max(_LEAST_RISK, *depth.risk.risk)
    risk_chart = Chart(
        [risk],
        Phrase("Risk and coverage"),
        Phrase("share of cells answered"),
        Phrase("share incorrect"),
        x_range=_UNIT,
        y_range=(0.0, worst),
    )
    reliability = Series(_named_value(Phrase("model"), depth.ece), bins, marks=True)
    return [
        _square(precision, title=Phrase("Precision and recall"), x=Phrase("recall"), y=Phrase("precision")),
        _square(
            [reliability],
            title=Phrase("Reliability"),
            x=Phrase("confidence"),
            y=Phrase("share correct"),
            diagonal=True,
        ),
        blocks.Figure(
            Phrase("Risk and coverage: {rule}", rule=answering_text(depth.answering, part=part)), risk_chart
        ),
    ]


def _named_value(name: str, value: float) -> Phrase:
    return Phrase.joined(": ", [name, f"{value:.3f}"])


def _square(series: Sequence[Series], *, title: str, x: str, y: str, diagonal: bool = False) -> blocks.Figure:
    return blocks.Figure(title, Chart(series, title, x, y, x_range=_UNIT, y_range=_UNIT, diagonal=diagonal))
