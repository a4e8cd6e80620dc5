"""What a person takes away: an evaluation as a page, tables and JSON; a smear with its cells drawn in."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rbc_desk import __version__
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.files import write_text
from rbc_desk.core.geometry import Circle
from rbc_desk.core.results import Evaluation
from rbc_desk.services.class_figures import NAMES, class_figures, with_interval

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rbc_desk.services.evaluation import EvaluationRecord

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 960px; margin: 32px auto; padding: 0 16px; color: #1c2430; }}
h1 {{ font-size: 24px; margin-bottom: 0 }} h2 {{ font-size: 17px; margin-top: 32px }}
p.note {{ color: #55606e }} .figures {{ display: flex; gap: 48px; margin: 24px 0 }}
.figures b {{ display: block; font-size: 28px; font-variant-numeric: tabular-nums }}
table {{ border-collapse: collapse; font-variant-numeric: tabular-nums }}
th, td {{ padding: 4px 12px; text-align: right; border-bottom: 1px solid #dde2e8 }}
th:first-child, td:first-child {{ text-align: left }}
</style></head><body>
{body}
<p class="note">Made by RBC Desk {version}. Decision support and research; not a validated diagnostic.</p>
</body></html>
"""


_HEADS = ("Class", "Precision", "Recall", "F1", "AUROC", "Average precision", "Cells")
_INTERVALS = tuple(f"{name}_{end}" for name in NAMES for end in ("low", "high"))


def number(value: float | None, digits: int = 3) -> str:
    """A figure for people: fixed digits, an en dash where undefined."""
    return "–" if value is None else f"{value:.{digits}f}"


def evaluation_page(evaluation: Evaluation, *, title: str, note: str, classes: ClassSet) -> str:
    """A self-contained HTML page: figures, scores a class, the confusion matrix and the ROC curves."""

    def name(code: str) -> str:
        return html.escape(classes[code].name if code in classes else code)

    def row(cells: Sequence[str], tag: str = "td") -> str:
        return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in cells) + "</tr>"

    e = evaluation
    scores = [row((name(c.code), *map(with_interval, figures), str(c.support))) for c, figures in class_figures(e)]
    percents = e.confusion_row_percent
    matrix = [
        row((name(code), *(f"{n} ({number(p, 1)} %)" for n, p in zip(counts, percent, strict=True))))
        for code, counts, percent in zip(e.codes, e.confusion, percents, strict=True)
    ]
    body = f"""<h1>{html.escape(title)}</h1><p class="note">{html.escape(note)}</p>
<div class="figures"><div><b>{100 * e.accuracy:.1f} %</b>accuracy</div><div><b>{number(e.macro_f1)}</b>macro F1</div>
<div><b>{number(e.auroc)}</b>AUROC (one against the rest)</div><div><b>{e.n_cells}</b>cells</div></div>
<h2>Each class{_intervals_words(e)}</h2>
<table>{row(_HEADS, "th")}{"".join(scores)}</table>
<h2>Confusion matrix: true class in rows, predicted class in columns</h2>
<table>{row(("", *map(name, e.codes)), "th")}{"".join(matrix)}</table>
<h2>ROC curves</h2>{_roc_svg(e, classes)}"""
    return _PAGE.format(title=html.escape(title), body=body, version=__version__)


def write_evaluation(
    record: EvaluationRecord, *, figures: dict[str, Any], folder: Path, classes: ClassSet
) -> list[Path]:
    """Write evaluation.html, scores.csv, confusion.csv, roc.csv and evaluation.json. Raises StorageError."""
    e = record.evaluation
    title = f"{record.model_name} on the {record.part} part"
    files = {
        "evaluation.html": evaluation_page(e, title=title, note=record.note, classes=classes),
        "evaluation.json": json.dumps(figures, indent=1),
        "scores.csv": _csv(
            ("class", "precision", "recall", "f1", "auroc", "cells", "average_precision", *_INTERVALS),
            [
                (
                    c.code,
                    *(_cell(figure.value) for figure in figures[:4]),
                    c.support,
                    _cell(figures[4].value),
                    *(_cell(end) for figure in figures for end in (figure.low, figure.high)),
                )
                for c, figures in class_figures(e)
            ],
        ),
        "confusion.csv": _csv(
            ("true \\ predicted", *e.codes), [(code, *row) for code, row in zip(e.codes, e.confusion, strict=True)]
        ),
        "roc.csv": _csv(
            ("class", "false_positive_rate", "true_positive_rate"),
            [
                (curve.code, f"{x:.6f}", f"{y:.6f}")
                for curve in e.roc
                for x, y in zip(curve.false_positive_rate, curve.true_positive_rate, strict=True)
            ],
        ),
    }
    for file_name, text in files.items():
        write_text(folder / file_name, text)
    return [folder / file_name for file_name in files]


def write_overlay(
    path: Path,
    pixels: NDArray[np.uint8],
    marks: Sequence[tuple[Circle, str | None]],
    *,
    classes: ClassSet,
    predicted: bool,
) -> None:
    """Draw circles in their classes' colours and letters (None: grey) over the smear and write a PNG."""
    from rbc_desk.imaging.overlay import Mark, draw_overlay, write_png

    drawn = []
    for circle, code in marks:
        known = classes[code] if code is not None and code in classes else None
        colour, letters = (known.colour, known.letters) if known else ("#808080", "")
        drawn.append(Mark(circle=circle, colour=colour, letters=letters, dashed=predicted))
    write_png(path, draw_overlay(pixels, drawn))


def _roc_svg(evaluation: Evaluation, classes: ClassSet) -> str:
    size, left = 320, 40
    parts = [
        f'<svg width="640" height="{size + 60}" role="img" aria-label="ROC curves" font-size="13">',
        f'<rect x="{left}" y="8" width="{size}" height="{size}" fill="none" stroke="#aab4c0"/>',
        f'<path d="M{left} {size + 8} L{left + size} 8" stroke="#aab4c0" stroke-dasharray="4 4"/>',
    ]
    for index, curve in enumerate(evaluation.roc):
        colour = classes[curve.code].colour if curve.code in classes else "#808080"
        name = html.escape(classes[curve.code].name if curve.code in classes else curve.code)
        points = " ".join(
            f"{left + size * x:.1f},{8 + size * (1 - y):.1f}"
            for x, y in zip(curve.false_positive_rate, curve.true_positive_rate, strict=True)
        )
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        y = 24 + 20 * index
        parts.append(f'<rect x="{left + size + 16}" y="{y - 10}" width="12" height="12" fill="{colour}"/>')
        parts.append(f'<text x="{left + size + 36}" y="{y}">{name}: {curve.auroc:.3f}</text>')
    parts.append(f'<text x="{left + 90}" y="{size + 32}">false positive rate</text>')
    parts.append(f'<text transform="translate(20 {size // 2 + 60}) rotate(-90)">true positive rate</text></svg>')
    return "".join(parts)


def _intervals_words(evaluation: Evaluation) -> str:
    depth = evaluation.depth
    return f", with 95 % intervals by smear ({depth.n_smears} smears)" if depth and depth.n_smears > 1 else ""


def _cell(value: float | None) -> str:
    return "" if value is None else f"{value:.6f}"


def _csv(header: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()
