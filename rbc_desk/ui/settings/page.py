"""The page Settings: sections on the left, the open one on the right. Changes apply at once."""

from __future__ import annotations

from importlib import import_module

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.settings.section import Section
from rbc_desk.ui.state.app_context import AppContext
from rbc_desk.ui.widgets.texts import button

# module in this package, class, title
SECTIONS = (
    ("appearance", "AppearanceSection", QT_TRANSLATE_NOOP("Settings", "Appearance")),
    ("rules.sets", "RuleSetsSection", QT_TRANSLATE_NOOP("Settings", "Grades")),
    ("keyboard", "KeyboardSection", QT_TRANSLATE_NOOP("Settings", "Keyboard")),
    ("reader", "ReaderSection", QT_TRANSLATE_NOOP("Settings", "Reader")),
    ("report", "ReportSection", QT_TRANSLATE_NOOP("Settings", "Reports")),
    ("training", "TrainingSection", QT_TRANSLATE_NOOP("Settings", "Training")),
    ("work", "WorkSection", QT_TRANSLATE_NOOP("Settings", "Finding and labelling cells")),
)


class SettingsPage(QWidget):
    """Opened from the menu, also without a project; it is not on the rail.

    `left` is emitted to go back, `section_shown` with the module name of the section that was chosen.
    """

    left = Signal()
    section_shown = Signal(str)

    def __init__(self, context: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsPage")
        self._context = context
        self.list = QListWidget(objectName="settingsSections", frameShape=QFrame.Shape.NoFrame)
        self.list.setAccessibleName(self.tr("Settings sections"))
        self.list.setUniformItemSizes(True)  # rows laid out before and after the style sheet would overlap
        self.list.setSpacing(GRID // 4)
        self._stack = QStackedWidget()
        self._shown: dict[str, QScrollArea] = {}
        self._sections: dict[str, Section] = {}
        for _, _, title in SECTIONS:
            self.list.addItem(QCoreApplication.translate("Settings", title))
        with_text(self.list, self._fit)
        done = button(self.tr("Done"), name="settingsDoneButton")
        done.clicked.connect(self.left)
        left = QVBoxLayout()
        left.setContentsMargins(2 * GRID, 3 * GRID, 0, 3 * GRID)
        left.setSpacing(2 * GRID)
        left.addWidget(self.list, 1)
        left.addWidget(done)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(left, 1)
        layout.addWidget(self._stack, 4)
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.list.setCurrentRow(0)
        self.setFocusProxy(self.list)

    def _fit(self, scale: float) -> None:
        for row in range(self.list.count()):
            self.list.item(row).setSizeHint(QSize(0, round(4 * GRID * scale)))
        widest = max(
            self.list.fontMetrics().horizontalAdvance(self.list.item(row).text()) for row in range(self.list.count())
        )
        self.list.setMinimumWidth(widest + 4 * GRID)

    def section(self, name: str) -> Section:
        """The section of that module name, built on first use. Raises KeyError if there is none."""
        if name not in self._shown:
            entries = {module: class_name for module, class_name, _ in SECTIONS}
            built = getattr(import_module(f"rbc_desk.ui.settings.{name}"), entries[name])(self._context)
            scroll = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setWidget(built)
            self._stack.addWidget(scroll)
            self._shown[name], self._sections[name] = scroll, built
        return self._sections[name]

    @property
    def current(self) -> str:
        """The module name of the current section."""
        return SECTIONS[max(0, self.list.currentRow())][0]

    def show_section(self, name: str) -> None:
        self.list.setCurrentRow([module for module, _, _ in SECTIONS].index(name))

    @Slot(int)
    def _on_row_changed(self, row: int) -> None:
        if row >= 0:
            name = SECTIONS[row][0]
            self.section(name)
            self._stack.setCurrentWidget(self._shown[name])
            self.section_shown.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
