"""The dialog of the first start: it asks for the reader's name and offers the guided tour."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from rbc_desk.settings.model import person_name
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button, heading, quiet


class WelcomeDialog(QDialog):
    """Only its buttons close it: Escape, a click elsewhere and the window's close button do not.

    `tour_requested`: the reader wants the tour. `quit_requested`: the reader wants to leave the program.
    """

    tour_requested = Signal()
    quit_requested = Signal()

    def __init__(self, context: AppContext, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcomeDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        self.setWindowTitle(self.tr("Welcome to RBC Desk"))
        with_text(self, lambda scale: self.setMinimumWidth(round(60 * GRID * scale)))
        self._context = context
        self.field = QLineEdit(person_name(), objectName="welcomeNameField", maxLength=80)
        self.field.setPlaceholderText(self.tr("First and last name, or initials"))
        self.tour_button = button(self.tr("Start the tour"), name="welcomeTourButton", primary=True)
        self.plain_button = button(self.tr("Continue without tour"), name="welcomeContinueButton")
        self.quit_button = button(self.tr("Quit"), name="welcomeQuitButton")
        self.quit_button.setFlat(True)
        for one in (self.plain_button, self.quit_button):
            one.setAutoDefault(False)
        self.tour_button.setDefault(True)
        self._lay_out()
        self.field.textChanged.connect(self._on_text_changed)
        self.tour_button.clicked.connect(lambda: self._on_done(tour=True))
        self.plain_button.clicked.connect(lambda: self._on_done(tour=False))
        self.quit_button.clicked.connect(self._on_quit)
        self._on_text_changed(self.field.text())
        self.field.selectAll()
        self.field.setFocus()

    def _lay_out(self) -> None:
        label = QLabel(self.tr("Your name"))
        label.setBuddy(self.field)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.quit_button)
        buttons.addStretch()
        buttons.addWidget(self.plain_button)
        buttons.addWidget(self.tour_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading(self.tr("Welcome to RBC Desk")))
        layout.addSpacing(GRID)
        layout.addWidget(label)
        layout.addWidget(self.field)
        layout.addWidget(
            quiet(self.tr("It is saved with every label that you give. You can change it at any time."), wrap=True)
        )
        layout.addSpacing(2 * GRID)
        layout.addWidget(
            QLabel(
                self.tr(
                    "The tour takes five minutes on a sample project: find cells, label one, train a model, "
                    "classify a smear, and read its report."
                ),
                wordWrap=True,
            )
        )
        layout.addSpacing(GRID)
        layout.addLayout(buttons)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        for one in (self.tour_button, self.plain_button):
            one.setEnabled(bool(text.strip()))

    def _on_done(self, *, tour: bool) -> None:
        self._context.set_reader(self.field.text())  # a failure to save it is reported by the window
        if tour:
            self.tour_requested.emit()
        self.accept()

    @Slot()
    def _on_quit(self) -> None:
        self.done(QDialog.DialogCode.Rejected)
        self.quit_requested.emit()

    def reject(self) -> None:
        """Nothing: Escape comes here."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
