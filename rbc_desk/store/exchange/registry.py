"""Registries of import and export formats. Each entry imports its module when it is used."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from rbc_desk.core.phrases import Phrase
from rbc_desk.core.registry import NoParams, Registry
from rbc_desk.store.exchange.annotated import AnnotatedSet, ExportedSet, ReadOptions
from rbc_desk.store.exchange.formats.bbbc import read_bbbc, write_bbbc
from rbc_desk.store.exchange.formats.boxes import read_boxes
from rbc_desk.store.exchange.formats.chula import read_chula, write_chula
from rbc_desk.store.exchange.formats.coco import read_coco, write_coco
from rbc_desk.store.exchange.formats.csv_table import read_csv, write_csv
from rbc_desk.store.exchange.formats.cvat import read_cvat, write_cvat
from rbc_desk.store.exchange.formats.geojson import read_geojson, write_geojson
from rbc_desk.store.exchange.formats.imagefolder import read_imagefolder, write_imagefolder
from rbc_desk.store.exchange.formats.label_studio import read_label_studio, write_label_studio
from rbc_desk.store.exchange.formats.labelme import read_labelme, write_labelme
from rbc_desk.store.exchange.formats.voc import read_voc, write_voc
from rbc_desk.store.exchange.formats.yolo import read_yolo, write_yolo, write_yolo_segment
from rbc_desk.store.exchange.images import read_images


class Importer(Protocol):
    """Reads a data set. Raises RbcDeskError where nothing of it can be read, CancelledError."""

    def __call__(self, source: Path, options: ReadOptions = ..., /) -> AnnotatedSet: ...


class Exporter(Protocol):
    """Writes a data set to a folder, one smear at a time; returns what the user should know. Raises StorageError."""

    def __call__(self, folder: Path, exported: ExportedSet, /) -> Sequence[Phrase]: ...


IMPORTERS: Registry[Importer] = Registry("import format")
EXPORTERS: Registry[Exporter] = Registry("export format")


@IMPORTERS.register("images", title="Images", summary="Images only: a file or a folder of images.")
def _images(params: NoParams) -> Importer:
    return read_images


@IMPORTERS.register(
    "chula",
    title="Chula RBC-12",
    summary="Chula RBC-12: images/N.jpg and labels/N.txt, with x y class on each line.",
)
def _chula(params: NoParams) -> Importer:
    return read_chula


@IMPORTERS.register(
    "voc",
    title="Pascal VOC",
    summary="Pascal VOC: *.xml files with boxes, in their own folder or with the images (labelImg).",
)
def _voc(params: NoParams) -> Importer:
    return read_voc


@IMPORTERS.register(
    "csv",
    title="Table",
    summary="A table with the columns image,x,y and optionally r,class,kind, in the folder of the images.",
)
def _csv(params: NoParams) -> Importer:
    return read_csv


@IMPORTERS.register(
    "boxes",
    title="Table of boxes",
    summary="A table boxes.csv with the columns image,kind,left,top,right,bottom, in the folder of the images.",
)
def _boxes(params: NoParams) -> Importer:
    return read_boxes


@IMPORTERS.register("coco", title="COCO", summary="COCO JSON: boxes, polygons or run-length masks, with the images.")
def _coco(params: NoParams) -> Importer:
    return read_coco


@IMPORTERS.register(
    "yolo",
    title="YOLO",
    summary="YOLO: labels/*.txt with boxes or polygons, the images, and data.yaml or classes.txt with the names.",
)
def _yolo(params: NoParams) -> Importer:
    return read_yolo


@IMPORTERS.register(
    "geojson",
    title="QuPath GeoJSON",
    summary="QuPath: a GeoJSON file for each image, with the image's name, and the images.",
)
def _geojson(params: NoParams) -> Importer:
    return read_geojson


@IMPORTERS.register(
    "labelme",
    title="labelme",
    summary="labelme: a JSON file beside each image, with circles, polygons, boxes or points.",
)
def _labelme(params: NoParams) -> Importer:
    return read_labelme


@IMPORTERS.register(
    "cvat",
    title="CVAT",
    summary="CVAT for images 1.1: an XML file with ellipses, polygons, boxes, masks or points, and the images.",
)
def _cvat(params: NoParams) -> Importer:
    return read_cvat


@IMPORTERS.register(
    "labelstudio",
    title="Label Studio",
    summary="Label Studio: a JSON file of tasks with ellipses, polygons, boxes or points, and the images.",
)
def _label_studio(params: NoParams) -> Importer:
    return read_label_studio


@IMPORTERS.register(
    "bbbc",
    title="JSON of boxes",
    summary="Broad Bioimage Benchmark Collection: a JSON file of boxes for each object (BBBC041), and the images.",
)
def _bbbc(params: NoParams) -> Importer:
    return read_bbbc


@IMPORTERS.register(
    "imagefolder",
    title="Crops in folders",
    summary="Crops of single cells, one folder per class, as torchvision's ImageFolder reads them.",
)
def _read_imagefolder(params: NoParams) -> Importer:
    return read_imagefolder


@EXPORTERS.register(
    "csv", title="Table", summary="A table of the labelled cells with position, class, reader, size and shape."
)
def _write_csv(params: NoParams) -> Exporter:
    return write_csv


@EXPORTERS.register(
    "imagefolder",
    title="Crops in folders",
    summary="Crops as PNG files, one folder per class, as torchvision's ImageFolder reads them.",
)
def _write_imagefolder(params: NoParams) -> Exporter:
    return write_imagefolder


@EXPORTERS.register("coco", title="COCO", summary="COCO JSON: a box and an outline of each cell, with the images.")
def _write_coco(params: NoParams) -> Exporter:
    return write_coco


@EXPORTERS.register(
    "yolo", title="YOLO detect", summary="YOLO: a text file of boxes for each image, with the images and data.yaml."
)
def _write_yolo(params: NoParams) -> Exporter:
    return write_yolo


@EXPORTERS.register(
    "yolo-segment",
    title="YOLO segment",
    summary="YOLO: a text file of outlines for each image, with the images and data.yaml.",
)
def _write_yolo_segment(params: NoParams) -> Exporter:
    return write_yolo_segment


@EXPORTERS.register(
    "voc",
    title="Pascal VOC",
    summary="Pascal VOC: an XML file of boxes for each image, with the images.",
)
def _write_voc(params: NoParams) -> Exporter:
    return write_voc


@EXPORTERS.register(
    "chula",
    title="Chula RBC-12",
    summary="Chula RBC-12: a text file of points and class numbers for each image, with the images.",
)
def _write_chula(params: NoParams) -> Exporter:
    return write_chula


@EXPORTERS.register(
    "geojson",
    title="QuPath GeoJSON",
    summary="QuPath: a GeoJSON file of outlines, classes and measurements for each image, with the images.",
)
def _write_geojson(params: NoParams) -> Exporter:
    return write_geojson


@EXPORTERS.register(
    "labelme",
    title="labelme",
    summary="labelme: a JSON file of circles and outlines beside each image.",
)
def _write_labelme(params: NoParams) -> Exporter:
    return write_labelme


@EXPORTERS.register(
    "cvat",
    title="CVAT",
    summary="CVAT for images 1.1: an XML file of ellipses and outlines, with the images.",
)
def _write_cvat(params: NoParams) -> Exporter:
    return write_cvat


@EXPORTERS.register(
    "labelstudio",
    title="Label Studio",
    summary="Label Studio: a JSON file of tasks with ellipses and outlines, with the images.",
)
def _write_label_studio(params: NoParams) -> Exporter:
    return write_label_studio


@EXPORTERS.register(
    "bbbc",
    title="JSON of boxes",
    summary="Broad Bioimage Benchmark Collection: a JSON file of boxes for each object, with the images.",
)
def _write_bbbc(params: NoParams) -> Exporter:
    return write_bbbc
