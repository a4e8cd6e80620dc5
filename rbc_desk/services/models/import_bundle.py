"""Imports a model from elsewhere into the project, after checking everything in it."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from rbc_desk.core.errors import BundleError, StorageError, storage_error
from rbc_desk.core.files import temporary_folder
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.models import evaluation, standing
from rbc_desk.services.project.project import Project

_PIECE = 2**20
_PROSE = "bundles_hold_prose"


def take_in(project: Project, source: Path, *, name: str | None = None, task: Task = SILENT) -> int:
    """Copy the bundle in a folder or a ZIP file into the project and note it as a model; returns its id.

    Only its three files are copied, under their own names, whatever else lies beside them or stands in the ZIP.
    Before it counts as a model its description, weights and crop recipe are checked, and the network answers once.
    Raises BundleError that says what is wrong with `source`, StorageError, CancelledError.
    """
    called = name or source.stem
    try:
        aside = temporary_folder(project.models_folder / "incoming")
        try:
            _copy(source, aside, task=task)
            _check(aside)
            folder = _free(project.models_folder, called)
            aside.chmod(0o755)
            aside.replace(folder)
        except BundleError as error:
            raise BundleError(_naming_source(source, error.message, aside=aside), hint=error.hint) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise storage_error(error, doing=Phrase("importing the model {name}", name=called)) from error
    return evaluation.adopt_bundle(project, folder, name=called)


def drop_prose(project: Project) -> None:
    """Take the sentences on the split, which could name a reader, out of bundles that an older version wrote, and
    note in the project what the bundles of others say of themselves.

    Once a project: a bundle that is gone or cannot be written to is passed over.
    """
    from rbc_desk.learn.bundles.bundle import add_metrics, load_bundle
    from rbc_desk.store import queries

    if not queries.meta(project.store, _PROSE):
        return
    told: dict[int, dict[str, Any]] = {}
    for model in evaluation.models(project):
        with suppress(BundleError, StorageError):
            add_metrics(project.folder / model.folder, metrics={})
        if standing.KEY not in model.metrics:
            with suppress(BundleError):
                told[model.id] = model.metrics | standing.of_bundle(load_bundle(project.folder / model.folder))
    with suppress(StorageError), project.store.transact("Update the models", reader=project.reader) as tx:
        for model_id, metrics in told.items():
            tx.derived.set_model_metrics(model_id, metrics)
        tx.set_meta(_PROSE, "")


def _copy(source: Path, target: Path, *, task: Task) -> None:
    from rbc_desk.learn.bundles.bundle import CARD, WEIGHTS, WORDS
    from rbc_desk.learn.bundles.bundle_check import MAX_WEIGHTS_BYTES, MAX_WORDS_BYTES

    limits = {WORDS: MAX_WORDS_BYTES, WEIGHTS: MAX_WEIGHTS_BYTES, CARD: MAX_WORDS_BYTES}
    if source.is_dir():
        for name, limit in limits.items():
            # a link could lead to any file of this machine
            if (source / name).is_file() and not (source / name).is_symlink():
                _copy_stream((source / name).open, target / name, limit=limit, source=source, task=task)
        return
    try:
        with zipfile.ZipFile(source) as archive:
            members = _members(archive, source=source)
            for name, limit in limits.items():
                if name in members:
                    opened = _opener(archive, members[name])
                    _copy_stream(opened, target / name, limit=limit, source=source, task=task)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise BundleError(
            Phrase("{name} is neither a model folder nor a ZIP file of one.", name=source.name),
            hint="Choose the folder of a trained model, or a ZIP file of it.",
        ) from error


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Callable[[str], IO[bytes]]:
    return lambda _mode: archive.open(member)


def _members(archive: zipfile.ZipFile, *, source: Path) -> dict[str, zipfile.ZipInfo]:
    """The archive's files by their last name; of one folder at most, so that no two bundles are mixed."""
    from rbc_desk.learn.bundles.bundle import WORDS

    places = {info.filename.replace("\\", "/").rpartition("/")[0] for info in archive.infolist()
              if info.filename.replace("\\", "/").rpartition("/")[2] == WORDS}  # fmt: skip
    if len(places) != 1:
        raise BundleError(
            Phrase("{name} contains {n} models.", name=source.name, n=len(places)),
            hint="Choose a ZIP file of a single model folder.",
        )
    (place,) = places
    inside = [info for info in archive.infolist() if info.filename.replace("\\", "/").rpartition("/")[0] == place]
    return {info.filename.replace("\\", "/").rpartition("/")[2]: info for info in inside}


def _copy_stream(opened: Callable[[str], IO[bytes]], target: Path, *, limit: int, source: Path, task: Task) -> None:
    """Counts what really comes: a ZIP file may say that it is small."""
    total = 0
    with opened("rb") as stream, target.open("wb") as handle:
        while piece := stream.read(_PIECE):
            task.raise_if_stopped()
            total += len(piece)
            if total > limit:
                raise BundleError(
                    Phrase(
                        "{file} in {name} is too large to be part of a model.", file=target.name, name=source.name
                    ),
                    hint="Ask its author for the original model folder.",
                )
            handle.write(piece)


def _check(folder: Path) -> None:
    from pydantic import ValidationError

    from rbc_desk.imaging.crop import CropRecipe
    from rbc_desk.learn.answer.predict import Predictor

    predictor = Predictor(folder, device="cpu")
    predictor.try_out()
    try:
        CropRecipe(**predictor.bundle.crop_recipe)
    except (ValidationError, TypeError) as error:
        raise BundleError(
            "This program does not support the crop recipe of the model.",
            hint="Update the program, or ask the author of the model.",
        ) from error


def _naming_source(source: Path, words: Phrase, *, aside: Path) -> Phrase:
    """The error in terms of the user's file, since the checked copy is deleted by then."""

    def instead(value: object) -> object:
        if isinstance(value, Phrase):
            return _naming_source(source, value, aside=aside)
        return str(value).replace(str(aside), str(source)) if str(aside) in str(value) else value

    values = {name: instead(value) for name, value in words.values.items()}
    return Phrase(words.template, **values)


def _free(parent: Path, name: str) -> Path:
    plain = re.sub(r"[^\w.-]+", "-", name).strip("-.") or "model"
    candidates = (parent / (plain if number == 1 else f"{plain}-{number}") for number in range(1, 10_000))
    return next(path for path in candidates if not path.exists())
