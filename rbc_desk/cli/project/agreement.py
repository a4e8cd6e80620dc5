"""`rbc-desk agreement`: how far the readers of a project agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rbc_desk.cli.common import JsonFlag, ProjectOption, opened
from rbc_desk.cli.console import ProgressLine, counted, note, say, say_json, stoppable
from rbc_desk.core.files.atomic import write_text
from rbc_desk.core.tables.columns import csv_table, lines

if TYPE_CHECKING:
    from rbc_desk.core.counting.reader_agreement import ReaderAgreement


def run(
    project: ProjectOption,
    readers: Annotated[
        list[str] | None,
        typer.Option("--reader", metavar="NAME", help="Only these readers. Can be repeated. Default: all."),
    ] = None,
    ordered: Annotated[
        bool, typer.Option("--ordered", help="The classes are steps in their order: also show weighted figures.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="CSV", help="Write the cells on which readers disagree to this file."),
    ] = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Seed of the intervals.")] = 0,
    checks: Annotated[
        bool,
        typer.Option("--checks", help="Compare each reader with themselves (hidden repeats) and with control cells."),
    ] = False,
    repeats: Annotated[
        float | None,
        typer.Option(
            "--repeats",
            metavar="SHARE",
            min=0,
            max=0.1,
            help="Mix hidden repeats into all readers' reviews, 0.05 to 0.10 of their cells; 0 for none.",
        ),
    ] = None,
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.agreement.checks import set_repeat_share
    from rbc_desk.services.agreement.columns import DISPUTED_COLUMNS, for_json
    from rbc_desk.services.agreement.consensus import disputed_labels
    from rbc_desk.services.agreement.figures import agreement_of_readers

    if repeats is not None:
        with opened(project) as opened_project:
            set_repeat_share(opened_project, share=repeats)
        say(f"Hidden repeats: {100 * repeats:g} % of the cells in reviews." if repeats else "No hidden repeats.")
        return
    if checks:
        _print_checks(project, seed=seed, json=json)
        return
    with opened(project) as opened_project, ProgressLine(json_lines=json) as progress, stoppable(progress) as task:
        found = agreement_of_readers(opened_project, readers=readers or (), seed=seed, task=task)
        if output is not None:
            labels = disputed_labels(opened_project, readers=readers or (), task=task)
            write_text(output, csv_table(DISPUTED_COLUMNS, labels))
            note(f"{len({one.cell_id for one in labels})} cells on which readers disagree: {output}")
        names = {one.code: one.name for one in opened_project.class_set()}
    if json:
        say_json(for_json(found))
    elif not found.pairs:
        say("No cell has labels of two readers. Let a second reader label the same cells.")
    else:
        _print(found, names=names, ordered=ordered)


def _print_checks(project: Path, *, seed: int, json: bool) -> None:
    from rbc_desk.services.agreement.checks import check_figures
    from rbc_desk.services.agreement.columns import CHECK_COLUMNS, checks_for_json

    with opened(project) as opened_project, ProgressLine(json_lines=json) as progress, stoppable(progress) as task:
        found = check_figures(opened_project, seed=seed, task=task)
    if json:
        say_json(checks_for_json(found))
    elif not found:
        say("No reader has answered a hidden repeat or a control cell yet.")
    else:
        say("95 % intervals by smear:")
        for line in lines(CHECK_COLUMNS, found):
            say(line)


def _print(found: ReaderAgreement, *, names: dict[str, str], ordered: bool) -> None:
    from rbc_desk.core.counting.reader_agreement import FIGURES, ORDERED
    from rbc_desk.services.agreement.columns import class_columns, class_rows, pair_columns, percent, with_interval
    from rbc_desk.services.agreement.figures import sentence

    say(sentence(found))
    say(f"95 % intervals by smear ({counted(found.n_smears, 'smear')}):")
    two = len(found.pairs) == 1
    figures = [*(found.pairs[0].figures if two else ()), *found.figures]
    for figure in {one.name: one for one in figures if not one.code}.values():
        if ordered or figure.name not in ORDERED:
            text = percent(figure) if figure.name == "observed" else with_interval(figure)
            of = f"  ({counted(found.n_complete, 'cell')} labelled by all)" if figure.name == "fleiss_kappa" else ""
            say(f"  {FIGURES[figure.name]:<24}{text}{of}")
    if not two:
        for line in lines(pair_columns(ordered=ordered), found.pairs):
            say(line)
    for line in lines(class_columns(two=two), class_rows(found, shown=lambda code: names.get(code, code))):
        say(line)
