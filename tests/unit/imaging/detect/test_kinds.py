"""The shipped detector on drawn fields: bare ground, long cells, white cells, and what the image must bear out."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rbc_desk.core.cells.cell import CellKind
from rbc_desk.core.geometry.circles import Ellipse
from rbc_desk.imaging.detect import DETECTORS
from rbc_desk.imaging.detect.evidence import evidence_of, grown, stain_of
from rbc_desk.imaging.detect.located import RED, WHITE, Located, without_doubles
from rbc_desk.imaging.detect.located_cells import as_cells, borne_out
from rbc_desk.imaging.synth.fields import render_field
from rbc_desk.imaging.synth.shapes import Kind, ShapedCell, render_shapes
from rbc_desk.imaging.synth.smears import render_smear

detect = DETECTORS["learned"].make()
everywhere = DETECTORS["learned"].make({"any_picture": True})
K = 24


def circle_at(x: float, y: float, r: float, *, score: float = 0.9) -> Located:
    return Located(np.array([x]), np.array([y]), np.array([score]), np.array([RED]), np.full((1, K), r))


@pytest.mark.parametrize("seed", range(20))
def test_plain_tinted_plasma_has_no_cell(seed: int) -> None:
    rng = np.random.default_rng(seed)
    tint = rng.uniform(120, 250, 3)
    haze = cv2.resize(rng.normal(0, 3, (6, 8)).astype(np.float32), (640, 480), interpolation=cv2.INTER_CUBIC)
    fall = 1 - rng.uniform(0, 0.25) * np.linspace(0, 1, 640)[None, :, None]
    plasma = (tint + haze[..., None]) * fall + rng.normal(0, rng.uniform(0.5, 3), (480, 640, 3))
    assert everywhere(plasma.clip(0, 255).astype(np.uint8)) == []


@pytest.mark.parametrize("angle", [0.0, 35.0, 90.0, 140.0])
def test_an_ellipse_of_ratio_three_is_enclosed_whole(angle: float) -> None:
    places = [(x, y) for x in range(60, 600, 85) for y in range(60, 440, 85)]
    ellipses = [
        Ellipse(x, y, 34.0, 34.0 / 3, angle) if i % 3 == 1 else Ellipse(x, y, 20.0, 19.5, 0.0)
        for i, (x, y) in enumerate(places)
    ]
    drawn_cells = [ShapedCell(Kind.ELLIPSE, e) for e in ellipses]
    pixels, drawn = render_shapes(drawn_cells, width=640, height=480, seed=3, pallor=0.2)
    found = [cell for cell in detect(pixels) if cell.kind is CellKind.RED]
    turns = np.linspace(0, 2 * np.pi, 90)
    for e in (cell.ellipse for cell in drawn if cell.ellipse.elongation > 2):
        c, s = np.cos(np.radians(e.angle_deg)), np.sin(np.radians(e.angle_deg))
        x = e.x + e.major * np.cos(turns) * c - e.minor * np.sin(turns) * s
        y = e.y + e.major * np.cos(turns) * s + e.minor * np.sin(turns) * c
        nearest = min(found, key=lambda f: np.hypot(f.circle.x - e.x, f.circle.y - e.y))
        far = np.hypot(x - nearest.circle.x, y - nearest.circle.y)
        assert far.max() <= 1.02 * nearest.circle.r
        assert nearest.circle.r <= 1.25 * e.major


@pytest.mark.parametrize("seed", [2, 5, 9])
def test_a_rendered_white_cell_is_one_white_cell(seed: int) -> None:
    smear = render_smear(seed=seed, white_cell=True)
    kinds = [cell.kind for cell in detect(smear.pixels)]
    assert kinds.count(CellKind.WHITE) == 1
    assert kinds.count(CellKind.RED) > 30


def test_platelets_are_no_red_cells() -> None:
    fields = [render_field(seed=seed, width=640, height=480, cell_px=40) for seed in (2, 6, 11)]
    wrong = n = 0
    for field in fields:
        red = [cell.circle for cell in everywhere(field.pixels) if cell.kind is CellKind.RED]
        for platelet in (o for o in field.objects if o.kind is CellKind.PLATELET):
            size = platelet.rays.mean()
            n += 1
            wrong += any(np.hypot(c.x - platelet.x, c.y - platelet.y) < size and c.r < 1.5 * size for c in red)
    assert n > 5
    assert wrong <= 0.2 * n


@settings(max_examples=15)
@given(
    dark=st.floats(0.06, 0.5),
    level=st.integers(120, 240),
    fall=st.floats(0, 0.4),
    noise=st.floats(0, 3),
)
def test_stain_is_told_from_ground_in_any_light(dark: float, level: int, fall: float, noise: float) -> None:
    pixels = np.full((300, 400, 3), level, np.float64)
    for x in range(60, 400, 90):
        for y in range(60, 300, 90):
            cv2.circle(pixels, (x, y), 20, (level * (1 - 0.3 * dark), level * (1 - dark), level * (1 - dark)), -1)
    pixels = pixels * (1 - fall * np.linspace(0, 1, 400)[None, :, None])
    pixels += np.random.default_rng(0).normal(0, noise, pixels.shape)
    stain = stain_of(pixels.clip(0, 255).astype(np.uint8), cell_px=40)
    cell = evidence_of(circle_at(150, 150, 20), stain)
    ground = evidence_of(circle_at(195, 195, 20), stain)
    assert cell.inner[0] > 0.9
    assert cell.edge[0] > 0.8
    assert ground.inner[0] < 0.2


def test_an_outline_goes_on_to_the_cell_s_end_and_no_further() -> None:
    pixels = np.full((200, 300, 3), 225, np.uint8)
    cv2.ellipse(pixels, (150, 100), (50, 18), 0, 0, 360, (190, 110, 130), -1, cv2.LINE_AA)
    stain = stain_of(pixels, cell_px=40)
    longer = grown(circle_at(150, 100, 28), stain)
    reach = longer.rays[0]
    assert 44 < reach[0] < 55
    assert reach[K // 4] == 28  # beyond the cell already: an outline is never drawn in
    assert grown(circle_at(150, 100, 18), stain).rays.max() <= 18 * 1.91


def test_an_outline_does_not_go_on_into_a_neighbour_that_was_not_found() -> None:
    pixels = np.full((200, 300, 3), 225, np.uint8)
    for x in (120, 160):
        cv2.circle(pixels, (x, 100), 20, (190, 110, 130), -1, cv2.LINE_AA)
    longer = grown(circle_at(120, 100, 20), stain_of(pixels, cell_px=40))
    assert longer.rays.max() <= 23


@pytest.mark.parametrize("colour", [(120, 120, 120), (110, 70, 170)], ids=["a fibre", "a platelet"])
def test_an_uncertain_object_of_another_colour_than_the_red_cells_is_none(colour: tuple[int, int, int]) -> None:
    pixels = np.full((200, 400, 3), 225, np.uint8)
    places, scores = [(40 + 60 * i, 100) for i in range(6)], [0.9, 0.9, 0.9, 0.6, 0.6, 0.9]
    for i, place in enumerate(places):
        cv2.circle(pixels, place, 20, colour if i > 3 else (190, 110, 130), -1, cv2.LINE_AA)
    found = Located.joined([circle_at(*place, 20, score=score) for place, score in zip(places, scores, strict=True)])
    kept = borne_out(found, pixels, diameter_px=40)
    # a certain one may be a cell under a fibre, or with a parasite
    assert sorted(kept.x.round(-1)) == [40, 100, 160, 220, 340]


@pytest.mark.parametrize(("score", "n"), [(0.6, 1), (0.8, 2)])
def test_a_lone_long_cell_is_one_though_two_were_found_unless_both_are_clear(score: float, n: int) -> None:
    pixels = np.full((200, 200, 3), 225, np.uint8)
    cv2.ellipse(pixels, (100, 100), (38, 11), 50, 0, 360, (190, 110, 130), -1, cv2.LINE_AA)
    halves = [circle_at(100 + s * 11, 100 + s * 13, 13, score=score - 0.02 * (s > 0)) for s in (-1, 1)]
    kept = borne_out(Located.joined(halves), pixels, diameter_px=40)
    assert len(kept) == n
    if n == 1:
        assert kept.enclosing()[0, 2] == pytest.approx(38, rel=0.08)


def test_an_uncertain_red_cell_in_a_white_cell_is_a_part_of_it() -> None:
    pixels = np.full((200, 300, 3), 225, np.uint8)
    cv2.circle(pixels, (100, 100), 50, (200, 120, 190), -1, cv2.LINE_AA)
    cv2.circle(pixels, (110, 100), 20, (190, 110, 130), -1, cv2.LINE_AA)  # granules
    cv2.circle(pixels, (160, 100), 20, (190, 110, 130), -1, cv2.LINE_AA)  # a cell that it touches
    white = replace(circle_at(100, 100, 50, score=0.8), kind=np.array([WHITE]))
    red = [circle_at(110, 100, 20, score=0.6), circle_at(160, 100, 20, score=0.6)]
    kept = borne_out(Located.joined([white, *red]), pixels, diameter_px=40)
    assert kept.x[kept.kind == RED].round(-1) == [160]


@pytest.mark.parametrize("angle", [0, 40, 110])
def test_the_circle_of_a_lone_teardrop_holds_its_tail(angle: int) -> None:
    pixels = np.full((200, 200, 3), 225, np.uint8)
    tip = (round(100 + 42 * np.cos(np.radians(angle))), round(100 + 42 * np.sin(np.radians(angle))))
    cv2.circle(pixels, (100, 100), 20, (190, 110, 130), -1, cv2.LINE_AA)
    cv2.line(pixels, (100, 100), tip, (190, 110, 130), 7, cv2.LINE_AA)
    rows, columns = np.nonzero(pixels[:, :, 1] < 180)
    (cell,) = as_cells(
        borne_out(circle_at(100, 100, 20), pixels, diameter_px=40), pixels, diameter_px=40, min_score=0.5
    )
    far = np.hypot(columns + 0.5 - cell.circle.x, rows + 0.5 - cell.circle.y)
    assert far.max() <= 1.02 * cell.circle.r
    assert cell.circle.r <= 1.1 * far.max()


@pytest.mark.parametrize("y", [24, 30])
def test_a_long_cell_along_the_border_is_not_cut_as_by_a_circle_of_its_area(y: int) -> None:
    """A circle around it would cross the border and the cell would not be counted: it gets the largest that fits."""
    pixels = np.full((240, 320, 3), 225, np.uint8)
    cv2.ellipse(pixels, (160, y), (34, 14), 0, 0, 360, (190, 110, 130), -1, cv2.LINE_AA)
    angles = np.arange(K) * 2 * np.pi / K
    rays = 34 * 14 / np.hypot(14 * np.cos(angles), 34 * np.sin(angles))
    long = Located(np.array([160.0]), np.array([float(y)]), np.array([0.9]), np.array([RED]), rays[None])
    (cell,) = as_cells(long, pixels, diameter_px=40, min_score=0.5)
    assert not cell.at_border
    assert cell.shape is not None
    assert cell.circle.r == pytest.approx(y)
    assert cell.circle.r > 1.08 * long.radius[0]


def test_at_the_border_a_cell_among_others_is_kept_and_a_smudge_is_not() -> None:
    pixels = np.full((240, 320, 3), 225, np.uint8)
    for x, y in ((318, 60), (290, 44), (290, 78), (318, 24)):
        cv2.circle(pixels, (x, y), 20, (190, 110, 130), -1, cv2.LINE_AA)
    y, x = np.mgrid[:240, :320]
    fades = np.exp(-(x**2 + (y - 150) ** 2) / (2 * 12.0**2))[..., None]
    pixels = (pixels * (1 - 0.16 * fades)).astype(np.uint8)
    crowded = borne_out(circle_at(318, 60, 20, score=0.6), pixels, diameter_px=40)
    smudge = borne_out(circle_at(2, 150, 24, score=0.46), pixels, diameter_px=40)
    assert len(crowded) == 1
    assert len(smudge) == 0


def test_a_crowded_middle_is_not_taken_for_a_lamp_that_is_dark_there() -> None:
    away = np.linspace(-1, 1, 300)[:, None, None] ** 2
    light = np.array((240.0, 225.0, 200.0)) * 10 ** (-np.array((0.06, 0.15, 0.05)) * (1 - away))
    pixels = np.broadcast_to(light, (300, 300, 3)).clip(0, 255).astype(np.uint8)
    stain = stain_of(pixels, cell_px=64)
    assert stain.density[len(stain.density) // 2].min() > stain.least


def at(places: list[tuple[float, float, float, float, int]]) -> Located:
    """Round objects, each x, y, radius, score and kind."""
    x, y, r, score, kind = np.array(places).T
    return Located(x, y, score, kind.astype(int), np.repeat(r[:, None], K, axis=1))


def test_black_around_the_field_of_an_ocular_is_neither_stain_nor_a_reason_to_see_none() -> None:
    y, x = np.mgrid[:400, :400]
    away = np.hypot(x - 200, y - 200)
    pixels = np.full((400, 400, 3), 235.0)
    cells = np.zeros((400, 400), np.uint8)
    for column in range(20):
        for row in range(22):
            cv2.circle(cells, (10 + 20 * column + 10 * (row % 2), 8 + 18 * row), 9, 1, -1)
    pixels[cells > 0] = (205, 170, 215)
    pixels *= (1 - 0.2 * (away / 190) ** 2)[..., None]
    pixels[away > 190] = 6
    stain = stain_of(cv2.GaussianBlur(pixels.astype(np.uint8), (0, 0), 1.0), cell_px=18)
    assert (stain.density[away > 196] <= stain.least).all()
    field = away < 175
    stained = stain.density > stain.least
    assert stained[field & (cv2.erode(cells, np.ones((5, 5))) > 0)].mean() > 0.9
    assert stained[field & (cv2.dilate(cells, np.ones((3, 3))) == 0)].mean() < 0.2


def test_doubles_of_one_kind_go_and_a_platelet_on_a_cell_stays() -> None:
    kept = without_doubles(
        at([(50, 50, 20, 0.9, 0), (54, 50, 20, 0.8, 0), (90, 50, 20, 0.7, 0), (56, 52, 4, 0.6, 2)])
    )
    assert list(zip(kept.x, kept.kind, strict=True)) == [(50, 0), (90, 0), (56, 2)]
    white = without_doubles(at([(50, 50, 30, 0.9, 1), (52, 50, 28, 0.8, 0)]))
    assert white.kind.tolist() == [1]


@pytest.mark.parametrize("crowding", [1, 4, 12])
def test_of_crowds_the_same_stay_as_when_each_is_compared_with_all_better_ones(crowding: int) -> None:
    rng, n = np.random.default_rng(crowding), 900
    side = 24 * np.sqrt(n / crowding)
    crowd = at([(*rng.uniform(0, side, 2), rng.uniform(3, 15), score, rng.integers(3)) for score in rng.random(n)])
    distance = np.hypot(crowd.x[:, None] - crowd.x, crowd.y[:, None] - crowd.y)
    large = np.maximum(crowd.radius[:, None], crowd.radius)
    small = np.minimum(crowd.radius[:, None], crowd.radius)
    alike = crowd.kind[:, None] == crowd.kind
    double = np.where(alike, distance + small < 1.1 * large, False)
    double |= (distance < 0.45 * large) & (alike | (small > 0.55 * large))
    stay: list[int] = []
    for one in np.argsort(-crowd.score).tolist():
        if not double[one, stay].any():
            stay.append(one)
    assert without_doubles(crowd).score.tolist() == crowd.score[stay].tolist()
    assert len(stay) < n
