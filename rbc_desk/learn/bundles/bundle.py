"""A trained model as a folder: weights.safetensors, bundle.json, CARD.md. No pickle; reading it needs no torch."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rbc_desk import __version__
from rbc_desk.core.errors import BundleError, storage_error
from rbc_desk.core.files.atomic import Check, always, temporary_folder, write_text
from rbc_desk.core.files.hashing import hash_file
from rbc_desk.core.phrases import Phrase
from rbc_desk.learn.bundles.bundle_check import (
    MAX_HEADER_BYTES,
    MAX_WEIGHTS_BYTES,
    MAX_WORDS_BYTES,
    check_header,
    check_text,
    small_enough,
)
from rbc_desk.learn.bundles.card import PROSE, card_text

if TYPE_CHECKING:
    import torch

FORMAT = 1
WEIGHTS = "weights.safetensors"
WORDS = "bundle.json"
CARD = "CARD.md"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The description of weights: classes in logit order, input, crop recipe and origin.

    `mean` and `std` are for pixels scaled to 0..1. `tta`: logits are the mean over eight views of a cell.
    `training_domain`: what its training cells look like (`learn.metrics.training_domain`); empty where it was not
    measured. Raises ValueError for inconsistent values.
    """

    network: str
    codes: tuple[str, ...]
    class_names: tuple[str, ...]
    input_px: int
    mean: tuple[float, float, float]
    std: tuple[float, float, float]
    crop_recipe: dict[str, Any]
    snapshot_hash: str
    spec: dict[str, Any]
    metrics: dict[str, Any]
    temperature: float = 1.0
    data_licence: str = ""
    tta: bool = False
    training_domain: dict[str, Any] = field(default_factory=dict)
    created_at: str = field(default_factory=_now)
    app_version: str = __version__

    def __post_init__(self) -> None:
        check_text({f.name: getattr(self, f.name) for f in dataclasses.fields(self)})


