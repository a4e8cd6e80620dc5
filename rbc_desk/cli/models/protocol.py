"""`rbc-desk protocol`: runs the paper's experiments (sweep, imbalance, crossval) and resumes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rbc_desk.cli.common import JsonFlag, end, opened
from rbc_desk.cli.console import ProgressLine, say, say_json, stoppable
from rbc_desk.cli.options import ConfigOption, setting_values
from rbc_desk.cli.settings_help import TrainingCommand
from rbc_desk.core.errors import SettingsError

if TYPE_CHECKING:
    from rbc_desk.services.experiments.pool import Workers
    from rbc_desk.services.experiments.runner import ProtocolResult

OutputOption = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="Folder of the experiment. The same command resumes it.")
]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help="Trainings in parallel. Default: a quarter of the cores.")
]
DaskOption = Annotated[
    str | None,
    typer.Option(
        "--dask", "--scheduler", metavar="ADDRESS", help="Address of a dask scheduler whose workers can access DIR."
    ),
]
DevicesOption = Annotated[
    str, typer.Option("--device", help="auto, cpu, or devices to distribute over: cuda:0,cuda:1.")
]
_HELP = {
    "sweep": "Compare losses, alphas and gammas (Table 1, Fig. 10 to 12).",
    "imbalance": "Compare focal loss with cross-entropy at levels of imbalance (eq. 5, Tables 2 and 3, Fig. 13).",
    "crossval": "Select alpha and the epoch by cross-validation, train again, test once.",
}


def make_app() -> typer.Typer:
    """The command with its four subcommands."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
    for kind, help_text in _HELP.items():
        # without short_help typer cuts the help at the first full stop
        app.command(kind, help=help_text, short_help=help_text, cls=TrainingCommand)(_command(kind))
    app.command("resume", help="Resume an interrupted experiment with its own settings.")(_resume)
    return app


