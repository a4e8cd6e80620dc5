"""Detection presets per microscope: choose, save, rename, delete."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QInputDialog, QMenu, QToolButton, QWidget

from rbc_desk.core.errors import SettingsError
from rbc_desk.services.detection import detectors, presets
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.state.app_context import AppContext


class PresetBox(QWidget):
    """`chosen(detector, params)` is emitted when the user picks a preset. `show_settings` sets the values to save."""

    chosen = Signal(str, object)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._detector = ""
        self._params: Mapping[str, Any] = {}
        self.box = QComboBox(objectName="presetBox")
        self.box.setAccessibleName(self.tr("Microscope"))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self.box.setToolTip(self.tr("Settings saved for a microscope or an objective"))
        self._menu = QMenu(self)
        self.save = self._action(
            self.tr("Save as…"), "savePresetAction", self._on_save, self.tr("Save microscope as…")
        )
        self.update_ = self._action(
            self.tr("Save changes"),
            "updatePresetAction",
            self._on_update,
            self.tr("Save changes to microscope"),
        )
        self.rename = self._action(
            self.tr("Rename…"), "renamePresetAction", self._on_rename, self.tr("Rename microscope…")
        )
        self.delete = self._action(
            self.tr("Delete"), "deletePresetAction", self._on_delete, self.tr("Delete microscope")
        )
        more = QToolButton(objectName="presetMenuButton", text=self.tr("Save…"))
        more.setToolTip(self.tr("Save these settings under a name, or rename or delete saved settings"))
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setMenu(self._menu)
        more.setProperty("bar", True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.box, 1)
        layout.addWidget(more)
        self.box.activated.connect(self._on_activated)
        self.refresh()

    @property
    def name(self) -> str:
        """The current preset, "" if the settings match none."""
        return self.box.currentData() or ""

    def refresh(self) -> None:
        """Read the presets again and show the one that matches the settings, if any."""
        kept = self.name
        known = presets.presets()
        try:
            now = detectors.differing(self._detector, self._params) if self._detector else {}
            same = [n for n, p in known.items() if p.detector == self._detector and p.params == now]
        except SettingsError:  # the preview shows what is wrong
            same = []
        self.box.clear()
        self.box.addItem(self.tr("None") if known else self.tr("None saved"), "")
        for name in known:
            self.box.addItem(name, name)
        shown = kept if kept in same else next(iter(same), "")
        self._changed_from = kept if kept in known and not shown else ""
        if self._changed_from:
            self.box.setItemText(self.box.findData(kept), f"{kept} ({self.tr('changed')})")
            shown = kept
        self.box.setCurrentIndex(max(0, self.box.findData(shown)))
        self.update_.setEnabled(bool(self._changed_from))
        self.rename.setEnabled(bool(shown))
        self.delete.setEnabled(bool(shown))

    def show_settings(self, detector: str, params: Mapping[str, Any]) -> None:
        """Set the current settings, which would be saved."""
        self._detector, self._params = detector, dict(params)
        self.refresh()

    # actions

    def save_as(self, name: str) -> None:
        kept = self._context.guard(presets.save, name, detector=self._detector, params=self._params)
        self._show(kept)

    def rename_to(self, name: str) -> None:
        self._show(self._context.guard(presets.rename, self.name, to=name))

    def _show(self, name: str | None) -> None:
        if name is None:
            return
        self.refresh()
        if self.box.findData(name) < 0:
            return
        self.box.setCurrentIndex(self.box.findData(name))
        self.refresh()

    @Slot(int)
    def _on_activated(self, _index: int) -> None:
        if not self.name:
            return
        preset = self._context.guard(presets.named, self.name)
        if preset is not None:
            self.chosen.emit(preset.detector, preset.params)

    def _on_save(self) -> None:
        self._ask(self.tr("Save settings"), self.tr("Name of the microscope and objective"), self.save_as)

    def _on_update(self) -> None:
        self.save_as(self.name)

    def _on_rename(self) -> None:
        self._ask(self.tr("Rename microscope"), self.tr("New name"), self.rename_to, text=self.name)

    def _on_delete(self) -> None:
        self._context.guard(presets.delete, self.name)
        self.box.setCurrentIndex(0)
        self.refresh()

    def _ask(self, title: str, label: str, then: Callable[[str], None], *, text: str = "") -> None:
        dialog = QInputDialog(self)
        dialog.setObjectName("presetNameDialog")
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setTextValue(text)
        dialog.textValueSelected.connect(then)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _action(self, text: str, name: str, slot: Callable[[], None], search_text: str) -> QAction:
        action = self._menu.addAction(text)
        action.setObjectName(name)
        action.setProperty("words", search_text)  # text for the search of all actions
        action.triggered.connect(lambda _checked=False: slot())
        return action
