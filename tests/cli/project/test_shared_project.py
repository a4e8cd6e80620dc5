"""Projects on a PostgreSQL server: made, copied there and back, and used by commands."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from rbc_desk.core.errors import NotAProjectError
from rbc_desk.services.cells import labelling
from rbc_desk.services.datasets import crops
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import create_project
from rbc_desk.services.smears import library
from rbc_desk.store import queries
from tests.commands import Run, start_command
from tests.gui.conftest import add_smear
from tests.postgres import Server

KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from rbc_desk.core.task import Task
from rbc_desk.services.copy_project import copy_project
from rbc_desk.services.datasets import crops
from rbc_desk.services.open_project import open_project

def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)

def told(progress):
    if "images" in progress.message and amid == "files":
        kill()

source, target, url, amid = sys.argv[1:]
project = open_project(Path(source), reader="Ann")
if amid == "commit":
    event.listen(Engine, "commit", kill)
copy_project(project, to=Path(target), url=url or None, task=Task(told))
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in a file, closed, with labels and crops."""
    made = create_project(tmp_path / "project", reader="Ann")
    add_smear(made, seed=1, label=True)
    crops.store_crops(made)
    labelling.set_label(made, cell_ids=[1, 2, 3], code="codocyte")
    made.close()
    return made.folder


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of a database in a file, by table."""
    with closing(sqlite3.connect(folder / "project.sqlite")) as disk:
        names = disk.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        return {name: sorted(disk.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for (name,) in names}


def files(folder: Path) -> dict[str, bytes]:
    found = (path for part in ("smears", "models", "reports") for path in (folder / part).rglob("*"))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found if path.is_file()}


def test_a_project_goes_to_a_server_and_back_without_loss(
    rbc_desk: Run, project: Path, postgres: Server, tmp_path: Path
) -> None:
    shared, back = tmp_path / "shared", tmp_path / "back"
    there = rbc_desk("project", "copy", project, shared, "--store", postgres.url(), "--json")
    assert there.returncode == 0, there.stderr
    told = json.loads(there.stdout)
    assert told["log"]["unbroken"]
    assert told["rows"]["crop"] == 12
    again = rbc_desk("project", "copy", shared, back)
    assert again.returncode == 0, again.stderr
    assert "Every table equals the original." in again.stdout
    assert rows(back) == rows(project)
    assert files(back) == files(shared) == files(project)
    assert rbc_desk("check", shared).stdout == "No problems were found.\n"
    logs = []
    for folder in (project, shared, back):
        opened = open_project(folder, reader="Ann")
        logs.append(queries.verify_log(opened.store))
        opened.close()
    assert logs[0] == logs[1] == logs[2]
    assert logs[0].holds
    # new rows get new numbers
    opened = open_project(shared, reader="Ann")
    step = labelling.set_label(opened, cell_ids=[4], code="codocyte")
    assert max(i for change in step.changes for i in change.ids) == told["rows"]["cell_label"] + 1
    opened.close()


def test_a_project_is_made_on_a_server_and_commands_work_with_it(
    rbc_desk: Run, project: Path, postgres: Server, tmp_path: Path
) -> None:
    shared, url = tmp_path / "lab", postgres.url()
    for wrong in ("mysql://server/lab", postgres.url(name="absent")):
        refused = rbc_desk("new", shared, "--store", wrong)
        assert (refused.returncode != 0, shared.exists()) == (True, False), refused.stderr
    made = rbc_desk("new", shared, "--store", url, "--name", "Lab")
    assert (made.returncode, made.stdout) == (0, f"Created the project Lab in {shared}.\n")
    (smear,) = (project / "smears").iterdir()
    done = rbc_desk("import", "images", smear, "--project", shared)
    assert done.returncode == 0, done.stderr
    opened = open_project(shared, reader="Ann")
    assert [info.name for info in library.smears(opened)] == [smear.name]
    opened.close()
    twice = rbc_desk("new", tmp_path / "other", "--store", url)
    assert (twice.returncode, "is not empty" in twice.stderr) == (2, True)


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize(("on_server", "amid"), [(True, "files"), (True, "commit"), (False, "commit")])
def test_a_copy_that_is_killed_does_not_open_as_a_project(
    project: Path, postgres: Server, tmp_path: Path, on_server: bool, amid: str
) -> None:
    """Killed amid the files, when all rows are written, or when only the commit is missing."""
    target, url = tmp_path / "copy", postgres.url() if on_server else ""
    with start_command("-c", KILLED, project, target, url, amid, cwd=tmp_path) as process:
        process.communicate()
    assert process.returncode == -signal.SIGKILL
    words = "is not a project" if on_server and amid == "files" else "holds no project"
    with pytest.raises(NotAProjectError, match=words):
        open_project(target, reader="Ann")
    open_project(project, reader="Ann").close()


def test_roles_are_given_listed_and_taken_and_hold_for_commands(
    rbc_desk: Run, project: Path, postgres: Server, tmp_path: Path
) -> None:
    """A blinded reader imports labels on the command line, in their own name whatever the settings say."""
    for login in ("finn", "gina"):
        if postgres.sql(f"SELECT count(*) FROM pg_roles WHERE rolname = '{login}'") == "0":
            postgres.sql(f"CREATE ROLE {login} LOGIN")
    shared, url = tmp_path / "lab", postgres.url()
    database = url.split("?")[0].rsplit("/", 1)[1]
    without_user = url.replace("//rbc@", "//")
    assert rbc_desk("project", "copy", project, shared, "--store", without_user, PGUSER="rbc").returncode == 0
    roles = ("project", "roles", shared)
    assert "No account has a role" in rbc_desk(*roles, PGUSER="rbc").stdout
    given = rbc_desk(*roles, "grant", "finn", "reader", "--reader", "Finn", "--blinded", PGUSER="rbc")
    assert (given.returncode, given.stdout) == (0, "finn: blinded reader, as Finn\n"), given.stderr
    rbc_desk(*roles, "grant", "gina", "adjudicator", PGUSER="rbc")
    listed = rbc_desk(*roles, "list", "--json", PGUSER="rbc")
    assert [(one["login"], one["reader"], one["role"], one["blinded"]) for one in json.loads(listed.stdout)] == [
        ("finn", "Finn", "reader", True),
        ("gina", "gina", "adjudicator", False),
    ]
    assert rbc_desk(*roles, PGUSER="finn").stdout == "finn: blinded reader, as Finn\n"
    other = create_project(tmp_path / "other", reader="Hal")
    add_smear(other, seed=2, label=True)
    other.close()
    exported = tmp_path / "labels"
    done = rbc_desk("export", "csv", "-o", exported, "--project", other.folder, RBC_DESK_READER="Hal")
    assert done.returncode == 0, done.stderr
    shutil.copy(next((other.folder / "smears").iterdir()), exported / "smear 2.png")
    got = rbc_desk("import", "csv", exported, "--project", shared, PGUSER="finn", RBC_DESK_READER="Ann")
    assert got.returncode == 0, got.stderr
    by_reader = "SELECT reader, count(*) FROM cell_label WHERE is_current GROUP BY 1 ORDER BY 1"
    assert postgres.sql(by_reader, database=database) == "Ann|12\nFinn|12"
    assert postgres.sql(by_reader, database=database, user="finn") == "Finn|12"
    for words in (
        ("check", shared),
        ("audit", "verify", "--project", shared),
        ("project", "copy", shared, tmp_path / "c"),
    ):
        refused = rbc_desk(*words, PGUSER="finn")
        assert (refused.returncode, "cannot see the whole project" in refused.stderr) == (1, True), refused.stderr
    agreed = rbc_desk("agreement", "--project", shared, PGUSER="finn")
    assert agreed.returncode == 1
    assert "Ann" not in agreed.stderr + agreed.stdout
    assert rbc_desk("audit", "verify", "--project", shared, PGUSER="gina").returncode == 0
    for wrong in (("grant", "finn"), ("grant", "finn", "king"), ("revoke",), ("list", "finn"), ("crown", "finn")):
        assert rbc_desk(*roles, *wrong, PGUSER="rbc").returncode == 2
    assert rbc_desk(*roles, "grant", "finn", "reader", PGUSER="gina").returncode != 0
    taken = rbc_desk(*roles, "revoke", "finn", PGUSER="rbc")
    assert taken.stdout == "finn is no longer blinded reader, as Finn.\n"
    away = rbc_desk("check", shared, PGUSER="finn")
    assert "no role in this project" in away.stderr
    in_a_file = rbc_desk("project", "roles", project)
    assert "Only a shared project has roles" in in_a_file.stderr
