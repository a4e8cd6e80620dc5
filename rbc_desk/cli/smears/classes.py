"""`rbc-desk classes`: lists the classes of a project and merges them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from rbc_desk.cli.common import JsonFlag, ProjectOption, opened
from rbc_desk.cli.console import say, say_json
from rbc_desk.cli.smears.class_mapping import map_classes, mapping_of


def make_app() -> Any:
    """The commands about classes."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
    app.command("list", help="List the classes in order, with their numbers of labels.")(list_classes)
    app.command("merge", help="Merge classes, with the labels of all readers.")(merge)
    app.command("map", help="Set how the classes of a model are counted in the project.")(map_model)
    return app


def list_classes(project: ProjectOption, json: JsonFlag = False) -> None:
    from rbc_desk.services.cells import classes

    with opened(project) as opened_project:
        counts = classes.label_counts(opened_project)
        rows = [(c.code, c.name, counts.get(c.code, 0)) for c in opened_project.class_set()]
    if json:
        say_json({"classes": [{"code": code, "name": name, "labels": n} for code, name, n in rows]})
        return
    for code, name, n in rows:
        say(f"{code}\t{name}\t{n}")


def merge(
    names: Annotated[list[str], typer.Argument(metavar="CLASS", help="Codes or names of classes to merge.")],
    into: Annotated[str, typer.Option("--into", metavar="CLASS", help="The class to merge into.")],
    project: ProjectOption,
) -> None:
    from rbc_desk.services.cells import classes

    with opened(project) as opened_project:
        counts = classes.label_counts(opened_project)
        kept = classes.find_class(opened_project, into)
        codes = [classes.find_class(opened_project, name) for name in names]
        classes.merge_classes(opened_project, codes=codes, into=kept)
        blinded = opened_project.viewpoint.blinded
    moved = sum(counts.get(code, 0) for code in set(codes) - {kept})
    labels_moved = f"{moved} of your labels moved" if blinded else f"{moved} labels moved"
    say(f"Merged {', '.join(code for code in codes if code != kept)} into {kept}: {labels_moved}.")


def map_model(
    assignments: Annotated[
        list[str] | None,
        typer.Argument(metavar="NAME=CLASS", help="A class of the model, and a class of the project or 'other'."),
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", metavar="M", help="Name of the model. Default: the active model.")
    ] = None,
    project: Annotated[Path, typer.Option("--project", "-p", metavar="P", help="Folder of the project.")] = Path(),
) -> None:
    from rbc_desk.services.models import evaluation

    with opened(project) as opened_project:
        number = evaluation.named_model(opened_project, model).id
        map_classes(opened_project, mapping_of(assignments or [], file=None), model_id=number, every=True)
