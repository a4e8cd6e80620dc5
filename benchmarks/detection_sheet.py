"""Makes a sheet of circles without a label, for visual inspection."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from rbc_desk.imaging.read import read_image

COLUMNS = 10
TILE_PX = 110
GLASS, RIM, INK = (90, 90, 90), (0, 200, 0), (255, 0, 0)  # BGR


def write_sheet(path: Path, circles: Sequence[tuple[Path, float, float, float]], *, count: int = 100) -> None:
    """A random sample of `count` circles (image, x, y, radius) with a fixed seed, each with its surroundings."""
    order = np.random.default_rng(0).permutation(len(circles))[:count]
    tiles = [_tile(*circles[i], number=n) for n, i in enumerate(order.tolist())]
    if not tiles:
        return
    tiles += [np.zeros_like(tiles[0])] * (-len(tiles) % COLUMNS)
    rows = [np.hstack(tiles[i : i + COLUMNS]) for i in range(0, len(tiles), COLUMNS)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(cv2.imencode(".png", np.vstack(rows))[1].tobytes())


def _tile(picture: Path, x: float, y: float, r: float, *, number: int) -> np.ndarray:
    pixels = cv2.cvtColor(read_image(picture).pixels, cv2.COLOR_RGB2BGR)
    around = max(1, round(2 * r))
    wide = cv2.copyMakeBorder(pixels, around, around, around, around, cv2.BORDER_CONSTANT, value=GLASS)
    part = wide[round(y) : round(y) + 2 * around, round(x) : round(x) + 2 * around]
    tile = cv2.resize(part, (TILE_PX, TILE_PX), interpolation=cv2.INTER_AREA)
    cv2.circle(tile, (TILE_PX // 2, TILE_PX // 2), TILE_PX // 4, RIM, 1, cv2.LINE_AA)
    cv2.putText(tile, str(number), (2, 12), cv2.FONT_HERSHEY_SIMPLEX, 0.4, INK, 1, cv2.LINE_AA)
    return tile
