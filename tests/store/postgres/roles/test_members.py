"""Roles on a shared project, asked of the server through psql: whatever program a reader uses, they hold."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from rbc_desk.core.cells.cell import CellKind, CellState
from rbc_desk.core.errors import RbcDeskError, SettingsError, StorageError
from rbc_desk.core.files.store_place import STORE_FILE
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.history.changes import Entity
from rbc_desk.core.members import Member, Role
from rbc_desk.core.signed import SignedReport
from rbc_desk.core.splits.facts import SnapshotFacts, SplitFacts
from rbc_desk.services.agreement import consensus
from rbc_desk.services.audit import audit
from rbc_desk.services.cells import kinds, labelling
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project import readers, roles
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.services.upkeep.check import check
from rbc_desk.services.upkeep.repair import repair
from rbc_desk.store import queries
from rbc_desk.store.postgres.roles import masks, members, rules
from rbc_desk.store.rows import PredictionRow, SnapshotItem
from rbc_desk.store.schema.entities import METADATA
from tests.commands import start_command
from tests.postgres import Server
from tests.store.conftest import Bench, make_bench

OWNER, ANN = "Ophelia", "Zacharias"
"""The owner, and the reader of whom a blinded one must not learn: names that stand nowhere else."""
ACCOUNTS = {"boss": OWNER, "ann": ANN, "bea": "Bea", "cleo": "Cleo", "dora": "Dora"}
MASKED = ("cell", "smear", "specimen", "snapshot", "report", "control_cell")
_numbers = count(1)


@dataclass
class Lab:
    """A shared project whose database belongs to an account that is no administrator of the server.

    `ann` reads, `bea` reads blinded, `cleo` adjudicates, `dora` administers, `eve` has no role.
    """

    server: Server
    folder: Path
    database: str
    bench: Bench

    def sql(self, statement: str, *, user: str) -> str:
        return self.server.sql(statement, database=self.database, user=user)

    def refused(self, statement: str, *, user: str) -> str:
        """The server's words about a statement that it refuses."""
        with pytest.raises(subprocess.CalledProcessError) as error:
            self.sql(statement, user=user)
        return str(error.value.stderr)

    def folder_of(self, login: str) -> Path:
        """The project's folder as the computer of an account has it."""
        folder = self.folder.parent / login
        if not folder.exists():
            shutil.copytree(self.folder, folder)
            place = folder / STORE_FILE
            place.write_text(place.read_text().replace("//boss@", f"//{login}@"))
        return folder

    def open(self, login: str, *, reader: str = "") -> Project:
        return open_project(self.folder_of(login), reader=reader or ACCOUNTS.get(login, login))


@pytest.fixture
def lab(postgres: Server, tmp_path: Path) -> Iterator[Lab]:
    for login in (*ACCOUNTS, "eve"):
        known = postgres.sql(f"SELECT count(*) FROM pg_roles WHERE rolname = '{login}'")
        if known == "0":
            postgres.sql(f"CREATE ROLE {login} LOGIN")
    made = postgres.url()
    database = made.split("?")[0].rsplit("/", 1)[1]
    postgres.sql(f"ALTER DATABASE {database} OWNER TO boss")
    bench = make_bench(tmp_path / "lab", url=postgres.url(user="boss", name=database))
    yield Lab(postgres, bench.store.folder, database, bench)
    bench.store.close()


@pytest.fixture
def given(lab: Lab) -> Lab:
    owner = lab.open("boss")
    for login, role in (
        ("ann", Role.READER),
        ("bea", Role.READER),
        ("cleo", Role.ADJUDICATOR),
        ("dora", Role.ADMINISTRATOR),
    ):
        roles.grant(owner, Member(login, ACCOUNTS[login], role, login == "bea"))
    owner.close()
    return lab


