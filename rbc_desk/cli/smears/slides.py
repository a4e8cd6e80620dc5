"""`rbc-desk import SLIDE --region or --propose`: imports regions of a whole slide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rbc_desk.cli.common import check_classes, end, leaving_nothing_empty, opened
from rbc_desk.cli.console import ProgressLine, note, say, say_json, stoppable
from rbc_desk.core.errors import SettingsError

if TYPE_CHECKING:
    from rbc_desk.core.geometry.regions import Region
    from rbc_desk.services.smears.library import AddedSmears


def refuse(options: Mapping[str, object]) -> None:
    """Raise SettingsError if an option is given that does not apply to regions."""
    if given := [name for name, value in options.items() if value]:
        raise SettingsError(
            f"{' and '.join(given)} cannot be used with --region or --propose.",
            hint="They are for images and data sets.",
        )


def run(
    source: Path,
    *,
    project: Path,
    classes: str | None,
    regions: Sequence[str],
    propose: int | None,
    specimen: str | None,
    json: bool,
) -> None:
    """Store the regions, and as many proposed ones, as smears of one specimen."""
    from rbc_desk.core.geometry.regions import region_of
    from rbc_desk.services.smears import slides

    check_classes(classes, project=project)
    chosen = [region_of(text) for text in regions]
    with slides.open_slide(source) as slide:
        scale = f", {slide.um_per_px:.3g} µm per pixel" if slide.um_per_px else ""
        note(f"{source.name}: {slide.width} x {slide.height} px in {len(slide.levels)} levels{scale}.")
        with (
            leaving_nothing_empty(project),
            opened(project, create_with=classes or "paper") as opened_project,
            ProgressLine(json_lines=json) as progress,
            stoppable(progress) as task,
        ):
            if propose:
                taken = [*chosen, *(region for _, region in slides.regions_of(opened_project, slide))]
                found = slides.propose(slide, n=propose, taken=taken, task=task)
                if len(found) < propose:
                    note(f"Proposed {len(found)} regions: the slide has no more with cells side by side.")
                chosen += found
            result = slides.add_regions(opened_project, slide, chosen, specimen=specimen, task=task)
    if json:
        say_json(_figures(result, chosen))
    else:
        for problem in result.problems:
            note(problem.message)
        known = f"; {len(result.known_ids)} already there" if result.known_ids else ""
        say(f"Imported {len(result.ids)} regions of {source.name}{known}.")
    end(len(result.problems))


def _figures(result: AddedSmears, regions: Sequence[Region]) -> dict[str, object]:
    return {
        "smears": len(result.ids),
        "known": len(result.known_ids),
        "regions": [[region.x, region.y, region.width, region.height] for region in regions],
        "problems": [{"item": problem.item, "message": problem.message} for problem in result.problems],
    }
