"""Options and failures of the training engine, on tiny synthetic crops."""

from __future__ import annotations

import functools
import http.server
import itertools
import json
import os
import re
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from rbc_desk.core.errors import CancelledError, SettingsError
from rbc_desk.core.events import BatchDone, EpochDone, Event, Problem, Progress, TrainingEnded, TrainingPaused
from rbc_desk.core.files.hashing import hash_bytes
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task
from rbc_desk.learn.compute import runtime
from rbc_desk.learn.crops.augment import eight_sides, mixed, views
from rbc_desk.learn.crops.crop_data import CropSet
from rbc_desk.learn.fit.compute_plan import TRIAL_FROM_STEPS, ComputePlan, choose_plan
from rbc_desk.learn.fit.loop import batch_bounds
from rbc_desk.learn.fit.optimise import WeightAverage, head_of, make_optimizer, set_rate
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.fit.train import Fitted, fit
from rbc_desk.learn.networks.registry import build_network
from rbc_desk.learn.networks.weights import fetch
from tests.commands import run_command

ROOT = Path(__file__).resolve().parents[4]
CPU = torch.device("cpu")


def crops(n: int, *, seed: int = 0) -> CropSet:
    """Bright and dark squares with noise, by turns."""
    random = np.random.default_rng(seed)
    pixels = random.normal(120, 12, (n, 32, 32, 3))
    pixels[::2, 8:24, 8:24] += 60
    return CropSet(pixels.clip(0, 255).astype(np.uint8), (np.arange(n) % 2).astype(np.int64), ("a", "b"))


def spec(**changes: object) -> TrainSpec:
    return TrainSpec(**{"epochs": 3, "batch_size": 8, "input_px": 32, "device": "cpu", **changes})


EVERYTHING = {"shift": 0.1, "ema": 0.9, "mixup": 0.3, "clip_norm": 1.0, "weight_decay": 0.01, "sampler": "over"}


def same(a: Fitted, b: Fitted) -> bool:
    return all(torch.equal(a.weights[name], b.weights[name]) for name in a.weights)


@pytest.mark.parametrize(
    "changes",
    [
        {"ema": 0.9, "clip_norm": 0.5, "loss": "logit_adjustment"},
        {"mixup": 0.4, "optimizer": "adam", "weight_decay": 0.01},
        {"precision": "bf16", "loss": "class_balanced", "loss_params": {"gamma": 1.0, "label_smoothing": 0.1}},
    ],
)
def test_every_way_of_training_still_learns(changes: dict) -> None:
    fitted = fit(spec(epochs=12, **changes), train=crops(32), validation=crops(16, seed=1))
    assert fitted.history[fitted.best_epoch - 1].scores.accuracy == 1.0


def test_stop_and_resume_equals_never_stopped_with_everything_on(tmp_path: Path) -> None:
    train, validation = crops(40), crops(10, seed=1)
    whole = fit(spec(**EVERYTHING), train=train, validation=validation)
    task = Task()

    def at_second_epoch(event: Event) -> None:
        if isinstance(event, BatchDone) and event.epoch == 2:
            task.stop()

    half = fit(
        spec(**EVERYTHING),
        train=train,
        validation=validation,
        task=task.reporting_to(at_second_epoch),
        checkpoint=tmp_path,
    )
    again = fit(spec(**EVERYTHING), train=train, validation=validation, checkpoint=tmp_path, resume=True)
    assert half.stopped
    assert same(whole, again)
    assert [e.validation_loss for e in whole.history] == [e.validation_loss for e in again.history]


def test_a_shift_changes_what_is_learned() -> None:
    train, validation = crops(16), crops(4, seed=1)
    assert not same(*(fit(spec(epochs=1, shift=by), train=train, validation=validation) for by in (0.0, 0.2)))


def test_a_paused_training_waits_and_then_ends_as_if_it_had_not(tmp_path: Path) -> None:
    train, validation = crops(24), crops(8, seed=1)
    whole = fit(spec(), train=train, validation=validation)
    task, events = Task(), list[Event]()
    resting = threading.Event()

    def report(event: Event) -> None:
        events.append(event)
        if isinstance(event, EpochDone) and event.epoch == 1:
            task.pause()
        if isinstance(event, TrainingPaused) and event.paused:
            resting.set()

    done: list[Fitted] = []
    thread = threading.Thread(
        target=lambda: done.append(
            fit(spec(), train=train, validation=validation, task=task.reporting_to(report), checkpoint=tmp_path)
        )
    )
    thread.start()
    assert resting.wait(180)
    assert (tmp_path / "checkpoint.safetensors").is_file()
    assert [e.epoch for e in events if isinstance(e, EpochDone)] == [1]
    task.unpause()
    thread.join(60)
    assert same(whole, done[0])
    assert [e.paused for e in events if isinstance(e, TrainingPaused)] == [True, False]


