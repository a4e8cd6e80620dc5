"""Describes the image quality of fields. Measurements are stored; sentences are made when they are shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from rbc_desk.core.cells import SmearInfo
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Event, Progress
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.parallel import in_order
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.services.smears.quality_store import FieldStore, Figures

if TYPE_CHECKING:
    from rbc_desk.imaging.quality import FieldQuality

_SAVE_AFTER = 20  # fields, the most that are measured again after a killed program
# Translated under engine.
_FAULTS = ("slightly blurred", "blurred", "dark", "overexposed", "crowded", "sparse")


@dataclass(frozen=True, slots=True)
class SmearQuality(Event):
    """The image quality of the smear with this content hash.

    `faults` are words such as "crowded", none where the field is good. `advice` has a sentence or two per fault, or
    the measurements where there is none. `doubtful`: the image does not look like a blood smear.
    """

    sha256: str
    faults: tuple[str, ...]
    advice: str
    doubtful: bool = False


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
    store = FieldStore(project.folder)
    stored = {
        info.sha256: verdict
        for info in smears
        if (verdict := _verdict(info.sha256, store.get(info.sha256, cell_px=info.typical_diameter_px))) is not None
    }
    for verdict in stored.values():
        task.report(verdict)
    results = list(stored.values())
    unmeasured = [info for info in smears if info.sha256 not in stored]

    def measure(info: SmearInfo) -> tuple[SmearInfo, Figures] | None:
        from rbc_desk.imaging.detect import DEFAULT_DETECTOR, DETECTORS
        from rbc_desk.imaging.detect.plausible import looks_like_smear
        from rbc_desk.imaging.diameter import windows
        from rbc_desk.imaging.quality import field_quality

        task.raise_if_stopped()
        try:
            pixels = library.load_pixels(project, smear_id=info.id)
        except RbcDeskError:
            return None  # the page that shows the smear says why
        part = windows(pixels)[0]  # part of a large smear is representative, and fast
        if not looks_like_smear(part, DETECTORS[DEFAULT_DETECTOR].make()(part, task=task), task=task):
            return info, {"doubtful": True}
        return info, asdict(field_quality(pixels, cell_px=info.typical_diameter_px))

    try:
        for index, (_, found) in enumerate(in_order(measure, unmeasured, workers=workers, task=task), start=1):
            if found is not None:
                info, figures = found
                store.keep(info.sha256, cell_px=info.typical_diameter_px, figures=figures)
                new = _verdict(info.sha256, figures)
                assert new is not None
                results.append(new)
                task.report(new)
            task.report(Progress(len(stored) + index, len(smears)))
            if index % _SAVE_AFTER == 0:
                store.save()
    finally:
        store.save()
    return tuple(results)


def _verdict(sha256: str, figures: Figures | None) -> SmearQuality | None:
    """Describe stored measurements; None where there are none or another version made them."""
    from rbc_desk.imaging.quality import FieldQuality

    if figures is None:
        return None
    if figures.get("doubtful") is True:
        return SmearQuality(sha256, *_no_smear(), doubtful=True)
    try:
        faults, advice = in_words(FieldQuality(**figures))
    except (TypeError, ValueError):
        return None
    return SmearQuality(sha256, faults, advice)


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
            "Overexposed: {share:.0f} % of the image is pure white or black and shows no detail. Reduce "
            "the light or the exposure.",
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
