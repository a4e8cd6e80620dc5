"""The labelled cells of a protocol, frozen in its folder. Later labels do not change them."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.errors import NotEnoughDataError, SettingsError, StorageError, storage_error
from rbc_desk.core.events import Progress
from rbc_desk.core.files.atomic import replacing, write_text
from rbc_desk.core.linked_groups import linked_groups
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.splits import words as split_words
from rbc_desk.core.task import SILENT, Task
from rbc_desk.services.datasets.crops import cut_circles
from rbc_desk.services.datasets.snapshots import labelled_cells
from rbc_desk.services.datasets.splits import seen_twice
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import duplicates, library

if TYPE_CHECKING:
    from rbc_desk.store.rows import LabelledCell

FEWEST = 10
"""A class with fewer cells is left out."""
PIXELS, TABLE = "pixels.npy", "cells.json"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class CellTable:
    """N cells without their pixels. `smears` and `specimens` [N] are the groups of a split.

    `drawn`: the requested number of cells by class (None: all). `origin`: the source of the cells ("": an earlier
    version did not store it). `twins`: pairs of indices that show one cell on two smears.
    """

    hash: str
    source: str
    codes: tuple[str, ...]
    class_names: tuple[str, ...]
    targets: tuple[int, ...]
    smears: tuple[str, ...]
    specimens: tuple[str, ...]
    recipe: str
    drawn: dict[str, int | None]
    notes: tuple[str, ...]
    origin: str = ""
    twins: tuple[tuple[int, int], ...] = ()

    @property
    def counts(self) -> tuple[int, ...]:
        return tuple(int(n) for n in np.bincount(self.target_array, minlength=len(self.codes)))

    @property
    def target_array(self) -> NDArray[np.int64]:
        return np.asarray(self.targets, np.int64)

    def groups(self, split_by: str) -> tuple[str, ...] | None:
        """The groups [N] that a split by specimen or smear keeps together; None for a split by cell."""
        return {"specimen": self.specimens, "smear": self.smears}.get(split_by)


def freeze_project(
    project: Project, folder: Path, *, recipe: str, origin: str, drawn: Mapping[str, int | None] | None = None,
    task: Task = SILENT,
) -> CellTable:  # fmt: skip
    """Cut the crops of the labelled cells, or of `drawn` numbers of cells by class, and write them to `folder`.

    Draws are reproducible. Raises NotEnoughDataError, SettingsError (an unknown class), StorageError, CancelledError.
    """
    from rbc_desk.imaging.cells.crop import RECIPES

    labelled = labelled_cells(project)
    # read first, since people may continue working while the crops are cut
    classes = project.class_set()
    infos = {info.id: info for info in library.smears(project)}
    codes, chosen = choose([item.code for item in labelled], known=classes.codes, drawn=dict(drawn or {}))
    cells = [labelled[int(i)] for i in chosen]
    shared = duplicates.shared_fields(project, task=task)
    smears, specimens = _groups(cells, pairs=[(one.first, one.second) for one in shared])
    by_smear: dict[int, list[int]] = {}
    for index, item in enumerate(cells):
        by_smear.setdefault(item.smear_id, []).append(index)
    size = RECIPES[recipe].size_px
    with _pixels(folder, n=len(cells), size_px=size) as put:
        for done, (smear_id, indices) in enumerate(by_smear.items()):
            task.raise_if_stopped()
            info = infos[smear_id]
            task.report(Progress(done, len(by_smear), Phrase("Cropping the cells of {name}", name=info.name)))
            crops = cut_circles(
                library.pixels_of(project, info),
                [cells[i].cell.circle for i in indices],
                recipe=RECIPES[recipe],
                typical_diameter_px=info.typical_diameter_px,
            )
            for index, crop in zip(indices, crops, strict=True):
                put(index, crop)
    notes = (
        [str(split_words.kept_together(n))] if (n := len({s for o in shared for s in (o.first, o.second)})) else []
    )
    return _write_table(
        folder,
        source=project.name,
        codes=codes,
        class_names=tuple(classes[code].name for code in codes),
        targets=[codes.index(item.code) for item in cells],
        smears=smears,
        specimens=specimens,
        recipe=recipe,
        drawn=dict(drawn or {}),
        notes=notes,
        origin=origin,
        twins=seen_twice(cells, shared=shared),
    )


def freeze_crops(
    source: Path, folder: Path, *, recipe: str, origin: str, drawn: Mapping[str, int | None] | None = None,
    task: Task = SILENT,
) -> CellTable:  # fmt: skip
    """Freeze images of cells, one folder per class, as `rbc-desk export imagefolder` writes them.

    The part of a name before its last hyphen is the smear. Smaller images are zero-padded to the largest. Raises the
    errors of `freeze_project`.
    """
    from rbc_desk.imaging.read import read_image

    files = crop_files(source)
    codes, chosen = choose(
        [path.parent.name for path in files], known=sorted({p.parent.name for p in files}), drawn=dict(drawn or {})
    )
    files = [files[int(i)] for i in chosen]
    pictures: list[NDArray[np.uint8]] = []
    for path in files:
        task.raise_if_stopped()
        pictures.append(read_image(path).pixels[..., :3])
        if len(pictures) % 100 == 0:
            task.report(Progress(len(pictures), len(files), "Reading the cells"))
    side = max(max(picture.shape[:2]) for picture in pictures)
    with _pixels(folder, n=len(files), size_px=side) as put:
        for index, picture in enumerate(pictures):
            height, width = picture.shape[:2]
            top, left = (side - height) // 2, (side - width) // 2
            put(index, np.pad(picture, ((top, side - height - top), (left, side - width - left), (0, 0))))
    smears = [path.stem.rpartition("-")[0] or path.stem for path in files]
    return _write_table(
        folder, source=source.name, codes=codes, class_names=codes,
        targets=[codes.index(path.parent.name) for path in files],
        smears=smears, specimens=smears, recipe=recipe, drawn=dict(drawn or {}), notes=[],
        origin=origin, twins=[],
    )  # fmt: skip


def crop_files(source: Path) -> list[Path]:
    """The images in the folders of `source`, in order. Raises NotEnoughDataError, StorageError."""
    kinds = {".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff"}
    try:
        found = sorted(path for path in source.glob("*/*") if path.suffix.lower() in kinds)
    except OSError as error:
        raise storage_error(error, doing=Phrase("reading {name}", name=source.name)) from error
    if not found:
        raise NotEnoughDataError(
            Phrase("{folder} contains no folders with images of cells.", folder=source),
            hint="It needs one folder per class, as rbc-desk export imagefolder writes them.",
        )
    return found


def choose(
    labels: Sequence[str], *, known: Sequence[str], drawn: dict[str, int | None]
) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Choose classes and the indices of their cells: all classes with enough cells, or the `drawn` numbers by class.

    Raises SettingsError for an unknown class, NotEnoughDataError for fewer cells than requested or fewer than two
    classes.
    """
    for code in drawn:
        if code not in known:
            raise SettingsError(
                Phrase("The data contain no class {code!r}.", code=code),
                hint=Phrase("Choose one of: {names}.", names=", ".join(known)),
            )
    counts = {code: labels.count(code) for code in known}
    codes = tuple(code for code in known if (code in drawn if drawn else counts[code] >= FEWEST))
    for code in codes:
        if counts[code] < max(drawn.get(code) or 0, FEWEST):
            raise NotEnoughDataError(
                Phrase(
                    "There is {n} cell of {code}." if counts[code] == 1 else "There are {n} cells of {code}.",
                    n=counts[code],
                    code=code,
                ),
                hint=Phrase("Ask for fewer (at least {n}), or label more cells.", n=FEWEST),
            )
    if len(codes) < 2:
        raise NotEnoughDataError(
            "An experiment needs cells of at least two classes.",
            hint=Phrase("Label at least {n} cells of each.", n=FEWEST),
        )
    random = np.random.default_rng(0)
    array = np.asarray(labels)
    parts = [random.permutation(np.flatnonzero(array == code))[: drawn.get(code)] for code in codes]
    return codes, np.sort(np.concatenate(parts))


