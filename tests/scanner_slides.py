"""Whole slides for tests as the scanners of four makers write them. OpenSlide decides that they are such slides."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import tifffile

from tests.slide_files import UM_PER_PX, film, levels

_PLAIN: dict[str, Any] = {"photometric": "rgb", "metadata": None, "software": False}
_TILED = _PLAIN | {"tile": (256, 256), "compression": "jpeg"}
_APERIO = "Aperio Image Library v12.0.15"
_SLIDE_ID = "0123456789ABCDEF0123456789ABCDEF"


def write_svs(path: Path) -> np.ndarray:
    """The film as Aperio's scanners write it: a thumbnail, label and macro image beside the levels."""
    pixels, _, quarter, eighth = levels(film(), n=3)
    height, width = pixels.shape[:2]
    head = f"{_APERIO}\r\n{width}x{height} [0,0 {width}x{height}] (256x256) JPEG/RGB Q=90"
    with tifffile.TiffWriter(path) as file:
        file.write(pixels, description=f"{head}|AppMag = 40|MPP = {UM_PER_PX}", **_TILED)
        file.write(eighth, description=f"{_APERIO}\r\n{width}x{height} -> 768x384 - ", compression="jpeg", **_PLAIN)
        file.write(quarter, description=f"{head} -> {quarter.shape[1]}x{quarter.shape[0]} JPEG/RGB Q=90", **_TILED)
        glass = np.full((200, 600, 3), 90, np.uint8)
        file.write(glass, description=f"{_APERIO}\r\nlabel 600x200", subfiletype=1, compression="lzw", **_PLAIN)
        file.write(glass, description=f"{_APERIO}\r\nmacro 600x200", subfiletype=9, compression="jpeg", **_PLAIN)
    return pixels


def write_scn(path: Path) -> np.ndarray:
    """The film as Leica's scanners write it: a small part of a glass of 30 x 12 mm, with a macro image."""
    parts, nm = levels(film(), n=3), round(UM_PER_PX * 1000)
    glass, at = (30_000_000, 12_000_000), (2_000_000, 3_000_000)
    sizes = "".join(
        f'<dimension sizeX="{part.shape[1]}" sizeY="{part.shape[0]}" r="{i}" ifd="{i + 1}"/>'
        for i, part in enumerate(parts)
    )
    height, width = parts[0].shape[:2]
    macro = _scn_image('<dimension sizeX="1000" sizeY="400" r="0" ifd="0"/>', (1000, 400), glass, (0, 0), lens=1)
    scan = _scn_image(sizes, (width, height), (width * nm, height * nm), at, lens=40)
    description = (
        '<?xml version="1.0"?><scn xmlns="http://www.leica-microsystems.com/scn/2010/10/01" uuid="urn:uuid:0">'
        f'<collection name="a" uuid="urn:uuid:1" sizeX="{glass[0]}" sizeY="{glass[1]}"><barcode>QQ==</barcode>'
        f"{macro}{scan}</collection></scn>"
    )
    with tifffile.TiffWriter(path, bigtiff=True) as file:
        file.write(np.full((400, 1000, 3), 200, np.uint8), description=description, **_TILED)
        for i, part in enumerate(parts):
            per_cm = 10_000 / UM_PER_PX / 2**i
            file.write(part, resolution=(per_cm, per_cm), resolutionunit="CENTIMETER", **_TILED)
    return parts[0]


def _scn_image(levels: str, size: tuple[int, int], glass: tuple[int, int], at: tuple[int, int], *, lens: int) -> str:
    return (
        f'<image name="a" uuid="urn:uuid:2"><pixels sizeX="{size[0]}" sizeY="{size[1]}">{levels}</pixels>'
        f'<view sizeX="{glass[0]}" sizeY="{glass[1]}" offsetX="{at[0]}" offsetY="{at[1]}" spacingZ="0"/>'
        f"<scanSettings><objectiveSettings><objective>{lens}</objective></objectiveSettings><illuminationSettings>"
        "<numericalAperture>0.75</numericalAperture><illuminationSource>brightfield</illuminationSource>"
        "</illuminationSettings></scanSettings></image>"
    )