def test_a_paused_training_can_be_stopped() -> None:
    task = Task()
    task.pause()

    def report(event: Event) -> None:
        if isinstance(event, TrainingPaused) and event.paused:
            task.stop()

    with pytest.raises(CancelledError):
        fit(spec(), train=crops(16), validation=crops(4), task=task.reporting_to(report))


def test_patience_ends_a_training_that_gets_no_better() -> None:
    events: list[Event] = []
    fitted = fit(
        spec(epochs=60, patience=2, learning_rate=1e-9, schedule="constant", augment=False, ema=0.999),
        train=crops(8),
        validation=crops(4),
        task=Task(events.append),
    )
    assert len(fitted.history) < 60
    assert len(fitted.history) == fitted.best_epoch + 2
    assert not fitted.stopped
    assert events[-1] == TrainingEnded(best_epoch=fitted.best_epoch, stopped=False, early=True)


def test_layers_from_imagenet_learn_slower_than_the_new_head() -> None:
    model = build_network("mobilenet_v3_small", n_classes=3)
    wanted = spec(network="mobilenet_v3_small", pretrained=True, backbone_rate=0.25, weight_decay=0.1)
    optimizer = make_optimizer(wanted, model=model, on_imagenet=True)
    set_rate(optimizer, 0.01)
    rates = {id(p): group["lr"] for group in optimizer.param_groups for p in group["params"]}
    head = head_of(model)[2]
    assert rates[id(head.weight)] == pytest.approx(0.01)
    assert {rates[id(p)] for p in model.parameters()} == {0.01, 0.0025}
    assert len(rates) == len(list(model.parameters()))
    plain = make_optimizer(wanted, model=model, on_imagenet=False)
    assert {group["share"] for group in plain.param_groups} == {1.0}


@pytest.mark.parametrize("name", ["rbc_small", "mobilenet_v3_small", "efficientnet_lite0", "resnet50", "densenet121"])
def test_the_head_of_every_network_is_its_last_layer(name: str) -> None:
    assert head_of(build_network(name, n_classes=7))[2].out_features == 7


def test_the_average_moves_towards_the_weights_and_shows_itself_for_a_while() -> None:
    model = torch.nn.Linear(2, 1)
    with torch.no_grad():
        model.weight.fill_(0)
        average = WeightAverage(model, decay=0.5)
        model.weight.fill_(1)
    average.update()
    assert 0.5 <= average.state["weight"].mean().item() < 1
    with average.shown():
        assert torch.equal(model.weight, average.state["weight"])
    assert model.weight.mean().item() == 1


def test_mixup_blends_cells_and_their_partners() -> None:
    images = torch.randint(0, 256, (6, 3, 8, 8), dtype=torch.uint8)
    blended, partner, share = mixed(images, alpha=0.4, generator=torch.Generator().manual_seed(1))
    assert sorted(partner.tolist()) == list(range(6))
    torch.testing.assert_close(blended, share * images.float() + (1 - share) * images[partner].float())


def test_eight_sides_are_eight_different_views_of_the_same_pixels() -> None:
    image = torch.arange(16.0).view(1, 1, 4, 4)
    sides = eight_sides(image)
    assert len({tuple(side.flatten().tolist()) for side in sides}) == 8
    assert all(sorted(side.flatten().tolist()) == sorted(image.flatten().tolist()) for side in sides)


def test_views_turn_by_any_angle_and_vary_the_stain() -> None:
    bar = torch.full((64, 3, 33, 33), 200, dtype=torch.uint8)
    bar[:, :, 14:19, 4:29] = 60
    seen = views(bar, generator=torch.Generator().manual_seed(0))
    y, x = torch.meshgrid(torch.arange(33.0) - 16, torch.arange(33.0) - 16, indexing="ij")
    dark = ((seen.mean(1) < 120) & (x.hypot(y) < 15)).float()
    angles = 0.5 * torch.atan2((dark * 2 * x * y).sum((1, 2)), (dark * (x**2 - y**2)).sum((1, 2)))
    oblique = ((angles.abs() > 0.3) & (angles.abs() < 1.2)).float().mean()
    assert 0.15 < oblique < 0.6
    assert seen[:, :, 16, 16].std(0).min() > 2


