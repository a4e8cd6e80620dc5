"""The learned detector taught from annotated smears: their labels, a teacher's circles where labels are missing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from rbc_desk.core.cells import AnnotatedCell, DetectedCell
from rbc_desk.core.control import Reporter, StopToken, silent
from rbc_desk.core.errors import RbcDeskError, SettingsError
from rbc_desk.core.events import Progress, Trouble
from rbc_desk.core.phrases import Phrase

if TYPE_CHECKING:
    from rbc_desk.imaging.detect.registry import Detector
    from rbc_desk.learn.locate.views import LocatorSmear

Part = Literal["all", "even", "odd"]
PARTS: tuple[Part, ...] = ("all", "even", "odd")

_BLOCK = 10  # neighbouring numbers often show one slide: parts keep ten in a row together
_REACH = 1.15  # a labelled point may lie a little outside of a circle that was fitted too small
_SURE = 0.6  # a teacher's circle of this score is taken for a cell where labels are known to be missing
_FEWEST = 3
# Who draws boxes means to draw them all, who sets points often labels some: from this share of the teacher's sure
# circles on, a circle without a label counts as (weak) background.
_COMPLETE_BOXES, _COMPLETE_POINTS = 0.5, 0.85
_RENDERED_SHARE = 0.12
_WORTH_MOST = 4.0


@dataclass(frozen=True, slots=True)
class Source:
    """A folder of annotated smears in an import format (`chula`, `voc`, `csv`)."""

    format: str
    folder: Path

    @classmethod
    def parsed(cls, text: str) -> Source:
        """From `FORMAT:FOLDER`. Raises SettingsError."""
        name, colon, folder = text.partition(":")
        if not colon or not folder:
            raise SettingsError(
                Phrase("{text}: write a source as FORMAT:FOLDER.", text=text), hint="For instance voc:smears/bccd"
            )
        return cls(name, Path(folder))


@dataclass(frozen=True, slots=True)
class _Annotated:
    path: Path
    cells: tuple[AnnotatedCell, ...]


def train_detector(
    sources: Sequence[Source],
    *,
    output: Path,
    part: Part = "all",
    rendered: int = 80,
    rounds: int = 2,
    steps: int = 3000,
    start: Path | None = None,
    report: Reporter = silent,
    stop: StopToken | None = None,
) -> dict[str, Any]:
    """Teach a detector in rounds and write it to `output`: the first round's teacher is Hough, each
    further round's the detector from the one before, which sees cells that the first missed. `start`: a detector to
    go on from, which is the first teacher then. Returns what the bundle says of itself.

    `part` takes the even or odd blocks of ten images of each source, for judging on the others. Where `stop` is set
    what was learned so far is written. Raises RbcDeskError without a readable smear or where `output` is taken.
    """
    from rbc_desk.imaging.detect import DETECTORS
    from rbc_desk.learn.locate import bundle
    from rbc_desk.learn.locate.train import LocatorSpec, fit
    from rbc_desk.learn.runtime import use_worker_threads

    bundle.refuse_foreign(output)
    use_worker_threads()
    token = stop or StopToken()
    groups = [_annotated(source, part) for source in sources]
    shares = [float(np.sqrt(len(group))) for group in groups]  # a small source still counts
    invented = _rendered(rendered, token)
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
        taught = [_taught(group, find, report=report, stop=token) for group in groups]
        if not any(taught) and not invented:
            raise RbcDeskError("There is no annotated smear to learn from.", hint="Check the folders.")
        # a further round starts from what was learned and needs less
        spec = LocatorSpec(steps=steps if number == 1 else max(1, steps // 2), seed=number)
        rest = sum(shares) * _RENDERED_SHARE / (1 - _RENDERED_SHARE) or 1.0
        network = fit(
            [*zip(shares, taught, strict=True), (rest, invented)],
            spec=spec,
            initial=weights,
            report=report,
            stop=token,
        )
        weights = network.state_dict()
        bundle.save_locator(output, network=network, facts=facts, card=_card(facts))
        if token.is_set:
            break
        find = _teacher(output)
    return facts


def _teacher(folder: Path) -> Detector:
    from rbc_desk.imaging.detect import DETECTORS

    return DETECTORS["learned"].make({"bundle": str(folder.resolve()), "min_score": 0.2})


def _annotated(source: Source, part: Part) -> list[_Annotated]:
    from rbc_desk.store.exchange.registry import IMPORTERS

    smears = [smear for smear in IMPORTERS[source.format].make()(source.folder) if smear.cells]
    chosen = []
    for index, smear in enumerate(smears):
        numbers = re.findall(r"\d+", smear.path.stem)
        block = (int(numbers[-1]) if numbers else index) // _BLOCK
        if part == "all" or block % 2 == (part == "odd"):
            chosen.append(_Annotated(smear.path, smear.cells))
    return chosen


def _taught(smears: Sequence[_Annotated], find: Detector, *, report: Reporter, stop: StopToken) -> list[LocatorSmear]:
    from rbc_desk.imaging.detect.pieces import one_a_piece
    from rbc_desk.imaging.diameter import typical_diameter
    from rbc_desk.imaging.read import read_image

    worth = class_worth(smear.cells for smear in smears)
    taught = []
    for index, smear in enumerate(smears):
        report(Progress(index, len(smears), smear.path.name))
        try:
            pixels = read_image(smear.path).pixels
            found = find(pixels, stop=stop)
            if found:
                # a teacher that sees two circles in an oval cell would teach just that
                points = [(cell.x, cell.y) for cell in smear.cells]
                found = one_a_piece(found, pixels, diameter_px=typical_diameter(pixels), points=points)
        except RbcDeskError as error:
            stop.raise_if_set()
            report(Trouble(smear.path.name, str(error)))
            continue
        made = lesson(pixels, labelled=smear.cells, found=found, worth=worth)
        if made is not None:
            taught.append(made)
    return taught


def lesson(
    pixels: NDArray[np.uint8],
    *,
    labelled: Sequence[AnnotatedCell],
    found: Sequence[DetectedCell],
    worth: Mapping[str | None, float] | None = None,
) -> LocatorSmear | None:
    """What a smear (uint8 RGB) teaches, at the network's scale; None where too few of its cells are known.

    Labelled boxes are cells as they stand; a labelled point takes the teacher's circle that it lies in, or makes its
    place unsure. A circle without a label is a cell where it is sure and the smear is labelled in part or the border
    cuts it, weak background where the smear is labelled completely, else unsure. `worth`: how much a labelled cell of
    a class counts, see `class_worth`.
    """
    circles = np.array([(c.circle.x, c.circle.y, c.circle.r, c.score, c.at_border) for c in found]).reshape(-1, 5)
    points = np.array([(c.x, c.y, c.r or 0.0) for c in labelled]).reshape(-1, 3)
    counts = np.array([(worth or {}).get(c.code, 1.0) for c in labelled])
    boxes = bool((points[:, 2] > 0).all())
    match = _matched(points, circles)
    free = np.setdiff1d(np.arange(len(circles)), match)
    if boxes:
        cells, unsure = points, np.zeros((0, 3))
    else:
        typical = float(np.median(circles[:, 2])) if len(circles) else 0.0
        cells, counts = circles[match[match >= 0], :3], counts[match >= 0]
        lone = points[match < 0]
        unsure = np.column_stack([lone[:, :2], np.full(len(lone), typical)])
    sure, border = circles[free, 3] >= _SURE, circles[free, 4] > 0
    inner = int((sure & ~border).sum())
    complete = len(cells) >= (_COMPLETE_BOXES if boxes else _COMPLETE_POINTS) * (len(cells) + inner)
    rest = circles[free, :3]
    as_cell = sure & (border | (not complete)) & (not boxes)
    weak = ~border & complete if not boxes else np.ones(len(rest), bool)
    return _scaled(
        pixels,
        cells=np.concatenate([cells, rest[as_cell]]),
        unsure=np.concatenate([unsure, rest[~as_cell & ~weak]]),
        weak=rest[~as_cell & weak],
        worth=np.concatenate([counts, np.ones(int(as_cell.sum()))]),
    )


def class_worth(smears: Iterable[Sequence[AnnotatedCell]]) -> dict[str | None, float]:
    """How much a cell of each class counts: the root of how many times the commonest class outnumbers it, 4 at most.

    What is odd to look at is rare, and rare is what a detector taught by number alone overlooks.
    """
    number = Counter(cell.code for cells in smears for cell in cells)
    most = max(number.values(), default=1)
    return {code: min(_WORTH_MOST, (most / n) ** 0.5) for code, n in number.items()}


def _matched(points: NDArray[np.float64], circles: NDArray[np.float64]) -> NDArray[np.int64]:
    """The circle of each point, one to one, the nearest pairs in all; -1 where it lies in none."""
    match = np.full(len(points), -1)
    if len(points) and len(circles):
        distance = np.hypot(points[:, :1] - circles[:, 0], points[:, 1:2] - circles[:, 1]) / circles[:, 2]
        cost = np.where(distance <= _REACH, distance, 1e6)
        for point, circle in zip(*linear_sum_assignment(cost), strict=True):
            if cost[point, circle] < 1e6:
                match[point] = circle
    return match


def _scaled(
    pixels: NDArray[np.uint8],
    *,
    cells: NDArray[np.float64],
    unsure: NDArray[np.float64],
    weak: NDArray[np.float64],
    worth: NDArray[np.float64],
) -> LocatorSmear | None:
    from rbc_desk.imaging.upscale import resized
    from rbc_desk.learn.locate.views import BASE_CELL_PX, LocatorSmear

    if len(cells) < _FEWEST:
        return None
    factor = BASE_CELL_PX / (2 * float(np.median(cells[:, 2])))
    return LocatorSmear(
        resized(pixels, factor=factor), cells=cells * factor, unsure=unsure * factor, weak=weak * factor, worth=worth
    )


def _rendered(count: int, stop: StopToken) -> list[LocatorSmear]:
    """Smears with known truth, crowded and sparse, sharp and soft: what labels do not tell of overlaps."""
    from rbc_desk.imaging.synth import render_smear

    rng = np.random.default_rng(0)
    made = []
    for seed in range(count):
        stop.raise_if_set()
        smear = render_smear(
            seed=1000 + seed,
            width=560,
            height=420,
            cell_px=float(rng.uniform(30, 44)),
            n_cells=int(rng.integers(20, 150)),
            overlap=float(rng.uniform(0.05, 0.5)),
            noise=float(rng.uniform(0.5, 5)),
            blur_px=float(rng.uniform(0.4, 2.0)),
        )
        cells = np.array([(c.x, c.y, c.r or 0.0) for c in smear.cells]).reshape(-1, 3)
        none = np.zeros((0, 3))
        lesson_of_it = _scaled(smear.pixels, cells=cells, unsure=none, weak=none, worth=np.ones(len(cells)))
        if lesson_of_it is not None:
            made.append(lesson_of_it)
    return made


def _card(facts: dict[str, Any]) -> str:
    sources = "\n".join(f"- {s['smears']} smears read as {s['format']}" for s in facts["sources"])
    return f"""# Red-cell detector

Finds the red cells of a blood smear: a centre, a radius and a score each. A compact fully convolutional network
(centre heat map, offsets, log radius), run on the processor through ONNX Runtime.

## Trained on
{sources}
- {facts["rendered"]} rendered smears
- part of each source: {facts["part"]}; {facts["rounds"]} rounds, {facts["steps"]} steps in the first

The shipped one learned from the Chula RBC-12 images (Naruenatthanaset et al., arXiv 2012.01321; MIT) and the BCCD
images (Shenggan, 2017; MIT).

## Meant for
Proposals that a person confirms or corrects; research and decision support. Not validated for diagnosis.

## Limits
Stained smears under bright light, cells 12 to 250 px wide. Deep clumps and rouleaux, strongly blurred fields, and
species with nucleated red cells were not among what it learned from. Radii follow the outer rim; a long cell gets the
circle of about equal area.
"""
