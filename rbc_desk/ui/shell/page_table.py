"""The pages of the window, in the order of the rail. A module is imported when its page is first built."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from rbc_desk.ui.pages.page import Page
    from rbc_desk.ui.state.app_context import AppContext

PAGES = {
    "specimens": ("SpecimensPage", QT_TRANSLATE_NOOP("MainWindow", "Specimens")),
    "smears": ("SmearsPage", QT_TRANSLATE_NOOP("MainWindow", "Smears")),
    "label": ("LabelPage", QT_TRANSLATE_NOOP("MainWindow", "Label")),
    "train": ("TrainPage", QT_TRANSLATE_NOOP("MainWindow", "Train")),
    "evaluate": ("EvaluatePage", QT_TRANSLATE_NOOP("MainWindow", "Evaluate")),
    "classify": ("ClassifyPage", QT_TRANSLATE_NOOP("MainWindow", "Classify")),
    "protocol": ("ProtocolPage", QT_TRANSLATE_NOOP("MainWindow", "Experiments")),
    "project": ("ProjectPage", QT_TRANSLATE_NOOP("MainWindow", "Project")),
    "agreement": ("AgreementPage", QT_TRANSLATE_NOOP("MainWindow", "Agreement")),
}
"""Class and title of each page by its name."""

_ROOMS = {"protocol": "experiments"}
"""The folder of a page if it differs from the page's name."""


def _module_of(name: str) -> str:
    return f"rbc_desk.ui.{_ROOMS.get(name, name)}.page"


PAGE_MODULES = tuple(map(_module_of, PAGES))


def build_page(name: str, context: AppContext) -> Page:
    """Build the page of that name. Raises KeyError if there is none."""
    class_name, _ = PAGES[name]
    page: Page = getattr(import_module(_module_of(name)), class_name)(context)
    return page