def load_table(folder: Path) -> CellTable:
    """Load the table of the cells in `folder`. Raises StorageError where it is missing or damaged."""
    try:
        value: dict[str, Any] = json.loads((folder / TABLE).read_text("utf-8"))
        if value.pop("format") != _FORMAT:
            raise ValueError("another format")
        whole: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in value.items()}
        return CellTable(**{**whole, "twins": tuple((a, b) for a, b in value.get("twins", []))})
    except OSError as error:
        raise storage_error(error, doing=Phrase("reading {name}", name=TABLE)) from error
    except (ValueError, KeyError, TypeError) as error:
        raise StorageError(
            Phrase("The cells of this experiment cannot be read ({error}).", error=error),
            hint="Start the experiment again in another folder.",
        ) from error


def load_pixels(folder: Path) -> NDArray[np.uint8]:
    """The crops, uint8 [N, H, W, 3], as a memory-mapped array. Raises StorageError."""
    try:
        found: NDArray[np.uint8] = np.load(folder / PIXELS, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as error:
        raise StorageError(
            Phrase("The cells of this experiment cannot be read ({error}).", error=error),
            hint="Start the experiment again in another folder.",
        ) from error
    return found


@contextmanager
def _pixels(folder: Path, *, n: int, size_px: int) -> Iterator[Callable[[int, NDArray[np.uint8]], None]]:
    """Yield a function that writes image `i`, uint8 [size_px, size_px, 3], to `pixels.npy`.

    The file appears when the context ends. It is written as a file rather than mapped memory, because writing to
    mapped memory on a full disk crashes the program.
    """
    shape = (n, size_px, size_px, 3)
    with replacing(folder / PIXELS) as path, path.open("r+b") as file:
        header = {"descr": "|u1", "fortran_order": False, "shape": shape}
        np.lib.format.write_array_header_1_0(file, header)
        begin, size = file.tell(), size_px * size_px * 3

        def put(index: int, picture: NDArray[np.uint8]) -> None:
            file.seek(begin + index * size)
            file.write(np.ascontiguousarray(picture).tobytes())

        yield put


def _groups(cells: Sequence[LabelledCell], *, pairs: Sequence[tuple[int, int]]) -> tuple[list[str], list[str]]:
    """The smear and specimen group of each cell; groups that share a field are merged."""
    smear_ids = [item.smear_id for item in cells]
    specimen_of = {item.smear_id: item.specimen for item in cells}
    specimen_pairs = [(specimen_of[a], specimen_of[b]) for a, b in pairs if a in specimen_of and b in specimen_of]
    return linked_groups(smear_ids, pairs=pairs), linked_groups(
        [item.specimen for item in cells], pairs=specimen_pairs
    )


def _write_table(
    folder: Path, *, source: str, codes: tuple[str, ...], class_names: tuple[str, ...], targets: Sequence[int],
    smears: Sequence[str], specimens: Sequence[str], recipe: str, drawn: dict[str, int | None], notes: Sequence[str],
    origin: str, twins: Sequence[tuple[int, int]],
) -> CellTable:  # fmt: skip
    digest = hashlib.sha256(json.dumps([codes, list(targets), list(smears), list(specimens)]).encode())
    pixels = load_pixels(folder)
    for begin in range(0, len(pixels), 256):
        digest.update(np.ascontiguousarray(pixels[begin : begin + 256]).tobytes())
    table = CellTable(
        digest.hexdigest()[:24], source, codes, class_names, tuple(targets), tuple(smears), tuple(specimens), recipe,
        drawn, tuple(notes), origin, tuple(twins),
    )  # fmt: skip
    write_text(folder / TABLE, json.dumps({"format": _FORMAT, **dataclasses.asdict(table)}))
    return table
