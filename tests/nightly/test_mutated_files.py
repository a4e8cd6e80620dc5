"""Mutated files of every kind that is read: an answer or an error in a user's words, within seconds of work."""

from __future__ import annotations

import json
import random
import resource
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType

import imagecodecs
import numpy as np
import pytest
import tifffile
from PIL import Image

from rbc_desk.core.cells.cell import CellKind
from rbc_desk.core.errors import RbcDeskError
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.core.geometry.regions import Region
from rbc_desk.imaging.metadata import without_metadata
from rbc_desk.imaging.read import measured_bits, read_image
from rbc_desk.imaging.slides.opening import is_slide, open_slide
from rbc_desk.services.datasets import importing
from rbc_desk.services.detection.given_cells import read_given_cells
from rbc_desk.store.exchange import EXPORTERS, ExportedCell, ExportedSet, ExportedSmear
from rbc_desk.store.exchange.traits import TRAITS
from tests.slide_files import write_czi, write_dicom_photo, write_dicom_slide, write_nd2
from tests.store.data_sets import shape_around

LIMIT_S = 5.0
MOST_MB = 2048
"""Seconds of processor time, so that a busy machine fails no test."""
_PIECES = (
    b"\0", b"nan", b"-inf", b"1e999", b"-1", b"9" * 400, b"1_0", b"../../../", b"/", b"C:\\", b"\xff\xfe",
    b"\xef\xbb\xbf", b"=cmd()", b'"', b"'", b"\r", b"\n\n", b"\t", b";", b",,,,", b"<", b"</object>", b"<bndbox>",
    b"&amp;", b"&x;",
    b"<!DOCTYPE a [<!ENTITY x 'xxxxxxxx'>]>", b"<![CDATA[", "ä中\u202e".encode(), b"\xed\xa0\x80", b"normal",
)  # fmt: skip
_NAMES = ("a\nb", "x" * 250, "ä中", "..", "a b", "-", "%00", "normal")


@dataclass(frozen=True)
class Kind:
    """A data set as it should be, the ends of the names of its files that are mutated, and what reads it."""

    make: Callable[[Path], None]
    suffixes: tuple[str, ...]
    read: Callable[[Path], object]


def draw_picture(path: Path, *, seed: int = 0) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.random.default_rng(seed).integers(180, 250, (48, 64, 3), np.uint8)).save(path)


def make_chula(folder: Path) -> None:
    for n in (1, 2):
        draw_picture(folder / "images" / f"{n}.jpg", seed=n)
        (folder / "labels").mkdir(exist_ok=True)
        (folder / "labels" / f"{n}.txt").write_text("".join(f"{5 * i} {4 * i} {i % 13}\n" for i in range(1, 11)))


def make_voc(folder: Path) -> None:
    for name in ("a", "b"):
        draw_picture(folder / f"{name}.png")
        objects = "".join(
            f"<object><name>{code}</name><bndbox><xmin>{x}</xmin><ymin>4</ymin><xmax>{x + 9}</xmax><ymax>14</ymax>"
            "</bndbox></object>"
            for x, code in ((3, "normal"), (20, "RBC"), (40, "WBC"))
        )
        size = "<size><width>64</width><height>48</height><depth>3</depth></size>"
        xml = f"<annotation><filename>{name}.png</filename>{size}{objects}</annotation>"
        (folder / f"{name}.xml").write_text(f'<?xml version="1.0"?>{xml}')


def make_csv(folder: Path) -> None:
    for name in ("a", "b"):
        draw_picture(folder / f"{name}.png")
    lines = (f"{name}.png,{6 * i},{5 * i},4.5,normal,dog {name}" for name in "ab" for i in range(1, 8))
    (folder / "cells.csv").write_text("image,x,y,r,class,specimen\n" + "\n".join(lines) + "\n")


def make_pictures(folder: Path) -> None:
    for suffix in ("png", "jpg", "bmp", "gif", "webp", "tif"):
        draw_picture(folder / f"a.{suffix}")
    deep = np.random.default_rng(1).integers(0, 4096, (48, 64), np.uint16)
    Image.fromarray(deep).save(folder / "deep.tif")
    Image.fromarray(deep).save(folder / "deep.png")
    Image.fromarray(deep).save(folder / "lzw.tif", compression="tiff_lzw")


def read_pictures(folder: Path) -> None:
    for item in importing.read_set(format="images", source=folder).smears:
        try:
            measured_bits(item.path, max_pixels=1_000_000)
            read_image(item.path, max_pixels=1_000_000)
        except RbcDeskError:
            pass


