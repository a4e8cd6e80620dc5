"""Imports a model into the project, after checking all its parts."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from pydantic import ValidationError

from rbc_desk.core.errors import BundleError, StorageError, storage_error
from rbc_desk.core.files.atomic import temporary_folder
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import SILENT, Task
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.learn.bundles.bundle import CARD, WEIGHTS, WORDS, add_metrics, load_bundle
from rbc_desk.learn.bundles.bundle_check import MAX_WEIGHTS_BYTES, MAX_WORDS_BYTES
from rbc_desk.learn.bundles.graph import GRAPH
from rbc_desk.services.models import evaluation, quality
from rbc_desk.services.project.project import Project

_PIECE = 2**20
_PROSE = "bundles_hold_prose"


def import_model(
    project: Project,
    source: Path,
    *,
    name: str | None = None,
    counted_as: Mapping[str, str | None] | None = None,
    task: Task = SILENT,
) -> int:
    """Copy a bundle from a folder or a ZIP file into the project as a new model; returns its id.

    `counted_as`: see `evaluation.adopt_bundle`.

    Only the files of a bundle are copied; anything else in the folder or ZIP is ignored.
    Description, weights and crop recipe are checked first, and the network is run once.
    Raises BundleError that says what is wrong with `source`, StorageError, CancelledError.
    """
    model_name = name or source.stem
    try:
        temporary = temporary_folder(project.models_folder / "incoming")
        try:
            _copy(source, temporary, task=task)
            _check(temporary)
            folder = _free(project.models_folder, model_name)
            temporary.chmod(0o755)
            temporary.replace(folder)
        except BundleError as error:
            raise BundleError(_naming_source(source, error.message, temporary=temporary), hint=error.hint) from error
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        raise storage_error(error, doing=Phrase("importing the model {name}", name=model_name)) from error
    return evaluation.adopt_bundle(project, folder, name=model_name, counted_as=counted_as)


def drop_prose(project: Project) -> None:
    """Update the bundles of an older version, once per project.

    Sentences on the split, which could name a reader, are removed from them. The quality of each bundle is stored in
    the project. A bundle that is missing or not writable is skipped.
    """
    from rbc_desk.store import queries

    if not queries.meta(project.store, _PROSE):
        return
    updated: dict[int, dict[str, Any]] = {}
    for model in evaluation.models(project):
        with suppress(BundleError, StorageError):
            add_metrics(project.folder / model.folder, metrics={})
        if quality.KEY not in model.metrics:
            with suppress(BundleError):
                updated[model.id] = model.metrics | quality.of_bundle(load_bundle(project.folder / model.folder))
    with suppress(StorageError), project.store.transact("Update the models", reader=project.reader) as tx:
        for model_id, metrics in updated.items():
            tx.derived.set_model_metrics(model_id, metrics)
        tx.set_meta(_PROSE, "")


def _copy(source: Path, target: Path, *, task: Task) -> None:
    limits = {
        WORDS: MAX_WORDS_BYTES, WEIGHTS: MAX_WEIGHTS_BYTES, CARD: MAX_WORDS_BYTES, GRAPH: MAX_WEIGHTS_BYTES
    }  # fmt: skip
    if source.is_dir():
        for name, limit in limits.items():
            # a symbolic link could point to any file of this machine
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
    """The archive's files by base name. They are of a single folder, so that two bundles cannot mix."""
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
    """Copy a stream and count its bytes, because a ZIP file may declare a false size."""
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
    from rbc_desk.imaging.cells.crop import CropRecipe

    predictor = Predictor(folder, device="cpu")
    predictor.try_out()
    if (folder / GRAPH).is_file() and not predictor.agrees_with_graph():
        (folder / GRAPH).unlink()  # the light edition would answer otherwise
    try:
        CropRecipe(**predictor.bundle.crop_recipe)
    except (ValidationError, TypeError) as error:
        raise BundleError(
            "This program does not support the crop recipe of the model.",
            hint="Update the program, or ask the author of the model.",
        ) from error


def _naming_source(source: Path, message: Phrase, *, temporary: Path) -> Phrase:
    """The error message with the path of the user's file, since the checked copy is deleted."""

    def replaced(value: object) -> object:
        if isinstance(value, Phrase):
            return _naming_source(source, value, temporary=temporary)
        return str(value).replace(str(temporary), str(source)) if str(temporary) in str(value) else value

    values = {name: replaced(value) for name, value in message.values.items()}
    return Phrase(message.template, **values)


def _free(parent: Path, name: str) -> Path:
    plain = re.sub(r"[^\w.-]+", "-", name).strip("-.") or "model"
    candidates = (parent / (plain if number == 1 else f"{plain}-{number}") for number in range(1, 10_000))
    return next(path for path in candidates if not path.exists())
