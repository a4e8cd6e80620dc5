"""Bundles are written whole or not at all, and every damage is reported."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rbc_desk.core.errors import BundleError, CancelledError, RbcDeskError, RunUnderWayError
from rbc_desk.core.events import Event, Progress
from rbc_desk.core.task import Task
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.learn.bundles.bundle import Bundle, load_bundle, load_weights, save_bundle
from rbc_desk.learn.networks.registry import build_network


def bundle(**changes: object) -> Bundle:
    values = {
        "network": "rbc_small",
        "codes": ("codocyte", "normal"),
        "class_names": ("Codocyte", "Normal – σ"),
        "input_px": 40,
        "mean": (0.5, 0.5, 0.5),
        "std": (0.2, 0.2, 0.2),
        "crop_recipe": {"size_px": 224},
        "snapshot_hash": "abc",
        "spec": {"network": "rbc_small"},
        "metrics": {"validation": {"accuracy": 0.9, "auroc": None}, "split_by": "smear"},
    }
    return Bundle(**{**values, **changes})


def weights(*, n_classes: int = 2, seed: int = 0) -> dict[str, torch.Tensor]:
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        return build_network("rbc_small", n_classes=n_classes).state_dict()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "Modell größer"
    save_bundle(target, bundle=bundle(), weights=weights())
    return target


def edit(folder: Path, **changes: object) -> None:
    path = folder / "bundle.json"
    words = {**json.loads(path.read_text(encoding="utf-8")), **changes}
    path.write_text(json.dumps({k: v for k, v in words.items() if v is not ...}), encoding="utf-8")


def test_a_bundle_comes_back_as_it_was_saved(folder: Path) -> None:
    loaded = load_bundle(folder)
    assert dataclasses.replace(loaded, created_at="") == dataclasses.replace(bundle(), created_at="")
    again = load_weights(folder)
    assert all(torch.equal(again[name], tensor) for name, tensor in weights().items())


def test_the_card_tells_classes_use_limits_and_that_validation_is_no_result(folder: Path) -> None:
    card = (folder / "CARD.md").read_text(encoding="utf-8")
    assert "Normal – σ (`normal`)" in card
    assert "Research and decision support" in card
    assert "not a validated diagnostic" in card
    assert "## Limits\n- The figures apply to smears like those" in card
    tested, validated = (card.index(f"## Figures on the {part} part") for part in ("test", "validation"))
    assert "Not evaluated on its test part yet" in card[tested:validated]
    assert "the figures are not a result" in card[validated:]
    assert "| accuracy | 0.9000 | – |" in card[validated:]


def test_saving_again_replaces_and_leaves_nothing_behind(folder: Path) -> None:
    save_bundle(folder, bundle=bundle(snapshot_hash="new"), weights=weights(seed=1))
    assert load_bundle(folder).snapshot_hash == "new"
    assert [p.name for p in folder.parent.iterdir()] == [folder.name]
    assert sorted(p.name for p in folder.iterdir()) == ["CARD.md", "bundle.json", "weights.safetensors"]


def test_a_failed_save_leaves_the_old_bundle_and_no_rubbish(folder: Path) -> None:
    with pytest.raises(TypeError):
        save_bundle(folder, bundle=bundle(metrics={"bad": object()}), weights=weights())
    assert load_bundle(folder).snapshot_hash == "abc"
    assert [p.name for p in folder.parent.iterdir()] == [folder.name]


def test_a_check_that_fails_when_the_new_bundle_is_written_leaves_the_old_one(folder: Path) -> None:
    def taken_over_meanwhile() -> None:
        assert list(folder.parent.glob(f".{folder.name}.*.part/weights.safetensors"))
        raise RunUnderWayError("Another program has taken over run 1.")

    with pytest.raises(RunUnderWayError):
        save_bundle(folder, bundle=bundle(snapshot_hash="new"), weights=weights(), check=taken_over_meanwhile)
    assert load_bundle(folder).snapshot_hash == "abc"
    assert [p.name for p in folder.parent.iterdir()] == [folder.name]


def test_a_folder_of_something_else_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(BundleError, match="not overwritten"):
        save_bundle(tmp_path, bundle=bundle(), weights=weights())
    assert (tmp_path / "thesis.txt").exists()


def _missing(folder: Path) -> None:
    (folder / "bundle.json").unlink()


def _no_weights(folder: Path) -> None:
    (folder / "weights.safetensors").unlink()


def _truncated_weights(folder: Path) -> None:
    path = folder / "weights.safetensors"
    path.write_bytes(path.read_bytes()[:-100])


def _empty_weights(folder: Path) -> None:
    (folder / "weights.safetensors").write_bytes(b"")


def _nonsense_weights(folder: Path) -> None:
    (folder / "weights.safetensors").write_bytes(b"\x04\0\0\0\0\0\0\0null" + bytes(50))


def _truncated_text(folder: Path) -> None:
    (folder / "bundle.json").write_text('{"format": 1, "netw')


def _words_are_a_list(folder: Path) -> None:
    (folder / "bundle.json").write_text("[]")


def _newer(folder: Path) -> None:
    edit(folder, format=99)


def _no_codes(folder: Path) -> None:
    edit(folder, codes=...)


def _names_do_not_fit(folder: Path) -> None:
    edit(folder, class_names=["one"])


@pytest.mark.parametrize(
    ("break_it", "message"),
    [
        (_missing, "There is no model"),
        (_no_weights, "weights.safetensors is missing"),
        (_truncated_weights, "truncated"),
        (_empty_weights, "truncated"),
        (_nonsense_weights, "truncated"),
        (_truncated_text, "cannot be read"),
        (_words_are_a_list, "format"),
        (_newer, "newer version"),
        (_no_codes, "does not specify codes"),
        (_names_do_not_fit, "one name a class"),
    ],
)
def test_a_broken_bundle_says_what_is_wrong_and_what_to_do(folder: Path, break_it: object, message: str) -> None:
    break_it(folder)
    with pytest.raises(BundleError, match=message) as caught:
        load_bundle(folder)
    assert caught.value.hint


def test_weights_that_were_exchanged_are_found(folder: Path) -> None:
    path = folder / "weights.safetensors"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(BundleError, match="was changed after it was saved"):
        load_weights(folder)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_weights_that_are_not_finite_are_refused(folder: Path, number: float) -> None:
    spoilt = weights()
    name = next(name for name, tensor in spoilt.items() if tensor.is_floating_point())
    spoilt[name].view(-1)[-1] = number
    save_bundle(folder, bundle=bundle(), weights=spoilt)
    with pytest.raises(BundleError, match="not finite") as caught:
        Predictor(folder, device="cpu")
    assert caught.value.hint


def test_a_network_whose_answers_are_no_probabilities_is_told(folder: Path) -> None:
    huge = {name: one * 1e30 if one.is_floating_point() else one for name, one in weights().items()}
    save_bundle(folder, bundle=bundle(), weights=huge)
    predictor = Predictor(folder, device="cpu")
    with pytest.raises(BundleError, match="not probabilities"):
        predictor.probabilities(np.full((3, 50, 50, 3), 90, np.uint8))
    with pytest.raises(BundleError, match="not probabilities"):
        predictor.try_out()


def test_weights_of_other_classes_are_told(folder: Path) -> None:
    save_bundle(folder, bundle=bundle(), weights=weights(n_classes=7))
    with pytest.raises(BundleError, match="do not fit rbc_small with 2 classes"):
        Predictor(folder, device="cpu")


def test_a_network_this_program_lacks_is_told(folder: Path) -> None:
    edit(folder, network="from_a_plugin")
    with pytest.raises(BundleError, match="from_a_plugin"):
        Predictor(folder, device="cpu")


def test_a_bundle_that_cannot_be_is_not_made() -> None:
    with pytest.raises(ValueError, match="two different classes"):
        bundle(codes=("a", "a"))


def test_probabilities_sum_to_one_whatever_the_crop_size(folder: Path) -> None:
    events: list[Event] = []
    pixels = np.random.default_rng(0).integers(0, 255, (150, 50, 50, 3), np.uint8)
    rows = Predictor(folder, device="cpu").probabilities(pixels, task=Task(events.append))
    assert rows.shape == (150, 2)
    assert rows.dtype == np.float32
    np.testing.assert_allclose(rows.sum(1), 1, atol=1e-6)
    assert events[-1] == Progress(150, 150, "classifying")


def test_a_cell_gets_the_same_answer_alone_and_in_a_crowd(folder: Path) -> None:
    predictor = Predictor(folder, device="cpu")
    pixels = np.random.default_rng(0).integers(0, 255, (9, 50, 50, 3), np.uint8)
    alone = np.concatenate([predictor.probabilities(pixels[i : i + 1]) for i in range(9)])
    np.testing.assert_allclose(alone, predictor.probabilities(pixels), atol=1e-5)


def test_no_cells_give_no_rows(folder: Path) -> None:
    assert Predictor(folder, device="cpu").probabilities(np.zeros((0, 50, 50, 3), np.uint8)).shape == (0, 2)


def test_classifying_can_be_stopped(folder: Path) -> None:
    task = Task()
    task.stop()
    with pytest.raises(CancelledError):
        Predictor(folder, device="cpu").probabilities(np.zeros((3, 50, 50, 3), np.uint8), task=task)


def test_a_device_that_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(RbcDeskError, match="abacus"):
        Predictor(folder, device="abacus")


# a stranger's description


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"codes": ["../../etc", "normal"]}, "class code"),
        ({"codes": ["a", 7]}, "class code"),
        ({"class_names": ["x" * 5000, "y"]}, "short text"),
        ({"input_px": 10**9}, "input size"),
        ({"input_px": "40"}, "input size"),
        ({"input_px": 1}, "input size"),
        ({"mean": [127.0, 127.0, 127.0]}, "scaled to 0..1"),
        ({"std": [0.2, 0.2, 1e9]}, "scaled to 0..1"),
        ({"temperature": float("nan")}, "temperature"),
        ({"std": [0.2, 0.2, float("inf")]}, "std"),
        ({"mean": ["0", "0", "0"]}, "mean"),
        ({"crop_recipe": []}, "crop_recipe is a table"),
        ({"network": ["rbc_small"]}, "network is a text"),
        ({"tta": "yes"}, "tta"),
    ],
)
def test_a_description_that_says_something_impossible_is_refused(folder: Path, changes: dict, message: str) -> None:
    edit(folder, **changes)
    with pytest.raises(BundleError, match=message):
        load_bundle(folder)


def test_a_description_far_too_large_is_not_read(folder: Path) -> None:
    (folder / "bundle.json").write_text('{"format": 1, "spec": "' + "x" * (5 * 2**20) + '"}')
    with pytest.raises(BundleError, match="too large"):
        load_bundle(folder)


@given(data=st.binary(max_size=400), at=st.integers(0, 2000))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_damage_anywhere_in_the_head_of_the_weights_is_a_bundle_error_or_harmless(
    folder: Path, data: bytes, at: int
) -> None:
    path = folder / "weights.safetensors"
    whole = path.read_bytes()
    path.write_bytes(whole[:at] + data + whole[at + len(data) :])
    try:
        load_bundle(folder)
        load_weights(folder)
    except BundleError as error:
        assert error.hint
    finally:
        path.write_bytes(whole)
