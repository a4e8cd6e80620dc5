"""Migrating project files, and rejecting files that are none."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import cv2
import numpy as np
import pytest
import tifffile
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from rbc_desk.core.errors import NotAProjectError
from rbc_desk.core.models.model_quality import ClassTally, ModelQuality, model_warnings
from rbc_desk.core.viewpoint import Others, Viewpoint
from rbc_desk.imaging.read import read_image
from rbc_desk.store import migrations, queries
from rbc_desk.store.migrations import migrate, needs_migration
from rbc_desk.store.schema.tables import Base
from rbc_desk.store.sqlite.engine import sqlite_engine
from rbc_desk.store.sqlite.open_here import DATABASE
from rbc_desk.store.store import Store
from tests.store.conftest import CLASSES

A = Viewpoint("A", Others.STATES)


def make_first_revision(folder: Path) -> None:
    """A project as revision 0001 left it, with one picture that stands twice."""
    engine = sqlite_engine(folder / DATABASE)
    with engine.connect().execution_options(rbc_desk_write=True) as connection, connection.begin():
        migrate(connection, to="0001")
        connection.exec_driver_sql("INSERT INTO meta VALUES ('project_name', 'Old')")
        connection.exec_driver_sql("INSERT INTO specimen (code) VALUES ('s1')")
        for name in "ab":
            connection.exec_driver_sql(
                "INSERT INTO smear (specimen_id, name, stored_name, sha256, width, height, typical_diameter_px,"
                " um_per_px, imported_at, imported_by)"
                " VALUES (1, ?, 'h.png', 'hash', 9, 9, 4.0, ?, '2026-01-01', 'A')",
                (name, 0.1 if name == "a" else None),
            )
        for by, state in (("A", "rejected"), ("B", "confirmed"), ("B", "proposed")):
            connection.exec_driver_sql(
                "INSERT INTO cell (smear_id, x, y, r, state, row_version, updated_at, updated_by)"
                " VALUES (1, 5, 5, 2, ?, 1, '2026-01-01', ?)",
                (state, by),
            )
    engine.dispose()


def test_the_migrations_make_what_the_schema_says(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / DATABASE)
    with engine.connect().execution_options(rbc_desk_write=True) as connection, connection.begin():
        migrate(connection)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    assert not needs_migration(engine)
    engine.dispose()
    known = ScriptDirectory(str(Path(migrations.__file__).parent)).walk_revisions()
    assert [one.revision for one in known] == [*reversed(migrations.revisions())]


def layout(database: Path) -> dict[str, object]:
    """Columns, defaults, keys, checks and indexes, without the order in which they were made."""
    found: dict[str, object] = {}
    with closing(sqlite3.connect(database)) as file:
        run = file.execute
        found["revision"] = run("SELECT version_num FROM alembic_version").fetchall()
        found["indexes"] = set(run("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"))
        found["triggers"] = set(run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
        assert run("SELECT count(*) FROM sqlite_master WHERE type = 'view'").fetchone() == (0,)
        for table, sql in run("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall():
            found[table] = (
                {tuple(row[1:]) for row in run(f"PRAGMA table_xinfo({table})")},
                {tuple(row[2:]) for row in run(f"PRAGMA foreign_key_list({table})")},
                {tuple(row[2:]) for row in run(f"PRAGMA index_list({table})")},
                set(re.findall(r"CONSTRAINT .*?(?=,? *\n)", sql)),
            )
    return found


def test_a_new_project_has_what_the_migrations_make(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    engine = sqlite_engine(old / DATABASE)
    with engine.connect().execution_options(rbc_desk_write=True) as connection, connection.begin():
        migrate(connection)
    engine.dispose()
    Store.create(new, project_name="New", classes=CLASSES).close()
    assert layout(new / DATABASE) == layout(old / DATABASE)


def test_an_older_project_is_backed_up_and_brought_up_to_date_with_nothing_lost(tmp_path: Path) -> None:
    make_first_revision(tmp_path)
    store = Store.open(tmp_path)
    smears = queries.smears(store, viewpoint=A)
    seen = [queries.cells(store, smear_id=1, viewpoint=Viewpoint(name, Others.HIDDEN)) for name in "AB"]
    store.close()
    assert [[cell.state for cell in cells] for cells in seen] == [
        ["rejected", "proposed", "proposed"],
        ["proposed", "confirmed", "proposed"],
    ]
    assert [s.name for s in smears] == ["a", "b"]
    assert [(s.um_per_px, s.scale_source) for s in smears] == [(0.1, "file"), (None, None)]
    assert smears[0].sha256 == "hash" != smears[1].sha256
    (copy,) = (tmp_path / "backups").glob("*.sqlite")
    with closing(sqlite3.connect(copy)) as before:
        assert before.execute("SELECT version_num FROM alembic_version").fetchall() == [("0001",)]


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_a_deep_smear_of_an_older_project_keeps_its_brightness(tmp_path: Path, suffix: str) -> None:
    raw = np.full((40, 40, 3), 3000, np.uint16)
    raw[0, 0] = 6000  # a hot pixel: 13 bits by the largest value, 12 without stray values
    name = f"h.{suffix}"
    if suffix == "png":
        (tmp_path / name).write_bytes(cv2.imencode(".png", raw)[1].tobytes())
    else:
        tifffile.imwrite(tmp_path / name, raw, photometric="rgb")
    engine = sqlite_engine(tmp_path / DATABASE)
    with engine.connect().execution_options(rbc_desk_write=True) as connection, connection.begin():
        migrate(connection, to="0008")
        connection.exec_driver_sql("INSERT INTO specimen (id, code) VALUES (1, 's')")
        connection.exec_driver_sql(
            "INSERT INTO smear (id, specimen_id, name, stored_name, sha256, width, height, typical_diameter_px,"
            " imported_at, imported_by) VALUES (1, 1, 'a', ?, 'a', 40, 40, 4.0, '2026-01-01', 'A')",
            (name,),
        )
    engine.dispose()
    store = Store.open(tmp_path)
    (smear,) = queries.smears(store, viewpoint=A)
    store.close()
    pixels = read_image(tmp_path / smear.stored_name, bits=smear.sample_bits).pixels
    assert pixels[20, 20].tolist() == [round(3000 / 8191 * 255)] * 3
    assert read_image(tmp_path / name).pixels[20, 20].tolist() == [round(3000 / 4095 * 255)] * 3


def test_a_migration_that_fails_leaves_the_project_as_it_was(tmp_path: Path) -> None:
    make_first_revision(tmp_path)
    engine = sqlite_engine(tmp_path / DATABASE)
    with (
        pytest.raises(RuntimeError),
        engine.connect().execution_options(rbc_desk_write=True) as connection,
        connection.begin(),
    ):
        migrate(connection)
        raise RuntimeError
    assert needs_migration(engine)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT DISTINCT sha256 FROM smear").scalars().all() == ["hash"]
    engine.dispose()


def test_a_folder_without_a_project_stays_without_one(tmp_path: Path) -> None:
    with pytest.raises(NotAProjectError, match=r"project\.sqlite"):
        Store.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("statement", ["", "CREATE TABLE bookmarks (url TEXT)"])
def test_a_file_that_is_empty_or_of_another_program_is_refused_and_left_alone(tmp_path: Path, statement: str) -> None:
    path = tmp_path / DATABASE
    path.touch()
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)
        other.commit()
    with pytest.raises(NotAProjectError, match="backups"):
        Store.open(tmp_path)
    with closing(sqlite3.connect(path)) as other:
        tables = other.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == ([("bookmarks",)] if statement else [])


def test_a_new_project_has_its_classes_in_order(tmp_path: Path) -> None:
    store = Store.create(tmp_path, project_name="Dogs", classes=CLASSES)
    assert queries.class_set(store) == CLASSES
    assert queries.meta(store, "project_name") == "Dogs"
    store.close()


NAME = "Dr. A. B. Quxley. Labels of C"


def test_the_sentences_of_a_split_become_facts_and_what_is_not_known_stays_as_text(tmp_path: Path) -> None:
    notes = {
        1: "Split by specimen, seed 3: tested on whole specimens; the epoch was chosen on whole smears. "
        "4 smears show a field that another smear shows too, and were kept with it in one part. "
        f"The test part has no cells of Codocyte (target cell): label them on more smears, for the test figures say "
        f"nothing of them. Labels of {NAME} alone (read blinded).",
        2: "Labels stand on 2 specimens only. Split by cell: cells of one smear stand in training and test, so the "
        "figures flatter the model. Split by specimen for figures that hold on new smears. A guess without a look at "
        "the cell, the commonest class of its smear, is right for 81 % of these test cells (the commonest of all: "
        "64 %). 7 cells stand on two smears and in two parts. 5 cells have their class from other readers. "
        "1 cells on which other readers disagree were left out.",
        3: "What a version long ago wrote. Labels of E. F. G alone (read blinded).",
    }
    engine = sqlite_engine(tmp_path / DATABASE)
    with engine.connect().execution_options(rbc_desk_write=True) as connection, connection.begin():
        migrate(connection, to="0006")
        for number, text in notes.items():
            connection.exec_driver_sql(
                "INSERT INTO snapshot (id, split_by, seed, content_hash, codes, notes, reader, created_at)"
                """ VALUES (?, ?, 3, 'h', '["normal", "codocyte"]', ?, ?, '2026-01-01')""",
                (number, "cell" if number == 2 else "specimen", text, NAME),
            )
        connection.exec_driver_sql(
            "INSERT INTO training_run (snapshot_id, spec, seed, status, device, app_version, error, started_at,"
            " split_by) VALUES (2, '{}', 3, 'succeeded', '', '', '', '2026-01-01', 'specimen')"
        )
        make = "INSERT INTO cell (id, smear_id, x, y, r, state, row_version, updated_at, updated_by)"
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        connection.exec_driver_sql("INSERT INTO specimen (id, code) VALUES (1, 's')")
        connection.exec_driver_sql(
            "INSERT INTO smear (id, specimen_id, name, stored_name, sha256, width, height, typical_diameter_px,"
            " imported_at, imported_by) VALUES (1, 1, 'a', 'a', 'a', 9, 9, 4.0, '2026-01-01', 'A')"
        )
        for cell, part in ((1, "train"), (2, "train"), (3, "test")):
            connection.exec_driver_sql(f"{make} VALUES (?, 1, 5, 5, 2, 'confirmed', 1, '2026-01-01', 'A')", (cell,))
            connection.exec_driver_sql("INSERT INTO snapshot_item VALUES (1, ?, 'normal', ?, NULL, 1)", (cell, part))
    engine.dispose()
    store = Store.open(tmp_path)
    found = {info.id: info.facts for info in queries.snapshots(store)}
    store.close()
    first, second, third = found[1], found[2], found[3]
    assert (first.reader, first.text, first.split.one_blinded_reader) == (NAME, "", True)
    assert (first.split.asked, first.split.used, first.split.seed) == ("specimen", "specimen", 3)
    assert first.split.n_kept_together == 4
    assert first.split.counts["train"] == {"normal": 2, "codocyte": 0}
    assert first.split.missing("test") == ("codocyte",)
    assert (second.split.asked, second.split.used, second.split.n_groups) == ("specimen", "cell", 2)
    assert (second.split.guess_by_smear, second.split.guess_overall, second.split.n_twice) == (81, 64, 7)
    assert (second.split.n_from_others, second.split.n_left_out, second.text) == (5, 1, "")
    assert (third.reader, third.text) == ("E. F. G", "What a version long ago wrote.")


def test_models_are_given_how_they_were_split_and_what_they_got_right(tmp_path: Path) -> None:
    engine = sqlite_engine(tmp_path / DATABASE)
    with engine.connect().execution_options(rbc_desk_write=True) as connection, connection.begin():
        migrate(connection, to="0006")
        run = connection.exec_driver_sql
        run(
            "INSERT INTO snapshot (id, split_by, seed, content_hash, codes, notes, reader, created_at)"
            """ VALUES (1, 'smear', 3, 'h', '["normal", "codocyte"]', '', 'A', '2026-01-01')"""
        )
        run(
            "INSERT INTO training_run (id, snapshot_id, spec, seed, status, device, app_version, error, started_at)"
            " VALUES (7, 1, '{}', 3, 'succeeded', '', '', '', '2026-01-01')"
        )
        make = "INSERT INTO model (id, run_id, name, folder, network, codes, metrics, active, created_at)"
        run(f"""{make} VALUES (1, 7, 'm', 'f', 'n', '["normal", "codocyte"]', '{{"accuracy": 0.8}}', 1, '2026')""")
        run(f"""{make} VALUES (2, NULL, 'm', 'f', 'n', '["normal", "codocyte"]', '{{}}', 0, '2026')""")
        judge = (
            "INSERT INTO evaluation (model_id, snapshot_id, split, metrics, created_at) VALUES (1, 1, ?, ?, '2026')"
        )
        for part, matrix in (
            ("test", "[[1, 0], [0, 0]]"),
            ("test", "[[80, 0], [20, 0]]"),
            ("train", "[[9, 0], [0, 9]]"),
        ):
            run(judge, (part, f'{{"codes": ["normal", "codocyte"], "confusion": {matrix}}}'))
    engine.dispose()
    store = Store.open(tmp_path)
    theirs, own = queries.models(store)
    store.close()
    assert theirs.metrics == {}
    assert "standing" not in own.metrics
    assert own.metrics["accuracy"] == 0.8
    quality = ModelQuality.from_json(own.metrics["quality"])
    assert quality.split is not None
    assert quality.split.missing("test") == ("normal", "codocyte")
    assert quality.tested == (ClassTally("normal", 80, 80), ClassTally("codocyte", 20, 0))
    assert "No better than guessing: 80 of 100" in model_warnings(quality, names={})
