"""A program that labels is killed again and again: whatever it called saved is there afterwards.

    python -m tests.kills FOLDER --kills 200

makes a project in FOLDER and prints one line at the end, or the first thing that was lost.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from rbc_desk.core.history.changes import Entity
from rbc_desk.services import restore_project
from rbc_desk.services.cells import labelling
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.store.sqlite.backup import back_up

CELLS = 40
READER = "Ann"
CODES = ("normal", "hypochromia", "codocyte")
_MOST_STEPS = 25
"""A program is killed after one to so many steps."""


@dataclass
class Ledger:
    """What a program said: the labels that it called saved, the step that it was at, how many steps there were."""

    labels: dict[int, str]
    begun: tuple[int, str] | None = None
    steps: int = 0
    backups: int = 0

    def hear(self, line: str) -> None:
        word, *rest = line.split()
        if word == "begin":
            self.begun = int(rest[0]), rest[1]
        elif word == "saved":
            assert self.begun is not None
            cell, code = self.begun
            self.labels[cell], self.begun = code, None
            self.steps += 1
        else:
            self.backups += 1

    def possible(self) -> list[dict[int, str]]:
        """The labels that may be stored: the step that was under way was committed, or was not."""
        return [self.labels] + ([] if self.begun is None else [self.labels | dict([self.begun])])


def make_project(folder: Path) -> list[int]:
    with (
        closing(create_project(folder, class_set="paper", reader=READER)) as project,
        project.store.transact("Add", reader=READER) as tx,
    ):
        specimen = tx.insert(Entity.SPECIMEN, {"code": "dog"})
        facts = {"name": "a.png", "stored_name": "a.png", "sha256": "a", "width": 640, "height": 480}
        smear = tx.insert(Entity.SMEAR, {"specimen_id": specimen, "typical_diameter_px": 40.0, **facts})
        cell = {"smear_id": smear, "y": 60.0, "r": 20.0, "state": "proposed"}
        return tx.insert_many(Entity.CELL, [{**cell, "x": 10.0 * i} for i in range(CELLS)])


def label_for_ever(folder: Path, *, cells: list[int], seed: int, say: int) -> None:
    """Label cells in the order of `seed`, with a backup now and then, saying to the pipe `say` what is done."""
    draw = random.Random(seed)
    project = open_project(folder, reader=READER, back_up=False)
    while True:
        if draw.random() < 0.05:
            back_up(project.store, force=True)
            os.write(say, b"backup\n")
        if draw.random() < 0.05:
            project.store.settle()
        cell, code = draw.choice(cells), draw.choice(CODES)
        os.write(say, f"begin {cell} {code}\n".encode())
        labelling.set_label(project, cell_ids=[cell], code=code)
        os.write(say, b"saved\n")


@contextmanager
def program(folder: Path, *, cells: list[int], seed: int) -> Iterator[tuple[int, int]]:
    """Another process that labels: its id, and the pipe that it talks into. It is forked, which takes no time."""
    hear, say = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            os.close(hear)
            label_for_ever(folder, cells=cells, seed=seed, say=say)
        finally:
            os._exit(1)
    os.close(say)
    try:
        yield pid, hear
    finally:
        os.close(hear)


def kill_once(folder: Path, ledger: Ledger, *, cells: list[int], seed: int) -> None:
    """Let a program label, kill it amid its work, and note all that it had said."""
    draw = random.Random(-seed)
    wanted, ledger.begun, ledger.steps = draw.randint(1, _MOST_STEPS), None, 0
    with program(folder, cells=cells, seed=seed) as (pid, hear), os.fdopen(os.dup(hear)) as lines:
        for line in lines:
            ledger.hear(line)
            # now at its next step, which has just begun, or in the midst of it
            if ledger.steps >= wanted:
                break
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status):
            raise SystemExit(f"The program ended by itself (seed {seed}): its error stands above.")
        for line in lines:
            if line.endswith("\n"):
                ledger.hear(line)


def stored(project: Project) -> dict[int, str]:
    cells = labelling.cells(project, smear_id=1)
    return {cell.id: cell.label for cell in cells if cell.label is not None}


def check(folder: Path, ledger: Ledger, *, seed: int) -> None:
    """Open the project as the next program does, and compare it with what the killed one had said."""
    with closing(open_project(folder, reader=READER, back_up=False)) as project:
        project.store.verify()
        labels = stored(project)
    if labels not in ledger.possible():
        differ = {cell for cell in labels | ledger.labels if labels.get(cell) != ledger.labels.get(cell)}
        raise SystemExit(f"Labels were lost or invented (seed {seed}): cells {sorted(differ)}, {ledger.begun}.")
    ledger.labels = labels
    if left := [path.name for path in folder.rglob(".*.part*")]:
        raise SystemExit(f"Left-overs were not swept (seed {seed}): {left}.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="of the first kill; each one after has the next")
    options = parser.parse_args()
    cells = make_project(options.folder)
    ledger, steps = Ledger({}), 0
    for seed in range(options.seed, options.seed + options.kills):
        kill_once(options.folder, ledger, cells=cells, seed=seed)
        check(options.folder, ledger, seed=seed)
        steps += ledger.steps
    with closing(open_project(options.folder, reader=READER, back_up=False)) as project:
        back_up(project.store, force=True)
    restore_project.restore(options.folder)
    check(options.folder, Ledger(ledger.labels), seed=0)
    told = f"{options.kills} kills, {steps} labels called saved, {ledger.backups} backups: nothing was lost"
    sys.stdout.write(f"{told}\n")


if __name__ == "__main__":
    main()
