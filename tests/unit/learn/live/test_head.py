"""The head of live learning on drawn features of cells of four classes."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from rbc_desk.learn.live.head import (
    KNOWN_DECAY,
    UNKNOWN_DECAY,
    Head,
    decays,
    empty_head,
    fit_head,
    starter_offset,
)
from rbc_desk.learn.live.projection import fit_projection

CODES = ("normal", "macrocyte", "codocyte", "heinz")
KNOWN = CODES[:3]


class Cells:
    """Cells with features around the middle of their class, and a starter that mistakes some of them."""

    def __init__(self, *, n: int, seed: int) -> None:
        random = np.random.default_rng(seed)
        middles = 3 * np.random.default_rng(0).standard_normal((len(CODES), 20))
        self.targets = random.integers(0, len(CODES), n)
        self.features = (middles[self.targets] + random.standard_normal((n, 20))).astype(np.float32)
        guessed = np.where(random.random(n) < 0.5, self.targets, random.integers(0, 3, n)) % 3
        self.starter = np.full((n, 3), 0.1, np.float32)
        self.starter[np.arange(n), guessed] = 0.8
        self.offset = starter_offset(self.starter, codes=KNOWN, classes=CODES)

    def log_loss(self, head: Head) -> float:
        found = head.probabilities(self.features, self.offset)
        return float(-np.log(found[np.arange(len(found)), self.targets]).mean())


@pytest.fixture(scope="module")
def learned() -> Cells:
    return Cells(n=200, seed=1)


@pytest.fixture(scope="module")
def unseen() -> Cells:
    return Cells(n=400, seed=2)


def fitted(cells: Cells, *, n: int, start: Head | None = None) -> Head:
    return fit_head(
        cells.features[:n],
        offset=cells.offset[:n],
        targets=cells.targets[:n],
        decay=decays(KNOWN, classes=CODES),
        start=start,
    )


def test_without_labels_it_says_what_the_starter_says(learned: Cells) -> None:
    offset = starter_offset(learned.starter, codes=KNOWN, classes=KNOWN)
    head = fit_head(learned.features[:0], offset=offset[:0], targets=learned.targets[:0])
    found = head.probabilities(learned.features, offset)
    assert (found.argmax(1) == learned.starter.argmax(1)).all()
    assert np.abs(found - learned.starter).max() < 0.02


def test_labels_lower_the_log_loss_on_cells_that_it_has_not_seen(learned: Cells, unseen: Cells) -> None:
    losses = [unseen.log_loss(fitted(learned, n=n)) for n in (0, 20, 200)]
    assert losses == sorted(losses, reverse=True)
    assert losses[-1] < 0.5 * losses[0]


def test_a_class_that_the_starter_does_not_know_is_learned(learned: Cells, unseen: Cells) -> None:
    found = fitted(learned, n=200).probabilities(unseen.features, unseen.offset).argmax(1)
    heinz = unseen.targets == CODES.index("heinz")
    assert (found[heinz] == CODES.index("heinz")).mean() > 0.8


def test_a_warm_start_gives_the_same_head(learned: Cells) -> None:
    cold = fitted(learned, n=200)
    warm = fitted(learned, n=200, start=fitted(learned, n=190))
    assert np.abs(cold.weight - warm.weight).max() < 0.01


def test_a_new_class_starts_from_nothing_and_the_others_stay(learned: Cells) -> None:
    head = fitted(learned, n=200)
    wider = head.with_classes(CODES, ("bite", *CODES))
    assert not wider.weight[:, 0].any()
    assert (wider.weight[:, 1:] == head.weight).all()
    assert (wider.bias[1:] == head.bias).all()


def test_the_pull_towards_the_starter_is_that_of_each_class() -> None:
    assert decays(KNOWN, classes=CODES).tolist() == [KNOWN_DECAY] * 3 + [UNKNOWN_DECAY]


def test_merged_classes_of_a_starter_add_up() -> None:
    shares = np.array([[0.3, 0.3, 0.4]], np.float32)
    offset = starter_offset(shares, codes=("normal", "normal", "codocyte"), classes=("normal", "codocyte"))
    found = empty_head(1, 2).probabilities(np.zeros((1, 1), np.float32), offset)
    assert found[0] == pytest.approx([0.6, 0.4], abs=0.01)


def test_projected_features_keep_what_varies_most(learned: Cells) -> None:
    wide: NDArray[np.float32] = np.repeat(learned.features, 4, axis=1)
    radii = np.full(len(wide), 20.0)
    small = fit_projection(wide, radii=radii, components=20).of(wide, radii=radii)
    assert small.dtype == np.float16
    assert small.shape == (200, 21)
    assert np.corrcoef(_distances(small[:, :20].astype(np.float64)), _distances(learned.features))[0, 1] > 0.99


def test_the_size_of_a_cell_is_a_feature(learned: Cells) -> None:
    radii = np.where(learned.targets == 1, 30.0, 20.0)
    size = fit_projection(learned.features, radii=radii).of(learned.features, radii=radii)[:, -1]
    assert size[learned.targets == 1].min() > size[learned.targets != 1].max()


def _distances(features: NDArray[np.floating]) -> NDArray[np.floating]:
    return np.linalg.norm(features[:100] - features[100:200], axis=1)