def work_of_ann(lab: Lab) -> None:
    """Leave something of Ann's, and of the owner's, in every table that can tell of a reader."""
    ann, ids = lab.open("ann"), lab.bench.cell_ids
    labelling.set_label(ann, cell_ids=ids[:3], code="codocyte")
    labelling.set_state(ann, cell_ids=[ids[3]], state=CellState.REJECTED)
    kinds.set_kind(ann, cell_ids=[ids[4]], kind=CellKind.PLATELET)
    with ann.store.transact("Work", reader=ANN) as tx:
        tx.update(Entity.SPECIMEN, 1, {"reviewed_by": ANN, "reviewed_at": "2026-03-03"})
        tx.update(Entity.SMEAR, lab.bench.smear_id, {"overruled_by": ANN, "overruled_at": "2026-03-03"})
        facts = SnapshotFacts(SplitFacts(asked="cell", used="cell", seed=0, counts={}))
        # of the first, which Bea takes for normal too, the shares would tell that somebody gave another class
        divided = SnapshotItem(ids[0], "normal", "train", 1, Circle(9, 9, 9), {"normal": 0.5, "codocyte": 0.5})
        items = [divided, SnapshotItem(ids[1], "codocyte", "test", 1, Circle(9, 9, 9))]
        tx.derived.insert_snapshot(items=items, seed=0, content_hash="h", codes=("codocyte",), facts=facts)
        model = tx.derived.insert_model(
            name="m", folder="m", network="n", codes=("codocyte", "normal"), metrics={}, run_id=None, active=True
        )
        tx.derived.put_predictions([PredictionRow(model, ids[4], Circle(250, 60, 20), "normal", (0.3, 0.7))])
        key = tx.signed.insert_key(salt=b"s", parameters={}, public_key=b"k", endorsement=None)
        report = SignedReport(
            0, 1, "s1", 1, None, (lab.bench.smear_id,), "h", "all", "p", "p.pdf", ANN, "2026", key, b"", "1",
            model, None, (), None, None, None,
        )  # fmt: skip
        report_id = tx.signed.insert_report(report, content={"by": ANN, "codocyte": 3})
        tx.answer_check(ids[0], "normal")
        tx.signed.reopen_report(report_id, specimen_id=1, why=f"{ANN} asked")
    for scope in queries.Labels:
        queries.smears(ann.store, viewpoint=ann.viewpoint, labels=scope)
    queries.cell_table(ann.store, viewpoint=ann.viewpoint)
    ann.store.settle()
    ann.close()
    cleo = lab.open("cleo")
    consensus.decide(cleo, cell_ids=[ids[0]], code="normal")
    with cleo.store.transact("Mark", reader="Cleo") as tx:
        tx.set_controls([ids[1]], "normal")
    cleo.close()


def tables(lab: Lab) -> list[str]:
    names = "SELECT format('%I.%I', table_schema, table_name) FROM information_schema.tables"
    where = "WHERE table_schema NOT IN ('pg_catalog', 'information_schema') ORDER BY 1"
    return lab.sql(f"{names} {where}", user="boss").split()


def test_a_blinded_reader_finds_nothing_of_others_in_any_table(given: Lab) -> None:
    work_of_ann(given)
    bea = given.open("bea")
    labelling.set_label(bea, cell_ids=given.bench.cell_ids[:1], code="normal")
    queries.smears(bea.store, viewpoint=bea.viewpoint)
    bea.store.settle()
    bea.close()
    seen, refused, held = dict[str, str](), set[str](), set[str]()
    for name in tables(given):
        statement = f"SELECT t::text FROM {name} AS t"
        if ANN in given.sql(statement, user="boss"):
            held.add(name)
        try:
            seen[name] = given.sql(statement, user="bea")
        except subprocess.CalledProcessError as error:
            assert "permission denied" in error.stderr
            refused.add(name)
    kept = ("cell_label", "change_log", "meta", "smear_count", "smear_cells", "reader_key", "project_member")
    kept = (*kept, "check_answer", *MASKED[:-1])
    assert held >= {f"public.{name}" for name in kept}  # there is something to hide
    assert refused == {f"public.{name}" for name in MASKED}
    text = "\n".join(seen.values())
    for name in (ANN, OWNER, "Cleo", "rejected", "platelet", "codocyte=", "(A,"):
        assert name not in text, name
    assert given.sql("SELECT cell_id, code, reader FROM rbc_desk_blinded.control_cell", user="bea") == "2||?"
    for empty in ("consensus", "snapshot_item", "check_answer"):
        assert seen[f"public.{empty}"] == ""
    labels = given.sql("SELECT cell_id, code, reader FROM cell_label", user="bea")
    assert labels == f"{given.bench.cell_ids[0]}|normal|Bea"
    assert given.sql("SELECT DISTINCT reader FROM change_log", user="bea") == "Bea"
    states = "SELECT state, kind, verdicts, kinds FROM rbc_desk_blinded.cell ORDER BY id"
    assert given.sql(states, user="bea").splitlines() == [
        'confirmed|red|{"Bea": "confirmed"}|',
        *["proposed|red||"] * 4,
    ]
    # nor by another way
    for statement in ("SET ROLE ann", "SET SESSION AUTHORIZATION ann", "SET row_security = off; TABLE cell_label"):
        given.refused(statement, user="bea")
    assert ANN not in given.sql("SELECT s::text FROM pg_stats AS s WHERE schemaname = 'public'", user="bea")
    assert given.sql("SELECT count(*) FROM change_log_head()", user="bea") == "1"


