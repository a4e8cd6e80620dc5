"""Entry point of the command `rbc-desk`: opens the window, or runs one command and exits.

Exit status: 0 done, 1 failure (one line on stderr), 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rbc_desk.cli.console import PROGRAM, VARIABLE, WRONG_USE, fail, guarded
from rbc_desk.cli.display import has_display
from rbc_desk.core.plugins import load_plugins

VERBS = ("new", "import", "detect", "train", "evaluate", "classify", "export", "demo", "train-detector", "protocol",
         "runs", "restore", "classes", "specimens", "agreement", "report", "watch", "audit", "check", "repair",
         "project", "smoke", "completion")  # fmt: skip
_ALONE = frozenset({"train", "evaluate", "classify", "train-detector"})
"""Commands that use every core, since no window needs one. The processes of a protocol share the cores themselves."""


def run(argv: Sequence[str] | None = None) -> None:
    """The entry point of the installed command. Exits the process with its status."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()  # worker processes of the frozen program run here and do not return
    arguments = list(sys.argv[1:] if argv is None else argv)
    if VARIABLE in os.environ:  # the shell asks for completions
        sys.exit(_command(["--help"]))
    if not arguments:
        sys.exit(_window(None))
    first = arguments[0]
    if len(arguments) == 1 and not first.startswith("-") and first not in VERBS:
        sys.exit(_window(Path(first)))
    sys.exit(_command(arguments))


def _window(project: Path | None) -> int:
    if project is not None and project.is_file():
        from rbc_desk.core.files.store_place import DATABASE, STORE_FILE

        if project.name in (DATABASE, STORE_FILE):  # a double click on the file that makes a folder a project
            project = project.parent
    if project is not None and not project.exists():
        return fail(
            f"{project} does not exist. Give the folder of a project, or one of: {', '.join(VERBS)}.",
            status=WRONG_USE,
        )
    if not has_display():
        return fail("There is no display for the window. rbc-desk --help lists the commands that work without one.")
    from rbc_desk.ui.app import main

    return main(project)


def _command(arguments: list[str]) -> int:
    from rbc_desk.imaging.parallel import default_workers

    for failure in load_plugins() if "--help" not in arguments else ():
        sys.stderr.write(f"WARNING: {failure}\n")
    if arguments[0] in _ALONE:
        os.environ.setdefault("RBC_DESK_THREADS", str(default_workers()))
    return guarded(lambda: build_app()(args=arguments, prog_name=PROGRAM, standalone_mode=True))


def build_app() -> Any:
    """The typer application with every command."""
    import typer

    from rbc_desk.cli.models import evaluate, protocol, runs, train, train_detector
    from rbc_desk.cli.program import completion, demo, smoke, version
    from rbc_desk.cli.project import agreement, audit, new, project, restore, upkeep
    from rbc_desk.cli.reports import report, specimens, watch
    from rbc_desk.cli.settings_help import DetectorCommand, TrainingCommand
    from rbc_desk.cli.smears import classes, classify, detect, export, importing

    app = typer.Typer(
        no_args_is_help=True,
        add_completion=VARIABLE in os.environ,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help="Find, label, classify and count red cells on blood smears. Without a command, rbc-desk [PROJECT] "
        "opens the window.",
    )
    app.callback(invoke_without_command=True)(version.show)
    app.command("new", help="Make a project.")(new.run)
    app.command("import", help="Import smears, data sets or models into a project.")(importing.run)
    app.command("detect", help="Find the cells of images and write a CSV table.", cls=DetectorCommand)(detect.run)
    app.command("train", help="Train a network on the labels of a project.", cls=TrainingCommand)(train.run)
    app.command("agreement", help="Show how far the readers of a project agree.")(agreement.run)
    app.command("runs", help="List the training runs of a project and their states.")(runs.run)
    app.command("evaluate", help="Evaluate a bundle on the part it was not trained on.")(evaluate.run)
    app.command("classify", help="Classify the cells of images and write a CSV table.")(classify.run)
    app.command("export", help="Export labelled cells, or a model, for other programs.")(export.run)
    app.command("demo", help="Open the bundled sample, or run it without a display.")(demo.run)
    app.command("train-detector", help="Train the learned detector on annotated smears.")(train_detector.run)
    app.command("smoke", hidden=True)(smoke.run)
    app.command("restore", help="Restore the database of a project from a backup.")(restore.run)
    app.command("check", help="Check the database, images, models and reports of a project.")(upkeep.run_check)
    app.command("repair", help="Repair what can be repaired of a project.")(upkeep.run_repair)
    app.command("watch", help="Process the images in a folder and those that arrive.", cls=DetectorCommand)(watch.run)
    app.command("completion", help="Print a script that completes commands and options in a shell.")(completion.run)
    app.add_typer(project.make_app(), name="project", help="Copy a project, also onto a server and back.")
    app.add_typer(classes.make_app(), name="classes", help="List, merge and map the classes of a project.")
    app.add_typer(specimens.make_app(), name="specimens", help="List the specimens of a project and set their facts.")
    app.add_typer(report.make_app(), name="report", help="Write and verify reports, also for many smears.")
    app.add_typer(audit.make_app(), name="audit", help="Show and verify the change log of a project.")
    app.add_typer(
        protocol.make_app(), name="protocol", help="Run the paper's experiments: sweep, imbalance, crossval."
    )
    return app


if __name__ == "__main__":
    run()
