"""rbc-desk evaluate: a bundle judged on the part it was not trained on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from rbc_desk.cli.common import DeviceOption, ProjectOption, opened
from rbc_desk.cli.console import ProgressLine, say, stoppable
from rbc_desk.core.errors import SettingsError


def run(
    project: ProjectOption,
    bundle: Annotated[str, typer.Option("--bundle", "-b", metavar="B", help="A bundle's folder or name.")],
    split: Annotated[str, typer.Option("--split", help="The part: test, validation or train.")] = "test",
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="F", help="Write all figures as JSON (- for stdout).")
    ] = None,
    report: Annotated[Path | None, typer.Option("--report", help="Write HTML and CSV into this folder.")] = None,
    device: DeviceOption = "auto",
) -> None:
    from rbc_desk.core.files import write_text
    from rbc_desk.services import datasets, evaluation
    from rbc_desk.services.reporting import number

    if split not in datasets.PARTS:
        raise SettingsError(f"There is no part {split!r}.", hint=f"Choose one of: {', '.join(datasets.PARTS)}.")
    with opened(project) as opened_project, stoppable() as stop, ProgressLine() as progress:
        folder = evaluation.find_bundle(bundle, project=opened_project)
        model_id = evaluation.adopt_bundle(opened_project, folder)
        record = evaluation.evaluate_model(
            opened_project, model_id=model_id, part=split, report=progress, stop=stop, device=device
        )
        if report is not None:
            evaluation.export_evaluation(opened_project, record, report)
    e = record.evaluation
    text = json.dumps(evaluation.figures(record), indent=1)
    if json_file is not None and str(json_file) == "-":
        say(text)
        return
    if json_file is not None:
        write_text(json_file, text)
    say(record.note)
    say(f"{record.part}: {e.n_cells} cells, accuracy {e.accuracy:.4f}, macro F1 {e.macro_f1:.4f}, "
        f"AUROC {number(e.auroc, 4)}")  # fmt: skip
    say(f"{'class':<20}{'precision':>10}{'recall':>10}{'F1':>10}{'AUROC':>10}{'cells':>8}")
    for c in e.per_class:
        figures = "".join(f"{number(value):>10}" for value in (c.precision, c.recall, c.f1, c.auroc))
        say(f"{c.code:<20}{figures}{c.support:>8}")