def test_every_table_has_a_rule_for_blinded_readers_and_one_without_is_hidden(given: Lab) -> None:
    """Whoever adds a table decides: open to all, hidden by rows (a policy), or by columns (a mask)."""
    ruled = [*rules.OPEN, *rules.POLICIES, *masks.MASKS]
    assert sorted(ruled) == sorted({*METADATA.tables, "alembic_version", "project_member"})
    given.sql("CREATE TABLE told_by_another_version (reader text)", user="boss")
    owner = given.open("boss")
    roles.grant(owner, Member("bea", "Bea", Role.READER, blinded=True))
    owner.close()
    given.refused("TABLE told_by_another_version", user="bea")


def test_the_program_shows_a_blinded_reader_what_it_shows_without_roles(given: Lab, postgres: Server) -> None:
    """Blinded by the server, and by their own choice in a project without roles: the same answers."""
    answers = []
    work_of_ann(given)
    owner = given.open("boss")
    chosen = readers.as_reader(owner, name="Bea")
    readers.set_blinded(chosen, blinded=True)
    bea = given.open("bea", reader="Somebody")
    assert (bea.reader, bea.viewpoint) == ("Bea", chosen.viewpoint)
    for project in (chosen, bea):
        labelling.set_label(project, cell_ids=given.bench.cell_ids[1:2], code="normal")
        labelling.set_state(project, cell_ids=given.bench.cell_ids[2:3], state=CellState.REJECTED)
        kinds.set_kind(project, cell_ids=given.bench.cell_ids[3:4], kind=CellKind.WHITE)
        view, store = project.viewpoint, project.store
        state = queries.specimen_state(store, specimen_id=1, viewpoint=view, model_id=1)
        table = queries.cell_table(store, viewpoint=view)
        answers.append(
            [
                queries.cells(store, smear_id=given.bench.smear_id, viewpoint=view),
                queries.objects(store, smear_id=given.bench.smear_id, viewpoint=view),
                queries.label_counts(store, viewpoint=view),
                queries.models(store),
                state.objects,
                table.rows.tobytes(),
                [(one.n_cells, one.n_labelled, one.n_proposed, one.n_white) for one in library.smears(project)],
                queries.shared_labels(store, viewpoint=view),
                queries.repeat_candidates(store, viewpoint=view, smear_ids=None),
                queries.consensus(store, viewpoint=view, ids=None),
            ]
        )
    for one, other in zip(*answers, strict=True):
        assert one == other
    owner.close()
    bea.close()


