"""The buttons Train, Pause and Stop with their keys."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from rbc_desk.ui.keys.keymap import Keymap, native
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.widgets.texts import button
from rbc_desk.ui.widgets.wrap import WrapRow

_NAMES = ("train", "pause", "stop", "discard")


class TrainButtons(QWidget):
    """Shows the possible actions: train, or pause, stop and discard. Their keys work wherever the focus is."""

    label_requested = Signal()
    train_requested = Signal()
    pause_requested = Signal()  # or unpause
    stop_requested = Signal(bool)  # whether to keep the best epoch

    def __init__(self, *, page: QWidget, keymap: Keymap) -> None:
        super().__init__()
        self.label = button(self.tr("Go to Label"), name="goToLabelButton")
        self.train = button(self.tr("Train"), name="trainButton", primary=True)
        self.pause = button(self.tr("Pause"), name="pauseButton")
        self.stop = button(self.tr("Stop and keep best"), name="stopButton", primary=True)
        self.discard = button(self.tr("Discard"), name="discardButton")
        self._keymap = keymap
        self._actions: dict[str, QAction] = {}
        self.row = WrapRow(self)
        for widget in (self.train, self.label, self.pause, self.stop, self.discard):
            widget.setMinimumHeight(5 * GRID)
            self.row.addWidget(widget)
        with_text(self.train, self._widen)
        for name, one in (
            ("train", self.train),
            ("pause", self.pause),
            ("stop", self.stop),
            ("discard", self.discard),
        ):
            self._bind(name, one, page=page)
        self.label.clicked.connect(self.label_requested)
        self.train.clicked.connect(self.train_requested)
        self.pause.clicked.connect(self.pause_requested)
        self.stop.clicked.connect(lambda: self.stop_requested.emit(True))
        self.discard.clicked.connect(lambda: self.stop_requested.emit(False))
        keymap.changed.connect(self._update_tooltips)
        self._update_tooltips()

    def _widen(self, scale: float) -> None:
        for one in (self.train, self.pause):  # one takes the place of the other
            one.setMinimumWidth(round(20 * GRID * scale))

    def show_state(
        self, *, running: bool, stopping: bool, paused: bool, ready: bool, can_pause: bool, can_label: bool
    ) -> None:
        """Show the buttons for this state. `paused`: the training is paused, or will be after this batch."""
        for widget in (self.pause, self.stop, self.discard):
            widget.setVisible(running)
            widget.setEnabled(running and not stopping)
        self.pause.setVisible(running and can_pause)
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.label.setVisible(can_label)
        focused = self.train.hasFocus()
        self.train.setVisible(not running)
        self.train.setEnabled(ready)
        if focused and running:  # the pressed button is hidden, so the focus moves to the page
            (self.pause if can_pause else self.stop).setFocus(Qt.FocusReason.OtherFocusReason)
        self._actions["pause"].setText(self.pause.text())
        for name, action in self._actions.items():
            proxy_for: QPushButton = getattr(self, name)
            action.setEnabled(not proxy_for.isHidden() and proxy_for.isEnabled())
        self._update_tooltips()

    def _bind(self, name: str, one: QPushButton, *, page: QWidget) -> None:
        action = QAction(one.text(), page, objectName=f"{name}Action")
        # shortcuts of the window: a hidden page receives no keys anyway
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(one.click)
        page.addAction(action)
        self._keymap.bind(action, id_=f"train.{name}", scope="train", group=self.tr("Train"))
        self._actions[name] = action

    def _update_tooltips(self) -> None:
        texts = {
            "train": self.tr("Train on the current labels"),
            "pause": self.tr("Pause after this batch. A checkpoint is saved, and you can resume later."),
            "stop": self.tr("Stop after this batch and make a model from the best epoch so far"),
            "discard": self.tr("Stop after this batch without making a model. The run stays in the list."),
        }
        for name, text in texts.items():
            keys = native(self._keymap.keys_of(f"train.{name}"))
            getattr(self, name).setToolTip(f"{text} ({keys})" if keys else text)
