"""Who may do what with which table, as privileges and as policies of rows."""

from __future__ import annotations

from rbc_desk.core.members import Role

MEMBERS = "project_member"
"""The table of accounts and their roles. It belongs to the database alone: a copy of a project has none."""
BLINDED = "rbc_desk_blinded"
"""The schema of the views that a blinded reader sees in place of tables: it comes first in their search path."""

_WRITTEN = {
    "specimen": "INSERT, UPDATE",
    "smear": "INSERT, UPDATE",
    "cell": "INSERT, UPDATE",
    "cell_label": "INSERT, UPDATE (is_current)",
    "check_answer": "INSERT, UPDATE (removed)",
    "smear_version": "INSERT, UPDATE",
    "detection_run": "INSERT",
    "change_log": "INSERT",
    "meta": "INSERT, DELETE",
    "crop": "INSERT, DELETE",
    "prediction": "INSERT, DELETE",
    "field_quality": "INSERT, DELETE",
    "domain_shift": "INSERT, DELETE",
    "smear_count": "INSERT, DELETE",
    "smear_cells": "INSERT, DELETE",
    "snapshot": "INSERT",
    "snapshot_item": "INSERT",
    "training_run": "INSERT, UPDATE",
    "run_metric": "INSERT, DELETE",
    "model": "INSERT, UPDATE (active, metrics)",
    "evaluation": "INSERT",
    "reader_key": "INSERT, UPDATE (retired_at)",
    "report": "INSERT, UPDATE (reopened_at, reopened_by, reopened_why)",
}
_CONSENSUS = {"consensus": "INSERT, UPDATE (removed)", "control_cell": "INSERT, UPDATE (removed)"}
_CLASSES = {"cell_class": "INSERT, UPDATE", "class_alias": "INSERT, UPDATE"}
WRITTEN = {
    Role.READER: _WRITTEN,
    Role.ADJUDICATOR: _WRITTEN | _CONSENSUS,
    Role.ADMINISTRATOR: _WRITTEN | _CONSENSUS | _CLASSES,
}
"""The privileges of each role by table, besides reading."""

# In parentheses with SELECT, the server calls a function once for a statement instead of once for a row.
_ME, _SEES = "(SELECT {schema}.member_reader())", "(SELECT NOT {schema}.member_blinded())"
_RANK = "(SELECT {schema}.member_rank())"
_OWN, _OWN_OR_ALL = f"reader = {_ME}", f"({_SEES} OR reader = {_ME})"
_OWN_OR_ADMIN = f"({_OWN} OR {_RANK} >= 3)"
_NAMED = "(starts_with(key, 'reader:') OR starts_with(key, 'blinded:'))"
_OWN_KEY = f"(key = 'reader:' || {_ME} OR key = 'blinded:' || {_ME})"
_SEES_KEY = f"({_SEES} OR NOT {_NAMED} OR {_OWN_KEY})"
_WRITES_KEY = f"({_RANK} >= 3 OR key = 'reader:' || {_ME} OR ({_SEES} AND key = 'blinded:' || {_ME}))"
# the keys of `store.counts.smear_counts`: what is counted, what the reader sees of others, and the reader
_OWN_VIEW = f"view IN ('blinded:' || {_ME}, 'learnt blinded:' || {_ME}, 'every blinded:' || {_ME})"
_ANY_VIEW = f"({_SEES} AND (split_part(view, ':', 2) = '' OR right(view, length({_ME}) + 1) = ':' || {_ME}))"
_WRITES_VIEW = f"({_RANK} >= 3 OR {_OWN_VIEW} OR {_ANY_VIEW})"
_ITEM = (
    f"({_SEES} OR snapshot_id IN (SELECT {{schema}}.member_snapshots()) OR EXISTS ("
    f"SELECT FROM {{schema}}.cell_label l WHERE l.cell_id = snapshot_item.cell_id AND l.code = snapshot_item.code"
    f" AND l.is_current AND l.reader = {_ME} AND snapshot_item.shares IS NULL))"
)
POLICIES = {
    "cell_label": {"SELECT": _OWN_OR_ALL, "INSERT": _OWN_OR_ADMIN, "UPDATE": _OWN_OR_ADMIN},
    "check_answer": {"SELECT": _OWN_OR_ALL, "INSERT": _OWN_OR_ADMIN, "UPDATE": _OWN_OR_ADMIN},
    "consensus": {
        "SELECT": _SEES,
        "INSERT": f"({_RANK} >= 3 OR ({_RANK} = 2 AND {_OWN}))",
        "UPDATE": f"{_RANK} >= 2",
    },
    "change_log": {"SELECT": _OWN_OR_ALL, "INSERT": _OWN},
    "reader_key": {"SELECT": _OWN_OR_ALL, "INSERT": _OWN, "UPDATE": _OWN},
    "meta": {"SELECT": _SEES_KEY, "INSERT": _WRITES_KEY, "DELETE": _WRITES_KEY},
    "smear_count": {"SELECT": f"({_SEES} OR {_OWN_VIEW})", "INSERT": _WRITES_VIEW, "DELETE": _WRITES_VIEW},
    "smear_cells": {"SELECT": f"({_SEES} OR {_OWN_VIEW})", "INSERT": _WRITES_VIEW, "DELETE": _WRITES_VIEW},
    "snapshot_item": {"SELECT": _ITEM, "INSERT": "snapshot_id IN (SELECT {schema}.member_snapshots())"},
    MEMBERS: {"SELECT": f"(login = session_user OR {_RANK} >= 3)"},
}
"""The rows that a member may read and write, by table and statement; nothing where a statement is missing."""
OPEN = frozenset(
    {
        *("alembic_version", "cell_class", "class_alias", "crop", "detection_run", "domain_shift", "evaluation"),
        *("field_quality", "model", "prediction", "run_metric", "smear_version", "training_run"),
    }
)
"""The tables that tell nothing of other readers. A table that is neither here nor masked nor has a policy is hidden
from a blinded reader."""
HIDDEN = f"({_SEES})"
"""The rows of masked tables: all for who is not blinded, none for who is."""
