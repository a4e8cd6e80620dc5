"""A training that does not learn is reported; one that learns is not."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from rbc_desk.core.events import EpochDone, Event, NotLearning, Scores
from rbc_desk.core.task import Task
from rbc_desk.learn.crops.crop_data import CropSet
from rbc_desk.learn.fit.losses import LOSSES, make_loss
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.fit.standstill import constant_loss, progress_warning
from rbc_desk.learn.fit.train import fit

CPU = torch.device("cpu")


def crops(n: int, *, seed: int = 0, learnable: bool = True) -> CropSet:
    """Bright and dark squares with noise by turns, or noise alone."""
    random = np.random.default_rng(seed)
    pixels = random.normal(120, 12, (n, 32, 32, 3))
    if learnable:
        pixels[::2, 8:24, 8:24] += 60
    return CropSet(pixels.clip(0, 255).astype(np.uint8), (np.arange(n) % 2).astype(np.int64), ("a", "b"))


def spec(**changes: object) -> TrainSpec:
    wanted = {"epochs": 14, "batch_size": 8, "input_px": 32, "device": "cpu", "loss": "cross_entropy"}
    return TrainSpec(**{**wanted, **changes})


def warned(wanted: TrainSpec, *, learnable: bool = True) -> list[str]:
    events: list[Event] = []
    fit(wanted, train=crops(64, learnable=learnable), validation=crops(16, seed=1), task=Task(events.append))
    return [event.message for event in events if isinstance(event, NotLearning)]


EVERYDAY = ("cross_entropy", "focal", "logit_adjustment")


@pytest.mark.parametrize(
    "loss", [pytest.param(name, marks=() if name in EVERYDAY else pytest.mark.nightly) for name in LOSSES.names]
)
def test_a_training_that_learns_and_levels_off_is_left_in_peace(loss: str) -> None:
    assert warned(spec(loss=loss, epochs=10, augment=False)) == []


def test_a_learning_rate_that_is_far_too_low_is_told_once_with_a_higher_one() -> None:
    (words,) = warned(spec(learning_rate=1e-9, schedule="constant"))
    assert words.startswith("The training makes no progress: after ")
    assert "learning rate of 1e-08 instead of 1e-09" in words


def test_a_learning_rate_that_is_far_too_high_is_told_with_a_lower_one() -> None:
    (words,) = warned(spec(learning_rate=1.0, schedule="constant", optimizer="adam", epochs=20))
    assert "0.1" in words


@pytest.mark.nightly
def test_cells_that_cannot_be_told_apart_are_told() -> None:
    assert len(warned(spec(augment=True, learning_rate=1e-4, mixup=1.0), learnable=False)) == 1


@given(st.lists(st.integers(1, 50), min_size=2, max_size=5))
def test_the_best_constant_answer_costs_the_entropy_of_the_classes(counts: list[int]) -> None:
    targets = np.repeat(np.arange(len(counts)), counts)
    loss = make_loss("cross_entropy", params={}, counts=counts)
    shares = np.array(counts) / sum(counts)
    entropy = -float((shares * np.log(shares)).sum())
    found = constant_loss(loss, targets=targets, n_classes=len(counts), device=CPU)
    assert found == pytest.approx(entropy, rel=1e-3, abs=1e-4)


def history(losses: list[float]) -> list[EpochDone]:
    scores = Scores(0.5, 0.5, None)
    return [
        EpochDone(i + 1, 100, loss, loss, scores, ((1,),), 1e-3, 1.0, 1.0, is_best=True)
        for i, loss in enumerate(losses)
    ]


@pytest.mark.parametrize(
    ("losses", "told"),
    [
        ([0.7, 0.9, 1.2, 1.5, 1.9, 2.2, 2.6], "is increasing"),
        ([0.7, 0.69, 0.695, 0.69, 0.7, 0.69, 0.693], "makes no progress"),
        ([0.9, 0.71, 0.70, 0.70, 0.69, 0.70, 0.69], "makes no progress"),  # it fell, to what a constant answer has
        ([0.6, 0.3, 0.1, 0.05, 0.04, 0.04, 0.04], ""),
        ([0.1, 0.02, 0.01, 0.02, 0.03, 0.02, 0.04], ""),
        ([0.02, 0.03, 0.04, 0.05, 0.05, 0.06, 0.06], ""),  # learned within the first epoch; noise since
        ([0.65, 0.5, 0.9, 0.5, 1.4, 0.52, 0.5], ""),  # epochs that went wrong, between those that did not
        ([0.7, 0.9, 1.2], ""),  # too early
        ([0.9, 1e9, 2e9, 3e9, 4e9, 5e9, 6e9], "is increasing"),
    ],
)
def test_what_counts_as_not_learning(losses: list[float], told: str) -> None:
    words = progress_warning(history(losses), spec=spec(epochs=30), constant=math.log(2), batches_per_epoch=20)
    assert bool(words) == bool(told)
    assert told in (words or "")


def test_nothing_is_told_amid_the_warm_up_or_after_a_handful_of_steps() -> None:
    flat = history([0.7] * 8)
    assert progress_warning(flat, spec=spec(epochs=200), constant=math.log(2), batches_per_epoch=20) is None
    assert progress_warning(flat, spec=spec(epochs=30), constant=math.log(2), batches_per_epoch=2) is None
    assert progress_warning(flat, spec=spec(epochs=30), constant=math.log(2), batches_per_epoch=20) is not None