def write_ndpi(path: Path) -> np.ndarray:
    """The film as Hamamatsu's scanners write it: each level is one JPEG, and a macro image."""
    pixels, _, quarter, _ = levels(film(), n=3)
    macro = np.full((400, 1000, 3), 200, np.uint8)
    per_cm = (10_000 / UM_PER_PX, 10_000 / UM_PER_PX)
    with tifffile.TiffWriter(path, byteorder="<") as file:
        for part, lens in ((pixels, 40.0), (quarter, 10.0), (macro, -1.0)):
            tags = [
                (271, 2, 0, "Hamamatsu", True),
                (272, 2, 0, "C13210", True),
                (65420, 4, 1, 1, True),  # the version of the format
                (65421, 11, 1, lens, True),  # the magnification; -1: the macro image
                *((offset, 9, 1, 0, True) for offset in (65422, 65423, 65424)),  # x, y and focal plane, nm
            ]
            file.write(
                part,
                compression="jpeg",
                rowsperstrip=part.shape[0],
                resolution=per_cm,
                resolutionunit="CENTIMETER",
                extratags=tags,
                **_PLAIN,
            )
    return pixels


def write_mrxs(path: Path) -> np.ndarray:
    """The film as scanners of 3DHISTECH write it: a file, a folder beside it, and empty glass on all sides."""
    parts, margin, side = levels(film(), n=3), 8, 256
    columns, rows = (extent // side + 2 * margin for extent in reversed(parts[0].shape[:2]))
    head = b"01.02" + _SLIDE_ID.encode()
    data, tables = bytearray(head), []
    for level, part in enumerate(parts):
        table = b""
        for y in range(0, part.shape[0], side):
            for x in range(0, part.shape[1], side):
                tile = np.full((side, side, 3), 255, np.uint8)
                own = part[y : y + side, x : x + side]
                tile[: own.shape[0], : own.shape[1]] = own
                encoded = imagecodecs.jpeg8_encode(tile, level=92, colorspace="RGB", outcolorspace="YCBCR")
                column, row = (margin + (at // side) * 2**level for at in (x, y))
                table += struct.pack("<4i", row * columns + column, len(data), len(encoded), 0)
                data += encoded
        tables.append(table)
    folder = path.with_suffix("")
    folder.mkdir()
    (folder / "Data0000.dat").write_bytes(bytes(data))
    (folder / "Index.dat").write_bytes(head + _mrxs_index(tables, start=len(head)))
    (folder / "Slidedat.ini").write_text(_mrxs_settings(columns, rows, n_levels=len(parts), side=side))
    path.write_bytes(imagecodecs.jpeg8_encode(parts[-1]))
    return parts[0]


def _mrxs_index(tables: Sequence[bytes], *, start: int) -> bytes:
    """Pointers to a list of tiles for each level: one page each."""
    first = start + 8
    at, pointers, pages = first + 4 * len(tables), b"", b""
    for table in tables:
        own = at + len(pages)
        pointers += struct.pack("<i", own)
        pages += struct.pack("<4i", 0, own + 8, len(table) // 16, 0) + table
    return struct.pack("<2i", first, 0) + pointers + pages


def _mrxs_settings(columns: int, rows: int, *, n_levels: int, side: int) -> str:
    lines = ["[GENERAL]", "SLIDE_VERSION = 02.01", f"SLIDE_ID = {_SLIDE_ID}", f"IMAGENUMBER_X = {columns}"]
    lines += [f"IMAGENUMBER_Y = {rows}", "OBJECTIVE_MAGNIFICATION = 40", "CameraImageDivisionsPerSide = 1"]
    lines += ["[HIERARCHICAL]", "HIER_COUNT = 1", "NONHIER_COUNT = 0", "INDEXFILE = Index.dat"]
    lines += ["HIER_0_NAME = Slide zoom level", f"HIER_0_COUNT = {n_levels}"]
    lines += [f"HIER_0_VAL_{level}_SECTION = LEVEL_{level}" for level in range(n_levels)]
    for level in range(n_levels):
        lines += [f"[LEVEL_{level}]", "OVERLAP_X = 0", "OVERLAP_Y = 0", "IMAGE_FILL_COLOR_BGR = 16777215"]
        lines += [f"DIGITIZER_WIDTH = {side}", f"DIGITIZER_HEIGHT = {side}", "IMAGE_FORMAT = JPEG"]
        lines += [f"IMAGE_CONCAT_FACTOR = {int(level > 0)}"]
        lines += [f"MICROMETER_PER_PIXEL_{axis} = {UM_PER_PX * 2**level}" for axis in "XY"]
    return "\r\n".join([*lines, "[DATAFILE]", "FILE_COUNT = 1", "FILE_0 = Data0000.dat", ""])
