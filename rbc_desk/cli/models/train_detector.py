"""`rbc-desk train-detector`: trains the learned detector on annotated smears."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rbc_desk.cli.common import JsonFlag
from rbc_desk.cli.console import ProgressLine, say, say_json, stoppable
from rbc_desk.core.errors import SettingsError


def run(
    sources: Annotated[
        list[str], typer.Argument(metavar="FORMAT:FOLDER", help="Annotated smears, such as voc:data/bccd.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="Output folder of the detector.")],
    part: Annotated[
        str, typer.Option("--part", help="Images to use: all, or the even or odd blocks of ten.")
    ] = "all",
    rendered: Annotated[int, typer.Option("--rendered", min=0, help="Number of rendered smears to add.")] = 200,
    rounds: Annotated[
        int, typer.Option("--rounds", min=1, max=5, help="Rounds; each provides circles for the next.")
    ] = 2,
    steps: Annotated[
        int, typer.Option("--steps", min=1, help="Steps of the first round. Later rounds take half.")
    ] = 2500,
    start: Annotated[Path | None, typer.Option("--start", metavar="FOLDER", help="A detector to start from.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a detector in the output folder.")] = False,
    json: JsonFlag = False,
) -> None:
    from rbc_desk.services.detection import detector_training

    chosen = next((known for known in detector_training.PARTS if known == part), None)
    if chosen is None:
        raise SettingsError(f"There is no part {part!r}.", hint="Choose one of: all, even, odd.")
    with ProgressLine(json_lines=json) as progress, stoppable(progress) as task:
        facts = detector_training.train_detector(
            [detector_training.AnnotatedFolder.parsed(text) for text in sources],
            output=output,
            part=chosen,
            rendered=rendered,
            rounds=rounds,
            steps=steps,
            start=start,
            replace=force,
            task=task,
        )
    if json:
        say_json({"detector": str(output), **facts})
    else:
        say(f"{output}: use it with rbc-desk detect --set bundle={output}")
