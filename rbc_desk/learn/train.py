"""The one training loop: labelled crops in, the best epoch's weights out; it tells of itself by events."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

import torch

from rbc_desk.core.control import Reporter, StopToken, silent
from rbc_desk.core.errors import CancelledError, NotEnoughDataError, TrainingFailedError
from rbc_desk.core.events import EpochDone, TrainingEnded, TrainingStarted
from rbc_desk.core.hashing import hash_json
from rbc_desk.core.phrases import Phrase
from rbc_desk.learn.checkpoint import checkpoint_file, load_checkpoint, save_checkpoint
from rbc_desk.learn.data import CropSet
from rbc_desk.learn.loop import Loop, Part
from rbc_desk.learn.models import IMAGENET_MEAN, IMAGENET_STD, NETWORKS, build_network
from rbc_desk.learn.runtime import pick_device, use_worker_threads
from rbc_desk.learn.spec import TrainSpec
from rbc_desk.learn.tensors import mean_and_std, to_input


@dataclass(frozen=True, slots=True)
class Fitted:
    """The outcome: the weights (on the processor) of the epoch with the lowest validation loss (paper, section 4.2).

    `best_epoch` is 0 where the training was stopped before its first epoch was finished: `weights` are then those of
    the moment, and `history` holds one entry that may rest on a part of the validation cells only.
    """

    weights: dict[str, torch.Tensor]
    best_epoch: int
    stopped: bool
    history: tuple[EpochDone, ...]
    input_px: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]


def fit(
    spec: TrainSpec,
    *,
    train: CropSet,
    validation: CropSet,
    report: Reporter = silent,
    stop: StopToken | None = None,
    checkpoint: Path | None = None,
    resume: bool = False,
) -> Fitted:
    """Train on `train`, choose the epoch on `validation`.

    Reports TrainingStarted, BatchDone (10 a second at most), every EpochDone, TrainingEnded, on the calling thread.
    `checkpoint` (a .safetensors file, or a folder) is written after every epoch and on a stop; with `resume` the
    training goes on from it, where it exists, as if it had never been left. On a stop the best weights so far are
    returned. Raises CancelledError where it was stopped before the first batch, NotEnoughDataError,
    TrainingFailedError, SettingsError (device or loss settings), StorageError (checkpoint).
    """
    token = stop or StopToken()
    _check(train, validation)
    try:
        return _fit(
            spec, train=train, validation=validation, report=report, stop=token, checkpoint=checkpoint, resume=resume
        )
    except torch.OutOfMemoryError as error:
        raise _no_memory(spec) from error
    except RuntimeError as error:
        if "allocate memory" in str(error) or "out of memory" in str(error):
            raise _no_memory(spec) from error
        raise


def _fit(
    spec: TrainSpec,
    *,
    train: CropSet,
    validation: CropSet,
    report: Reporter,
    stop: StopToken,
    checkpoint: Path | None,
    resume: bool,
) -> Fitted:
    use_worker_threads()
    device = pick_device(spec.device)
    train_part = Part(to_input(train.pixels, input_px=spec.side_px), train.targets)
    stop.raise_if_set()
    validation_part = Part(to_input(validation.pixels, input_px=spec.side_px), validation.targets)
    stop.raise_if_set()
    mean, std = (IMAGENET_MEAN, IMAGENET_STD) if spec.pretrained else mean_and_std(train_part.images)
    fingerprint = _fingerprint(spec, codes=train.codes, parts=(train_part, validation_part))
    # only draws inside the fork are ours: other threads' random numbers stay as they were
    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
        torch.manual_seed(spec.seed)
        model = build_network(spec.network, n_classes=len(train.codes), pretrained=spec.pretrained)
        loop = Loop(
            spec, model=model, device=device, train=train_part, validation=validation_part, counts=train.counts,
            mean=mean, std=std,
        )  # fmt: skip
        if checkpoint is not None and resume and checkpoint_file(checkpoint).exists():
            loop.restore(load_checkpoint(checkpoint, fingerprint=fingerprint))
        report(
            TrainingStarted(
                network=spec.network,
                loss=spec.loss,
                device=str(device),
                epochs=spec.epochs,
                batches_per_epoch=loop.batches_per_epoch,
                class_codes=train.codes,
                train_counts=train.counts,
                validation_counts=validation.counts,
                parameters=sum(p.numel() for p in model.parameters()),
            )
        )
        stopped = False
        while loop.epoch <= spec.epochs:
            done = loop.run_epoch(report=report, stop=stop)
            if checkpoint is not None:
                save_checkpoint(checkpoint, state=loop.state(fingerprint))
            if done is None:
                stopped = True
                break
            report(done)
        if not loop.best:
            if not loop.cells_seen:
                raise CancelledError
            report(loop.close_unfinished())
    report(TrainingEnded(best_epoch=loop.best_epoch, stopped=stopped))
    return Fitted(
        weights=loop.best,
        best_epoch=loop.best_epoch,
        stopped=stopped,
        history=tuple(loop.history),
        input_px=spec.side_px,
        mean=mean,
        std=std,
    )


def _check(train: CropSet, validation: CropSet) -> None:
    if train.codes != validation.codes:
        raise ValueError("training and validation crops must share their classes")
    if sum(n > 0 for n in train.counts) < 2:
        raise NotEnoughDataError(
            "The training part holds cells of fewer than two classes.", hint="Label cells of at least two classes."
        )
    if not len(validation):
        raise NotEnoughDataError(
            "The validation part is empty.", hint="Label cells on more smears, or split by cell instead of by smear."
        )


def _fingerprint(spec: TrainSpec, *, codes: tuple[str, ...], parts: tuple[Part, Part]) -> str:
    """What a checkpoint must agree on: settings (but for the device), classes and cells."""
    settings = spec.model_dump(mode="json", exclude={"device"})
    sums = [
        [zlib.crc32(part.images.permute(0, 2, 3, 1).numpy().tobytes()), zlib.crc32(part.targets.tobytes())]
        for part in parts
    ]
    return hash_json([settings, list(codes), sums])


def _no_memory(spec: TrainSpec) -> TrainingFailedError:
    network = NETWORKS[spec.network].words
    return TrainingFailedError(
        Phrase(
            "The memory does not hold {batch_size} cells of {side_px} px at once with {network}.",
            batch_size=spec.batch_size,
            side_px=spec.side_px,
            network=network,
        ),
        hint="Choose a smaller batch size, a smaller network, or the processor as device.",
    )
