"""The training loop on tiny synthetic crops."""

from __future__ import annotations

import itertools
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest
import torch

from rbc_desk.core.errors import CancelledError, NotEnoughDataError, SettingsError, TrainingFailedError
from rbc_desk.core.events import BatchDone, EpochDone, Event, TrainingEnded, TrainingStarted
from rbc_desk.core.task import Task
from rbc_desk.learn.crops.crop_data import CropSet
from rbc_desk.learn.fit.linear_probe import FeatureSet, fit_head
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.fit.train import Fitted, fit

ROOT = Path(__file__).resolve().parents[4]
CODES = ("ring", "disc")


def crops(n: int, *, seed: int = 0) -> CropSet:
    """Rings and discs with noise, by turns."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[:40, :40] - 19.5
    pixels = np.empty((n, 40, 40, 3), np.uint8)
    for i in range(n):
        distance = np.hypot(x + random.uniform(-2, 2), y + random.uniform(-2, 2))
        inside = distance < 14 if i % 2 else (distance < 14) & (distance > 6)
        pixels[i] = np.clip(200 - 90 * inside[..., None] + random.normal(0, 10, (40, 40, 3)), 0, 255)
    return CropSet(pixels, (np.arange(n) % 2).astype(np.int64), CODES)


def spec(**changes: object) -> TrainSpec:
    return TrainSpec(**{"epochs": 3, "batch_size": 8, "input_px": 32, "device": "cpu", **changes})


def assert_same(a: Fitted, b: Fitted) -> None:
    assert a.best_epoch == b.best_epoch
    assert [e.validation_loss for e in a.history] == [e.validation_loss for e in b.history]
    assert [e.train_loss for e in a.history] == pytest.approx([e.train_loss for e in b.history], rel=1e-9)
    assert a.weights.keys() == b.weights.keys()
    assert all(torch.equal(a.weights[name], b.weights[name]) for name in a.weights)


class StopAt:
    """Keeps the events of its `task`, which it stops at the first event that `when` accepts."""

    def __init__(self, when: object) -> None:
        self.task, self.events, self.when = Task(self), list[Event](), when

    def __call__(self, event: Event) -> None:
        self.events.append(event)
        if self.when(event):
            self.task.stop()


def test_thirty_two_crops_are_learned_by_heart() -> None:
    data = crops(32)
    fitted = fit(spec(epochs=15, augment=False), train=data, validation=data)
    assert fitted.history[fitted.best_epoch - 1].scores.accuracy == 1.0
    assert fitted.history[-1].train_loss < 0.05


def test_events_tell_the_whole_story_in_order() -> None:
    events: list[Event] = []
    fitted = fit(spec(), train=crops(24), validation=crops(10, seed=1), task=Task(events.append))
    assert isinstance(events[0], TrainingStarted)
    assert events[0].batches_per_epoch == 3
    assert events[0].train_counts == (12, 12)
    assert any(isinstance(e, BatchDone) for e in events)
    epochs = [e for e in events if isinstance(e, EpochDone)]
    assert [e.epoch for e in epochs] == [1, 2, 3]
    assert tuple(epochs) == fitted.history
    assert all(sum(map(sum, e.confusion)) == 10 for e in epochs)
    assert epochs[-1].seconds_left == 0 < epochs[0].seconds_left
    best = min(epochs, key=lambda e: e.validation_loss)
    assert fitted.best_epoch == best.epoch == [e for e in epochs if e.is_best][-1].epoch
    assert events[-1] == TrainingEnded(best_epoch=best.epoch, stopped=False)
    assert all(e.to_json() for e in events)


def test_batch_events_come_at_most_ten_times_a_second() -> None:
    times: list[float] = []

    def note(event: Event) -> None:
        if isinstance(event, BatchDone):
            times.append(time.perf_counter())

    fit(spec(epochs=1, batch_size=2), train=crops(80), validation=crops(4), task=Task(note))
    assert all(later - earlier > 0.09 for earlier, later in itertools.pairwise(times))


def test_the_same_seed_gives_the_same_training_and_another_seed_another() -> None:
    train, validation = crops(24), crops(10, seed=1)
    first = fit(spec(seed=3), train=train, validation=validation)
    torch.rand(7)  # what other code draws makes no difference
    assert_same(first, fit(spec(seed=3), train=train, validation=validation))
    other = fit(spec(seed=4), train=train, validation=validation)
    assert first.history[0].validation_loss != other.history[0].validation_loss


LOADED_BY_A_TRAINING = """
import sys
from pathlib import Path
from tests.unit.learn.fit.test_train import EpochDone, StopAt, crops, fit, spec
stop, cells = StopAt(lambda event: isinstance(event, EpochDone)), {"train": crops(8), "validation": crops(4)}
fit(spec(epochs=2), **cells, task=stop.task, checkpoint=Path(sys.argv[1]))
fitted = fit(spec(epochs=2), **cells, checkpoint=Path(sys.argv[1]), resume=True)
assert [one.epoch for one in fitted.history] == [1, 2]
print(*{"torch", "torch._dynamo", "torch.distributed.tensor"} & sys.modules.keys())
"""


@pytest.mark.nightly
def test_a_training_and_its_resuming_do_not_load_torchs_compiler(tmp_path: Path) -> None:
    """It takes as long to load as torch itself, and no network is compiled."""
    command = [sys.executable, "-c", LOADED_BY_A_TRAINING, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=280)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["torch"]


def test_training_leaves_the_global_random_numbers_as_they_were() -> None:
    torch.manual_seed(1)
    before = torch.get_rng_state()
    fit(spec(epochs=1), train=crops(8), validation=crops(4))
    assert torch.equal(before, torch.get_rng_state())


@pytest.mark.parametrize("where", ["inside an epoch", "at the end of an epoch"])
def test_a_stopped_training_goes_on_as_if_it_had_never_been_left(tmp_path: Path, where: str) -> None:
    train, validation = crops(40), crops(10, seed=1)
    whole = fit(spec(sampler="over"), train=train, validation=validation)

    def when(event: Event) -> bool:
        if where == "inside an epoch":
            return isinstance(event, BatchDone) and event.epoch == 2
        return isinstance(event, EpochDone) and event.epoch == 2

    left = StopAt(when)
    half = fit(spec(sampler="over"), train=train, validation=validation, task=left.task, checkpoint=tmp_path)
    assert half.stopped
    assert left.events[-1] == TrainingEnded(best_epoch=half.best_epoch, stopped=True)
    resumed = fit(spec(sampler="over"), train=train, validation=validation, checkpoint=tmp_path, resume=True)
    assert not resumed.stopped
    assert_same(whole, resumed)


def test_a_checkpoint_of_another_training_is_refused(tmp_path: Path) -> None:
    fit(spec(epochs=1), train=crops(8), validation=crops(4), checkpoint=tmp_path)
    with pytest.raises(TrainingFailedError, match="other settings or other cells"):
        fit(spec(epochs=1, seed=9), train=crops(8), validation=crops(4), checkpoint=tmp_path, resume=True)


def test_a_broken_checkpoint_is_told_in_a_users_words(tmp_path: Path) -> None:
    (tmp_path / "checkpoint.safetensors").write_bytes(b"\x10")
    with pytest.raises(TrainingFailedError, match="again"):
        fit(spec(epochs=1), train=crops(8), validation=crops(4), checkpoint=tmp_path, resume=True)


def test_a_stop_is_answered_within_a_second(tmp_path: Path) -> None:
    started, task, ended = threading.Event(), Task(), list[float]()

    def work() -> None:
        fit(
            spec(epochs=1000, batch_size=32, input_px=72),
            train=crops(256),
            validation=crops(64),
            task=task.reporting_to(lambda e: started.set() if isinstance(e, BatchDone) else None),
            checkpoint=tmp_path,
        )
        ended.append(time.process_time())

    thread = threading.Thread(target=work)
    thread.start()
    assert started.wait(180)
    asked = time.process_time()  # a busy machine has no part in it
    task.stop()
    thread.join(180)
    assert ended[0] - asked < 1
    assert (tmp_path / "checkpoint.safetensors").is_file()


def test_a_stop_inside_the_first_epoch_keeps_what_there_is() -> None:
    reporter = StopAt(lambda event: isinstance(event, BatchDone))
    fitted = fit(spec(), train=crops(40), validation=crops(10), task=reporter.task)
    assert fitted.stopped
    assert fitted.best_epoch == 0
    assert fitted.weights
    assert len(fitted.history) == 1


def test_a_stop_before_the_first_batch_is_a_cancel() -> None:
    reporter = StopAt(lambda event: isinstance(event, TrainingStarted))
    with pytest.raises(CancelledError):
        fit(spec(), train=crops(16), validation=crops(4), task=reporter.task)


def test_numbers_that_are_not_finite_end_the_training_with_advice() -> None:
    data = crops(16)
    with pytest.raises(TrainingFailedError, match="lower learning rate"):
        # a weight a class beyond single precision overflows in the first step
        fit(spec(loss_params={"class_alpha": [1e39, 1e39]}), train=data, validation=data)


def test_one_class_alone_cannot_be_trained() -> None:
    data = crops(16)
    with pytest.raises(NotEnoughDataError, match="two classes"):
        fit(spec(), train=data.subset(np.flatnonzero(data.targets == 0)), validation=data)


def test_an_empty_validation_part_cannot_be_trained_with() -> None:
    with pytest.raises(NotEnoughDataError, match="validation"):
        fit(spec(), train=crops(16), validation=crops(0))


def test_a_class_absent_from_validation_does_not_disturb() -> None:
    data = crops(16)
    only = data.subset(np.flatnonzero(data.targets == 0))
    fitted = fit(spec(epochs=1), train=data, validation=only)
    assert fitted.history[0].scores.auroc is None


def test_a_last_batch_of_one_cell_joins_the_one_before() -> None:
    fitted = fit(spec(epochs=1), train=crops(17), validation=crops(4))
    assert fitted.best_epoch == 1


def test_the_papers_schedule_keeps_the_rate_constant() -> None:
    fitted = fit(spec(schedule="constant"), train=crops(16), validation=crops(4))
    assert {e.learning_rate for e in fitted.history} == {1e-3}


def test_the_cosine_schedule_ends_far_below_its_peak() -> None:
    fitted = fit(spec(epochs=5), train=crops(40), validation=crops(4))
    rates = [e.learning_rate for e in fitted.history]
    assert rates == sorted(rates, reverse=True)
    assert rates[-1] < 0.2e-3


def test_an_unknown_device_is_refused_with_the_choices() -> None:
    with pytest.raises(SettingsError, match="cpu"):
        fit(spec(device="abacus"), train=crops(8), validation=crops(4))


RARE_CLASS_LOSSES = [
    ("cross_entropy", {"class_alpha": "inverse_frequency"}),
    ("class_balanced", {"beta": 0.9}),
    ("balanced_softmax", {}),
    ("logit_adjustment", {}),
]


@pytest.mark.parametrize(("loss", "params"), RARE_CLASS_LOSSES)
def test_imbalance_that_the_sampler_has_evened_out_is_not_corrected_again(loss: str, params: dict) -> None:
    """Four rings and sixteen discs."""
    data, validation = crops(32), crops(8, seed=1)
    train = data.subset(np.flatnonzero((data.targets == 1) | (np.arange(32) < 8)))

    def losses(name: str, sampler: str, values: dict) -> list[float]:
        settings = spec(epochs=1, loss=name, loss_params=values, sampler=sampler, precision="fp32")
        done = fit(settings, train=train, validation=validation).history[0]
        return [done.train_loss, done.validation_loss]

    plain = {sampler: losses("cross_entropy", sampler, {}) for sampler in ("over", "under", "none")}
    assert losses(loss, "over", params) == pytest.approx(plain["over"], rel=1e-3)
    assert losses(loss, "under", params) == pytest.approx(plain["under"], rel=1e-3)
    assert losses(loss, "none", params) != pytest.approx(plain["none"], rel=1e-2)


@pytest.mark.parametrize(("loss", "params"), RARE_CLASS_LOSSES)
def test_nor_is_it_in_quick_training(loss: str, params: dict) -> None:
    random = np.random.default_rng(0)
    targets = (np.arange(60) % 6 == 0).astype(np.int64)
    rows = (random.normal(0, 1, (2, 8))[targets] + random.normal(0, 1, (60, 8))).astype(np.float16)
    cells = FeatureSet(rows, targets)

    def biases(name: str, sampler: str, values: dict) -> list[float]:
        settings = spec(mode="quick", network="efficientnet_lite0", loss=name, loss_params=values, sampler=sampler)
        head = fit_head(settings, train=cells, validation=cells, codes=CODES, task=Task())
        return head.bias.tolist()

    assert biases(loss, "over", params) == pytest.approx(biases("cross_entropy", "over", {}), abs=1e-3)
    assert biases(loss, "none", params) != pytest.approx(biases("cross_entropy", "none", {}), abs=1e-2)