def make_microscope_pictures(folder: Path) -> None:
    pixels = np.random.default_rng(1).integers(180, 250, (48, 64, 3), np.uint8)
    (folder / "a.jxl").write_bytes(imagecodecs.jpegxl_encode(pixels, usecontainer=True))
    (folder / "b.jxl").write_bytes(imagecodecs.jpegxl_encode(pixels, lossless=True))
    (folder / "a.jp2").write_bytes(imagecodecs.jpeg2k_encode(pixels))
    for suffix in ("jpg", "png", "webp", "tif"):
        Image.fromarray(pixels).save(folder / f"noted.{suffix}", exif=noted(), xmp=b"<x>A</x>")
    tifffile.imwrite(folder / "deep.tif", pixels.astype(np.uint16) * 16, photometric="rgb", description="A")
    write_dicom_photo(folder / "a.dcm", pixels, PatientName="A")
    write_czi(folder / "a.czi", pixels)


def make_nd2(folder: Path) -> None:
    write_nd2(folder / "a.nd2", np.random.default_rng(1).integers(180, 250, (48, 64, 3), np.uint8))


def noted() -> Image.Exif:
    tags = Image.Exif()
    tags[0x010E], tags[0x0112] = "A", 6
    return tags


def read_microscope_pictures(folder: Path) -> None:
    """Read each, and take its metadata away, as an import does."""
    for path in sorted(folder.iterdir()):
        try:
            image = read_image(path, max_pixels=1_000_000)
        except RbcDeskError:
            continue
        data = path.read_bytes()
        without_metadata(data, path=path, read=lambda image=image: image, max_pixels=1_000_000)


def make_slides(folder: Path) -> None:
    pixels = np.random.default_rng(1).integers(180, 250, (300, 400, 3), np.uint8)
    pixels[80:200, 90:220] = 120
    for name, ome in (("a.tif", False), ("a.svs", False), ("a.ome.tif", True)):
        settings = {"tile": (64, 64), "photometric": "rgb", "compression": "jpeg"}
        with tifffile.TiffWriter(folder / name, ome=ome) as file:
            file.write(pixels, subifds=1 if ome else None, **settings)
            file.write(pixels[::2, ::2], subfiletype=1, **settings)
    write_dicom_slide(folder / "a.dcm", pixels)
    write_czi(folder / "a.czi", pixels)


def read_slides(folder: Path) -> None:
    for path in sorted(folder.iterdir()):
        try:
            is_slide(path)
            with open_slide(path) as slide:
                slide.overview(most_px=300)
                for index, level in enumerate(slide.levels):
                    slide.read(index, Region(0, 0, min(200, level.width), min(200, level.height)))
        except RbcDeskError:
            continue


def read_given(folder: Path) -> None:
    read_given_cells(folder / "cells.csv", files=sorted(folder.glob("*.png")))


def make_exported(folder: Path, name: str) -> None:
    """A data set as this program writes it, with circles, outlines, kinds and names of several scripts."""
    cells = []
    for number, (x, kind) in enumerate(((12, CellKind.RED), (30, CellKind.RED), (50, CellKind.WHITE))):
        circle = Circle(x, 20, 7)
        shape = shape_around(circle) if number else None
        code = ("codocyte", "เซลล์")[number % 2] if kind is CellKind.RED else ""
        cells.append(ExportedCell(number, "a.png", "dog", circle, code, "A", None, None, shape, kind))
    smears = [ExportedSmear(image, 64, 48, tuple(cells)) for image in ("a.png", "b/ä 1.png")]
    EXPORTERS[name].make()(folder, ExportedSet(smears, codes=("codocyte",), kinds=True))
    for smear in smears:
        draw_picture(folder / (TRAITS[name].images or ".") / smear.image)


def make_masks(folder: Path) -> None:
    """COCO with run-length masks, compressed or not, and CVAT's."""
    draw_picture(folder / "a.png")
    counts = [64 * 10 + 5] + [8, 40] * 8 + [8, 48 * 64 - 64 * 10 - 5 - 17 * 8 - 8 * 40 + 56]
    masks: list[object] = [{"size": [48, 64], "counts": counts}, {"size": [48, 64], "counts": "PX_2=b1Nb1"}]
    annotations = [{"id": n, "image_id": 1, "category_id": 1, "segmentation": mask} for n, mask in enumerate(masks)]
    image = {"id": 1, "file_name": "a.png", "width": 64, "height": 48}
    content = {"images": [image], "categories": [{"id": 1, "name": "normal"}], "annotations": annotations}
    (folder / "a.json").write_text(json.dumps(content))


def make_archive(folder: Path) -> None:
    make_exported(folder / "set", "coco")
    shutil.make_archive(str(folder / "set"), "zip", folder / "set")
    shutil.rmtree(folder / "set")


def make_crops(folder: Path) -> None:
    for name in ("normal/a-1.png", "normal/a-2.png", "ä/b.png"):
        draw_picture(folder / name)


