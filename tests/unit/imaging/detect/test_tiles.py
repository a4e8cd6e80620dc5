"""Detection in tiles: the same cells as without, no duplicates, progress and stop per tile."""

from __future__ import annotations

import numpy as np
import pytest

from rbc_desk.core.cells.cell import DetectedCell
from rbc_desk.core.errors import CancelledError
from rbc_desk.core.events import Event, Progress
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.detect import DETECTORS
from rbc_desk.imaging.detect.tiles import tile_side, tiled
from rbc_desk.imaging.field.diameter import typical_diameter
from rbc_desk.imaging.synth.smears import render_smear

CELL_PX = 24.0
SMEAR = render_smear(
    seed=11, width=900, height=700, cell_px=CELL_PX, n_cells=420, overlap=0, white_cell=False, mix={"normal": 1.0}
)


def marked(pixels: np.ndarray, *, task: Task = SILENT) -> list[DetectedCell]:
    """A detector that sees one cell around each pixel of value 1."""
    rows, columns = np.nonzero(pixels[:, :, 0] == 1)
    return [DetectedCell(Circle(x + 0.5, y + 0.5, 12), 1.0) for x, y in zip(columns, rows, strict=True)]


@pytest.mark.parametrize("name", ["hough", "hough_native"])
def test_tiles_find_what_the_whole_gives_and_nothing_twice(name: str) -> None:
    find = DETECTORS[name].make({"diameter_px": CELL_PX})
    whole = find(SMEAR.pixels)
    parts = tiled(find, SMEAR.pixels, diameter_px=CELL_PX, tile_px=300)
    at = np.array([(c.circle.x, c.circle.y) for c in parts])
    among = np.hypot(*(at[:, None] - at[None]).transpose(2, 0, 1)) + 1e9 * np.eye(len(at))
    assert among.min() > 0.4 * CELL_PX
    nearest = np.array([np.hypot(*(at - (c.circle.x, c.circle.y)).T).min() for c in whole])
    # Levels are taken tile by tile: a rim may move by a pixel, and a doubtful cell come or go.
    assert np.mean(nearest < 0.25 * CELL_PX) > 0.98
    assert abs(len(parts) - len(whole)) <= 0.02 * len(whole)


def test_a_detector_that_looks_only_around_gives_the_very_same_cells_in_tiles() -> None:
    pixels = np.zeros((700, 900, 3), np.uint8)
    rng = np.random.default_rng(0)
    pixels[rng.integers(0, 700, 500), rng.integers(0, 900, 500)] = 1
    whole = {(c.circle.x, c.circle.y) for c in marked(pixels)}
    parts = [(c.circle.x, c.circle.y) for c in tiled(marked, pixels, diameter_px=8, tile_px=200)]
    assert set(parts) == whole
    assert len(parts) == len(whole)


def test_a_cell_that_two_tiles_place_on_either_side_of_their_seam_is_kept_once() -> None:
    for shift in (-3, 3):

        def unsteady(pixels: np.ndarray, *, task: Task = SILENT, shift: int = shift) -> list[DetectedCell]:
            # Tiles that begin at the smear's left border place it elsewhere than the others.
            moved = shift if pixels[0, 0, 1] else -shift
            return [DetectedCell(c.circle.moved(dx=moved, dy=0), c.score, at_border=True) for c in marked(pixels)]

        pixels = np.zeros((100, 1000, 3), np.uint8)
        pixels[:, 0, 1] = 255
        pixels[50, 500, 0] = 1
        found = tiled(unsteady, pixels, diameter_px=24, tile_px=600)
        assert len(found) == 1
        assert abs(found[0].circle.x - 500) < 4
        assert not found[0].at_border


def test_only_the_smear_s_own_border_cuts_cells() -> None:
    found = tiled(
        DETECTORS["watershed"].make({"diameter_px": CELL_PX}), SMEAR.pixels, diameter_px=CELL_PX, tile_px=300
    )
    assert any(c.at_border for c in found)
    assert all(c.at_border == c.circle.cut_by_border(width=900, height=700) for c in found)


def test_a_smear_no_larger_than_a_tile_goes_to_the_detector_whole() -> None:
    seen: list[np.ndarray] = []

    def look(pixels: np.ndarray, *, task: Task = SILENT) -> list[DetectedCell]:
        seen.append(pixels)
        return []

    tiled(look, SMEAR.pixels, diameter_px=CELL_PX)
    assert len(seen) == 1
    assert seen[0] is SMEAR.pixels


def test_every_pixel_lies_in_some_tile_and_tiles_are_views() -> None:
    pixels = np.zeros((431, 777, 3), np.uint8)

    def paint(part: np.ndarray, *, task: Task = SILENT) -> list[DetectedCell]:
        part += 1
        return []

    tiled(paint, pixels, diameter_px=10, tile_px=128)
    assert pixels.min() >= 1


def test_it_tells_of_every_tile_and_stops_within_one() -> None:
    task = Task()
    told: list[Event] = []

    def stop_at_the_second(event: Event) -> None:
        told.append(event)
        if len(told) == 2:
            task.stop()

    with pytest.raises(CancelledError):
        tiled(
            DETECTORS["hough_native"].make({"diameter_px": CELL_PX}),
            SMEAR.pixels,
            diameter_px=CELL_PX,
            task=task.reporting_to(stop_at_the_second),
            tile_px=300,
        )
    assert len(told) == 2
    told.clear()
    tiled(marked, SMEAR.pixels, diameter_px=CELL_PX, task=Task(told.append), tile_px=300)
    total = len(told) - 1
    assert told == [Progress(done, total, "tiles") for done in range(total + 1)]


def test_tiles_grow_with_the_cells_within_memory() -> None:
    assert tile_side(40) == 2500
    assert tile_side(12) == 750
    assert tile_side(250) == 4096
    assert tile_side(1) == 512


@pytest.mark.nightly
def test_a_smear_of_many_fields_is_measured_on_windows_and_searched_in_tiles() -> None:
    """With four fields a side it is still larger than a tile; `tests/nightly/test_large_smears.py` takes more."""
    check_many_fields(side=4)


def check_many_fields(*, side: int) -> None:
    field = render_smear(seed=3, width=800, height=800, cell_px=40, n_cells=90).pixels
    whole = np.tile(field, (side, side, 1))
    assert max(whole.shape) > tile_side(40)
    assert abs(typical_diameter(whole) / typical_diameter(field) - 1) < 0.05
    find = DETECTORS["hough"].make()
    assert abs(len(find(whole)) - side**2 * len(find(field))) < 0.1 * side**2 * len(find(field))
