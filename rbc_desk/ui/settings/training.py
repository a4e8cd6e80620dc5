"""Settings of training: the defaults of the page Train."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QSizePolicy, QSpinBox, QWidget

from rbc_desk.core.splits.units import DEFAULT_SPLIT
from rbc_desk.services.training import choices as training_choices
from rbc_desk.services.training import training
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.settings.section import Section
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button

if TYPE_CHECKING:
    from rbc_desk.core.registry import Choice


class TrainingSection(Section):
    """Defaults of the training form. Values that differ from the program's are in the settings file."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent=parent)
        self.set_title(self.tr("Training"))
        defaults = training.default_spec()
        self._own: dict[str, Any] = {
            "network": defaults.network, "loss": defaults.loss, "epochs": defaults.epochs,
            "batch_size": defaults.batch_size,
            "split_by": DEFAULT_SPLIT,
        }  # fmt: skip
        self.network = _box("defaultNetworkBox", training_choices.network_choices())
        self.loss = _box("defaultLossBox", training_choices.loss_choices())
        self.epochs = QSpinBox(objectName="defaultEpochsBox", minimum=1, maximum=1000)
        self.batch_size = QSpinBox(objectName="defaultBatchBox", minimum=2, maximum=1024)
        self.split_by = QComboBox(objectName="defaultSplitBox")
        self.split_by.addItem(self.tr("By specimen"), "specimen")
        self.split_by.addItem(self.tr("By smear"), "smear")
        self.reset = button(self.tr("Reset to defaults"), name="resetTrainingDefaultsButton")
        self.reset.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._lay_out()
        self._show()
        for box in (self.network, self.loss, self.split_by):
            box.activated.connect(self._save)
        for number in (self.epochs, self.batch_size):
            number.editingFinished.connect(self._save)
        self.reset.clicked.connect(self._on_reset)
        context.settings_changed.connect(self._show)

    def _lay_out(self) -> None:
        self.add(
            self.tr("Network"),
            self.network,
            about=self.tr("Default of the Train page. You can change it for each training."),
        )
        self.add(self.tr("Loss"), self.loss)
        self.add(
            self.tr("Epochs"),
            self.epochs,
            about=self.tr(
                "Number of passes over all cells. The best epoch is kept, so more epochs only take more time."
            ),
        )
        self.add(
            self.tr("Batch size"),
            self.batch_size,
            about=self.tr("Cells per step. Reduce it if there is not enough memory."),
        )
        self.add(
            self.tr("Split"),
            self.split_by,
            about=self.tr("By specimen: all smears of an animal or patient stay together, in training or in test."),
        )
        self.form.addRow("", self.reset)
        self.column.addStretch(1)

    @Slot()
    def _save(self) -> None:
        values = {
            "network": self.network.currentData(),
            "loss": self.loss.currentData(),
            "epochs": self.epochs.value(),
            "batch_size": self.batch_size.value(),
            "split_by": self.split_by.currentData(),
        }
        self._change({name: value for name, value in values.items() if value != self._own[name]})

    @Slot()
    def _on_reset(self) -> None:
        self._change({})

    def _change(self, values: dict[str, Any]) -> None:
        if values != self.context.settings.training.model_dump(exclude_none=True):
            self.context.change_settings(training=values or type(self.context.settings.training)())

    @Slot(object)
    def _show(self, _fields: object = None) -> None:
        wanted = self._own | self.context.settings.training.model_dump(exclude_none=True)
        for box, name in ((self.network, "network"), (self.loss, "loss"), (self.split_by, "split_by")):
            box.setCurrentIndex(max(0, box.findData(wanted[name])))
        self.epochs.setValue(wanted["epochs"])
        self.batch_size.setValue(wanted["batch_size"])


def _box(name: str, choices: Sequence[Choice]) -> QComboBox:
    box = QComboBox(objectName=name)
    for choice in choices:
        box.addItem(translated(choice.title), choice.name)
    return box
