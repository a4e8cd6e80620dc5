"""The frozen settings of a training run. A run does not read them from the project again."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rbc_desk.imaging.cells.crop import CropRecipe
    from rbc_desk.store.rows import RunInfo

_GREY = "#9a9a9a"


@dataclass(frozen=True, slots=True)
class FrozenSettings:
    """The classes of a run, in the order of the network's outputs, and the recipe of its crops."""

    classes: ClassSet
    recipe: CropRecipe

    def to_row(self) -> dict[str, Any]:
        return {
            "class_set": self.classes.name,
            "classes": [
                {"code": c.code, "name": c.name, "colour": c.colour, "letters": c.letters} for c in self.classes
            ],
            "recipe": self.recipe.model_dump(mode="json"),
        }


def freeze(project: Project, *, codes: Sequence[str], recipe: str) -> FrozenSettings:
    """Freeze the project's current classes and recipe. A code that has no class any more is its own name.

    A recipe that shows surroundings takes the median typical cell of the labelled smears as its reference width.
    """
    from rbc_desk.imaging.cells.crop import RECIPES

    known = project.class_set()
    used_names = {one.name.casefold() for one in known}
    classes = []
    for code in codes:
        name = code if code.casefold() not in used_names else f"{code} (removed)"
        classes.append(known[code] if code in known else CellClass(code, name, _GREY, code[:2]))
    chosen = RECIPES[recipe]
    if chosen.surroundings:
        chosen = chosen.model_copy(update={"reference_px": _reference_px(project)})
    return FrozenSettings(ClassSet(known.name, tuple(classes)), chosen)


def _reference_px(project: Project) -> float:
    infos = library.smears(project)
    widths = [info.typical_diameter_px for info in infos if info.n_labelled] or [
        info.typical_diameter_px for info in infos
    ]
    return round(median(widths), 1) if widths else 0.0


def frozen_of(project: Project, run: RunInfo, *, codes: Sequence[str]) -> FrozenSettings:
    """The settings that a run started with; for a run of an older version, the project's current ones."""
    from rbc_desk.imaging.cells.crop import CropRecipe

    if run.frozen is None:
        return freeze(project, codes=codes, recipe=str(run.spec.get("recipe", "standard")))
    classes = ClassSet(run.frozen["class_set"], tuple(CellClass(**row) for row in run.frozen["classes"]))
    return FrozenSettings(classes, CropRecipe(**run.frozen["recipe"]))
