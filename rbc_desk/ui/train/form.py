"""The form of training settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.core.errors import SettingsError, UnknownNameError
from rbc_desk.core.splits.label_choice import LabelChoice
from rbc_desk.core.splits.units import DEFAULT_SPLIT
from rbc_desk.services.training import choices as training_choices
from rbc_desk.services.training import presets, training
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, tabular_font
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.train.labels_box import labels_box
from rbc_desk.ui.train.more_settings import MoreSettings, part_of
from rbc_desk.ui.widgets.fields import choice_box, decimal_box, form_of, whole_box
from rbc_desk.ui.widgets.param_form import ParamForm

if TYPE_CHECKING:
    from rbc_desk.core.registry import Choice


class _WithSummary(QStyledItemDelegate):
    """Paints an item's summary, which is its tooltip, after its text."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if summary := index.data(Qt.ItemDataRole.ToolTipRole):
            option.text = f"{index.data(Qt.ItemDataRole.DisplayRole)} – {summary}"


class TrainForm(QWidget):
    """Edits a `TrainSpec` and the kind of split. Values out of range cannot be entered.

    `preset` is the name of the preset whose settings are shown, "" for others; `preset_changed` carries it.
    """

    preset_changed = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preset = ""
        self._filling = False
        self._context = context
        self._default = training.default_spec()
        self.presets = choice_box(
            "presetBox",
            [
                ("", self.tr("Custom")),
                ("quick", self.tr("Quick")),
                ("good", self.tr("Good")),
                ("best", self.tr("Best")),
                ("paper", self.tr("As in the paper")),
            ],
        )
        self.mode = choice_box(
            "modeBox", [("full", self.tr("Whole network")), ("quick", self.tr("Last layer only (quick)"))]
        )
        self.mode.setToolTip(
            self.tr(
                "Quick: a pretrained ImageNet network computes features of each cell, and only the last "
                "layer is trained, within seconds"
            )
        )
        self.network = self._choices("networkBox", training_choices.network_choices(), self._default.network)
        self.loss = self._choices("lossBox", training_choices.loss_choices(), self._default.loss)
        self.gamma = decimal_box("gammaBox", 2.0, low=0, high=10, step=0.5)
        self.alpha = decimal_box("alphaBox", 1.0, low=0.01, high=100, step=0.25)
        self.class_alpha = choice_box(
            "classAlphaBox", [("none", self.tr("Equal")), ("inverse_frequency", self.tr("Rare classes count more"))]
        )
        self.loss_more = ParamForm()
        self.loss_more.setObjectName("lossSettingsForm")
        self._loss_params = training_choices.loss_params
        self._with_imagenet = training_choices.imagenet_networks()
        self.more = MoreSettings(type(self._default), training_choices.loss_params(self._default.loss))
        self.sampler = self._choices("samplerBox", training_choices.sampler_choices(), self._default.sampler)
        self.recipe = choice_box(
            "recipeBox",
            [
                ("standard", self.tr("Standard")),
                ("paper", self.tr("As in the paper")),
                ("context", self.tr("With surroundings")),
            ],
        )
        self.recipe.setToolTip(self.tr("As in the paper: cells are enlarged so that a typical cell fills the crop"))
        self.augment = QCheckBox(self.tr("Flip, rotate and recolour"), objectName="augmentBox")
        self.augment.setChecked(self._default.augment)
        self.epochs = whole_box("epochsBox", self._default.epochs, low=1, high=1000)
        self.batch = whole_box("batchBox", self._default.batch_size, low=2, high=1024)
        self.learning_rate = QLineEdit(f"{self._default.learning_rate:g}", objectName="learningRateBox")
        self.learning_rate.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.learning_rate.setFont(tabular_font())
        self.split = choice_box(
            "splitBox",
            [("specimen", self.tr("By specimen")), ("smear", self.tr("By smear")), ("cell", self.tr("By cell"))],
        )
        self.labels = labels_box()
        self.device = choice_box("deviceBox", [("auto", self.tr("Automatic"))])
        self.pretrained = QCheckBox(self.tr("Start from ImageNet weights"), objectName="pretrainedBox")
        self.seed = whole_box("seedBox", self._default.seed, low=0, high=2**31 - 1)
        self._lay_out()
        self.loss.currentIndexChanged.connect(self._on_loss_changed)
        self.learning_rate.editingFinished.connect(self._on_learning_rate_edited)
        self.mode.currentIndexChanged.connect(self._on_mode_changed)
        self.network.currentIndexChanged.connect(self._on_network_changed)
        self._on_loss_changed()
        self._on_network_changed()
        self._follow_fields()
        self._show_defaults(frozenset({"training"}))
        context.settings_changed.connect(self._show_defaults)

    # content

    @property
    def split_by(self) -> str:
        return str(self.split.currentData())

    @property
    def label_choice(self) -> LabelChoice:
        """Which label of a cell counts."""
        return LabelChoice(self.labels.currentData())

    def spec(self) -> Any:
        """The current `TrainSpec`."""
        loss = self.loss.currentData()
        more = dict(self.more.values())
        parameters: dict[str, Any] = self.loss_more.values() | {"label_smoothing": more.pop("label_smoothing")}
        if loss in ("focal", "cross_entropy"):
            parameters["class_alpha"] = self.class_alpha.currentData()
        if loss == "focal":
            parameters |= {"gamma": self.gamma.value(), "alpha": self.alpha.value()}
        return type(self._default)(
            **{
                **self._default.model_dump(),
                **more,
                "mode": self.mode.currentData(),
                "network": self.network.currentData(),
                "loss": loss,
                "loss_params": parameters,
                "sampler": self.sampler.currentData(),
                "recipe": self.recipe.currentData(),
                "augment": self.augment.isChecked(),
                "epochs": self.epochs.value(),
                "batch_size": self.batch.value(),
                "learning_rate": self._learning_rate(),
                "pretrained": self.pretrained.isChecked(),
                "device": self.device.currentData(),
                "seed": self.seed.value(),
                "labels": self.label_choice.value,
            }
        )

    def network_text(self, name: str) -> str:
        """The displayed name of a network; its id if it no longer exists."""
        return _words(self.network, name)

    def loss_text(self, name: str) -> str:
        return _words(self.loss, name)

    def show_preset(self, name: str) -> None:
        """Show the settings of a preset; device, seed, labels and split stay. Raises KeyError."""

        kept = {"device": self.device.currentData(), "seed": self.seed.value(), "labels": self.labels.currentData()}
        self.show_settings(presets.preset_values(name) | kept)

    def show_settings(self, values: Mapping[str, Any], *, split_by: str | None = None) -> None:
        """Show these settings. Those without a field, or not available on this machine, are ignored."""
        with self._filled():
            self._fill(values, split_by=split_by)

    def choice_state(self) -> dict[str, Any]:
        """The preset that is shown, or the settings of one's own, as JSON values."""
        shown = {"choice": self.preset, "labels": self.label_choice.value}
        return shown if self.preset else {"settings": self.spec().model_dump()}

    def restore_choice(self, state: Mapping[str, Any]) -> None:
        """Show what `choice_state` gave; invalid values are ignored."""
        name, values = state.get("choice"), state.get("settings")
        if name in (*presets.CHOICES, "paper"):
            self.show_preset(str(name))
            _choose(self.labels, state.get("labels"))
        elif isinstance(values, dict):
            with suppress(SettingsError, UnknownNameError):  # it comes from a file
                self.show_settings(training.spec_from(values).model_dump())

    @Slot(object)
    def _show_defaults(self, fields: frozenset[str]) -> None:
        """Show the user's own defaults where there are any, else the preset to start with."""
        if "training" not in fields:
            return
        own, defaults = self._context.settings.training, self._default
        if not (own.network or own.loss or own.epochs or own.batch_size):
            self.show_preset(presets.START)
        else:
            values = defaults.model_dump() | own.model_dump(exclude_none=True)
            self.show_settings({**values, "device": self.device.currentData()})
        self.split.setCurrentIndex(max(0, self.split.findData(own.split_by or DEFAULT_SPLIT)))

    def _fill(self, values: Mapping[str, Any], *, split_by: str | None) -> None:
        loss_params = dict(values.get("loss_params", {}))
        for box, value in (
            (self.mode, values.get("mode")),
            (self.network, values.get("network")),
            (self.loss, values.get("loss")),
            (self.sampler, values.get("sampler")),
            (self.recipe, values.get("recipe")),
            (self.device, values.get("device")),
            (self.labels, values.get("labels")),
            (self.split, split_by),
            (self.class_alpha, loss_params.pop("class_alpha", None)),
        ):
            _choose(box, value)
        self.pretrained.setChecked(bool(values.get("pretrained", self.pretrained.isChecked())))
        self.augment.setChecked(bool(values.get("augment", self.augment.isChecked())))
        self.epochs.setValue(int(values.get("epochs", self.epochs.value())))
        self.batch.setValue(int(values.get("batch_size", self.batch.value())))
        self.seed.setValue(int(values.get("seed", self.seed.value())))
        self.learning_rate.setText(f"{float(values.get('learning_rate', 0.001)):g}")
        for field, name in ((self.gamma, "gamma"), (self.alpha, "alpha")):
            number = loss_params.pop(name, None)
            if isinstance(number, int | float):
                field.setValue(number)
        more = {name: values[name] for name in self.more.values() if name in values}
        if isinstance(smoothing := loss_params.pop("label_smoothing", None), int | float):
            more["label_smoothing"] = smoothing
        self.more.form.set_values({**self.more.values(), **more})
        self.loss_more.set_values({**self.loss_more.values(), **loss_params})

    @contextmanager
    def _filled(self) -> Iterator[None]:
        """Name the preset once, after many fields have changed."""
        self._filling = True
        try:
            yield
        finally:
            self._filling = False
        self._on_edited()

    @Slot()
    def _on_edited(self, *_: object) -> None:

        if self._filling:
            return
        self.preset = presets.preset_of(self.spec()) or ""
        self.presets.setCurrentIndex(max(0, self.presets.findData(self.preset)))
        self.preset_changed.emit(self.preset)

    def _follow_fields(self) -> None:
        for box in (self.mode, self.network, self.loss, self.class_alpha, self.sampler, self.recipe):
            box.currentIndexChanged.connect(self._on_edited)
        for number in (self.gamma, self.alpha, self.epochs, self.batch):
            number.valueChanged.connect(self._on_edited)
        for check in (self.augment, self.pretrained):
            check.toggled.connect(self._on_edited)
        self.learning_rate.textChanged.connect(self._on_edited)
        for form in (self.loss_more, self.more.form):
            form.changed.connect(self._on_edited)
        self.presets.activated.connect(self._on_preset_chosen)

    @Slot(int)
    def _on_preset_chosen(self, index: int) -> None:
        if name := self.presets.itemData(index):
            self.show_preset(name)

    @Slot(object)
    def set_devices(self, choices: Sequence[Choice]) -> None:
        """Set the available devices; the choice stays."""
        chosen = self.device.currentData()
        self.device.clear()
        for choice in choices:
            self.device.addItem(translated(choice.summary), choice.name)
        self.device.setCurrentIndex(max(0, self.device.findData(chosen)))

    def _learning_rate(self) -> float:
        try:
            value = float(self.learning_rate.text().replace(",", "."))
        except ValueError:
            return self._default.learning_rate
        return value if 0 < value <= 1 else self._default.learning_rate

    @Slot()
    def _on_learning_rate_edited(self) -> None:
        self.learning_rate.setText(f"{self._learning_rate():g}")

    @Slot()
    def _on_loss_changed(self, *_: object) -> None:
        focal = self.loss.currentData() == "focal"
        self._form.setRowVisible(self.gamma, focal)
        self._form.setRowVisible(self.alpha, focal)
        self._form.setRowVisible(self.class_alpha, self.loss.currentData() in ("focal", "cross_entropy"))
        model = self._loss_params(self.loss.currentData())
        elsewhere = {"label_smoothing", "class_alpha"} | ({"gamma", "alpha"} if focal else set())
        names = [name for name in model.model_fields if name not in elsewhere]
        self.loss_more.set_model(part_of(model, names=names))
        self._form.setRowVisible(self.loss_more, bool(names))

    @Slot()
    def _on_network_changed(self, *_: object) -> None:
        """Only some networks have ImageNet weights to start from."""
        can = self.network.currentData() in self._with_imagenet
        self.pretrained.setEnabled(can)
        if not can:
            self.pretrained.setChecked(False)

    @Slot()
    def _on_mode_changed(self, *_: object) -> None:
        """Show only applicable fields; select a network with ImageNet weights if the mode requires one."""
        quick = self.mode.currentData() == "quick"
        for field in (self.pretrained, self.augment, self.batch, self.learning_rate):
            self._form.setRowVisible(field, not quick)
        self.more.set_quick(quick=quick)
        if quick and self.network.currentData() not in self._with_imagenet:
            self.network.setCurrentIndex(self.network.findData(self._with_imagenet[-1]))

    # construction

    def _lay_out(self) -> None:
        self._form = form_of(
            (
                (self.tr("Settings"), self.presets),
                (self.tr("Trained part"), self.mode),
                (self.tr("Network"), self.network),
                ("", self.pretrained),
                (self.tr("Loss"), self.loss),
                (self.tr("Gamma"), self.gamma),
                (self.tr("Alpha"), self.alpha),
                (self.tr("Class weights"), self.class_alpha),
                (None, self.loss_more),
                (self.tr("Sampling"), self.sampler),
                (self.tr("Crops"), self.recipe),
                ("", self.augment),
                (self.tr("Epochs"), self.epochs),
                (self.tr("Batch size"), self.batch),
                (self.tr("Learning rate"), self.learning_rate),
                (self.tr("Labels"), self.labels),
                (self.tr("Split"), self.split),
                (self.tr("Device"), self.device),
                (self.tr("Seed"), self.seed),
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._form)
        layout.addWidget(self.more)
        layout.addStretch(1)

    def _choices(self, name: str, choices: Sequence[Choice], chosen: str) -> QComboBox:
        """A box with titles when closed, which is narrow, and titles with summaries in the list."""
        box = choice_box(name, [(choice.name, translated(choice.title)) for choice in choices])
        for index, choice in enumerate(choices):
            box.setItemData(index, translated(choice.summary), Qt.ItemDataRole.ToolTipRole)
        box.setItemDelegate(_WithSummary(box))
        box.view().setMinimumWidth(box.view().sizeHintForColumn(0) + 2 * GRID)
        box.currentIndexChanged.connect(
            lambda index: box.setToolTip(box.itemData(index, Qt.ItemDataRole.ToolTipRole) or "")
        )
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.setToolTip(box.currentData(Qt.ItemDataRole.ToolTipRole) or "")
        return box


def _words(box: QComboBox, name: str) -> str:
    index = box.findData(name)
    return box.itemText(index) if index >= 0 else name.replace("_", " ")


def _choose(box: QComboBox, value: object) -> None:
    index = box.findData(value)
    if value is not None and index >= 0:
        box.setCurrentIndex(index)