def check_free(folder: Path, *, replace: bool = False) -> None:
    """Raise BundleError where `folder` is not empty. With `replace` it may contain a bundle, but nothing else."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not (folder.is_dir() and (folder / WORDS).exists()):
        raise BundleError(
            Phrase("{folder} is not a model and was not overwritten.", folder=folder),
            hint="Choose a new or empty folder for the model.",
        )
    if not replace:
        raise BundleError(
            Phrase("{folder} already contains a model.", folder=folder),
            hint="Choose another folder for the new model, or replace the existing one with --force.",
        )


def save_bundle(folder: Path, *, bundle: Bundle, weights: Mapping[str, torch.Tensor], check: Check = always) -> None:
    """Write the bundle atomically, replacing an existing bundle.

    `check` is called after the new bundle is written; where it raises, the old one stays. Raises BundleError where
    `folder` contains something else, StorageError for disk errors.
    """
    from safetensors.torch import save_file

    check_free(folder, replace=True)
    try:
        temporary = temporary_folder(folder)
    except OSError as error:
        raise storage_error(error, doing=Phrase("saving the model {name}", name=folder.name)) from error
    try:
        # tensors may share memory (views of one another), which the format refuses
        own = {name: tensor.detach().to("cpu").contiguous().clone() for name, tensor in weights.items()}
        save_file(own, temporary / WEIGHTS)
        description = {
            "format": FORMAT,
            **dataclasses.asdict(bundle),
            "weights_sha256": hash_file(temporary / WEIGHTS),
        }
        (temporary / WORDS).write_text(json.dumps(description, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        (temporary / CARD).write_text(card_text(description), encoding="utf-8")
        temporary.chmod(0o755)
        check()
        _put(temporary, folder)
    except OSError as error:
        raise storage_error(error, doing=Phrase("saving the model {name}", name=folder.name)) from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def add_metrics(
    folder: Path, *, metrics: Mapping[str, Any], temperature: float | None = None,
    training_domain: Mapping[str, Any] | None = None,
) -> None:  # fmt: skip
    """Add metrics to the bundle in `folder`, optionally set its temperature and its training domain, and write its
    card again.

    Sentences of an older version on the split are removed, because they could name a reader.
    Raises BundleError, StorageError.
    """
    bundle = load_bundle(folder)
    bundle = dataclasses.replace(
        bundle,
        temperature=bundle.temperature if temperature is None else temperature,
        training_domain=bundle.training_domain if training_domain is None else dict(training_domain),
        metrics={**{key: value for key, value in bundle.metrics.items() if key != PROSE}, **metrics},
    )
    description = {**_words(folder), **dataclasses.asdict(bundle)}
    write_text(folder / WORDS, json.dumps(description, indent=2, ensure_ascii=False) + "\n")
    write_text(folder / CARD, card_text(description))


def load_bundle(folder: Path) -> Bundle:
    """The description of the bundle in `folder`. Checks that the weights file is complete, but not its hash.

    Raises BundleError, which says what is wrong and what to do.
    """
    description = _words(folder)
    names = {f.name for f in dataclasses.fields(Bundle)}
    required = {f.name for f in dataclasses.fields(Bundle) if f.default is f.default_factory is dataclasses.MISSING}
    if missing := sorted(required - description.keys()):
        raise _broken(folder, Phrase("{file} does not specify {names}", file=WORDS, names=", ".join(missing)))
    values = {key: value for key, value in description.items() if key in names}
    try:
        for key in ("codes", "class_names", "mean", "std"):
            values[key] = tuple(values[key])
        bundle = Bundle(**values)
    except (TypeError, ValueError) as error:
        raise _broken(folder, str(error)) from error
    _check_weights_file(folder)
    return bundle


def load_weights(folder: Path) -> dict[str, torch.Tensor]:
    """Load the weights by name, on the CPU. Checks their hash and that all are finite. Raises BundleError."""
    import torch
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    description = _words(folder)
    _check_weights_file(folder)
    path = folder / WEIGHTS
    try:
        if description.get("weights_sha256") not in (None, hash_file(path)):
            raise _broken(folder, Phrase("{file} was changed after it was saved", file=WEIGHTS))
        weights = load_file(path)
    except (OSError, SafetensorError) as error:
        raise _broken(folder, Phrase("{file} cannot be read ({error})", file=WEIGHTS, error=error)) from error
    if not all(bool(torch.isfinite(one).all()) for one in weights.values()):
        raise _broken(folder, Phrase("{file} contains numbers that are not finite", file=WEIGHTS))
    return weights


def weights_digest(folder: Path) -> str:
    """The SHA-256 of the weights file, which identifies the model on this machine. Raises BundleError."""
    try:
        return hash_file(folder / WEIGHTS)
    except OSError as error:
        raise _broken(folder, Phrase("{file} cannot be read ({error})", file=WEIGHTS, error=error)) from error


def _words(folder: Path) -> dict[str, Any]:
    path = folder / WORDS
    if not path.is_file():
        raise BundleError(
            Phrase("There is no model in {folder}: {file} is missing.", folder=folder, file=WORDS),
            hint="Choose the folder of a trained model, or the name of a built-in model.",
        )
    if not small_enough(path, limit=MAX_WORDS_BYTES):
        raise _broken(folder, Phrase("{file} is too large", file=WORDS))
    try:
        description = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise _broken(folder, Phrase("{file} cannot be read ({error})", file=WORDS, error=error)) from error
    if not isinstance(description, dict) or not isinstance(description.get("format"), int):
        raise _broken(folder, Phrase("{file} does not specify its format", file=WORDS))
    if description["format"] > FORMAT:
        raise BundleError(
            Phrase(
                "The model in {folder} was written by a newer version of RBC Desk ({version}).",
                folder=folder,
                version=description.get("app_version", "?"),
            ),
            hint="Update the program, or train the model again with this one.",
        )
    return description


def _check_weights_file(folder: Path) -> None:
    """Check that the file has the length in its header, which detects an interrupted copy without reading it."""
    path = folder / WEIGHTS
    if not path.is_file():
        raise _broken(folder, Phrase("{file} is missing", file=WEIGHTS))
    if not small_enough(path, limit=MAX_WEIGHTS_BYTES):
        raise _broken(folder, Phrase("{file} is too large", file=WEIGHTS))
    try:
        with path.open("rb") as handle:
            length = int.from_bytes(handle.read(8), "little")
            if length > min(MAX_HEADER_BYTES, path.stat().st_size):
                raise ValueError
            header = json.loads(handle.read(length))
        check_header(header, length=path.stat().st_size - 8 - length)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise _broken(folder, Phrase("{file} is truncated or not a weights file", file=WEIGHTS)) from error


def _broken(folder: Path, why: str) -> BundleError:
    return BundleError(
        Phrase("The model in {folder} is damaged: {why}.", folder=folder, why=why),
        hint="Copy the whole model folder again, or train the model again.",
    )


def _put(temporary: Path, folder: Path) -> None:
    """Replace `folder` by `temporary`, and restore it where that fails."""
    if not folder.exists():
        temporary.replace(folder)
        return
    old = temporary.with_suffix(".old")
    folder.replace(old)
    try:
        os.replace(temporary, folder)  # noqa: PTH105 (named for what it is: the atomic step)
    except OSError:
        old.replace(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
