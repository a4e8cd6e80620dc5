"""`rbc-desk watch`: processes the images of a folder, and those that arrive in it."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from rbc_desk.cli.common import DeviceOption, JsonFlag, ProjectOption
from rbc_desk.cli.console import ProgressLine, note, say, say_json, stoppable
from rbc_desk.cli.options import ConfigOption, setting_values
from rbc_desk.cli.reports import batch, report_options
from rbc_desk.core.errors import CancelledError, SettingsError
from rbc_desk.core.events import Event, UnitEnded


def run(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="The folder to which images are saved.")],
    project: ProjectOption,
    output: batch.OutputOption,
    model: batch.ModelOption = None,
    format_: batch.FormatsOption = None,
    language: report_options.LanguageOption = "en",
    rules: report_options.RulesOption = "",
    detector: batch.DetectorOption = None,
    settings: batch.SettingsOption = None,
    config: ConfigOption = None,
    classes: batch.ClassesOption = None,
    workers: batch.WorkersOption = None,
    scheduler: batch.SchedulerOption = None,
    device: DeviceOption = "auto",
    settle: Annotated[
        float, typer.Option("--settle", min=0.1, help="Seconds for which a file must not change before it is read.")
    ] = 2.0,
    polling: Annotated[
        bool, typer.Option("--polling", help="Check the folder at intervals, for network drives.")
    ] = False,
    json: JsonFlag = False,
) -> None:
    from rbc_desk.core.files.images import is_folder
    from rbc_desk.services.batch.watch import watch

    if not is_folder(folder):
        raise SettingsError(f"{folder} is not a folder.", hint="Give the folder to which images are saved.")
    values = setting_values(settings or [], config=config)
    wish = batch.wish_of(model, batch.reports_of(format_, language=language, rules=rules), detector, values, device)
    counts: Counter[str] = Counter()
    with ProgressLine(json_lines=json) as progress:

        def tell(event: Event) -> None:
            if isinstance(event, UnitEnded):
                counts["failed" if event.failed else "done"] += 1
            progress(event)

        with stoppable(tell) as task:
            hands = batch.workers_of(workers, scheduler)
            with batch.open_batch(project, output, wish=wish, workers=hands, classes=classes, task=task) as opened:
                note(f"Watching {folder}. Press Ctrl+C to end.")
                with suppress(CancelledError):  # the only way in which watching ends
                    watch(opened, folder, settle_s=settle, polling=polling, task=task)
    if json:
        say_json({"done": counts["done"], "failed": counts["failed"], "output": str(output)})
    else:
        say(f"{counts['done']} smears done, {counts['failed']} failed: {output}")