@pytest.mark.parametrize(
    ("n", "least", "last"), [(17, 2, (8, 17)), (18, 2, (16, 18)), (18, 4, (8, 18)), (3, 4, (0, 3))]
)
def test_a_last_batch_that_is_too_small_joins_the_one_before(n: int, least: int, last: tuple) -> None:
    bounds = batch_bounds(n, size=8, least=least)
    assert bounds[-1] == last
    assert bounds[0][0] == 0
    assert all(a[1] == b[0] for a, b in itertools.pairwise(bounds))


# how it computes


def test_a_long_training_tries_ways_of_computing_once_and_remembers(tmp_path: Path) -> None:
    file, events = tmp_path / "computing.json", list[Event]()
    model = build_network("rbc_small", n_classes=2)
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    choose = functools.partial(
        choose_plan, spec(), model=model, device=CPU, steps=TRIAL_FROM_STEPS, task=Task(events.append),
        remembered=file, measure=steady,
    )  # fmt: skip
    first = choose()
    assert first.precision in ("fp32", "bf16")
    assert len(json.loads(file.read_text())) == 1
    assert any(isinstance(e, Progress) for e in events)
    events.clear()
    assert choose() == first
    assert not events
    assert all(torch.equal(before[name], tensor) for name, tensor in model.state_dict().items())


@pytest.mark.parametrize("factor", [0.5, 2.0])
def test_ways_are_tried_again_where_steps_do_not_take_as_long_as_remembered(tmp_path: Path, factor: float) -> None:
    file, events = tmp_path / "computing.json", list[Event]()
    choose = functools.partial(
        choose_plan, spec(), model=build_network("rbc_small", n_classes=2), device=CPU, steps=TRIAL_FROM_STEPS,
        task=Task(events.append), remembered=file,
    )  # fmt: skip
    choose(measure=steady)
    events.clear()
    choose(measure=lambda step: factor * steady(step))
    assert any(isinstance(e, Progress) for e in events)
    (found,) = json.loads(file.read_text()).values()
    assert found["step_s"] == factor * steady(lambda: None)


def steady(step: Callable[[], None]) -> float:
    """The pace of a machine that nothing else uses."""
    step()
    return 0.02


def test_a_training_beside_the_window_takes_all_cores_and_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(runtime.THREADS, raising=False)
    seen: list[tuple[int, int]] = []

    def train() -> None:
        runtime.use_training_threads()
        mine = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
        seen.append((torch.get_num_threads(), mine))

    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    thread = threading.Thread(target=train)
    thread.start()
    thread.join(60)
    assert seen == [(len(os.sched_getaffinity(0)), max(5, before))]
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before


def test_a_short_training_tries_nothing_and_broken_notes_do_no_harm(tmp_path: Path) -> None:
    model = build_network("rbc_small", n_classes=2)
    file = tmp_path / "computing.json"
    assert choose_plan(spec(), model=model, device=CPU, steps=10, remembered=file) == ComputePlan()
    assert not file.exists()
    file.write_text("{nonsense")
    assert choose_plan(spec(), model=model, device=CPU, steps=TRIAL_FROM_STEPS, remembered=file).summary


def test_a_precision_the_device_lacks_is_refused() -> None:
    with pytest.raises(SettingsError, match="fp16"):
        fit(spec(precision="fp16"), train=crops(8), validation=crops(4))


# problem


def run_python(code: str) -> subprocess.CompletedProcess:
    return run_command("-c", code, cwd=ROOT)


SETUP = """
import resource, sys, numpy as np, torch
from pathlib import Path
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import EpochDone, OutOfMemory
from rbc_desk.learn.crops.crop_data import CropSet
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.core.task import Task
from rbc_desk.learn.fit.train import fit
data = CropSet(np.random.default_rng(0).integers(0, 255, (256, 64, 64, 3), np.uint8), np.arange(256) % 2, ("a", "b"))
events = []
"""


