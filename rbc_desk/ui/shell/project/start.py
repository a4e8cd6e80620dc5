"""The start page."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rbc_desk.core.events import Event
from rbc_desk.core.files.store_place import is_project
from rbc_desk.core.times import when
from rbc_desk.ui.kit.icons import icon
from rbc_desk.ui.kit.theme import DISPLAY, GRID, SUBHEADING, muted, restyle, with_text
from rbc_desk.ui.shell.project.recent_pictures import PictureReady, pictures_of
from rbc_desk.ui.shell.project.session import last_time
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button, heading, place, quiet

_FOLDER = Qt.ItemDataRole.UserRole
_HAS_NO_PICTURE = Qt.ItemDataRole.UserRole + 1
_WIDTH = 72 * GRID
_PICTURE = QSize(8 * GRID, 6 * GRID)


class StartPage(QWidget):
    """New, open, sample, and recent projects. Missing ones are disabled, because a disk may be reconnected."""

    new_project_requested = Signal()
    open_requested = Signal()
    sample_requested = Signal()
    folder_chosen = Signal(object)  # Path

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self._context = context
        self._last: Path | None = None
        self.continue_button = button("", name="goOnButton", primary=True)
        self.continue_button.clicked.connect(self._on_continue)
        self._new = new = button(self.tr("New project…"), name="newProjectButton", primary=True)
        open_ = button(self.tr("Open project…"), name="openProjectButton")
        sample = button(self.tr("Open sample project"), name="openSampleButton")
        new.clicked.connect(self.new_project_requested)
        open_.clicked.connect(self.open_requested)
        sample.clicked.connect(self.sample_requested)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for widget in (new, open_, sample):
            row.addWidget(widget)
        row.addStretch()
        self._left = quiet("")
        last = QHBoxLayout()
        last.setSpacing(2 * GRID)
        last.addWidget(self.continue_button)
        last.addWidget(self._left)
        last.addStretch()
        self.recent = QListWidget(objectName="recentList", frameShape=QFrame.Shape.NoFrame)
        self.recent.setAccessibleName(self.tr("Recent projects"))
        self.recent.setSpacing(2)
        self.recent.setIconSize(_PICTURE)
        self.recent.itemActivated.connect(self._on_chosen)
        self.recent.itemClicked.connect(self._on_chosen)
        self.steps = self._three_steps()
        self._recent_title = heading(self.tr("Recent projects"), scale=SUBHEADING)
        self._hint = quiet(
            self.tr(
                "A project contains smears, their cells, your labels and the models trained on them. Create "
                "a project, or drop images or a folder of images here."
            ),
            wrap=True,
        )
        self._lay_out(last, row)
        self.refresh()

    def _lay_out(self, last: QHBoxLayout, row: QHBoxLayout) -> None:
        box = QVBoxLayout()
        box.setSpacing(2 * GRID)
        box.addSpacing(10 * GRID)  # not a stretch: nothing moves when the page gets another height
        box.addWidget(heading("RBC Desk", scale=DISPLAY))
        box.addWidget(
            quiet(self.tr("Find, label, classify and report red blood cell morphology on blood smears."), wrap=True)
        )
        box.addSpacing(GRID)
        box.addLayout(last)
        box.addLayout(row)
        box.addWidget(self._hint)
        box.addSpacing(2 * GRID)
        box.addWidget(self.steps)
        box.addWidget(self._recent_title)
        box.addWidget(self.recent, 100)
        box.addStretch(1)  # grows where the list is as high as its projects
        column = QWidget()
        column.setLayout(box)
        with_text(column, lambda scale: column.setMaximumWidth(round(_WIDTH * scale)))
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(column, 8)
        outer.addStretch(1)

    def refresh(self) -> None:
        """Read the list of recent projects again."""
        self.recent.clear()
        folders = self._context.recent.list()
        for folder in folders:
            self.recent.addItem(self._item(folder))
        self._last = folders[0] if folders and is_project(folders[0]) else None
        self.continue_button.setVisible(self._last is not None)
        if self._last is not None:
            name = self.fontMetrics().elidedText(self._last.name, Qt.TextElideMode.ElideMiddle, 24 * GRID)
            self.continue_button.setText(self.tr("Continue with {name}").format(name=name).replace("&", "&&"))
            self.continue_button.setToolTip(str(self._last))
        left = when(last_time(self._last)) if self._last is not None else ""
        self._left.setText(self.tr("Last opened: {time}").format(time=left) if left else "")
        self._left.setVisible(bool(left))
        self._new.setProperty("primary", self._last is None)
        restyle(self._new)
        self.setFocusProxy(self.continue_button if self._last is not None else self._new)
        known = self.recent.count() > 0
        for widget in (self._recent_title, self.recent):
            widget.setVisible(known)
        self.steps.setVisible(not known)
        row = self.recent.sizeHintForRow(0) + 2 * self.recent.spacing()
        self.recent.setMaximumHeight(row * self.recent.count() + 2 * self.recent.frameWidth() + GRID)
        self._load_pictures()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._load_pictures()

    def _load_pictures(self) -> None:
        """Read the pictures of the listed projects that have none yet."""
        items = [self.recent.item(row) for row in range(self.recent.count())] if self.isVisible() else []
        missing = [
            Path(i.data(_FOLDER)) for i in items if i.data(_HAS_NO_PICTURE) and i.flags() & Qt.ItemFlag.ItemIsEnabled
        ]
        if missing:
            self._context.jobs.start(
                pictures_of(missing, size=_PICTURE * self.devicePixelRatioF()),
                title=self.tr("reading images of the projects"),
                on_progress=self._on_picture,
                on_failure=lambda _error: None,  # the list stays usable with its folder symbols
                supersede="recent pictures",
                listed=False,
            )

    @Slot(object)
    def _on_picture(self, event: Event) -> None:
        if not isinstance(event, PictureReady):
            return
        picture = QPixmap.fromImage(event.image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        for row in range(self.recent.count()):
            item = self.recent.item(row)
            if Path(item.data(_FOLDER)) == event.folder:
                item.setIcon(QIcon(picture))
                item.setData(_HAS_NO_PICTURE, False)

    def _three_steps(self) -> QWidget:
        """What a newcomer does, in order."""
        told = [
            (self.tr("Add smears"), self.tr("Drop images or a folder. The program finds the cells.")),
            (
                self.tr("Label cells"),
                self.tr("Confirm or correct each class with one key. The program learns from it."),
            ),
            (self.tr("Report"), self.tr("The next smear is classified for you. Check it and sign its differential.")),
        ]
        steps = QWidget(objectName="threeSteps")
        row = QHBoxLayout(steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        for number, (title, text) in enumerate(told, start=1):
            card = QFrame()
            card.setProperty("card", True)
            column = QVBoxLayout(card)
            column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
            column.addWidget(heading(f"{number}  {title}", scale=SUBHEADING))
            column.addWidget(quiet(text, wrap=True))
            column.addStretch()
            row.addWidget(card, 1)
        return steps

    def _item(self, folder: Path) -> QListWidgetItem:
        item = QListWidgetItem(self._no_picture(), f"{folder.name}\n{place(folder.parent)}")
        item.setData(_FOLDER, str(folder))
        item.setData(_HAS_NO_PICTURE, True)
        if not is_project(folder):
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            item.setText(f"{folder.name} ({self.tr('missing')})\n{place(folder.parent)}")
            item.setToolTip(self.tr("The folder was not found. Was a disk disconnected or the folder moved?"))
        return item

    def _no_picture(self) -> QIcon:
        """A small symbol of a folder in the middle of the place of a picture."""
        scale = self.devicePixelRatioF()
        place = QPixmap(_PICTURE * scale)
        place.setDevicePixelRatio(scale)
        place.fill(Qt.GlobalColor.transparent)
        symbol = QRect(0, 0, 3 * GRID, 3 * GRID)
        symbol.moveCenter(QRect(0, 0, _PICTURE.width(), _PICTURE.height()).center())
        painter = QPainter(place)
        icon("folder", colour=muted(self.palette())).paint(painter, symbol)
        painter.end()
        return QIcon(place)

    @Slot()
    def _on_continue(self) -> None:
        if self._last is not None:
            self.folder_chosen.emit(self._last)

    @Slot(QListWidgetItem)
    def _on_chosen(self, item: QListWidgetItem) -> None:
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.folder_chosen.emit(Path(item.data(_FOLDER)))
