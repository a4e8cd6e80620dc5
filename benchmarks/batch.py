"""Many smears at once: seconds a smear by stage, scaling over processes and a dask cluster, memory over many smears.

    python benchmarks/batch.py [--images FOLDER] [--smears 12] [--memory 60] [--part PX] [--model NAME] [--only ...]

The smears are the images of a folder (default: those of the shipped sample), turned, mirrored and a little brighter
or darker until there are enough different ones; `--memory 1000` is a night's work. Seconds of the clock depend on
what else the machine does, so seconds of the processor stand beside them: those of the worker processes, which run in
parallel, and those of the one process that stores the results and writes the reports.
"""

from __future__ import annotations

import argparse
import logging
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from PIL import Image, ImageEnhance

from rbc_desk.core.events import Event, UnitEnded
from rbc_desk.core.files.images import images_below
from rbc_desk.core.task import Task
from rbc_desk.services.batch.batch import BatchWish, opened_batch
from rbc_desk.services.batch.process import process
from rbc_desk.services.batch.sources import files_to_process
from rbc_desk.services.batch.worker import SmearOrder, work
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import find_cells
from rbc_desk.services.experiments.pool import Workers
from rbc_desk.services.models import classification
from rbc_desk.services.project.project import create_project
from rbc_desk.services.smears.stored_files import store_file
from rbc_desk.services.specimen_report.report_folder import ReportFolder, ReportWish, specimens_named
from rbc_desk.settings.model import Settings

SAMPLE = Path(__file__).resolve().parents[1] / "resources" / "sample"
FORMATS = ("pdf", "html", "csv", "json")
TURNS = (None, *Image.Transpose)
MIB = 1024**2


