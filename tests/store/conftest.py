from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from rbc_desk.core.classes import CellClass, ClassSet
from rbc_desk.core.history.changes import Entity
from rbc_desk.store.store import Store

CLASSES = ClassSet(
    "two",
    (CellClass("codocyte", "Codocyte", "#d55e00", "C"), CellClass("normal", "Normal", "#009e73", "N")),
)


@dataclass
class Bench:
    """A store with one smear and five proposed cells."""

    store: Store
    smear_id: int
    cell_ids: list[int]


on_both = pytest.mark.parametrize("bench", ["sqlite", "postgresql"], indirect=True)
"""For a test whose store is a file, and again one on a server."""


def make_bench(folder: Path, *, url: str | None = None) -> Bench:
    folder.mkdir(parents=True, exist_ok=True)
    store = Store.create(folder, project_name="Test", classes=CLASSES, url=url)
    with store.transact("Set up", reader="A") as tx:
        specimen = tx.insert(Entity.SPECIMEN, {"code": "s1"})
        smear = tx.insert(
            Entity.SMEAR,
            {
                "specimen_id": specimen,
                "name": "a.png",
                "stored_name": "h.png",
                "sha256": "h",
                "width": 640,
                "height": 480,
                "typical_diameter_px": 40.0,
            },
        )
        cells = tx.insert_many(
            Entity.CELL,
            [{"smear_id": smear, "x": 50.0 * i, "y": 60.0, "r": 20.0, "state": "proposed"} for i in range(1, 6)],
        )
    return Bench(store, smear, cells)


@pytest.fixture
def bench(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Bench]:
    on_server = getattr(request, "param", "sqlite") == "postgresql"
    made = make_bench(tmp_path / "project", url=request.getfixturevalue("postgres").url() if on_server else None)
    yield made
    made.store.close()
