"""`rbc-desk runs`: lists the training runs of a project with their states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rbc_desk.cli.common import JsonFlag, ProjectOption, opened
from rbc_desk.cli.console import say, say_json

if TYPE_CHECKING:
    from rbc_desk.services.training.runs import RunSummary


def run(project: ProjectOption, json: JsonFlag = False) -> None:
    from rbc_desk.services.training import runs as training_runs
    from rbc_desk.services.training import training

    with opened(project) as opened_project:
        summaries = training_runs.summaries(opened_project)
        can_go_on = {one.id for one in training.resumable(opened_project)}
    if json:
        say_json([_figures(one, can_go_on=one.run.id in can_go_on) for one in summaries])
        return
    for one in summaries:
        run, epochs = one.run, f"{one.epochs_done} of {one.run.spec.get('epochs', '?')} epochs"
        state = run.status
        if run.owner is not None:
            state = f"running (process {run.owner.pid} on {run.owner.host})"
        elif run.id in can_go_on:
            state = f"{run.status}, can be resumed: rbc-desk train --resume {run.id}"
        say(f"{run.id:>4}  {run.spec.get('network', ''):<20}  {epochs:<18}  {state}")
    if not summaries:
        say("There are no training runs.")


def _figures(one: RunSummary, *, can_go_on: bool) -> dict[str, Any]:
    run = one.run
    return {
        "run": run.id,
        "state": run.status,
        "can_go_on": can_go_on,
        "process": None if run.owner is None else {"host": run.owner.host, "pid": run.owner.pid},
        "network": run.spec.get("network", ""),
        "epochs_done": one.epochs_done,
        "epochs": run.spec.get("epochs"),
        "best_epoch": one.best_epoch,
        "figures": dict(one.figures),
        "started_at": run.started_at,
        "ended_at": run.ended_at,
        "error": run.error,
    }
