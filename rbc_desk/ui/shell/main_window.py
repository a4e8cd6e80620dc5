"""The main window: rail, top bar, page, side column, status bar. It only composes; the pages do the work."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QToolTip, QWidget

from rbc_desk.settings.paths import log_file
from rbc_desk.ui.canvas.uncertain import uncertain_cells
from rbc_desk.ui.dialogs.error import show_error
from rbc_desk.ui.keys.action_table import ActionTable
from rbc_desk.ui.keys.enter_key import EnterKey
from rbc_desk.ui.keys.layout_shortcuts import LayoutShortcuts
from rbc_desk.ui.kit import language
from rbc_desk.ui.kit.errors import JobError
from rbc_desk.ui.kit.theme import GRID, with_text
from rbc_desk.ui.pages.drops import dropped_paths
from rbc_desk.ui.pages.page import Page
from rbc_desk.ui.shell.appearance import dress
from rbc_desk.ui.shell.closing import Closing
from rbc_desk.ui.shell.frame.areas import Areas
from rbc_desk.ui.shell.frame.banner import Banner
from rbc_desk.ui.shell.frame.central_widget import CentralWidget
from rbc_desk.ui.shell.frame.rail import Rail
from rbc_desk.ui.shell.frame.read_only import ReadOnlyBar
from rbc_desk.ui.shell.frame.status import Status
from rbc_desk.ui.shell.frame.top_bar import TopBar
from rbc_desk.ui.shell.frame.upgrade_bar import UpgradeBar
from rbc_desk.ui.shell.frame.window_state import WindowState
from rbc_desk.ui.shell.help.guidance import Guidance
from rbc_desk.ui.shell.help.overlays import Overlays
from rbc_desk.ui.shell.import_model import ModelImport
from rbc_desk.ui.shell.page_table import PAGES, build_page
from rbc_desk.ui.shell.project.change_logs import ChangeLogs
from rbc_desk.ui.shell.project.opening import ProjectOpening
from rbc_desk.ui.shell.project.restoring import Restoring
from rbc_desk.ui.shell.project.session import SessionKeeper
from rbc_desk.ui.shell.project.start import StartPage
from rbc_desk.ui.shell.readers import ReaderBar, ReaderChips
from rbc_desk.ui.shell.rebuild_ui import UiRebuild
from rbc_desk.ui.shell.reports import Reports
from rbc_desk.ui.shell.shell_window import ShellWindow
from rbc_desk.ui.shell.signing import Signing
from rbc_desk.ui.shell.tour.tour import Tour
from rbc_desk.ui.state.app_context import AppContext


class MainWindow(ShellWindow):
    """Shows the start page while no project is open, and the pages of the rail otherwise."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        dress(self)
        self.context = context
        self.setObjectName("mainWindow")
        self.setWindowTitle("RBC Desk")
        self.setAcceptDrops(True)
        with_text(self, self._keep_text_whole)
        self.resize(160 * GRID, 100 * GRID)
        self.overlays = Overlays(self)
        self.model_import = ModelImport(self)
        self.opening = ProjectOpening(self, take_model=self.model_import.take)
        self.restoring = Restoring(self)
        self.change_logs = ChangeLogs(self)
        self.signing = Signing(self)
        self.reports = Reports(self)
        self.tour = Tour(self)
        self.tour.sample_requested.connect(self.opening.open_sample)
        self.tour.new_project_requested.connect(self.opening.new_project)
        self.reports.report_opened.connect(self.tour.report_opened)
        self.guidance = Guidance(self, tour=self.tour)
        # pages are built when first shown, so that the window opens at once
        self._pages: dict[str, Page] = {}
        self.current = ""
        self._build()
        self.closing = Closing(context, window=self)
        LayoutShortcuts(context.keys, window=self)
        self._enter = EnterKey(self)
        self._state = WindowState()
        self._last_page = self._state.restore(self)
        self.session = SessionKeeper(context, window=self, save_window=self._save_window)
        context.project_changed.connect(self._on_project_changed)
        self._on_project_changed(context.project)

    def _keep_text_whole(self, scale: float) -> None:
        """Let the window be no smaller than larger text needs, as far as the screen and its title bar leave room."""
        least, room = QSize(110, 70) * GRID, self.screen().availableSize()
        self.setMinimumSize(least.expandedTo((least * scale).boundedTo(QSize(room.width(), room.height() * 9 // 10))))

    def _build(self) -> None:
        self._language = language.current()
        self.actions_table = ActionTable(self, keymap=self.context.keys, handlers=self._handlers())
        self.rail = Rail(list(self.titles.items()), actions=self.actions_table, keymap=self.context.keys)
        self.readers = ReaderChips(self.context)
        self.top_bar = TopBar(self.context, table=self.actions_table, chips=[self.readers])
        self.reader_bar = ReaderBar(self.context)
        self.banner = Banner()
        self.read_only_bar = ReadOnlyBar(self.context)
        bars = (UpgradeBar(self.context), self.read_only_bar, self.banner)
        self.body = CentralWidget(self.rail, top_bar=self.top_bar, bars=bars, question=self.reader_bar)
        self.stack, self.side, self._splitter = self.body.stack, self.body.side, self.body.splitter
        self.start_page = StartPage(self.context)
        self.stack.addWidget(self.start_page)
        self.setCentralWidget(self.body)
        areas = (self.rail, self.top_bar, self.stack, self.side, self.statusBar(), self.tour.card)
        self.areas = Areas(areas, window=self)
        self.status = Status(self.context, bar=self.statusBar())
        self._connect()

    def _handlers(self) -> dict[str, Callable[[], object]]:
        """The function of each action of the window, by id."""
        return {
            "new_project": self.opening.new_project,
            "open_project": self.opening.ask_for_folder,
            "open_sample": self.opening.open_sample,
            "close_project": self.close_project,
            "restore": self.restoring.ask,
            "change_log": self.change_logs.show_project,
            "check_project": self.restoring.check,
            "add_images": self.opening.add_images,
            "import_data": self.opening.import_data,
            "export_labels": self.opening.export_labels,
            "take_in_model": self.model_import.ask,
            "model_classes": self.model_import.ask_for_classes,
            "change_reader": self.change_reader,
            "read_blinded": self.read_blinded,
            "report": self.reports.report_current,
            "counting_sheet": self.reports.sheet_current,
            "compare": self.reports.compare_current,
            "signing_secret": self.signing.ask_for_secret,
            "reopen_report": self.signing.reopen_current,
            "undo": self.undo,
            "redo": self.redo,
            "history": lambda: self.top_bar.show_history(),  # noqa: PLW0108 - the bar is built after the actions
            "settings": self.overlays.show_settings,
            "go_specimens": partial(self.go, "specimens"),
            "go_smears": partial(self.go, "smears"),
            "go_label": partial(self.go, "label"),
            "go_train": partial(self.go, "train"),
            "go_evaluate": partial(self.go, "evaluate"),
            "go_classify": partial(self.go, "classify"),
            "go_project": partial(self.go, "project"),
            "go_protocol": partial(self.go, "protocol"),
            "go_agreement": partial(self.go, "agreement"),
            "next_unsure": partial(self.uncertain, "next"),
            "mark_unsure": partial(self.uncertain, "mark"),
            "set_cell_size": self.set_cell_size,
            "next_area": lambda: self.areas.step(1),
            "previous_area": lambda: self.areas.step(-1),
            "search": self.overlays.show_palette,
            "full_screen": self.toggle_full_screen,
            "manual": self.guidance.show_manual,
            "keys": self.overlays.show_keys,
            "tour": self.tour.start,
            "show_log": self.guidance.show_log,
            "quit": self.close,
        }

    def _connect(self) -> None:
        self._splitter.splitterMoved.connect(self._on_splitter_moved)
        self.rail.chosen.connect(self.go)
        self.stack.currentChanged.connect(self.tour.refresh_soon)
        self.status.calibration_requested.connect(self.calibrate)
        self.readers.other_reader_requested.connect(self.reader_bar.ask_for_another)
        self.banner.details_requested.connect(self.show_error)
        self.banner.restore_requested.connect(self.restoring.ask)
        self.banner.reopen_requested.connect(self.signing.reopen)
        self.context.failed.connect(self.banner.show_error)
        self.context.jobs.started.connect(self.banner.on_started)
        self.opening.serve(self.start_page)

    # pages

    def page(self, name: str) -> Page:
        """The page of that name, built on first use. Raises KeyError if there is none."""
        if name not in self._pages:
            page = self._pages[name] = build_page(name, self.context)
            self.stack.addWidget(page)
            self.session.attach(name, page)
            if (side := page.side_panel()) is not None:
                self.side.addWidget(side)
            for request, slot in self._requests().items():
                if hasattr(page, request):
                    getattr(page, request).connect(slot)
        return self._pages[name]

    def _requests(self) -> dict[str, Callable[..., object]]:
        """What the window does for a page, by the page's signal that asks for it."""
        return {
            "open_requested": self.go,
            "training_requested": self._on_training_requested,
            "cells_requested": self.show_cells,
            "restore_requested": self.restoring.ask,
            "log_requested": self.change_logs.show,
            "check_requested": self.restoring.check,
            "report_requested": self.reports.report,
            "sheet_requested": self.reports.sheet,
            "compare_requested": self.reports.compare,
            "reopen_requested": self.signing.reopen,
            "error_shown": self.banner.dismiss,
        }

    @Slot(str)
    def _on_training_requested(self, preset: str) -> None:
        """Show Train with this choice."""
        self.go("train")
        train: Any = self.page("train")
        train.choose(preset)

    @Slot(str)
    def go(self, name: str) -> None:
        """Show a page; nothing happens while no project is open."""
        if self.context.project is None or name not in PAGES:
            return
        page = self.page(name)
        self.current = name
        self.stack.setCurrentWidget(page)
        side = page.side_panel()
        was_hidden = self.side.isHidden()
        self.side.setVisible(side is not None)
        if side is not None:
            self.side.setCurrentWidget(side)
            if was_hidden:
                self._state.widen(self._splitter)
        self.top_bar.show_page(self.titles[name], actions=page.actions_for_toolbar())
        self.rail.set_current(name)
        self.session.page_shown(name)
        page.activated()
        if name == "train":
            self.context.training.warm_up(self.context.jobs)

    @Slot(object, str, str)
    def show_cells(self, ids: Iterable[int], title: str, view: str) -> None:
        """Show only these cells on the page Label, in its gallery or its review; "adapt": there, and then train."""
        self.go("label")
        label: Any = self.page("label")
        if view == "gallery":
            label.show_gallery(ids, title)
        else:
            label.show_review(ids, title, then_train=view == "adapt")

    @property
    def in_front(self) -> str:
        """The visible page, "" if there is none (start page, Settings)."""
        return next((name for name, page in self._pages.items() if self.stack.currentWidget() is page), "")

    @property
    def built(self) -> tuple[str, ...]:
        """The pages that were built so far."""
        return tuple(self._pages)

    def unbuilt_pages(self) -> tuple[str, ...]:
        """The pages that can be built now, in the rail's order; none while no project is open."""
        return tuple(name for name in self.titles if name not in self._pages) if self.context.project else ()

    @property
    def titles(self) -> dict[str, str]:
        """The titles of the pages by name, in the rail's order."""
        return {name: QCoreApplication.translate("MainWindow", title) for name, (_, title) in PAGES.items()}

    def show_in_side_column(self, widget: QWidget, *, title: str) -> None:
        """Show a widget that is not a page (Settings) in the page's place, until `show_current`."""
        self.side.hide()
        self.rail.set_current("")
        self.top_bar.show_page(title, actions=())
        self.stack.setCurrentWidget(widget)

    def show_current(self) -> None:
        """Show the page that was last visible, or the start page."""
        if self.current:
            self.go(self.current)
        else:
            self._show_start()

    # projects

    def close_project(self) -> None:
        self.closing.when_saved(self.context.close_project)

    @Slot(object)
    def _on_project_changed(self, project: object) -> None:
        self.setWindowTitle(f"{self.context.project.name} – RBC Desk" if self.context.project else "RBC Desk")
        self.resume(self.session.begin() or self._last_page)

    def resume(self, page: str) -> None:
        """Update the window for the open project, or for none, and show this page or the first."""
        is_open = self.context.project is not None
        self.rail.set_project_open(is_open)
        self.actions_table.set_project_open(is_open, why_not_edit=self.context.why_not_edit)
        self.top_bar.setVisible(is_open)
        if is_open:
            self.go(page if page in self.titles else "smears")
            return
        self.current = ""
        self._show_start()

    def _show_start(self) -> None:
        self.side.hide()
        self.rail.set_current("")
        self.start_page.refresh()
        self.stack.setCurrentWidget(self.start_page)
        self.start_page.setFocus()

    # edit, view, help

    def undo(self) -> None:
        self.context.undo()

    def redo(self) -> None:
        self.context.redo()

    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def uncertain(self, verb: str) -> None:
        if (page := self.stack.currentWidget()) is not None:
            uncertain_cells(page, verb=verb)

    @Slot()
    def calibrate(self) -> None:
        self.go("label")
        self.page("label").calibrate()  # type: ignore[attr-defined]

    def set_cell_size(self) -> None:
        self.go("label")
        self.page("label").set_cell_size()  # type: ignore[attr-defined] # LabelPage

    def change_reader(self) -> None:
        self.reader_bar.ask_for_another()

    def read_blinded(self) -> None:
        if self.context.project is not None:
            self.context.set_blinded(not self.context.project.viewpoint.blinded)

    @Slot(object)
    def show_error(self, error: JobError) -> None:
        show_error(error, log_path=log_file(), parent=self)

    @Slot()
    def _on_splitter_moved(self, *_: int) -> None:
        self._state.side_width = self._splitter.sizes()[-1]
        self.session.window_changed()

    def _save_window(self) -> None:
        self._state.save(self, splitter=self._splitter, page=self.current or self._last_page)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        paths = dropped_paths(event.mimeData())
        if not paths:
            return
        if why_not := self.opening.why_not_add(paths):
            QToolTip.showText(self.mapToGlobal(event.position().toPoint()), why_not, self)
            event.ignore()
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.opening.add_paths(dropped_paths(event.mimeData()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt sends two events, for the old and the new language; both have arrived after a zero timer
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            QTimer.singleShot(0, self, self.retranslate)

    @Slot()
    def retranslate(self) -> None:
        """Build every widget again in the current language. What is open, selected and running stays."""
        if self._language == language.current():
            return
        previous = UiRebuild(self, overlays=self.overlays)
        self._pages = {}
        self.context.keys.forget()
        self.context.steps.retranslate()
        self._build()
        previous.transfer_to(self)
        self.tour.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.closing.may_close():
            event.ignore()
            return
        self.session.flush()
        self._save_window()
        self.context.close_project()
        event.accept()
