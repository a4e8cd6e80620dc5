"""Training from a project: interrupted runs, quick training, several processes."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.errors import TrainingFailedError, UnknownNameError
from rbc_desk.core.events import EpochDone, Event, Progress
from rbc_desk.core.history.changes import Entity
from rbc_desk.core.task import Task
from rbc_desk.learn.bundles.bundle import load_bundle
from rbc_desk.learn.fit.features import FeatureStore, spec_of
from rbc_desk.learn.fit.linear_probe import FeatureSet, fit_head
from rbc_desk.learn.fit.losses import LOSSES
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.services.cells import labelling
from rbc_desk.services.datasets import features
from rbc_desk.services.models import evaluation
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.training import training
from tests.commands import start_command

ROOT = Path(__file__).resolve().parents[4]
QUICK = {"mode": "quick", "network": "mobilenet_v3_small", "input_px": 32, "device": "cpu"}


def add_smear(project: Project, *, seed: int) -> int:
    """Twelve labelled cells, full ones and rings by turns, of a dog of its own."""
    random = np.random.default_rng(seed)
    pixels = random.integers(225, 240, (180, 240, 3), np.uint8)
    y, x = np.mgrid[:180, :240]
    cells = []
    for index in range(12):
        cx, cy = 30 + 56 * (index % 4), 30 + 56 * (index // 4)
        distance = np.hypot(x - cx, y - cy)
        pixels[(distance < 14) & ((distance > 8) | (index % 2 == 0))] = (190, 110, 120)
        cells.append((float(cx), float(cy)))
    name = f"{seed}.png"
    (project.folder / "smears").mkdir(exist_ok=True)
    Image.fromarray(pixels).save(project.folder / "smears" / name)
    digest = hashlib.sha256((project.folder / "smears" / name).read_bytes()).hexdigest()
    with project.store.transact("Add", reader=project.reader) as tx:
        specimen = tx.insert(Entity.SPECIMEN, {"code": f"dog {seed}"})
        smear = {"specimen_id": specimen, "name": name, "stored_name": name, "sha256": digest}
        smear_id = tx.insert(Entity.SMEAR, {**smear, "width": 240, "height": 180, "typical_diameter_px": 28.0})
        values = {"smear_id": smear_id, "r": 14.0, "state": CellState.PROPOSED, "at_border": False}
        ids = tx.insert_many(Entity.CELL, [{**values, "x": cx, "y": cy} for cx, cy in cells])
    for start, code in enumerate(("normal", "hypochromia")):
        labelling.set_label(project, cell_ids=ids[start::2], code=code)
    return smear_id


@pytest.fixture
def project(tmp_path: Path):
    project = create_project(tmp_path / "project", class_set="paper", reader="Ann")
    for seed in range(4):
        add_smear(project, seed=seed)
    yield project
    project.close()


@pytest.fixture
def weights_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights of MobileNetV3 where torchvision keeps what it has downloaded; random ones do for telling rings."""
    from torchvision import models

    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    url = models.MobileNet_V3_Small_Weights.DEFAULT.url
    folder = tmp_path / "torch" / "hub" / "checkpoints"
    folder.mkdir(parents=True)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = models.mobilenet_v3_small()
        for module in model.modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                module.momentum = 1.0
        for _ in range(2):  # statistics of something, or the features would vanish
            model(torch.randn(16, 3, 32, 32))
        torch.save(model.state_dict(), folder / url.rpartition("/")[2])


def spec(**changes: object) -> TrainSpec:
    return TrainSpec(**{"epochs": 4, "batch_size": 8, "input_px": 32, "device": "cpu", **changes})


class BrokenOff(BaseException):
    """As if the program were killed."""


