"""Opens the search of actions, the key sheet and Settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot

from rbc_desk.core.history.changes import Topic
from rbc_desk.settings.paths import commands_file
from rbc_desk.settings.recent import RecentNames
from rbc_desk.ui.keys.commands import Command, bind_page, commands
from rbc_desk.ui.settings.page import SettingsPage
from rbc_desk.ui.shell.help.command_palette import CommandPalette
from rbc_desk.ui.shell.help.key_sheet import KeySheet
from rbc_desk.ui.shell.shell_window import ShellWindow

if TYPE_CHECKING:
    from rbc_desk.ui.pages.page import Page


def _lacks_actions(page: Page) -> bool:
    """Whether the page's actions are missing, or belong to another project or other classes."""
    missed = page.follower.missed
    return missed.project or Topic.CLASSES in missed.topics


class Overlays(QObject):
    """Belongs to the window. Pages that were not shown yet are built when their actions are needed."""

    def __init__(self, window: ShellWindow) -> None:
        super().__init__(window)
        self._window = window
        self._recent = RecentNames(commands_file())
        self._settings: SettingsPage | None = None

    def bind_pages(self) -> None:
        """Register the current actions of every page."""
        self._bind_next(build=False)
        while self._bind_next(build=True):
            pass

    def _bind_next(self, *, build: bool) -> bool:
        """Register the actions of built pages; with `build`, build and register the next one. False if none is left.

        Hidden pages are not updated until they are shown, unless the project or its classes changed.
        """
        window = self._window
        if window.context.project is None:
            return False
        unbuilt = [name for name in window.titles if name not in window.built or _lacks_actions(window.page(name))]
        names = list(window.built)
        if build and unbuilt:
            names = [unbuilt.pop(0)]
            window.page(names[0]).follower.catch_up()
        for name in names:
            page = window.page(name)
            roots = [root for root in (page, page.side_panel()) if root is not None]
            bind_page(window.context.keys, name=name, title=window.titles[name], roots=roots)
        return bool(unbuilt)

    def show_palette(self) -> None:
        """Show the palette at once with the known commands; unbuilt pages are built afterwards, one at a time."""
        more = self._bind_next(build=False)
        palette = CommandPalette(self._commands(), recent=self._recent.list(), parent=self._window)
        palette.ran.connect(self._on_ran)
        palette.open_over(self._window)
        if more:
            QTimer.singleShot(0, palette, lambda: self._extend(palette))

    def _extend(self, palette: CommandPalette) -> None:
        more = self._bind_next(build=True)
        palette.set_commands(self._commands())
        if more:
            QTimer.singleShot(0, palette, lambda: self._extend(palette))

    def _commands(self) -> list[Command]:
        """All commands, those of the visible page first; one of two that read the same."""
        window = self._window
        found = commands(
            window.context.keys,
            has_project=window.context.project is not None,
            in_front=window.in_front,
            has_cells=bool(window.context.selection),
        )
        named: dict[tuple[str, str], Command] = {}
        for command in sorted(found, key=lambda command: command.page != window.in_front):
            named.setdefault((command.group, command.text), command)
        return list(named.values())

    @Slot(object)
    def _on_ran(self, command: Command) -> None:
        self._recent.add(command.id)
        if command.page and command.page != self._window.in_front:
            self._window.go(command.page)
        command.action.trigger()

    def show_keys(self) -> None:
        """Show the key sheet at once with the known actions; pages that were not built follow, one a turn."""
        more = self._bind_next(build=False)
        project = self._window.context.project
        classes = project.class_set() if project is not None else None
        sheet = KeySheet(self._window.context.keys, classes=classes, parent=self._window)
        sheet.change.clicked.connect(sheet.accept)
        sheet.change.clicked.connect(lambda: self.show_settings("keyboard"))
        sheet.open()
        if more:
            QTimer.singleShot(0, sheet, lambda: self._complete_keys(sheet))

    def _complete_keys(self, sheet: KeySheet) -> None:
        """Build the next page and add its keys to the sheet."""
        if not sheet.isVisible():
            return
        more = self._bind_next(build=True)
        sheet.refresh()
        if more:
            QTimer.singleShot(0, sheet, lambda: self._complete_keys(sheet))

    # settings

    def show_settings(self, section: str = "") -> None:
        """Show Settings in place of the page; Done or Escape goes back."""
        window = self._window
        if self._settings is None:
            self._settings = SettingsPage(window.context)
            self._settings.left.connect(self._on_settings_left)
            self._settings.section_shown.connect(lambda _name: self._list_commands())
            window.stack.addWidget(self._settings)
        if section:
            self._settings.show_section(section)
        window.show_in_side_column(self._settings, title=self.tr("Settings"))
        self._settings.setFocus(Qt.FocusReason.OtherFocusReason)
        self._list_commands()

    def _list_commands(self, *, build: bool = False) -> None:
        """List the commands in the section Keyboard: those of built pages at once, then of one page a turn."""
        settings = self._settings
        if settings is None or settings.current != "keyboard" or (build and not settings.isVisible()):
            return
        more = self._bind_next(build=build)
        settings.section("keyboard").refresh()
        if more:
            QTimer.singleShot(0, settings, lambda: self._list_commands(build=True))

    def forget_settings(self) -> str | None:
        """Discard Settings, to be built again. Returns the visible section; None if Settings are not visible."""
        settings, self._settings = self._settings, None
        return settings.current if settings is not None and settings.isVisible() else None

    @Slot()
    def _on_settings_left(self) -> None:
        self._window.show_current()
