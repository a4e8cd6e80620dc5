"""Functions and triggers with which the server finds out who asks, and refuses what no privilege can express.

They ask `session_user`, who logged in: neither SET ROLE nor a function that runs as its owner changes it.
"""

from __future__ import annotations

TABLE = """CREATE TABLE IF NOT EXISTS {schema}.project_member (
  login text PRIMARY KEY, reader text NOT NULL, role text NOT NULL, blinded boolean NOT NULL,
  CHECK (role IN ('reader', 'adjudicator', 'administrator')), CHECK (NOT blinded OR role = 'reader'))"""

_AS_OWNER = "SECURITY DEFINER SET search_path = {schema}, pg_temp"
_REFUSE = "USING ERRCODE = 'insufficient_privilege'"

FUNCTIONS = (
    f"""CREATE OR REPLACE FUNCTION {{schema}}.member_rank() RETURNS integer LANGUAGE sql STABLE {_AS_OWNER} AS $$
SELECT CASE
  WHEN pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = 'project_member'::regclass), 'USAGE')
  THEN 4
  ELSE coalesce((SELECT CASE role WHEN 'reader' THEN 1 WHEN 'adjudicator' THEN 2 ELSE 3 END
    FROM project_member WHERE login = session_user), 0)
END $$""",
    f"""CREATE OR REPLACE FUNCTION {{schema}}.member_reader() RETURNS text LANGUAGE sql STABLE {_AS_OWNER} AS $$
SELECT reader FROM project_member WHERE login = session_user $$""",
    f"""CREATE OR REPLACE FUNCTION {{schema}}.member_blinded() RETURNS boolean LANGUAGE sql STABLE {_AS_OWNER} AS $$
SELECT member_rank() < 4 AND coalesce((SELECT blinded FROM project_member WHERE login = session_user), true) $$""",
    f"""CREATE OR REPLACE FUNCTION {{schema}}.member_snapshots() RETURNS SETOF bigint
LANGUAGE sql STABLE {_AS_OWNER} AS $$
SELECT id FROM snapshot WHERE reader = member_reader() $$""",
    # the chain of the change log, for who may not read the entries of others
    f"""CREATE OR REPLACE FUNCTION {{schema}}.change_log_head(OUT id bigint, OUT hash text) RETURNS SETOF record
LANGUAGE sql STABLE {_AS_OWNER} AS $$
SELECT id, hash FROM change_log WHERE member_rank() > 0 ORDER BY id DESC LIMIT 1 $$""",
    # as `store.writing.chain.entry_hash`; a copy of a broken log stays as it is, and is the owner's
    """CREATE OR REPLACE FUNCTION {schema}.hashed_part(value text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
SELECT CASE WHEN value IS NULL THEN '-:'::bytea
  ELSE convert_to(octet_length(convert_to(value, 'UTF8')) || ':' || value, 'UTF8') END $$""",
    """CREATE OR REPLACE FUNCTION {schema}.entry_hash(previous text, e {schema}.change_log) RETURNS text
LANGUAGE sql IMMUTABLE SET search_path = {schema}, pg_temp AS $$
SELECT encode(sha256(convert_to(previous, 'UTF8') || hashed_part(e.id::text) || hashed_part(e.at)
  || hashed_part(e.reader) || hashed_part(e.op) || hashed_part(e.step) || hashed_part(e.entity)
  || hashed_part(e.entity_id::text) || hashed_part(e.source) || hashed_part(e.undoes) || hashed_part(e.before::text)
  || hashed_part(e.after::text)), 'hex') $$""",
    f"""CREATE OR REPLACE FUNCTION {{schema}}.change_log_continues() RETURNS trigger
LANGUAGE plpgsql {_AS_OWNER} AS $$
DECLARE
  last_id bigint := 0; last_hash text;
BEGIN
  SELECT id, hash INTO last_id, last_hash FROM change_log ORDER BY id DESC LIMIT 1;
  last_id := coalesce(last_id, 0);
  IF NEW.id <= last_id OR length(NEW.hash) <> 64 THEN
    RAISE EXCEPTION 'the change log is append-only';
  END IF;
  last_hash := coalesce(last_hash, repeat('0', 64));
  IF member_rank() < 4 AND (NEW.id <> last_id + 1 OR NEW.hash <> entry_hash(last_hash, NEW)) THEN
    RAISE EXCEPTION 'the entry does not continue the chain of the change log' {_REFUSE};
  END IF;
  RETURN NEW;
END $$""",
    # as `core.cells.verdicts` writes the texts: NULL takes the entry of a name away
    """CREATE OR REPLACE FUNCTION {schema}.verdicts_with(whole text, who text, what text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
SELECT '{{' || string_agg(to_json(name)::text || ': ' || to_json(given)::text, ', ' ORDER BY place) || '}}' FROM (
  SELECT key AS name, CASE WHEN key = who THEN what ELSE value END AS given, place
  FROM json_each_text(coalesce(whole, '{{}}')::json) WITH ORDINALITY AS e(key, value, place)
  WHERE key <> who OR what IS NOT NULL
  UNION ALL SELECT who, what, 9223372036854775807
  WHERE what IS NOT NULL AND NOT coalesce(whole, '{{}}')::jsonb ? who
) AS entries $$""",
    """CREATE OR REPLACE FUNCTION {schema}.last_verdict(whole text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
SELECT value FROM json_each_text(coalesce(whole, '{{}}')::json) WITH ORDINALITY AS e(key, value, place)
ORDER BY place DESC LIMIT 1 $$""",
    f"""CREATE OR REPLACE FUNCTION {{schema}}.member_verdicts() RETURNS trigger LANGUAGE plpgsql {_AS_OWNER} AS $$
DECLARE me text := member_reader();
BEGIN
  IF member_rank() < 3 AND (
    coalesce(NEW.verdicts, '{{{{}}}}')::jsonb - me <> coalesce(OLD.verdicts, '{{{{}}}}')::jsonb - me
    OR coalesce(NEW.kinds, '{{{{}}}}')::jsonb - me - '' <> coalesce(OLD.kinds, '{{{{}}}}')::jsonb - me - ''
  ) THEN
    RAISE EXCEPTION 'a verdict of another reader on a cell' {_REFUSE};
  END IF;
  RETURN NEW;
END $$""",
    f"""CREATE OR REPLACE FUNCTION {{schema}}.member_names() RETURNS trigger LANGUAGE plpgsql {_AS_OWNER} AS $$
DECLARE
  me text; was jsonb; new_row jsonb;
BEGIN
  IF member_rank() = 4 THEN RETURN NEW; END IF;
  me := member_reader();
  new_row := to_jsonb(NEW);
  IF TG_OP = 'UPDATE' THEN was := to_jsonb(OLD); END IF;
  FOR i IN 0 .. TG_NARGS - 1 LOOP
    IF new_row ->> TG_ARGV[i] IS DISTINCT FROM was ->> TG_ARGV[i] AND new_row ->> TG_ARGV[i] <> me THEN
      RAISE EXCEPTION 'the name of another reader in the table %', TG_TABLE_NAME {_REFUSE};
    END IF;
  END LOOP;
  RETURN NEW;
END $$""",
    f"""CREATE OR REPLACE FUNCTION {{schema}}.member_removes() RETURNS trigger LANGUAGE plpgsql {_AS_OWNER} AS $$
BEGIN
  IF member_rank() < 3 THEN
    RAISE EXCEPTION 'only an administrator removes a row of the table %', TG_TABLE_NAME {_REFUSE};
  END IF;
  RETURN NEW;
END $$""",
)