def test_nobody_writes_in_anothers_name(given: Lab) -> None:
    work_of_ann(given)
    line = "INSERT INTO cell_label (cell_id, code, reader, is_current, created_at) VALUES"
    cell = given.bench.cell_ids[4]
    for user in ("ann", "bea", "cleo"):
        words = given.refused(f"{line} ({cell}, 'normal', 'Dora', true, '')", user=user)
        assert 'row-level security policy for table "cell_label"' in words
    given.sql(f"{line} ({cell}, 'normal', 'Bea', true, '')", user="bea")
    others = "UPDATE cell_label SET is_current = false WHERE reader = 'Zacharias' RETURNING id"
    assert given.sql(others, user="bea") == given.sql(others, user="cleo") == ""
    given.refused("UPDATE cell_label SET code = 'normal'", user="ann")
    given.refused("DELETE FROM cell_label", user="ann")
    given.refused("UPDATE report SET content = '{}'", user="cleo")
    given.refused("UPDATE rbc_desk_blinded.report SET pdf_sha256 = ''", user="bea")
    given.refused("UPDATE model SET codes = '[]'", user="dora")
    entry = "INSERT INTO change_log (id, at, reader, op, step, entity, hash) VALUES (99999, '', {}, '', '', '', {})"
    given.refused(entry.format("'Bea'", "repeat('a', 64)"), user="ann")
    for number in ("(SELECT id + 1 FROM change_log_head())", "(SELECT id + 2 FROM change_log_head())"):
        wrong = entry.format("'Bea'", "repeat('a', 64)").replace("99999", number)
        assert "does not continue the chain" in given.refused(wrong, user="bea")
    # a verdict, a name on a smear, a signature, an entered reader
    verdict = """UPDATE cell SET verdicts = '{"Bea": "rejected"}' WHERE id = 1"""
    assert "verdict of another reader" in given.refused(verdict, user="ann")
    for statement in (
        "UPDATE smear SET overruled_by = 'Bea'",
        "UPDATE report SET reopened_by = 'Bea'",
        "UPDATE cell SET updated_by = 'Bea' WHERE id = 1",
    ):
        assert "name of another reader" in given.refused(statement, user="ann")
    given.refused("INSERT INTO meta VALUES ('blinded:Zacharias', 'yes')", user="cleo")
    given.refused("INSERT INTO meta VALUES ('project_name', 'Mine')", user="cleo")
    given.refused("INSERT INTO meta VALUES ('blinded:Bea', 'no')", user="bea")
    given.refused("INSERT INTO smear_count VALUES (1, 'all:Zacharias', 1, 1, 1, '{}', '{}')", user="bea")


@pytest.mark.parametrize("user", ["ann", "bea", "cleo", "dora"])
def test_only_the_owner_changes_tables_triggers_and_roles(given: Lab, user: str) -> None:
    for statement in (
        "TRUNCATE change_log",
        "TRUNCATE prediction",
        "DELETE FROM change_log",
        "DROP TABLE cell_label",
        "ALTER TABLE cell_label DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE change_log DISABLE TRIGGER ALL",
        "DROP POLICY member_select ON cell_label",
        "CREATE OR REPLACE FUNCTION member_rank() RETURNS integer LANGUAGE sql AS 'SELECT 4'",
        "CREATE TABLE mine (n integer)",
        "DROP VIEW rbc_desk_blinded.cell",
        "INSERT INTO project_member VALUES ('eve', 'Eve', 'administrator', false)",
        f"UPDATE project_member SET role = 'administrator', blinded = false WHERE login = '{user}'",
        "REINDEX TABLE cell",
    ):
        words = given.refused(statement, user=user)
        assert "permission denied" in words or "must be owner" in words, statement
    given.sql("GRANT SELECT ON prediction TO eve", user=user)  # the server only warns
    assert given.sql("SELECT has_table_privilege('eve', 'prediction', 'SELECT')", user="boss") == "f"


def test_each_role_may_do_its_part_and_no_more(given: Lab) -> None:
    ids = given.bench.cell_ids
    work_of_ann(given)
    for login, adjudicates, administers in (("ann", False, False), ("cleo", True, False), ("dora", True, True)):
        one = given.open(login)
        labelling.set_label(one, cell_ids=ids[:1], code="normal")
        if adjudicates:
            consensus.decide(one, cell_ids=[ids[0]], code="codocyte" if administers else "normal")
        else:
            with pytest.raises(StorageError, match="your role in this project does not allow it") as refused:
                consensus.decide(one, cell_ids=[ids[0]], code="codocyte")
            assert str(refused.value.hint) == "Only an adjudicator or an administrator decides on a consensus."
        attempts = {
            "Only an administrator changes the classes.": lambda tx: tx.update(Entity.CELL_CLASS, 1, {"name": "T"}),
            "Only an administrator changes what concerns all readers.": lambda tx: tx.set_meta(
                "reader:Eve", "entered"
            ),
        }
        for hint, step in attempts.items():
            if administers:
                with one.store.transact("Administer", reader=one.reader) as tx:
                    step(tx)
                continue
            with (
                pytest.raises(StorageError, match="your role") as refused,
                one.store.transact("Administer", reader=one.reader) as tx,
            ):
                step(tx)
            assert str(refused.value.hint) == hint
        with pytest.raises(SettingsError, match="Your account on the server reads as"):
            readers.as_reader(one, name="Another")
        with pytest.raises(RbcDeskError, match=r"Only the owner of the database|your role"):
            roles.grant(one, Member("eve", "Eve", Role.READER))
        assert audit.verify(one).holds
        assert len(roles.members(one)) == (4 if administers else 1)
        one.close()
    for login in ("ann", "bea", "cleo"):
        table = "rbc_desk_blinded.smear" if login == "bea" else "smear"
        assert "only an administrator removes" in given.refused(f"UPDATE {table} SET removed = true", user=login)
        one = given.open(login)
        with pytest.raises(StorageError, match="Only an administrator can repair"):
            repair(one)
        one.close()
    given.sql("UPDATE smear SET removed = true", user="dora")


