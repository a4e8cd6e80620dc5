"""The current reader: the chip in the top bar, and the bar that asks for a name."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.ui.kit.disabled_reasons import permit
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button


class ReaderChips(QWidget):
    """The reader's name with a menu of the project's readers, and a chip while the reading is blinded.

    `other_reader_requested` asks for a name that is not in the menu.
    """

    other_reader_requested = Signal()

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readerChips")
        self._context = context
        self._menu = QMenu(self, objectName="readerMenu", toolTipsVisible=True)
        self._menu.aboutToShow.connect(self.fill)
        self.reader = self._chip("readerChip", icon_name="reader")
        self.reader.setToolTip(self.tr("Reader: this name is saved with your labels"))
        self.blinded = self._chip("blindedChip", icon_name="blinded")
        self.blinded.setText(self.tr("Blinded"))
        self.blinded.setProperty("chip", True)
        self.blinded.setToolTip(self.tr("The labels of other readers are hidden everywhere in the window"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.blinded)
        layout.addWidget(self.reader)
        context.project_changed.connect(self.refresh)
        context.reader_changed.connect(self.refresh)
        context.bus.changed.connect(self._on_changed)
        self.refresh()

    def _chip(self, name: str, *, icon_name: str) -> QToolButton:
        chip = QToolButton(objectName=name)
        chip.setIcon(icon(icon_name))
        chip.setIconSize(QSize(2 * GRID, 2 * GRID))
        chip.setProperty("bar", True)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        chip.setMenu(self._menu)
        return chip

    @Slot()
    def refresh(self) -> None:
        """Show the current reader and whether the reading is blinded."""
        project = self._context.project
        name = self._context.reader
        metrics = self.reader.fontMetrics()
        self.reader.setText(metrics.elidedText(name, Qt.TextElideMode.ElideRight, 20 * GRID).replace("&", "&&"))
        self.reader.setAccessibleName(self.tr("Reader: {name}").format(name=name))
        self.blinded.setVisible(project is not None and project.viewpoint.blinded)

    @Slot()
    def fill(self) -> None:
        """Build the menu: the project's readers, another reader, and blinded reading."""
        from rbc_desk.services.project import readers

        project = self._context.project
        member = None if project is None else project.store.member
        own_name = "" if member is None else self.tr("Your account on the server reads under one name only")
        self._menu.clear()
        names = (self._context.guard(readers.known, project) if project is not None else None) or (
            self._context.reader,
        )
        for name in names:
            act = self._menu.addAction(name.replace("&", "&&"))
            act.setCheckable(True)
            act.setChecked(name == self._context.reader)
            act.setData(name)
            if own_name and name != self._context.reader:
                permit(act, can=False, why_not=own_name)
                act.setToolTip(own_name)
            act.triggered.connect(lambda _on, name=name: self._context.set_reader(name))
        self._menu.addSeparator()
        other = self._menu.addAction(self.tr("Change reader…"))
        other.setObjectName("anotherReaderAction")
        other.triggered.connect(self.other_reader_requested)
        permit(other, can=True, why_not=own_name)
        if own_name:
            other.setToolTip(own_name)
        blinded = self._menu.addAction(self.tr("Blinded reading"))
        blinded.setObjectName("readBlindedAction")
        blinded.setToolTip(self.tr("Hide the labels of other readers. The setting is kept for you in this project."))
        blinded.setCheckable(True)
        why_not = self._context.why_not_edit
        if member is not None and member.blinded:
            why_not = self.tr("The administrator of the project has set that you read blinded")
            blinded.setToolTip(why_not)
        permit(blinded, can=project is not None, why_not=why_not)
        blinded.setChecked(project is not None and project.viewpoint.blinded)
        blinded.triggered.connect(self._context.set_blinded)

    @property
    def choices(self) -> list[QAction]:
        """The current menu entries."""
        self.fill()
        return [act for act in self._menu.actions() if not act.isSeparator()]

    @Slot(object)
    def _on_changed(self, changeset: ChangeSet) -> None:
        if changeset.touches(Topic.PROJECT):
            self.refresh()


class ReaderBar(QFrame):
    """Asks for the name of another reader, below the page."""

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readerBar")
        self.setProperty("banner", True)
        self.setAccessibleName(self.tr("Name of the reader"))
        self._context = context
        self._text = QLabel(wordWrap=True)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.field = QLineEdit(objectName="readerNameField")
        self.field.setAccessibleName(self.tr("Your name"))
        self.field.setPlaceholderText(self.tr("Your name"))
        self.field.setMinimumWidth(24 * GRID)
        self.field.setMaxLength(80)
        self._ok = button(self.tr("Save name"), name="readerNameOk", primary=True)
        self._close = QToolButton(objectName="readerBarClose", autoRaise=True, toolTip=self.tr("Cancel"))
        self._close.setAccessibleName(self.tr("Cancel"))
        self._close.setIcon(icon("close"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self._text, 1)
        for widget in (self.field, self._ok, self._close):
            layout.addWidget(widget)
        self.field.returnPressed.connect(self._on_ok)
        self.field.textChanged.connect(self._on_text_changed)
        self._ok.clicked.connect(self._on_ok)
        self._close.clicked.connect(self._on_close)
        context.reader_changed.connect(self.hide)  # the name was entered, here or elsewhere
        self.hide()

    @Slot()
    def ask_for_another(self) -> None:
        """Ask for the name of another reader."""
        self._text.setText(self.tr("Who is labelling now? Earlier labels keep their reader's name."))
        self.field.clear()
        self._on_text_changed("")
        self.show()
        self.field.setFocus()

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        self._ok.setEnabled(bool(text.strip()))

    @Slot()
    def _on_ok(self) -> None:
        if self.field.text().strip():
            self._context.set_reader(self.field.text())

    @Slot()
    def _on_close(self) -> None:
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._on_close()
        else:
            super().keyPressEvent(event)
