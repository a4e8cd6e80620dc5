"""The colours of the shipped classes under colour blindness."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

SETS = sorted((Path(__file__).resolve().parents[3] / "resources" / "class_sets").glob("*.toml"))

# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
EYES = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
CLEARLY_APART = 11.0  # CIE76: a little above what is told at a glance on small marks


def lab(colour: str, *, eye: str) -> np.ndarray:
    """CIE L*a*b* of `#rrggbb` as that eye sees it."""
    rgb = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(EYES[eye] @ linear, 0, 1)
    xyz = _TO_XYZ @ seen / (0.9505, 1.0, 1.089)
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def classes(path: Path) -> list[dict[str, str]]:
    return tomllib.loads(path.read_text("utf-8"))["classes"]


def alike(path: Path, *, eye: str) -> list[tuple[str, str]]:
    """The letters of pairs of classes whose colours that eye hardly tells apart."""
    return [
        (one["letters"], other["letters"])
        for one, other in combinations(classes(path), 2)
        if np.linalg.norm(lab(one["colour"], eye=eye) - lab(other["colour"], eye=eye)) < CLEARLY_APART
    ]


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_letters_tell_every_two_classes_apart_whatever_the_eye(path):
    letters = [one["letters"] for one in classes(path)]
    assert sorted(set(letters)) == sorted(letters)


@pytest.mark.parametrize("eye", EYES)
def test_the_three_classes_keep_apart_by_colour_alone_for_every_eye(eye):
    assert alike(next(path for path in SETS if path.stem == "paper"), eye=eye) == []


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_few_pairs_of_a_large_set_rest_on_their_letters(path, eye):
    pairs = len(classes(path)) * (len(classes(path)) - 1) // 2
    assert len(alike(path, eye=eye)) <= (0 if eye == "usual" else 0.08 * pairs)
