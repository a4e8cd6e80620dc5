"""Measures the search for similar cells: milliseconds for one search, beside scikit-learn's nearest neighbours.

The features are random, of the size that live learning keeps. scikit-learn searches the same features by brute force
with the cosine distance, and does not take off the means of smears.

    python benchmarks/similar_cells.py [--cells 50000] [--smears 400] [--runs 15]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

import numpy as np

from rbc_desk.learn.live.projection import COMPONENTS
from rbc_desk.learn.live.similarity import by_similarity

_SHOWN = 200


def main() -> None:
    from sklearn.neighbors import NearestNeighbors

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, default=50_000)
    parser.add_argument("--smears", type=int, default=400)
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    rng = np.random.default_rng(0)
    features = rng.normal(size=(options.cells, COMPONENTS + 1)).astype(np.float16)
    smears = np.sort(rng.integers(0, options.smears, options.cells))

    def ours() -> object:
        return by_similarity(features, smears=smears, row=options.cells // 2)[:_SHOWN]

    def theirs() -> object:
        values = features.astype(np.float32)
        search = NearestNeighbors(n_neighbors=_SHOWN, metric="cosine", algorithm="brute").fit(values)
        return search.kneighbors(values[options.cells // 2][None])

    taken: dict[str, list[float]] = {"by_similarity": [], "scikit-learn": []}
    for _ in range(options.runs + 1):  # by turns, so that both see the same machine
        for name, search in (("by_similarity", ours), ("scikit-learn", theirs)):
            taken[name].append(_milliseconds(search))
    medians = {name: float(np.median(times[1:])) for name, times in taken.items()}
    for name, median in medians.items():
        print(f"{name}: {median:.1f} ms median, {max(taken[name][1:]):.1f} at most, {options.cells} cells")
    print(f"ratio: {medians['by_similarity'] / medians['scikit-learn']:.2f}")


def _milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - start)


if __name__ == "__main__":
    main()
