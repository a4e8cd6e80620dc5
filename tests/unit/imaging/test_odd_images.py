"""The same image in unusual encodings of cameras, microscopes and programs is read equally."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
import pytest
import tifffile
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image

from rbc_desk.core.errors import UnreadableImageError
from rbc_desk.imaging.read import SmearImage, read_image
from rbc_desk.imaging.synth.smears import render_smear

SHOWN = render_smear(seed=3, width=96, height=72, n_cells=4, cell_px=24).pixels
TWELVE = SHOWN.astype(np.uint16) * 16
UNSAID = ("unspecified",)


def tiff(*pictures: NDArray[Any], **options: Any) -> bytes:
    out = io.BytesIO()
    kind = {name: options.pop(name) for name in ("ome", "imagej", "byteorder") if name in options}
    with tifffile.TiffWriter(out, **kind) as writer:
        for picture in pictures:
            writer.write(picture, **({"photometric": "rgb"} | options))
    return out.getvalue()


def pillow(format_: str, **options: Any) -> bytes:
    out = io.BytesIO()
    Image.fromarray(SHOWN).save(out, format_, **options)
    return out.getvalue()


def with_strays(picture: NDArray[Any], value: float) -> NDArray[Any]:
    changed = picture.copy()
    changed[3, 5] = value
    return changed


def fourth_sample() -> bytes:
    noise = np.random.default_rng(0).integers(0, 255, SHOWN.shape[:2], dtype=np.uint8)
    return tiff(np.dstack([SHOWN, noise]), extrasamples=UNSAID)


def thumbnail_first() -> bytes:
    out = io.BytesIO()
    with tifffile.TiffWriter(out) as writer:
        writer.write(SHOWN[::8, ::8], photometric="rgb", subfiletype=1)
        writer.write(SHOWN, photometric="rgb")
    return out.getvalue()


def ycbcr() -> bytes:
    return tiff(np.asarray(Image.fromarray(SHOWN).convert("YCbCr")), photometric="ycbcr", metadata=None)


def planes(picture: NDArray[Any]) -> NDArray[Any]:
    return np.ascontiguousarray(np.moveaxis(picture, -1, 0))


def ome(names: list[str], picture: NDArray[Any]) -> bytes:
    metadata = {"axes": "CYX", "Channel": {"Name": names}}
    return tiff(planes(picture), ome=True, photometric="minisblack", metadata=metadata)


FIVE = np.dstack([SHOWN, SHOWN[..., 0] // 2, SHOWN[..., 1] // 3])
ODD: dict[str, Callable[[], bytes]] = {
    "12 bits in 16, LZW": lambda: tiff(TWELVE, compression="lzw"),
    "12 bits in 16, deflate and predictor": lambda: tiff(TWELVE, compression="zlib", predictor=True),
    "12 bits in 16, Zstandard": lambda: tiff(TWELVE, compression="zstd"),
    "12 bits in 16, a hot pixel": lambda: tiff(with_strays(TWELVE, 65535)),
    "12 bits in 16, one value of 4096": lambda: tiff(with_strays(TWELVE, 4096)),
    "8 bits in 16": lambda: tiff(SHOWN.astype(np.uint16)),
    "14 bits by the tag": lambda: tiff(SHOWN.astype(np.uint16) * 4, extratags=[(281, 3, 3, (1023,) * 3, True)]),
    "16 bits": lambda: tiff(SHOWN.astype(np.uint16) * 257),
    "16 bits, big endian": lambda: tiff(SHOWN.astype(">u2") * 257, byteorder=">"),
    "12 bits in 16, PNG": lambda: deep_png(TWELVE),
    "12 bits in 16, PNG, turned": lambda: turned(deep_png(np.rot90(TWELVE))),
    "12 bits in 16, JPEG 2000": lambda: imagecodecs.jpeg2k_encode(TWELVE, level=0),
    "12 bits, JPEG 2000": lambda: imagecodecs.jpeg2k_encode(TWELVE, level=0, bitspersample=12),
    "float": lambda: tiff((SHOWN / 255).astype(np.float32)),
    "float, infinite and not a number": lambda: tiff(
        with_strays(with_strays((SHOWN / 255).astype(np.float32), np.inf), np.nan)
    ),
    "float, one stray value": lambda: tiff(with_strays((SHOWN / 255).astype(np.float32), 40.0)),
    "float up to 255": lambda: tiff(SHOWN.astype(np.float32)),
    "OME, red green blue": lambda: ome(["Red", "Green", "Blue"], SHOWN),
    "OME, blue green red": lambda: ome(["B", "G", "R"], SHOWN[..., ::-1]),
    "OME, no names": lambda: tiff(planes(SHOWN), ome=True, photometric="minisblack", metadata={"axes": "CYX"}),
    "ImageJ channels": lambda: tiff(planes(SHOWN), imagej=True, photometric="minisblack", metadata={"axes": "CYX"}),
    "planar": lambda: tiff(planes(SHOWN), planarconfig="separate"),
    "fourth sample": fourth_sample,
    "thumbnail first": thumbnail_first,
    "YCbCr": ycbcr,
    "GIF": lambda: pillow("GIF"),
    "WebP": lambda: pillow("WEBP", lossless=True),
    "JPEG 2000": lambda: pillow("JPEG2000"),
    "AVIF": lambda: pillow("AVIF", quality=95),
}  # fmt: skip
WITH_A_NOTE: dict[str, tuple[Callable[[], bytes], str]] = {
    "five channels": (lambda: tiff(FIVE, extrasamples=UNSAID * 2), "5 channels"),
    "five planes": (
        lambda: tiff(planes(FIVE), planarconfig="separate", extrasamples=UNSAID * 2),
        "5 channels",
    ),
    "OME with five channels": (lambda: ome(["a", "b", "c", "d", "e"], FIVE), "5 channels"),
    "pages": (lambda: tiff(SHOWN, SHOWN[::-1], metadata=None), "2 images"),
    "focus planes": (
        lambda: tiff(np.stack([SHOWN, SHOWN[::-1], SHOWN]), ome=True, metadata={"axes": "ZYXS"}),
        "3 images",
    ),
    "moving WebP": (
        lambda: pillow("WEBP", lossless=True, save_all=True, append_images=[Image.fromarray(SHOWN[::-1])]),
        "2 images",
    ),
}


def deep_png(picture: NDArray[np.uint16]) -> bytes:
    import cv2

    return bytes(cv2.imencode(".png", picture[..., ::-1])[1])


def turned(png: bytes) -> bytes:
    """With the note that it is to be turned to the right."""
    exif = Image.Exif()
    exif[274] = 6
    chunk = b"eXIf" + exif.tobytes().removeprefix(b"Exif\0\0")
    packed = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:33] + packed + png[33:]


def read(tmp_path: Path, data: bytes) -> SmearImage:
    (tmp_path / "odd.bin").write_bytes(data)
    return read_image(tmp_path / "odd.bin")


def difference(image: SmearImage) -> float:
    """The mean difference of nearly all values, stray pixels left aside."""
    assert image.pixels.shape == SHOWN.shape
    off = np.sort(np.abs(image.pixels.astype(int) - SHOWN).ravel())
    return float(off[: -len(off) // 200].mean())


@pytest.mark.parametrize("kind", ODD)
def test_an_odd_picture_shows_what_it_is(tmp_path: Path, kind: str) -> None:
    image = read(tmp_path, ODD[kind]())
    assert difference(image) < 2.5, kind
    assert image.note == ""


@pytest.mark.parametrize("kind", WITH_A_NOTE)
def test_what_is_left_out_of_a_file_is_said(tmp_path: Path, kind: str) -> None:
    make, told = WITH_A_NOTE[kind]
    image = read(tmp_path, make())
    assert difference(image) < 2.5
    assert told in image.note


def test_floats_a_little_over_1_are_clipped(tmp_path: Path) -> None:
    ramp = np.linspace(0, 1.06, SHOWN.size, dtype=np.float32).reshape(SHOWN.shape)
    pixels = read(tmp_path, tiff(ramp)).pixels
    assert np.array_equal(pixels, (np.clip(ramp, 0, 1) * 255 + 0.5).astype(np.uint8))


@pytest.mark.parametrize(("kind", "alpha"), [("unassalpha", 0), ("assocalpha", 0)])
def test_a_transparent_part_is_white(tmp_path: Path, kind: str, alpha: int) -> None:
    cover = np.full(SHOWN.shape[:2], 255, np.uint8)
    cover[:10] = alpha
    picture = np.dstack([SHOWN * (cover[..., None] > 0), cover])
    pixels = read(tmp_path, tiff(picture, extrasamples=(kind,))).pixels
    assert (pixels[:10] == 255).all()
    assert np.array_equal(pixels[10:], SHOWN[10:])


def test_12_bit_colour_with_16_bit_alpha_keeps_its_brightness(tmp_path: Path) -> None:
    picture = np.dstack([TWELVE, np.full(SHOWN.shape[:2], 65535, np.uint16)])
    assert difference(read(tmp_path, tiff(picture, extrasamples=("unassalpha",)))) < 2.5


@settings(max_examples=25, deadline=None)
@given(
    bits=st.sampled_from([10, 12, 14, 16]),
    brightest=st.floats(0.3, 1.0),
    strays=st.integers(0, 8),
    seed=st.integers(0, 1000),
)
def test_the_brightness_is_of_the_camera_s_depth_and_of_no_stray_pixel(
    tmp_path_factory: pytest.TempPathFactory, bits: int, brightest: float, strays: int, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    share = rng.uniform(0.0, brightest, (60, 70, 3))
    share[:30] = brightest  # the glass
    raw = np.round(share * (2**bits - 1)).astype(np.uint16)
    expected = share.mean() * 255
    for _ in range(strays):
        raw[rng.integers(60), rng.integers(70), rng.integers(3)] = 65535
    pixels = read(tmp_path_factory.mktemp("deep"), tiff(raw)).pixels
    assert abs(pixels.mean() - expected) < 2


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "HEIC.*JPEG"),
        ("a.jpg", b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "HEIC"),
        ("a.lif", b"\x70\0\0\0" + b"\0" * 300, r"\.lif files cannot be read"),
        ("a.nef", tiff(SHOWN[::8, ::8]), "raw camera data"),
        ("a.png", b"no picture", "not a readable image.*WebP"),
    ],
)
def test_a_picture_of_a_format_that_cannot_be_read_is_named_with_the_way_out(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableImageError, match=told) as error:
        read_image(tmp_path / name)
    assert error.value.hint


@pytest.mark.parametrize("name", ["x" * 5000 + ".png", "a\0b.png"])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnreadableImageError, match="opened"):
        read_image(tmp_path / name)
