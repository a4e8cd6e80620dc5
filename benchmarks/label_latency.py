"""The time of one label in projects of 1, 100 000 and 1 000 000 cells, in a file and on a PostgreSQL server.

Each label is the step that a key press makes: read, write, log, and wait until the disk has it. The cells are drawn
at random from the whole project.

    python benchmarks/label_latency.py [--cells 1,100000,1000000] [--labels 1000] [--server] [--keep FOLDER]

`--server` copies each project to a server, which is started from the system's programs, on a disk, with its default
durability. `--keep`: projects are kept in this folder for the next run.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from contextlib import closing, nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from million import READERS, make_project

from rbc_desk.core.task import SILENT
from rbc_desk.services.cells import labelling
from rbc_desk.services.copy_project import copy_project
from rbc_desk.services.open_project import open_project
from tests.postgres import running

WARM_UP = 20


def measure(folder: Path, *, cells: int, labels: int) -> str:
    """A row of the table: opening in s; median and 99th percentile of a label in ms, and of its processor time."""
    draw = random.Random()  # a kept project already has the labels of the run before
    before = time.perf_counter()
    with closing(open_project(folder, reader=READERS[0])) as project:
        opened = time.perf_counter() - before
        codes = project.class_set().codes
        walls, used = [], []
        for _ in range(WARM_UP + labels):
            cell_id, code = draw.randint(1, cells), draw.choice(codes)
            wall, cpu = time.perf_counter(), time.process_time()
            labelling.set_label(project, cell_ids=[cell_id], code=code)
            used.append(1000 * (time.process_time() - cpu))
            walls.append(1000 * (time.perf_counter() - wall))
    figures = [f"{opened:.2f}"]
    for times in (walls[WARM_UP:], used[WARM_UP:]):
        figures += [f"{statistics.median(times):.1f}", f"{statistics.quantiles(times, n=100)[-1]:.1f}"]
    return " | ".join(figures)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", default="1,100000,1000000")
    parser.add_argument("--labels", type=int, default=1000)
    parser.add_argument("--server", action="store_true")
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    print("| project | cells | opened, s | label, ms | 99th percentile | processor time, ms | 99th percentile |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with (
        tempfile.TemporaryDirectory() as scratch,
        running(durable=True) if chosen.server else nullcontext() as server,
    ):
        for cells in map(int, chosen.cells.split(",")):
            folder = (chosen.keep or Path(scratch)) / f"cells-{cells}"
            if not (folder / "project.sqlite").exists():
                make_project(folder, cells=cells, smears=max(1, cells // 333))
            print(f"| file | {cells:,} | {measure(folder, cells=cells, labels=chosen.labels)} |", flush=True)
            if server is not None:
                shared = Path(scratch) / f"shared-{cells}"
                with closing(open_project(folder, reader=READERS[0])) as project:
                    copy_project(project, to=shared, url=server.url(), task=SILENT)
                print(f"| server | {cells:,} | {measure(shared, cells=cells, labels=chosen.labels)} |", flush=True)


if __name__ == "__main__":
    main()
