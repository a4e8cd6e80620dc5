"""Trains on real labelled smears, split by cell and by smear, and compares the results.

    python benchmarks/splits.py --work DIR [--chula DIR] [--task three|twelve] [--only NAME ...] [--seeds 3]
                                [--write docs/results]

Two tasks on the Chula RBC-12 smears: `three` has as many cells of each class as the paper (345 target cells, 356
hypochromia, 2691 normal), drawn by seed 0; `twelve` has every labelled cell. Each run is `rbc-desk train` and
`rbc-desk evaluate`, as an engineer would call them. Finished runs are kept in DIR, and a second start continues.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CHULA = ROOT.parent / "shared" / "data" / "chula"
PAPER_COUNTS = {"codocyte": 345, "hypochromia": 356, "normal": 2691}
LITE0 = (
    "network=efficientnet_lite0", "pretrained=true", "backbone_rate=0.3", "learning_rate=0.003", "ema=0.99",
    "weight_decay=0.01", "tta=true",
)  # fmt: skip
SETTINGS: dict[str, tuple[str, ...]] = {
    "quick": ("mode=quick", "network=efficientnet_lite0"),
    "small": ("network=rbc_small", "loss=cross_entropy"),
    "small focal": ("network=rbc_small", "loss=focal"),
    "lite0": (*LITE0, "loss=cross_entropy"),
    "lite0 focal": (*LITE0, "loss=focal"),
}
EPOCHS = {("three", "small"): 30, ("three", "lite0"): 12, ("twelve", "small"): 12, ("twelve", "lite0"): 4}
"""The epochs that fit into 15 minutes (three classes) and 30 minutes (twelve) on two cores."""
HEAD = """# Training on real smears

Chula RBC-12, every figure on cells the model has not seen: 30 % of the cells, drawn one by one (as in the paper) or
as whole smears, where fields photographed twice stay together. *three*: 345 codocytes, 356 hypochromic and 2691
normal cells, as many as in the paper; *twelve*: all 16,314 labelled cells of twelve classes. Settings: *quick* is the
last layer on ImageNet features; *small* is RBC Small from random weights; *lite0* is EfficientNet-Lite0 from
ImageNet weights, all layers; cross-entropy unless named *focal* (gamma 2). Means over seeds, with
the range; intervals by the smears of the test part. Processor minutes are those of the training, including its
preparation.

Made by `python benchmarks/splits.py --work DIR --write docs/results`.

"""
ALONE = "elliptocyte"
"""Classes from another source only, which any network recognises by the background."""


@dataclass(frozen=True)
class Run:
    task: str
    name: str
    split: str
    seed: int

    @property
    def key(self) -> str:
        return f"{self.task}-{self.name}-{self.split}-{self.seed}".replace(" ", "-")

    @property
    def settings(self) -> list[str]:
        epochs = EPOCHS.get((self.task, self.name.split()[0]))
        own = [*SETTINGS[self.name], f"seed={self.seed}", *([f"epochs={epochs}"] if epochs else [])]
        return [word for setting in own for word in ("--set", setting)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chula", type=Path, default=CHULA, help="images/ and labels/ of the Chula RBC-12 set")
    parser.add_argument("--work", type=Path, required=True, help="projects, bundles and results are kept here")
    parser.add_argument("--task", choices=("three", "twelve"), action="append")
    parser.add_argument("--only", choices=tuple(SETTINGS), action="append", help="may be repeated; default: all")
    parser.add_argument("--split", choices=("cell", "smear"), action="append")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--write", type=Path, help="a folder for the table (Markdown and CSV)")
    parser.add_argument("--table", action="store_true", help="only the table of what is finished")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    planned = [
        Run(task, name, split, seed)
        for seed in range(options.seeds)
        for task in options.task or ("three", "twelve")
        for name in options.only or SETTINGS
        for split in options.split or ("cell", "smear")
    ]
    if not options.table:
        make_projects(options.chula, options.work)
        for run in planned:
            done(run, options.work)
    rows = list(table(planned, options.work))
    print(markdown(rows))
    if options.write:
        write(rows, options.write)


def rbc_desk(*words: str) -> str:
    """Run a command and return its standard output. Raises CalledProcessError."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "rbc_desk.cli.main", *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout


