"""How good the fields are, in a reader's words with what to do. Measured live: the store holds none of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rbc_desk.core.cells import SmearInfo
from rbc_desk.core.control import Reporter, StopToken, silent
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.events import Event, Progress
from rbc_desk.core.phrases import Phrase
from rbc_desk.services import library
from rbc_desk.services.parallel import in_order
from rbc_desk.services.project import Project

if TYPE_CHECKING:
    from rbc_desk.imaging.quality import FieldQuality

# Translated under engine.
_FAULTS = ("soft", "blurred", "dark", "burnt out", "crowded", "sparse")


@dataclass(frozen=True, slots=True)
class FieldJudged(Event):
    """The verdict on the smear whose content has this hash.

    `faults` are plain words ("soft", "crowded"), none where the field is good; `advice` is a sentence or two a fault,
    or what was measured where there is none. `doubtful`: it does not look like a blood smear at all.
    """

    sha256: str
    faults: tuple[str, ...]
    advice: str
    doubtful: bool = False


def judge_fields(
    project: Project,
    *,
    smears: Sequence[SmearInfo],
    workers: int | None = 1,
    report: Reporter = silent,
    stop: StopToken | None = None,
) -> tuple[FieldJudged, ...]:
    """Measure these smears, reporting each as it is done. One that cannot be read is left out.

    Raises CancelledError when stopped.
    """
    judged: list[FieldJudged] = []

    def judge(info: SmearInfo) -> FieldJudged | None:
        from rbc_desk.imaging.detect import DEFAULT_DETECTOR, DETECTORS
        from rbc_desk.imaging.diameter import windows
        from rbc_desk.imaging.plausible import looks_like_smear
        from rbc_desk.imaging.quality import field_quality

        if stop is not None:
            stop.raise_if_set()
        try:
            pixels = library.load_pixels(project, smear_id=info.id)
        except RbcDeskError:
            return None  # the page that shows the smear says why
        part = windows(pixels)[0]  # of a large smear a part tells as much, in a moment
        if not looks_like_smear(part, DETECTORS[DEFAULT_DETECTOR].make()(part, stop=stop), stop=stop):
            return FieldJudged(info.sha256, *_no_smear(), doubtful=True)
        faults, advice = in_words(field_quality(pixels, cell_px=info.typical_diameter_px))
        return FieldJudged(info.sha256, faults, advice)

    for index, (_, verdict) in enumerate(in_order(judge, smears, workers=workers, stop=stop), start=1):
        if verdict is not None:
            judged.append(verdict)
            report(verdict)
        report(Progress(index, len(smears)))
    return tuple(judged)


def _no_smear() -> tuple[tuple[str, ...], str]:
    return (Phrase("no smear?"),), Phrase(
        "This does not look like a blood smear: the cells found on it differ too much from one another, or what lies"
        " between them is no empty glass. Check the file before you rely on what is found here."
    )


def in_words(quality: FieldQuality) -> tuple[tuple[str, ...], str]:
    """The faults of a field and the advice on them."""
    rim, glass = f"{100 * (quality.rim_width or 0):.0f} %", f"{100 * quality.glass_level:.0f} %"
    covered, clumped = f"{100 * quality.covered:.0f} %", f"{100 * quality.clumped:.0f} %"
    words = {
        "soft": Phrase(
            "Soft: the cells' rims are {rim} of a cell wide (sharp: up to 12 %). Fine spurs and small"
            " inclusions may be missed; focus again if you can.",
            rim=rim,
        ),
        "blurred": Phrase(
            "Blurred: the cells' rims are {rim} of a cell wide (sharp: up to 12 %). Photograph the field"
            " again; classes read here are not reliable.",
            rim=rim,
        ),
        "dark": Phrase(
            "Dark: the empty glass has {glass} of full brightness. Turn up the lamp or expose longer.", glass=glass
        ),
        "burnt out": Phrase(
            "Burnt out: {share:.0f} % of the picture is pure white or black and holds no"
            " detail. Turn down the lamp or expose shorter.",
            share=100 * quality.clipped,
        ),
        "crowded": Phrase(
            "Crowded: cells cover {covered} of the field, {clumped} of them in clumps. Go towards the"
            " feathered edge, where cells lie side by side.",
            covered=covered,
            clumped=clumped,
        ),
        "sparse": Phrase(
            "Sparse: cells cover {covered} of the field. Go away from the feathered edge, or take more fields.",
            covered=covered,
        ),
    }
    if quality.rim_width is None:
        unseen = Phrase("No cells stand out from the glass. Is this a blood smear, and in focus?")
        return (Phrase("no cells seen"),), unseen
    faults = tuple(str(v) for v in (quality.focus, quality.exposure, quality.crowding) if str(v) in _FAULTS)
    if faults:
        return faults, Phrase.joined("\n\n", [words[fault] for fault in faults])
    return (), Phrase(
        "Sharp (rims {rim} of a cell wide), well lit (glass at {glass}), cells cover {covered} of the field.",
        rim=rim,
        glass=glass,
        covered=covered,
    )
