"""The features that a model's last layer receives."""

from __future__ import annotations

import numpy as np

from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.learn.bundles.bundle import load_weights
from rbc_desk.settings.paths import shipped_models


def test_the_last_layer_makes_the_probabilities_of_the_features() -> None:
    folder = shipped_models() / "sample"
    predictor = Predictor(folder, device="cpu")
    crops = np.random.default_rng(0).integers(0, 256, (3, 64, 64, 3), np.uint8)
    features, probabilities = predictor.features(crops)
    weights = load_weights(folder)
    name = next(name for name in weights if weights[name].shape == (len(predictor.bundle.codes), features.shape[1]))
    logits = features @ weights[name].numpy().T + weights[name.replace("weight", "bias")].numpy()
    shares = np.exp(logits / predictor.bundle.temperature)
    assert np.abs(shares / shares.sum(1, keepdims=True) - probabilities).max() < 1e-4
    assert np.abs(probabilities - predictor.probabilities(crops)).max() < 1e-5
