"""The interface of the main window for its parts. `main_window` composes them; they import only this."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from rbc_desk.ui.keys.action_table import ActionTable
from rbc_desk.ui.pages.page import Page
from rbc_desk.ui.shell.closing import Closing
from rbc_desk.ui.shell.frame.areas import Areas
from rbc_desk.ui.shell.frame.banner import Banner
from rbc_desk.ui.shell.frame.central_widget import CentralWidget
from rbc_desk.ui.shell.frame.rail import Rail
from rbc_desk.ui.state.app_context import AppContext


class ShellWindow(QMainWindow):
    """A window with pages, a banner, and a way to close its project."""

    context: AppContext
    actions_table: ActionTable
    areas: Areas
    banner: Banner
    body: CentralWidget
    closing: Closing
    rail: Rail
    stack: QStackedWidget
    current: str
    """The page that was last visible; "" while no project is open."""

    @abstractmethod
    def page(self, name: str) -> Page:
        """The page of that name, built on first use. Raises KeyError if there is none."""

    @abstractmethod
    def go(self, name: str) -> None:
        """Show a page; nothing happens while no project is open."""

    @property
    @abstractmethod
    def in_front(self) -> str:
        """The visible page, "" if there is none (start page, Settings)."""

    @property
    @abstractmethod
    def built(self) -> tuple[str, ...]:
        """The pages that were built so far."""

    @property
    @abstractmethod
    def titles(self) -> dict[str, str]:
        """The titles of the pages by name, in the rail's order."""

    @abstractmethod
    def show_in_side_column(self, widget: QWidget, *, title: str) -> None:
        """Show a widget that is not a page (Settings) in the page's place, until `show_current`."""

    @abstractmethod
    def show_current(self) -> None:
        """Show the page that was last visible, or the start page."""

    @abstractmethod
    def resume(self, page: str) -> None:
        """Update the window for the open project, or for none, and show this page or the first."""
