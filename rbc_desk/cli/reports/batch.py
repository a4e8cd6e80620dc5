"""`rbc-desk report batch`: finds and classifies the cells of many smears and reports on each specimen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rbc_desk.cli.common import DeviceOption, Images, JsonFlag, ProjectOption, end, opened
from rbc_desk.cli.console import ProgressLine, counted, note, say, say_json, stoppable
from rbc_desk.cli.options import ConfigOption, setting_values
from rbc_desk.cli.reports import report_options
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.task import Task

if TYPE_CHECKING:
    from rbc_desk.services.batch.batch import Batch, BatchWish
    from rbc_desk.services.batch.process import BatchResult
    from rbc_desk.services.experiments.pool import Workers
    from rbc_desk.services.specimen_report.report_folder import ReportWish

OutputOption = Annotated[
    Path,
    typer.Option("--output", "-o", metavar="FOLDER", help="Folder of the reports and of the summary."),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model", metavar="M", help="Model of the project, bundle or starter. Default: the active one, or starter."
    ),
]
DetectorOption = Annotated[str | None, typer.Option("--detector", help="Name of a detector. Default: the last used.")]
SettingsOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="key=value", help="A setting of the detector, such as min_score=0.4."),
]
FormatsOption = Annotated[
    list[str] | None,
    typer.Option("--format", help="pdf, html, csv, json or fhir. Can be repeated. Default: all but fhir."),
]
ClassesOption = Annotated[
    str | None, typer.Option("--classes", help="Class set for a new project: paper, chula, canine or feline.")
]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help="Number of worker processes. Default: all cores.")
]
SchedulerOption = Annotated[
    str | None,
    typer.Option(
        "--scheduler", "--dask", metavar="ADDRESS",
        help="Address of a dask scheduler (tcp://...) whose workers can access images, project and FOLDER.",
    ),
]  # fmt: skip


def run(
    images: Images,
    project: ProjectOption,
    output: OutputOption,
    model: ModelOption = None,
    format_: FormatsOption = None,
    language: report_options.LanguageOption = "en",
    rules: report_options.RulesOption = "",
    detector: DetectorOption = None,
    settings: SettingsOption = None,
    config: ConfigOption = None,
    classes: ClassesOption = None,
    workers: WorkersOption = None,
    scheduler: SchedulerOption = None,
    device: DeviceOption = "auto",
    json: JsonFlag = False,
) -> None:
    from rbc_desk.core.files.images import find_images
    from rbc_desk.services.batch.process import process
    from rbc_desk.services.batch.sources import files_to_process

    wish = wish_of(
        model,
        reports_of(format_, language=language, rules=rules),
        detector,
        setting_values(settings or [], config=config),
        device,
    )
    find_images([Path(path) for path in images])  # a wrong path leaves no new project
    with ProgressLine(json_lines=json) as progress, stoppable(progress) as task:
        hands = workers_of(workers, scheduler)
        with open_batch(project, output, wish=wish, workers=hands, classes=classes, task=task) as batch:
            result = process(batch, files_to_process(batch.project, images, task=task), task=task)
    print_result(result, output=output, json=json)
    end(len(result.problems))


def reports_of(formats: list[str] | None, *, language: str, rules: str) -> ReportWish:
    """How to write reports. Raises UnknownNameError for a format or language."""
    reports = report_options.wish_of(formats or ["pdf,html,csv,json"], language=language, rules=rules)
    replace(reports, rules="").check()  # rules may be the project's own, which is not open yet
    return reports


def wish_of(
    model: str | None, reports: ReportWish, detector: str | None, settings: dict[str, Any], device: str
) -> BatchWish:
    """How to read and report. Raises SettingsError."""
    from rbc_desk.services.batch.batch import BatchWish

    return BatchWish(reports, model, detector, settings or None, device)


def workers_of(workers: int | None, scheduler: str | None) -> Workers:
    """The workers asked for. Raises SettingsError."""
    from rbc_desk.services.batch.batch import every_core
    from rbc_desk.services.experiments.pool import Workers

    if scheduler is None:
        return Workers(workers=workers) if workers else every_core()
    if workers is not None:
        raise SettingsError("Give one of --workers and --scheduler.", hint="The cluster has its own workers.")
    return Workers(dask=scheduler)


@contextmanager
def open_batch(
    project: Path, output: Path, *, wish: BatchWish, workers: Workers, classes: str | None, task: Task
) -> Iterator[Batch]:
    """Open or create the project, lock the folder of reports, and print the warnings about the model."""
    from rbc_desk.core.files.store_place import is_project
    from rbc_desk.services.batch.batch import opened_batch
    from rbc_desk.services.models.quality import warnings_by_model
    from rbc_desk.settings.files import load
    from rbc_desk.settings.paths import settings_file

    if classes is not None and is_project(project):
        raise SettingsError(
            f"The project {project} already exists and has its own classes.", hint="Leave --classes out."
        )
    own = load(settings_file())[0]
    with (
        opened(project, create_with=classes or "chula") as opened_project,
        opened_batch(opened_project, output=output, wish=wish, workers=workers, settings=own, task=task) as batch,
    ):
        if warned := warnings_by_model(opened_project)[batch.model_id]:
            note(f"WARNING: {warned}")
        yield batch


def print_result(result: BatchResult, *, output: Path, json: bool) -> None:
    if json:
        failed = {problem.item: problem.message for problem in result.problems}
        say_json(
            {
                "done": result.n_done,
                "read": result.n_new,
                "reports": result.n_reports,
                "unchanged": result.n_unchanged,
                "failed": failed,
                "output": str(output),
            }
        )
        return
    say(f"{counted(result.n_done, 'smear')} done, {result.n_new} of them read now: {output}")
    say(f"{result.n_reports} reports written, {result.n_unchanged} left as they were")
    if result.problems:
        note(f"{len(result.problems)} failed; the reasons are in summary.html.")
