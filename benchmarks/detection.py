"""Measures how well and how fast each detector finds the cells of real labelled smears, on one thread.

python benchmarks/detection.py [--detector hough] [--set votes=30] [--limit 40] [--split even] [--overlays DIR]

Precision, recall and F1 by the rule in detection_rule.py; `--cells DIR` keeps the circles as CSV files.
"""

from __future__ import annotations

import argparse
import base64
import csv
import html
import json
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from detection_rule import CHULA_CLASSES, Labelled, Outcome, judge, read_bccd, read_chula
from detection_sheet import write_sheet

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.imaging.detect import DETECTORS, Detector
from rbc_desk.imaging.read import read_image

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
SOURCES = ("chula", "bccd")
# Consecutive numbers often come from one slide, so a split keeps blocks of ten together.
BLOCK = 10
HIT, FALSE, MISSED, IGNORED = (60, 170, 60), (40, 40, 230), (0, 190, 255), (160, 160, 160)  # BGR


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a detector on one image: `found` [N, 3], x, y and radius, and its time in `ms`."""

    truth: Labelled
    found: np.ndarray
    outcome: Outcome
    ms: float


def main() -> None:
    options = parse_options()
    cv2.setNumThreads(1)
    labelled = chosen(read_chula(options.chula) + read_bccd(options.bccd), options.split, options.limit)
    params = dict(pair.split("=", 1) for pair in options.set)
    print_head()
    for name in options.detector or DETECTORS.names:
        try:
            find = DETECTORS[name].make({key: parsed(value) for key, value in params.items()})
        except RbcDeskError as error:
            print(f"{name}: {error}")
            continue
        results = [measured(find, truth) for truth in labelled]
        print_row(name, results)
        if options.overlays:
            write_overlays(options.overlays / f"{name}.html", name, results)
        if options.unmatched:
            write_unmatched(options.unmatched, name, results)
        if options.cells:
            write_cells(options.cells, name, results)


def parse_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chula", type=Path, default=DATA / "chula", help="images/, labels/, fully_labelled.txt")
    parser.add_argument("--bccd", type=Path, default=DATA / "bccd", help="images/, annotations/ (Pascal VOC)")
    parser.add_argument("--detector", action="append", choices=DETECTORS.names, help="may be repeated; default: all")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="a setting of the detector")
    parser.add_argument("--limit", type=int, help="so many images of each source, spread evenly")
    parser.add_argument("--split", choices=("even", "odd", "all"), default="all", help="by blocks of ten numbers")
    parser.add_argument("--overlays", type=Path, metavar="DIR", help="a page of best, median and worst images each")
    parser.add_argument("--unmatched", type=Path, metavar="DIR", help="a sheet of 100 circles without a label each")
    parser.add_argument("--cells", type=Path, metavar="DIR", help="keep the circles: DETECTOR-SOURCE.csv")
    return parser.parse_args()


def parsed(value: str) -> object:
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value


def chosen(labelled: list[Labelled], split: str, limit: int | None) -> list[Labelled]:
    """The images of that half of each source, or `limit` of them, evenly spread."""
    kept: list[Labelled] = []
    for source in SOURCES:
        ours = [t for t in labelled if t.source == source]
        if split != "all":
            ours = [t for t in ours if t.number // BLOCK % 2 == ("even", "odd").index(split)]
        if limit is not None and limit < len(ours):
            ours = [ours[i] for i in np.linspace(0, len(ours) - 1, limit).round().astype(int)]
        kept += ours
    return kept


def measured(find: Detector, truth: Labelled) -> Result:
    pixels = read_image(truth.path).pixels
    start = time.perf_counter()
    cells = find(pixels)
    ms = 1000 * (time.perf_counter() - start)
    found = np.array([(c.circle.x, c.circle.y, c.circle.r) for c in cells], float).reshape(-1, 3)
    height, width = pixels.shape[:2]
    return Result(truth, found, judge(found, truth, width=width, height=height), ms)


def figures(results: list[Result]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the fully labelled images."""
    outcomes = [r.outcome for r in results if r.truth.counts]
    hit, false, missed = (sum(len(getattr(o, part)) for o in outcomes) for part in ("hit", "false", "missed"))
    return hit / max(hit + false, 1), hit / max(hit + missed, 1), 2 * hit / max(2 * hit + false + missed, 1)


