"""Random augmentation of batches."""

from __future__ import annotations

import numpy as np
import torch

from rbc_desk.learn.crops.augment import views

SIDE = 40


def spots(n: int) -> torch.Tensor:
    """Dark images with a bright spot of 4 x 4 px in the middle."""
    images = torch.zeros(n, 3, SIDE, SIDE, dtype=torch.uint8)
    images[:, :, 18:22, 18:22] = 250
    return images


def off_centre(images: torch.Tensor) -> np.ndarray:
    """By how many pixels the brightness of each image lies off its middle, [N, 2]."""
    grey = images.mean(1).numpy()
    at = np.arange(SIDE) - (SIDE - 1) / 2
    total = grey.sum((1, 2))
    return np.stack([(grey.sum(1) * at).sum(1), (grey.sum(2) * at).sum(1)], axis=1) / total[:, None]


def test_a_shift_moves_each_view_by_up_to_its_share_in_every_direction() -> None:
    moved = off_centre(views(spots(200), generator=torch.Generator().manual_seed(1), shift=0.1))

    assert np.hypot(*moved.T).max() <= np.sqrt(2) * 0.1 * SIDE + 0.5
    assert (moved.max(0) > 0.08 * SIDE).all()
    assert (moved.min(0) < -0.08 * SIDE).all()


def test_without_a_shift_the_middle_stays_and_other_changes_are_the_same() -> None:
    still = views(spots(50), generator=torch.Generator().manual_seed(1))
    same_seed = views(spots(50), generator=torch.Generator().manual_seed(1), shift=0.1)

    assert np.abs(off_centre(still)).max() < 0.5
    light = [one.amax((1, 2, 3)).numpy() for one in (still, same_seed)]
    np.testing.assert_allclose(light[0], light[1], rtol=0.05)
