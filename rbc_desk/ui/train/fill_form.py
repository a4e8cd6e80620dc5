"""Fills the training form with the settings of a past run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox

if TYPE_CHECKING:
    from rbc_desk.ui.train.form import TrainForm


def fill_form(form: TrainForm, spec: Mapping[str, Any], *, split_by: str) -> None:
    """Show these settings. Settings without a field, or not available on this machine, are ignored."""
    loss_params = dict(spec.get("loss_params", {}))
    for box, value in (
        (form.mode, spec.get("mode")),
        (form.network, spec.get("network")),
        (form.loss, spec.get("loss")),
        (form.sampler, spec.get("sampler")),
        (form.recipe, spec.get("recipe")),
        (form.device, spec.get("device")),
        (form.split, split_by),
        (form.class_alpha, loss_params.pop("class_alpha", None)),
    ):
        _choose(box, value)
    form.pretrained.setChecked(bool(spec.get("pretrained", form.pretrained.isChecked())))
    form.augment.setChecked(bool(spec.get("augment", form.augment.isChecked())))
    form.epochs.setValue(int(spec.get("epochs", form.epochs.value())))
    form.batch.setValue(int(spec.get("batch_size", form.batch.value())))
    form.seed.setValue(int(spec.get("seed", form.seed.value())))
    form.learning_rate.setText(f"{float(spec.get('learning_rate', 0.001)):g}")
    for field, name in ((form.gamma, "gamma"), (form.alpha, "alpha")):
        value = loss_params.pop(name, None)
        if isinstance(value, int | float):
            field.setValue(value)
    more = {name: spec[name] for name in form.more.values() if name in spec}
    if isinstance(smoothing := loss_params.pop("label_smoothing", None), int | float):
        more["label_smoothing"] = smoothing
    form.more.form.set_values({**form.more.values(), **more})
    form.loss_more.set_values({**form.loss_more.values(), **loss_params})


def _choose(box: QComboBox, value: object) -> None:
    index = box.findData(value)
    if value is not None and index >= 0:
        box.setCurrentIndex(index)
