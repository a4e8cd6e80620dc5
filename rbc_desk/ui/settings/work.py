"""Settings of work: labelling and the size of images."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QSpinBox, QWidget

from rbc_desk.ui.settings.section import Section
from rbc_desk.ui.state.app_context import AppContext


class WorkSection(Section):
    """Defaults of labelling and of importing images."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent=parent)
        self.set_title(self.tr("Finding and labelling cells"))
        self.advance = QCheckBox(objectName="advanceSettingBox")
        self.presort = QCheckBox(objectName="presortSettingBox")
        self.live = QCheckBox(objectName="liveSettingBox")
        self.metadata = QCheckBox(objectName="metadataSettingBox")
        self.megapixels = QSpinBox(objectName="megapixelsBox", minimum=1, maximum=4000, singleStep=50)
        self.megapixels.setSuffix(self.tr(" megapixels"))
        self.add(
            self.tr("Advance after labelling"),
            self.advance,
            about=self.tr("Select the next unlabelled cell after a class key is pressed."),
        )
        self.add(
            self.tr("Largest image"),
            self.megapixels,
            about=self.tr("Larger images are not opened, since they may be damaged or need too much memory."),
        )
        self.add(
            self.tr("Keep metadata of images"),
            self.metadata,
            about=self.tr(
                "Copy imported images with their metadata: names, dates, places and serial numbers, which may "
                "identify a patient."
            ),
        )
        self.add(
            self.tr("Classify new cells"),
            self.presort,
            about=self.tr(
                "Classify the cells of a smear as soon as they are found, with the active model or a starter model."
            ),
        )
        self.add(
            self.tr("Learn while labelling"),
            self.live,
            about=self.tr("Update the predictions of unlabelled cells after each label."),
        )
        self.column.addStretch(1)
        self._show()
        self.advance.toggled.connect(self._on_advance_toggled)
        self.presort.toggled.connect(self._on_presort_toggled)
        self.live.toggled.connect(self._on_live_toggled)
        self.metadata.toggled.connect(self._on_metadata_toggled)
        self.megapixels.editingFinished.connect(self._on_megapixels)
        context.settings_changed.connect(self._show)

    @Slot(bool)
    def _on_advance_toggled(self, on: bool) -> None:
        if on != self.context.settings.advance_after_key:
            self.context.change_settings(advance_after_key=on)

    @Slot(bool)
    def _on_presort_toggled(self, on: bool) -> None:
        if on != self.context.settings.presort:
            self.context.change_settings(presort=on)

    @Slot(bool)
    def _on_live_toggled(self, on: bool) -> None:
        if on != self.context.settings.live_learning:
            self.context.change_settings(live_learning=on)

    @Slot(bool)
    def _on_metadata_toggled(self, on: bool) -> None:
        if on != self.context.settings.keep_metadata:
            self.context.change_settings(keep_metadata=on)

    @Slot()
    def _on_megapixels(self) -> None:
        if self.megapixels.value() != self.context.settings.max_megapixels:
            self.context.change_settings(max_megapixels=self.megapixels.value())

    @Slot(object)
    def _show(self, _fields: object = None) -> None:
        self.advance.setChecked(self.context.settings.advance_after_key)
        self.presort.setChecked(self.context.settings.presort)
        self.live.setChecked(self.context.settings.live_learning)
        self.metadata.setChecked(self.context.settings.keep_metadata)
        self.megapixels.setValue(self.context.settings.max_megapixels)
