"""The form of rarely changed training settings, generated from their model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, create_model
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.widgets.fold import Fold
from rbc_desk.ui.widgets.param_form import ParamForm

FIELDS = (
    "input_px", "frozen_stages", "norm_momentum", "backbone_rate", "schedule", "optimizer", "patience",
    "label_smoothing", "shift", "mixup", "ema", "weight_decay", "clip_norm", "tta", "precision", "compiling",
)  # fmt: skip
FULL_ONLY = frozenset(FIELDS) - {"input_px", "weight_decay", "patience", "label_smoothing", "tta"}
"""Fields that do not apply if only the last layer is trained."""


def part_of(*models: type[BaseModel], names: Sequence[str]) -> type[BaseModel]:
    """A model with only these fields, taken from the given models, in this order."""
    known = {name: field for model in models for name, field in model.model_fields.items()}
    fields: dict[str, Any] = {name: (known[name].annotation, known[name]) for name in names}
    return create_model("Part", **fields)


class MoreSettings(QWidget):
    """A line that unfolds into a form. Folding keeps the values."""

    changed = Signal()

    def __init__(self, *models: type[BaseModel], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._models = models
        self.fold = Fold(self.tr("More settings"), name="moreSettingsButton")
        self.form = ParamForm()
        self.form.setObjectName("moreSettingsForm")
        self.form.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.fold)
        layout.addWidget(self.form)
        self.fold.toggled.connect(self._on_toggled)
        self.form.changed.connect(self.changed)
        self.set_quick(quick=False)

    def values(self) -> Mapping[str, Any]:
        """The values by field; hidden fields are absent."""
        return self.form.values()

    def set_quick(self, *, quick: bool) -> None:
        """Show the fields of this mode; fields of both modes keep their values."""
        before = self.form.values()
        names = [name for name in FIELDS if not (quick and name in FULL_ONLY)]
        self.form.set_model(part_of(*self._models, names=names))
        self.form.set_values({name: value for name, value in before.items() if name in names})
        self.form.set_measured("input_px", word=self.tr("the network's own"), start=80)

    def _on_toggled(self, unfolded: bool) -> None:
        self.form.setVisible(unfolded)
