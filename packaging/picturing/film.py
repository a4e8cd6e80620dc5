"""Renders a small whole slide for the screenshots: thick on the left, a monolayer, nearly empty on the right."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import tifffile

from rbc_desk.imaging.synth.smears import render_smear

_UM_PER_PX = 0.25
_THICK, _GLASS = (164, 88, 104), (228, 222, 216)


def write_film(path: Path) -> None:
    """Write the slide as a pyramidal TIFF of 6144 x 2800 pixels."""
    part = render_smear(seed=3, width=2048, height=1400, n_cells=1150, cell_px=30, white_cell=True).pixels
    row = np.concatenate([part, part[:, ::-1], part], axis=1)  # mirrored, so that no seam is seen
    film = np.concatenate([row, row[::-1]]).astype(np.float32)
    x = np.linspace(0, 1, film.shape[1], dtype=np.float32)
    edge = 0.02 * np.sin(np.linspace(0, 9, film.shape[0], dtype=np.float32))[:, None]
    for colour, wish in ((_THICK, (0.36 - x + edge) / 0.12), (_GLASS, (x - 0.8 + edge) / 0.08)):
        share = np.clip(wish, 0, 0.92)[..., None]
        film = film * (1 - share) + np.array(colour, np.float32) * share
    level = film.astype(np.uint8)
    per_cm = 10_000 / _UM_PER_PX
    settings = {"tile": (256, 256), "photometric": "rgb", "compression": "jpeg", "metadata": None, "software": False}
    with tifffile.TiffWriter(path) as file:
        file.write(level, resolution=(per_cm, per_cm), resolutionunit="CENTIMETER", **settings)
        while max(level.shape) > 1024:
            level = np.ascontiguousarray(level[::2, ::2])
            file.write(level, subfiletype=1, **settings)
