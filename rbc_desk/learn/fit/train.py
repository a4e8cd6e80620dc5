"""The training loop: takes labelled crops, returns the weights of the best epoch, reports by events."""

from __future__ import annotations

import zlib
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn

from rbc_desk.core.errors import (
    CancelledError,
    NotEnoughDataError,
    TrainingFailedError,
    WeightsNotHereError,
)
from rbc_desk.core.events import EpochDone, NotLearning, Problem, TrainingEnded, TrainingStarted
from rbc_desk.core.files.atomic import Check, always
from rbc_desk.core.files.hashing import hash_json
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.compute.distributed import ProcessGroup
from rbc_desk.learn.compute.runtime import pick_device, use_training_threads
from rbc_desk.learn.crops.batches import CropSurvey, Part, part_of
from rbc_desk.learn.crops.crop_data import Crops
from rbc_desk.learn.crops.tensors import moments
from rbc_desk.learn.fit.checkpoint import Checkpoint, checkpoint_file, load_checkpoint, save_checkpoint
from rbc_desk.learn.fit.compute_plan import ComputePlan, choose_plan
from rbc_desk.learn.fit.loop import Loop
from rbc_desk.learn.fit.out_of_memory import reporting_out_of_memory
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.fit.starter_weights import starter_network
from rbc_desk.learn.networks.registry import IMAGENET_MEAN, IMAGENET_STD, NETWORKS, build_network

STARTS_FROM_STARTER = Phrase(
    "The training starts from the weights of the starter model instead. Do not test it on the cells of Chula RBC-12, "
    "on which that model was trained."
)
STARTS_ANYWAY = Phrase("The training starts from random weights instead and takes longer to reach the same accuracy.")


@dataclass(frozen=True, slots=True)
class Fitted:
    """The result: the weights (on the CPU) of the epoch with the lowest validation loss (paper, section 4.2).

    `best_epoch` is 0 if the training was stopped in its first epoch. `weights` are then the current ones, and
    `history` has one entry, which may be from some of the validation cells only.
    """

    weights: dict[str, torch.Tensor]
    best_epoch: int
    stopped: bool
    history: tuple[EpochDone, ...]
    input_px: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    on_imagenet: bool = False


@dataclass(frozen=True, slots=True)
class _Training:
    """The settings that must be equal in all processes; otherwise they would wait for each other forever."""

    spec: TrainSpec
    train: Crops
    validation: Crops
    resume: bool
    keep_last: bool
    weights_needed: bool


def fit(
    spec: TrainSpec,
    *,
    train: Crops,
    validation: Crops,
    task: Task = SILENT,
    checkpoint: Path | None = None,
    resume: bool = False,
    keep_last: bool = False,
    weights_needed: bool = False,
    may_keep: Check = always,
) -> Fitted:
    """Train on `train` and choose the epoch on `validation`; with `keep_last`, keep the last epoch instead.

    Reports TrainingStarted, BatchDone (at most 10 per second), every EpochDone and TrainingEnded, on the calling
    thread. `checkpoint` (a .safetensors file or a folder) is written after every epoch, on a pause and on a stop.
    With `resume`, the training continues from it, if it exists, exactly as if it had not been interrupted. After a
    stop, the best weights so far are returned. Under torchrun only the first process calls this; the others call
    `assist`. `may_keep` is called before a checkpoint replaces the previous one. Its errors end the training and keep
    the previous one.

    If ImageNet weights are requested but not available, a Problem is reported and the training starts from those of
    the shipped starter model, or from random ones for another network; with `weights_needed`, it raises
    WeightsNotHereError.
    Raises CancelledError if it is stopped before the first batch, NotEnoughDataError, NotFiniteError, SettingsError
    (device or loss settings), StorageError (checkpoint), OutOfMemoryError (after reporting OutOfMemory).
    """
    _check(train, validation)
    team = ProcessGroup()
    team.join()
    training = team.shared(_Training(spec, train, validation, resume, keep_last, weights_needed))
    return _done(training, task=task, team=team, checkpoint=checkpoint, may_keep=may_keep)


def assist(*, task: Task = SILENT) -> None:
    """Take part in the first process's training, which sends settings, cells and the starting point.

    Returns at once if the first process needs no help (`ProcessGroup.dismiss`).
    """
    team = ProcessGroup()
    team.join()
    training: _Training | None = team.shared(None)
    if training is None:
        team.leave()
        return
    _done(training, task=task.quiet(), team=team, checkpoint=None)


