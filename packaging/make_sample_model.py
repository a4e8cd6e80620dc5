"""Trains the bundle of the demo on rendered smears of other seeds than the sample's.

python packaging/make_sample_model.py
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image

from rbc_desk.core.events import EpochDone, Event
from rbc_desk.core.task import Task
from rbc_desk.imaging.synth.smears import render_smear
from rbc_desk.services import demo
from rbc_desk.services.detection import find_cells
from rbc_desk.services.project.project import create_project
from rbc_desk.services.smears import library
from rbc_desk.services.training import training

TARGET = Path(__file__).resolve().parents[1] / "models" / demo.MODEL
N_SMEARS = 30


def show(event: Event) -> None:
    if isinstance(event, EpochDone):
        sys.stderr.write(f"epoch {event.epoch} of {event.epochs}: macro F1 {event.scores.macro_f1:.3f}\n")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        truth = {}
        for number in range(N_SMEARS):
            smear = render_smear(seed=1000 + number)
            file_name = f"rendered-{number:02d}.png"
            Image.fromarray(smear.pixels).save(folder / file_name)
            truth[file_name] = list(smear.cells)
        project = create_project(folder / "project", reader=demo.READER)
        try:
            library.add_smears(project, [folder / file_name for file_name in truth])
            smears = library.smears(project)
            find_cells.detect_smears(project, smear_ids=[info.id for info in smears])
            for info in smears:
                demo.label_by_truth(project, info, truth[info.name])
            spec = training.spec_from({"network": "rbc_small", "loss": "focal", "epochs": 30, "seed": 1})
            training.train(project, spec=spec, output=folder / "bundle", task=Task(show))
        finally:
            project.close()
        shutil.rmtree(TARGET, ignore_errors=True)
        shutil.copytree(folder / "bundle", TARGET)


if __name__ == "__main__":
    main()
