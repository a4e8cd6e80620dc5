"""Whole slides for tests: a film from its thick part to its feathered edge, as a pyramidal TIFF or as DICOM."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import tifffile

from rbc_desk.imaging.synth.smears import render_smear

FIELD_PX = 512
UM_PER_PX = 0.25
COLUMNS, ROWS = 12, 6
MONOLAYER = range(4, 8)
"""The columns of fields whose cells lie side by side; those before are thick, those after nearly empty."""


@cache
def field(seed: int, *, n_cells: int) -> np.ndarray:
    return render_smear(
        seed=seed, width=FIELD_PX, height=FIELD_PX, n_cells=n_cells, cell_px=30, overlap=0.05, white_cell=False
    ).pixels


@cache
def thick(seed: int) -> np.ndarray:
    rng = np.random.default_rng(seed)
    noise = cv2.GaussianBlur(rng.normal(0, 60, (FIELD_PX, FIELD_PX, 1)).astype(np.float32), (0, 0), 4)[..., None]
    return np.clip(np.array([170, 95, 110]) + noise, 0, 255).astype(np.uint8)


@cache
def film() -> np.ndarray:
    """The pixels of the slide, 6144 x 3072."""
    fields = []
    for row in range(ROWS):
        line = []
        for column in range(COLUMNS):
            if column < MONOLAYER.start:
                line.append(thick(1 + (row + column) % 2))
            elif column in MONOLAYER:
                line.append(field(10 + (row * 2 + column) % 5, n_cells=110))
            else:
                line.append(field(30 + (row + column) % 2, n_cells=4))
        fields.append(np.concatenate(line, axis=1))
    return np.concatenate(fields)


def levels(pixels: np.ndarray, *, n: int) -> list[np.ndarray]:
    found = [pixels]
    for _ in range(n):
        height, width = found[-1].shape[:2]
        found.append(cv2.resize(found[-1], (width // 2, height // 2), interpolation=cv2.INTER_AREA))
    return found


def write_pyramid(path: Path, *, compression: str = "jpeg", ome: bool = False, **first: Any) -> np.ndarray:
    """A pyramidal TIFF (with `ome` an OME-TIFF) of the film; returns its pixels."""
    first_level, *others = levels(film(), n=3)
    per_cm = 10_000 / UM_PER_PX
    settings: dict[str, Any] = {"tile": (256, 256), "photometric": "rgb", "compression": compression}
    if ome:
        length = {"PhysicalSizeX": UM_PER_PX, "PhysicalSizeY": UM_PER_PX}
        units = {"PhysicalSizeXUnit": "µm", "PhysicalSizeYUnit": "µm"}
        first |= {"metadata": {"axes": "YXS", **length, **units}}
    else:
        settings |= {"metadata": None, "software": False}
        first |= {"resolution": (per_cm, per_cm), "resolutionunit": "CENTIMETER"}
    with tifffile.TiffWriter(path, ome=ome) as file:
        file.write(first_level, subifds=len(others) if ome else None, **settings, **first)
        for level in others:
            file.write(level, subfiletype=1, **settings)
    return first_level


def write_czi(path: Path, pixels: np.ndarray, *, name: str = "a") -> None:
    from pylibCZIrw import czi

    with czi.create_czi(str(path)) as file:
        file.write(data=np.ascontiguousarray(pixels[:, :, ::-1]), plane={"C": 0})
        file.write_metadata(name, scale_x=UM_PER_PX / 1e6, scale_y=UM_PER_PX / 1e6)


def write_nd2(path: Path, pixels: np.ndarray, *, author: str = "") -> None:
    """An ND2 file (version 3) with one frame as NIS-Elements lays it out: colours as blue, green, red.

    Each chunk has a header, a name padded with zeros, and its data. The last chunk says where each one lies.
    Values stand in Nikon's "lite variant": type, length of the name, name in UTF-16, value.
    """
    height, width, n = pixels.shape
    bits = pixels.dtype.itemsize * 8
    attributes = {
        "uiWidth": width,
        "uiWidthBytes": pixels.strides[0],
        "uiHeight": height,
        "uiComp": n,
        "uiBpcInMemory": bits,
        "uiBpcSignificant": bits,
        "uiSequenceCount": 1,
        "eCompression": 2,
    }
    plane = {"uiCompCount": n, "uiModalityMask": 1, "pFluorescentProbe": {"uiCount": 0}}
    planes = {"uiCount": 1, "sPlaneNew": {"a0": plane}}
    picture = {"bCalibrated": True, "dCalibration": UM_PER_PX, "sPicturePlanes": planes}
    data, places = bytearray(), bytearray()
    for name, content in (
        (b"ND2 FILE SIGNATURE CHUNK NAME01!", b"Ver3.0".ljust(64, b"\0")),
        (b"ImageAttributesLV!", lite({"SLxImageAttributes": attributes})),
        (b"ImageMetadataSeqLV|0!", lite({"SLxPictureMetadata": picture})),
        (b"ImageTextInfoLV!", lite({"SLxImageTextInfo": {"TextInfoItem_13": author}})),
        (b"ImageDataSeq|0!", bytes(8) + np.ascontiguousarray(pixels[:, :, ::-1]).tobytes()),
    ):
        start = not data
        if not start:
            places += name + struct.pack("<QQ", len(data), len(content))
        data += chunk(name, content, name_length=32 if start else 4072)
        data += bytes(-len(data) % 4096)
    where = len(data)
    places += b"ND2 CHUNK MAP SIGNATURE 0000001!" + struct.pack("<Q", where)
    data += chunk(b"ND2 FILEMAP SIGNATURE NAME 0001!", bytes(places), name_length=4072)
    path.write_bytes(bytes(data))


def chunk(name: bytes, content: bytes, *, name_length: int) -> bytes:
    return struct.pack("<IIQ", 0x0ABECEDA, name_length, len(content)) + name.ljust(name_length, b"\0") + content


def lite(values: dict[str, Any]) -> bytes:
    found = bytearray()
    for name, value in values.items():
        named = bytes([len(name) + 1]) + (name + "\0").encode("utf-16-le")
        match value:
            case bool():
                found += b"\1" + named + struct.pack("<B", value)
            case int():
                found += b"\3" + named + struct.pack("<I", value)
            case float():
                found += b"\6" + named + struct.pack("<d", value)
            case str():
                found += b"\x08" + named + (value + "\0").encode("utf-16-le")
            case dict():
                inner = lite(value)
                length = 1 + len(named) + 12 + len(inner)
                found += b"\x0b" + named + struct.pack("<IQ", len(value), length) + inner + bytes(8 * len(value))
    return bytes(found)


def write_dicom_photo(path: Path, pixels: np.ndarray, **tags: Any) -> None:
    """A photograph through a microscope in DICOM, not compressed; `tags` are more of its attributes."""
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian, generate_uid

    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.77.1.2", generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    data = Dataset()
    data.file_meta = meta
    data.SOPClassUID, data.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    data.Rows, data.Columns, data.SamplesPerPixel = pixels.shape[0], pixels.shape[1], 3
    data.PhotometricInterpretation, data.PlanarConfiguration = "RGB", 0
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 8, 8, 7, 0
    data.PixelSpacing = [UM_PER_PX / 1000, UM_PER_PX / 1000]
    for name, value in tags.items():
        setattr(data, name, value)
    data.PixelData = pixels.tobytes()
    data.save_as(path, enforce_file_format=True)


def write_dicom_slide(path: Path, pixels: np.ndarray, **tags: Any) -> None:
    """One level of a whole slide in DICOM, in tiles of 256 x 256, JPEG; `tags` are more of its attributes."""
    import imagecodecs
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.encaps import encapsulate
    from pydicom.uid import JPEGBaseline8Bit, generate_uid

    height, width = pixels.shape[:2]
    side = 256
    frames = []
    for y in range(0, height, side):
        for x in range(0, width, side):
            tile = np.full((side, side, 3), 255, np.uint8)
            part = pixels[y : y + side, x : x + side]
            tile[: part.shape[0], : part.shape[1]] = part
            frames.append(imagecodecs.jpeg8_encode(tile, level=95, colorspace="RGB", outcolorspace="YCBCR"))
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.77.1.6"
    meta.MediaStorageSOPInstanceUID = generate_uid()
    meta.TransferSyntaxUID = JPEGBaseline8Bit
    data = Dataset()
    data.file_meta = meta
    data.SOPClassUID, data.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    data.StudyInstanceUID, data.SeriesInstanceUID = generate_uid(), generate_uid()
    data.FrameOfReferenceUID = generate_uid()
    data.Modality, data.ImageType = "SM", ["ORIGINAL", "PRIMARY", "VOLUME", "NONE"]
    data.Rows, data.Columns, data.SamplesPerPixel = side, side, 3
    data.PhotometricInterpretation, data.PlanarConfiguration = "YBR_FULL_422", 0
    data.BitsAllocated, data.BitsStored, data.HighBit, data.PixelRepresentation = 8, 8, 7, 0
    data.NumberOfFrames = len(frames)
    data.TotalPixelMatrixColumns, data.TotalPixelMatrixRows = width, height
    data.DimensionOrganizationType = "TILED_FULL"
    data.ImagedVolumeWidth, data.ImagedVolumeHeight = width * UM_PER_PX / 1000, height * UM_PER_PX / 1000
    optical = Dataset()
    optical.OpticalPathIdentifier = "0"
    data.OpticalPathSequence = [optical]
    measures, shared = Dataset(), Dataset()
    measures.PixelSpacing, measures.SliceThickness = [UM_PER_PX / 1000, UM_PER_PX / 1000], 0.001
    shared.PixelMeasuresSequence = [measures]
    data.SharedFunctionalGroupsSequence = [shared]
    for name, value in tags.items():
        setattr(data, name, value)
    data.PixelData = encapsulate(frames)
    data.save_as(path, enforce_file_format=True)
