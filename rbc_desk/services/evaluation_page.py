"""An evaluation as a page that needs nothing else: what warns of it, its figures with intervals, its curves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rbc_desk.core.classes import ClassSet
from rbc_desk.core.results import OVERALL, Depth, Evaluation, Figure
from rbc_desk.services.answering import answering_words
from rbc_desk.services.class_figures import class_figures, number, with_interval
from rbc_desk.services.protocol import html
from rbc_desk.services.protocol.drawing import Series, chart, matrix

if TYPE_CHECKING:
    from rbc_desk.services.evaluation import EvaluationRecord

_UNIT = (0.0, 1.0)
_LEAST_RISK = 0.05
_HEADS = ("Class", "Precision", "Recall", "F1", "AUROC", "Average precision", "Cells")


def evaluation_page(record: EvaluationRecord, *, title: str, classes: ClassSet) -> str:
    """HTML. What an older version kept has neither intervals nor curves beside ROC."""

    def name(code: str) -> str:
        return classes[code].name if code in classes else code

    def colour(code: str) -> str:
        return classes[code].colour if code in classes else "#808080"

    e, depth = record.evaluation, record.evaluation.depth
    intervals = f", with 95 % intervals by smear ({depth.n_smears} smears)" if depth and depth.n_smears > 1 else ""
    rows = [(name(c.code), *map(with_interval, figures), str(c.support)) for c, figures in class_figures(e)]
    roc = [
        Series(
            f"{name(curve.code)}: {curve.auroc:.3f}",
            tuple(zip(curve.false_positive_rate, curve.true_positive_rate, strict=True)),
            colour=colour(curve.code),
        )
        for curve in e.roc
    ]
    curves = [_square(roc, title="ROC curves", x="false positive rate", y="true positive rate", diagonal=True)]
    return html.page(
        title,
        body=[
            html.paragraph(record.note, kind="warn" if record.flatters else "note") if record.note else "",
            html.heading(f"All classes{intervals}"),
            html.table(("Figure", "Value"), _overall(e)),
            html.heading(f"Each class{intervals}"),
            html.table(_HEADS, rows),
            html.heading("Confusion matrix: true class in rows, predicted class in columns"),
            matrix([name(code) for code in e.codes], e.confusion),
            html.heading("Curves"),
            html.beside(curves if depth is None else [*curves, *_curves(depth, name=name, colour=colour)]),
        ],
    )


def _overall(e: Evaluation) -> list[tuple[str, str]]:
    depth = e.depth
    if depth is None:
        figures = [Figure("accuracy", "", e.accuracy), Figure("macro_f1", "", e.macro_f1)]
        figures.append(Figure("macro_auroc", "", e.auroc))
    else:
        figures = [figure for figure in map(depth.figure, OVERALL) if figure is not None]
    rows = [(OVERALL[figure.name], with_interval(figure)) for figure in figures] + [("cells", str(e.n_cells))]
    if depth is not None:
        rows.append(("calibration error before temperature scaling", number(depth.ece_raw)))
        rows.append((f"calibration error after it (temperature {depth.temperature:.2f})", number(depth.ece)))
    return rows


def _curves(depth: Depth, *, name: Callable[[str], str], colour: Callable[[str], str]) -> list[str]:
    precision = [
        Series(
            f"{name(curve.code)}: {curve.average_precision:.3f}",
            tuple(zip(curve.recall, curve.precision, strict=True)),
            colour=colour(curve.code),
        )
        for curve in depth.pr
    ]
    bins = tuple((one.confidence, one.right) for one in depth.reliability)
    risk = Series("model", tuple(zip(depth.risk.coverage, depth.risk.risk, strict=True)))
    worst = max(_LEAST_RISK, *depth.risk.risk)
    drawing = chart(
        [risk], title="Risk and coverage", x="share of cells answered", y="share that is wrong", x_range=_UNIT,
        y_range=(0.0, worst),
    )  # fmt: skip
    return [
        _square(precision, title="Precision and recall", x="recall", y="precision"),
        _square(
            [Series(f"model: {depth.ece:.3f}", bins, marks=True)], title="Reliability", x="confidence",
            y="share that is right", diagonal=True,
        ),
        html.figure(drawing, caption=f"Risk and coverage: {answering_words(depth.answering)}"),
    ]  # fmt: skip


def _square(series: Sequence[Series], *, title: str, x: str, y: str, diagonal: bool = False) -> str:
    drawing = chart(series, title=title, x=x, y=y, x_range=_UNIT, y_range=_UNIT, diagonal=diagonal)
    return html.figure(drawing, caption=title)
