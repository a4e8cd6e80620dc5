"""Downloads ImageNet weights once, with progress, a stop, and a checksum."""

from __future__ import annotations

import hashlib
import re
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from rbc_desk.core.events import Progress
from rbc_desk.core.files.atomic import replacing
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task

_PIECE = 256 * 1024
_WAIT_S = 15.0
_REPORT_EVERY_S = 0.1
_DIGEST = re.compile(r"-([0-9a-f]{8,64})\.")


def fetch_torchvision(name: str, *, network_title: str, task: Task) -> None:
    """Download torchvision's default weights of `name` to the folder where torchvision looks for them.

    Raises OSError if they are not available, CancelledError, StorageError.
    """
    import torch
    from torchvision import models

    url = models.get_model_weights(name).DEFAULT.url
    fetch(url, folder=Path(torch.hub.get_dir()) / "checkpoints", network_title=network_title, task=task)


def fetch(url: str, *, folder: Path, network_title: str, task: Task) -> Path:
    """The file of `url` in `folder`, downloaded atomically if it is missing.

    Reports Progress in KiB. Torch's files have the first digits of their SHA-256 in their name; a file that
    does not match is deleted. Raises OSError (no connection, wrong content), StorageError (disk), CancelledError.
    """
    path = folder / Path(urlsplit(url).path).name
    if path.exists():
        return path
    try:
        _download(url, path=path, network_title=network_title, task=task)
    except _WrongDownloadError as error:
        raise ConnectionError("the download broke off or its check sum is wrong") from error
    return path


def _download(url: str, *, path: Path, network_title: str, task: Task) -> None:
    digest, last = hashlib.sha256(), 0.0
    message = Phrase("Downloading the ImageNet weights of {network}", network=network_title)
    try:
        answer = urlopen(url, timeout=_WAIT_S)
    except URLError as error:
        raise ConnectionError(str(error.reason)) from error
    with answer, replacing(path) as temporary, temporary.open("wb") as handle:
        total, done = int(answer.headers.get("Content-Length") or 0), 0
        while True:
            task.raise_if_stopped()
            piece = _received(answer)
            if not piece:
                break
            handle.write(piece)
            digest.update(piece)
            done += len(piece)
            if time.perf_counter() - last >= _REPORT_EVERY_S:
                last = time.perf_counter()
                task.report(Progress(done // 1024, total // 1024, message))
        handle.flush()
        wanted = _DIGEST.search(path.name)
        if (total and done != total) or (wanted and not digest.hexdigest().startswith(wanted.group(1))):
            raise _WrongDownloadError


class _WrongDownloadError(Exception):
    """Raised as ConnectionError in the end. It is no OSError, which `replacing` would take for a disk error."""


def _received(answer: object) -> bytes:
    try:
        piece: bytes = answer.read(_PIECE)  # type: ignore[attr-defined]
    except OSError as error:
        raise _WrongDownloadError from error
    return piece