def _done(
    training: _Training,
    *,
    task: Task,
    team: ProcessGroup,
    checkpoint: Path | None,
    may_keep: Check = always,
) -> Fitted:
    device = team.device(pick_device(training.spec.device))
    work = _Fit(training, task=task, team=team, may_keep=may_keep)
    try:
        with reporting_out_of_memory(training.spec, device=device, task=task):
            return work.run(device, checkpoint=checkpoint, resume=training.resume, keep_last=training.keep_last)
    finally:
        team.leave()


def best_so_far(spec: TrainSpec, *, train: Crops, validation: Crops, checkpoint: Path) -> Fitted:
    """The best finished epoch of an interrupted training, as if it had been stopped.

    Raises TrainingFailedError if no epoch was finished, the checkpoint is unreadable, or settings or cells differ.
    """
    with (
        closing(part_of(train, input_px=spec.side_px)) as trained_on,
        closing(part_of(validation, input_px=spec.side_px)) as validated_on,
    ):
        surveys = trained_on.survey(SILENT), validated_on.survey(SILENT)
    fingerprint = _fingerprint(spec, crops=(train, validation), surveys=surveys)
    left = load_checkpoint(checkpoint, fingerprint=fingerprint)
    if not left.best_epoch:
        raise TrainingFailedError(
            "The training was interrupted before its first epoch was finished. There is no model to keep.",
            hint="Resume it, or discard it.",
        )
    mean, std = (IMAGENET_MEAN, IMAGENET_STD) if left.on_imagenet else moments(surveys[0].counts)
    return Fitted(
        weights=left.best,
        best_epoch=left.best_epoch,
        stopped=True,
        history=left.history,
        input_px=spec.side_px,
        mean=mean,
        std=std,
        on_imagenet=left.on_imagenet,
    )


