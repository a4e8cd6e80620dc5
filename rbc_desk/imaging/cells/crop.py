"""Cuts cells out of smears. Training and classification share one recipe."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from rbc_desk.core.errors import UnreadableImageError
from rbc_desk.core.files.hashing import hash_json
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.registry import Params
from rbc_desk.imaging.upscale import UPSCALERS

Pixels = NDArray[np.uint8]


SAME_SCALE = 1.35
"""Typical cells of smears of one microscope differ by up to this factor: 31 to 54 px on Chula RBC-12."""


class CropRecipe(Params):
    """How a cell becomes a square crop.

    The smear is scaled so that its typical cell is `cell_px` wide. The square around a cell has `margin` times its
    diameter and is centred in a crop of `size_px` × `size_px` zeros. Large cells are not shrunk to fit, because size
    is diagnostic. With `surroundings` the crop shows all of the smear that it covers.

    `reference_px` is the typical width of the cells that a model was trained on. A smear whose typical width differs
    by less than the factor SAME_SCALE is cut at that scale, because the typical width varies with disease.
    """

    size_px: int = Field(default=224, ge=16, le=1024, title="Crop size", description="Width and height in pixels.")
    cell_px: float = Field(
        default=160.0,
        ge=8,
        le=1024,
        title="Typical cell width",
        description="Width of a typical cell of the smear, in pixels.",
    )
    margin: float = Field(
        default=1.0, ge=0.5, le=4, title="Margin", description="Width of the crop in cell diameters."
    )
    upscaler: str = Field(
        default="", title="Upscaler", description="Method for enlarging cells. Leave empty for cubic interpolation."
    )

    surroundings: bool = Field(
        default=False, title="Surroundings", description="Show the surroundings of the cell instead of black."
    )
    reference_px: float = Field(
        default=0.0,
        ge=0,
        le=4096,
        title="Reference width",
        description="Typical width of the training cells, in pixels of their smears. 0: that of each smear.",
    )

    @property
    def hash(self) -> str:
        """The recipe's key in the store: 16 hexadecimal digits of a hash of its content."""
        # newer fields at their defaults are left out, so that stored crops keep their hash
        later = {name for name in ("upscaler", "surroundings", "reference_px") if not getattr(self, name)}
        return hash_json(self.model_dump(exclude=later))[:16]

    def scale_on(self, typical_diameter_px: float) -> float:
        """Pixels of the crop for a pixel of a smear with this typical cell."""
        reference = self.reference_px
        same = reference > 0 and 1 / SAME_SCALE <= typical_diameter_px / reference <= SAME_SCALE
        return self.cell_px / (reference if same else typical_diameter_px)


PAPER_RECIPE = CropRecipe(cell_px=224, upscaler="lanczos")
"""Algorithm 1 of the paper: enlarged to 224 px per cell, and zero-padded to 224 × 224."""

DEFAULT_RECIPE = CropRecipe()
"""As in the paper, with room for cells up to 1.4 times the typical one."""

CONTEXT_RECIPE = CropRecipe(size_px=80, cell_px=40, surroundings=True)
"""The cell and what surrounds it, two typical cells wide."""

RECIPES = {"standard": DEFAULT_RECIPE, "paper": PAPER_RECIPE, "context": CONTEXT_RECIPE}
"""The recipes that training settings can name."""


