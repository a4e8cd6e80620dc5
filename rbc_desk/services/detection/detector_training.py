"""Trains the learned detector on annotated smears, with a teacher's circles where labels are missing."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from rbc_desk.core.cells.cell import AnnotatedCell, CellKind, red_only
from rbc_desk.core.editions import require_torch
from rbc_desk.core.errors import RbcDeskError, SettingsError
from rbc_desk.core.events import Problem, Progress
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.compute.runtime import use_worker_threads
from rbc_desk.services.detection.detector_samples import class_weights, draw_samples, kinds_drawn, training_sample
from rbc_desk.store.exchange.annotated import ReadOptions
from rbc_desk.store.exchange.registry import IMPORTERS

if TYPE_CHECKING:
    from rbc_desk.imaging.detect.registry import Detector
    from rbc_desk.learn.locate.views import LocatorSmear

Part = Literal["all", "even", "odd"]
PARTS: tuple[Part, ...] = ("all", "even", "odd")

_BLOCK = 10  # images with neighbouring numbers often show one slide, so ten in a row stay together
_RENDERED_SHARE = 0.23


@dataclass(frozen=True, slots=True)
class AnnotatedFolder:
    """A folder of annotated smears in an import format (`chula`, `voc`, `boxes`, `csv`)."""

    format: str
    folder: Path

    @classmethod
    def parsed(cls, text: str) -> AnnotatedFolder:
        """From `FORMAT:FOLDER`. Raises SettingsError."""
        name, colon, folder = text.partition(":")
        if not colon or not folder:
            raise SettingsError(
                Phrase("{text}: specify a source as FORMAT:FOLDER.", text=text), hint="Example: voc:smears/bccd"
            )
        return cls(name, Path(folder))


@dataclass(frozen=True, slots=True)
class _Annotated:
    path: Path
    cells: tuple[AnnotatedCell, ...]

    @property
    def diameter_px(self) -> float | None:
        """The diameter of the typical red cell, where boxes or radii are given."""
        radii = [cell.r for cell in self.cells if cell.r and cell.kind is CellKind.RED]
        return 2 * float(np.median(radii)) if radii else None


def train_detector(
    sources: Sequence[AnnotatedFolder],
    *,
    output: Path,
    part: Part = "all",
    rendered: int = 200,
    rounds: int = 2,
    steps: int = 2500,
    start: Path | None = None,
    replace: bool = False,
    task: Task = SILENT,
) -> dict[str, Any]:
    """Train a detector in rounds and write it to `output`; returns the facts in its bundle.

    The teacher of the first round is Hough, or the detector `start`, whose weights are also the initial ones. The
    teacher of each later round is the detector of the previous one, which finds cells that the first missed.

    `part`: use the even or odd blocks of ten images of each source, so that the others can be used for evaluation.
    A stop writes what was learned so far. A training that was killed continues from its last minute if the same call
    is repeated. Raises RbcDeskError without a readable smear, and where `output` exists, except for a detector with
    `replace` or the detector `start`, and FullEditionNeededError.
    """
    require_torch()
    from rbc_desk.imaging.synth import camera
    from rbc_desk.learn.locate import bundle
    from rbc_desk.learn.locate.train import LocatorSpec, fit

    checkpoints = _checkpoints(output, [sources, part, rendered, rounds, steps, start])
    bundle.check_free(output, replace=replace or output == start or checkpoints.is_dir())
    use_worker_threads()
    groups = [_annotated(source, part, task=task) for source in sources]
    shares = [float(np.sqrt(len(group))) for group in groups]  # a small source still counts
    rendered_samples = draw_samples(rendered, task=task)
    teacher = _hough if start is None else _trained(start)
    weights = None if start is None else bundle.load_locator_weights(start)
    facts: dict[str, Any] = {
        "sources": [{"format": s.format, "smears": len(g)} for s, g in zip(sources, groups, strict=True)],
        "rendered": len(rendered_samples),
        "part": part,
        "steps": steps,
        "rounds": rounds,
        "started_from": None if start is None else start.name,
    }
    for number in range(1, rounds + 1):
        samples = [_samples(group, teacher, task=task) for group in groups]
        if not any(samples) and not rendered_samples:
            raise RbcDeskError("There are no annotated smears to train on.", hint="Check the folders.")
        # a later round starts from trained weights and needs fewer steps
        spec = LocatorSpec(steps=steps if number == 1 else max(1, steps // 2), seed=number)
        rest = sum(shares) * _RENDERED_SHARE / (1 - _RENDERED_SHARE) or 1.0
        network = fit(
            [*zip(shares, samples, strict=True), (rest, rendered_samples)],
            spec=spec,
            camera=camera,
            initial=weights,
            checkpoint=checkpoints / f"{number}.pt",
            task=task,
        )
        weights = network.state_dict()
        bundle.save_locator(output, network=network, facts=facts, card=_card(facts))
        if task.stopped:
            break
        teacher = _trained(output)
    shutil.rmtree(checkpoints, ignore_errors=True)
    return facts


def _checkpoints(output: Path, settings: Sequence[object]) -> Path:
    """The folder of a training's unfinished rounds, beside its output; a training of other settings has another."""
    digest = hashlib.sha256(repr(settings).encode()).hexdigest()[:12]
    return output.with_name(f".{output.name}.{digest}")