class _Fit:
    """The parts of one call of `fit`."""

    def __init__(self, training: _Training, *, task: Task, team: ProcessGroup, may_keep: Check) -> None:
        self.spec, self.task, self.team = training.spec, task, team
        self.may_keep = may_keep
        self.train, self.validation, self.weights_needed = (
            training.train,
            training.validation,
            training.weights_needed,
        )

    def run(self, device: torch.device, *, checkpoint: Path | None, resume: bool, keep_last: bool) -> Fitted:
        use_training_threads()
        side = self.spec.side_px
        with (
            closing(part_of(self.train, input_px=side)) as train,
            closing(part_of(self.validation, input_px=side)) as validation,
        ):
            return self._fitted(
                device, train=train, validation=validation, checkpoint=checkpoint, resume=resume, keep_last=keep_last
            )

    def _fitted(
        self, device: torch.device, *, train: Part, validation: Part, checkpoint: Path | None, resume: bool,
        keep_last: bool,
    ) -> Fitted:  # fmt: skip
        spec = self.spec
        self.task.raise_if_stopped()
        surveys = train.survey(self.task), validation.survey(self.task)
        self.task.raise_if_stopped()
        fingerprint = _fingerprint(spec, crops=(self.train, self.validation), surveys=surveys)
        left = self._left(checkpoint, fingerprint=fingerprint) if resume else None
        # the fork keeps the random numbers of other threads unchanged
        with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
            torch.manual_seed(spec.seed)
            model, on_imagenet = self._network(left)
            mean, std = (IMAGENET_MEAN, IMAGENET_STD) if on_imagenet else moments(surveys[0].counts)
            plan = self._plan(model, device=device, left=left, n_cells=len(train.targets))
            loop = Loop(
                spec, model=model, device=device, train=train, validation=validation, n_classes=len(self.train.codes),
                mean=mean, std=std, plan=plan, team=self.team, on_imagenet=on_imagenet, keep_last=keep_last,
            )  # fmt: skip
            if left is not None:
                loop.restore(left)
            self._run(loop, checkpoint=checkpoint, fingerprint=fingerprint)
        return Fitted(
            weights=loop.best,
            best_epoch=loop.best_epoch,
            stopped=not loop.finished,
            history=tuple(loop.history),
            input_px=spec.side_px,
            mean=mean,
            std=std,
            on_imagenet=on_imagenet,
        )

    def _left(self, checkpoint: Path | None, *, fingerprint: str) -> Checkpoint | None:
        found = None
        if self.team.first and checkpoint is not None and checkpoint_file(checkpoint).exists():
            found = load_checkpoint(checkpoint, fingerprint=fingerprint)
        state: Checkpoint | None = self.team.shared(found)
        return state

    def _network(self, left: Checkpoint | None) -> tuple[nn.Module, bool]:
        """The network, and whether it has ImageNet weights. All processes get the weights of the first one later."""
        spec, n_classes = self.spec, len(self.train.codes)
        if left is not None or not self.team.first or not spec.pretrained:
            on_imagenet = left.on_imagenet if left is not None else self.team.shared(False)
            return build_network(spec.network, n_classes=n_classes), on_imagenet
        if spec.start == "starter":
            torch.manual_seed(spec.seed)
            if (starter := starter_network(spec.network, n_classes=n_classes)) is not None:
                return starter, self.team.shared(True)
        try:
            model = build_network(spec.network, n_classes=n_classes, pretrained=True, task=self.task)
        except WeightsNotHereError as error:
            if self.weights_needed:
                raise
            torch.manual_seed(spec.seed)
            if (starter := starter_network(spec.network, n_classes=n_classes)) is not None:
                message = Phrase.joined(" ", [error.message, STARTS_FROM_STARTER])
                self.task.report(Problem(NETWORKS[spec.network].display_name, message))
                return starter, self.team.shared(True)
            message = Phrase.joined(" ", [error.message, STARTS_ANYWAY, error.hint])
            self.task.report(Problem(NETWORKS[spec.network].display_name, message))
            torch.manual_seed(spec.seed)
            return build_network(spec.network, n_classes=n_classes), self.team.shared(False)
        return model, self.team.shared(True)

    def _plan(self, model: nn.Module, *, device: torch.device, left: Checkpoint | None, n_cells: int) -> ComputePlan:
        if left is not None:
            return ComputePlan(*left.plan)
        steps = self.spec.epochs * max(1, n_cells // self.spec.batch_size)
        plan: ComputePlan = self.team.shared(
            choose_plan(self.spec, model=model, device=device, steps=steps, task=self.task)
            if self.team.first
            else None
        )
        return plan

    def _run(self, loop: Loop, *, checkpoint: Path | None, fingerprint: str) -> None:
        self.task.report(
            TrainingStarted(
                network=self.spec.network,
                loss=self.spec.loss,
                device=str(loop.device),
                epochs=self.spec.epochs,
                batches_per_epoch=loop.batches_per_epoch,
                class_codes=self.train.codes,
                train_counts=self.train.counts,
                validation_counts=self.validation.counts,
                parameters=sum(p.numel() for p in loop.net.parameters()),
                computing=loop.plan.summary,
            )
        )

        def keep() -> None:
            state = loop.state(fingerprint)
            if checkpoint is not None and self.team.first:
                save_checkpoint(checkpoint, state=state, check=self.may_keep)

        if self.team.size == 1:
            loop.on_pause = keep
        is_reported = False
        while not loop.finished:
            done = loop.run_epoch(task=self.task)
            keep()
            if done is None:
                break
            self.task.report(done)
            if not is_reported and (words := loop.progress_warning()):
                is_reported = True
                self.task.report(NotLearning(words))
        if not loop.best:
            if not loop.cells_seen:
                raise CancelledError
            self.task.report(loop.close_unfinished())
        self.task.report(TrainingEnded(best_epoch=loop.best_epoch, stopped=not loop.finished, early=loop.ended_early))


def _check(train: Crops, validation: Crops) -> None:
    if train.codes != validation.codes:
        raise ValueError("training and validation crops must share their classes")
    if sum(n > 0 for n in train.counts) < 2:
        raise NotEnoughDataError(
            "The training part contains fewer than two classes.", hint="Label cells of at least two classes."
        )
    if not len(validation):
        raise NotEnoughDataError(
            "The validation part is empty.", hint="Label cells on more smears, or split by cell instead of by smear."
        )


def _fingerprint(spec: TrainSpec, *, crops: tuple[Crops, Crops], surveys: tuple[CropSurvey, CropSurvey]) -> str:
    """The fingerprint that a checkpoint must match: settings (except the device), classes and cells."""
    settings = spec.model_dump(mode="json", exclude={"device"})
    sums = [[survey.checksum, zlib.crc32(own.targets.tobytes())] for own, survey in zip(crops, surveys, strict=True)]
    return hash_json([settings, list(crops[0].codes), sums])
