"""How often the claim "from this confidence on 95 % of the answers are right" holds on unseen smears.

    python benchmarks/threshold.py [--work DIR] [--splits 40] [--right 0.95] [--starters DIR]

Repeated splits of Chula RBC-12 by field: a linear head on features of ImageNet learns from half of the fields, some
choose temperature and threshold as a training does, the others test the claim. DIR is that of
benchmarks/next_cell.py, whose features are used (made there where they are missing). `--starters`: the folder of
packaging/make_starters.py; the fields that the tested starter was not trained on are divided again and again into
those that choose its threshold and those that test it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent))
from differential import Part, predicted
from next_cell import CHULA, Cells, read

from rbc_desk.learn.live.head import fit_head
from rbc_desk.learn.metrics.calibration import chosen_threshold, fit_temperature, tempered
from rbc_desk.learn.metrics.right_share import bounds

CHOOSING = (0.05, 0.1, 0.2)
"""The shares of fields that choose the threshold; a training uses about a tenth."""
Run = tuple[float, float, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, help="for the linear head")
    parser.add_argument("--chula", type=Path, default=CHULA, help="images/ and labels/ of the Chula RBC-12 set")
    parser.add_argument("--splits", type=int, default=40)
    parser.add_argument("--right", type=float, default=0.95, help="the share of right answers that is claimed")
    parser.add_argument("--starters", type=Path, help="the folder of packaging/make_starters.py")
    options = parser.parse_args()
    if options.work:
        cells = read(options.chula, options.work)
        print(f"{len(cells.targets)} cells of {cells.fields.max() + 1} fields, {options.splits} splits by field")
        for share in CHOOSING:
            runs = [once(cells, share=share, seed=seed, right=options.right) for seed in range(options.splits)]
            print(f"{share:.0%} of the fields choose: {told(runs, right=options.right)}")
    if options.starters:
        both = [predicted(options.starters, part) for part in ("validation", "test")]
        for n in (25, 50, 90):
            runs = [of_starter(both, n_choosing=n, seed=seed, right=options.right) for seed in range(options.splits)]
            print(f"the starter, {n} fields choose: {told(runs, right=options.right)}")


def told(runs: Sequence[Run | None], *, right: float) -> str:
    """One line: in how many splits a threshold was found, the claim was true, and not contradicted."""
    reached, answered, contradicted, n_splits = [], [], 0, len(runs)
    for found in runs:
        if found is not None:
            reached.append(found[0])
            answered.append(found[1])
            contradicted += found[2] < right
    if not reached:
        return f"no threshold in any of {n_splits} splits"
    true = np.mean(np.array(reached) >= right)
    return (
        f"a threshold in {len(reached)} of {n_splits} splits; the claim is true in "
        f"{100 * true:.0f} % of them ({min(reached):.3f} right at worst, {np.mean(reached):.3f} on average), "
        f"contradicted by the interval in {contradicted}; {100 * np.mean(answered):.0f} % of the cells answered"
    )


def once(cells: Cells, *, share: float, seed: int, right: float) -> Run | None:
    """One split of the features, with a head that learns from half of the fields."""
    random = np.random.default_rng(seed)
    place = random.permutation(int(cells.fields.max()) + 1) / (cells.fields.max() + 1)
    at = place[cells.fields]
    learn, choose, unseen = at < 0.5, (at >= 0.5) & (at < 0.5 + share), at >= 0.5 + share
    offset = np.zeros((len(at), len(cells.codes)), np.float32)
    features = cells.features.astype(np.float32)
    head = fit_head(features[learn], offset=offset[learn], targets=cells.targets[learn])
    probabilities = head.probabilities(features, offset).astype(float)
    temperature = fit_temperature(probabilities[choose], targets=cells.targets[choose])
    probabilities = tempered(probabilities, temperature=temperature)
    return tested(probabilities, cells.targets, cells.fields, choose=choose, unseen=unseen, right=right)


def of_starter(parts: Sequence[Part], *, n_choosing: int, seed: int, right: float) -> Run | None:
    """One division of the fields that the starter was not trained on."""
    probabilities = np.concatenate([part.probabilities for part in parts])
    targets = np.concatenate([part.targets for part in parts])
    _, fields = np.unique(np.concatenate([part.fields for part in parts]), return_inverse=True)
    order = np.random.default_rng(seed).permutation(int(fields.max()) + 1)
    choose = np.isin(fields, order[:n_choosing])
    temperature = fit_temperature(probabilities[choose], targets=targets[choose])
    probabilities = tempered(probabilities, temperature=temperature)
    return tested(probabilities, targets, fields, choose=choose, unseen=~choose, right=right)


def tested(
    probabilities: NDArray[np.float64],
    targets: NDArray[np.int64],
    fields: NDArray[np.int64],
    *,
    choose: NDArray[np.bool_],
    unseen: NDArray[np.bool_],
    right: float,
) -> Run | None:
    """Right answers, answered share and upper bound on the unseen fields; None where there is no threshold."""
    threshold = chosen_threshold(
        probabilities[choose], targets=targets[choose], smears=fields[choose].tolist(), right=right
    )
    if threshold.confidence is None:
        return None
    answers = unseen & (probabilities.max(1) >= threshold.confidence)
    if not answers.any():
        return None
    is_right = probabilities.argmax(1) == targets
    n = np.bincount(fields[answers])
    ends = bounds(np.bincount(fields[answers], weights=is_right[answers]), n)
    return float(is_right[answers].mean()), float(answers.sum() / unseen.sum()), ends[1] if ends else 1.0


if __name__ == "__main__":
    main()
