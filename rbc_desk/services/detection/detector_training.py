"""Trains the learned detector on annotated smears, with a teacher's circles where labels are missing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from rbc_desk.core.cells import AnnotatedCell, red_only
from rbc_desk.core.errors import RbcDeskError, SettingsError
from rbc_desk.core.events import Progress, Trouble
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.detection.detector_samples import class_worth, lesson, rendered_lessons

if TYPE_CHECKING:
    from rbc_desk.imaging.detect.registry import Detector
    from rbc_desk.learn.locate.views import LocatorSmear

Part = Literal["all", "even", "odd"]
PARTS: tuple[Part, ...] = ("all", "even", "odd")

_BLOCK = 10  # neighbouring numbers often show one slide: parts keep ten in a row together
_RENDERED_SHARE = 0.12


@dataclass(frozen=True, slots=True)
class AnnotatedFolder:
    """A folder of annotated smears in an import format (`chula`, `voc`, `csv`)."""

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


def train_detector(
    sources: Sequence[AnnotatedFolder],
    *,
    output: Path,
    part: Part = "all",
    rendered: int = 80,
    rounds: int = 2,
    steps: int = 3000,
    start: Path | None = None,
    replace: bool = False,
    task: Task = SILENT,
) -> dict[str, Any]:
    """Teach a detector in rounds and write it to `output`: the first round's teacher is Hough, each
    further round's the detector from the one before, which sees cells that the first missed. `start`: a detector to
    continue from, which is the first teacher then. Returns what the bundle says of itself.

    `part` takes the even or odd blocks of ten images of each source, for judging on the others. When stopped,
    what was learned so far is written. Raises RbcDeskError without a readable smear or where `output` is taken: a
    detector there gives way with `replace`, or where it is `start`.
    """
    from rbc_desk.imaging.detect import DETECTORS
    from rbc_desk.learn.compute.runtime import use_worker_threads
    from rbc_desk.learn.locate import bundle
    from rbc_desk.learn.locate.train import LocatorSpec, fit

    bundle.check_free(output, replace=replace or output == start)
    use_worker_threads()
    groups = [_annotated(source, part, task=task) for source in sources]
    shares = [float(np.sqrt(len(group))) for group in groups]  # a small source still counts
    invented = rendered_lessons(rendered, task=task)
    find = DETECTORS["hough"].make() if start is None else _teacher(start)
    weights = None if start is None else bundle.load_locator_weights(start)
    facts: dict[str, Any] = {
        "sources": [{"format": s.format, "smears": len(g)} for s, g in zip(sources, groups, strict=True)],
        "rendered": len(invented),
        "part": part,
        "steps": steps,
        "rounds": rounds,
        "started_from": None if start is None else start.name,
    }
    for number in range(1, rounds + 1):
        taught = [_taught(group, find, task=task) for group in groups]
        if not any(taught) and not invented:
            raise RbcDeskError("There are no annotated smears to train on.", hint="Check the folders.")
        # a further round starts from what was learned and needs less
        spec = LocatorSpec(steps=steps if number == 1 else max(1, steps // 2), seed=number)
        rest = sum(shares) * _RENDERED_SHARE / (1 - _RENDERED_SHARE) or 1.0
        network = fit(
            [*zip(shares, taught, strict=True), (rest, invented)],
            spec=spec,
            initial=weights,
            task=task,
        )
        weights = network.state_dict()
        bundle.save_locator(output, network=network, facts=facts, card=_card(facts))
        if task.stopped:
            break
        find = _teacher(output)
    return facts


def _teacher(folder: Path) -> Detector:
    from rbc_desk.imaging.detect import DETECTORS

    return DETECTORS["learned"].make({"bundle": str(folder.resolve()), "min_score": 0.2})


def _annotated(source: AnnotatedFolder, part: Part, *, task: Task) -> list[_Annotated]:
    from rbc_desk.store.exchange.registry import IMPORTERS

    found = IMPORTERS[source.format].make()(source.folder)
    for trouble in found.skipped:
        task.report(trouble)
    smears = [smear for smear in found.smears if smear.cells]
    chosen = []
    for index, smear in enumerate(smears):
        numbers = re.findall(r"\d+", smear.path.stem)
        block = (int(numbers[-1]) if numbers else index) // _BLOCK
        if part == "all" or block % 2 == (part == "odd"):
            chosen.append(_Annotated(smear.path, smear.cells))
    return chosen


def _taught(smears: Sequence[_Annotated], find: Detector, *, task: Task) -> list[LocatorSmear]:
    from rbc_desk.imaging.detect.pieces import one_a_piece
    from rbc_desk.imaging.diameter import typical_diameter
    from rbc_desk.imaging.read import read_image

    worth = class_worth(smear.cells for smear in smears)
    taught = []
    for index, smear in enumerate(smears):
        task.report(Progress(index, len(smears), smear.path.name))
        try:
            pixels = read_image(smear.path).pixels
            found = red_only(find(pixels, task=task))
            if found:
                # a teacher that sees two circles in an oval cell would teach just that
                points = [(cell.x, cell.y) for cell in smear.cells]
                found = one_a_piece(found, pixels, diameter_px=typical_diameter(pixels), points=points)
        except RbcDeskError as error:
            task.raise_if_stopped()
            task.report(Trouble(smear.path.name, str(error)))
            continue
        made = lesson(pixels, labelled=smear.cells, found=found, worth=worth)
        if made is not None:
            taught.append(made)
    return taught


def _card(facts: dict[str, Any]) -> str:
    sources = "\n".join(f"- {s['smears']} smears in the format {s['format']}" for s in facts["sources"])
    return f"""# Red-cell detector

Finds the red cells of a blood smear, with a centre, a radius and a score for each. A compact fully convolutional
network (centre heat map, offsets, log radius), run on the CPU by ONNX Runtime.

## Trained on
{sources}
- {facts["rendered"]} rendered smears
- part of each source: {facts["part"]}; {facts["rounds"]} rounds, {facts["steps"]} steps in the first

The shipped detector was trained on the Chula RBC-12 images (Naruenatthanaset et al., arXiv 2012.01321; MIT) and
the BCCD images (Shenggan, 2017; MIT).

## Intended use
Proposals that a person confirms or corrects; research and decision support. Not validated for diagnosis.

## Limits
Stained smears in bright-field microscopy, cells 12 to 250 px wide. Its training data contain no deep clumps,
rouleaux, strongly blurred fields, or species with nucleated red cells. Radii follow the outer edge; an elongated cell
gets a circle of about equal area.
"""
