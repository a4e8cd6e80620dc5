"""Shared projects in the window: one is made on a server, and a server that does not answer freezes nothing."""

from __future__ import annotations

import json
import socket

import keyring
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from rbc_desk.core.files.store_place import STORE_FILE, is_shared
from rbc_desk.services.project.project import create_project
from rbc_desk.store.postgres.url import checked_url
from rbc_desk.ui.dialogs.new_project import NewProjectDialog
from tests.file_keyring import FileKeyring
from tests.gui.conftest import draw_smear

LEFT = Qt.MouseButton.LeftButton
A_MINUTE = 60_000


@pytest.fixture
def window(app_window):
    return app_window


@pytest.fixture
def keys(tmp_path, monkeypatch):
    """The file of a keyring that is the system's during the test."""
    before = keyring.get_keyring()
    monkeypatch.setenv("TEST_KEYRING", str(tmp_path / "keys"))
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    keyring.set_keyring(FileKeyring())
    yield tmp_path / "keys"
    keyring.set_keyring(before)


@pytest.fixture
def dialog(window, qtbot, tmp_path):
    window.show()
    qtbot.mouseClick(window.findChild(QPushButton, "newProjectButton"), LEFT)
    dialog = window.findChild(NewProjectDialog)
    dialog.name.setText("Lab")
    dialog.folder.setText(str(tmp_path / "Lab"))
    box = dialog.sharing.shared
    assert not dialog.sharing.server.isVisible()
    low = dialog.height()
    qtbot.mouseClick(box, LEFT, pos=box.rect().center() - box.rect().center() / 1.2)
    assert dialog.sharing.server.isVisible()
    assert dialog.height() > low
    return dialog


def fill(qtbot, dialog, server, database, user, password=""):
    sharing = dialog.sharing
    for field, text in (
        (sharing.server, server), (sharing.database, database), (sharing.user, user), (sharing.password, password)
    ):  # fmt: skip
        field.clear()
        qtbot.keyClicks(field, text)


def test_a_shared_project_is_made_and_opened_with_its_password_in_the_keyring_alone(
    window, dialog, qtbot, postgres, keys, tmp_path
):
    postgres.sql("DROP ROLE IF EXISTS guarded; CREATE ROLE guarded LOGIN SUPERUSER PASSWORD 'seven black cats'")
    database = str(checked_url(postgres.url()).database)
    qtbot.mouseClick(dialog.create_button, LEFT)
    assert dialog.problem.text().startswith("Give the name of the server.")
    fill(qtbot, dialog, str(postgres.folder), database, "guarded", "six black cats")
    qtbot.mouseClick(dialog.create_button, LEFT)
    assert not dialog.create_button.isEnabled()
    qtbot.waitUntil(dialog.create_button.isEnabled, timeout=A_MINUTE)
    assert "does not accept the password of guarded" in dialog.problem.text()
    assert not (tmp_path / "Lab").exists()
    assert not keys.exists()
    fill(qtbot, dialog, str(postgres.folder), database, "guarded", "seven black cats")
    with qtbot.waitSignal(window.context.project_changed, timeout=A_MINUTE):
        qtbot.mouseClick(dialog.create_button, LEFT)
    assert window.context.project.name == "Lab"
    assert is_shared(tmp_path / "Lab")
    assert "cats" not in (tmp_path / "Lab" / STORE_FILE).read_text()
    assert list(json.loads(keys.read_text()).values()) == ["seven black cats"]


def test_a_server_that_is_away_is_told_in_the_dialog_and_nothing_is_made(dialog, qtbot, tmp_path):
    fill(qtbot, dialog, "127.0.0.1:1", "lab", "ann")
    qtbot.mouseClick(dialog.create_button, LEFT)
    qtbot.waitUntil(dialog.problem.isVisible, timeout=A_MINUTE)
    assert "The server 127.0.0.1:1 does not answer" in dialog.problem.text()
    assert dialog.create_button.isEnabled()
    assert not (tmp_path / "Lab").exists()


def test_cancel_is_answered_while_the_server_keeps_silent_and_nothing_is_made(window, dialog, qtbot, tmp_path):
    silent = socket.create_server(("127.0.0.1", 0))
    fill(qtbot, dialog, f"127.0.0.1:{silent.getsockname()[1]}", "lab", "ann", "a password")
    qtbot.mouseClick(dialog.create_button, LEFT)
    cancel = next(one for one in dialog.findChildren(QPushButton) if one.text() == "Cancel")
    qtbot.mouseClick(cancel, LEFT)
    qtbot.waitUntil(lambda: window.findChild(NewProjectDialog) is None, timeout=A_MINUTE)
    silent.close()
    qtbot.waitUntil(lambda: not window.context.jobs.unsettled, timeout=A_MINUTE)
    assert window.context.project is None
    assert not (tmp_path / "Lab").exists()


def test_images_dropped_without_a_project_are_added_to_the_shared_one_that_is_made_for_them(
    window, dialog, qtbot, postgres, tmp_path
):
    dialog.reject()
    draw_smear(tmp_path / "21.png", seed=21)
    window.opening.add_paths([tmp_path / "21.png"])
    dialog = next(one for one in window.findChildren(NewProjectDialog) if one.isVisible())
    dialog.folder.setText(str(tmp_path / "Lab"))
    dialog.sharing.shared.setChecked(True)
    fill(qtbot, dialog, str(postgres.folder), str(checked_url(postgres.url()).database), "rbc")
    qtbot.mouseClick(dialog.create_button, LEFT)
    qtbot.waitUntil(
        lambda: window.context.project is not None and window.page("smears").model.rowCount() == 1, timeout=A_MINUTE
    )


def test_while_a_server_keeps_silent_another_project_is_opened(window, qtbot, tmp_path):
    silent = socket.create_server(("127.0.0.1", 0))
    folder = tmp_path / "lab"
    folder.mkdir()
    url = f"postgresql+psycopg://ann@127.0.0.1:{silent.getsockname()[1]}/lab"
    (folder / STORE_FILE).write_text(f'url = "{url}"\n')
    create_project(tmp_path / "own", reader="Ann").close()
    assert window.context.open_project(folder) is None  # returns, although nobody answers
    (job,) = window.context.jobs.active
    assert job.title == "connecting to the server"
    window.context.open_project(tmp_path / "own")
    assert window.context.project.folder == tmp_path / "own"
    silent.close()
    qtbot.waitUntil(lambda: not window.context.jobs.unsettled, timeout=A_MINUTE)
    assert window.context.project.folder == tmp_path / "own"