def read_by_itself(folder: Path) -> None:
    """As a user who drops the folder."""
    importing.read_set(source=folder)


def exported_kind(name: str, *suffixes: str) -> Kind:
    return Kind(partial(make_exported, name=name), suffixes, read_by_itself)


KINDS = {
    "coco": exported_kind("coco", ".json"),
    "masks": Kind(make_masks, (".json",), read_by_itself),
    "yolo": exported_kind("yolo", ".txt", ".yaml"),
    "yolo-segment": exported_kind("yolo-segment", ".txt", ".yaml"),
    "geojson": exported_kind("geojson", ".geojson"),
    "labelme": exported_kind("labelme", ".json"),
    "cvat": exported_kind("cvat", ".xml"),
    "labelstudio": exported_kind("labelstudio", ".json"),
    "bbbc": exported_kind("bbbc", ".json"),
    "archive": Kind(make_archive, (".zip",), lambda folder: importing.read_set(source=next(folder.iterdir()))),
    "crops": Kind(make_crops, ("",), read_by_itself),
    "chula": Kind(make_chula, (".txt",), lambda folder: importing.read_set(format="chula", source=folder)),
    "voc": Kind(make_voc, (".xml",), lambda folder: importing.read_set(format="voc", source=folder)),
    "csv": Kind(make_csv, (".csv",), lambda folder: importing.read_set(format="csv", source=folder / "cells.csv")),
    "given cells": Kind(make_csv, (".csv",), read_given),
    "pictures": Kind(make_pictures, ("",), read_pictures),
    "microscopes": Kind(make_microscope_pictures, ("",), read_microscope_pictures),
    "nd2": Kind(make_nd2, ("",), read_microscope_pictures),
    "slides": Kind(make_slides, ("",), read_slides),
}


def mutated(data: bytes, draw: random.Random) -> bytes:
    """The bytes with one to four changes: flipped, cut out, repeated, put in, moved, cut off."""
    for _ in range(draw.randint(1, 4)):
        at, end = sorted((draw.randrange(len(data) + 1), draw.randrange(len(data) + 1)))
        some = data[at : min(end, at + draw.choice((1, 8, 64, 4096)))]
        after = data[at + len(some) :]
        how = draw.randrange(7)
        if how == 0:
            data = data[:at] + bytes(draw.randrange(256) for _ in some[:16]) + data[at + len(some[:16]) :]
        elif how == 1:
            data = data[:at] + after
        elif how == 2:
            data = data[:at] + some * min(draw.choice((2, 30, 3000)), 1 + 300_000 // (len(some) or 1)) + after
        elif how == 3:
            data = data[:at] + draw.choice(_PIECES) * draw.choice((1, 1, 1, 20_000)) + data[at:]
        elif how == 4:
            data = data[:at] + draw.choice(_PIECES) + after
        elif how == 5:
            data = after + data[:at] + some
        else:
            data = data[:at]
    return data[:2_000_000]


def mutate(folder: Path, suffixes: tuple[str, ...], draw: random.Random) -> None:
    """Change the contents of a file of the set, and now and then the name of another one."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name.endswith(suffixes)]
    path = draw.choice(files)
    path.write_bytes(mutated(path.read_bytes(), draw))
    if draw.random() < 0.05:
        other = draw.choice([path for path in sorted(folder.rglob("*")) if path.is_file()])
        name = draw.choice(_NAMES)
        other.rename(other.with_name(name if name != ".." else f"..{other.suffix}"))


class TooLong(BaseException):
    """Not an Exception: a reader that catches those must not catch this."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TooLong after so much processor time."""

    def too_long(_signal: int, _frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, too_long)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no timer of processor time")
@pytest.mark.parametrize("kind", KINDS)
def test_a_mutated_file_is_read_or_refused_in_words_and_soon(
    kind: str, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    whole, folder = tmp_path / "whole", tmp_path / "mutated"
    whole.mkdir()
    KINDS[kind].make(whole)
    KINDS[kind].read(whole)
    problems, slowest = [], 0.0
    for seed in range(pytestconfig.getoption("mutations") // len(KINDS)):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(whole, folder)
        mutate(folder, KINDS[kind].suffixes, random.Random(seed))
        began = time.process_time()
        try:
            with at_most(LIMIT_S):
                KINDS[kind].read(folder)
        except RbcDeskError:
            pass
        except (Exception, TooLong) as error:  # the test's subject: nothing else may come
            problems.append(f"seed {seed}: {type(error).__name__}: {error}"[:300])
        slowest = max(slowest, time.process_time() - began)
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"{kind}: {seed + 1} files, the slowest {slowest:.2f} s, at most {peak_mb:.0f} MB of memory\n")
    assert not problems, "\n".join(problems[:20])
    assert slowest < LIMIT_S
    assert peak_mb < MOST_MB