def make_projects(chula: Path, work: Path) -> None:
    twelve, three = work / "twelve", work / "three"
    if not twelve.exists():
        rbc_desk("import", "chula", str(chula), "-p", str(twelve), "--classes", "chula")
    if not three.exists():
        rbc_desk("export", "csv", "-p", str(twelve), "-o", str(work / "all cells"))
        chosen = work / "three.csv"
        choose(work / "all cells" / "cells.csv", images=chula / "images", to=chosen)
        rbc_desk("import", "csv", str(chosen), "-p", str(three), "--classes", "paper")


def choose(cells: Path, *, images: Path, to: Path) -> None:
    with cells.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    draw = random.Random(0)
    columns = ("image", "specimen", "x", "y", "r", "class")
    with to.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(columns)
        for code, n in PAPER_COUNTS.items():
            for row in draw.sample([row for row in rows if row["class"] == code], n):
                writer.writerow([images.resolve() / row["image"], *(row[name] for name in columns[1:])])


def done(run: Run, work: Path) -> dict[str, Any]:
    """The result of a run, from its file if it exists."""
    file = work / f"{run.key}.json"
    if not file.exists():
        project, bundle = str(work / run.task), str(work / "bundles" / run.key)
        started, cpu = time.perf_counter(), os.times()
        rbc_desk("train", "-p", project, "-o", bundle, "--split", run.split, *run.settings)
        seconds, spent = time.perf_counter() - started, os.times()
        figures = json.loads(rbc_desk("evaluate", "-p", project, "-b", bundle, "--json", "-"))
        own = {
            "seconds": seconds,
            "cpu_seconds": spent.children_user - cpu.children_user + spent.children_system - cpu.children_system,
            "settings": run.settings[1::2],
            "figures": figures,
        }
        part = file.with_suffix(".part")
        part.write_text(json.dumps(own), encoding="utf-8")
        part.replace(file)
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def table(runs: Sequence[Run], work: Path) -> Iterator[dict[str, str]]:
    """A row for each task, split and setting whose runs are finished: the mean over seeds and their spread."""
    for task, split, name in dict.fromkeys((r.task, r.split, r.name) for r in runs):
        alike = [r for r in runs if (r.task, r.split, r.name) == (task, split, name)]
        found = [done(r, work) for r in alike if (work / f"{r.key}.json").exists()]
        if not found:
            continue
        figures = [one["figures"] for one in found]
        known = [[one["f1"] for one in f["per_class"] if one["code"] != ALONE] for f in figures]
        yield {
            "classes": task,
            "split": f"by {split}",
            "settings": name,
            "seeds": str(len(found)),
            "macro F1": spread([f["macro_f1"] for f in figures]),
            "95 % interval (seed 0)": interval(figures[0]),
            "macro F1 without elliptocytes": spread([statistics.mean(f1s) for f1s in known])
            if task == "twelve"
            else "",
            "accuracy": spread([f["accuracy"] for f in figures]),
            "AUROC": spread([f["auroc"] for f in figures]),
            "calibration error": spread([f["depth"]["ece"] for f in figures]),
            "processor minutes, least": f"{min(one['cpu_seconds'] for one in found) / 60:.1f}",
        }


def spread(values: Sequence[float], *, digits: int = 3) -> str:
    mean = f"{statistics.mean(values):.{digits}f}"
    return mean if len(values) == 1 else f"{mean} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def interval(figures: dict[str, Any]) -> str:
    """The interval of macro F1, by a bootstrap over the smears of the test part."""
    found = next(one for one in figures["depth"]["figures"] if one["name"] == "macro_f1")
    return f"{found['low']:.3f} to {found['high']:.3f}"


def markdown(rows: Sequence[dict[str, str]]) -> str:
    if not rows:
        return "nothing is finished yet"
    names = list(rows[0])
    lines = [names, ["---"] * len(names), *([row[name] for name in names] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def write(rows: Sequence[dict[str, str]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "splits.md").write_text(HEAD + markdown(rows) + "\n", encoding="utf-8")
    with (folder / "splits.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
