"""Training at night: starts what the order of a project asks for, and tells how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rbc_desk.core.phrases import Phrase
from rbc_desk.core.times import local
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.models.against_active import against_of
from rbc_desk.services.project.project import Project
from rbc_desk.services.training import training
from rbc_desk.services.training.night_order import (
    Night,
    NightOrder,
    NightResult,
    Outcome,
    change_night,
    night_of,
)
from rbc_desk.services.training.presets import preset_spec


@dataclass(frozen=True, slots=True)
class NightWork:
    """A training to start: a new one, or the interrupted run `resumes`."""

    began: datetime
    order: NightOrder
    resumes: int | None = None

    def spec(self) -> TrainSpec:
        """The settings: those of the preset, from the starter's weights."""
        return preset_spec(self.order.preset).model_copy(update={"start": "starter"})


def begin(project: Project, now: datetime) -> NightWork | None:
    """Claim the training of this night. None where it is claimed, under way, or there is nothing to learn.

    An interrupted training of an earlier night is resumed. Raises StorageError.
    """
    from rbc_desk.store import queries

    wish = night_of(project).order
    if wish is None or any(run.owner is not None for run in training.runs(project)):
        return None
    newest = queries.newest_label(project.store)
    claimed: list[NightWork] = []

    def claim(night: Night) -> Night:
        if night.order != wish or (night.begun is not None and night.begun >= now):
            return night
        resumes = _interrupted(project, night)
        told: Outcome | None = None
        if resumes is None and newest == night.newest_label:
            told = "unchanged"
        elif resumes is None and not snapshots.overview(project).ready:
            told = "not_ready"
        changes: dict[str, object] = {"begun": now}
        if told is not None:
            changes["result"] = NightResult(began=now, ended=now, outcome=told)
        else:
            changes["newest_label"] = newest
            claimed.append(NightWork(now, wish, resumes))
        return night.model_copy(update=changes)

    change_night(project, claim)
    return claimed[0] if claimed else None


def end(project: Project, work: NightWork, result: NightResult) -> Night:
    """Keep how it ended. Raises StorageError."""
    return change_night(
        project, lambda night: night.model_copy(update={"result": result}) if night.begun == work.began else night
    )


def words(project: Project, night: Night) -> Phrase | None:
    """How the last one ended, as a sentence; None where there was none."""
    result = night.result
    if night.is_unended and night.begun is not None:
        return Phrase("The training that began at {time} was interrupted.", time=f"{night.begun:%H:%M}")
    if result is None:
        return None
    when = {"began": f"{result.began:%m-%d %H:%M}", "ended": f"{result.ended:%H:%M}"}
    if result.outcome == "unchanged":
        return Phrase("{began}: nothing was trained, because no label was new.", **when)
    if result.outcome == "not_ready":
        return Phrase("{began}: nothing was trained, because there were too few labels.", **when)
    if result.outcome == "failed":
        return Phrase("{began}: the training failed. {reason}", **when, reason=Phrase.of(result.reason))
    if result.outcome == "stopped":
        return Phrase("{began} to {ended}: the training was stopped.", **when)
    used = Phrase(
        "Trained {began} to {ended}, run {run}, with {minutes} min of processor time.",
        **when, run=result.run_id or "", minutes=max(1, round(result.cpu_s / 60)),
    )  # fmt: skip
    compared = against_of(project, run_id=result.run_id)
    return Phrase.joined(" ", [used, *([compared] if compared is not None else [])])


def _interrupted(project: Project, night: Night) -> int | None:
    """The newest run, if it is the one of an earlier night and was interrupted."""
    if night.begun is None:
        return None
    newest = next(iter(training.runs(project)), None)
    if newest is None or newest.status != "interrupted" or newest.spec.get("start") != "starter":
        return None
    return newest.id if local(newest.started_at).replace(tzinfo=None) >= night.begun.replace(microsecond=0) else None
