"""Stores the facts of a snapshot's split as data. The sentences stored so far are parsed here for the last time."""

from __future__ import annotations

import json
import re
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_SNAPSHOT = sa.table(
    "snapshot",
    sa.column("id", sa.Integer()),
    sa.column("split_by", sa.String()),
    sa.column("seed", sa.Integer()),
    sa.column("codes", sa.JSON()),
    sa.column("notes", sa.String()),
    sa.column("reader", sa.String()),
    sa.column("facts", sa.JSON()),
)
_ITEM = sa.table("snapshot_item", sa.column("snapshot_id"), sa.column("code"), sa.column("split"))
_RUN = sa.table("training_run", sa.column("snapshot_id"), sa.column("split_by"))
_PARTS = ("train", "validation", "test")
# The sentences as the versions up to 0.1.0 wrote them, with the fact that each number is.
_SENTENCES: tuple[tuple[str, dict[str, str]], ...] = (
    (
        r"Split by cell: cells of one smear stand in training and test, so the figures flatter the model\. "
        r"Split by specimen for figures that hold on new smears\.",
        {},
    ),
    (
        r"A guess without a look at the cell, the commonest class of its smear, is right for "
        r"(?P<guess_by_smear>\d+) % of these test cells \(the commonest of all: (?P<guess_overall>\d+) %\)\.",
        {},
    ),
    (
        r"(?P<n_kept_together>\d+) smears show a field that another smear shows too, and were kept with it in one "
        r"part\.",
        {},
    ),
    (r"(?P<n_twice>\d+) cells stand on two smears and in two parts\.", {}),
    (
        r"Split by (?:specimen|smear), seed -?\d+: tested on whole (?:specimens|smears); "
        r"the epoch was chosen on whole smears\.",
        {},
    ),
    (r"Labels stand on (?P<n_groups>\d+) specimens? only\.", {"asked": "specimen"}),
    (r"Labels stand on (?P<n_groups>\d+) smears? only\.", {"asked": "smear"}),
    # which classes a part is without follows from its counts
    (
        r"The (?:training|validation|test) part has no cells of .+?: label them on more smears, "
        r"(?:or it learns none of them|for the epoch is chosen and the confidence scaled without them"
        r"|for the test figures say nothing of them)\.",
        {},
    ),
    (r"(?P<n_from_others>\d+) cells have their class from other readers\.", {}),
    (r"(?P<n_left_out>\d+) cells on which other readers disagree were left out\.", {}),
)
_BLINDED = re.compile(r"Labels of (?P<reader>.+) alone \(read blinded\)\.", re.DOTALL)


def upgrade() -> None:
    empty = sa.text("'{}'")
    op.add_column("snapshot", sa.Column("facts", sa.JSON(), nullable=False, server_default=empty))
    connection = op.get_bind()
    counts = _counts(connection)
    asked = {row.snapshot_id: row.split_by for row in connection.execute(sa.select(_RUN)) if row.split_by}
    for row in connection.execute(sa.select(_SNAPSHOT)).all():
        codes = row.codes if isinstance(row.codes, list) else json.loads(row.codes)
        own = counts.get(row.id, {})
        facts = facts_of(row.notes, reader=row.reader)
        facts["split"] = {
            "asked": asked.get(row.id, row.split_by),
            "used": row.split_by,
            "seed": row.seed,
            "counts": {part: {code: own.get((part, code), 0) for code in codes} for part in _PARTS},
        } | facts["split"]
        connection.execute(_SNAPSHOT.update().where(_SNAPSHOT.c.id == row.id).values(facts=facts))
    op.drop_column("snapshot", "notes")
    # the sentences went with the models too: see services.bundles.drop_prose
    model = sa.table("model", sa.column("id"))
    if connection.execute(sa.select(sa.func.count()).select_from(model)).scalar():
        meta = sa.table("meta", sa.column("key"), sa.column("value"))
        connection.execute(meta.insert().values(key="bundles_hold_prose", value="yes"))


def _counts(connection: sa.Connection) -> dict[int, dict[tuple[str, str], int]]:
    columns = (_ITEM.c.snapshot_id, _ITEM.c.split, _ITEM.c.code)
    found: dict[int, dict[tuple[str, str], int]] = {}
    for snapshot_id, part, code, n in connection.execute(sa.select(*columns, sa.func.count()).group_by(*columns)):
        found.setdefault(snapshot_id, {})[(part, code)] = n
    return found


def facts_of(notes: str, *, reader: str) -> dict[str, Any]:
    """The facts in the sentences of a snapshot that `reader` froze; what is none of them stays as `text`."""
    split: dict[str, Any] = {}
    named = ""
    # a name may hold anything, points and sentences too: the one of the row is tried first
    whole = f"Labels of {reader} alone (read blinded)."
    if reader and whole in notes:
        named, notes = reader, notes.replace(whole, " ", 1)
    elif found := _BLINDED.search(notes):
        named, notes = found["reader"], notes[: found.start()] + " " + notes[found.end() :]
    if named:
        split["one_blinded_reader"] = True
    for pattern, fixed in _SENTENCES:
        for found in re.finditer(pattern, notes):
            split |= fixed | {name: int(number) for name, number in found.groupdict().items()}
        notes = re.sub(pattern, " ", notes)
    return {"split": split, "reader": named, "text": " ".join(notes.split())}
