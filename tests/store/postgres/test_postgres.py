"""A store on a PostgreSQL server: what the server itself refuses, what readers are told, and how two share it."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.errors import (
    NewerProjectError,
    NotAProjectError,
    SettingsError,
    StaleRowError,
    StorageError,
    StoreBusyError,
)
from rbc_desk.core.files.store_place import STORE_FILE, is_project
from rbc_desk.core.history.audit import Fault
from rbc_desk.core.history.changes import ChangeSet, Topic
from rbc_desk.core.viewpoint import Others, Viewpoint
from rbc_desk.services import restore_project
from rbc_desk.services.cells import labelling
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project import passwords
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.upkeep.check import check
from rbc_desk.store import queries
from rbc_desk.store.following import Following
from rbc_desk.store.postgres.engine import check_version
from rbc_desk.store.postgres.url import checked_url, is_remote
from rbc_desk.store.store import Store
from tests.postgres import Server
from tests.store.conftest import CLASSES, Bench, make_bench

PATIENCE_S = 180
LINE = "id, at, reader, op, step, entity"
ROOT = Path(__file__).resolve().parents[3]


def name_of(store: Store) -> str:
    return store.database.read_text().split("?")[0].rsplit("/", 1)[1]


@pytest.fixture
def shared(postgres: Server, tmp_path: Path) -> Iterator[Bench]:
    bench = make_bench(tmp_path / "shared", url=postgres.url())
    yield bench
    bench.store.close()


@pytest.fixture
def second(shared: Bench) -> Iterator[Project]:
    """The same project, opened by another program of Bea."""
    with_bea = open_project(shared.store.folder, reader="Bea")
    yield with_bea
    with_bea.close()


def test_the_database_refuses_to_change_the_log(shared: Bench, postgres: Server) -> None:
    before, database = queries.log_head(shared.store), name_of(shared.store)
    for statement in (
        "UPDATE change_log SET reader = 'B' WHERE id = 2",
        "DELETE FROM change_log WHERE id = 2",
        "TRUNCATE change_log",
        f"INSERT INTO change_log ({LINE}, hash) VALUES (2, '', '', '', '', '', repeat('a', 64))",
        f"INSERT INTO change_log ({LINE}) VALUES (999, '', '', '', '', '')",
    ):
        with pytest.raises(subprocess.CalledProcessError) as refused:
            postgres.sql(statement, database=database)
        assert "append-only" in refused.value.stderr
    assert queries.log_head(shared.store) == before
    postgres.sql("ALTER TABLE change_log DISABLE TRIGGER ALL", database=database)
    postgres.sql("UPDATE change_log SET reader = 'B' WHERE id = 2", database=database)
    assert [(b.entry, b.fault) for b in queries.verify_log(shared.store).breaks] == [(2, Fault.CHANGED)]


def test_two_programs_see_each_others_labels_and_a_conflict_says_who_and_when(shared: Bench, second: Project) -> None:
    first, (cell, other, *_) = Project(shared.store.folder, store=shared.store, reader="Ann"), shared.cell_ids
    ann = Viewpoint("Ann", Others.SHOWN)
    moved = labelling.confirm(first, cell_ids=[cell])
    assert queries.label_counts(shared.store, viewpoint=ann) == {}
    labelling.set_label(second, cell_ids=[cell, other], code="codocyte")
    assert queries.label_counts(shared.store, viewpoint=ann) == {"codocyte": 2}
    labelling.set_state(second, cell_ids=[cell], state=CellState.REJECTED)
    with pytest.raises(StaleRowError, match=r"Bea changed this at \d\d:\d\d"):
        shared.store.apply(moved.inverse(), reader="Ann")
    assert queries.verify_log(shared.store).holds


def test_what_others_save_before_the_waiting_begins_is_told_and_what_was_there_at_the_opening_is_not(
    shared: Bench, second: Project
) -> None:
    cell, other, *_ = shared.cell_ids
    labelling.confirm(Project(shared.store.folder, store=shared.store, reader="Ann"), cell_ids=[cell])
    labelling.confirm(second, cell_ids=[other])
    following = Following(second.store)
    steps = following.steps()
    assert next(steps).cell_ids == {cell}
    following.end()
    assert list(steps) == []


def test_a_writer_who_waits_too_long_is_told(shared: Bench, second: Project) -> None:
    with second.store.transact("Long", reader="Bea") as tx:
        tx.set_labels(shared.cell_ids, "normal")
        with (
            shared.store.patience(50),
            pytest.raises(StoreBusyError, match="Another reader is saving"),
            shared.store.transact("Short", reader="Ann"),
        ):
            pass
    with shared.store.transact("Short", reader="Ann") as tx:  # the connection is of use again
        tx.set_labels(shared.cell_ids, "codocyte")
    assert queries.verify_log(shared.store).holds


def test_what_is_made_of_a_project_is_a_folder_that_names_the_database_without_a_password(
    postgres: Server, tmp_path: Path
) -> None:
    url = postgres.url()
    create_project(tmp_path / "p", reader="Ann", url=url, name="Lab").close()
    assert {p.name for p in (tmp_path / "p").iterdir()} == {"backups", "models", STORE_FILE, "reports", "smears"}
    project = open_project(tmp_path / "p" / STORE_FILE, reader="Ann")
    assert (project.name, project.why_read_only, check(project)) == ("Lab", "", ())
    assert restore_project.check_and_back_up(project) is None
    project.close()
    with pytest.raises(StorageError, match="on a server, where its backups are made"):
        restore_project.backups(tmp_path / "p")
    with pytest.raises(SettingsError, match="not empty"):
        create_project(tmp_path / "q", reader="Ann", url=url)
    assert not is_project(tmp_path / "q")


def test_urls_that_do_not_suit_are_refused_and_a_network_asks_for_encryption() -> None:
    for text in ("project", "mysql://a@b/c", "postgresql://ann:secret@server/lab"):
        with pytest.raises(SettingsError) as refused:
            checked_url(text)
        assert "secret" not in str(refused.value)
    assert is_remote(checked_url("postgres://ann@server/lab"))
    assert not any(is_remote(checked_url(u)) for u in ("postgresql:///lab", "postgresql://a@localhost/b?host=/tmp"))


@pytest.mark.usefixtures("offline")
@pytest.mark.parametrize("server", ["127.0.0.1:1", "no-such-server.invalid"])
def test_a_server_that_is_not_there_is_told_and_leaves_nothing_behind(tmp_path: Path, server: str) -> None:
    for _ in range(2):
        with pytest.raises(StorageError, match=f"The server {server} does not answer"):
            create_project(tmp_path / "p", reader="Ann", url=f"postgresql://ann@{server}/lab")
    assert not (tmp_path / "p").exists()


def test_a_server_that_is_too_old_is_told() -> None:
    check_version(150000)
    with pytest.raises(StorageError, match=r"PostgreSQL 14, which is too old.*15 or newer"):
        check_version(140013)


def test_a_database_without_a_project_or_with_a_newer_one_is_told(shared: Bench, postgres: Server) -> None:
    database = name_of(shared.store)
    postgres.sql("UPDATE alembic_version SET version_num = '9999'", database=database)
    with pytest.raises(NewerProjectError, match="newer version"):
        Store.open(shared.store.folder)
    postgres.sql("DROP TABLE alembic_version", database=database)
    with pytest.raises(NotAProjectError, match="holds no project"):
        Store.open(shared.store.folder)


def test_a_server_that_is_away_is_told_and_the_open_project_goes_on_when_it_is_back(tmp_path: Path) -> None:
    from tests.postgres import running

    with running() as own:
        bench = make_bench(tmp_path / "p", url=own.url())
        following, told = Following(bench.store), queue.SimpleQueue[ChangeSet]()
        thread = threading.Thread(target=lambda: [told.put(step) for step in following.steps()])
        thread.start()
        own.stop()
        try:
            with pytest.raises(StorageError, match=r"does not answer|was lost"):
                queries.meta(bench.store, "project_name")
            with pytest.raises(StorageError, match="does not answer"):
                Store.open(bench.store.folder)
        finally:
            own.start()
        assert queries.meta(bench.store, "project_name") == "Test"
        other = Store.open(bench.store.folder)
        for store in (bench.store, other):
            with store.transact("Label", reader="Ann") as tx:
                tx.set_labels(bench.cell_ids[:1], "normal")
        changes = told.get(timeout=PATIENCE_S)
        assert (changes.cell_ids, changes.smear_ids) == ({bench.cell_ids[0]}, {bench.smear_id})
        assert Topic.LABELS in changes.topics
        following.end()
        thread.join()
        assert told.empty()  # the own step was none of another
        other.close()
        bench.store.close()


def test_a_role_that_may_only_read_opens_the_project_read_only(shared: Bench, postgres: Server) -> None:
    database = name_of(shared.store)
    postgres.sql("DROP ROLE IF EXISTS guest; CREATE ROLE guest LOGIN")
    postgres.sql("GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest", database=database)
    place = shared.store.database
    place.write_text(place.read_text().replace("//rbc@", "//guest@"))
    project = open_project(shared.store.folder, reader="Guest")
    assert "read only" in project.why_read_only
    with pytest.raises(StorageError, match="read-only"):
        labelling.set_label(project, cell_ids=shared.cell_ids, code="normal")
    project.close()


def test_a_password_is_found_where_postgresql_looks_or_in_the_keyring_and_is_in_no_file_of_ours(
    postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postgres.sql("DROP ROLE IF EXISTS guarded; CREATE ROLE guarded LOGIN SUPERUSER PASSWORD 'right'")
    name = checked_url(postgres.url()).database
    url = postgres.url(user="guarded", name=str(name))
    monkeypatch.setenv("PGPASSFILE", str(tmp_path / "none"))
    with pytest.raises(StorageError, match=r"asks for the password of guarded.*rbc-desk project password"):
        Store.create(tmp_path / "a", project_name="A", classes=CLASSES, url=url)
    monkeypatch.setenv("PGPASSWORD", "wrong")
    with pytest.raises(StorageError, match="does not accept the password of guarded"):
        Store.create(tmp_path / "a", project_name="A", classes=CLASSES, url=url)
    monkeypatch.setenv("PGPASSWORD", "right")
    Store.create(tmp_path / "a", project_name="A", classes=CLASSES, url=url).close()
    monkeypatch.delenv("PGPASSWORD")
    code = (
        "import sys; from pathlib import Path; from rbc_desk.services.project import passwords as p;"
        "from rbc_desk.store.store import Store\n"
        "p.save_password(sys.argv[1], 'right'); Store.open(Path(sys.argv[1])).close(); print('open')\n"
        "print(p.forget_password(sys.argv[1]), p.forget_password(sys.argv[1]))"
    )
    keyring = {"PYTHON_KEYRING_BACKEND": "tests.file_keyring.FileKeyring", "TEST_KEYRING": str(tmp_path / "keys")}
    for key, value in keyring.items():
        monkeypatch.setenv(key, value)
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "a"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.split("\n")[:2] == ["open", "True False"], done.stderr
    assert json.loads((tmp_path / "keys").read_text()) == {}
    with pytest.raises(StorageError, match="does not accept"):
        passwords.save_password(str(tmp_path / "a"), "wrong")
    for path in (tmp_path / "a").rglob("*"):
        assert not path.is_file() or b"right" not in path.read_bytes()
