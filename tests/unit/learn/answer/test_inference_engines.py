"""Predictions of a bundle: with torch and other engines, from eight orientations, and as an ONNX file."""

from __future__ import annotations

import dataclasses
import importlib.util
import json
from pathlib import Path

import numpy as np
import pytest
import torch

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Event, Progress
from rbc_desk.core.task import Task
from rbc_desk.learn.answer import inference_engines
from rbc_desk.learn.answer.graph_engines import compared, onnxruntime_engine, openvino_engine
from rbc_desk.learn.answer.inference_engines import check_parity
from rbc_desk.learn.answer.onnx_export import onnx_bytes
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.learn.bundles.bundle import Bundle, save_bundle
from rbc_desk.learn.networks.registry import NETWORKS, build_network
from rbc_desk.services.datasets.exporting import export_onnx
from rbc_desk.settings.paths import cache_folder, computing_file

MANY = np.random.default_rng(0).integers(0, 255, (inference_engines.TRIAL_FROM_CELLS, 40, 40, 3), np.uint8)
WITH_ONNX = pytest.mark.skipif(importlib.util.find_spec("onnx") is None, reason="the extra `onnx` is not installed")


def bundle(**changes: object) -> Bundle:
    values = {
        "network": "rbc_small", "codes": ("a", "b", "c"), "class_names": ("A", "B", "C – σ"), "input_px": 40,
        "mean": (0.5, 0.5, 0.5), "std": (0.2, 0.25, 0.3), "crop_recipe": {"size_px": 224}, "snapshot_hash": "",
        "spec": {}, "metrics": {}, "temperature": 1.5,
    }  # fmt: skip
    return Bundle(**{**values, **changes})


def network(name: str = "rbc_small") -> torch.nn.Module:
    """With answers that differ from crop to crop, as after a training."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        model = build_network(name, n_classes=3)
        for module in model.modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                module.momentum = 0.5
        for _ in range(3):
            model(torch.randn(8, 3, 40, 40))
    return model.eval()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save_bundle(tmp_path / "model", bundle=bundle(), weights=network().state_dict())
    return tmp_path / "model"


@WITH_ONNX
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.nightly] if name in ("densenet121", "resnet50") else [])
        for name in NETWORKS.names
    ],
)
def test_every_network_answers_the_same_as_onnx(name: str) -> None:
    words = bundle(network=name, tta=name == "rbc_small")
    model = network(name)
    crops = MANY[:12]
    expected = inference_engines.torch_engine(model, bundle=words, device=torch.device("cpu"))(crops)
    got = onnxruntime_engine(onnx_bytes(model, bundle=words))(crops)
    same, difference = compared(expected.logits, got.logits, temperature=words.temperature)
    assert same
    assert difference < 1e-3


@WITH_ONNX
def test_openvino_answers_the_same() -> None:
    pytest.importorskip("openvino", reason="the extra `fast` is not installed")
    model, words = network(), bundle()
    expected = inference_engines.torch_engine(model, bundle=words, device=torch.device("cpu"))(MANY[:12])
    got = openvino_engine(onnx_bytes(model, bundle=words))(MANY[:12])
    assert compared(expected.logits, got.logits, temperature=1.0)[1] < 0.01


@WITH_ONNX
def test_the_onnx_file_says_what_it_needs_and_gives_the_bundles_probabilities(folder: Path, tmp_path: Path) -> None:
    import onnxruntime

    file, difference = export_onnx(folder, tmp_path / "out")
    assert file.name == "model.onnx"
    assert difference < 1e-3
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    facts = session.get_modelmeta().custom_metadata_map
    assert json.loads(facts["classes"]) == ["a", "b", "c"]
    (told,) = session.run(["probabilities"], {"crops": MANY[:7]})
    np.testing.assert_allclose(told, Predictor(folder, device="cpu").probabilities(MANY[:7]), atol=1e-4)


@WITH_ONNX
def test_a_network_that_answers_with_no_numbers_is_at_parity_with_nothing() -> None:
    words, model = bundle(), network()
    with torch.no_grad():
        next(model.parameters()).fill_(float("nan"))
    with pytest.raises(RbcDeskError, match="predictions of the ONNX file differ"):
        check_parity(onnx_bytes(model, bundle=words), model, bundle=words)


@WITH_ONNX
def test_many_cells_find_the_fastest_engine_which_is_remembered(folder: Path) -> None:
    events: list[Event] = []
    first = Predictor(folder, device="cpu")
    few = first.probabilities(MANY[:60])
    assert first.engine == "torch"
    assert [*json.loads(computing_file().read_text()).values()] == [{"cells": 60}]
    many = first.probabilities(MANY, task=Task(events.append))
    assert any(isinstance(e, Progress) and "fastest" in e.message for e in events)
    (found,) = json.loads(computing_file().read_text()).values()
    assert found["engine"] == first.engine
    np.testing.assert_allclose(few, many[:60], atol=0.01)
    again = Predictor(folder, device="cpu")
    events.clear()
    again.probabilities(MANY[:5], task=Task(events.append))
    assert again.engine == first.engine
    assert not any(isinstance(e, Progress) and "fastest" in e.message for e in events)


@WITH_ONNX
def test_smear_by_smear_the_cells_add_up_to_a_trial(folder: Path) -> None:
    events: list[Event] = []
    for _ in range(5):
        Predictor(folder, device="cpu").probabilities(MANY[:250], task=Task(events.append))
    assert sum("fastest" in e.message for e in events if isinstance(e, Progress)) == 1
    (found,) = json.loads(computing_file().read_text()).values()
    assert found["engine"] in ("torch", "onnxruntime", "openvino")


@WITH_ONNX
def test_an_engine_that_differs_or_fails_is_left_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(graph: bytes) -> inference_engines.Engine:
        return lambda crops: np.zeros((len(crops), 3), np.float32)

    def broken(graph: bytes) -> inference_engines.Engine:
        raise RuntimeError("no such instruction")

    monkeypatch.setattr(inference_engines, "OTHERS", {"onnxruntime": wrong, "json": broken})
    predictor = Predictor(folder, device="cpu")
    predictor.probabilities(MANY)
    assert predictor.engine == "torch"


@WITH_ONNX
def test_a_converted_network_that_is_broken_is_thrown_away(folder: Path) -> None:
    Predictor(folder, device="cpu").probabilities(MANY)
    (file,) = (cache_folder() / "networks").iterdir()
    key = next(iter(json.loads(computing_file().read_text())))
    computing_file().write_text(json.dumps({key: {"engine": "onnxruntime"}}))
    file.write_bytes(b"nonsense")
    predictor = Predictor(folder, device="cpu")
    predictor.probabilities(MANY[:4])
    assert predictor.engine == "torch"
    assert not file.exists()


def test_eight_views_give_the_same_answer_whichever_way_a_cell_lies(tmp_path: Path) -> None:
    model = network()
    for tta in (False, True):
        save_bundle(tmp_path / "model", bundle=dataclasses.replace(bundle(), tta=tta), weights=model.state_dict())
        predictor = Predictor(tmp_path / "model", device="cpu")
        straight = predictor.probabilities(MANY[:6])
        turned = predictor.probabilities(np.ascontiguousarray(np.rot90(MANY[:6], axes=(1, 2))))
        assert np.allclose(straight, turned, atol=1e-5) is tta
