"""Triggers that keep the change log append-only, as those of SQLite do, and tell of entries."""

CHANNEL = "rbc_desk_change"

TRIGGERS = (
    """CREATE FUNCTION change_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the change log is append-only'; END $$""",
    """CREATE FUNCTION change_log_continues() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <= coalesce((SELECT max(id) FROM change_log), 0) OR length(NEW.hash) <> 64 THEN
    RAISE EXCEPTION 'the change log is append-only';
  END IF;
  RETURN NEW;
END $$""",
    """CREATE TRIGGER change_log_no_change BEFORE UPDATE OR DELETE ON change_log
FOR EACH ROW EXECUTE FUNCTION change_log_is_append_only()""",
    """CREATE TRIGGER change_log_no_truncate BEFORE TRUNCATE ON change_log
FOR EACH STATEMENT EXECUTE FUNCTION change_log_is_append_only()""",
    """CREATE TRIGGER change_log_at_the_end BEFORE INSERT ON change_log
FOR EACH ROW EXECUTE FUNCTION change_log_continues()""",
    f"""CREATE FUNCTION change_log_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM pg_notify('{CHANNEL}', ''); RETURN NULL; END $$""",
    """CREATE TRIGGER change_log_tells AFTER INSERT ON change_log
FOR EACH STATEMENT EXECUTE FUNCTION change_log_told()""",
)
