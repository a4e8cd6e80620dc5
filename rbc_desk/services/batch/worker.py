"""Finds and classifies the cells of one image in a worker process, which never opens the project."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from rbc_desk.core.cells.cell import ClassifiedCell, red_only
from rbc_desk.core.errors import (
    BundleError,
    CancelledError,
    NoSmearError,
    RbcDeskError,
    SettingsError,
    UnknownNameError,
    UnreadableImageError,
)
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.models.domain_shift import NOT_CHECKED, DomainShift
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.task import Task
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.services.detection import cell_width, find_cells
from rbc_desk.services.detection.find_cells import SmearCells
from rbc_desk.services.experiments.pool import task_while
from rbc_desk.services.models.classification import classify_circles
from rbc_desk.services.smears.stored_files import MeasuredFile
from rbc_desk.services.smears.stored_files import measured as measured_file

_ONE_AT_A_TIME = threading.Lock()
"""A predictor serves one thread, and a dask worker may have several."""


@dataclass(frozen=True, slots=True)
class Method:
    """How every smear of a batch is read. `params` are those of the detector, `bundle` is the model's folder.

    `mean_um` is the mean diameter of the species' red cells, None: unknown. Images above `max_pixels` are refused.
    """

    bundle: Path
    detector: str
    params: Mapping[str, Any]
    mean_um: float | None = None
    device: str = "auto"
    max_pixels: int = 400_000_000


@dataclass(frozen=True, slots=True)
class KnownSmear:
    """What the project knows of a smear: the hash of its file, its scale, depth, and the widths of a typical cell.

    `set_px` was set by a person. `circles` are cells to classify that are there already; None: they are to be found.
    """

    sha256: str
    um_per_px: float | None
    typical_diameter_px: float
    sample_bits: int | None = None
    set_px: float | None = None
    circles: tuple[Circle, ...] | None = None


@dataclass(frozen=True, slots=True)
class SmearOrder:
    """An image to read while the file `marker` exists. `known` is None if it is new; `bits` are then those of
    `library.common_bits`.
    """

    path: Path
    marker: Path
    method: Method
    known: KnownSmear | None = None
    bits: int | None = None


@dataclass(frozen=True, slots=True)
class ReadSmear:
    """How an order ended: what was measured, found and predicted, or the `reason` for which it was not.

    `measured` is of new images only. `found` is None where nothing was searched for, or where the image does not look
    like a smear (`is_no_smear`, with its reason). `params` are those that the detector used. `predictions` are of the
    red cells found, or of the known circles; `shift` is by these cells. `is_fatal`: the reason holds for every image.
    `stopped`: the marker was gone. `detect_s` and `classify_s` are seconds.
    """

    measured: MeasuredFile | None = None
    found: SmearCells | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    predictions: tuple[ClassifiedCell, ...] = ()
    shift: DomainShift = NOT_CHECKED
    reason: str = ""
    is_no_smear: bool = False
    is_fatal: bool = False
    stopped: bool = False
    detect_s: float = 0.0
    classify_s: float = 0.0


def work(order: SmearOrder) -> ReadSmear:
    """Read, search and classify one image. Raises nothing: a failure is returned with its reason."""
    try:
        with task_while(order.marker) as task, _ONE_AT_A_TIME:
            task.raise_if_stopped()
            return _read(order, task=task)
    except CancelledError:
        return ReadSmear(stopped=True)
    except (BundleError, SettingsError, UnknownNameError) as error:
        return ReadSmear(reason=str(error), is_fatal=True)
    except RbcDeskError as error:
        return ReadSmear(reason=str(error))
    except Exception as error:  # border: an error of one image must not end the others
        return ReadSmear(reason=f"{type(error).__name__}: {error}")


def _read(order: SmearOrder, *, task: Task) -> ReadSmear:
    from rbc_desk.imaging.detect import DETECTORS
    from rbc_desk.imaging.read import read_image

    method, known = order.method, order.known
    predictor = _predictor(method.bundle, method.device)
    started = time.perf_counter()
    bits = known.sample_bits if known is not None else order.bits
    image = read_image(order.path, max_pixels=method.max_pixels, bits=bits, as_one=known is not None)
    measured = None
    if known is None:
        measured = measured_file(image, bits=bits)
        known = KnownSmear(measured.sha256, measured.um_per_px, measured.typical_diameter_px)
    elif image.sha256 != known.sha256:
        raise UnreadableImageError(
            Phrase("{name} changed while it was read.", name=order.path.name),
            hint="Wait until it is copied completely, then add it again.",
        )
    found, circles, params = None, known.circles, dict[str, Any]()
    if circles is None:
        expected = cell_width.expected_px(known.um_per_px, mean_um=method.mean_um)
        chosen = cell_width.with_width(method.detector, method.params, set_px=known.set_px, expected=expected)
        entry = DETECTORS[method.detector]
        params = entry.checked(chosen).model_dump(mode="json")
        try:
            cell_px = known.typical_diameter_px
            found = find_cells.search(image.pixels, entry.make(chosen), cell_px=cell_px, task=task)
        except NoSmearError as error:
            return ReadSmear(measured, params=params, reason=str(error), is_no_smear=True)
        circles = tuple(cell.circle for cell in red_only(found.cells))
    searched = time.perf_counter()
    classified = classify_circles(
        image.pixels, circles, predictor=predictor, typical_diameter_px=known.typical_diameter_px, task=task
    )
    ended = time.perf_counter()
    return ReadSmear(
        measured, found, params, classified.cells, classified.shift, detect_s=searched - started,
        classify_s=ended - searched,
    )  # fmt: skip


@lru_cache(maxsize=1)
def _predictor(bundle: Path, device: str) -> Predictor:
    return Predictor(bundle, device=device)
