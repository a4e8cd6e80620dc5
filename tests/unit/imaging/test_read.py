from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from rbc_desk.core.errors import ImageTooLargeError, UnreadableImageError
from rbc_desk.core.files.images import find_images
from rbc_desk.imaging.read import read_image

RGB = (np.indices((40, 60)).sum(0)[..., None] * np.array([1, 2, 1]) % 256).astype(np.uint8)


@pytest.mark.parametrize("suffix", ["png", "bmp", "tif"])
def test_lossless_formats_give_back_every_pixel(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"smear ñ.{suffix}"
    Image.fromarray(RGB).save(path)
    assert np.array_equal(read_image(path).pixels, RGB)


def test_a_jpeg_is_read_as_rgb(tmp_path: Path) -> None:
    Image.fromarray(RGB).save(tmp_path / "a.jpg", quality=95)
    pixels = read_image(tmp_path / "a.jpg").pixels
    assert pixels.shape == RGB.shape
    assert pixels.dtype == np.uint8


@pytest.mark.parametrize("shape", [(40, 60), (40, 60, 3)])
def test_a_16_bit_tiff_keeps_its_contrast(tmp_path: Path, shape: tuple[int, ...]) -> None:
    deep = np.linspace(0, 65535, int(np.prod(shape))).reshape(shape).astype(np.uint16)
    tifffile.imwrite(tmp_path / "a.tif", deep)
    pixels = read_image(tmp_path / "a.tif").pixels
    assert pixels.shape == (40, 60, 3)
    assert int(pixels.max()) - int(pixels.min()) > 240


def test_exif_orientation_is_followed(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[274] = 6  # the camera was held upright
    Image.fromarray(RGB).save(tmp_path / "a.jpg", exif=exif)
    assert read_image(tmp_path / "a.jpg").pixels.shape == (60, 40, 3)


def test_a_png_behind_a_jpg_name_is_read(tmp_path: Path) -> None:
    Image.fromarray(RGB).save(tmp_path / "a.png")
    (tmp_path / "a.png").rename(tmp_path / "b.jpg")
    assert np.array_equal(read_image(tmp_path / "b.jpg").pixels, RGB)


def _png_header(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "content",
    [b"", b"no image at all", _png_header(0, 0), b"\xff\xd8\xff\xe0" + b"\0" * 40],
    ids=["zero bytes", "text", "0x0", "broken jpeg"],
)
def test_a_bad_file_is_named_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "bad smear.png"
    path.write_bytes(content)
    with pytest.raises(UnreadableImageError) as told:
        read_image(path)
    assert "bad smear.png" in told.value.message
    assert told.value.hint


def test_a_truncated_image_is_named(tmp_path: Path) -> None:
    path = tmp_path / "cut.png"
    noise = np.random.default_rng(0).integers(0, 255, (200, 200, 3), np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(UnreadableImageError, match=r"cut\.png"):
        read_image(path)


def test_a_decompression_bomb_is_refused_by_its_header(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(_png_header(100_000, 100_000))
    with pytest.raises(ImageTooLargeError, match=r"bomb\.png.*100000"):
        read_image(path)


def test_folders_and_globs_are_found_in_natural_order(tmp_path: Path) -> None:
    for name in ("10.png", "9.png", "b/1.jpg", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [p.name for p in find_images([tmp_path])] == ["9.png", "10.png", "1.jpg"]
    assert [p.name for p in find_images([tmp_path / "*.png"])] == ["9.png", "10.png"]


def test_a_large_picture_is_read_in_its_own_colours_and_a_truncated_one_is_refused(tmp_path: Path) -> None:
    tile = np.random.default_rng(0).integers(0, 255, (16, 16, 3), dtype=np.uint8)
    pixels = np.tile(np.kron(tile, np.ones((50, 50, 1), np.uint8)), (10, 10, 1))  # 64 million pixels
    Image.fromarray(pixels).save(tmp_path / "large.png", compress_level=1)
    assert np.array_equal(read_image(tmp_path / "large.png").pixels, pixels)
    Image.fromarray(pixels).save(tmp_path / "large.jpg", quality=90)
    assert np.abs(read_image(tmp_path / "large.jpg").pixels[:800, :800].astype(int) - pixels[:800, :800]).mean() < 6
    for name in ("large.png", "large.jpg"):
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(whole[: len(whole) // 2])
        with pytest.raises(UnreadableImageError):
            read_image(tmp_path / name)


def test_a_large_jpeg_takes_no_second_copy_in_memory(tmp_path: Path) -> None:
    picture = np.tile(RGB, (100, 70, 1))  # 4000 × 4200 px
    Image.fromarray(picture).save(tmp_path / "large ñ.jpg", quality=80)
    asked = (
        "import resource, sys; from pathlib import Path; from rbc_desk.imaging import read\n"
        "peak = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024\n"
        "before = peak(); pixels = read.read_image(Path(sys.argv[1])).pixels\n"
        "print(pixels.shape == (4000, 4200, 3), (peak() - before) / pixels.nbytes)"
    )
    asked = asked.replace("before =", "read._LARGE_PX = 1_000_000; before =")
    words = subprocess.run(
        [sys.executable, "-c", asked, str(tmp_path / "large ñ.jpg")], capture_output=True, text=True, check=True
    ).stdout.split()
    assert words[0] == "True"
    assert float(words[1]) < 1.6
