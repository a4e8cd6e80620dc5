"""Input tensors, augmentation, sampling and settings."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from pydantic import ValidationError

from rbc_desk.core.errors import SettingsError, UnknownNameError
from rbc_desk.learn.compute.runtime import device_choices, pick_device, worker_threads
from rbc_desk.learn.crops.augment import _turned, paper_views, views
from rbc_desk.learn.crops.crop_data import CropSet
from rbc_desk.learn.crops.tensors import Normaliser, mean_and_std, to_input
from rbc_desk.learn.fit.sampling import SAMPLERS
from rbc_desk.learn.fit.spec import TrainSpec

TARGETS = np.array([0] * 30 + [1] * 7 + [3] * 3, np.int64)


def images(n: int = 6, side: int = 32) -> torch.Tensor:
    return torch.randint(0, 256, (n, 3, side, side), generator=torch.Generator().manual_seed(0)).to(torch.uint8)


def test_crops_are_resized_by_area_and_keep_their_brightness() -> None:
    pixels = np.full((2, 100, 100, 3), (10, 128, 250), np.uint8)
    small = to_input(pixels, input_px=32)
    assert small.shape == (2, 3, 32, 32)
    assert small.dtype == torch.uint8
    assert small[0, :, 5, 5].tolist() == [10, 128, 250]


def test_crops_of_the_right_size_are_kept_to_the_bit() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (3, 40, 40, 3), np.uint8)
    np.testing.assert_array_equal(to_input(pixels, input_px=40).permute(0, 2, 3, 1).numpy(), pixels)


def test_mean_and_deviation_are_those_of_the_pixels() -> None:
    data = images()
    mean, std = mean_and_std(data)
    scaled = data.double() / 255
    assert mean == pytest.approx(scaled.mean((0, 2, 3)).tolist())
    assert std == pytest.approx(scaled.std((0, 2, 3), unbiased=False).tolist())
    normal = Normaliser(mean=mean, std=std, device=torch.device("cpu"))(data)
    assert normal.mean().item() == pytest.approx(0, abs=1e-4)
    assert normal.std().item() == pytest.approx(1, abs=1e-2)


def test_quarter_turns_and_flips_move_pixels_without_blurring() -> None:
    data = images(1)
    quarter = _turned(data, angles=torch.tensor([np.pi / 2]), flips=torch.ones(1, 2))
    expected = {tuple(torch.rot90(data, k, (2, 3)).flatten().tolist()) for k in (1, 3)}
    assert tuple(quarter.round().to(torch.uint8).flatten().tolist()) in expected
    mirrored = _turned(data, angles=torch.zeros(1), flips=torch.tensor([[-1.0, 1.0]]))
    assert torch.equal(mirrored.round().to(torch.uint8), data.flip(3))


def test_views_never_zoom_a_cell() -> None:
    y, x = np.mgrid[:64, :64] - 31.5
    disc = torch.from_numpy((np.hypot(x, y) < 20).astype(np.uint8) * 200)[None, None].repeat(40, 3, 1, 1)
    seen = views(disc, generator=torch.Generator().manual_seed(0))
    areas = (seen[:, 0] > 90).sum((1, 2)).float()
    assert ((areas / (disc[0, 0] > 0).sum() - 1).abs() < 0.03).all()


def test_views_stay_in_range_and_keep_the_padding_black() -> None:
    data = torch.full((50, 3, 32, 32), 250, dtype=torch.uint8)
    data[..., :6, :], data[..., -6:, :], data[..., :6], data[..., -6:] = 0, 0, 0, 0
    seen = views(data, generator=torch.Generator().manual_seed(0))
    assert seen.min() >= 0
    assert seen.max() <= 255
    assert seen[..., 0, :].max() == 0


def test_the_same_generator_gives_the_same_views() -> None:
    first, second = (views(images(), generator=torch.Generator().manual_seed(5)) for _ in range(2))
    assert torch.equal(first, second)


def test_the_papers_views_change_copies_only() -> None:
    data, copies = images(), torch.tensor([True, False] * 3)
    seen = paper_views(data, copies=copies, generator=torch.Generator().manual_seed(0))
    assert torch.equal(seen[~copies], data[~copies].float())
    assert not torch.equal(seen[copies], data[copies].float())


def test_without_sampling_every_cell_is_shown_once() -> None:
    order = SAMPLERS["none"].make()(TARGETS, np.random.default_rng(0))
    assert sorted(order.indices) == list(range(40))
    assert not order.copies.any()


def test_under_sampling_thins_to_the_rarest_class() -> None:
    order = SAMPLERS["under"].make()(TARGETS, np.random.default_rng(0))
    assert np.bincount(TARGETS[order.indices]).tolist() == [3, 3, 0, 3]
    assert len(set(order.indices)) == 9


def test_over_sampling_repeats_up_to_the_commonest_class() -> None:
    order = SAMPLERS["over"].make()(TARGETS, np.random.default_rng(0))
    assert np.bincount(TARGETS[order.indices]).tolist() == [30, 30, 0, 30]
    assert set(order.indices) == set(range(40))
    assert (~order.copies).sum() == 40
    shown = np.bincount(order.indices)
    assert set(shown[37:]) == {10}


@pytest.mark.parametrize("name", SAMPLERS.names)
def test_the_same_seed_gives_the_same_order(name: str) -> None:
    sampler = SAMPLERS[name].make()
    first, second = (sampler(TARGETS, np.random.default_rng(3)) for _ in range(2))
    np.testing.assert_array_equal(first.indices, second.indices)


def test_settings_survive_json_and_have_words_for_a_form() -> None:
    spec = TrainSpec(loss_params={"gamma": 1.5, "class_alpha": [1.0, 2.0]}, input_px=64)
    assert TrainSpec.model_validate_json(spec.model_dump_json()) == spec
    assert all(f.title and f.description for f in TrainSpec.model_fields.values())
    assert TrainSpec().side_px == 72
    assert TrainSpec(input_px="").input_px is None


@pytest.mark.parametrize("wrong", [{"epochs": 0}, {"batch_size": 1}, {"learning_rate": 0}, {"schedule": "steep"}])
def test_settings_out_of_range_are_refused(wrong: dict) -> None:
    with pytest.raises(ValidationError):
        TrainSpec(**wrong)


def test_unknown_names_and_foreign_loss_settings_are_refused() -> None:
    with pytest.raises(UnknownNameError, match="rbc_small"):
        TrainSpec(network="perceptron")
    with pytest.raises(SettingsError, match="gamma"):
        TrainSpec(loss="cross_entropy", loss_params={"gamma": 2.0})


def test_crops_and_targets_must_fit() -> None:
    pixels = np.zeros((2, 8, 8, 3), np.uint8)
    data = CropSet(pixels, np.array([0, 1]), ("a", "b", "c"))
    assert data.counts == (1, 1, 0)
    assert data.subset([1]).counts == (0, 1, 0)
    with pytest.raises(ValueError, match="targets"):
        CropSet(pixels, np.array([0, 3]), ("a", "b", "c"))
    with pytest.raises(ValueError, match="uint8"):
        CropSet(pixels.astype(float), np.array([0, 1]), ("a", "b"))


def test_there_is_always_a_device_and_a_thread() -> None:
    assert [name for name, _ in device_choices()][:2] == ["auto", "cpu"]
    assert pick_device("auto").type in ("cpu", "cuda", "mps")
    assert worker_threads() >= 1
