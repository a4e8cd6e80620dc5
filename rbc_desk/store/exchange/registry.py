"""Registries of import and export formats. Each entry imports its module when it is used."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from rbc_desk.core.registry import NoParams, Registry
from rbc_desk.store.exchange.annotated import AnnotatedSet, ExportedCell, ReadOptions
from rbc_desk.store.exchange.boxes import read_boxes
from rbc_desk.store.exchange.chula import read_chula
from rbc_desk.store.exchange.csv_table import read_csv, write_csv
from rbc_desk.store.exchange.imagefolder import write_imagefolder
from rbc_desk.store.exchange.images import read_images
from rbc_desk.store.exchange.voc import read_voc


class Importer(Protocol):
    """Reads a data set. Raises RbcDeskError where nothing of it can be read, CancelledError."""

    def __call__(self, source: Path, options: ReadOptions = ..., /) -> AnnotatedSet: ...


class Exporter(Protocol):
    """Writes cells to a folder, one at a time. Raises StorageError.

    `sized`: some of them have a scale; `kinds`: white cells, platelets and artefacts are among them.
    """

    def __call__(
        self, folder: Path, cells: Iterable[ExportedCell], *, sized: bool = ..., kinds: bool = ...
    ) -> None: ...


IMPORTERS: Registry[Importer] = Registry("import format")
EXPORTERS: Registry[Exporter] = Registry("export format")


@IMPORTERS.register("images", summary="Images only: a file or a folder of images.")
def _images(params: NoParams) -> Importer:
    return read_images


@IMPORTERS.register("chula", summary="Chula RBC-12: images/N.jpg and labels/N.txt, with x y class on each line.")
def _chula(params: NoParams) -> Importer:
    return read_chula


@IMPORTERS.register(
    "voc",
    summary="Pascal VOC: *.xml files with boxes, in their own folder or with the images (labelImg).",
)
def _voc(params: NoParams) -> Importer:
    return read_voc


@IMPORTERS.register(
    "csv", summary="A table with the columns image,x,y and optionally r,class,kind, in the folder of the images."
)
def _csv(params: NoParams) -> Importer:
    return read_csv


@IMPORTERS.register(
    "boxes",
    summary="A table boxes.csv with the columns image,kind,left,top,right,bottom, in the folder of the images.",
)
def _boxes(params: NoParams) -> Importer:
    return read_boxes


OF_A_FILE = frozenset({"csv"})
"""The import formats that are one file; the others are a folder."""
WITH_CROPS = frozenset({"imagefolder"})
"""The export formats that contain crops."""


@EXPORTERS.register("csv", summary="A table of the labelled cells with position, class, reader, size and shape.")
def _write_csv(params: NoParams) -> Exporter:
    return write_csv


@EXPORTERS.register(
    "imagefolder", summary="Crops as PNG files, one folder per class, as torchvision's ImageFolder reads them."
)
def _write_imagefolder(params: NoParams) -> Exporter:
    return write_imagefolder
