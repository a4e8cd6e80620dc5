"""Batches of the cells of one part of a snapshot, from memory or read ahead."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from numpy.typing import NDArray

from rbc_desk.core.task import Task
from rbc_desk.learn.crops.crop_data import Crops, CropSet, LazyCropSet
from rbc_desk.learn.crops.tensors import to_input, value_counts

_CHUNK = 256
_MOST_THREADS = 4


@dataclass(frozen=True, slots=True)
class CropSurvey:
    """Statistics of all crops: a checksum of the pixels, and the value counts of each channel [3, 256]."""

    checksum: int
    counts: NDArray[np.int64]


class Part(Protocol):
    """N crops at the network's input size, uint8 [3, S, S] each, with the index of each one's class [N].

    `shares` [N, C]: of labels that are divided among classes, see `CropSet`.
    """

    targets: NDArray[np.int64]
    shares: NDArray[np.float32] | None

    @property
    def nbytes(self) -> int:
        """Bytes of the crops as arrays in memory."""

    @property
    def device(self) -> torch.device:
        """The device for the indices of `take`."""

    def take(self, chosen: torch.Tensor) -> torch.Tensor:
        """The crops at `chosen` [B], uint8 [B, 3, S, S]."""

    def expect(self, chosen: torch.Tensor) -> None:
        """Announce that `take` will soon be called with this tensor."""

    def near(self, device: torch.device, *, fits: bool) -> Part:
        """The crops on the device if they fit, otherwise in pinned memory, from which the device copies by itself."""

    def survey(self, task: Task) -> CropSurvey:
        """The statistics of all crops. Raises CancelledError."""

    def close(self) -> None:
        """End the threads."""


def part_of(crops: Crops, *, input_px: int) -> Part:
    """The part of these crops for training. Raises ValueError if crops that are read on demand have another size."""
    if isinstance(crops, CropSet):
        return CropsInMemory(to_input(crops.pixels, input_px=input_px), crops.targets, shares=crops.shares)
    if crops.side_px != input_px:
        raise ValueError(f"crops of {crops.side_px} px are read for a network that takes {input_px} px")
    return CropsFromDisk(crops)


class CropsInMemory:
    """Crops kept in memory."""

    def __init__(
        self, images: torch.Tensor, targets: NDArray[np.int64], *, shares: NDArray[np.float32] | None = None
    ) -> None:
        self.images, self.targets, self.shares = images, targets, shares

    @property
    def nbytes(self) -> int:
        return self.images.nbytes

    @property
    def device(self) -> torch.device:
        return self.images.device

    def take(self, chosen: torch.Tensor) -> torch.Tensor:
        return self.images[chosen]

    def expect(self, chosen: torch.Tensor) -> None:
        """Nothing to do: all crops are in memory."""

    def near(self, device: torch.device, *, fits: bool) -> Part:
        if fits or device.type == "cpu":
            return CropsInMemory(self.images.to(device), self.targets, shares=self.shares)
        return CropsInMemory(self.images.pin_memory(), self.targets, shares=self.shares)

    def survey(self, task: Task) -> CropSurvey:
        n = len(self.targets)
        return _surveyed((self.images[begin : begin + _CHUNK] for begin in range(0, n, _CHUNK)), task=task)

    def close(self) -> None:
        """Nothing to do: there are no threads."""


class CropsFromDisk:
    """Crops read by a few threads, ahead of the batches that need them."""

    def __init__(self, crops: LazyCropSet) -> None:
        self._crops, self.targets, self.shares = crops, crops.targets, crops.shares
        self._threads = max(1, min(_MOST_THREADS, (os.cpu_count() or 1) - 1))
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="crops")
        self._coming: list[tuple[torch.Tensor, list[Future[NDArray[np.uint8]]]]] = []

    @property
    def nbytes(self) -> int:
        return 0

    @property
    def device(self) -> torch.device:
        return torch.device("cpu")

    def take(self, chosen: torch.Tensor) -> torch.Tensor:
        for index, (expected, futures) in enumerate(self._coming):
            if expected is chosen:
                del self._coming[: index + 1]  # earlier batches are not needed
                return _joined(futures)
        return _joined(self._begun(chosen.numpy()))

    def expect(self, chosen: torch.Tensor) -> None:
        self._coming.append((chosen, self._begun(chosen.numpy())))

    def near(self, device: torch.device, *, fits: bool) -> Part:
        return self

    def survey(self, task: Task) -> CropSurvey:
        rows = np.arange(len(self.targets))
        chunks = [rows[begin : begin + _CHUNK] for begin in range(0, len(rows), _CHUNK)]
        return _surveyed((_joined(self._begun(chunk)) for chunk in chunks), task=task)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _begun(self, chosen: NDArray[np.int64]) -> list[Future[NDArray[np.uint8]]]:
        own = self._crops.rows[chosen]
        pieces = [piece for piece in np.array_split(own, self._threads) if len(piece)]
        return [self._pool.submit(self._crops.read, piece) for piece in pieces or [own]]


def _joined(futures: list[Future[NDArray[np.uint8]]]) -> torch.Tensor:
    found = [future.result() for future in futures]
    pixels = found[0] if len(found) == 1 else np.concatenate(found)
    return torch.from_numpy(pixels).permute(0, 3, 1, 2)


def _surveyed(chunks: Iterator[torch.Tensor], *, task: Task) -> CropSurvey:
    checksum, counts = 0, np.zeros((3, 256), np.int64)
    for chunk in chunks:
        task.raise_if_stopped()
        checksum = zlib.crc32(chunk.permute(0, 2, 3, 1).contiguous().numpy().data, checksum)
        counts += value_counts(chunk)
    return CropSurvey(checksum, counts)
