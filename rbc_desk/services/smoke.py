"""Goes once through what an installed program must be able to do, on the bundled sample."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from rbc_desk.core.editions import has_torch
from rbc_desk.core.errors import FullEditionNeededError
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services import demo
from rbc_desk.services.batch.batch import BatchWish, opened_batch
from rbc_desk.services.batch.process import process
from rbc_desk.services.batch.sources import files_to_process
from rbc_desk.services.cells import labelling
from rbc_desk.services.detection import find_cells
from rbc_desk.services.experiments.pool import Workers
from rbc_desk.services.models import classification, doubts, evaluation, explaining
from rbc_desk.services.models.live import LiveLearning
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project, create_project
from rbc_desk.services.smears import library
from rbc_desk.services.specimen_report.report_folder import ReportWish
from rbc_desk.services.training import training
from rbc_desk.settings.model import Settings
from rbc_desk.settings.paths import resource, shipped_models

READER = "Smoke test"
SMEARS = ("sample-1.jpg", "sample-2.jpg", "sample-7.jpg")
"""Those of which all but the last are labelled."""
_LOSS = 8
"""The mean difference of values that a compression may make."""
_TRAINING = {**demo.TRAINING, "epochs": 2}


class StepFailedError(Exception):
    """A step has not done its work."""


def run_through(folder: Path, *, bundle: Path | None, processes: bool = True, task: Task = SILENT) -> Iterator[str]:
    """Find, label, classify, evaluate, explain, learn live, train where the edition can, report in worker processes.

    `bundle`: the model to classify with (None: the sample model). `processes`: with the reports. Yields one line per
    finished step and leaves the project in `folder`/project. Raises StepFailedError where a step did not do its
    work.
    """
    project = create_project(folder / "project", class_set="paper", reader=READER, name="Smoke test")
    with closing(project):
        model_id = _with_model(project, bundle or shipped_models() / demo.MODEL)
        library.add_smears(project, [resource("sample") / name for name in SMEARS])
        smears = sorted(library.smears(project), key=lambda info: info.name)
        find_cells.detect_smears(project, smear_ids=[one.id for one in smears], task=task)
        n_found = sum(len(labelling.cells(project, smear_id=one.id)) for one in smears)
        truth = demo.sample_truth()
        yield _done("detect", f"{n_found} cells", good=n_found > 0.8 * sum(len(truth[name]) for name in SMEARS))
        for info in smears[:-1]:
            demo.label_by_truth(project, info, truth[info.name])
        classification.classify_smear(project, smear_id=smears[-1].id, model_id=model_id, task=task)
        cells = [one for one in labelling.cells(project, smear_id=smears[-1].id) if one.prediction is not None]
        yield _done("classify", f"{len(cells)} cells", good=len(cells) > 0)
        record = evaluation.evaluate_model(project, model_id=model_id, task=task)
        yield _done("evaluate", f"{record.evaluation.n_cells} cells", good=record.evaluation.n_cells > 0)
        heat = explaining.explain(project, cell=cells[0], model_id=model_id, task=task).heat
        yield _done("explain", f"{heat.shape[0]} px", good=bool(np.isfinite(heat).all() and heat.max() == 1))
        found = doubts.find_doubtful_labels(project, model_id=model_id, task=task)
        yield _done("check labels", f"{found.n_cells} cells", good=found.n_cells > 0)
        yield _live(project, task=task)
        yield _trained(project, task=task)
    yield _formats(folder / "formats")
    if processes:
        yield from _batch(folder, task=task)


def _trained(project: Project, *, task: Task) -> str:
    try:
        model = training.train(project, spec=training.spec_from(_TRAINING), task=task)
    except FullEditionNeededError as error:
        return _done("train", f"refused. {error}", good=not has_torch())
    return _done("train", f"{len(model.history)} epochs", good=model.folder.is_dir())


def _with_model(project: Project, bundle: Path) -> int:
    copy = project.models_folder / demo.MODEL
    shutil.copytree(bundle, copy)
    return evaluation.adopt_bundle(project, copy, name="Sample model")


def _live(project: Project, *, task: Task) -> str:
    live = LiveLearning(project)
    live.prepare(task=task)
    live.compute(task=task)
    predictions = live.update(task=task)
    return _done("live learning", f"{live.n_known} cells", good=predictions is not None and live.n_known > 0)


def _formats(folder: Path) -> str:
    """Read what decoders of their own read: compressions of TIFF, JPEG XL, JPEG 2000; and load OpenSlide."""
    import tifffile
    from imagecodecs import jpeg2k_encode, jpegxl_encode

    from rbc_desk.imaging.read import read_image

    folder.mkdir()
    pixels = read_image(resource("sample") / SMEARS[0]).pixels[:96, :128]
    for compression in ("lzw", "deflate", "zstd", "jpeg"):
        tifffile.imwrite(folder / f"{compression}.tif", pixels, photometric="rgb", compression=compression)
    (folder / "x.jxl").write_bytes(jpegxl_encode(pixels))
    (folder / "x.jp2").write_bytes(jpeg2k_encode(pixels, level=0))
    files = sorted(folder.iterdir())
    good = all(abs(read_image(file).pixels.astype(int) - pixels).mean() < _LOSS for file in files)
    if find_spec("openslide") is not None:
        import openslide

        good = good and bool(openslide.__library_version__)
    return _done("read formats", ", ".join(file.name for file in files), good=good)


def _batch(folder: Path, *, task: Task) -> Iterator[str]:
    """Two worker processes read a smear each, with reports in every format."""
    project, reports = folder / "project", folder / "reports"
    wish = BatchWish(ReportWish(formats=("pdf", "html", "csv", "json", "fhir")))
    new = [resource("sample") / name for name in ("sample-3.jpg", "sample-8.jpg")]
    with (
        closing(open_project(project, reader=READER)) as opened,
        opened_batch(
            opened, output=reports, wish=wish, workers=Workers(workers=2), settings=Settings(reader=READER), task=task
        ) as batch,
    ):
        result = process(batch, files_to_process(opened, [str(path) for path in new], task=task), task=task)
    written = [path.name for path in reports.rglob("*") if path.is_file()]
    complete = all(any(name.endswith(end) for name in written) for end in (".pdf", ".html", ".csv", ".fhir.json"))
    problems = "; ".join(str(one.message) for one in result.problems)
    yield _done("report", problems or f"{len(new)} smears in two processes", good=complete and not problems)


def _done(step: str, figures: str, *, good: bool) -> str:
    """The line of a step. Raises StepFailedError where it is not `good`."""
    if not good:
        raise StepFailedError(f"{step}: {figures}")
    return f"{step}: {figures}"
