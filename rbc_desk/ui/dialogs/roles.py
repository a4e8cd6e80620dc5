"""The dialog of the roles that accounts have on a shared project."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from rbc_desk.core.members import Member, Role
from rbc_desk.core.task import Task
from rbc_desk.services.project import roles
from rbc_desk.services.project.project import Project
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.jobs import Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.fields import choice_box
from rbc_desk.ui.widgets.figures import current_key, fill, make_table
from rbc_desk.ui.widgets.texts import button, quiet


class RolesDialog(QDialog):
    """Lists the accounts with a role. The owner of the database gives and takes roles here, others only look."""

    def __init__(self, context: AppContext, *, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rolesDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Roles"))
        with_text(self, lambda scale: self.resize(round(76 * GRID * scale), round(58 * GRID * scale)))
        self._context, self._project = context, project
        self._members: dict[str, Member] = {}
        titles = (self.tr("Account"), self.tr("Reader"), self.tr("Role"))
        self.table = make_table(titles, name="rolesTable", stretch=1)
        self.table.setAccessibleName(self.tr("Accounts with a role"))
        self.table.itemSelectionChanged.connect(self._on_selected)
        self.login = QLineEdit(objectName="roleLogin")
        self.login.setPlaceholderText(self.tr("an account of the server"))
        self.reader = QLineEdit(objectName="roleReader", maxLength=80)
        self.reader.setPlaceholderText(self.tr("the name on the labels"))
        self.role = choice_box("roleChoice", [(role.value, self._titles()[role]) for role in Role])
        self.blinded = QCheckBox(self.tr("The server hides the work of the others"), objectName="roleBlinded")
        self.message = quiet("", wrap=True)
        self.message.setObjectName("rolesMessage")
        self.give = button(self.tr("Give role"), name="giveRole", primary=True)
        self.take = button(self.tr("Take away"), name="takeRole")
        self._lay_out()
        self.login.textChanged.connect(self._enable)
        self.role.currentIndexChanged.connect(self._enable)
        self.give.clicked.connect(self._on_give)
        self.take.clicked.connect(self._on_take)
        self._start(lambda _task: (), self.tr("reading the roles"))
        self._enable()

    def _titles(self) -> dict[Role, str]:
        return {
            Role.READER: self.tr("Reader"),
            Role.ADJUDICATOR: self.tr("Adjudicator: also decides on a consensus"),
            Role.ADMINISTRATOR: self.tr("Administrator: also changes classes and removes smears"),
        }

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(GRID)
        form.setHorizontalSpacing(2 * GRID)
        form.addRow(self.tr("Account"), self.login)
        form.addRow(self.tr("Reader"), self.reader)
        form.addRow(self.tr("Role"), self.role)
        form.addRow(self.tr("Blinded"), self.blinded)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        for one in (self.take, self.give):
            buttons.addButton(one, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        words = self.tr(
            "The server enforces these roles, whatever program an account is used with. From the first role on, an "
            "account without one sees nothing."
        )
        column.addWidget(quiet(words, wrap=True))
        column.addWidget(self.table, 1)
        column.addLayout(form)
        column.addWidget(self.message)
        column.addWidget(buttons)

    @Slot()
    def _enable(self) -> None:
        owner, login = self._project.store.member is None, self.login.text().strip()
        for field in (self.login, self.reader, self.role):
            field.setEnabled(owner)
        can_be_blinded = self.role.currentData() == Role.READER.value
        self.blinded.setEnabled(owner and can_be_blinded)
        if not can_be_blinded:
            self.blinded.setChecked(False)
        self.give.setEnabled(owner and bool(login))
        self.take.setEnabled(owner and login in self._members)
        if not owner:
            self.message.setText(self.tr("Only the owner of the database gives and takes roles."))

    @Slot()
    def _on_selected(self) -> None:
        member = self._members.get(str(current_key(self.table)))
        if member is None:
            return
        self.login.setText(member.login)
        self.reader.setText(member.reader)
        self.role.setCurrentIndex(self.role.findData(member.role.value))
        self.blinded.setChecked(member.blinded)

    @Slot()
    def _on_give(self) -> None:
        login = self.login.text().strip()
        role = Role(self.role.currentData())
        member = Member(login, self.reader.text().strip() or login, role, self.blinded.isChecked())
        self._start(lambda _task: roles.grant(self._project, member), self.tr("giving the role"))

    @Slot()
    def _on_take(self) -> None:
        login = self.login.text().strip()
        self._start(lambda _task: roles.revoke(self._project, login=login), self.tr("taking the role away"))

    def _start(self, change: Callable[[Task], object], title: str) -> None:
        """Do this on the server, then list the roles."""
        self.message.setText("")
        self.give.setEnabled(False)
        self.take.setEnabled(False)
        job = self._context.jobs.start(
            partial(_listed_after, self._project, change),
            title=title,
            on_success=self._show,
            on_failure=self._on_failed,
            lane=Lane.WRITE,
        )
        self.finished.connect(job.cancel)

    def _show(self, members: tuple[Member, ...]) -> None:
        self._members = {one.login: one for one in members}
        titles = self._titles()
        rows = [
            [one.login, one.reader, self.tr("Blinded reader") if one.blinded else titles[one.role].partition(":")[0]]
            for one in members
        ]
        fill(self.table, rows, numbers_from=3, keys=[one.login for one in members])
        if not members:
            self.message.setText(self.tr("No account has a role yet."))
        self._enable()

    def _on_failed(self, error: JobError) -> None:
        self._enable()
        self.message.setText(" ".join(translated(part) for part in (error.message, error.hint) if part))


def _listed_after(project: Project, change: Callable[[Task], object], task: Task) -> tuple[Member, ...]:
    change(task)
    return roles.members(project)
