"""The frozen inputs of a training run. Nothing of them is read from the project afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.services.project.project import Project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rbc_desk.imaging.crop import CropRecipe
    from rbc_desk.store.rows import RunInfo

_GREY = "#9a9a9a"


@dataclass(frozen=True, slots=True)
class FrozenSettings:
    """The classes that it learns, in the order of the network's answers, and how crops are cut."""

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
    """As the project has it now. A code without a class stands for itself."""
    from rbc_desk.imaging.crop import RECIPES

    known = project.class_set()
    taken = {one.name.casefold() for one in known}
    classes = []
    for code in codes:
        name = code if code.casefold() not in taken else f"{code} (removed)"
        classes.append(known[code] if code in known else CellClass(code, name, _GREY, code[:2]))
    return FrozenSettings(ClassSet(known.name, tuple(classes)), RECIPES[recipe])


def frozen_of(project: Project, run: RunInfo, *, codes: Sequence[str]) -> FrozenSettings:
    """What a run began with; of a run that an older version began, what the project has now."""
    from rbc_desk.imaging.crop import CropRecipe

    if run.frozen is None:
        return freeze(project, codes=codes, recipe=str(run.spec.get("recipe", "standard")))
    classes = ClassSet(run.frozen["class_set"], tuple(CellClass(**row) for row in run.frozen["classes"]))
    return FrozenSettings(classes, CropRecipe(**run.frozen["recipe"]))
