"""`rbc-desk train`: trains a bundle on the labels of a project. Under torchrun it uses several devices."""

from __future__ import annotations

import os
import threading
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from rbc_desk.cli.common import JsonFlag, ProjectOption, opened
from rbc_desk.cli.console import ProgressLine, note, say, say_json, stoppable
from rbc_desk.cli.options import ConfigOption, config_values, setting_values
from rbc_desk.core.errors import SettingsError
from rbc_desk.core.splits.units import DEFAULT_SPLIT, SPLITS
from rbc_desk.core.task import Task

_POLL_S = 0.2
_TABLE = "loss_params"
"""The only setting that contains others."""


def run(
    project: ProjectOption,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="BUNDLE", help="Output folder of the bundle.")],
    config: ConfigOption = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="key=value", help="A training setting, such as epochs=20 or loss_params.gamma=2."
        ),
    ] = None,
    split: Annotated[
        str | None,
        typer.Option("--split", help=f"Split by specimen, smear or cell (too optimistic). Default: {DEFAULT_SPLIT}."),
    ] = None,
    resume: Annotated[
        int | None, typer.Option("--resume", metavar="RUN", help="Number of an interrupted run to resume.")
    ] = None,
    final: Annotated[
        Path | None,
        typer.Option(
            "--final",
            metavar="TESTED",
            help="Train on all labels, without a test part, with the settings and test figures of this bundle.",
        ),
    ] = None,
    preset: Annotated[
        str | None, typer.Option("--preset", help="Settings to start with: quick, good, best or paper.")
    ] = None,
    at: Annotated[
        str | None,
        typer.Option("--at", metavar="HH:MM", help="Wait until this time of day, today or tomorrow, then train."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a bundle in the output folder.")] = False,
    json: JsonFlag = False,
) -> None:
    from rbc_desk.core.splits.words import split_note
    from rbc_desk.learn.bundles.bundle import load_bundle
    from rbc_desk.services.models.quality import bundle_warnings
    from rbc_desk.services.training import training

    if os.environ.get("RANK", "0") != "0":  # another process of torchrun
        with stoppable() as task:
            training.assist(task=task)
        return
    own = (("--config", config), ("--set", settings), ("--preset", preset))
    options = [name for name, value in (*own, ("--split", split)) if value]
    if resume is not None and options:
        raise SettingsError(
            f"--resume uses the settings and cells of run {resume}: {', '.join(options)} cannot change them.",
            hint="Leave it out, or start a new training without --resume.",
        )
    if final is not None and (config or settings or preset or resume is not None):
        raise SettingsError(
            "--final uses the settings of its bundle.", hint="Leave out --config, --preset, --set and --resume."
        )
    split = split or DEFAULT_SPLIT
    if split not in SPLITS:
        raise SettingsError(f"There is no split by {split!r}.", hint=f"Choose one of: {', '.join(SPLITS)}.")
    values = load_bundle(final).spec if final is not None else _values(preset, config, settings or [])
    spec = training.spec_from(values)
    start = _start(at) if at is not None else None
    with opened(project) as opened_project, ProgressLine(json_lines=json) as progress, stoppable(progress) as task:
        if start is not None:
            _wait(start, task=task)
        common: dict[str, Any] = {"output": output, "replace": force, "task": task}
        if resume is not None:
            model = training.resume(opened_project, run_id=resume, **common)
        else:
            model = training.train(opened_project, spec=spec, split_by=split, final_of=final, **common)
    best = model.history[max(0, model.best_epoch - 1)]
    figures = {
        "bundle": str(output),
        "best_epoch": model.best_epoch,
        "epochs": len(model.history),
        "stopped": model.stopped,
        "split": model.snapshot.split_by,
        "note": split_note(model.snapshot.facts.split, names=model.snapshot.names),
        "counts": model.snapshot.counts,
        "validation": {
            "loss": best.validation_loss,
            "accuracy": best.scores.accuracy,
            "macro_f1": best.scores.macro_f1,
            "auroc": best.scores.auroc,
        },
    }
    warned = bundle_warnings(output)
    if json:
        say_json(figures | {"warning": warned, "against_starter": model.standing})
    else:
        say(model.snapshot.notes)
        say(f"{output}: epoch {model.best_epoch} kept, macro F1 on the validation part {best.scores.macro_f1:.3f}")
        if model.standing:
            say(model.standing)
        if warned:
            say(f"WARNING: {warned}")


def _start(at: str) -> datetime:
    """The next time at which a clock shows `at`, with a time zone."""
    try:
        clock = time.fromisoformat(at)
    except ValueError as error:
        raise SettingsError(f"--at {at}: this is no time of day.", hint="Write it as 22:00.") from error
    now = datetime.now().astimezone()
    start = datetime.combine(now.date(), clock.replace(tzinfo=None)).astimezone()
    return start if start > now else datetime.combine(now.date() + timedelta(days=1), clock).astimezone()


def _wait(start: datetime, *, task: Task) -> None:
    """Return at `start` by the clock, also after the computer slept. Raises CancelledError."""
    note(f"The training starts at {start:%Y-%m-%d %H:%M}. Keep the computer on; Ctrl+C cancels.")
    pause = threading.Event()
    while datetime.now().astimezone() < start:
        task.raise_if_stopped()
        pause.wait(_POLL_S)


def _values(preset: str | None, config: Path | None, settings: list[str]) -> dict[str, Any]:
    from rbc_desk.services.training import presets

    names = (*presets.CHOICES, "paper")
    if preset is not None and preset not in names:
        raise SettingsError(f"There is no preset {preset!r}.", hint=f"Choose one of: {', '.join(names)}.")
    values: dict[str, Any] = presets.preset_values(preset) if preset is not None else {}
    if config is not None:
        values |= config_values(config)
    for key, value in setting_values(settings).items():
        table, dot, name = key.rpartition(".")
        if not dot:
            values[key] = value
        elif table == _TABLE and isinstance(values.setdefault(_TABLE, {}), dict):
            values[_TABLE][name] = value
        else:
            raise SettingsError(
                f"--set {key}: {table} has no settings of its own.",
                hint=f"Write settings of the loss as {_TABLE}.gamma=2.",
            )
    return values
