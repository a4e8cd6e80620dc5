from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rbc_desk.core.errors import BundleError
from rbc_desk.core.task import Task
from rbc_desk.imaging.detect.locator import load_locator
from rbc_desk.learn.locate.bundle import load_locator_weights, save_locator
from rbc_desk.learn.locate.net import STRIDE, UNIT_PX, LocatorNet
from rbc_desk.learn.locate.train import LocatorSpec, centre_loss, fit, one_cycle, shape_loss
from rbc_desk.learn.locate.views import OUTSIDE, SIDE, LocatorSmear, random_view
from rbc_desk.services.detection.detector_samples import rendered_lessons

NONE = np.zeros((0, 3))


def dot_smear() -> LocatorSmear:
    """Dark discs on bright glass, so that truth can be read from the pixels."""
    pixels = np.full((400, 500, 3), 230, np.uint8)
    cells = np.array([(x, y, 17.0) for x in range(60, 460, 90) for y in range(60, 360, 90)])
    rows, columns = np.mgrid[:400, :500]
    for x, y, r in cells:
        pixels[(columns + 0.5 - x) ** 2 + (rows + 0.5 - y) ** 2 < r * r] = 90
    return LocatorSmear(pixels, cells=cells, unsure=NONE, weak=NONE, worth=np.ones(len(cells)))


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_a_view_s_truth_lies_on_its_cells_however_it_is_turned_and_scaled(seed: int) -> None:
    view = random_view(dot_smear(), rng=np.random.default_rng(seed), weak_weight=0.3)
    rows, columns = np.nonzero((view.heat > 0.8).numpy() & (view.near > 0).numpy())
    assert len(rows) > 0
    dx, dy, log_r = view.shape.numpy()[:, rows, columns]
    x, y = (columns + 0.5) * STRIDE + dx * UNIT_PX, (rows + 0.5) * STRIDE + dy * UNIT_PX
    r = np.exp(log_r) * UNIT_PX
    grey = view.image.mean(0).numpy()
    whole = (x - 1.5 * r > 0) & (y - 1.5 * r > 0) & (x + 1.5 * r < SIDE) & (y + 1.5 * r < SIDE)
    for cx, cy, radius in zip(x[whole], y[whole], r[whole], strict=True):
        ring = [
            (int(cy + f * radius * np.sin(a)), int(cx + f * radius * np.cos(a))) for f in (0.6, 1.4) for a in range(6)
        ]
        inside = np.mean([grey[p] for p in ring[:6]])
        around = np.mean([grey[p] for p in ring[6:]])
        assert inside < around - 0.1


def test_a_smear_as_it_was_read_is_looked_at_without_a_warning(recwarn: pytest.WarningsRecorder) -> None:
    smear = dot_smear()
    smear.pixels.setflags(write=False)
    always = torch.is_warn_always_enabled()
    torch.set_warn_always(True)
    try:
        random_view(smear, rng=np.random.default_rng(0), weak_weight=0.3)
    finally:
        torch.set_warn_always(always)
    assert [str(w.message) for w in recwarn] == []


def test_what_is_unsure_has_no_weight_and_what_lies_beyond_the_picture_neither() -> None:
    smear = dot_smear()
    noise = np.random.default_rng(0).integers(40, 220, smear.pixels.shape, dtype=np.uint8)
    unsure = LocatorSmear(
        noise, cells=smear.cells[1:], unsure=smear.cells[:1], weak=smear.cells[-1:], worth=smear.worth[1:]
    )
    for seed in range(30):
        view = random_view(unsure, rng=np.random.default_rng(seed), weak_weight=0.25)
        outside = (view.image == OUTSIDE).all(0)[1::STRIDE, 1::STRIDE]
        assert not view.weight[outside].any()
        assert set(np.unique(view.weight.numpy())) <= {0.0, 0.25, 1.0}


