"""Training and testing one unit of a protocol."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.learn.bundles.bundle import Bundle, save_bundle
from rbc_desk.learn.crops.crop_data import CropSet
from rbc_desk.learn.fit.protocol_fit import answers, fit_to_the_end
from rbc_desk.learn.fit.spec import TrainSpec

CLASSES = np.arange(24) % 3


def lit_cells() -> np.ndarray:
    """Noise whose upper part is the brighter the higher the class: turned round, a cell is hard to tell."""
    pixels = np.random.default_rng(0).integers(0, 120, (24, 40, 40, 3), np.uint8)
    pixels[:, :20] += (60 * CLASSES)[:, None, None, None].astype(np.uint8)
    return pixels


@pytest.mark.parametrize("tta", [False, True])
def test_a_network_answers_the_same_while_it_is_tested_and_in_a_bundle(tmp_path: Path, *, tta: bool) -> None:
    spec = TrainSpec(
        network="rbc_small", input_px=32, epochs=30, learning_rate=0.01, batch_size=8, precision="fp32",
        augment=False, device="cpu", tta=tta,
    )  # fmt: skip
    pixels = lit_cells()
    train = CropSet(pixels, CLASSES, ("a", "b", "c"))
    fitted = fit_to_the_end(spec, train=train)
    bundle = Bundle(
        network="rbc_small", codes=train.codes, class_names=train.codes, input_px=fitted.input_px, mean=fitted.mean,
        std=fitted.std, crop_recipe={"size_px": 40}, snapshot_hash="", spec={}, metrics={}, tta=tta,
    )  # fmt: skip
    save_bundle(tmp_path / "model", bundle=bundle, weights=fitted.weights)
    tested = answers(fitted, spec=spec, n_classes=3, pixels=pixels)
    shipped = Predictor(tmp_path / "model", device="cpu").probabilities(pixels)
    assert np.ptp(shipped, axis=0).max() > 0.3
    assert np.abs(tested - shipped).max() < 1e-4