def test_a_blinded_readers_work_is_merged_with_what_others_did_and_can_be_undone(given: Lab) -> None:
    work_of_ann(given)
    bea, ids = given.open("bea"), given.bench.cell_ids
    rejected, platelet = ids[3], ids[4]
    steps = [
        labelling.set_state(bea, cell_ids=[rejected], state=CellState.CONFIRMED),
        kinds.set_kind(bea, cell_ids=[platelet], kind=CellKind.WHITE),
    ]
    both = "SELECT state, verdicts FROM cell WHERE id = {}"
    assert given.sql(both.format(rejected), user="boss") == (
        'confirmed|{"Zacharias": "rejected", "Bea": "confirmed"}'
    )
    kinds_of = "SELECT kind, kinds FROM cell WHERE id = {}"
    assert given.sql(kinds_of.format(platelet), user="boss") == (
        'white|{"": "red", "Zacharias": "platelet", "Bea": "white"}'
    )
    with bea.store.transact("Mark", reader="Bea") as tx:
        values = {"smear_id": given.bench.smear_id, "x": 300.0, "y": 200.0, "r": 20.0, "state": "confirmed"}
        new = tx.insert_many(Entity.CELL, [values, values | {"x": 400.0}])
    assert new == sorted(new)
    for step in reversed([*steps, tx.changeset]):
        bea.store.apply(step.inverse(), reader="Bea")
    assert given.sql(both.format(rejected), user="boss") == 'rejected|{"Zacharias": "rejected"}'
    assert given.sql(kinds_of.format(platelet), user="boss") == 'platelet|{"": "red", "Zacharias": "platelet"}'
    assert given.sql(f"SELECT removed FROM cell WHERE id = {new[0]}", user="boss") == "t"
    with (
        pytest.raises(StorageError, match="your role") as refused,
        bea.store.transact("Remove", reader="Bea") as tx,
    ):
        tx.remove(Entity.CELL, ids[0])
    assert "Another reader may have worked with these cells" in str(refused.value.hint)
    with pytest.raises(SettingsError, match="has set that you read blinded"):
        readers.set_blinded(bea, blinded=False)
    for check_it in (check, audit.verify):
        with pytest.raises(StorageError, match="cannot see the whole project"):
            check_it(bea)
    bea.close()
    owner = given.open("boss")
    assert audit.verify(owner).holds
    assert not check(owner) or {one.trouble.value for one in check(owner)} <= {"image_missing", "report", "model"}
    owner.close()


def test_a_role_that_is_taken_away_or_was_never_given_shows_nothing(lab: Lab) -> None:
    owner = lab.open("boss")
    assert roles.members(owner) == ()
    lab.sql("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO eve", user="boss")
    lab.open("eve").close()  # as before there were roles
    with pytest.raises(SettingsError, match="no account nobody"):
        roles.grant(owner, Member("nobody", "N", Role.READER))
    with pytest.raises(SettingsError, match="owns the database"):
        roles.grant(owner, Member("boss", "N", Role.READER))
    with pytest.raises(SettingsError, match="Only a reader can be blinded"):
        roles.grant(owner, Member("bea", "Bea", Role.ADJUDICATOR, blinded=True))
    roles.grant(owner, Member("bea", "Bea", Role.READER, blinded=True))
    with pytest.raises(StorageError, match="Your account has no role in this project"):
        lab.open("eve")
    assert lab.sql("SELECT count(*) FROM cell_label UNION SELECT count(*) FROM cell", user="eve") == "0"
    lab.open("bea").close()
    seeing = roles.grant(owner, Member("bea", "Bea", Role.READER))
    bea = lab.open("bea")
    assert not bea.viewpoint.blinded
    assert bea.store.member == seeing
    bea.close()
    assert roles.revoke(owner, login="bea") == seeing
    with pytest.raises(StorageError, match="no role in this project"):
        lab.open("bea")
    lab.refused("TABLE cell_label", user="bea")
    with pytest.raises(SettingsError, match="has no role"):
        roles.revoke(owner, login="bea")
    labelling.set_label(owner, cell_ids=lab.bench.cell_ids, code="normal")
    assert audit.verify(owner).holds
    owner.close()


