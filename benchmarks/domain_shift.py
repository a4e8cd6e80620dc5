"""Measures how well the distance of cells in feature space tells smears of other sources from those of the training.

    python benchmarks/domain_shift.py --work DIR [--starter NAME] [--limit 15] [--source NAME ...]

DIR is that of packaging/make_starters.py, with the projects of the labels that the starters learned from. Held
out are the smears that only chose its epoch. Cells are found and classified as `rbc-desk classify` does it, at most
`--limit` images of each other source; features are kept in DIR/domain/NAME. The measures are compared by their AUROC
over smears (95 % interval, resampled over smears); statistics are of the same training cells for all. False alarms:
each held-out smear against the limit from the others, and all against the limit in the bundle.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parent))
from field_raters import DATA, auroc_text

from rbc_desk.core.cells.cell import red_only
from rbc_desk.core.files.images import find_images
from rbc_desk.core.models.domain_shift import LEAST_CELLS
from rbc_desk.imaging.cells.crop import CropRecipe
from rbc_desk.imaging.detect import DETECTORS
from rbc_desk.imaging.field.diameter import typical_diameter
from rbc_desk.imaging.read import read_image
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.learn.metrics.training_domain import MOST_CELLS, TrainingDomain, fit_domain
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.datasets.crops import cut_circles
from rbc_desk.services.datasets.snapshot_crops import load_cells
from rbc_desk.services.detection.detectors import default_detector
from rbc_desk.services.open_project import open_project
from rbc_desk.services.smears import library
from rbc_desk.settings.paths import shipped_models

OTHERS = ("more/pig", "more/aslan", "more/raabin", "more/cellavision", "bccd", "anaemia")
HELD_OUT = "held-out Chula"
PROJECTS = {"starter": "twelve", "starter-paper": "three"}
Rows = NDArray[np.float64]
Measure = Callable[[Rows, Rows], float]
"""`measure(features [n, D], probabilities [n, C]) -> how unlike the training smears a smear is`."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the sources")
    parser.add_argument("--starter", choices=tuple(PROJECTS), default="starter")
    parser.add_argument("--limit", type=int, default=15, help="images of each other source")
    parser.add_argument("--source", action="append", choices=OTHERS)
    options = parser.parse_args()
    kept = options.work / "domain" / options.starter
    kept.mkdir(parents=True, exist_ok=True)
    predictor = Predictor(shipped_models() / options.starter)
    train = of_training(options.work / PROJECTS[options.starter], predictor, file=kept / "training.npz")
    names = (kept / "held_out.txt").read_text(encoding="utf-8").split("\n")
    own = [options.data / "chula" / "images" / name for name in names]
    smears = {HELD_OUT: of_images(own, predictor, file=kept / "chula.npz")}
    for source in options.source or OTHERS:
        files = sorted(find_images([options.data / source]))
        at = np.unique(np.linspace(0, len(files) - 1, min(options.limit, len(files))).round().astype(int))
        file = kept / f"{source.replace('/', '-')}-{len(at)}.npz"
        smears[source] = of_images([files[i] for i in at], predictor, file=file)
    report(smears, measures=measures_of(train), predictor=predictor)


def of_training(folder: Path, predictor: Predictor, *, file: Path) -> Mapping[str, NDArray[Any]]:
    """Features and targets of training cells; also notes the names of the held-out smears beside `file`."""
    if file.is_file():
        return dict(np.load(file))
    bundle, project = predictor.bundle, open_project(folder, reader="benchmark", back_up=False)
    try:
        snapshot = snapshots.freeze(project, split_by="smear", seed=int(bundle.spec["seed"]), final=True)
        if snapshot.content_hash != bundle.snapshot_hash:
            raise SystemExit("The project does not hold the labels that the starter was trained on.")
        parts = {
            part: load_cells(
                project, snapshot_id=snapshot.id, part=part, codes=bundle.codes,
                recipe=CropRecipe(**bundle.crop_recipe), input_px=bundle.input_px, most=most,
            )
            for part, most in (("train", MOST_CELLS), ("validation", None))
        }  # fmt: skip
        held_out = sorted({library.known_smear(project, smear_id=i).name for i in parts["validation"].smear_ids})
    finally:
        project.close()
    (file.parent / "held_out.txt").write_text("\n".join(held_out), encoding="utf-8")
    crops = parts["train"].crops
    found = {"features": np.asarray(predictor.answers(crops.pixels).features), "targets": crops.targets}
    np.savez(file, **found)
    return found