def _command(kind: str) -> Callable[..., None]:
    def run(
        output: OutputOption,
        project: Annotated[
            Path | None, typer.Option("--project", "-p", metavar="P", help="Use the labelled cells of this project.")
        ] = None,
        crops: Annotated[
            Path | None,
            typer.Option("--crops", metavar="DIR", help="Use crops in this folder, one subfolder per class."),
        ] = None,
        data: Annotated[
            str | None,
            typer.Option("--data", metavar="FORMAT:PATH", help="Use a data set: csv:PATH, chula:PATH or voc:PATH."),
        ] = None,
        counts: Annotated[
            str,
            typer.Option("--counts", help="Cells per class: codocyte=345,normal=2691. A class alone: all its cells."),
        ] = "",
        network: Annotated[
            list[str] | None, typer.Option("--network", help="Name of a network. Can be repeated.")
        ] = None,
        methods: Annotated[
            str | None,
            typer.Option(
                "--methods",
                help="cross_entropy, under, over, focal, balanced_focal, classwise_focal, or other losses by name.",
            ),
        ] = None,
        alphas: Annotated[str | None, typer.Option("--alphas", help="Alphas, such as 0.25,0.5,1.")] = None,
        gammas: Annotated[str | None, typer.Option("--gammas", help="Gammas, such as 1,2,5.")] = None,
        levels: Annotated[str | None, typer.Option("--levels", help="Imbalance ratios, such as 2.03,7.8.")] = None,
        seeds: Annotated[
            str | None, typer.Option("--seeds", help="Number of seeds (3 means 0, 1, 2), or a list: 4,7.")
        ] = None,
        split: Annotated[
            list[str] | None,
            typer.Option("--split", help="cell (as in the paper), smear or specimen. Can be repeated."),
        ] = None,
        choose: Annotated[
            str | None,
            typer.Option(
                "--choose", help="Selection of the epoch: crossval (paper), holdout (one fold), fixed (last)."
            ),
        ] = None,
        folds: Annotated[
            int | None, typer.Option("--folds", min=2, max=20, help="Number of folds. Default: 5.")
        ] = None,
        test_share: Annotated[
            float | None, typer.Option("--test-share", help="Share of cells in the test part. Default: 0.3.")
        ] = None,
        epochs: Annotated[
            int | None, typer.Option("--epochs", min=1, help="Maximum number of epochs. Default: 100.")
        ] = None,
        settings: Annotated[
            list[str] | None,
            typer.Option("--set", metavar="key=value", help="A training setting, as for rbc-desk train."),
        ] = None,
        config: ConfigOption = None,
        quick: Annotated[
            bool, typer.Option("--quick", help="Use a light network and few epochs, for a laptop.")
        ] = False,
        keep_models: Annotated[
            bool, typer.Option("--keep-models", help="Keep the tested networks as bundles.")
        ] = False,
        workers: WorkersOption = None,
        dask: DaskOption = None,
        device: DevicesOption = "auto",
        json: JsonFlag = False,
    ) -> None:
        from rbc_desk.services.experiments import runner, sources
        from rbc_desk.services.experiments.protocol_plan import make_plan
        from rbc_desk.services.experiments.protocol_plan import quick as quick_values

        base: dict[str, Any] = quick_values(kind) if quick else {"kind": kind}
        options = {
            "networks": tuple(network) if network else None,
            "methods": _words(methods),
            "alphas": _numbers(alphas, name="--alphas"),
            "gammas": _numbers(gammas, name="--gammas"),
            "levels": _numbers(levels, name="--levels"),
            "seeds": _seeds(seeds),
            "splits": tuple(name.removeprefix("by-") for name in split) if split else None,
            "choice": choose,
            "folds": folds,
            "test_share": test_share,
            "epochs": epochs,
            "keep_models": keep_models or None,
            "settings": {**base.get("settings", {}), **setting_values(settings or [], config=config)} or None,
        }
        plan = make_plan({**base, **{key: value for key, value in options.items() if value is not None}})
        chosen = [source for source in (project, crops, data) if source is not None]
        if len(chosen) > 1:
            raise SettingsError("Give one of --project, --crops and --data.")
        if counts and not chosen:
            raise SettingsError(
                "--counts needs a source of cells.", hint="Give one of --project, --crops and --data."
            )
        selection = sources.CellSelection(str(plan.settings["recipe"]), sources.drawn_from(counts))
        with ProgressLine(json_lines=json) as progress, stoppable(progress) as task:
            start = partial(runner.start, output, plan=plan, workers=_workers(workers, dask, device), task=task)
            common: dict[str, Any] = {"selection": selection, "task": task}
            if project is not None:
                with opened(project) as opened_project:
                    ended = start(source=sources.from_project(opened_project, **common))
            elif crops is not None:
                ended = start(source=sources.from_crops(crops, **common))
            elif data is not None:
                ended = start(source=sources.from_data(data, **common))
            else:
                ended = start()
        _print_result(ended, json=json)

    return run


def _resume(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of the experiment.")],
    workers: WorkersOption = None,
    dask: DaskOption = None,
    device: DevicesOption = "auto",
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.experiments import runner

    with ProgressLine(json_lines=json) as progress, stoppable(progress) as task:
        ended = runner.resume(folder, workers=_workers(workers, dask, device), task=task)
    _print_result(ended, json=json)


def _print_result(ended: ProtocolResult, *, json: bool) -> None:
    report = ended.folder / "report.html"
    if json:
        figures = {"folder": str(ended.folder), "report": str(report), "done": ended.done, "total": ended.total}
        say_json({**figures, "failures": ended.failures})
    else:
        say(f"{ended.done} of {ended.total} units done: {report}")
    end(len(ended.failures))


def _workers(workers: int | None, dask: str | None, device: str) -> Workers:
    from rbc_desk.services.experiments.pool import Workers

    return Workers(workers=workers, dask=dask, devices=_words(device) or ("auto",))


def _words(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(text.replace(",", " ").split())


def _numbers(text: str | None, *, name: str) -> tuple[float, ...] | None:
    try:
        return None if text is None else tuple(float(number) for number in text.replace(",", " ").split())
    except ValueError as error:
        raise SettingsError(f"{name} {text}: write numbers separated by commas.") from error


def _seeds(text: str | None) -> tuple[int, ...] | None:
    """A single number is the number of seeds; a list names them (`4,` is only seed 4)."""
    if text is None:
        return None
    seeds = text.replace(",", " ").split()
    if not seeds or not all(seed.isdecimal() for seed in seeds):
        raise SettingsError(f"--seeds {text}: write a number of seeds, or seeds separated by commas.")
    return tuple(map(int, seeds)) if "," in text or len(seeds) > 1 else tuple(range(int(text)))
