"""Measures a live update: from one more label to new probabilities of all cells, at 5000 labelled cells.

Drawn features of 12 classes that overlap. Live learning (the head fitted from where it was, and the probabilities of
all cells) and scikit-learn's logistic regression, refitted from scratch on the same features, take turns: once as it
comes, and once with the same decay. Also the order of the next cells, and the learning curve that follows when the
reader pauses.

    OPENBLAS_NUM_THREADS=1 python benchmarks/live_update.py [--labels 5000] [--cells 20000] [--runs 10]
"""

from __future__ import annotations

import argparse
import statistics
import time

import numpy as np

from rbc_desk.learn.live import choice
from rbc_desk.learn.live.cross_validation import learning_curve
from rbc_desk.learn.live.head import KNOWN_DECAY, fit_head, starter_offset
from rbc_desk.learn.live.projection import COMPONENTS

CLASSES = 12
CODES = tuple(str(place) for place in range(CLASSES))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--labels", type=int, default=5000)
    parser.add_argument("--cells", type=int, default=20_000)
    parser.add_argument("--runs", type=int, default=10)
    options = parser.parse_args()
    random = np.random.default_rng(0)
    n = options.cells
    targets = random.choice(CLASSES, n, p=np.arange(1, CLASSES + 1) / np.arange(1, CLASSES + 1).sum())
    spread = np.linspace(2.0, 0.3, COMPONENTS + 1)
    middles = 0.6 * spread * random.standard_normal((CLASSES, COMPONENTS + 1))
    features = (middles[targets] + spread * random.standard_normal((n, COMPONENTS + 1))).astype(np.float16)
    guess = random.dirichlet(np.full(CLASSES, 0.3), n) * 0.6
    guess[np.arange(n), targets] += 0.4
    offset = starter_offset(guess.astype(np.float32), codes=CODES, classes=CODES)
    labelled = random.permutation(n)[: options.labels + options.runs]
    seen = features[labelled].astype(np.float32)
    head = fit_head(
        seen[: options.labels], offset=offset[labelled[: options.labels]],
        targets=targets[labelled[: options.labels]], decay=KNOWN_DECAY,
    )  # fmt: skip
    ours, ordering = Times(), Times()
    theirs = {1.0: Times(), KNOWN_DECAY: Times()}
    for upto in range(options.labels + 1, options.labels + options.runs + 1):
        known = labelled[:upto]
        with ours:
            head = fit_head(seen[:upto], offset=offset[known], targets=targets[known], decay=KNOWN_DECAY, start=head)
            found = head.probabilities(features, offset)
        with ordering:
            choice.best_for_learning(found, counts=np.bincount(targets[known]))
        for decay, times in theirs.items():
            with times:
                refitted(seen[:upto], targets[known], features, decay=decay)
    print(f"{options.labels} labels, {n} cells, {CLASSES} classes, {COMPONENTS + 1} features")
    print(f"a live update: {ours}")
    print(f"the order of the next cells: {ordering}")
    for decay, times in theirs.items():
        ratio = statistics.median(b / a for a, b in zip(ours.cpu, times.cpu, strict=True))
        print(f"scikit-learn from scratch, decay {decay:.0f}: {times}; {ratio:.1f} times the processor time")
    smears, first, curve = random.integers(0, 40, options.labels), labelled[: options.labels], Times()
    with curve:
        learning_curve(
            seen[: options.labels], offset=offset[first], targets=targets[first], smears=smears, codes=CODES,
            decay=KNOWN_DECAY,
        )  # fmt: skip
    print(f"the learning curve (20 fits): {curve}")


def refitted(seen: np.ndarray, targets: np.ndarray, features: np.ndarray, *, decay: float) -> None:
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise SystemExit("scikit-learn is needed to compare with: python -m pip install scikit-learn") from None
    model = LogisticRegression(C=1 / decay, max_iter=1000, class_weight="balanced")
    model.fit(seen, targets).predict_proba(features.astype(np.float32))


class Times:
    """Times of its `with` blocks in seconds: by the clock, and of the processor."""

    def __init__(self) -> None:
        self.wall: list[float] = []
        self.cpu: list[float] = []

    def __enter__(self) -> None:
        self._started = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.wall.append(time.perf_counter() - self._started[0])
        self.cpu.append(time.process_time() - self._started[1])

    def __str__(self) -> str:
        wall, cpu = (1000 * statistics.median(one) for one in (self.wall, self.cpu))
        return f"{wall:.0f} ms (processor time {cpu:.0f} ms)"


if __name__ == "__main__":
    main()