def test_a_cell_of_worth_counts_so_much_more_at_its_middle_and_nowhere_else() -> None:
    smear = dot_smear()
    worth = np.where(np.arange(len(smear.cells)) % 2, 3.0, 1.0)
    dear = LocatorSmear(smear.pixels, cells=smear.cells, unsure=NONE, weak=NONE, worth=worth)
    for seed in range(10):
        plain = random_view(smear, rng=np.random.default_rng(seed), weak_weight=0.3)
        view = random_view(dear, rng=np.random.default_rng(seed), weak_weight=0.3)
        raised = view.weight != plain.weight
        assert set(view.weight[raised].tolist()) == {3.0}
        assert (plain.heat[raised] > 0.3).all()
        assert (plain.weight[raised] == 1).all()
        assert torch.equal(view.heat, plain.heat)


def test_the_losses_vanish_on_a_right_answer_and_not_on_a_wrong_one() -> None:
    heat = torch.zeros(1, 8, 8)
    heat[0, 3, 3] = 1
    ones = torch.ones_like(heat)
    right = torch.where(heat > 0, 20.0, -20.0)
    assert centre_loss(right, heat, weight=ones) < 1e-6
    assert centre_loss(-right, heat, weight=ones) > 10
    shape = torch.randn(1, 3, 8, 8)
    assert shape_loss(shape, shape, near=heat) == 0
    assert shape_loss(shape + 1, shape, near=heat) > 1
    assert shape_loss(shape + 1, shape, near=torch.zeros_like(heat)) == 0


def test_training_learns_to_find_the_cells_and_a_stop_ends_it_at_once() -> None:
    told: list[float] = []
    network = fit(
        [(1.0, [dot_smear()])],
        spec=LocatorSpec(steps=30, batch_size=4),
        task=Task(lambda event: told.append(float(getattr(event, "done", 0)))),
    )
    view = random_view(dot_smear(), rng=np.random.default_rng(5), weak_weight=0.3)
    with torch.inference_mode():
        answer = network(view.image[None])[0, 0].sigmoid()
    assert answer[view.heat > 0.9].mean() > 3 * answer[view.heat < 0.05].mean()
    assert told[-1] == 30
    task = Task()
    task.stop()
    fit([(1.0, [dot_smear()])], spec=LocatorSpec(steps=10_000), task=task)
    with pytest.raises(ValueError, match="no smear"):
        fit([(1.0, [])], spec=LocatorSpec(steps=1))


def test_a_saved_detector_answers_as_the_network_did_and_can_be_gone_on_from(tmp_path: Path) -> None:
    pytest.importorskip("onnx")
    torch.manual_seed(3)
    network = LocatorNet()
    network.train()
    for _ in range(3):
        network(torch.randn(2, 3, 64, 64))  # batch norms that have seen something
    network.eval()
    save_locator(tmp_path / "d", network=network, facts={}, card="# card")
    x = np.random.default_rng(0).normal(size=(1, 3, 64, 96)).astype(np.float32)
    (run,) = load_locator(tmp_path / "d").session.run(None, {"x": x})
    with torch.inference_mode():
        assert np.allclose(run, network(torch.from_numpy(x)).numpy(), atol=1e-4)
    again = LocatorNet()
    again.load_state_dict(load_locator_weights(tmp_path / "d"))


def test_a_folder_that_holds_something_else_is_neither_overwritten_nor_loaded(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(BundleError, match="not overwritten"):
        save_locator(tmp_path, network=LocatorNet().eval(), facts={}, card="")
    with pytest.raises(BundleError):
        load_locator(tmp_path)
    with pytest.raises(BundleError):
        load_locator_weights(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_rendered_lessons_are_at_the_scale_that_the_views_expect() -> None:
    for smear in rendered_lessons(2, task=Task()):
        assert 30 < 2 * np.median(smear.cells[:, 2]) < 38
        assert smear.pixels.dtype == np.uint8


@given(st.integers(1, 60))
def test_a_training_of_any_few_steps_has_learning_rates(steps: int) -> None:
    weight = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.AdamW([weight], 1e-3)
    schedule = one_cycle(optimizer, peak=1e-3, steps=steps)
    for _ in range(steps):
        weight.grad = torch.ones(1)
        optimizer.step()
        assert 0 < optimizer.param_groups[0]["lr"] <= 1e-3
        schedule.step()
