"""The columns of a timeline, in the window and in files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rbc_desk.core.history.audit import BY_HAND, FROM_FILE, LIVE, UNKNOWN, AuditEntry
from rbc_desk.core.history.changes import JOINED_STEPS
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.columns import ReportColumn, by_name, unchanged
from rbc_desk.core.times import full

_ENTITIES: Mapping[str, Phrase] = {
    "specimen": Phrase("Specimen"),
    "smear": Phrase("Smear"),
    "cell": Phrase("Cell"),
    "cell_label": Phrase("Label"),
    "consensus": Phrase("Consensus"),
    "cell_class": Phrase("Class"),
    "class_alias": Phrase("Class mapping"),
    "training_run": Phrase("Run"),
    "detection_run": Phrase("Detection"),
    "prediction": Phrase("Prediction"),
    "crop": Phrase("Crop"),
    "snapshot": Phrase("Snapshot"),
    "model": Phrase("Model"),
    "evaluation": Phrase("Evaluation"),
    "report": Phrase("Report"),
    "reader_key": Phrase("Signing secret"),
    "meta": Phrase("Project"),
    JOINED_STEPS: Phrase("Steps"),
}
_OF_A_CELL = {"cell_label", "consensus"}
_SOURCES: Mapping[str, Phrase] = {
    BY_HAND: Phrase("by hand"),
    FROM_FILE: Phrase("file"),
    LIVE: Phrase("live learning"),
    UNKNOWN: Phrase("not recorded"),
}
_INTERNAL = {"row_version", "is_current", "removed", "created_at", "reader", "verdicts", "kinds", "id", "smears"}
_MOST_CHARS = 200


def source_text(source: str) -> Phrase:
    """What values came from, in words."""
    kind, _, which = source.partition(":")
    if kind == "model":
        return Phrase("model {n}", n=which)
    if kind == "detector":
        return Phrase("detector {name}", name=which)
    return _SOURCES.get(source, Phrase("{name}", name=source))


def subject_text(entry: AuditEntry) -> Phrase:
    """What an entry is about: a row with its number, or a number of rows."""
    name = _ENTITIES.get(entry.entity, Phrase("{name}", name=entry.entity))
    cell = (entry.after or entry.before or {}).get("cell_id") if entry.entity in _OF_A_CELL else None
    if entry.n != 1:
        return Phrase("{what} × {n}", what=name, n=entry.n)
    if cell is not None:
        return Phrase("{what} of cell {n}", what=name, n=cell)
    return Phrase("{what} {n}", what=name, n=entry.entity_id) if entry.entity_id is not None else name


def values_text(entry: AuditEntry, side: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> str:
    """The values of a side that differ from the other one, as `name: value`; a label as its class."""
    if side is None:
        return ""
    if entry.entity in _OF_A_CELL:
        return str(side.get("code", ""))
    shown = [
        f"{name}: {_value(value)}"
        for name, value in side.items()
        if name not in _INTERNAL and value is not None and (other is None or other.get(name, ...) != value)
    ]
    text = ", ".join(shown)
    return text if len(text) <= _MOST_CHARS else f"{text[:_MOST_CHARS]}…"


def _value(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.10g}"
    return "…" if isinstance(value, dict | list) else str(value)


def _when(at: str) -> str:
    try:
        return full(at)
    except ValueError:  # of a log that was tampered with
        return at


def _op_text(entry: AuditEntry) -> Phrase:
    op = Phrase.of(entry.op)
    return Phrase("Undo or redo: {op}", op=op) if entry.undoes else op


def _before(entry: AuditEntry) -> str:
    return values_text(entry, entry.before, entry.after)


def _after(entry: AuditEntry) -> str:
    return values_text(entry, entry.after, entry.before)


def _change(entry: AuditEntry) -> str:
    before, after = _before(entry), _after(entry)
    return f"{before} → {after}".strip() if before else after


AUDIT_COLUMNS: tuple[ReportColumn[AuditEntry], ...] = (
    ReportColumn(
        "entry", Phrase("No."), lambda entry: entry.entry or None, text=lambda n: "" if n is None else str(n),
        is_number=True,
    ),
    ReportColumn("at", Phrase("Time"), lambda entry: entry.at, text=_when),
    ReportColumn("reader", Phrase("Reader"), lambda entry: entry.reader),
    ReportColumn("action", Phrase("Action"), _op_text, text=unchanged),
    ReportColumn("subject", Phrase("Subject"), subject_text, text=unchanged),
    ReportColumn("before", Phrase("Before"), _before),
    ReportColumn("after", Phrase("After"), _after),
    ReportColumn("source", Phrase("Source"), lambda entry: source_text(entry.source), text=unchanged),
)  # fmt: skip
_BY_NAME = by_name(AUDIT_COLUMNS)
SHOWN_COLUMNS: tuple[ReportColumn[AuditEntry], ...] = (
    *(_BY_NAME[name] for name in ("entry", "at", "reader", "action", "subject")),
    ReportColumn("change", Phrase("Change"), _change),
    _BY_NAME["source"],
)
"""In the window, where before and after stand in one column."""
