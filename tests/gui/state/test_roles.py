"""The window with an account whose role the server enforces."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from rbc_desk.core.files.store_place import STORE_FILE
from rbc_desk.core.members import Member, Role
from rbc_desk.services.cells import labelling
from rbc_desk.services.project import roles
from rbc_desk.services.project.project import create_project
from rbc_desk.store import queries
from rbc_desk.ui.app import open_window
from rbc_desk.ui.dialogs.roles import RolesDialog
from rbc_desk.ui.shell.page_table import PAGES
from tests.gui.conftest import add_smear
from tests.gui.gestures import click_image

FIRST, N_OF_ANN = (30, 30), 6


@pytest.fixture
def make_window(qapp, qtbot, postgres, tmp_path, monkeypatch):
    """The page Label of an account, on a project where Ann labelled six of twelve cells normal."""
    monkeypatch.setenv("RBC_DESK_READER", "Ann")
    ann = create_project(tmp_path / "lab", reader="Ann", url=postgres.url())
    smear = add_smear(ann, seed=1, label=False)
    ids = [cell.id for cell in labelling.cells(ann, smear_id=smear)]
    labelling.set_label(ann, cell_ids=ids[:N_OF_ANN], code="normal")
    made = []

    def make(member):
        if postgres.sql(f"SELECT count(*) FROM pg_roles WHERE rolname = '{member.login}'") == "0":
            postgres.sql(f"CREATE ROLE {member.login} LOGIN")
        roles.grant(ann, member)
        place = ann.folder / STORE_FILE
        place.write_text(place.read_text().replace("//rbc@", f"//{member.login}@"))
        window = open_window(qapp, project=ann.folder)
        made.append(window)
        qtbot.addWidget(window)
        qtbot.waitUntil(lambda: window.context.project is not None)  # the server answers
        window.go("label")
        window.context.set_smear(smear)
        qtbot.waitUntil(lambda: len(window.page("label").cells) == 12)
        return window

    make.ann = ann
    yield make
    for window in made:
        window.context.shut_down()
    ann.close()


def test_a_blinded_account_reads_under_its_own_name_and_cannot_unblind_itself(make_window, qtbot) -> None:
    window = make_window(Member("hugo", "Hugo", Role.READER, blinded=True))
    page, context = window.page("label"), window.context
    assert (context.reader, context.reader_is_known) == ("Hugo", True)
    assert window.findChild(QToolButton, "readerChip").text() == "Hugo"
    assert window.findChild(QToolButton, "blindedChip").isVisible()
    choices = {act.objectName() or act.data(): act for act in window.readers.choices}
    assert set(choices) == {"Hugo", "anotherReaderAction", "readBlindedAction"}
    assert [name for name, act in choices.items() if act.isEnabled()] == ["Hugo"]
    assert "administrator of the project" in choices["readBlindedAction"].toolTip()
    assert not context.set_reader("Ann")
    qtbot.waitUntil(window.banner.isVisible)
    assert "Your account on the server reads as Hugo" in window.banner.findChild(QLabel).text()
    # a label by a key, on a cell that Ann labelled, and back
    assert page.panel.count_texts("normal") == ("0", "0")
    click_image(page.canvas, *FIRST)
    QTest.keyClick(page.canvas, context.project.class_set().key_of("codocyte"))
    assert page.cells[0].label == "codocyte"
    assert page.cells[0].others == ()
    context.undo()
    assert page.cells[0].label is None
    owner = make_window.ann
    by_ann = [cell for cell in labelling.cells(owner, smear_id=context.smear_id) if cell.label == "normal"]
    assert len(by_ann) == N_OF_ANN
    stored = {(one.login, one.blinded) for one in roles.members(owner)}
    assert stored == {("hugo", True)}


@pytest.mark.parametrize("blinded", [True, False])
def test_every_page_opens_for_a_reader_without_an_error(make_window, qtbot, blinded) -> None:
    window = make_window(Member(f"jan{blinded}".lower(), "Jan", Role.READER, blinded))
    failed = []
    for source in (window.context, window.context.jobs):
        source.failed.connect(failed.append)
    for name in PAGES:
        window.go(name)
        qtbot.waitUntil(window.page(name).isVisible)
        qtbot.waitUntil(lambda: window.context.jobs.done)
    assert failed == []
    assert not window.banner.isVisible()


def test_what_a_role_does_not_allow_is_told_in_the_window_and_leaves_nothing(make_window, qtbot) -> None:
    window = make_window(Member("ivy", "Ivy", Role.READER))
    project = window.context.project
    labelling.set_label(project, cell_ids=[1], code="codocyte")
    window.go("agreement")
    page = window.page("agreement")
    qtbot.waitUntil(lambda: page.compared is not None)
    page.tabs.setCurrentIndex(1)
    assert page.disagreements.current.cell_id == 1
    QTest.keyClick(page.disagreements.stage, project.class_set().key_of("normal"))
    qtbot.waitUntil(window.banner.isVisible)
    told = window.banner.findChild(QLabel).text()
    assert "your role in this project does not allow it" in told
    assert "Only an adjudicator or an administrator decides on a consensus" in told
    assert queries.consensus(project.store, viewpoint=project.viewpoint, ids=None) == {}
    roles.grant(make_window.ann, Member("ivy", "Ivy", Role.ADJUDICATOR))  # it holds at once
    QTest.keyClick(page.disagreements.stage, project.class_set().key_of("normal"))
    assert queries.consensus(project.store, viewpoint=project.viewpoint, ids=None) == {1: "normal"}


def test_the_owner_gives_changes_and_takes_roles_in_the_window(make_window, qtbot, postgres) -> None:
    window = make_window(Member("kim", "Kim", Role.ADMINISTRATOR))
    dialog = open_roles(window, qtbot)  # an administrator sees them, and cannot change them
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    assert (dialog.give.isEnabled(), dialog.login.isEnabled()) == (False, False)
    assert "Only the owner of the database" in dialog.message.text()
    dialog.reject()
    place = make_window.ann.folder / STORE_FILE
    place.write_text(place.read_text().replace("//kim@", "//rbc@"))
    window.context.open_project(make_window.ann.folder)
    qtbot.waitUntil(lambda: window.context.project is not None and window.context.project.store.member is None)
    if postgres.sql("SELECT count(*) FROM pg_roles WHERE rolname = 'lena'") == "0":
        postgres.sql("CREATE ROLE lena LOGIN")
    dialog = open_roles(window, qtbot)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    qtbot.keyClicks(dialog.login, "nobody")
    qtbot.mouseClick(dialog.give, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "no account nobody" in dialog.message.text())
    dialog.login.clear()
    qtbot.keyClicks(dialog.login, "lena")
    qtbot.keyClicks(dialog.reader, "Lena")
    dialog.blinded.click()
    qtbot.mouseClick(dialog.give, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2)
    assert [dialog.table.item(1, column).text() for column in range(3)] == ["lena", "Lena", "Blinded reader"]
    dialog.table.selectRow(0)
    assert (dialog.login.text(), dialog.role.currentData(), dialog.blinded.isEnabled()) == (
        *("kim", "administrator"),
        False,
    )
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 1)
    assert roles.members(make_window.ann) == (Member("lena", "Lena", Role.READER, blinded=True),)


def open_roles(window, qtbot):
    window.go("project")
    actions = window.page("project").actions_for_toolbar()
    action = next(one for one in actions if one.objectName() == "rolesButton")
    qtbot.waitUntil(action.isVisible)
    action.trigger()
    return window.findChildren(RolesDialog)[-1]


def test_a_project_in_a_file_and_a_reader_have_no_roles_to_see(make_window, app_window, qtbot, tmp_path) -> None:
    app_window.context.create_project(tmp_path / "file")
    for window in (app_window, make_window(Member("mia", "Mia", Role.READER))):
        window.go("project")
        (action,) = (a for a in window.page("project").actions_for_toolbar() if a.objectName() == "rolesButton")
        assert not action.isVisible()
