"""Whole slides: regions of them become smears of a specimen, which remember slide and place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.errors import LockedSpecimenError, RbcDeskError
from rbc_desk.core.events import Problem, Progress
from rbc_desk.core.geometry.regions import Region, SlidePlace
from rbc_desk.core.history.changes import ChangeSet
from rbc_desk.core.history.merge_changes import OnStep, ignore_step
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.project import locks
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.services.smears.known_files import KnownFiles
from rbc_desk.services.smears.library import AddedSmears
from rbc_desk.services.smears.stored_files import MeasuredFile, hash_pixels, store_region

if TYPE_CHECKING:
    from rbc_desk.imaging.slides.slide import Slide


def is_slide(path: Path) -> bool:
    """Whether the file is a whole slide, of which regions are chosen."""
    from rbc_desk.imaging.slides import opening

    return opening.is_slide(path)


def open_slide(path: Path) -> Slide:
    """Open a slide. Raises UnreadableImageError, MissingReaderError."""
    from rbc_desk.imaging.slides import opening

    return opening.open_slide(path)


def propose(slide: Slide, *, n: int, taken: Sequence[Region] = (), task: Task = SILENT) -> list[Region]:
    """At most `n` regions with cells side by side: see `imaging.slides.monolayer.propose`."""
    from rbc_desk.imaging.slides import monolayer

    return monolayer.propose(slide, n=n, taken=taken, task=task)


def regions_of(project: Project, slide: Slide) -> list[tuple[SmearInfo, Region]]:
    """The smears of the project that are regions of the slide, whatever its file is called now."""
    return [
        (info, Region(place.x, place.y, info.width, info.height))
        for info in library.smears(project)
        if (place := info.slide) is not None and place.slide_hash == slide.fingerprint
    ]


def add_regions(
    project: Project,
    slide: Slide,
    regions: Sequence[Region],
    *,
    specimen: str | None = None,
    task: Task = SILENT,
    on_step: OnStep = ignore_step,
) -> AddedSmears:
    """Store regions as smears of one specimen; one commit each.

    The specimen is `specimen`, or else the name of the slide. A region that is larger than a field becomes several;
    what lies beside the slide is cut off. A region that the project has is not added again, and one that overlaps
    another of these or of the project is a problem, since its cells would count twice. Regions stored before a stop
    stay. Only one field is in memory at a time. `library.added_as_one_step` makes one undoable step of them.
    """
    stem = slide.path.stem
    inside = [part for one in regions if (part := one.within(width=slide.width, height=slide.height)) is not None]
    fields, problems = _apart(inside, taken=[region for _, region in regions_of(project, slide)])
    for problem in problems:
        task.report(problem)
    known = KnownFiles.of(project)
    names = {info.name for info in library.smears(project)}
    ids: list[int] = []
    known_ids: list[int] = []
    locked: list[LockedSpecimenError] = []
    steps: list[ChangeSet] = []
    for index, field in enumerate(fields):
        if task.stopped:
            break
        name = f"{stem} {field.x},{field.y} {field.width}x{field.height}.png"
        task.report(Progress(index, len(fields), name))
        try:
            smear_id, step = _add(
                project, slide, field, name=_free(name, names), specimen=specimen or stem, known=known
            )
        except LockedSpecimenError as error:
            locked.append(error)
            continue
        except RbcDeskError as error:
            problems.append(Problem(name, str(error)))
            task.report(problems[-1])
            continue
        if step is None:
            known_ids.append(smear_id)
        else:
            ids.append(smear_id)
            steps.append(step)
            on_step(step)
    if locked:
        problems.append(locks.not_added(locked))
        task.report(problems[-1])
    if n_beside := len(regions) - len(inside):
        message = Phrase("Regions that lie beside the slide: {n}.", n=n_beside)
        problems.append(Problem(slide.path.name, message))
    task.report(Progress(len(fields), len(fields)))
    return AddedSmears(tuple(ids), tuple(known_ids), tuple(problems), library.added_as_one_step(steps))


def _apart(regions: Sequence[Region], *, taken: Sequence[Region]) -> tuple[list[Region], list[Problem]]:
    """The fields of the regions that overlap no other field, and a problem for each region that does.

    A field that is the same as another is no overlap: its smear is known.
    """
    fields: list[Region] = []
    problems: list[Problem] = []
    for region in regions:
        own = region.fields()
        others = [one for one in (*taken, *fields) if one not in own and region.overlaps(one)]
        if others:
            message = Phrase(
                "The region {region} was not added: it overlaps the region {other}, and the cells in both would be "
                "counted twice.",
                region=region,
                other=others[0],
            )
            problems.append(Problem(str(region), message))
        else:
            fields += own
    return fields, problems


def _add(
    project: Project, slide: Slide, field: Region, *, name: str, specimen: str, known: KnownFiles
) -> tuple[int, ChangeSet | None]:
    from rbc_desk.imaging.field.diameter import typical_diameter

    pixels = slide.read(0, field)
    digest = hash_pixels(pixels)
    found = MeasuredFile(digest, field.width, field.height, slide.um_per_px, None, typical_diameter(pixels), digest)
    if smear_id := known.of_image(found):
        return smear_id, None
    place = SlidePlace(slide.path.name, slide.fingerprint, field.x, field.y)
    smear_id, step = store_region(project, pixels, name=name, specimen=specimen, measured=found, place=place)
    known.add(smear_id, found)
    return smear_id, step


def _free(name: str, names: set[str]) -> str:
    """The name, with a number where a smear of another slide has it already."""
    stem, number = name.removesuffix(".png"), 1
    while name in names:
        number += 1
        name = f"{stem} ({number}).png"
    names.add(name)
    return name
