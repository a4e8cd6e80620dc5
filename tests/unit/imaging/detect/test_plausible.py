"""Images that are not smears are distinguished from smears of any stain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import pytest

from rbc_desk.core.cells.cell import red_only
from rbc_desk.imaging.detect import DEFAULT_DETECTOR, DETECTORS
from rbc_desk.imaging.detect.locator import shipped_locator
from rbc_desk.imaging.detect.plausible import is_smear, looks_like_smear
from rbc_desk.imaging.detect.survey import survey
from rbc_desk.imaging.read import read_image
from rbc_desk.imaging.synth.smears import render_smear

FIND = DETECTORS[DEFAULT_DETECTOR].make()
Picture = np.ndarray


def cloudy(seed: int, *, smooth: float) -> Picture:
    """Uneven grey, 0..1, 480 x 640: sums of ever finer waves."""
    rng = np.random.default_rng(seed)
    total = np.zeros((480, 640), np.float32)
    for octave in range(2, 9):
        grid = rng.normal(size=(max(2, 3 * 2**octave // 4), 2**octave)).astype(np.float32)
        total += 2.0 ** (-smooth * octave) * cv2.resize(grid, (640, 480), interpolation=cv2.INTER_CUBIC)
    total -= total.min()
    return total / total.max()


def landscape(seed: int) -> Picture:
    sky = np.linspace([120, 170, 230], [225, 235, 245], 480)[:, None] * np.ones((1, 640, 1))
    ridge = 150 + 80 * cloudy(seed, smooth=1)[0]
    ground = np.array([80, 120, 55]) * (0.5 + cloudy(seed + 1, smooth=0.4))[..., None]
    return np.where((np.arange(480)[:, None] > ridge)[..., None], ground, sky).clip(0, 255).astype(np.uint8)


def meadow(seed: int) -> Picture:
    rng = np.random.default_rng(seed)
    grass = cloudy(seed, smooth=0.3)[..., None] * (60, 80, 40) + (70, 110, 40)
    for _ in range(120):
        colour = [(250, 240, 240), (240, 220, 60), (220, 60, 90), (180, 100, 200)][rng.integers(4)]
        cv2.circle(grass, rng.integers((640, 480)).tolist(), int(rng.integers(4, 14)), colour, -1, cv2.LINE_AA)
    return (grass + rng.normal(0, 6, grass.shape)).clip(0, 255).astype(np.uint8)


def page_of_text(seed: int) -> Picture:
    rng, page = np.random.default_rng(seed), np.full((480, 640, 3), 250, np.uint8)
    for line in range(18):
        words = "".join(rng.choice(list("abcdefghij klmnop qrstu vwxyz"), 46))
        cv2.putText(page, words, (20, 30 + 25 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.6, (30, 30, 30), 1, cv2.LINE_AA)
    return page


def noise(seed: int) -> Picture:
    return np.random.default_rng(seed).integers(0, 256, (480, 640, 3), np.uint8)


def gradient(seed: int) -> Picture:
    a, b = cloudy(seed, smooth=2.5), cloudy(seed + 1, smooth=2.5)
    return np.stack([255 * a, 200 * b, 180 * (1 - a)], -1).astype(np.uint8)


def portrait(seed: int) -> Picture:
    picture = np.repeat(60 + 80 * cloudy(seed, smooth=1)[..., None], 3, axis=2)
    yy, xx = np.mgrid[:480, :640]
    light = np.clip(1.1 - 0.5 * ((xx - 260) / 300) ** 2 - 0.4 * ((yy - 200) / 300) ** 2, 0.3, 1.1)
    skin = np.hypot((xx - 320) / 150, (yy - 240) / 200) < 1
    picture[skin] = (light[..., None] * (224, 172, 140))[skin]
    for x in (265, 375):
        cv2.ellipse(picture, (x, 200), (26, 13), 0, 0, 360, (245, 245, 245), -1)
        cv2.circle(picture, (x, 200), 11, (70, 50, 40), -1)
    cv2.ellipse(picture, (320, 330), (50, 16), 0, 0, 360, (180, 80, 80), -1)
    return cv2.GaussianBlur(picture.clip(0, 255).astype(np.uint8), (0, 0), 1.2)


def bricks(seed: int) -> Picture:
    rng, wall = np.random.default_rng(seed), np.full((480, 640, 3), 190.0)
    for row in range(20):
        for column in range(-1, 14):
            x = column * 50 + row % 2 * 25
            colour = tuple((np.array([150, 70, 50]) * rng.uniform(0.7, 1.2)).tolist())
            cv2.rectangle(wall, (x + 2, row * 25 + 2), (x + 47, row * 25 + 22), colour, -1)
    return (wall + rng.normal(0, 8, wall.shape)).clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("draw", [landscape, meadow, page_of_text, noise, gradient, portrait, bricks])
@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.nightly)])
def test_a_picture_that_is_no_smear_is_doubted_and_has_no_cells(draw: Callable[[int], Picture], seed: int) -> None:
    picture = draw(seed)
    found = FIND(picture)
    assert found == []
    assert not looks_like_smear(picture, found)
    assert not looks_like_smear(picture, [])


@pytest.mark.parametrize("interpolation", [cv2.INTER_NEAREST, cv2.INTER_AREA])
def test_a_small_portrait_has_no_cells(interpolation: int) -> None:
    assert FIND(cv2.resize(portrait(1), (320, 240), interpolation=interpolation)) == []


class CountingSession:
    """The network, and how many pixels it was shown."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self.session = session
        self.pixels = 0

    def run(self, outputs: None, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        self.pixels += inputs["x"].shape[2] * inputs["x"].shape[3]
        return self.session.run(outputs, inputs)


@pytest.mark.parametrize("size", [(240, 320), (480, 640), (2400, 3600)])
@pytest.mark.parametrize("draw", [noise, page_of_text, landscape])
def test_a_picture_of_any_size_is_judged_on_little_work(
    draw: Callable[[int], Picture], size: tuple[int, int]
) -> None:
    """A million pixels take the network about 0.7 s on one core; a second of work or two, on whatever machine."""
    picture = cv2.resize(draw(1), size[::-1], interpolation=cv2.INTER_NEAREST)
    locator = shipped_locator()
    counting = CountingSession(locator.session)
    watched = replace(locator, session=counting)
    is_smear(survey(watched, picture), picture, locator=watched)
    assert 0 < counting.pixels < 2_000_000


def test_on_a_picture_that_is_no_smear_cells_are_marked_where_that_is_asked_for() -> None:
    portrayed = portrait(1)
    assert DETECTORS[DEFAULT_DETECTOR].make({"any_picture": True})(portrayed)
    assert FIND(portrayed) == []


@pytest.mark.parametrize("kind", ["to a side", "to the corners"])
def test_a_smear_under_a_lamp_that_falls_off_is_believed(kind: str) -> None:
    y, x = np.mgrid[-1:1:480j, -1:1:640j]
    light = 0.75 - 0.25 * x if kind == "to a side" else 1 - 0.25 * (x * x + y * y)
    picture = (render_smear(seed=9, n_cells=56).pixels * light[..., None]).astype(np.uint8)
    found = FIND(picture)
    assert len(found) > 40
    assert looks_like_smear(picture, list(found))


@pytest.mark.parametrize("n_cells", [10, 56, 110])
@pytest.mark.parametrize(
    "changed",
    [
        lambda p: p,
        lambda p: 255 - p,
        lambda p: np.repeat(p.mean(2, keepdims=True).astype(np.uint8), 3, axis=2),
        lambda p: (p * (0.5, 0.9, 1.0)).astype(np.uint8),
        lambda p: cv2.GaussianBlur(p, (0, 0), 2),
    ],
    ids=["as it is", "inverted", "grey", "tinted", "soft"],
)
def test_a_rendered_smear_of_any_look_is_believed(changed: Callable[[Picture], Picture], n_cells: int) -> None:
    picture = changed(render_smear(seed=n_cells, n_cells=n_cells).pixels)
    assert looks_like_smear(picture, FIND(picture))


def test_an_empty_field_is_no_reason_for_doubt() -> None:
    glass = np.full((120, 160, 3), 225, np.uint8)
    assert looks_like_smear(glass, FIND(glass))


@pytest.mark.parametrize("name", ["bccd/images/BloodImage_00042.jpg", "bccd/images/BloodImage_00072.jpg"])
def test_the_softest_real_smears_are_believed(shared_data: Path, name: str) -> None:
    picture = read_image(shared_data / name).pixels
    assert looks_like_smear(picture, FIND(picture))


@pytest.mark.parametrize(
    ("name", "width"),
    [
        ("bccd/images/BloodImage_00094.jpg", 100),  # crowded, soft, and hardly darker than the background
        ("more/raabin/images/526d6d12-98a0-524a-a672-0d2c3e21740e.jpg", 125),  # one white cell, few red ones
    ],
)
def test_the_cells_of_a_smear_that_hardly_shows_it_are_found(shared_data: Path, name: str, width: float) -> None:
    found = red_only(FIND(read_image(shared_data / name).pixels))
    assert len(found) >= 6
    assert np.median([2 * cell.circle.r for cell in found]) == pytest.approx(width, rel=0.15)
