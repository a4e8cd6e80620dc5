"""The rule by which a detected cell counts as found, for the labels of Chula RBC-12 and BCCD.

Chula: labelled points lie inside their cells but often off the centre. A circle is matched to a point within it, one
to one, with the smallest total distance. Precision and recall are computed on the images of `fully_labelled.txt`
only, the recall per class on all images. BCCD: the square around a circle is matched to an RBC box with IoU >= 0.5,
one to one; duplicate boxes count once. Unmatched circles that the border cuts off, or that have their centre in the
box of a white cell or platelet, are ignored.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

CHULA_CLASSES = (
    "normal", "macrocyte", "microcyte", "spherocyte", "target", "stomatocyte", "ovalocyte", "teardrop", "burr",
    "schistocyte", "uncategorised", "hypochromia", "elliptocyte",
)  # fmt: skip
_SAME_BOX = 0.85
_SLIP_PX = 5  # smaller boxes were drawn by mistake


@dataclass(frozen=True, slots=True)
class Labelled:
    """An image and its truth: `points` N×2 with `kinds` (chula), or `boxes` N×4 and `others` M×4 (bccd)."""

    source: str
    path: Path
    counts: bool  # whether nearly every cell is labelled
    points: np.ndarray = field(default_factory=lambda: np.empty((0, 2)))
    kinds: np.ndarray = field(default_factory=lambda: np.empty(0, int))
    boxes: np.ndarray = field(default_factory=lambda: np.empty((0, 4)))
    others: np.ndarray = field(default_factory=lambda: np.empty((0, 4)))

    @property
    def number(self) -> int:
        return int("".join(filter(str.isdigit, self.path.stem)) or 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The matches of an image: rows of `found` that are hits, false or ignored, and missed rows of the truth."""

    hit: list[int]
    false: list[int]
    missed: list[int]
    reached: list[int]  # rows of the truth that have a circle

    @property
    def f1(self) -> float:
        return 2 * len(self.hit) / max(2 * len(self.hit) + len(self.false) + len(self.missed), 1)


def read_chula(folder: Path) -> list[Labelled]:
    full = set((folder / "fully_labelled.txt").read_text().split())
    labelled = []
    for path in sorted(folder.glob("labels/*.txt")):
        rows = np.array([line.split()[:3] for line in path.read_text().splitlines() if len(line.split()) > 2], int)
        if len(rows):
            image = folder / "images" / f"{path.stem}.jpg"
            labelled.append(
                Labelled("chula", image, path.stem in full, points=rows[:, :2].astype(float), kinds=rows[:, 2])
            )
    return labelled


def read_bccd(folder: Path) -> list[Labelled]:
    labelled = []
    for path in sorted(folder.glob("annotations/*.xml")):
        boxes: dict[str, list[list[float]]] = defaultdict(list)
        for thing in ElementTree.parse(path).iter("object"):
            box = thing.find("bndbox")
            corners = [float(box.findtext(key)) for key in ("xmin", "ymin", "xmax", "ymax")]
            if min(corners[2] - corners[0], corners[3] - corners[1]) < _SLIP_PX:
                continue
            same = boxes[thing.findtext("name")]
            if not same or iou(np.array([corners]), np.array(same)).max() < _SAME_BOX:
                same.append(corners)
        red, others = boxes["RBC"], boxes["WBC"] + boxes["Platelets"]
        image = folder / "images" / f"{path.stem}.jpg"
        labelled.append(
            Labelled(
                "bccd", image, True, boxes=np.reshape(red, (-1, 4)), others=np.reshape(others, (-1, 4)).astype(float)
            )
        )
    return labelled


def judge(found: np.ndarray, truth: Labelled, *, width: int, height: int) -> Outcome:
    """Match `found` [N, 3] (x, y and radius in pixels) to the truth of an image of `width` x `height`."""
    x, y, r = found.T
    ignored = (x - r < 1) | (y - r < 1) | (x + r > width - 1) | (y + r > height - 1)
    n_truth = len(truth.points) if truth.source == "chula" else len(truth.boxes)
    hit: list[int] = []
    reached: list[int] = []
    if len(found) and n_truth:
        if truth.source == "chula":
            distance = np.hypot(*(found[:, None, :2] - truth.points[None]).transpose(2, 0, 1))
            cost, limit = distance / np.minimum(r[:, None], 1.5 * np.median(r)), 1.0
        else:
            squares = np.clip(np.stack([x - r, y - r, x + r, y + r], axis=1), 0, (width, height, width, height))
            cost, limit = 1 - iou(squares, truth.boxes), 0.5
        hit, reached = _matched(cost, limit)
    if len(truth.others):
        inside = (truth.others[:, 0] <= x[:, None]) & (x[:, None] <= truth.others[:, 2])
        inside &= (truth.others[:, 1] <= y[:, None]) & (y[:, None] <= truth.others[:, 3])
        ignored = ignored | inside.any(axis=1)
    false = [i for i in range(len(found)) if i not in set(hit) and not ignored[i]]
    return Outcome(hit, false, [i for i in range(n_truth) if i not in set(reached)], reached)


def _matched(cost: np.ndarray, limit: float) -> tuple[list[int], list[int]]:
    rows, columns = linear_sum_assignment(np.minimum(cost, limit + 1))
    good = cost[rows, columns] <= limit
    return rows[good].tolist(), columns[good].tolist()


def iou(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The intersection over union of all boxes of `a` [N, 4] and `b` [M, 4], as [N, M]."""
    a, b = a[:, None].astype(float), b[None].astype(float)
    width = np.minimum(a[..., 2], b[..., 2]) - np.maximum(a[..., 0], b[..., 0])
    height = np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 1], b[..., 1])
    inner = np.maximum(width, 0) * np.maximum(height, 0)
    areas = [(box[..., 2] - box[..., 0]) * (box[..., 3] - box[..., 1]) for box in (a, b)]
    return inner / (areas[0] + areas[1] - inner + 1e-9)
