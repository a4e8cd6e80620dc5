"""A bundle whose own figures are no better than a guess."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from rbc_desk.learn.bundles.bundle import add_metrics
from rbc_desk.learn.bundles.card import TEST, evaluation_metrics
from rbc_desk.learn.metrics.evaluate import evaluate

WORDS = "No better than guessing: 60 of 80 cells of the test part are right (75.0 %)"


def make_poor(bundle: Path) -> None:
    """Give a bundle of the paper's classes a test part on which it was right of the most common class alone."""
    targets = np.repeat([0, 1, 2], [5, 15, 60])
    probabilities = np.tile([0.1, 0.2, 0.7], (len(targets), 1))
    codes = ("codocyte", "hypochromia", "normal")
    evaluated = evaluate(probabilities, targets=targets, codes=codes, smears=(np.arange(len(targets)) % 8).tolist())
    add_metrics(bundle, metrics={TEST: evaluation_metrics(evaluated)})
