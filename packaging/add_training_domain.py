"""Adds what their training cells look like to starter models that were made without it; weights and figures stay.

    python packaging/add_training_domain.py --work DIR [--to models] [--only NAME]

DIR is that of `packaging/make_starters.py`, with the projects of the labels. A model gets it only where its snapshot
is the one that these labels give.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from make_starters import NAMES, ROOT

from rbc_desk.learn.bundles.bundle import add_metrics, load_bundle
from rbc_desk.learn.metrics.training_domain import LEAST_CLASSES
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.open_project import open_project
from rbc_desk.services.training.calibrate import training_domain_of


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--to", type=Path, default=ROOT / "models", help="the folder of the starter models")
    parser.add_argument("--only", choices=tuple(NAMES))
    options = parser.parse_args()
    for name in (options.only,) if options.only else (name for name in NAMES if has_classes(options.to / name)):
        add(options.to / name, labels=options.work / NAMES[name])


def has_classes(model: Path) -> bool:
    """Whether the model has enough classes for a limit."""
    return len(load_bundle(model).codes) >= LEAST_CLASSES


def add(model: Path, *, labels: Path) -> None:
    """Add the training domain of a starter. Raises SystemExit where the labels are not those that it learned from."""
    project = open_project(labels, reader="starter", back_up=False)
    try:
        bundle = load_bundle(model)
        seed = int(bundle.spec["seed"])
        snapshot = snapshots.freeze(project, split_by="smear", seed=seed, final=True)
        if snapshot.content_hash != bundle.snapshot_hash:
            raise SystemExit(f"{labels} does not hold the labels that {model} was trained on.")
        domain = training_domain_of(project, model, snapshot_id=snapshot.id)
        add_metrics(model, metrics={}, training_domain={**domain, "added": True})
        limit, n_smears = domain["limit"], domain["n_smears"]
        sys.stdout.write(f"{model}: limit {limit:.3f}, from {n_smears} smears of the validation part\n")
    finally:
        project.close()


if __name__ == "__main__":
    main()
