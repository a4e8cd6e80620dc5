"""Writes the model card: description, training data, metrics and limits of a bundle."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

from rbc_desk.core.models.answering_text import answering_text
from rbc_desk.core.models.model_quality import ClassTally, ModelQuality, model_warnings
from rbc_desk.core.models.results import OVERALL, Answering, Evaluation, Figure
from rbc_desk.core.splits.facts import PARTS, SplitFacts
from rbc_desk.core.splits.words import LEAK, split_note
from rbc_desk.learn.metrics.training_domain import limit_in

TEST, VALIDATION = "test_part", "validation_part"
"""Where a bundle's metrics keep the `evaluation_metrics` of each part."""
SPLIT = "split"
"""Where a bundle's metrics keep the facts of the split."""
TESTED = "tested_split"
"""Where the metrics of a final model keep the facts of the split that its test figures come from."""
PROSE = "note"
"""Where older versions kept sentences on the split, which could hold a reader's name: neither read nor passed on."""
FEW_CELLS = 30
_NOT_FURTHER = "Further details of the split are not recorded."
_OF_CLASS = {"precision": "precision", "recall": "recall", "f1": "F1", "auroc": "AUROC"}


def evaluation_metrics(evaluation: Evaluation) -> dict[str, Any]:
    """The metrics of an evaluation for a bundle, as [value, low, high] (95 % intervals by smear)."""
    depth = evaluation.depth
    assert depth is not None
    return {
        "n_cells": evaluation.n_cells,
        "n_smears": depth.n_smears,
        "overall": {name: _ends(depth.figure(name)) for name in OVERALL},
        "classes": {
            one.code: {"cells": one.support, **{name: _ends(depth.figure(name, one.code)) for name in _OF_CLASS}}
            for one in evaluation.per_class
        },
        "ece_before": depth.ece_raw,
        "ece_after": depth.ece,
        "answering": dataclasses.asdict(depth.answering),
    }


def split_of(metrics: Mapping[str, Any]) -> SplitFacts | None:
    """The facts of the split in a bundle's metrics; None where they are missing or unreadable.

    Bundles of an older version have only the kind of split and the number of cells.
    """
    kept = metrics.get(SPLIT)
    if kept is None:
        by = metrics.get("split_by")
        kept = {"asked": by, "used": by, "seed": 0, "counts": metrics.get("counts") or {}}
    try:
        return SplitFacts.from_json(kept)
    except ValueError:
        return None


def quality_in(metrics: Mapping[str, Any]) -> ModelQuality:
    """The quality in a bundle's metrics, without unreadable parts."""
    return ModelQuality(
        split_of({SPLIT: metrics[TESTED]} if TESTED in metrics else metrics),
        validated=_tallied(metrics.get(VALIDATION)),
        tested=_tallied(metrics.get(TEST)),
        starter=metrics.get("starter") is True,
    )


def _tallied(part: Any) -> tuple[ClassTally, ...]:
    try:
        rows = [(code, int(own["cells"]), own["recall"][0]) for code, own in part["classes"].items()]
        return tuple(ClassTally(code, n, round((recall or 0.0) * n)) for code, n, recall in rows)
    except (TypeError, ValueError, KeyError, IndexError, AttributeError, OverflowError):
        return ()


def card_text(description: Mapping[str, Any]) -> str:
    """Markdown made from what bundle.json says."""
    names = dict(zip(description["codes"], description["class_names"], strict=True))
    metrics = description["metrics"]
    split = split_of(metrics)
    warning_text = model_warnings(quality_in(metrics), names=names)
    warning = f"\n> **Warning.** {warning_text}\n" if warning_text else ""
    is_whole = split is not None and SPLIT in metrics
    classes = "\n".join(f"- {name} (`{code}`)" for code, name in names.items())
    settings = "\n".join(f"- {key}: {value}" for key, value in description["spec"].items())
    return f"""# Red-cell model: {description["network"]}

Classifies single red cells of a stained blood smear.
{warning}
## Intended use
Research and decision support: it sorts cells for a trained reader, who confirms or corrects its predictions. It is
not a validated diagnostic; no diagnosis may rest on it alone.

## Classes
{classes}

## Data
- snapshot: {description["snapshot_hash"] or "not recorded"}
- licence: {description["data_licence"] or "not recorded"}
- split by: {split.used if split else "not recorded"}

{_counts(split, names=names)}{split_note(split, names=names) if split and is_whole else _NOT_FURTHER}

## Figures on the test part
{_test_part(metrics, split=split, names=names)}

## Figures on the validation part
These cells selected the epoch, the temperature and the threshold, so the figures are not a result.

{_figures(metrics.get(VALIDATION), plain=metrics.get("validation"), names=names, name="validation")}

## Limits
{_limits(split, names=names)}

## Training domain
{_domain(description.get("training_domain") or {})}

## Input
A crop of one cell by the recipe in bundle.json, resized to {description["input_px"]} x {description["input_px"]} px.

## Training
{settings}
- kept epoch: {metrics.get("best_epoch", "not recorded")}

Created {description["created_at"]} by RBC Desk {description["app_version"]}.
"""


