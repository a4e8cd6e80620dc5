"""Measures the figures of agreement with their intervals, beside scikit-learn and statsmodels called for each draw.

The labels are drawn: each reader gives the true class of 12 in 80 % of the cells, and any otherwise. The libraries
compute Cohen's kappa of each pair, overall and for each class, and Fleiss' kappa; a few draws are timed, and 1000 are
reckoned from them. Ours computes weighted kappa and alpha too.

    OPENBLAS_NUM_THREADS=1 python benchmarks/agreement.py [--cells 2000] [--smears 40] [--readers 3] [--draws 10]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.learn.metrics.agreement import agreement
from rbc_desk.learn.metrics.bootstrap import DRAWS, drawn_weights

CLASSES = 12


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, default=2000)
    parser.add_argument("--smears", type=int, default=40)
    parser.add_argument("--readers", type=int, default=3)
    parser.add_argument("--draws", type=int, default=10, help="draws for which the libraries are timed")
    options = parser.parse_args()
    random = np.random.default_rng(0)
    true = random.integers(0, CLASSES, options.cells)
    labels = np.stack([noisy(true, random) for _ in range(options.readers)], 1)
    smears = np.sort(random.integers(0, options.smears, options.cells))
    codes = [f"class {i}" for i in range(CLASSES)]
    names = [f"reader {i}" for i in range(options.readers)]
    by_libraries(labels[:50])  # their import is not what is timed
    ours, theirs = [], []
    for _ in range(3):  # in turns, so that both see the same machine
        ours.append(seconds(lambda: agreement(labels, smears=smears, readers=names, codes=codes)))
        theirs.append(seconds(lambda: drawn(labels, smears, draws=options.draws)) / options.draws * DRAWS)
    print(f"{options.cells} cells, {options.readers} readers, {CLASSES} classes, {DRAWS} draws: processor seconds")
    print(f"rbc-desk {min(ours):.2f} to {max(ours):.2f}; the libraries {min(theirs):.0f} to {max(theirs):.0f}")


def noisy(true: NDArray[Any], random: np.random.Generator) -> NDArray[Any]:
    return np.where(random.random(len(true)) < 0.8, true, random.integers(0, CLASSES, len(true)))


def drawn(labels: NDArray[Any], smears: NDArray[Any], *, draws: int) -> None:
    weights, group_of = drawn_weights(smears, draws=draws)
    for weight in weights:
        by_libraries(np.repeat(labels, weight[group_of].astype(int), axis=0))


def by_libraries(labels: NDArray[Any]) -> list[float]:
    from sklearn.metrics import cohen_kappa_score
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    found = [float(fleiss_kappa(aggregate_raters(labels)[0]))]
    for i, j in combinations(range(labels.shape[1]), 2):
        first, second = labels[:, i], labels[:, j]
        found.append(cohen_kappa_score(first, second))
        found += [cohen_kappa_score(first == code, second == code) for code in range(CLASSES)]
    return found


def seconds(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


if __name__ == "__main__":
    main()