def class_recalls(results: list[Result]) -> dict[str, float]:
    """Recall per class over all Chula images; unlabelled cells do not affect it."""
    seen, reached = np.zeros(len(CHULA_CLASSES), int), np.zeros(len(CHULA_CLASSES), int)
    for result in (r for r in results if r.truth.source == "chula"):
        kinds = result.truth.kinds
        seen += np.bincount(kinds, minlength=len(seen))
        reached += np.bincount(kinds[result.outcome.reached], minlength=len(seen))
    return {n: r / s for n, r, s in zip(CHULA_CLASSES, reached, seen, strict=True) if s}


def print_head() -> None:
    print("                 ------- chula -------  -------- bccd -------   ms a smear")
    print("detector         precis. recall     F1  precis. recall     F1   median   p95   images")


def print_row(name: str, results: list[Result]) -> None:
    columns = ""
    for source in SOURCES:
        ours = [r for r in results if r.truth.source == source]
        columns += "".join(f"{figure:7.4f} " for figure in figures(ours)) if ours else 24 * " "
        columns += " "
    taken = [r.ms for r in results]
    print(
        f"{name:16s} {columns} {statistics.median(taken):6.0f} {np.percentile(taken, 95):6.0f}   {len(taken)}",
        flush=True,
    )
    recalls = class_recalls(results)
    if recalls:
        print("  recall a class: " + ", ".join(f"{kind} {share:.3f}" for kind, share in recalls.items()), flush=True)


def write_overlays(page: Path, name: str, results: list[Result]) -> None:
    """A self-contained HTML page with the best, the median and the worst image of each source by F1."""
    parts = [
        f"<!doctype html><meta charset=utf-8><title>{html.escape(name)}</title>"
        "<style>body{font:14px sans-serif;margin:24px}figure{display:inline-block;margin:0 16px 16px 0}</style>"
        f"<h1>{html.escape(name)}</h1><p>Green: found. Red: no labelled cell. Yellow: missed. "
        "Grey: does not count (cut by the border, or a white cell or platelet).</p>"
    ]
    for source in SOURCES:
        ranked = sorted(
            (r for r in results if r.truth.source == source and r.truth.counts), key=lambda r: r.outcome.f1
        )
        picked = {"best": -1, "median": len(ranked) // 2, "worst": 0} if ranked else {}
        for word, index in picked.items():
            result = ranked[index]
            _, data = cv2.imencode(".jpg", overlay(result), [cv2.IMWRITE_JPEG_QUALITY, 85])
            picture = base64.b64encode(data.tobytes()).decode()
            caption = f"{source}, {word}: {result.truth.path.name}, F1 {result.outcome.f1:.3f}"
            parts.append(
                f"<figure><img alt='{html.escape(caption)}' src='data:image/jpeg;base64,{picture}'>"
                f"<figcaption>{html.escape(caption)}</figcaption></figure>"
            )
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("\n".join(parts), encoding="utf-8")


def overlay(result: Result) -> np.ndarray:
    picture = cv2.cvtColor(read_image(result.truth.path).pixels, cv2.COLOR_RGB2BGR)
    hit, false = set(result.outcome.hit), set(result.outcome.false)
    for i, (x, y, r) in enumerate(np.rint(result.found).astype(int).tolist()):
        colour = HIT if i in hit else FALSE if i in false else IGNORED
        cv2.circle(picture, (x, y), r, colour, 2, cv2.LINE_AA)
    for i in result.outcome.missed:
        if result.truth.source == "chula":
            x, y = np.rint(result.truth.points[i]).astype(int).tolist()
            cv2.drawMarker(picture, (x, y), MISSED, cv2.MARKER_TILTED_CROSS, 18, 3)
        else:
            x0, y0, x1, y1 = np.rint(result.truth.boxes[i]).astype(int).tolist()
            cv2.rectangle(picture, (x0, y0), (x1, y1), MISSED, 2)
    return picture


def write_unmatched(folder: Path, name: str, results: list[Result]) -> None:
    for source in SOURCES:
        ours = [r for r in results if r.truth.source == source and r.truth.counts]
        circles = [(r.truth.path, *r.found[i].tolist()) for r in ours for i in r.outcome.false]
        write_sheet(folder / f"{name}-{source}.png", circles)


def write_cells(folder: Path, name: str, results: list[Result]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for source in SOURCES:
        with (folder / f"{name}-{source}.csv").open("w", newline="", encoding="utf-8") as handle:
            writer = csv.writer(handle)
            writer.writerow(("image", "x", "y", "r"))
            for result in results:
                if result.truth.source == source:
                    writer.writerows((result.truth.path.name, *row) for row in result.found.tolist())


if __name__ == "__main__":
    main()