def _test_part(metrics: Mapping[str, Any], *, split: SplitFacts | None, names: Mapping[str, str]) -> str:
    if not metrics.get(TEST) and not metrics.get("test"):
        return "Not evaluated on its test part yet. `rbc-desk evaluate` in its project writes the figures here."
    if TESTED in metrics:
        split = split_of({SPLIT: metrics[TESTED]})
        note = split_note(split, names=names) if split else _NOT_FURTHER
        head = (
            "This final model was trained on all labels, so it was not tested. A model with its settings was. "
            f"{note}\n\n"
        )
    else:
        head = f"{LEAK}\n\n" if split and split.used == "cell" else ""
    return head + _figures(metrics.get(TEST), plain=metrics.get("test"), names=names, name="test")


def _figures(
    part: Mapping[str, Any] | None, *, plain: Mapping[str, Any] | None, names: Mapping[str, str], name: str
) -> str:
    """Tables of the `evaluation_metrics`; without them, of the figures alone."""
    if not part:
        rows = [
            ((dict[str, str](OVERALL) | {"auroc": "AUROC"}).get(key, key), _number(value), "–")
            for key, value in (plain or {}).items()
        ]
        return _table(("figure", "value", "95 % interval"), rows) if rows else "None recorded."
    overall: list[tuple[str, str, str]] = [
        (title, *_both(part["overall"].get(name))) for name, title in OVERALL.items()
    ]
    overall.append(("calibration error before temperature scaling", _number(part["ece_before"]), "–"))
    overall.append(("calibration error after temperature scaling", _number(part["ece_after"]), "–"))
    by_class = [
        (names.get(code, code), *(" ".join(_both(own.get(name), brackets=True)) for name in _OF_CLASS), own["cells"])
        for code, own in part["classes"].items()
    ]
    return "\n\n".join(
        [
            f"{part['n_cells']} cells of {part['n_smears']} smears; intervals are computed from whole smears.",
            _table(("figure", "value", "95 % interval"), overall),
            answering_text(Answering(**part["answering"]), part=name),
            _table(("class", *_OF_CLASS.values(), "cells"), by_class),
        ]
    )


def _limits(split: SplitFacts | None, *, names: Mapping[str, str]) -> str:
    lines = [
        "The figures apply to smears like those it was trained on: same species, stain, microscope and camera. "
        "Evaluate it on your own labelled smears before you use it on others.",
        "It knows only the classes above. Anything else (white cells, platelets, dirt, other red cells) is "
        "classified as one of them.",
        "It sees one detected cell at a time. Cells that were not found are not counted.",
        "It repeats the mistakes of the readers who labelled its cells.",
    ]
    tested = split.counts.get("test", {}) if split else {}
    if few := [names.get(code, code) for code, n in tested.items() if n < FEW_CELLS]:
        lines.append(f"Fewer than {FEW_CELLS} test cells, so the figures say little: {', '.join(few)}.")
    return "\n".join(f"- {line}" for line in lines)


def _domain(values: Mapping[str, Any]) -> str:
    """How it is told whether a smear is like the training smears."""
    limit = limit_in(values)
    if not values:
        return "Not recorded, so that it is unchecked whether a smear is like those that it was trained on."
    if limit is None:
        return (
            "Recorded, but with too few classes or held-out smears to choose a limit, so it is unchecked whether "
            "a smear is like those that it was trained on."
        )
    added = (
        " Added after the training, from the same training cells; weights and figures were not changed."
        if values.get("added")
        else ""
    )
    return (
        f"Smears whose cells lie further than {limit:.2f} from the training cells in feature space are reported as "
        f"unlike those that it was trained on. The limit was chosen on {values.get('n_smears')} smears of the "
        f"validation part.{added}"
    )


def _counts(split: SplitFacts | None, *, names: Mapping[str, str]) -> str:
    if split is None:
        return ""
    rows = [(name, *(split.counts.get(part, {}).get(code, 0) for part in PARTS)) for code, name in names.items()]
    return _table(("cells", "training", "validation", "test"), rows) + "\n\n"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def _ends(figure: Figure | None) -> list[float | None]:
    return [None, None, None] if figure is None else [figure.value, figure.low, figure.high]


def _both(ends: Sequence[float | None] | None, *, brackets: bool = False) -> tuple[str, str]:
    value, low, high = ends or (None, None, None)
    if low is None or high is None:
        return _number(value), "" if brackets else "–"
    return (_number(value), f"({low:.2f}–{high:.2f})") if brackets else (_number(value), f"{low:.4f} to {high:.4f}")


def _number(value: object) -> str:
    return "–" if value is None else f"{value:.4f}" if isinstance(value, float) else str(value)
