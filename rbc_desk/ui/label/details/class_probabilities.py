"""The model's probabilities for a cell, with the names and colours of the classes."""

from __future__ import annotations

from rbc_desk.core.cells.cell import Cell
from rbc_desk.core.classes import ClassSet
from rbc_desk.core.models.live_predictions import LIVE_MODEL, LivePredictions
from rbc_desk.services.models import evaluation
from rbc_desk.services.project.project import Project
from rbc_desk.ui.kit.language import translated

_UNKNOWN_COLOUR = "#808080"


class ClassProbabilities:
    """Caches the classes of each model, so that a click needs no query."""

    def __init__(self) -> None:
        self._codes: dict[int, tuple[str, ...]] = {}

    def forget(self) -> None:
        """Clear the cache after models were added or removed."""
        self._codes = {}

    def of(
        self, cell: Cell, *, project: Project | None, classes: ClassSet | None, live: LivePredictions | None
    ) -> list[tuple[str, str, float]]:
        """Name, colour and probability of the predicted classes; empty without a prediction. `live`: those of now."""
        if cell.prediction is None or classes is None or project is None:
            return []
        model_id = cell.prediction.model_id
        if model_id != LIVE_MODEL and model_id not in self._codes:
            self._codes = {model.id: model.shown_codes for model in evaluation.models(project)}
        codes = self._codes.get(model_id, ())
        if model_id == LIVE_MODEL:
            codes = live.codes if live is not None else ()
        known = {c.code: c for c in (*classes, *classes.others)}
        return [
            (translated(known[code].name), known[code].colour, share)
            if code in known
            else (code, _UNKNOWN_COLOUR, share)
            for code, share in zip(codes, cell.prediction.probabilities, strict=False)
        ]