Teacher = Callable[[float | None], "Detector"]
"""Makes the detector for smears with a typical cell diameter in pixels; None: unknown."""


def _hough(diameter_px: float | None) -> Detector:
    from rbc_desk.imaging.detect import DETECTORS

    return DETECTORS["hough"].make({"diameter_px": diameter_px})


def _trained(folder: Path) -> Teacher:
    from rbc_desk.imaging.detect import DETECTORS

    known = {"bundle": str(folder.resolve()), "min_score": 0.3, "any_picture": True}
    return lambda diameter_px: DETECTORS["learned"].make({**known, "diameter_px": diameter_px})


def _annotated(source: AnnotatedFolder, part: Part, *, task: Task) -> list[_Annotated]:
    found = IMPORTERS[source.format].make()(source.folder, ReadOptions(all_kinds=True))
    for problem in found.skipped:
        task.report(problem)
    smears = [smear for smear in found.smears if smear.cells]
    chosen = []
    for index, smear in enumerate(smears):
        numbers = re.findall(r"\d+", smear.path.stem)
        block = (int(numbers[-1]) if numbers else index) // _BLOCK
        if part == "all" or block % 2 == (part == "odd"):
            chosen.append(_Annotated(smear.path, smear.cells))
    return chosen


def _samples(smears: Sequence[_Annotated], teacher: Teacher, *, task: Task) -> list[LocatorSmear]:
    from rbc_desk.imaging.detect.pieces import one_cell_per_piece
    from rbc_desk.imaging.field.diameter import typical_diameter
    from rbc_desk.imaging.read import read_image

    weights = class_weights(smear.cells for smear in smears)
    drawn = kinds_drawn([smear.cells for smear in smears])
    samples = []
    for index, smear in enumerate(smears):
        task.report(Progress(index, len(smears), smear.path.name))
        try:
            pixels = read_image(smear.path, as_one=True).pixels
            found = red_only(teacher(smear.diameter_px)(pixels, task=task))
            if found and smear.diameter_px is None:
                # a teacher that finds two circles in one oval cell would teach that error
                points = [(cell.x, cell.y) for cell in smear.cells]
                found = one_cell_per_piece(found, pixels, diameter_px=typical_diameter(pixels), points=points)
        except RbcDeskError as error:
            task.raise_if_stopped()
            task.report(Problem(smear.path.name, str(error)))
            continue
        sample = training_sample(pixels, labelled=smear.cells, found=found, weights=weights, drawn=drawn)
        if sample is not None:
            samples.append(sample)
    return samples


def _card(facts: dict[str, Any]) -> str:
    sources = "\n".join(f"- {s['smears']} smears in the format {s['format']}" for s in facts["sources"])
    return f"""# Blood-cell detector

Finds the objects on a blood smear and tells red cells, white cells, platelets (a clump is one) and artefacts apart,
each with an outline and a score. A compact fully convolutional network (a map of centres for each kind, offsets,
distances of the outline in 24 directions), run on the CPU by ONNX Runtime. What the image does not bear out
(no stain inside, no edge, an impossible size) is dropped whatever the network says.

## Trained on
{sources}
- {facts["rendered"]} rendered fields
- part of each source: {facts["part"]}; {facts["rounds"]} rounds, {facts["steps"]} steps in the first

The shipped detector was trained on parts of the Chula RBC-12 images (Naruenatthanaset et al., arXiv 2012.01321), the
BCCD images (Shenggan, 2017), the images of draaslan/blood-cell-detection-dataset and of lugan113/TXL-PBC_Dataset
(from Raabin-WBC and CellaVision), all MIT.

## Intended use
Proposals that a person confirms or corrects; research and decision support. Not validated for diagnosis.

## Limits
Stained smears of mammals in bright-field microscopy, cells 12 to 250 px wide. All real training images are human;
platelets are labelled in two of the sources, artefacts are rendered ones only. Deep clumps and stacks are divided by
what rendered ones taught.
"""
