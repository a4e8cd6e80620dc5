"""Roles on a shared project: what the server's rules cost a reader who sees all, and a blinded one.

`python benchmarks/roles.py`. The owner of the database, whom no rule limits, a reader and a blinded reader take
turns in one project on a server that is started from the system's programs: labels, states, reading
and counting a smear.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rbc_desk.core.cells.cell import CellState
from rbc_desk.core.files.store_place import STORE_FILE
from rbc_desk.core.history.changes import Entity
from rbc_desk.core.members import Member, Role
from rbc_desk.core.viewpoint import Others, Viewpoint
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project import roles
from rbc_desk.services.project.project import Project
from rbc_desk.store import queries
from rbc_desk.store.counts.smear_counts import CountScope, count_cells
from tests.postgres import running
from tests.store.conftest import make_bench

MANY = 1000
"""Cells that one step labels."""


def project_of(folder: Path, login: str, *, reader: str = "Olga") -> Project:
    place = folder / STORE_FILE
    text = place.read_text()
    place.write_text(text.replace("//rbc@", f"//{login}@"))
    project = open_project(folder, reader=reader)
    place.write_text(text)
    return project


def measured(work: dict[str, Callable[[Project, int], object]], projects: dict[str, Project], *, rounds: int) -> None:
    for name, step in work.items():
        times: dict[str, list[float]] = {who: [] for who in projects}
        for k in range(rounds):
            for who, project in projects.items():
                before = time.perf_counter()
                step(project, k)
                times[who].append(1000 * (time.perf_counter() - before))
        told = ", ".join(f"{who} {statistics.median(found[1:]):.1f}" for who, found in times.items())
        print(f"{name}: ms of the {told}", flush=True)


def label(project: Project, ids: list[int], k: int) -> None:
    with project.store.transact("Label", reader=project.reader) as tx:
        tx.set_labels(ids, ("normal", "codocyte")[k % 2])


def confirm(project: Project, ids: list[int], k: int) -> None:
    with project.store.transact("Confirm", reader=project.reader) as tx:
        tx.set_states(ids, (CellState.CONFIRMED, CellState.REJECTED)[k % 2])


def count(project: Project, smear_id: int) -> object:
    with project.store.reading() as connection:
        scope = CountScope.of(project.viewpoint, queries.Labels.SHOWN)
        return count_cells(connection, [smear_id], scope=scope)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--cells", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=15)
    chosen = parser.parse_args()
    with running(durable=True) as server, tempfile.TemporaryDirectory() as place:
        bench = make_bench(Path(place) / "lab", url=server.url())
        row = {"smear_id": bench.smear_id, "r": 20.0, "state": "proposed"}
        with bench.store.transact("Cells", reader="A") as tx:
            rows = [row | {"x": float(k % 600), "y": float(k // 600)} for k in range(chosen.cells)]
            ids = tx.insert_many(Entity.CELL, rows)
            tx.set_labels(ids[: chosen.cells // 2], "normal")
        server.sql("CREATE ROLE rita LOGIN; CREATE ROLE bert LOGIN")
        folder = bench.store.folder
        projects = {"owner": project_of(folder, "rbc")}
        projects["owner"].viewpoint = Viewpoint("Olga", Others.SHOWN)
        chosen_blind = project_of(folder, "rbc", reader="Otto")
        chosen_blind.viewpoint = Viewpoint("Otto", Others.HIDDEN)
        roles.grant(projects["owner"], Member("rita", "Rita", Role.READER))
        roles.grant(projects["owner"], Member("bert", "Bert", Role.READER, blinded=True))
        projects["reader"] = project_of(folder, "rita")
        projects["owner, blinded by the program"] = chosen_blind
        projects["blinded reader"] = project_of(folder, "bert")
        work: dict[str, Callable[[Project, int], object]] = {
            "a label": lambda p, k: label(p, ids[:1], k),
            f"labels of {MANY} cells": lambda p, k: label(p, ids[-MANY:], k),
            f"states of {MANY} cells": lambda p, k: confirm(p, ids[-MANY:], k),
            f"reading {chosen.cells} cells": lambda p, _: queries.cells(
                p.store, smear_id=bench.smear_id, viewpoint=p.viewpoint
            ),
            f"counting {chosen.cells} cells": lambda p, _: count(p, bench.smear_id),
        }
        measured(work, projects, rounds=chosen.rounds)
        for project in projects.values():
            project.close()
        bench.store.close()


if __name__ == "__main__":
    main()