_NAMES = {
    "smear": ("imported_by", "overruled_by"),
    "specimen": ("reviewed_by",),
    "snapshot": ("reader",),
    "control_cell": ("reader",),
    "report": ("signed_by", "reopened_by"),
    "cell": ("updated_by",),
}
"""The columns that say who did something."""


def triggers() -> tuple[str, ...]:
    """The statements that put the guards on the tables."""
    guards = [
        ("cell", "member_verdicts_given", "INSERT", "NEW.verdicts IS NOT NULL OR NEW.kinds IS NOT NULL"),
        (
            *("cell", "member_verdicts_changed", "UPDATE"),
            "NEW.verdicts IS DISTINCT FROM OLD.verdicts OR NEW.kinds IS DISTINCT FROM OLD.kinds",
        ),
    ]
    found = [
        f"CREATE OR REPLACE TRIGGER {name} BEFORE {when} ON {{schema}}.{table} FOR EACH ROW WHEN ({condition})"
        " EXECUTE FUNCTION {schema}.member_verdicts()"
        for table, name, when, condition in guards
    ]
    for table, columns in _NAMES.items():
        changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns)
        arguments = ", ".join(f"'{name}'" for name in columns)
        for name, when, condition in (("given", "INSERT", "true"), ("changed", "UPDATE", changed)):
            found.append(
                f"CREATE OR REPLACE TRIGGER member_names_{name} BEFORE {when} ON {{schema}}.{table} FOR EACH ROW"
                f" WHEN ({condition}) EXECUTE FUNCTION {{schema}}.member_names({arguments})"
            )
    found.append(
        "CREATE OR REPLACE TRIGGER member_removes BEFORE UPDATE ON {schema}.smear FOR EACH ROW"
        " WHEN (NEW.removed IS DISTINCT FROM OLD.removed) EXECUTE FUNCTION {schema}.member_removes()"
    )
    return tuple(found)
