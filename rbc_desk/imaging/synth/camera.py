"""Augments smears as other laboratories would photograph them, with varying light, stain, focus, camera and format.

Networks that are trained on such views generalise better to unseen smears.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.float32]
"""[H, W, 3], 0..1."""


def warped(
    pixels: NDArray[np.uint8], matrix: NDArray[np.float64], shift: NDArray[np.float64], *, side: int
) -> tuple[Image, NDArray[np.bool_]]:
    """Transform `pixels` [H, W, 3] by `matrix` [2, 2] and `shift` [2]; integer coordinates are corners of pixels.

    Returns the view [side, side, 3] in 0..1, and the mask [side, side] of where it shows the smear.
    """
    scale = math.sqrt(abs(np.linalg.det(matrix)))
    source = cv2.blur(pixels, (3, 3)) if scale < 0.7 else pixels  # sampling every second pixel would alias
    affine = np.column_stack([matrix, shift + matrix @ (0.5, 0.5) - 0.5])  # OpenCV counts from pixels' centres
    size = (side, side)
    image = cv2.warpAffine(source, affine, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    inside = cv2.warpAffine(
        np.ones(pixels.shape[:2], np.uint8), affine, size, flags=cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT
    )
    return image.astype(np.float32) / np.float32(255), np.asarray(inside > 0, np.bool_)


def relit(image: Image, rng: np.random.Generator) -> Image:
    """Change an image as if another laboratory had photographed it; [H, W, 3] in 0..1 in and out."""
    if rng.random() < 0.15:
        image = np.repeat(image.mean(axis=2, keepdims=True), 3, axis=2)
    elif rng.random() < 0.7:
        image = _restained(image, rng)
    image = np.clip(image, 1e-3, 1) ** rng.uniform(0.5, 2.0, 1 if rng.random() < 0.5 else 3).astype(np.float32)
    image = image * rng.uniform(0.55, 1.05, 3).astype(np.float32)
    if rng.random() < 0.25:
        image = _hazed(image, rng)
    if rng.random() < 0.5:
        image = _lamp(image, rng)
    image = _focused(image, rng)
    if rng.random() < 0.5:
        noise = rng.standard_normal(image.shape, dtype=np.float32) * np.float32(rng.uniform(0.003, 0.04))
        image = image + noise
    if rng.random() < 0.4:
        image = _compressed(image, rng)
    return np.clip(image, 0, 1).astype(np.float32)


def _restained(image: Image, rng: np.random.Generator) -> Image:
    """Mix colours as optical densities, in which stains add up."""
    density = -np.log(np.clip(image, 4e-3, 1))
    mix = np.eye(3) * rng.uniform(0.6, 1.3, 3) + rng.normal(0, 0.14, (3, 3))
    return np.exp(-np.clip(density @ mix.T.astype(np.float32), 0, None)).astype(np.float32)


def _hazed(image: Image, rng: np.random.Generator) -> Image:
    """Tint the background and lower the contrast, as stained plasma and stray light do."""
    tint = rng.uniform(0.45, 1.0, 3).astype(np.float32)
    share = np.float32(rng.uniform(0.1, 0.5))
    return np.asarray(image * (1 - share) + share * tint, np.float32)


def _lamp(image: Image, rng: np.random.Generator) -> Image:
    height, width = image.shape[:2]
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    dx, dy, fall = rng.normal(0, 0.14), rng.normal(0, 0.14), rng.uniform(-0.05, 0.2)
    light = 1 + dx * x + dy * y - fall * (x * x + y * y) / 2
    return np.asarray(image * light[..., None].astype(np.float32), np.float32)


def _focused(image: Image, rng: np.random.Generator) -> Image:
    """Blur, sharpen or smear an image, or reduce its resolution."""
    chance = rng.random()
    if chance < 0.35:
        return np.asarray(cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 2.0)), np.float32)
    if chance < 0.5:
        soft = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.8, 1.6))
        return np.asarray(image + np.float32(rng.uniform(0.3, 1.5)) * (image - soft), np.float32)
    if chance < 0.65:
        height, width = image.shape[:2]
        factor = rng.uniform(0.35, 0.8)
        small = cv2.resize(
            image, (max(8, int(width * factor)), max(8, int(height * factor))), interpolation=cv2.INTER_AREA
        )
        how = cv2.INTER_NEAREST if rng.random() < 0.3 else cv2.INTER_LINEAR
        return np.asarray(cv2.resize(small, (width, height), interpolation=how), np.float32)
    return image


def _compressed(image: Image, rng: np.random.Generator) -> Image:
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(20, 95))]
    done, data = cv2.imencode(".jpg", np.clip(image * 255, 0, 255).astype(np.uint8), quality)
    if not done:
        return image
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_UNCHANGED), np.float32) / np.float32(255)
