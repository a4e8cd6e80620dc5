"""The table of classes is the same in every output, and its files have the headings that other programs rely on."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re

import numpy as np
import pytest

from rbc_desk.core.tables.columns import csv_table, lines
from rbc_desk.learn.metrics.evaluate import evaluate
from rbc_desk.services.models.class_figures import (
    CLASS_COLUMNS,
    CLASS_CSV_COLUMNS,
    OVERALL_CSV_COLUMNS,
    class_rows,
    for_json,
    overall_figures,
)
from rbc_desk.services.reports.blocks import table_of

CODES = ("codocyte", "normal")


@pytest.fixture(scope="module")
def evaluated():
    """Forty cells of four smears."""
    random = np.random.default_rng(0)
    targets = np.arange(40) % 2
    probabilities = np.clip(0.7 * targets + 0.3 * random.random(40), 0.01, 0.99)
    probabilities[:6] = 1 - probabilities[:6]
    return evaluate(
        np.stack([1 - probabilities, probabilities], 1), targets=targets, codes=CODES, smears=np.arange(40) // 10
    )


def test_the_headings_of_the_files_are_those_that_other_programs_rely_on(evaluated):
    figures = ("precision", "recall", "f1", "auroc")
    ends = [f"{name}_{end}" for name in (*figures, "average_precision") for end in ("low", "high")]
    head = csv_table(CLASS_CSV_COLUMNS, ()).strip().split(",")
    assert head == ["class", *figures, "cells", "average_precision", *ends]
    assert csv_table(OVERALL_CSV_COLUMNS, ()) == "figure,value,low,high\n"
    assert list(for_json(evaluated)[0]) == ["code", "support", *figures, "average_precision", "intervals"]


def test_every_column_stands_in_every_output_with_the_same_values(evaluated):
    titles = [str(column.title) for column in CLASS_COLUMNS]
    page = table_of(CLASS_COLUMNS, class_rows(evaluated))
    assert [*page.head] == titles
    assert page.n_left == 1
    in_csv = list(csv.DictReader(io.StringIO(csv_table(CLASS_CSV_COLUMNS, class_rows(evaluated)))))
    in_json = json.loads(json.dumps(for_json(evaluated)))
    head, *on_terminal = (re.split(r"  +", line) for line in lines(CLASS_COLUMNS, class_rows(evaluated)))
    assert head == titles
    assert on_terminal == [list(row) for row in page.rows]
    for row, filed, kept in zip(page.rows, in_csv, in_json, strict=True):
        for text, column in zip(row, CLASS_COLUMNS, strict=True):
            value = kept[column.json_name or column.name]
            if not isinstance(value, float):
                assert text == filed[column.name] == str(value)
                continue
            low, high = kept["intervals"][column.name]
            assert text == f"{value:.3f} ({low:.2f}–{high:.2f})"
            told = [float(filed[name]) for name in (column.name, f"{column.name}_low", f"{column.name}_high")]
            assert told == pytest.approx([value, low, high], abs=1e-6)


def test_an_older_evaluation_has_its_figures_without_intervals(evaluated):
    older = dataclasses.replace(evaluated, depth=None)
    assert [figure.name for figure in overall_figures(older)] == ["accuracy", "macro_f1", "macro_auroc"]
    assert all(values["intervals"] == {} for values in for_json(older))
    rows = table_of(CLASS_COLUMNS, class_rows(older)).rows
    assert rows[0][1] == f"{older.per_class[0].precision:.3f}"
    assert rows[0][5] == "–"
