"""The dialog for a new project: name, folder, classes, reader."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.ui.dialogs.shared_fields import SharedFields
from rbc_desk.ui.kit.jobs import Job, Lane
from rbc_desk.ui.kit.language import translated
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import quiet

_FORBIDDEN = '/\\:*?"<>|'


class NewProjectDialog(QDialog):
    """Creates and opens a project. `created` carries the images to import."""

    created = Signal(object)  # Sequence[Path]

    def __init__(self, context: AppContext, *, paths: Sequence[Path] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        from rbc_desk.services.project.project import list_class_sets

        self.setObjectName("newProjectDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("New project"))
        with_text(self, lambda scale: self.setMinimumWidth(round(60 * GRID * scale)))
        self._context, self._paths = context, tuple(paths)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._parent_folder = Path(documents or Path.home())
        self.name = QLineEdit(self.tr("Smears"), objectName="nameField")
        self.folder = QLineEdit(objectName="folderField")
        self.folder.setAccessibleName(self.tr("Folder"))
        self.class_set = QComboBox(objectName="classSetBox")
        for key, classes in list_class_sets():
            self.class_set.addItem(f"{translated(classes.name)} ({len(classes)})", key)
            names = ", ".join(translated(c.name) for c in classes)
            self.class_set.setItemData(self.class_set.count() - 1, names, Qt.ItemDataRole.ToolTipRole)
        self.classes = quiet("", wrap=True)
        self.reader = QLineEdit(context.settings.reader, objectName="readerField")
        self.sharing = SharedFields()
        self.problem = QLabel(objectName="newProjectProblem", wordWrap=True, visible=False)
        self._job: Job | None = None
        self._folder_touched = False
        self._lay_out()
        self._on_name_changed()
        self._on_class_set_changed()
        self.name.selectAll()

    def _lay_out(self) -> None:
        browse = QPushButton(self.tr("Choose…"), objectName="chooseFolderButton")
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.folder)
        row.addWidget(browse)
        form = QFormLayout()
        form.setVerticalSpacing(GRID + GRID // 2)
        form.setHorizontalSpacing(2 * GRID)
        form.addRow(self.tr("Name"), self.name)
        form.addRow(self.tr("Folder"), row)
        form.addRow(self.tr("Classes"), self.class_set)
        form.addRow("", self.classes)
        form.addRow(self.tr("Reader"), self.reader)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.create_button = buttons.addButton(self.tr("Create project"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.create_button.setObjectName("createButton")
        self.create_button.setProperty("primary", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(form)
        layout.addWidget(self.sharing)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        browse.clicked.connect(self._on_browse)
        self.name.textChanged.connect(self._on_name_changed)
        self.folder.textEdited.connect(self._on_folder_edited)
        self.class_set.currentIndexChanged.connect(self._on_class_set_changed)
        buttons.accepted.connect(self._on_create)
        buttons.rejected.connect(self.reject)
        self.sharing.toggled.connect(self._fit)
        self.finished.connect(self._on_finished)

    @Slot()
    def _on_name_changed(self) -> None:
        name = self.name.text().strip()
        if not self._folder_touched:
            safe = "".join("-" if ch in _FORBIDDEN else ch for ch in name)
            self.folder.setText(str(self._parent_folder / safe) if safe else "")
        self.create_button.setEnabled(bool(name))

    @Slot()
    def _on_folder_edited(self) -> None:
        self._folder_touched = True

    @Slot()
    def _on_class_set_changed(self) -> None:
        index = self.class_set.currentIndex()
        self.classes.setText(str(self.class_set.itemData(index, Qt.ItemDataRole.ToolTipRole) or ""))
        self._fit()

    @Slot()
    def _on_browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Choose a location for the project folder"), str(self._parent_folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._on_parent_chosen)
        dialog.open()

    @Slot(str)
    def _on_parent_chosen(self, name: str) -> None:
        self._parent_folder, self._folder_touched = Path(name), False
        self._on_name_changed()

    @Slot()
    def _on_create(self) -> None:
        from rbc_desk.services.project.project import being_restored, create_project

        reader = self.reader.text().strip() or self._context.settings.reader
        folder = Path(self.folder.text()).expanduser()
        self.problem.hide()
        try:
            if self._context.is_being_restored(folder):
                raise being_restored(folder)
            if self.sharing.is_shared:
                self._create_shared(folder, reader=reader)
                return
            create_project(
                folder,
                class_set=self.class_set.currentData(),
                reader=reader,
                name=self.name.text().strip(),
            ).close()
        except RbcDeskError as error:
            self._tell(translated(str(error)))
            return
        if self._context.open_project(folder, reader=reader) is not None:
            self._context.set_reader(reader)
            self.created.emit(self._paths)
            self.accept()

    def _create_shared(self, folder: Path, *, reader: str) -> None:
        """Make the project in a job, because a server may take seconds. Raises SettingsError for a faulty address."""
        from rbc_desk.services.project.sharing import create_shared

        work = partial(
            create_shared,
            folder,
            url=self.sharing.url(),
            password=self.sharing.password.text(),
            class_set=self.class_set.currentData(),
            reader=reader,
            name=self.name.text().strip(),
        )
        self._enable(False)
        self._job = self._context.jobs.start(
            lambda task: work(task=task),
            title=self.tr("connecting to the server"),
            on_success=lambda _: self._on_shared(folder, reader),
            on_failure=lambda error: self._tell(f"{error.message} {error.hint}".strip()),
            lane=Lane.LONG,
        )
        self._job.finished.connect(lambda: self._enable(True))

    def _on_shared(self, folder: Path, reader: str) -> None:
        self._context.set_reader(reader)
        if self._paths:
            self._context.project_changed.connect(self._on_opened)
        self._context.open_project(folder, reader=reader)
        if not self._paths:
            self.accept()

    @Slot(object)
    def _on_opened(self, project: object) -> None:
        """The images are added once the shared project is open."""
        if project is not None:
            self._context.project_changed.disconnect(self._on_opened)
            self.created.emit(self._paths)
            self.accept()

    def _tell(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.show()
        self._fit()

    def _enable(self, on: bool) -> None:
        self.create_button.setEnabled(on)
        self.create_button.setText(self.tr("Create project") if on else self.tr("Connecting…"))
        self.sharing.setEnabled(on)

    @Slot()
    def _fit(self, *_: object) -> None:
        """Make room for what appeared, or give it back."""
        layout = self.layout()
        layout.activate()
        self.resize(self.width(), max(layout.totalHeightForWidth(self.width()), layout.totalSizeHint().height()))

    @Slot()
    def _on_finished(self, *_: object) -> None:
        if self._job is not None:
            self._job.cancel()
