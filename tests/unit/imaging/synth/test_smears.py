from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.cells.overlay import Mark, draw_overlay
from rbc_desk.imaging.synth.smears import render_smear


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000))
def test_the_same_seed_gives_the_same_smear_and_truth_lies_inside(seed: int) -> None:
    one, two = render_smear(seed=seed), render_smear(seed=seed)
    assert np.array_equal(one.pixels, two.pixels)
    assert one.cells == two.cells
    assert all(0 <= c.x < 640 and 0 <= c.y < 480 and c.r and c.r > 0 for c in one.cells)


def test_cells_are_darker_than_the_glass_in_green_light() -> None:
    smear = render_smear(seed=4)
    glass = np.percentile(smear.pixels[:, :, 1], 95)
    rims = [smear.pixels[int(c.y), int(min(639, c.x + 0.8 * (c.r or 0))), 1] for c in smear.cells]
    assert np.mean(np.array(rims) < glass - 15) > 0.9


def test_a_codocyte_s_centre_is_darker_than_its_ring_and_a_pale_cell_s_lighter_than_its_rim() -> None:
    def profile(code: str) -> tuple[float, float, float]:
        smear = render_smear(seed=1, n_cells=12, mix={code: 1.0}, overlap=0, white_cell=False, noise=0)
        values = []
        for cell in smear.cells:
            if 40 < cell.x < 600 and 40 < cell.y < 440 and cell.r:
                row = smear.pixels[int(cell.y), :, 1].astype(float)
                values.append([row[int(cell.x)], row[int(cell.x + 0.55 * cell.r)], row[int(cell.x + 0.85 * cell.r)]])
        return tuple(np.median(values, axis=0))

    centre, ring, _ = profile("codocyte")
    assert centre < ring - 8
    centre, _, rim = profile("hypochromia")
    assert centre > rim + 30


@pytest.mark.parametrize("dashed", [False, True])
def test_a_mark_is_drawn_in_its_colour_on_its_circle(dashed: bool) -> None:
    blank = np.full((100, 100, 3), 200, np.uint8)
    drawn = draw_overlay(blank, [Mark(Circle(50, 50, 20), "#d55e00", "", dashed)])
    ring = [drawn[round(50 + 20 * np.sin(a)), round(50 + 20 * np.cos(a))] for a in np.linspace(0, 6.28, 64)]
    share = np.mean([np.abs(p.astype(int) - (213, 94, 0)).sum() < 60 for p in ring])
    assert share > 0.9 if not dashed else 0.35 < share < 0.85
    assert (blank == 200).all()


@pytest.mark.parametrize("seed", [102, 103, 105, 118])
def test_no_stained_rim_of_a_red_cell_is_left_beside_a_white_one_without_a_truth(seed: int) -> None:
    smear = render_smear(seed=seed, noise=0)
    red, green, blue = (smear.pixels[:, :, k].astype(float) for k in range(3))
    glass = np.percentile(green, 95)
    # Purple (white cell, platelets) holds back more red light than green glass loses to eosin.
    eosin = (green < 0.85 * glass) & (red > 1.15 * green) & (blue < red)
    yy, xx = np.mgrid[: smear.pixels.shape[0], : smear.pixels.shape[1]]
    for cell in smear.cells:
        eosin &= np.hypot(xx - cell.x, yy - cell.y) > 1.25 * (cell.r or 0) + 3
    assert eosin.sum() < 30


def test_the_lamp_and_the_stain_differ_from_smear_to_smear() -> None:
    glass = {tuple(np.percentile(render_smear(seed=seed).pixels, 95, axis=(0, 1)).round()) for seed in range(6)}
    assert len(glass) >= 5


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), n_cells=st.integers(0, 40), cell_px=st.floats(16, 90))
def test_a_smear_has_the_size_asked_for_and_never_more_cells_than_asked_for(
    seed: int, n_cells: int, cell_px: float
) -> None:
    smear = render_smear(seed=seed, width=320, height=200, n_cells=n_cells, cell_px=cell_px)
    assert smear.pixels.shape == (200, 320, 3)
    assert smear.pixels.dtype == np.uint8
    assert len(smear.cells) <= n_cells
    assert all(0 <= c.x < 320 and 0 <= c.y < 200 for c in smear.cells)
