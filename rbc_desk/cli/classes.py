"""rbc-desk classes: list a project's classes, and merge some of them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from rbc_desk.cli.common import JsonFlag, ProjectOption, opened
from rbc_desk.cli.console import say, say_json


def make_app() -> Any:
    """The group of verbs about classes."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.command("list", help="The classes in their order, with the labels that each has.")(list_classes)
    app.command("merge", help="Make classes one: the labels of all readers and the predictions move.")(merge)
    return app


def list_classes(project: ProjectOption, json: JsonFlag = False) -> None:
    from rbc_desk.services import classes

    with opened(project) as opened_project:
        counts = classes.label_counts(opened_project)
        rows = [(c.code, c.name, counts.get(c.code, 0)) for c in opened_project.class_set()]
    if json:
        say_json({"classes": [{"code": code, "name": name, "labels": n} for code, name, n in rows]})
        return
    for code, name, n in rows:
        say(f"{code}\t{name}\t{n}")


def merge(
    names: Annotated[list[str], typer.Argument(metavar="CLASS...", help="Codes or names of classes to merge.")],
    into: Annotated[str, typer.Option("--into", metavar="CLASS", help="The class that stays.")],
    project: ProjectOption,
) -> None:
    from rbc_desk.services import classes

    with opened(project) as opened_project:
        counts = classes.label_counts(opened_project)
        kept = classes.find_class(opened_project, into)
        codes = [classes.find_class(opened_project, name) for name in names]
        classes.merge_classes(opened_project, codes=codes, into=kept)
    moved = sum(counts.get(code, 0) for code in set(codes) - {kept})
    say(f"Merged {', '.join(code for code in codes if code != kept)} into {kept}: {moved} labels moved.")