def test_a_run_that_broke_off_goes_on_and_ends_as_if_it_had_not(project: Project, tmp_path: Path) -> None:
    whole = training.train(project, spec=spec(), output=tmp_path / "whole")

    def report(event: Event) -> None:
        if isinstance(event, EpochDone) and event.epoch == 2:
            raise BrokenOff

    with pytest.raises(BrokenOff):
        training.train(project, spec=spec(), output=tmp_path / "again", task=Task(report))
    project.close()
    again = open_project(tmp_path / "project", reader="Ann")
    try:
        (left,) = training.resumable(again)
        assert left.status == "interrupted"
        model = training.resume(again, run_id=left.id, output=tmp_path / "again")
        assert model.run_id == left.id
        losses = [[e.validation_loss for e in m.history] for m in (whole, model)]
        assert losses[0] == losses[1]
        assert [row.epoch for row in training.history(again, run_id=left.id)] == [1, 2, 3, 4]
        assert training.resumable(again) == ()
        assert (tmp_path / "again" / "weights.safetensors").read_bytes() == (
            tmp_path / "whole" / "weights.safetensors"
        ).read_bytes()
    finally:
        again.close()


def test_a_run_that_did_not_break_off_cannot_go_on(project: Project) -> None:
    with pytest.raises(UnknownNameError, match="Run 7 cannot be resumed"):
        training.resume(project, run_id=7)


def test_quick_training_makes_a_whole_model_and_looks_at_each_crop_once(project: Project, weights_here: None) -> None:
    events: list[Event] = []
    model = training.train(project, spec=spec(**QUICK, epochs=30), task=Task(events.append))
    assert any(isinstance(e, Progress) and e.message == "Computing features of the cells" for e in events)
    assert model.history[model.best_epoch - 1].scores.accuracy == 1.0
    bundle = load_bundle(model.folder)
    assert (bundle.network, bundle.input_px) == ("mobilenet_v3_small", 32)
    record = evaluation.evaluate_model(project, model_id=model.model_id)
    assert record.evaluation.accuracy == 1.0
    events.clear()
    again = training.train(project, spec=spec(**QUICK, epochs=30), task=Task(events.append))
    assert not any(isinstance(e, Progress) and e.message == "Computing features of the cells" for e in events)
    assert [e.validation_loss for e in again.history] == [e.validation_loss for e in model.history]


def test_the_quick_models_probabilities_are_those_it_was_judged_by(project: Project, weights_here: None) -> None:
    from rbc_desk.learn.answer.predict import Predictor
    from rbc_desk.services.datasets import snapshot_crops

    model = training.train(project, spec=spec(**QUICK, epochs=6))
    crops = snapshot_crops.load_cells(
        project, snapshot_id=model.snapshot.id, part="validation", codes=tuple(model.snapshot.counts["train"])
    ).crops
    probabilities = Predictor(model.folder, device="cpu").probabilities(crops.pixels)
    right = probabilities[np.arange(len(crops)), crops.targets]
    loss = LOSSES["focal"].make({})(crops.counts)
    told = loss(torch.from_numpy(probabilities).log(), torch.from_numpy(crops.targets))
    assert float(told) == pytest.approx(model.history[model.best_epoch - 1].validation_loss, rel=0.02, abs=1e-3)
    assert (right > 0).all()


def test_new_labels_are_looked_at_once_a_quick_training_was_there(project: Project, weights_here: None) -> None:
    from rbc_desk.services.datasets import crops

    assert features.compute_new_features(project, smear_ids={1}) == 0
    training.train(project, spec=spec(**QUICK))
    new = add_smear(project, seed=9)
    crops.store_crops(project, smear_ids={new})
    assert features.compute_new_features(project, smear_ids={new}) == 12
    assert features.compute_new_features(project, smear_ids={new}) == 0


def test_a_broken_feature_file_is_made_anew(project: Project, weights_here: None) -> None:
    training.train(project, spec=spec(**QUICK))
    (file,) = features.folder_of(project).iterdir()
    assert spec_of(file) is not None
    kept = FeatureStore(features.folder_of(project), spec=spec_of(file))
    assert len(kept.load()) > 0
    file.write_bytes(file.read_bytes()[:50])
    assert kept.load() == {}
    training.train(project, spec=spec(**QUICK))
    assert len(kept.load()) > 0


def test_quick_training_needs_a_network_with_imagenet_weights(project: Project) -> None:
    with pytest.raises(TrainingFailedError, match="Choose one of: MobileNetV3 Small"):
        training.train(project, spec=spec(mode="quick"))
    assert training.runs(project)[0].status == "failed"


