from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rbc_desk.core.errors import BundleError
from rbc_desk.core.task import Task
from rbc_desk.imaging.detect.locator import load_locator
from rbc_desk.imaging.synth import camera
from rbc_desk.learn.locate import train
from rbc_desk.learn.locate.bundle import load_locator_weights, save_locator
from rbc_desk.learn.locate.net import KINDS, RAYS, STRIDE, UNIT_PX, LocatorNet
from rbc_desk.learn.locate.targets import SIDE
from rbc_desk.learn.locate.train import LocatorSpec, centre_loss, fit, one_cycle, shape_loss
from rbc_desk.learn.locate.views import OUTSIDE, LocatorSmear, random_view
from rbc_desk.services.detection.detector_samples import draw_samples

NONE = np.zeros((0, 3))


def dot_smear() -> LocatorSmear:
    """Dark discs on bright glass, so that truth can be read from the pixels."""
    pixels = np.full((400, 500, 3), 230, np.uint8)
    cells = np.array([(x, y, 17.0) for x in range(60, 460, 90) for y in range(60, 360, 90)])
    rows, columns = np.mgrid[:400, :500]
    for x, y, r in cells:
        pixels[(columns + 0.5 - x) ** 2 + (rows + 0.5 - y) ** 2 < r * r] = 90
    n = len(cells)
    return LocatorSmear(
        pixels,
        places=cells[:, :2],
        kinds=np.zeros(n, np.int64),
        rays=np.full((n, 64), 17.0),
        solid=np.ones(n),
        weights=np.ones(n),
        uncertain=NONE,
        weak=NONE,
        complete=np.ones(len(KINDS), bool),
    )


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000))
def test_a_view_s_truth_lies_on_its_cells_however_it_is_turned_and_scaled(seed: int) -> None:
    view = random_view(dot_smear(), camera=camera, rng=np.random.default_rng(seed), weak_weight=0.3)
    truth = view.targets
    rows, columns = np.nonzero((truth.heat[0] > 0.8).numpy() & (truth.near > 0).numpy())
    assert len(rows) > 0
    dx, dy, *logs = truth.shape.numpy()[:, rows, columns]
    x, y = (columns + 0.5) * STRIDE + dx * UNIT_PX, (rows + 0.5) * STRIDE + dy * UNIT_PX
    r = np.exp(np.mean(logs, axis=0)) * UNIT_PX
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
        random_view(smear, camera=camera, rng=np.random.default_rng(0), weak_weight=0.3)
    finally:
        torch.set_warn_always(always)
    assert [str(w.message) for w in recwarn] == []


def test_an_outline_turns_with_its_cell() -> None:
    """A bar of 40 x 12 pixels stays on the dark pixels, and off the bright ones, in every view."""
    smear = dot_smear()
    pixels = np.full_like(smear.pixels, 230)
    angles = np.arange(64) * 2 * np.pi / 64
    rays = np.minimum(20 / np.maximum(np.abs(np.cos(angles)), 1e-9), 6 / np.maximum(np.abs(np.sin(angles)), 1e-9))
    for x, y in smear.places:
        pixels[round(y) - 6 : round(y) + 6, round(x) - 20 : round(x) + 20] = 60
    bars = replace(smear, pixels=pixels, rays=np.tile(rays, (len(smear.places), 1)))
    directions = np.arange(RAYS) * 2 * np.pi / RAYS
    checked = 0
    for seed in range(40):
        view = random_view(bars, camera=camera, rng=np.random.default_rng(seed), weak_weight=0.3)
        grey, truth = view.image.mean(0).numpy(), view.targets
        rows, columns = np.nonzero((truth.heat[0] > 0.9).numpy() & (truth.near > 0).numpy())
        for row, column in zip(rows, columns, strict=True):
            dx, dy, *logs = truth.shape[:, row, column].numpy()
            x, y = (column + 0.5) * STRIDE + dx * UNIT_PX, (row + 0.5) * STRIDE + dy * UNIT_PX
            far = np.exp(np.array(logs)) * UNIT_PX
            if min(x, y) < 60 or max(x, y) > SIDE - 60:
                continue
            ends = np.argsort(far)[-2:]
            for end in ends:
                inner, outer = (
                    grey[
                        int(y + f * far[end] * np.sin(directions[end])),
                        int(x + f * far[end] * np.cos(directions[end])),
                    ]
                    for f in (0.6, 1.6)
                )
                assert inner < outer - 0.1
                checked += 1
    assert checked > 20


def test_what_is_uncertain_has_no_weight_and_what_lies_beyond_the_picture_neither() -> None:
    smear = dot_smear()
    noise = np.random.default_rng(0).integers(40, 90, smear.pixels.shape, dtype=np.uint8)
    noise[::12, ::12] = (
        250  # what counts as white is rarer than the rest, so that no wide part is as bright as OUTSIDE
    )
    circles = np.column_stack([smear.places, np.full(len(smear.places), 17.0)])
    uncertain = replace(
        smear,
        pixels=noise,
        places=smear.places[1:-1],
        kinds=smear.kinds[1:-1],
        rays=smear.rays[1:-1],
        solid=smear.solid[1:-1],
        weights=smear.weights[1:-1],
        uncertain=circles[:1],
        weak=circles[-1:],
    )
    for seed in range(30):
        view = random_view(uncertain, camera=camera, rng=np.random.default_rng(seed), weak_weight=0.25)
        beyond = (view.image == OUTSIDE).all(0).numpy().astype(np.uint8)
        outside = cv2.erode(beyond, np.ones((25, 25), np.uint8))[1::STRIDE, 1::STRIDE] > 0
        assert not view.targets.weight.numpy()[:, outside].any()
        assert set(np.unique(view.targets.weight[0].numpy())) <= {0.0, 0.25, 1.0}


