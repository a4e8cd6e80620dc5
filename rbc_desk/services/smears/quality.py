"""Describes the image quality of fields. Measurements are stored; sentences are made when they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.counting.field_fitness import Rater
from rbc_desk.core.events import Event
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears.measured_fields import MeasuredField, measured_fields

if TYPE_CHECKING:
    from rbc_desk.imaging.field.quality import FieldQuality

# Translated under engine.
_FAULTS = ("slightly blurred", "blurred", "dark", "overexposed", "crowded", "sparse")


@dataclass(frozen=True, slots=True)
class SmearQuality(Event):
    """The image quality of the smear with this content hash.

    `faults` are words such as "crowded", none where the field is good. `advice` has a sentence or two per fault, or
    the measurements where there is none. `doubtful`: the image does not look like a blood smear. `unfit`: why its
    cells are not counted, none where they are.
    """

    sha256: str
    faults: tuple[str, ...]
    advice: str
    doubtful: bool = False
    unfit: tuple[Rater, ...] = ()


def assess_fields(
    project: Project,
    *,
    smears: Sequence[SmearInfo],
    workers: int | None = 1,
    task: Task = SILENT,
) -> tuple[SmearQuality, ...]:
    """Measure the quality of these smears and report each to `task`. Unreadable smears are left out.

    Stored measurements come first. Raises CancelledError.
    """
    hashes = {info.id: info.sha256 for info in smears}
    results: list[SmearQuality] = []

    for smear_id, field in measured_fields(project, smears=smears, doubts=True, workers=workers, task=task):
        results.append(_in_words(hashes[smear_id], field))
        task.report(results[-1])
    return tuple(results)


def _in_words(sha256: str, field: MeasuredField) -> SmearQuality:
    if field.doubtful:
        return SmearQuality(sha256, *_no_smear(), doubtful=True, unfit=field.quality.unfit)
    return SmearQuality(sha256, *in_words(field.quality), unfit=field.quality.unfit)


def _no_smear() -> tuple[tuple[str, ...], str]:
    return (Phrase("not a smear?"),), Phrase(
        "This does not look like a blood smear: the detected cells differ too much from one another, "
        "or the background between them is not clear. Check the image before you rely on the results."
    )


def in_words(quality: FieldQuality) -> tuple[tuple[str, ...], str]:
    """Return the faults of a field and the advice on them."""
    rim, glass = f"{100 * (quality.rim_width or 0):.0f} %", f"{100 * quality.glass_level:.0f} %"
    covered, clumped = f"{100 * quality.covered:.0f} %", f"{100 * quality.clumped:.0f} %"
    words = {
        "slightly blurred": Phrase(
            "Slightly blurred: the edges of the cells are {rim} of a cell wide (sharp: up to 12 %). Fine "
            "spicules and small inclusions may be missed. Refocus if you can.",
            rim=rim,
        ),
        "blurred": Phrase(
            "Blurred: the edges of the cells are {rim} of a cell wide (sharp: up to 12 %). Photograph "
            "the field again; classes assigned here are not reliable.",
            rim=rim,
        ),
        "dark": Phrase(
            "Dark: the background has {glass} of full brightness. Increase the light or the exposure.", glass=glass
        ),
        "overexposed": Phrase(
            "Overexposed: {share:.0f} % of the image is white and shows no detail. Reduce the light or the exposure.",
            share=100 * quality.clipped,
        ),
        "crowded": Phrase(
            "Crowded: cells cover {covered} of the field, {clumped} of them in clumps. Move towards the "
            "feathered edge, where cells lie side by side.",
            covered=covered,
            clumped=clumped,
        ),
        "sparse": Phrase(
            "Sparse: cells cover {covered} of the field. Move away from the feathered edge, or "
            "photograph more fields.",
            covered=covered,
        ),
    }
    if quality.rim_width is None:
        unseen = Phrase("No cells stand out from the background. Is this a blood smear, and is it in focus?")
        return (Phrase("no cells visible"),), unseen
    faults = tuple(str(v) for v in (quality.focus, quality.exposure, quality.crowding) if str(v) in _FAULTS)
    if faults:
        return faults, Phrase.joined("\n\n", [words[fault] for fault in faults])
    return (), Phrase(
        "Sharp (edges {rim} of a cell wide), well lit (background at {glass}); cells cover {covered} of the field.",
        rim=rim,
        glass=glass,
        covered=covered,
    )
