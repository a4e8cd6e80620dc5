"""What engines on different projects share."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from sqlalchemy import event, literal_column, select

from rbc_desk.store.sqlite.engine import sqlite_engine


def test_a_second_project_compiles_no_statement_again(tmp_path: Path) -> None:
    statement, outcomes = select(literal_column("1").label("of_this_test_alone")), []

    def note(_connection, _cursor, _statement, _parameters, context, _many) -> None:
        if context.compiled:
            outcomes.append(context.cache_hit.name)

    for name in ("one", "two"):
        engine = sqlite_engine(tmp_path / name)
        event.listen(engine, "after_cursor_execute", note)
        with engine.connect() as connection, closing(connection.execute(statement)) as rows:
            assert rows.keys() == ["of_this_test_alone"]
            assert rows.all() == [(1,)]
        engine.dispose()
    assert outcomes == ["CACHE_MISS", "CACHE_HIT"]