def cut(pixels: Pixels, *, circle: Circle, recipe: CropRecipe, typical_diameter_px: float) -> Pixels:
    """Cut the cell in `circle` as RGB of `recipe.size_px` squared (paper, Algorithm 1, step 6).

    Pixels outside the cell's square or the image are zero. Of a cell too large for the crop, the middle is shown.
    Raises ValueError where the typical diameter is not positive.
    """
    if not (math.isfinite(typical_diameter_px) and typical_diameter_px > 0):
        raise ValueError(f"the typical diameter must be positive, not {typical_diameter_px}")
    size = recipe.size_px
    scale = whole_scale = recipe.scale_on(typical_diameter_px)
    half_source = size / 2 / scale
    if not recipe.surroundings:
        half_source = min(circle.r * recipe.margin, half_source)
    source, left, top, shrunk = _window(pixels, circle=circle, half_px=half_source, scale=scale)
    if source.size == 0:
        return np.zeros((size, size, 3), np.uint8)
    if recipe.upscaler and scale > 1:
        source, shrunk = UPSCALERS[recipe.upscaler].make()(source, factor=scale), scale
    scale /= shrunk
    # the halves are needed because pixel centres, not corners, have integer coordinates
    centre_x = (circle.x - left) * shrunk - 0.5
    centre_y = (circle.y - top) * shrunk - 0.5
    transform = np.array(
        [
            [scale, 0, (size - 1) / 2 - scale * centre_x],
            [0, scale, (size - 1) / 2 - scale * centre_y],
        ]
    )
    crop = cv2.warpAffine(
        source,
        transform,
        (size, size),
        flags=cv2.INTER_CUBIC if scale > 1 else cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return _keep_square(
        crop,
        half_px=half_source * whole_scale,
        inside=_inside_image(pixels, circle=circle, size=size, scale=whole_scale),
    )


def encode_png(crop: Pixels) -> bytes:
    """Encode a crop as PNG, lossless."""
    _, data = cv2.imencode(".png", cv2.cvtColor(crop, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_PNG_COMPRESSION, 1])
    return data.tobytes()


def decode_png(data: bytes) -> Pixels:
    """Decode a crop of `encode_png`. Raises UnreadableImageError."""
    crop = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if crop is None:
        raise UnreadableImageError("A stored crop is damaged.", hint="Store the crops of this project again.")
    return _rgb(crop)


def _rgb(bgr: NDArray[Any]) -> Pixels:
    return np.ascontiguousarray(bgr[:, :, ::-1], dtype=np.uint8)


def _window(pixels: Pixels, *, circle: Circle, half_px: float, scale: float) -> tuple[Pixels, int, int, float]:
    """Return the part of the image around the circle, its left and top, and the factor by which it is scaled.

    Where the crop is much smaller than its source, areas are averaged first, since sampling alone would alias.
    """
    height, width = pixels.shape[:2]
    left = max(0, math.floor(circle.x - half_px) - 3)
    top = max(0, math.floor(circle.y - half_px) - 3)
    right = min(width, math.ceil(circle.x + half_px) + 3)
    bottom = min(height, math.ceil(circle.y + half_px) + 3)
    part = pixels[max(top, 0) : max(bottom, 0), max(left, 0) : max(right, 0)]
    if part.size == 0 or scale >= 0.75:
        return part, left, top, 1.0
    columns, rows = max(1, round(part.shape[1] * scale)), max(1, round(part.shape[0] * scale))
    # One factor for both axes: the rounding error is below half a pixel of the crop.
    small = cv2.resize(part, (columns, rows), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8), left, top, scale


def _inside_image(pixels: Pixels, *, circle: Circle, size: int, scale: float) -> tuple[int, int, int, int]:
    """Return the range of columns and rows of the crop that show the image."""
    height, width = pixels.shape[:2]
    return (
        round(size / 2 - circle.x * scale),
        round(size / 2 + (width - circle.x) * scale),
        round(size / 2 - circle.y * scale),
        round(size / 2 + (height - circle.y) * scale),
    )


def _keep_square(crop: NDArray[Any], *, half_px: float, inside: tuple[int, int, int, int]) -> Pixels:
    size = crop.shape[0]
    first, last = round(size / 2 - half_px), round(size / 2 + half_px)
    x0, x1 = np.clip((max(first, inside[0]), min(last, inside[1])), 0, size)
    y0, y1 = np.clip((max(first, inside[2]), min(last, inside[3])), 0, size)
    kept = np.zeros_like(crop, dtype=np.uint8)
    if x1 > x0 and y1 > y0:
        kept[y0:y1, x0:x1] = crop[y0:y1, x0:x1]
    return kept