def test_quick_training_without_weights_or_a_connection_says_where_to_get_them(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, offline: None
) -> None:
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    with pytest.raises(TrainingFailedError, match=r"could not be downloaded.*rbc-desk\[imagenet\]"):
        training.train(project, spec=spec(**QUICK))


@pytest.mark.parametrize("loss", LOSSES.names)
def test_the_last_layer_learns_five_thousand_cells_with_any_loss_in_moments(loss: str) -> None:
    random = np.random.default_rng(0)
    targets = random.choice(3, 5000, p=[0.1, 0.1, 0.8])
    centres = random.normal(0, 1, (3, 256))
    rows = (centres[targets] + random.normal(0, 2, (5000, 256))).astype(np.float16)
    train, validation = FeatureSet(rows[:4000], targets[:4000]), FeatureSet(rows[4000:], targets[4000:])
    started = time.process_time()
    head = fit_head(
        TrainSpec(mode="quick", network="efficientnet_lite0", loss=loss),
        train=train, validation=validation, codes=("a", "b", "c"), task=Task(lambda _: None),
    )  # fmt: skip
    assert head.history[head.best_epoch - 1].scores.macro_f1 > 0.95
    logits = torch.from_numpy(rows[4000:]).float() @ head.weight.T + head.bias
    assert float((logits.argmax(1).numpy() == targets[4000:]).mean()) > 0.97
    assert time.process_time() - started < 30


def on_two_processes(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`rbc-desk train` on two processes, started as torchrun starts them (`tests/nightly/test_torchrun.py`).

    Two that wait for each other fail the test and are ended.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    place = {"OMP_NUM_THREADS": "1", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port), "WORLD_SIZE": "2"}
    with ExitStack() as both:
        ranks = [{"RANK": str(rank), "LOCAL_RANK": str(rank)} for rank in range(2)]
        first, second = (
            both.enter_context(start_command("train", *arguments, cwd=ROOT, env=os.environ | place | rank))
            for rank in ranks
        )
        try:
            out, err = first.communicate(timeout=200)
            _, more = second.communicate(timeout=200)
        except subprocess.TimeoutExpired:
            first.kill()
            second.kill()
            raise
    assert second.returncode == first.returncode, more
    assert first.returncode is not None
    return subprocess.CompletedProcess(first.args, first.returncode, out, err)


def test_two_processes_train_one_model(project: Project, tmp_path: Path) -> None:
    folder = project.folder
    project.close()
    arguments = ["--project", str(folder), "-o", str(tmp_path / "model"), "--json", "--split", "cell"]
    for setting in ("epochs=3", "batch_size=8", "input_px=32", "device=cpu", "ema=0.5"):
        arguments += ["--set", setting]
    done = on_two_processes(*arguments)
    assert done.returncode == 0, done.stderr[-2000:]
    figures = json.loads(done.stdout)
    assert figures["epochs"] == 3
    assert done.stderr.count('"event": "EpochDone"') == 3
    assert load_bundle(tmp_path / "model").codes == ("hypochromia", "normal")


@pytest.mark.nightly
def test_two_processes_go_on_with_a_run_that_broke_off(project: Project, tmp_path: Path) -> None:
    def report(event: Event) -> None:
        if isinstance(event, EpochDone) and event.epoch == 2:
            raise BrokenOff

    with pytest.raises(BrokenOff):
        training.train(project, spec=spec(), task=Task(report))
    folder, run_id = project.folder, training.runs(project)[0].id
    project.close()
    done = on_two_processes("-p", str(folder), "-o", str(tmp_path / "model"), "--json", "--resume", str(run_id))
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout)["epochs"] == 4
    assert done.stderr.count('"event": "EpochDone"') == 2


def test_quick_training_lets_a_second_process_go_at_once(
    project: Project, tmp_path: Path, weights_here: None
) -> None:
    folder = project.folder
    project.close()
    arguments = ["-p", str(folder), "-o", str(tmp_path / "model"), "--json", "--set", "epochs=2"]
    for key, value in QUICK.items():
        arguments += ["--set", f"{key}={value}"]
    done = on_two_processes(*arguments)
    assert done.returncode == 0, done.stderr[-2000:]
    assert load_bundle(tmp_path / "model").network == "mobilenet_v3_small"