def test_memory_that_ran_out_offers_half_the_batch() -> None:
    done = run_python(
        SETUP
        + """
spec = TrainSpec(epochs=1, batch_size=256, input_px=64, device="cpu", network="resnet50")
def report(event):
    events.append(event)
    if type(event).__name__ == "TrainingStarted":
        now = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (now + 200 * 2**20, -1))
try:
    fit(spec, train=data, validation=data, task=Task(report))
except RbcDeskError as error:
    print(error)
    print([e for e in events if isinstance(e, OutOfMemory)])
"""
    )
    assert "not enough memory for a batch of 256 cells of 64 px" in done.stdout, done.stderr[-500:]
    assert "batch_size=128" in done.stdout
    assert "OutOfMemory(device='cpu', tried_batch_size=256, batch_size=128)" in done.stdout


def test_a_full_disk_is_told_and_the_last_checkpoint_stays(tmp_path: Path) -> None:
    done = run_python(
        SETUP
        + f"""
spec = TrainSpec(epochs=3, batch_size=64, input_px=32, device="cpu")
def report(event):
    if isinstance(event, EpochDone):
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, -1))
try:
    fit(spec, train=data, validation=data, task=Task(report), checkpoint=Path({str(tmp_path)!r}))
except RbcDeskError as error:
    print(type(error).__name__, error)
"""
    )
    assert done.stdout.startswith("StorageError Could not finish writing"), done.stderr[-500:]
    assert "disk" in done.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["checkpoint.safetensors"]
    fitted = fit(
        TrainSpec(epochs=3, batch_size=64, input_px=32, device="cpu"),
        train=(data := _same_as_in_setup()),
        validation=data,
        checkpoint=tmp_path,
        resume=True,
    )
    assert [e.epoch for e in fitted.history] == [1, 2, 3]


def _same_as_in_setup() -> CropSet:
    pixels = np.random.default_rng(0).integers(0, 255, (256, 64, 64, 3), np.uint8)
    return CropSet(pixels, np.arange(256) % 2, ("a", "b"))


# ImageNet weights


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder and the address under which it is served."""
    monkeypatch.setenv("no_proxy", "*")
    folder = tmp_path / "served"
    folder.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            return

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_weights_are_fetched_once_with_progress_and_checked(served, tmp_path: Path) -> None:
    folder, address = served
    data = np.random.default_rng(0).bytes(3_000_000)
    name = f"net-{hash_bytes(data)[:8]}.pth"
    (folder / name).write_bytes(data)
    events: list[Event] = []
    get = functools.partial(fetch, f"{address}/{name}", folder=tmp_path / "hub", network_title="Net", task=Task())
    path = get(task=Task(events.append))
    assert path.read_bytes() == data
    assert "Net" in events[0].message
    assert events[0].total == len(data) // 1024
    (folder / name).unlink()
    assert fetch(f"{address}/{name}", folder=tmp_path / "hub", network_title="Net", task=Task(events.append)) == path


def test_weights_with_a_wrong_check_sum_are_thrown_away(served, tmp_path: Path) -> None:
    folder, address = served
    (folder / "net-00000000.pth").write_bytes(b"something else")
    with pytest.raises(ConnectionError, match="check sum"):
        fetch(f"{address}/net-00000000.pth", folder=tmp_path / "hub", network_title="Net", task=Task(print))
    assert list((tmp_path / "hub").iterdir()) == []


def test_a_fetch_can_be_stopped(served, tmp_path: Path) -> None:
    folder, address = served
    (folder / "net.pth").write_bytes(bytes(3_000_000))
    task = Task()
    with pytest.raises(CancelledError):
        fetch(
            f"{address}/net.pth",
            folder=tmp_path / "hub",
            network_title="Net",
            task=task.reporting_to(lambda _: task.stop()),
        )
    assert list((tmp_path / "hub").iterdir()) == []


def test_without_a_connection_the_training_says_so_and_starts_from_random_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, offline: None
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path))
    events: list[Event] = []
    fitted = fit(
        spec(network="mobilenet_v3_small", pretrained=True, epochs=1),
        train=crops(8),
        validation=crops(4),
        task=Task(events.append),
    )
    (problem,) = [e for e in events if isinstance(e, Problem)]
    assert problem.item == "MobileNetV3 Small"
    assert re.search(r"could not be downloaded \(.+\)\. The training starts from random weights", problem.message)
    assert problem.message.endswith('"rbc-desk[imagenet]") and choose EfficientNet-Lite0.')
    assert Phrase.of(problem.message).values  # so that the window can say it in another language
    assert not fitted.on_imagenet
