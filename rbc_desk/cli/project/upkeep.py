"""`rbc-desk check` and `rbc-desk repair`: find and mend damage of a project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rbc_desk.cli.common import JsonFlag, opened
from rbc_desk.cli.console import ProgressLine, note, say, say_json, stoppable

if TYPE_CHECKING:
    from rbc_desk.core.upkeep import Finding

ProjectArgument = Annotated[Path, typer.Argument(metavar="PROJECT", help="Folder of the project.")]


def run_check(project: ProjectArgument, as_json: JsonFlag = False) -> None:
    from rbc_desk.services.upkeep.check import check

    with opened(project) as found_in, ProgressLine(json_lines=as_json) as progress, stoppable(progress) as task:
        found = check(found_in, task=task)
    if as_json:
        say_json({"sound": not found, "found": [_figures(one) for one in found]})
    else:
        _list(found)
        mendable = sum(bool(one.remedy) for one in found)
        more = f"; rbc-desk repair can mend {mendable} of them." if mendable else "."
        say(f"{_problems(len(found))}{more}" if found else "No problems were found.")
    if found:
        raise typer.Exit(1)


def run_repair(
    project: ProjectArgument,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and repair nothing.")] = False,
    as_json: JsonFlag = False,
) -> None:
    from rbc_desk.core.upkeep import Repaired
    from rbc_desk.services.upkeep.check import check
    from rbc_desk.services.upkeep.repair import repair

    with opened(project) as found_in, ProgressLine(json_lines=as_json) as progress, stoppable(progress) as task:
        found = check(found_in, task=task)
        to_do = [one for one in found if one.remedy] if dry_run else []
        if dry_run:
            result = Repaired((), tuple(one for one in found if not one.remedy), None)
        else:
            result = repair(found_in, found=found, task=task)
    done, left, kept_in = result.done, result.left, result.kept_in
    if as_json:
        say_json({
            "would_repair": [_figures(one) for one in to_do],
            "repaired": [_figures(one) for one in done],
            "left": [_figures(one) for one in left],
            "kept_in": None if kept_in is None else str(kept_in),
        })  # fmt: skip
    else:
        for one in to_do:
            say(f"would repair  {one.item}: {one.words} {one.remedy}")
        for one in done:
            say(f"repaired  {one.item}: {one.words} {one.remedy}")
        _list(left)
        if kept_in is not None:
            note(f"Replaced files are kept in {kept_in}.")
        say(_verdict(len(to_do), n_done=len(done), n_left=len(left)))
    if left:
        raise typer.Exit(1)


def _verdict(n_to_do: int, *, n_done: int, n_left: int) -> str:
    if n_to_do:
        return f"{_problems(n_to_do)} would be repaired, {n_left} cannot be. Nothing was repaired."
    if n_done or n_left:
        return f"{_problems(n_done)} repaired, {n_left} left."
    return "No problems were found."


def _problems(n: int) -> str:
    return "1 problem" if n == 1 else f"{n} problems"


def _list(found: Sequence[Finding]) -> None:
    for one in found:
        say(f"{one.trouble}  {one.item}: {one.words} {one.remedy or one.way_out}")


def _figures(one: Finding) -> dict[str, Any]:
    return {
        "kind": one.trouble.value,
        "item": one.item,
        "message": one.words,
        "remedy": one.remedy,
        "way_out": one.way_out,
    }
