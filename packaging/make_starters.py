"""Makes the starter models that are shipped, from the labelled smears of Chula RBC-12, by the program's own commands.

    python packaging/make_starters.py --chula DIR --work DIR [--ship models] [--only NAME]

Each model is trained on a split by smear (overlapping fields together), evaluated on unseen smears, and then trained
on all labels with the same settings. Finished steps in --work are kept; `made.log` holds the commands and their
output. With --ship the final models are copied there, with half-precision weights.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = (
    "network=efficientnet_lite0", "pretrained=true", "recipe=context", "input_px=80", "loss=cross_entropy",
    "epochs=3", "learning_rate=0.002", "backbone_rate=0.3", "weight_decay=0.01", "frozen_stages=3",
    "norm_momentum=0.1",
)  # fmt: skip
THREE = ("codocyte", "hypochromia", "normal")
NAMES = {"starter": "twelve", "starter-paper": "three"}
LICENCE = "Chula RBC-12 (MIT), human blood; ImageNet weights of EfficientNet-Lite0 (Apache 2.0)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chula", type=Path, required=True, help="images/ and labels/ of the Chula RBC-12 set")
    parser.add_argument("--work", type=Path, required=True, help="projects, bundles and the log are kept here")
    parser.add_argument("--ship", type=Path, help="copy the final models to this folder")
    parser.add_argument("--only", choices=tuple(NAMES))
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    wanted = [name for name in NAMES if options.only in (None, name)]
    make_projects(options.chula, options.work, three="starter-paper" in wanted)
    for name in wanted:
        final = make(name, options.work / NAMES[name], options.work)
        if options.ship:
            ship(final, options.ship / name)


def make_projects(chula: Path, work: Path, *, three: bool) -> None:
    """A project of the twelve classes, and with `three` one of the paper's classes."""
    twelve, paper = work / "twelve", work / "three"
    if not twelve.exists():
        rbc_desk(work, "import", "chula", str(chula), "-p", str(twelve), "--classes", "chula")
    if three and not paper.exists():
        rbc_desk(work, "export", "csv", "-p", str(twelve), "-o", str(work / "cells"))
        chosen = work / "three.csv"
        with (work / "cells" / "cells.csv").open(encoding="utf-8", newline="") as handle:
            rows = [row for row in csv.DictReader(handle) if row["class"] in THREE]
        columns = ("image", "specimen", "x", "y", "r", "class")
        with chosen.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle)
            writer.writerow(columns)
            images = chula.resolve() / "images"
            writer.writerows([images / row["image"], *(row[name] for name in columns[1:])] for row in rows)
        rbc_desk(work, "import", "csv", str(chosen), "-p", str(paper), "--classes", "paper", "--images-anywhere")


def make(name: str, project: Path, work: Path) -> Path:
    """Train, evaluate and train the final model. Returns its folder."""
    tested, final = work / f"{name}-tested", work / name
    settings = [word for setting in SETTINGS for word in ("--set", setting)]
    if not (tested / "bundle.json").exists():
        rbc_desk(work, "train", "-p", str(project), "-o", str(tested), "--split", "smear", *settings)
    if not (work / f"{name}.json").exists():
        figures = rbc_desk(work, "evaluate", "-p", str(project), "-b", str(tested), "--json", "-")
        (work / f"{name}.json").write_text(figures, encoding="utf-8")
    if not (final / "bundle.json").exists():
        rbc_desk(work, "train", "-p", str(project), "-o", str(final), "--split", "smear", "--final", str(tested))
    return final


def ship(final: Path, to: Path) -> None:
    """Copy a bundle with weights in half precision. The loss of precision does not change classes."""
    from rbc_desk.learn.bundles.bundle import CARD, WEIGHTS, WORDS
    from rbc_desk.learn.bundles.card import card_text

    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    weights = load_file(final / WEIGHTS)
    save_file({key: one.half() if one.dtype == torch.float32 else one for key, one in weights.items()}, to / WEIGHTS)
    words = json.loads((final / WORDS).read_text("utf-8"))
    words["data_licence"] = LICENCE
    words["metrics"]["starter"] = True
    words.pop("weights_sha256")
    (to / WORDS).write_text(json.dumps(words, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    (to / CARD).write_text(card_text(words), encoding="utf-8")


def rbc_desk(work: Path, *words: str) -> str:
    """Standard output of a command; command and output are added to the log. Raises CalledProcessError."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with (work / "made.log").open("a", encoding="utf-8") as log:
        log.write(f"$ rbc-desk {' '.join(shown(words, work))}\n")
        log.flush()
        command: Sequence[str] = [sys.executable, "-m", "rbc_desk.cli.main", *words]
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
        log.write(done.stderr[-4000:])
        if "--json" not in words:
            log.write(done.stdout)
    if done.returncode:
        sys.stderr.write(done.stderr)
        raise subprocess.CalledProcessError(done.returncode, command)
    return done.stdout


def shown(words: Sequence[str], work: Path) -> list[str]:
    return [word.replace(str(work), "WORK") for word in words]


if __name__ == "__main__":
    main()
