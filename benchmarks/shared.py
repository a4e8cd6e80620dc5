"""A project in a file and on a PostgreSQL server: the time of a label, eight writers, others' work in sight.

`python benchmarks/shared.py`. The server is started from the system's programs, on a disk, with its default
durability.
Writers are processes; every step that one called saved must be in the change log, and the log must hold.
"""

from __future__ import annotations

import argparse
import os
import queue
import statistics
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rbc_desk.core.viewpoint import EVERYBODY
from rbc_desk.store import queries
from rbc_desk.store.following import Following
from rbc_desk.store.store import Store
from tests.postgres import running
from tests.store.conftest import Bench, make_bench

WRITERS, WARM_UP = 8, 20
KINDS = ("file", "server")


def label_times(bench: Bench, *, n: int) -> tuple[list[float], float]:
    """The times of single labels in ms, and the processor time of this program for one in ms."""
    times, started = [], time.process_time()
    for k in range(n):
        before = time.perf_counter()
        with bench.store.transact("Label", reader="Ann") as tx:
            tx.set_labels([bench.cell_ids[k % 5]], ("normal", "codocyte")[k // 5 % 2])
        times.append(1000 * (time.perf_counter() - before))
    return times, 1000 * (time.process_time() - started) / n


@contextmanager
def forked(work, *arguments: object) -> Iterator[int]:
    """Another process that does this work; yields the end of the pipe that it says numbers into."""
    hear, say = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(hear)
            work(say, *arguments)
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(say)
    try:
        yield hear
    finally:
        os.close(hear)
        assert os.waitpid(pid, 0)[1] == 0, "a writer failed: its error stands above"


def write(say: int, folder: Path, name: str, seconds: float) -> None:
    """Label for this time, and say how many steps were saved."""
    store, n, end = Store.open(folder, back_up=False), 0, time.monotonic() + seconds
    while time.monotonic() < end:
        with store.transact("Label", reader=name) as tx:
            tx.set_labels([1 + n % 5], ("normal", "codocyte")[n // 5 % 2])
        n += 1
    store.close()
    os.write(say, str(n).encode())


def write_now_and_then(say: int, folder: Path, n: int) -> None:
    """Label, and say when each label was saved."""
    store = Store.open(folder, back_up=False)
    for k in range(n):
        time.sleep(0.5)
        with store.transact("Label", reader="Bea") as tx:
            tx.set_labels([1 + k % 5], ("normal", "codocyte")[k // 5 % 2])
        os.write(say, f"{time.monotonic()}\n".encode())
    store.close()


def eight_writers(folder: Path, *, seconds: float) -> tuple[int, int]:
    """The number of steps that eight processes called saved, and of those that are not in the log."""
    with ExitStack() as stack:
        pipes = [stack.enter_context(forked(write, folder, f"reader {k}", seconds)) for k in range(WRITERS)]
        saved = sum(int(os.read(pipe, 100)) for pipe in pipes)
    store = Store.open(folder, back_up=False)
    found = queries.verify_log(store)
    steps = sum(step.op == "Label" for step in queries.log(store, viewpoint=EVERYBODY, limit=10**9))
    store.close()
    assert found.holds
    return saved, saved - steps


def seen_after(folder: Path, *, n: int) -> list[float]:
    """The seconds from a label that another process saved to the change set of it here."""
    store = Store.open(folder, back_up=False)
    following, heard = Following(store), queue.SimpleQueue[float]()
    thread = threading.Thread(target=lambda: [heard.put(time.monotonic()) for _ in following.steps()])
    thread.start()
    with forked(write_now_and_then, folder, n) as pipe, os.fdopen(os.dup(pipe)) as lines:
        found = [heard.get(timeout=60) - float(line) for line in lines]
    following.end()
    thread.join()
    store.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=15)
    parser.add_argument("--labels", type=int, default=300)
    chosen = parser.parse_args()
    with running(durable=True) as server, tempfile.TemporaryDirectory() as place:
        benches = {
            kind: make_bench(Path(place) / kind, url=server.url() if kind == "server" else None) for kind in KINDS
        }
        for kind, bench in benches.items():
            label_times(bench, n=WARM_UP)
            times, cpu = label_times(bench, n=chosen.labels)
            last = statistics.quantiles(times, n=100)[-1]
            print(f"{kind}: a label {statistics.median(times):.1f} ms, 99th percentile {last:.1f} ms, "
                  f"processor time of the program {cpu:.1f} ms")  # fmt: skip
            bench.store.close()
        for kind, bench in benches.items():
            saved, lost = eight_writers(bench.store.folder, seconds=chosen.seconds)
            lost += chosen.labels + WARM_UP  # those of the first part are in the log too
            print(f"{kind}: {WRITERS} writers in {chosen.seconds:.0f} s: {saved} steps, {lost} lost")
        delays = seen_after(benches["server"].store.folder, n=20)
        print(f"server: seen by others after {statistics.median(delays):.2f} s, at most {max(delays):.2f} s")


if __name__ == "__main__":
    main()
