"""`rbc-desk evaluate`: evaluates a bundle on the part that it was not trained on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rbc_desk.cli.common import DeviceOption, ProjectOption, opened
from rbc_desk.cli.console import ProgressLine, counted, note, say, stoppable
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.tables.columns import lines

if TYPE_CHECKING:
    from rbc_desk.core.models.results import Figure
    from rbc_desk.services.models.comparison import Comparison
    from rbc_desk.services.models.evaluation import EvaluationRecord


def run(
    project: ProjectOption,
    bundle: Annotated[str, typer.Option("--bundle", "-b", metavar="B", help="Folder or name of a bundle.")],
    split: Annotated[str, typer.Option("--split", help="Part to evaluate on: test or validation.")] = "test",
    compare: Annotated[
        str | None, typer.Option("--compare", metavar="B2", help="A second bundle, evaluated on the same cells.")
    ] = None,
    json_file: Annotated[
        Path | None,
        typer.Option("--json", metavar="F", help="Write all figures as JSON to this file (- for stdout)."),
    ] = None,
    doubts: Annotated[
        Path | None,
        typer.Option("--doubts", metavar="F", help="Write labels that are probably wrong as CSV to this file."),
    ] = None,
    report: Annotated[Path | None, typer.Option("--report", help="Write HTML and CSV to this folder.")] = None,
    device: DeviceOption = "auto",
) -> None:
    from rbc_desk.services.models import comparison, evaluation
    from rbc_desk.services.models.doubts import find_doubtful_labels, write_doubtful_labels
    from rbc_desk.services.models.quality import warnings_by_model
    from rbc_desk.services.reports.export import export_evaluation

    evaluation.check_part(split)
    with opened(project) as opened_project, ProgressLine() as progress, stoppable(progress) as task:
        folder = evaluation.find_bundle(bundle, project=opened_project)
        model_id = evaluation.adopt_bundle(opened_project, folder)
        record = evaluation.evaluate_model(opened_project, model_id=model_id, part=split, task=task, device=device)
        beside = None
        if compare is not None:
            other = evaluation.adopt_bundle(opened_project, evaluation.find_bundle(compare, project=opened_project))
            beside = comparison.compare(
                opened_project, model_id=model_id, other_id=other, part=split, task=task,
                device=device,
            )  # fmt: skip
        warned = warnings_by_model(opened_project)[model_id]
        if report is not None:
            export_evaluation(opened_project, record, report)
        if doubts is not None:
            doubted = find_doubtful_labels(opened_project, model_id=model_id, task=task)
            write_doubtful_labels(opened_project, doubted, doubts)
            note(f"{len(doubted.cells)} of {doubted.n_cells} labels are doubtful. {doubted.how}")
    values = evaluation.figures(record) | {"warning": warned}
    if beside is not None:
        values["comparison"] = comparison.figures(beside)
    text = json.dumps(values, indent=1)
    if json_file is not None and str(json_file) == "-":
        say(text)
        return
    if json_file is not None:
        write_text(json_file, text)
    _print_record(record, warned=warned)
    if beside is not None:
        _print_comparison(beside)


def _print_record(record: EvaluationRecord, *, warned: str) -> None:
    from rbc_desk.core.models.answering_text import answering_text
    from rbc_desk.core.models.results import OVERALL
    from rbc_desk.services.models.class_figures import CLASS_COLUMNS, class_rows, number, overall_figures

    e, depth = record.evaluation, record.evaluation.depth
    say(f"WARNING: {record.note}" if record.flatters else record.note)
    if warned:
        say(f"WARNING: {warned}")
    say(f"{record.part}: {counted(e.n_cells, 'cell')}, accuracy {e.accuracy:.4f}, macro F1 {e.macro_f1:.4f}, "
        f"AUROC {number(e.auroc, 4)}")  # fmt: skip
    if depth is not None:
        say(f"95 % intervals by smear ({counted(depth.n_smears, 'smear')}):")
        for figure in overall_figures(e):
            say(f"  {OVERALL[figure.name]:<24}{span(figure)}")
    for line in lines(CLASS_COLUMNS, class_rows(e)):
        say(line)
    if depth is None:
        return
    say(f"calibration error {depth.ece_raw:.4f} before, {depth.ece:.4f} after temperature {depth.temperature:.2f}")
    say(answering_text(depth.answering, part=record.part))


def _print_comparison(beside: Comparison) -> None:
    from rbc_desk.core.models.results import OVERALL

    gap = beside.difference
    say(
        f"{beside.second} against {beside.first}, {counted(gap.n_cells, 'cell')} of {counted(gap.n_smears, 'smear')}:"
    )
    for figure in gap.figures:
        say(f"  {OVERALL[figure.name]:<24}{span(figure, sign='+')}")
    say(
        f"  only the first right: {gap.only_first}, only the second: {gap.only_second}; McNemar p = {gap.p_value:.4g}"
    )
    if beside.note:
        say(f"WARNING: {beside.note}")


def span(figure: Figure, *, sign: str = "") -> str:
    """A figure with its interval."""
    if figure.value is None:
        return "–"
    if figure.low is None or figure.high is None:
        return f"{figure.value:{sign}.4f}"
    return f"{figure.value:{sign}.4f}  ({figure.low:{sign}.4f} to {figure.high:{sign}.4f})"
