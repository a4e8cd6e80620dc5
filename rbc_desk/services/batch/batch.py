"""A folder of reports that batches fill: its lock, its pool of workers, its summary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rbc_desk.core.task import SILENT, Task
from rbc_desk.imaging.parallel import default_workers as cores
from rbc_desk.services.batch.model_choice import choose_model
from rbc_desk.services.batch.summary import Summary
from rbc_desk.services.batch.worker import Method
from rbc_desk.services.detection import detectors, presets
from rbc_desk.services.experiments import folder as folders
from rbc_desk.services.experiments.pool import Pool, Workers
from rbc_desk.services.models import evaluation
from rbc_desk.services.project.project import Project
from rbc_desk.services.reports.languages import language
from rbc_desk.services.smears import calibration, library
from rbc_desk.services.specimen_report.report_folder import ReportFolder, ReportWish, make_folder
from rbc_desk.settings.model import Settings


@dataclass(frozen=True, slots=True)
class BatchWish:
    """How a batch reads and reports. `model`, `detector`: None is as `choose_model` and the page Smears choose."""

    reports: ReportWish
    model: str | None = None
    detector: str | None = None
    params: Mapping[str, Any] | None = None
    device: str = "auto"


def every_core(*, spared: int = 0) -> Workers:
    """A worker process for each core of this machine that is not spared."""
    return Workers(workers=max(1, cores() - spared), spared=spared)


class Batch:
    """An open project and a locked folder of reports, for one thread. Made by `opened_batch`."""

    def __init__(
        self, project: Project, *, output: Path, wish: BatchWish, workers: Workers, settings: Settings, task: Task
    ) -> None:
        self.project = project
        self.reports = ReportFolder(output, settings=settings, wish=wish.reports)
        self.summary = Summary.of(output, language=language(wish.reports.language))
        self.model_id = choose_model(project, wish.model, task=task)
        self.method = _method(project, wish, model_id=self.model_id)
        self.output, self._workers = output, workers
        self._stack = ExitStack()
        self._pool: Pool | None = None

    @property
    def pool(self) -> Pool:
        """The workers, which are started when they are first needed."""
        if self._pool is None:
            self._pool = self._stack.enter_context(self._workers.pool(self.output))
        return self._pool

    def end_workers(self) -> None:
        """End the workers and what they do; `pool` starts others."""
        self._pool = None
        self._stack.close()


@contextmanager
def opened_batch(
    project: Project,
    *,
    output: Path,
    wish: BatchWish,
    workers: Workers,
    settings: Settings,
    task: Task = SILENT,
) -> Iterator[Batch]:
    """Lock a folder of reports, which is made if it is missing, and choose the model.

    Raises UnknownNameError for an unknown format, language, rule set or detector, BundleError for the model,
    StorageError where the folder cannot be written or another program fills it.
    """
    wish.reports.check(project)
    output = output.expanduser().absolute()
    make_folder(output)
    with folders.locked(output):
        folders.clear_leftovers(output)
        batch = Batch(project, output=output, wish=wish, workers=workers, settings=settings, task=task)
        try:
            yield batch
        finally:
            batch.end_workers()


def _method(project: Project, wish: BatchWish, *, model_id: int) -> Method:
    from rbc_desk.imaging.detect import DETECTORS

    if wish.detector is None and wish.params is None:
        last = presets.last_used(project.folder)
        detector, params = last.detector, last.params
    else:
        detector, params = wish.detector or detectors.default_detector(), dict(wish.params or {})
    DETECTORS[detector].checked(params)
    species = calibration.known_species(project)
    return Method(
        evaluation.bundle_folder(project, model_id=model_id),
        detector,
        params,
        species.mean_diameter_um if species is not None else None,
        wish.device,
        library.max_pixels(),
    )