def of_images(files: Sequence[Path], predictor: Predictor, *, file: Path) -> list[tuple[Rows, Rows]]:
    """Features and probabilities of the whole cells of each image that has enough."""
    if not file.is_file():
        find, recipe = DETECTORS[default_detector()].make(), CropRecipe(**predictor.bundle.crop_recipe)
        kept: dict[str, NDArray[Any]] = {}
        for number, path in enumerate(files):
            pixels = read_image(path).pixels
            height, width = pixels.shape[:2]
            circles = [cell.circle for cell in red_only(find(pixels))]
            circles = [one for one in circles if not one.cut_by_border(width=width, height=height)]
            if len(circles) < LEAST_CELLS:
                continue
            crops = cut_circles(pixels, circles, recipe=recipe, typical_diameter_px=typical_diameter(pixels))
            answers = predictor.answers(crops)
            kept |= {f"f{number}": np.asarray(answers.features), f"p{number}": answers.probabilities}
        np.savez(file, **kept)
    stored = dict(np.load(file))
    numbers = [name[1:] for name in stored if name.startswith("f")]
    return [(stored[f"f{i}"].astype(np.float64), stored[f"p{i}"].astype(np.float64)) for i in numbers]


def measures_of(train: Mapping[str, NDArray[Any]]) -> dict[str, Measure]:
    """What was compared; the first is that of the program."""
    features, targets = train["features"].astype(np.float64), train["targets"]
    domain, overall = fit_domain(features, targets=targets), fit_domain(features, targets=np.zeros_like(targets))
    assert domain is not None
    assert overall is not None
    known = (features @ domain.axes)[:: max(1, len(features) // 500)]

    def apart(one: TrainingDomain, rows: Rows) -> Rows:
        small = ((rows - one.centre) @ one.axes) @ one.whiten
        return np.asarray(np.square(small[:, None] - one.means[None]).mean(2).min(1))

    def nearest(rows: Rows, _shares: Rows) -> float:
        some = (rows @ domain.axes)[:: max(1, len(rows) // 60)]
        return float(np.median(np.sort(np.linalg.norm(some[:, None] - known[None], axis=2), axis=1)[:, 4]))

    return {
        "both parts, median": lambda rows, _shares: domain.distance(rows),
        "both parts, mean": lambda rows, _shares: float(domain.of_cells(rows).mean()),
        "outside of the components, median": lambda rows, _shares: float(
            np.median(2 * domain.of_cells(rows) - apart(domain, rows))
        ),
        "Mahalanobis to the nearest class, median": lambda rows, _shares: float(np.median(apart(domain, rows))),
        "Mahalanobis to the overall mean, median": lambda rows, _shares: float(np.median(apart(overall, rows))),
        "5th nearest of 500 training cells, median": nearest,
        "1 - confidence, mean": lambda _rows, shares: float(1 - shares.max(1).mean()),
    }


def report(
    smears: Mapping[str, Sequence[tuple[Rows, Rows]]], *, measures: Mapping[str, Measure], predictor: Predictor
) -> None:
    others = [name for name in smears if name != HELD_OUT]
    print("Smears: " + ", ".join(f"{name} {len(found)}" for name, found in smears.items()))
    print("\nAUROC by smear, held-out smears of Chula against each other source\n")
    print("| measure | " + " | ".join(others) + " |")
    print("|---" * (len(others) + 1) + "|")
    for title, measure in measures.items():
        values = {name: [measure(*one) for one in found] for name, found in smears.items()}
        print(f"| {title} | " + " | ".join(auroc_text(values[HELD_OUT], values[name]) for name in others) + " |")
    domain = predictor.domain
    if domain is None or domain.limit is None:
        print("\nThe bundle has no limit.")
        return
    print(f"\nDistances with the statistics in the bundle, limit {domain.limit:.3f}\n")
    print("| source | smears | least | median | most | outside |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, found in smears.items():
        far = np.array([domain.distance(rows) for rows, _ in found])
        ends = f"{far.min():.2f} | {np.median(far):.2f} | {far.max():.2f}"
        print(f"| {name} | {len(far)} | {ends} | {100 * np.mean(far > domain.limit):.0f} % |")
    rows = [rows for rows, _ in smears[HELD_OUT]]
    alarms = [left_out(rows, at, domain=domain) for at in range(len(rows))]
    print(f"\nFalse alarms with the limit from the other held-out smears: {sum(alarms)} of {len(alarms)}")


def left_out(rows: Sequence[Rows], at: int, *, domain: TrainingDomain) -> bool:
    """Whether a held-out smear lies beyond the limit that the others give."""
    others = [i for i in range(len(rows)) if i != at]
    smears = [i for i in others for _ in rows[i]]
    limited = domain.with_limit(np.concatenate([rows[i] for i in others]), smears=smears)
    return limited.limit is not None and limited.distance(rows[at]) > limited.limit


if __name__ == "__main__":
    main()