def test_a_kind_that_a_source_does_not_label_teaches_only_where_another_kind_is() -> None:
    smear = replace(dot_smear(), complete=np.array([True, False, True, True]))
    view = random_view(smear, camera=camera, rng=np.random.default_rng(4), weak_weight=0.3)
    white, red = view.targets.weight[1], view.targets.heat[0]
    assert (white[red > 0.6] == 1).all()
    assert (white[red == 0] == 0).all()
    assert not view.targets.heat[1].any()


def test_a_cell_of_worth_counts_so_much_more_at_its_middle_and_nowhere_else() -> None:
    smear = dot_smear()
    dear = replace(smear, weights=np.where(np.arange(len(smear.places)) % 2, 3.0, 1.0))
    for seed in range(10):
        plain = random_view(smear, camera=camera, rng=np.random.default_rng(seed), weak_weight=0.3).targets
        view = random_view(dear, camera=camera, rng=np.random.default_rng(seed), weak_weight=0.3).targets
        raised = view.weight[0] != plain.weight[0]
        assert set(view.weight[0][raised].tolist()) == {3.0}
        assert (plain.heat[0][raised] > 0.05).all()
        assert torch.equal(view.weight[1:], plain.weight[1:])
        assert torch.equal(view.heat, plain.heat)


def test_the_losses_vanish_on_a_right_answer_and_not_on_a_wrong_one() -> None:
    heat = torch.zeros(1, 1, 8, 8)
    heat[0, 0, 3, 3] = 1
    ones = torch.ones_like(heat)
    right = torch.where(heat > 0, 20.0, -20.0)
    assert centre_loss(right, heat, weight=ones) < 1e-6
    assert centre_loss(-right, heat, weight=ones) > 10
    shape, place, none = torch.randn(1, 2 + RAYS, 8, 8), heat[:, 0], torch.zeros(1, 8, 8)
    assert shape_loss(shape, shape, near=place, solid=place) == 0
    assert shape_loss(shape + 1, shape, near=place, solid=none) > 1
    assert shape_loss(shape + 1, shape, near=none, solid=place) > 1
    assert shape_loss(shape + 1, shape, near=none, solid=none) == 0


@pytest.mark.nightly
def test_training_learns_to_find_the_cells_and_a_stop_ends_it_at_once() -> None:
    told: list[float] = []
    network = fit(
        [(1.0, [dot_smear()])],
        camera=camera,
        spec=LocatorSpec(steps=24, batch_size=1, learning_rate=4e-3),
        task=Task(lambda event: told.append(float(getattr(event, "done", 0)))),
    )
    view = random_view(dot_smear(), camera=camera, rng=np.random.default_rng(5), weak_weight=0.3)
    with torch.inference_mode():
        answer = network(view.image[None])[0, 0].sigmoid()
    heat = view.targets.heat[0]
    assert answer[heat > 0.9].mean() > 3 * answer[heat < 0.05].mean()
    assert told[-1] == 24
    task = Task()
    task.stop()
    fit([(1.0, [dot_smear()])], camera=camera, spec=LocatorSpec(steps=10_000, batch_size=1), task=task)
    with pytest.raises(ValueError, match="no smear"):
        fit([(1.0, [])], camera=camera, spec=LocatorSpec(steps=1))


@pytest.mark.nightly
def test_a_training_that_was_killed_continues_to_the_same_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(train, "_SAVE_EVERY_S", 0.0)
    spec, groups, file = LocatorSpec(steps=3, batch_size=1), [(1.0, [dot_smear()])], tmp_path / "1.pt"
    whole = fit(groups, camera=camera, spec=spec).state_dict()

    class Killing:
        """A camera whose third view kills the training."""

        warped = staticmethod(camera.warped)
        views = 0

        def relit(self, image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
            self.views += 1
            if self.views == 3:
                raise KeyboardInterrupt
            return camera.relit(image, rng)

    with pytest.raises(KeyboardInterrupt):
        fit(groups, camera=Killing(), spec=spec, checkpoint=file)
    assert file.is_file()
    rest = Killing()
    again = fit(groups, camera=rest, spec=spec, checkpoint=file).state_dict()
    assert rest.views < 3
    assert all(torch.equal(again[name], whole[name]) for name in whole)
    other = fit(groups, camera=camera, spec=replace(spec, seed=1), checkpoint=file).state_dict()
    assert not torch.equal(other["head.weight"], whole["head.weight"])


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


def test_draw_samples_are_at_the_scale_that_the_views_expect() -> None:
    for smear in draw_samples(2, task=Task()):
        red = smear.rays[smear.kinds == 0]
        assert 28 < 2 * np.median(np.sqrt((red**2).mean(1))) < 40
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
