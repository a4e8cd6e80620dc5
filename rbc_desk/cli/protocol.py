"""`rbc-desk protocol`: runs the paper's experiments (sweep, imbalance, crossval) and resumes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rbc_desk.cli.common import JsonFlag, end, opened
from rbc_desk.cli.console import ProgressLine, say, say_json, stoppable
from rbc_desk.cli.options import setting_values
from rbc_desk.core.errors import SettingsError

if TYPE_CHECKING:
    from rbc_desk.services.experiments.runner import Ended, Hands

OutputOption = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="The protocol's folder; the same again goes on there.")
]
WorkersOption = Annotated[
    int | None, typer.Option("--workers", min=1, help="Trainings side by side; a quarter of the cores if not given.")
]
DaskOption = Annotated[
    str | None, typer.Option("--dask", metavar="ADDRESS", help="A dask scheduler; its workers must see DIR.")
]
DevicesOption = Annotated[
    str, typer.Option("--device", help="auto, cpu, or some for the trainings in turn: cuda:0,cuda:1.")
]
_HELP = {
    "sweep": "Compare losses, alphas and gammas (Table 1, Fig. 10 to 12).",
    "imbalance": "Focal loss against cross-entropy at levels of imbalance (eq. 5, Tables 2 and 3, Fig. 13).",
    "crossval": "Choose alpha and the epoch by cross-validation, train anew, test once.",
}


def make_app() -> typer.Typer:
    """The verb with its four commands."""
    app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False)
    for kind, words in _HELP.items():
        app.command(kind, help=words, short_help=words)(_command(kind))  # else cut at the first full stop
    app.command("resume", help="Go on with what was interrupted, as it was asked for.")(_resume)
    return app


def _command(kind: str) -> Callable[..., None]:
    def run(
        output: OutputOption,
        project: Annotated[
            Path | None, typer.Option("--project", "-p", metavar="P", help="Take the labelled cells of a project.")
        ] = None,
        crops: Annotated[
            Path | None, typer.Option("--crops", metavar="DIR", help="Or pictures of cells, a folder a class.")
        ] = None,
        data: Annotated[
            str | None, typer.Option("--data", metavar="FORMAT:PATH", help="Or csv:, chula: or voc: with a path.")
        ] = None,
        counts: Annotated[
            str, typer.Option("--counts", help="Cells to draw: codocyte=345,normal=2691; a class alone: all of it.")
        ] = "",
        network: Annotated[
            list[str] | None, typer.Option("--network", help="A network by name; may be given several times.")
        ] = None,
        methods: Annotated[
            str | None,
            typer.Option(
                "--methods",
                help="Of cross_entropy, under, over, focal, balanced_focal, classwise_focal; other losses by name.",
            ),
        ] = None,
        alphas: Annotated[str | None, typer.Option("--alphas", help="Such as 0.25,0.5,1.")] = None,
        gammas: Annotated[str | None, typer.Option("--gammas", help="Such as 1,2,5.")] = None,
        levels: Annotated[str | None, typer.Option("--levels", help="Imbalance ratios, such as 2.03,7.8.")] = None,
        seeds: Annotated[str | None, typer.Option("--seeds", help="How many (3: 0, 1, 2), or a list: 4,7.")] = None,
        split: Annotated[
            list[str] | None,
            typer.Option("--split", help="By cell (as in the paper), smear or specimen; several."),
        ] = None,
        choose: Annotated[
            str | None,
            typer.Option("--choose", help="The epoch: crossval (the paper), holdout (one fold), fixed (the last)."),
        ] = None,
        folds: Annotated[int | None, typer.Option("--folds", min=2, max=20, help="5 if not given.")] = None,
        test_share: Annotated[float | None, typer.Option("--test-share", help="0.3 if not given.")] = None,
        epochs: Annotated[int | None, typer.Option("--epochs", min=1, help="At most; 100 if not given.")] = None,
        settings: Annotated[
            list[str] | None, typer.Option("--set", metavar="key=value", help="Of every training, as for train.")
        ] = None,
        quick: Annotated[bool, typer.Option("--quick", help="A light network and few epochs, for a laptop.")] = False,
        keep_models: Annotated[bool, typer.Option("--keep-models", help="Keep tested networks as bundles.")] = False,
        workers: WorkersOption = None,
        dask: DaskOption = None,
        device: DevicesOption = "auto",
        json: JsonFlag = False,
    ) -> None:
        from rbc_desk.services.experiments import runner, sources
        from rbc_desk.services.experiments.protocol_plan import make_plan
        from rbc_desk.services.experiments.protocol_plan import quick as quick_values

        base: dict[str, Any] = quick_values(kind) if quick else {"kind": kind}
        given = {
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
            "settings": {**base.get("settings", {}), **setting_values(settings or [])} or None,
        }
        plan = make_plan({**base, **{key: value for key, value in given.items() if value is not None}})
        chosen = [source for source in (project, crops, data) if source is not None]
        if len(chosen) > 1:
            raise SettingsError("Name one of --project, --crops and --data.")
        if counts and not chosen:
            raise SettingsError("--counts draws from a source.", hint="Name one: --project, --crops or --data.")
        wanted = sources.Wanted(str(plan.settings["recipe"]), sources.drawn_from(counts))
        with stoppable() as stop, ProgressLine(json_lines=json) as progress:
            start = partial(runner.start, output, plan=plan, hands=_hands(workers, dask, device), report=progress,
                            stop=stop)  # fmt: skip
            common: dict[str, Any] = {"wanted": wanted, "report": progress, "stop": stop}
            if project is not None:
                with opened(project) as opened_project:
                    ended = start(source=sources.from_project(opened_project, **common))
            elif crops is not None:
                ended = start(source=sources.from_crops(crops, **common))
            elif data is not None:
                ended = start(source=sources.from_data(data, **common))
            else:
                ended = start()
        _tell(ended, json=json)

    return run


def _resume(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder it was started in.")],
    workers: WorkersOption = None,
    dask: DaskOption = None,
    device: DevicesOption = "auto",
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.experiments import runner

    with stoppable() as stop, ProgressLine(json_lines=json) as progress:
        ended = runner.go_on(folder, hands=_hands(workers, dask, device), report=progress, stop=stop)
    _tell(ended, json=json)


def _tell(ended: Ended, *, json: bool) -> None:
    report = ended.folder / "report.html"
    if json:
        figures = {"folder": str(ended.folder), "report": str(report), "done": ended.done, "total": ended.total}
        say_json({**figures, "failures": ended.failures})
    else:
        say(f"{ended.done} of {ended.total} units done: {report}")
    end(len(ended.failures))


def _hands(workers: int | None, dask: str | None, device: str) -> Hands:
    from rbc_desk.services.experiments.runner import Hands

    return Hands(workers=workers, dask=dask, devices=_words(device) or ("auto",))


def _words(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(text.replace(",", " ").split())


def _numbers(text: str | None, *, name: str) -> tuple[float, ...] | None:
    try:
        return None if text is None else tuple(float(word) for word in text.replace(",", " ").split())
    except ValueError as error:
        raise SettingsError(f"{name} {text}: write numbers with commas between them.") from error


def _seeds(text: str | None) -> tuple[int, ...] | None:
    """A number alone says how many; a list names them (`4,` is the seed 4 alone)."""
    if text is None:
        return None
    words = text.replace(",", " ").split()
    if not words or not all(word.isdecimal() for word in words):
        raise SettingsError(f"--seeds {text}: write how many, or some with commas between them.")
    return tuple(map(int, words)) if "," in text or len(words) > 1 else tuple(range(int(text)))