def different_smears(images: Path, to: Path, *, n: int, part_px: int = 0) -> list[Path]:
    """Write `n` different images, or of each a part of so many pixels."""
    sources = images_below(images)
    written = []
    for index in range(n):
        source, turn = sources[index % len(sources)], index // len(sources)
        image = Image.open(source).convert("RGB")
        if (way := TURNS[turn % len(TURNS)]) is not None:
            image = image.transpose(way)
        if part_px:
            left, top = ((37 * turn) % max(1, side - part_px) for side in image.size)
            image = image.crop((left, top, left + part_px, top + part_px))
        image = ImageEnhance.Brightness(image).enhance(1 + 0.002 * (turn // len(TURNS)))
        written.append(to / f"smear-{index:04d}.jpg")
        image.save(written[-1], quality=95)
    return written


@dataclass
class Watch:
    """Notes the time, the processor seconds and the memory of this process and its workers after each smear."""

    at: list[float] = field(default_factory=list)
    own_s: list[float] = field(default_factory=list)
    workers_s: list[float] = field(default_factory=list)
    own_mib: list[float] = field(default_factory=list)
    worker_mib: list[float] = field(default_factory=list)
    failed: int = 0

    def __call__(self, event: Event) -> None:
        if not isinstance(event, UnitEnded):
            return
        self.failed += event.failed
        me, seconds, sizes = psutil.Process(), 0.0, [0.0]
        for child in me.children(recursive=True):
            try:
                times = child.cpu_times()
                seconds += times.user + times.system
                sizes.append(child.memory_info().rss / MIB)
            except psutil.NoSuchProcess:
                continue
        self.at.append(time.perf_counter())
        self.own_s.append(time.process_time())
        self.workers_s.append(seconds)
        self.own_mib.append(me.memory_info().rss / MIB)
        self.worker_mib.append(max(sizes))

    def per_smear(self, values: Sequence[float]) -> float:
        """The mean of a smear, from the first one that ended: before that the workers start."""
        return (values[-1] - values[0]) / max(1, len(values) - 1)


def stages(files: Sequence[Path], folder: Path, *, model: str | None) -> None:
    """Seconds of each stage on one thread, without the first smear, which loads what is needed."""
    wish = BatchWish(ReportWish(FORMATS), model)
    with (
        closing(create_project(folder / "project", class_set="chula", reader="reader")) as project,
        opened_batch(project, output=folder / "out", wish=wish, workers=Workers(1), settings=Settings()) as batch,
    ):
        marker, spent = folder / "marker", {"detect": 0.0, "classify": 0.0, "store": 0.0, "report": 0.0}
        marker.touch()
        reports = ReportFolder(folder / "out", settings=Settings(), wish=wish.reports)
        n_cells = 0
        for index, path in enumerate(files):
            began = time.process_time()
            read = work(SmearOrder(path, marker, batch.method))
            read_s = time.process_time() - began
            assert read.measured is not None and read.found is not None, read.reason
            began = time.process_time()
            smear_id, _ = store_file(project, path, name=path.name, specimen=None, measured=read.measured)
            find_cells.store_found(
                project,
                smear_id=smear_id,
                found=read.found.cells,
                detector=batch.method.detector,
                params=dict(read.params),
                width_uncertain=False,
            )
            cells = labelling.cells(project, smear_id=smear_id)
            classification.store_predictions(
                project, model_id=batch.model_id, cells=cells, predictions=read.predictions
            )
            stored = time.process_time()
            reports.write(project, specimens_named(project, [path.stem])[0])
            ended = time.process_time()
            if index:
                share = read.classify_s / (read.detect_s + read.classify_s)
                spent["detect"] += read_s * (1 - share)
                spent["classify"] += read_s * share
                spent["store"] += stored - began
                spent["report"] += ended - stored
                n_cells += len(cells)
    n = len(files) - 1
    print(f"{n} smears with {n_cells / n:.0f} cells on average, processor seconds a smear on one thread:")
    print("  " + ", ".join(f"{name} {seconds / n:.2f}" for name, seconds in spent.items()), flush=True)


@contextmanager
def local_cluster(workers: int) -> Iterator[str]:
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=logging.ERROR
    ) as cluster:
        yield cluster.scheduler_address


def run(files: Sequence[Path], folder: Path, *, model: str | None, workers: Workers) -> Watch:
    """Process the files in a new project."""
    watch = Watch()
    wish = BatchWish(ReportWish(FORMATS), model)
    with (
        closing(create_project(folder / "project", class_set="chula", reader="reader")) as project,
        opened_batch(project, output=folder / "out", wish=wish, workers=workers, settings=Settings()) as batch,
    ):
        process(batch, files_to_process(project, files), task=Task(watch))
    return watch


def scaling(files: Sequence[Path], folder: Path, *, model: str | None) -> None:
    print(f"{len(files)} smears; seconds a smear after the first; load average {os.getloadavg()[0]:.1f} at the start")
    for name, workers, is_cluster in (
        ("1 process", 1, False),
        ("2 processes", 2, False),
        ("dask, 2 workers", 2, True),
    ):
        with local_cluster(workers) if is_cluster else nullcontext() as address:
            hands = Workers(dask=address) if is_cluster else Workers(workers)
            watch = run(files, folder / name, model=model, workers=hands)
        print(
            f"  {name}: {watch.per_smear(watch.at):.2f} of the clock; of processors: workers "
            f"{watch.per_smear(watch.workers_s):.2f}, this process {watch.per_smear(watch.own_s):.2f}; "
            f"{watch.failed} failed",
            flush=True,
        )


def memory(files: Sequence[Path], folder: Path, *, model: str | None) -> None:
    watch = run(files, folder, model=model, workers=Workers(2))
    print(f"{len(files)} smears on 2 processes, memory in MiB after so many smears (this process, largest worker):")
    for share in (0.1, 0.25, 0.5, 0.75, 1.0):
        index = max(0, round(share * len(files)) - 1)
        print(f"  {index + 1:5d}: {watch.own_mib[index]:6.0f} {watch.worker_mib[index]:6.0f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=Path, default=SAMPLE)
    parser.add_argument("--smears", type=int, default=12, help="of the stages and of each way of the scaling")
    parser.add_argument("--memory", type=int, default=60, help="smears over which memory is watched")
    parser.add_argument("--part", type=int, default=0, help="only so many pixels of each image, to be quick")
    parser.add_argument("--model", default=None, help="default: the starter")
    parser.add_argument("--only", nargs="+", choices=("stages", "scaling", "memory"))
    options = parser.parse_args()
    os.environ.setdefault("RBC_DESK_THREADS", "1")
    wanted = options.only or ("stages", "scaling", "memory")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        images = folder / "images"
        images.mkdir()
        files = different_smears(options.images, images, n=max(options.smears, options.memory), part_px=options.part)
        if "stages" in wanted:
            (folder / "stages").mkdir()
            stages(files[: options.smears], folder / "stages", model=options.model)
        if "scaling" in wanted:
            scaling(files[: options.smears], folder / "scaling", model=options.model)
        if "memory" in wanted:
            memory(files[: options.memory], folder / "memory", model=options.model)


if __name__ == "__main__":
    main()
