"""The model card: what a bundle is, in words for a person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def card_text(words: Mapping[str, Any]) -> str:
    """Markdown made from what bundle.json says."""
    classes = "\n".join(
        f"- {name} (`{code}`)" for code, name in zip(words["codes"], words["class_names"], strict=True)
    )
    figures = "\n".join(f"| {key} | {_figure(value)} |" for key, value in _flat(words["metrics"]))
    table = f"| figure | value |\n| --- | ---: |\n{figures}" if figures else "None recorded."
    settings = "\n".join(f"- {key}: {value}" for key, value in words["spec"].items())
    return f"""# Red-cell model: {words["network"]}

Tells single red cells of a stained blood smear apart. An aid to a trained reader, not a diagnosis.

## Classes
{classes}

## Figures
{table}

## Input
A crop of one cell by the recipe in bundle.json, resized to {words["input_px"]} x {words["input_px"]} px.

## Training
{settings}
- data (snapshot): {words["snapshot_hash"] or "not recorded"}
- licence of the data: {words["data_licence"] or "not recorded"}

Made {words["created_at"]} by RBC Desk {words["app_version"]}.
"""


def _flat(values: Mapping[str, Any], *, before: str = "") -> Iterator[tuple[str, object]]:
    """Nested figures by their path in words: `validation accuracy`. Lists (curves, matrices) are left out."""
    for key, value in values.items():
        name = f"{before} {key}".strip()
        if isinstance(value, Mapping):
            yield from _flat(value, before=name)
        elif value is None or isinstance(value, int | float | str):
            yield name, value


def _figure(value: object) -> str:
    return f"{value:.4f}" if isinstance(value, float) else str(value)
