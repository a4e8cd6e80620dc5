"""Entry point of the command `rbc-desk`: opens the window, or runs one command and exits.

Exit status: 0 done, 1 failure (one line on stderr), 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

VERBS = ("import", "detect", "train", "evaluate", "classify", "export", "demo", "train-detector", "protocol", "runs",
         "restore", "classes")  # fmt: skip
_ALONE = frozenset({"train", "evaluate", "classify", "train-detector"})
"""They compute with every core: no window wants one. A protocol's processes share the cores themselves."""


def run(argv: Sequence[str] | None = None) -> None:
    """The entry point of the installed command. Ends the process with the exit status."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()  # a worker process of the frozen program starts here and does not return
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments:
        sys.exit(_window(None))
    first = arguments[0]
    if len(arguments) == 1 and not first.startswith("-") and first not in VERBS:
        sys.exit(_window(Path(first)))
    sys.exit(_command(arguments))


def _window(project: Path | None) -> int:
    from rbc_desk.cli.console import WRONG_USE, fail
    from rbc_desk.cli.display import has_display

    if project is not None and not project.exists():
        return fail(
            f"There is no {project}. Name a project's folder, or one of: {', '.join(VERBS)}.", status=WRONG_USE
        )
    if not has_display():
        return fail("There is no display for the window. See rbc-desk --help for what works without one.")
    from rbc_desk.ui.app import main

    return main(project)


def _command(arguments: list[str]) -> int:
    from rbc_desk.cli.console import guarded
    from rbc_desk.imaging.parallel import default_workers

    if arguments[0] in _ALONE:
        os.environ.setdefault("RBC_DESK_THREADS", str(default_workers()))
    return guarded(lambda: build_app()(args=arguments, prog_name="rbc-desk", standalone_mode=True))


def build_app() -> Any:
    """The typer application with every verb."""
    import typer

    from rbc_desk.cli import (
        classes,
        classify,
        demo,
        detect,
        evaluate,
        export,
        importing,
        protocol,
        restore,
        runs,
        train,
        train_detector,
        version,
    )

    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help="Find, label, learn and report red-cell morphology on blood smears. Without a verb: the window, "
        "on the project named, if any (rbc-desk [PROJECT]).",
    )
    app.callback(invoke_without_command=True)(version.show)
    app.command("import", help="Bring smears, and what is known of their cells, into a project.")(importing.run)
    app.command("detect", help="Find the cells on images and write them as CSV.")(detect.run)
    app.command("train", help="Train a network on a project's labels and write a bundle.")(train.run)
    app.command("runs", help="List a project's trainings: which are under way, and which can go on.")(runs.run)
    app.command("evaluate", help="Judge a bundle on the part it was not trained on.")(evaluate.run)
    app.command("classify", help="Find and classify the cells on images and write them as CSV.")(classify.run)
    app.command("export", help="Write a project's labelled cells for other programs.")(export.run)
    app.command("demo", help="Open the bundled sample; without a display, run it through from end to end.")(demo.run)
    app.command("train-detector", help="Teach the learned detector from annotated smears.")(train_detector.run)
    app.command("restore", help="Put a backup in the place of a project's database.")(restore.run)
    app.add_typer(classes.make_app(), name="classes", help="The classes of a project: list and merge them.")
    app.add_typer(protocol.make_app(), name="protocol", help="The paper's experiments: sweep, imbalance, crossval.")
    return app


if __name__ == "__main__":
    run()
