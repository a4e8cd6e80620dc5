"""Measures how well the raters of fields tell fields that are not fit to be counted, on real smears of six sources.

    python benchmarks/field_raters.py [--limit 24] [--source NAME ...]

Good fields are the real ones. Unfit ones are the same fields with an eighth of the light, twice and four times the
light (clipped), out of focus by a disc, and with the cells of more copies of the field upon them; degraded in linear
light. Real labels: for focus, the fields of raabin judged by eye; for crowding, the share of labelled red cells whose
boxes overlap; for crenation, the burr cells of Chula. The images of a source, in order, are cut into six blocks.
Limits are chosen on every second block (the
least that leaves out at most 2 % of the good fields of each source) and checked on the other blocks, because
neighbouring images often come from one smear. AUROC with 95 % intervals, resampled over fields.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import CellKind
from rbc_desk.core.counting.field_fitness import Rater
from rbc_desk.core.files.images import find_images
from rbc_desk.core.geometry.circles import Box
from rbc_desk.imaging.field.diameter import typical_diameter
from rbc_desk.imaging.field.quality import FieldQuality, cell_mask, field_quality
from rbc_desk.imaging.read import read_image
from rbc_desk.store.exchange.annotated import ReadOptions
from rbc_desk.store.exchange.registry import IMPORTERS

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
SOURCES = {
    "chula": "chula:chula",
    "bccd": "voc:bccd",
    "aslan": "boxes:more/aslan",
    "raabin": "boxes:more/raabin",
    "cellavision": "boxes:more/cellavision",
    "pig": ":more/pig",
}
LEAVES_OUT = tuple(rater.value for rater in Rater)
BLOCKS = 6
CELL_PX, SIDE_PX = 40.0, 400  # the measures work at this scale; the middle of a field is enough
FEW_GOOD_OUT = 0.02
_LINEAR = (np.arange(256, dtype=np.float32) / 255) ** 2.2
_SRGB = np.clip(np.rint(255 * (np.arange(4097) / 4096) ** (1 / 2.2)), 0, 255).astype(np.uint8)
Pixels = NDArray[np.uint8]
Degrade = Callable[[Pixels, float], Pixels]


@dataclass(frozen=True, slots=True)
class Field:
    """A real field: its pixels, the width of its cells, and whether its limits are checked with it."""

    source: str
    pixels: Pixels
    cell_px: float
    held_out: bool
    overlapping: float | None = None
    burr: float | None = None
    in_focus: bool | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """A field as it is or degraded (`how`), with what was measured."""

    source: str
    how: str
    held_out: bool
    quality: FieldQuality
    stain: NDArray[np.float64]
    rough: float
    overlapping: float | None
    burr: float | None
    in_focus: bool | None


SCORES: Mapping[str, Callable[[FieldQuality], float]] = {
    "dark": lambda one: 1 - one.glass_level,
    "overexposed": lambda one: one.clipped,
    "focus": lambda one: one.rim_width if one.rim_width is not None else 1.0,
    "crowding": lambda one: one.covered,
}
"""What each rater goes by; more is worse. Only those of `core.counting.field_fitness.Rater` leave fields out."""
UNFIT: Mapping[str, tuple[str, ...]] = {
    "dark": ("light / 8",),
    "overexposed": ("light x 2", "light x 4"),
    "focus": ("disc 0.08", "disc 0.12", "disc 0.16"),
    "crowding": ("cells x 2", "cells x 3", "cells x 5"),
}
OUT_OF_FOCUS = (3, 9, 10, 12, 21, 22, 26, 30, 37, 38, 49, 53, 54, 59, 65, 69, 70, 71, 73, 76, 91, 103, 106, 113, 117)
"""The images of raabin, in order of their names from 0, whose red cells are out of focus, judged by eye."""
DOUBTFUL_FOCUS = (75,)


def in_light(pixels: Pixels) -> NDArray[np.float32]:
    return _LINEAR[pixels]


def as_pixels(light: NDArray[np.float32]) -> Pixels:
    return _SRGB[np.clip(light * 4096, 0, 4096).astype(np.int32)]


def lit(factor: float) -> Degrade:
    return lambda pixels, _cell: as_pixels(in_light(pixels) * factor)


def out_of_focus(radius: float) -> Degrade:
    """A disc with this radius, as a share of the cell width."""

    def blur(pixels: Pixels, cell: float) -> Pixels:
        reach = radius * cell
        n = int(np.ceil(reach))
        y, x = np.mgrid[-n : n + 1, -n : n + 1]
        disc = np.clip(reach + 0.5 - np.hypot(x, y), 0, 1).astype(np.float32)
        return as_pixels(cv2.filter2D(in_light(pixels), -1, disc / disc.sum(), borderType=cv2.BORDER_REFLECT))

    return blur


def crowded(n: int) -> Degrade:
    """The field with the cells of n - 1 flipped or moved copies upon it: each absorbs what the others let pass."""

    def add(pixels: Pixels, _cell: float) -> Pixels:
        light = in_light(pixels)
        glass = np.percentile(light.reshape(-1, 3), 90, axis=0).astype(np.float32)
        passed = np.minimum(light / glass, 1)
        height, width = passed.shape[:2]
        copies = [passed, passed[::-1], passed[:, ::-1], passed[::-1, ::-1]]
        copies += [np.roll(one, (height // 3, width // 4), (0, 1)) for one in copies]
        return as_pixels(np.prod(copies[:n], axis=0) * glass)

    return add


DEGRADED: Mapping[str, Degrade] = {
    "good": lambda pixels, _cell: pixels,
    "light / 8": lit(1 / 8),
    "light x 2": lit(2),
    "light x 4": lit(4),
    **{f"disc {radius:.2f}": out_of_focus(radius) for radius in (0.08, 0.12, 0.16)},
    **{f"cells x {n}": crowded(n) for n in (2, 3, 5)},
    "stain": lambda pixels, _cell: stained(pixels),
}


def stained(pixels: Pixels) -> Pixels:
    """The field in a bluer stain: red absorbed by half as much again, blue by half."""
    light = in_light(pixels)
    glass = np.percentile(light.reshape(-1, 3), 90, axis=0).astype(np.float32)
    return as_pixels(np.minimum(light / glass, 1) ** np.array([1.5, 1.0, 0.5], np.float32) * glass)


def fields_of(name: str, *, data: Path, limit: int) -> Iterator[Field]:
    kind, _, folder = SOURCES[name].partition(":")
    labels = {}
    if kind:
        found = IMPORTERS[kind].make()(data / folder, ReadOptions(all_kinds=True)).smears
        labels = {smear.path.name: smear.cells for smear in found}
    files = sorted(find_images([data / folder]))
    if name == "chula":
        files.sort(key=lambda path: int(path.stem))  # neighbouring numbers often come from one slide
    for i in np.unique(np.linspace(0, len(files) - 1, min(limit, len(files))).round().astype(int)):
        pixels = read_image(files[i]).pixels
        cell = typical_diameter(pixels)
        cells = labels.get(files[i].name, ())
        boxes = [one.box for one in cells if one.box is not None and one.kind is CellKind.RED]
        codes = [one.code for one in cells if one.code]
        factor = min(1.0, CELL_PX / cell)
        size = (max(1, round(pixels.shape[1] * factor)), max(1, round(pixels.shape[0] * factor)))
        small = pixels if factor == 1 else cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
        top, left = (max(0, (side - SIDE_PX) // 2) for side in small.shape[:2])
        middle = np.ascontiguousarray(small[top : top + SIDE_PX, left : left + SIDE_PX])
        yield Field(
            name,
            middle,
            cell * factor,
            held_out=bool(i * BLOCKS // len(files) % 2),
            overlapping=overlapping(boxes) if len(boxes) >= 4 else None,
            burr=float(np.mean([code in ("8", "burr_cell") for code in codes])) if len(codes) >= 8 else None,
            in_focus=i not in OUT_OF_FOCUS if name == "raabin" and i not in DOUBTFUL_FOCUS else None,
        )


def overlapping(boxes: Sequence[Box]) -> float:
    """The share of boxes that share more than a tenth of their area with another."""
    edges = np.array([(box.x0, box.y0, box.x1, box.y1) for box in boxes], float)
    low, high = np.maximum(edges[:, None, :2], edges[None, :, :2]), np.minimum(edges[:, None, 2:], edges[None, :, 2:])
    both = np.prod(np.clip(high - low, 0, None), axis=2)
    np.fill_diagonal(both, 0)
    return float((both.max(axis=1) > 0.1 * np.prod(edges[:, 2:] - edges[:, :2], axis=1)).mean())


def rated(field: Field) -> Iterator[Rated]:
    for how, degrade in DEGRADED.items():
        pixels = degrade(field.pixels, field.cell_px)
        stain, rough = stain_and_roughness(pixels, field.cell_px)
        measured = field_quality(pixels, cell_px=field.cell_px)
        is_real = how == "good"
        yield Rated(
            field.source,
            how,
            field.held_out,
            measured,
            stain,
            rough,
            field.overlapping if is_real else None,
            field.burr if is_real else None,
            field.in_focus if is_real else None,
        )


def stain_and_roughness(pixels: Pixels, cell: float) -> tuple[NDArray[np.float64], float]:
    """The shares of red, green and blue in what cells absorb, and the roughness of the outlines of lone cells.

    Candidates for raters that do not hold; the program does not use them.
    """
    mask = cell_mask(pixels, cell)
    if not mask.any() or mask.all():
        return np.full(3, np.nan), float("nan")
    density = -np.log(np.maximum(in_light(pixels), 1e-3))
    absorbed = np.clip(np.median(density[mask > 0], axis=0) - np.median(density[mask == 0], axis=0), 1e-3, None)
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    lone = [one for one in outlines if 0.4 < cv2.contourArea(one) / (np.pi * cell**2 / 4) < 1.4]
    rough = [cv2.arcLength(one, True) / cv2.arcLength(cv2.convexHull(one), True) for one in lone]
    return np.asarray(absorbed / absorbed.sum(), float), float(np.mean(rough)) if rough else float("nan")


def auroc(good: NDArray[np.float64], bad: NDArray[np.float64]) -> float:
    both = np.concatenate([good, bad])
    order = np.argsort(both, kind="stable")
    ranks = np.empty(len(both))
    ranks[order] = np.arange(1, len(both) + 1)
    for value in np.unique(both):
        ranks[both == value] = ranks[both == value].mean()
    return float((ranks[len(good) :].sum() - len(bad) * (len(bad) + 1) / 2) / (len(good) * len(bad)))


def auroc_text(good: Sequence[float], bad: Sequence[float]) -> str:
    a, b = (np.array([one for one in values if np.isfinite(one)]) for values in (good, bad))
    if len(a) < 3 or len(b) < 3:
        return f"too few ({len(a)} good, {len(b)} bad)"
    random = np.random.default_rng(1)
    tries = [auroc(random.choice(a, len(a)), random.choice(b, len(b))) for _ in range(500)]
    low, high = np.percentile(tries, [2.5, 97.5])
    return f"{auroc(a, b):.2f} ({low:.2f} to {high:.2f})"


def percent(flags: Sequence[bool]) -> str:
    return f"{100 * np.mean(flags):.0f} %" if flags else "–"


def report(found: Sequence[Rated]) -> None:
    sources = list(dict.fromkeys(one.source for one in found))
    tuning = [one for one in found if not one.held_out]
    checked = [one for one in found if one.held_out]
    n_good = {name: sum(one.source == name and one.how == "good" for one in found) for name in sources}
    print("Fields: " + ", ".join(f"{name} {n}" for name, n in n_good.items()))
    print("\nAUROC, good against degraded fields of the held-out blocks; share of these that the limit finds\n")
    print("| rater | degraded | AUROC (95 % interval) | found | limit from the tuning blocks |")
    print("|---|---|---|---|---|")
    for rater, score in SCORES.items():
        good = [one for one in tuning if one.how == "good"]
        limit = max(
            float(np.quantile([score(one.quality) for one in good if one.source == name], 1 - FEW_GOOD_OUT))
            for name in sources
        )
        for how in UNFIT[rater]:
            bad = [one for one in checked if one.how == how]
            text = auroc_text(
                [score(one.quality) for one in checked if one.how == "good"], [score(one.quality) for one in bad]
            )
            hits = (
                percent([rater in one.quality.unfit for one in bad]) if rater in LEAVES_OUT else "leaves nothing out"
            )
            print(f"| {rater} | {how} | {text} | {hits} | {limit:.3f} |")
    print("\nGood fields of the held-out blocks that are left out, and those of all blocks\n")
    print("| source | " + " | ".join(LEAVES_OUT) + " | any | any, all blocks |")
    print("|---" * (len(LEAVES_OUT) + 3) + "|")
    for name in sources:
        good = [one.quality.unfit for one in checked if one.source == name and one.how == "good"]
        every = [one.quality.unfit for one in found if one.source == name and one.how == "good"]
        cells = [percent([rater in faults for faults in good]) for rater in LEAVES_OUT]
        cells += [percent([bool(faults) for faults in good]), percent([bool(faults) for faults in every])]
        print(f"| {name} | " + " | ".join(cells) + " |")
    report_labelled(found)


def report_labelled(found: Sequence[Rated]) -> None:
    print("\nReal labels and candidates that the program does not use\n")
    real = [one for one in found if one.how == "good"]
    seen = [one for one in real if one.in_focus is not None]
    text = auroc_text(
        [SCORES["focus"](one.quality) for one in seen if one.in_focus],
        [SCORES["focus"](one.quality) for one in seen if not one.in_focus],
    )
    print(f"- focus by the width of rims, fields of raabin in focus against those out of focus by eye: {text}")
    boxed = [one for one in real if one.overlapping is not None]
    for name, score in (("covered", lambda q: q.covered), ("clumped", lambda q: q.clumped)):
        text = auroc_text(
            [score(one.quality) for one in boxed if one.overlapping < 0.3],  # type: ignore[operator]
            [score(one.quality) for one in boxed if one.overlapping >= 0.6],  # type: ignore[operator]
        )
        print(f"- crowding by the share {name}, fields with 60 % overlapping red cells against below 30 %: {text}")
    burr = [one for one in real if one.burr is not None]
    text = auroc_text(
        [one.rough for one in burr if one.burr == 0], [one.rough for one in burr if (one.burr or 0) > 0.2]
    )
    print(f"- crenation by the roughness of outlines, Chula fields with 20 % burr cells against none: {text}")
    known = [one for one in real if one.source == "chula" and not one.held_out]
    if known:
        centre = np.nanmedian([one.stain for one in known], axis=0)
        far = [float(np.abs(one.stain - centre).sum()) for one in known]
        limit = float(np.nanquantile(far, 0.98))

        def distance(one: Rated) -> float:
            return float(np.abs(one.stain - centre).sum())

        own = [one for one in found if one.source == "chula" and one.held_out]
        text = auroc_text(
            [distance(one) for one in own if one.how == "good"], [distance(one) for one in own if one.how == "stain"]
        )
        print(f"- stain by the distance from Chula's, held-out Chula fields as they are against bluer: {text}")
        others = [name for name in SOURCES if name != "chula"]
        beyond = {name: percent([distance(one) > limit for one in real if one.source == name]) for name in others}
        print("  good fields of other sources beyond it: " + ", ".join(map(" ".join, beyond.items())))
    print("- drying: no labelled fields")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int, default=24, help="so many images of each source, spread evenly")
    parser.add_argument("--source", action="append", choices=tuple(SOURCES), help="may be repeated; default: all")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    names = options.source or SOURCES
    fields = (field for name in names for field in fields_of(name, data=options.data, limit=options.limit))
    report([one for field in fields for one in rated(field)])


if __name__ == "__main__":
    main()
