"""Fixtures for the tests of the page Smears."""

from __future__ import annotations

import pytest

from rbc_desk.services.project.project import create_project
from rbc_desk.settings.model import Settings
from rbc_desk.ui.shell.main_window import MainWindow
from rbc_desk.ui.state.app_context import AppContext


@pytest.fixture
def window(qtbot, tmp_path):
    """The window on the page Smears of a project without smears."""
    create_project(tmp_path / "project", class_set="paper", reader="A").close()
    context = AppContext(settings=Settings(reader="A"))
    context.open_project(tmp_path / "project")
    window = MainWindow(context)
    qtbot.addWidget(window)
    window.resize(1280, 860)
    window.show()
    window.go("smears")
    yield window
    context.shut_down()
    window.close()
