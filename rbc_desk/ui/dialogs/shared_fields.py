"""Where a new project that several readers share keeps its database: fields of the dialog for a new project."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from rbc_desk.ui.kit.theme import GRID
from rbc_desk.ui.widgets.texts import quiet


class SharedFields(QWidget):
    """A check box, and below it the fields of the server once it is checked. `toggled`: they appeared or went."""

    toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from rbc_desk.services.project.sharing import has_driver

        self.shared = QCheckBox(self.tr("Share with other readers, on a PostgreSQL server"), objectName="sharedBox")
        self.server = QLineEdit(objectName="serverField")
        self.server.setPlaceholderText(self.tr("lab-server or lab-server:5432"))
        self.database = QLineEdit(objectName="databaseField")
        self.database.setPlaceholderText(self.tr("an empty database"))
        self.user = QLineEdit(objectName="serverUserField")
        self.password = QLineEdit(objectName="serverPasswordField", echoMode=QLineEdit.EchoMode.Password)
        self._fields = QWidget()
        self._lay_out()
        self._fields.hide()
        self.shared.toggled.connect(self._fields.setVisible)
        self.shared.toggled.connect(self.toggled)
        if not has_driver():
            self.shared.setEnabled(False)
            why_not = self.tr("This installation cannot connect to a server: {command}")
            self.shared.setToolTip(why_not.format(command='pip install "rbc-desk[postgresql]"'))

    def _lay_out(self) -> None:
        form = QFormLayout(self._fields)
        form.setContentsMargins(3 * GRID, 0, 0, 0)
        form.setVerticalSpacing(GRID)
        form.setHorizontalSpacing(2 * GRID)
        form.addRow(self.tr("Server"), self.server)
        form.addRow(self.tr("Database"), self.database)
        form.addRow(self.tr("Account"), self.user)
        form.addRow(self.tr("Password"), self.password)
        note = self.tr(
            "The password is kept in the keyring of this computer and in no file. Images and models are kept in the "
            "folder above, which all readers must reach."
        )
        form.addRow(quiet(note, wrap=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.shared)
        layout.addWidget(self._fields)

    @property
    def is_shared(self) -> bool:
        return self.shared.isChecked()

    def url(self) -> str:
        """The URL of the database. Raises SettingsError where a field is missing or cannot be."""
        from rbc_desk.services.project.sharing import database_url

        return database_url(server=self.server.text(), database=self.database.text(), user=self.user.text())
