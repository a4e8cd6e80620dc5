"""A project as the first version left it, with many cells."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from rbc_desk.store.migrations import migrate
from rbc_desk.store.sqlite.engine import sqlite_engine
from rbc_desk.store.sqlite.open_here import DATABASE

_AT = "2026-01-01T00:00:00.000+00:00"


def make_old_project(folder: Path, *, cells: int = 20_000) -> None:
    """One smear, two classes, and `cells` confirmed cells, each labelled by Ann."""
    folder.mkdir(exist_ok=True)
    for name in ("smears", "models", "backups"):
        (folder / name).mkdir()
    engine = sqlite_engine(folder / DATABASE)
    with engine.connect().execution_options(rbc_desk_write=True) as connection, connection.begin():
        migrate(connection, to="0001")
        run = connection.exec_driver_sql
        run("INSERT INTO meta VALUES ('project_name', 'Old')")
        run("INSERT INTO specimen (code) VALUES ('s1')")
        run(
            "INSERT INTO smear (specimen_id, name, stored_name, sha256, width, height, typical_diameter_px,"
            " imported_at, imported_by) VALUES (1, 'a', 'h.png', 'hash', 900, 900, 14.0, ?, 'Ann')",
            (_AT,),
        )
        for ordinal, (code, colour, letters) in enumerate((("codocyte", "#d55e00", "C"), ("normal", "#009e73", "N"))):
            run(
                "INSERT INTO cell_class (code, name, colour, letters, ordinal) VALUES (?, ?, ?, ?, ?)",
                (code, code.title(), colour, letters, ordinal),
            )
        run(
            "INSERT INTO cell (id, smear_id, x, y, r, state, row_version, updated_at, updated_by)"
            " VALUES (?, 1, ?, ?, 7, 'confirmed', 1, ?, 'Ann')",
            [(i + 1, i % 150 * 6.0, i // 150 * 6.0, _AT) for i in range(cells)],
        )
        run(
            "INSERT INTO cell_label (cell_id, code, reader, is_current, created_at) VALUES (?, ?, 'Ann', 1, ?)",
            [(i + 1, ("codocyte", "normal")[i % 2], _AT) for i in range(cells)],
        )
    engine.dispose()


def content(folder: Path) -> list[str]:
    """The whole database as SQL, apart from what has been written to the file and what is still in its log."""
    with closing(sqlite3.connect(folder / DATABASE)) as connection:
        return list(connection.iterdump())
