"""Views of the tables whose rows a blinded reader needs, but not every column: the work of others is masked in them.

The tables themselves show a blinded reader nothing. A write to a view goes to its table by a trigger, which keeps
what the others did.
"""

from __future__ import annotations

from collections.abc import Iterable

_ME = "(SELECT {schema}.member_reader())"
_NOBODY = "'?'"


def _name(column: str) -> str:
    return f"CASE WHEN {column} IS NULL OR {column} = {_ME} THEN {column} ELSE {_NOBODY} END"


def _of(who: str, column: str, *, otherwise: str) -> str:
    return f"CASE WHEN {who} = {_ME} THEN {column} ELSE {otherwise} END"


def _entry(name: str, value: str) -> str:
    """An entry of a text of verdicts, as `core.cells.verdicts` writes it."""
    return f"to_json({name})::text || ': ' || to_json({value})::text"


_AS_FOUND = "''::text"
_STATE, _KIND, _FOUND = f"(verdicts::json ->> {_ME})", f"(kinds::json ->> {_ME})", "(kinds::json ->> '')"
MASKS = {
    "cell": {
        # most cells have no verdict at all, so nothing is parsed for them
        "state": f"CASE WHEN verdicts IS NULL THEN 'proposed' ELSE coalesce({_STATE}, 'proposed') END",
        "verdicts": f"CASE WHEN verdicts IS NOT NULL THEN '{{{{' || {_entry(_ME, _STATE)} || '}}}}' END",
        "kind": f"CASE WHEN kinds IS NULL THEN kind ELSE coalesce({_KIND}, {_FOUND}, kind) END",
        "kinds": "CASE WHEN kinds IS NOT NULL THEN"
        f" '{{{{' || {_entry(_AS_FOUND, _FOUND)} || ', ' || {_entry(_ME, _KIND)} || '}}}}' END",
        "updated_at": _of("updated_by", "updated_at", otherwise="''"),
        "updated_by": _name("updated_by"),
    },
    "smear": {
        "imported_by": _name("imported_by"),
        "overruled_by": _name("overruled_by"),
    },
    "specimen": {
        "reviewed_at": _of("reviewed_by", "reviewed_at", otherwise="NULL"),
        "reviewed_by": _of("reviewed_by", "reviewed_by", otherwise="NULL"),
    },
    # which cells are control cells is needed to show them, but not their class
    "control_cell": {"code": _of("reader", "code", otherwise="''"), "reader": _name("reader")},
    "snapshot": {"reader": _name("reader")},
    "report": {
        "content": _of("signed_by", "content", otherwise="'{{}}'::json"),
        "signed_by": _name("signed_by"),
        "signature": _of("signed_by", "signature", otherwise="''::bytea"),
        "reopened_by": _name("reopened_by"),
        "reopened_why": _of("reopened_by", "reopened_why", otherwise="NULL"),
    },
}
"""The masked columns by table."""

_CELL_WRITE = """DECLARE
  me text := member_reader(); real cell%ROWTYPE; mine text; mine_kind text; found text;
BEGIN
  IF member_rank() <> 1 THEN
    RAISE EXCEPTION 'no blinded reader of the table cell' USING ERRCODE = 'insufficient_privilege';
  END IF;
  mine := NEW.verdicts::json ->> me;
  mine_kind := NEW.kinds::json ->> me;
  IF TG_OP = 'INSERT' THEN
    NEW.id := nextval(pg_get_serial_sequence('cell', 'id'));
    INSERT INTO cell SELECT NEW.*;
    RETURN NEW;
  END IF;
  SELECT * INTO STRICT real FROM cell WHERE id = OLD.id FOR UPDATE;
  IF NEW.removed IS DISTINCT FROM real.removed AND (
    verdicts_with(real.verdicts, me, NULL) IS NOT NULL
    OR EXISTS (SELECT FROM cell_label WHERE cell_id = real.id AND is_current AND reader <> me)
  ) THEN
    RAISE EXCEPTION 'cells of other readers in the table cell' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF mine IS DISTINCT FROM real.verdicts::json ->> me THEN
    real.verdicts := verdicts_with(real.verdicts, me, mine);
    real.state := coalesce(mine, last_verdict(real.verdicts), 'proposed');
  END IF;
  IF mine_kind IS DISTINCT FROM real.kinds::json ->> me THEN
    found := coalesce(real.kinds::json ->> '', real.kind);
    real.kinds := verdicts_with(coalesce(real.kinds, verdicts_with(NULL, '', found)), me, mine_kind);
    real.kind := coalesce(mine_kind, last_verdict(real.kinds), found);
    IF verdicts_with(real.kinds, '', NULL) IS NULL THEN real.kinds := NULL; END IF;
  END IF;
  UPDATE cell SET (smear_id, run_id, x, y, r, score, at_border, shape, row_version, removed, updated_at, updated_by)
    = (NEW.smear_id, NEW.run_id, NEW.x, NEW.y, NEW.r, NEW.score, NEW.at_border, NEW.shape, NEW.row_version,
       NEW.removed, CASE WHEN NEW.updated_at = '' THEN real.updated_at ELSE NEW.updated_at END, me),
    state = real.state, verdicts = real.verdicts, kind = real.kind, kinds = real.kinds
  WHERE id = real.id;
  RETURN NEW;
END"""


def _write(table: str, columns: Iterable[str], masked: Iterable[str]) -> str:
    """The body of the trigger that writes through the view of a table: a masked value that stays is not written."""
    hidden = set(masked)
    new = ", ".join(
        f"{name} = CASE WHEN NEW.{name}::text IS DISTINCT FROM OLD.{name}::text THEN NEW.{name} ELSE t.{name} END"
        if name in hidden
        else f"{name} = NEW.{name}"
        for name in columns
        if name != "id"
    )
    return f"""BEGIN
  IF member_rank() <> 1 THEN
    RAISE EXCEPTION 'no blinded reader of the table {table}' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'INSERT' THEN
    NEW.id := nextval(pg_get_serial_sequence('{table}', 'id'));
    INSERT INTO {table} ({", ".join(columns)}) VALUES ({", ".join(f"NEW.{name}" for name in columns)});
  ELSE
    UPDATE {table} AS t SET {new} WHERE t.id = OLD.id;
  END IF;
  RETURN NEW;
END"""


def statements(table: str, columns: list[str]) -> tuple[str, ...]:
    """The statements that make the view of a table anew, with its trigger. `columns`: of the table, in order."""
    masks = MASKS[table]
    shown = ", ".join(f"{masks[name]} AS {name}" if name in masks else name for name in columns)
    body = _CELL_WRITE if table == "cell" else _write(table, columns, masks)
    if table == "cell":
        names = ", ".join(f"NEW.{name}" for name in columns)
        body = body.replace(
            "INSERT INTO cell SELECT NEW.*", f"INSERT INTO cell ({', '.join(columns)}) VALUES ({names})"
        )
    return (
        f"DROP VIEW IF EXISTS {{blinded}}.{table}",
        f"CREATE VIEW {{blinded}}.{table} AS SELECT {shown} FROM {{schema}}.{table}",
        f"CREATE OR REPLACE FUNCTION {{blinded}}.write_{table}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER"
        f" SET search_path = {{schema}}, pg_temp AS $$\n{body} $$",
        f"CREATE TRIGGER write INSTEAD OF INSERT OR UPDATE ON {{blinded}}.{table} FOR EACH ROW"
        f" EXECUTE FUNCTION {{blinded}}.write_{table}()",
    )