def test_only_the_owner_upgrades_an_older_project(given: Lab) -> None:
    newest = given.sql("SELECT version_num FROM alembic_version", user="boss")
    given.sql("UPDATE alembic_version SET version_num = '0025'", user="boss")
    for login in ("bea", "dora"):
        with pytest.raises(StorageError, match="must be upgraded") as refused:
            given.open(login)
        assert "Only the owner of the database can upgrade it" in str(refused.value.hint)
    given.refused(f"UPDATE alembic_version SET version_num = '{newest}'", user="dora")
    given.sql(f"UPDATE alembic_version SET version_num = '{newest}'", user="boss")
    given.open("bea").close()


def test_roles_hold_after_an_upgrade_that_changes_masked_tables(given: Lab) -> None:
    work_of_ann(given)
    owner = given.open("boss")
    with owner.store.transact("Upgrade", reader=OWNER) as tx, tx.reading() as connection, members.renewed(connection):
        for change in (
            "ALTER TABLE smear DROP COLUMN slide_hash, ADD COLUMN note text DEFAULT 'new'",
            "ALTER TABLE cell_label ALTER COLUMN reader TYPE varchar(99)",
            "ALTER TABLE report DROP COLUMN rules",
        ):
            connection.exec_driver_sql(change)
    assert given.sql("SELECT note, imported_by FROM rbc_desk_blinded.smear", user="bea") == "new|?"
    assert given.sql("SELECT count(*) FROM cell_label", user="bea") == "0"
    assert given.sql("SELECT count(*) > 0 FROM cell_label", user="ann") == "t"
    given.refused("TABLE public.report", user="bea")
    given.sql("UPDATE rbc_desk_blinded.smear SET um_per_px = 0.1", user="bea")
    owner.close()


EIGHT = """
import sys
from pathlib import Path
from rbc_desk.services.cells import labelling
from rbc_desk.services.open_project import open_project

folder, n, *cells = sys.argv[1:]
project = open_project(Path(folder), reader="nobody in particular")
for i in range(int(n)):
    with project.store.patience(120_000):
        labelling.set_label(project, cell_ids=[int(cells[i % len(cells)])], code=("normal", "codocyte")[i // 5 % 2])
project.close()
"""


def test_eight_accounts_write_at_once_to_one_unbroken_log(lab: Lab, tmp_path: Path) -> None:
    owner, logins, n = lab.open("boss"), [f"writer{i}" for i in range(8)], 10
    try:
        for i, login in enumerate(logins):
            lab.server.sql(f"CREATE ROLE {login} LOGIN")
            roles.grant(owner, Member(login, login.title(), Role.READER, i % 2 == 0))
        cells = lab.bench.cell_ids
        running = [start_command("-c", EIGHT, lab.folder_of(one), n, *cells, cwd=tmp_path) for one in logins]
        for process in running:
            _, errors = process.communicate()
            assert process.returncode == 0, errors
        assert audit.verify(owner).holds
        counts = lab.sql("SELECT DISTINCT count(*) FROM cell_label GROUP BY reader", user="boss")
        assert counts == str(n)
        for login in logins[:2]:
            seen = lab.sql("SELECT count(DISTINCT reader) FROM cell_label", user=login)
            assert seen == ("1" if login == "writer0" else "8")
        # each blinded one confirmed every cell without knowing of the others, and nothing was lost
        blinded = " AND ".join(f"verdicts::jsonb ? '{login.title()}'" for login in logins[::2])
        assert lab.sql(f"SELECT DISTINCT {blinded} FROM cell", user="boss") == "t"
    finally:
        owner.close()
        for login in logins:
            lab.server.sql(f"DROP OWNED BY {login}; DROP ROLE {login}", database=lab.database)
