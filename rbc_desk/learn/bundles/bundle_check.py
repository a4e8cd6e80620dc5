"""Validates bundle.json, which may come from an untrusted source."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MAX_WORDS_BYTES = 4 * 2**20
MAX_WEIGHTS_BYTES = 4 * 2**30
MAX_HEADER_BYTES = 16 * 2**20
MAX_CLASSES = 200
MIN_INPUT_PX, MAX_INPUT_PX = 32, 1024
_CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")
_NAME_LENGTH = 200
_DTYPES = {"F64", "F32", "F16", "BF16", "I64", "I32", "I16", "I8", "U8", "BOOL"}


def check_text(values: Mapping[str, Any]) -> None:
    """Check the values of a `Bundle`. Raises ValueError, which says what is wrong."""
    codes, names = values["codes"], values["class_names"]
    if not 2 <= len(codes) <= MAX_CLASSES or len(set(codes)) != len(codes):
        raise ValueError("a model tells at least two different classes")
    if not all(isinstance(code, str) and _CODE.fullmatch(code) for code in codes):
        raise ValueError("a class code is made of a-z, 0-9 and _")
    if len(names) != len(codes):
        raise ValueError("there must be one name a class")
    if not all(isinstance(name, str) and 0 < len(name) <= _NAME_LENGTH for name in names):
        raise ValueError("a class's name is a short text")
    for key in ("network", "snapshot_hash", "data_licence", "created_at", "app_version"):
        if not isinstance(values[key], str):
            raise ValueError(f"{key} is a text")
    for key in ("crop_recipe", "spec", "metrics", "training_domain"):
        if not isinstance(values[key], dict):
            raise ValueError(f"{key} is a table")
    if not isinstance(values["tta"], bool):
        raise ValueError("tta is true or false")
    _check_numbers(values)


def _check_numbers(values: Mapping[str, Any]) -> None:
    side = values["input_px"]
    if not isinstance(side, int) or isinstance(side, bool) or not MIN_INPUT_PX <= side <= MAX_INPUT_PX:
        raise ValueError(f"the input size must lie in {MIN_INPUT_PX}..{MAX_INPUT_PX} px")
    if not _finite(values["temperature"]) or not 0 < values["temperature"] <= 1000:
        raise ValueError("the temperature must be positive")
    mean, std = values["mean"], values["std"]
    if len(mean) != 3 or len(std) != 3 or not all(map(_finite, (*mean, *std))):
        raise ValueError("mean and std are three numbers each")
    if not 0 <= min(mean) <= max(mean) <= 1 or not 0 < min(std) <= max(std) <= 1:
        raise ValueError("mean and std are of pixels scaled to 0..1, std positive")


def check_header(header: Mapping[str, Any], *, length: int) -> None:
    """Check the header of a weights file whose tensors take `length` bytes. Raises ValueError."""
    ends = []
    for name, entry in header.items():
        if name == "__metadata__":
            continue
        begin, end = entry["data_offsets"]
        if entry["dtype"] not in _DTYPES or not 0 <= begin <= end <= length:
            raise ValueError("a tensor that lies outside of the file")
        ends.append(end)
    if not ends or max(ends) != length:
        raise ValueError("the file is shorter or longer than its header says")


def small_enough(path: Path, *, limit: int) -> bool:
    """Whether it is a file (no device, no folder) of at most `limit` bytes."""
    return path.is_file() and path.stat().st_size <= limit


def _finite(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
