"""The size of a frozen program by part."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from freezing.freeze import LIBRARIES

_WHOSE = (
    ("OpenCV", r"cv2|opencv|libav(codec|format|util)|libaom|libvpx|libsw|libcrypto-|libssl-"),
    ("Qt", r"PySide6|shiboken6|libQt6|libicu|libxcb|libX|libpyside|libshiboken"),
    ("Typst (reports)", r"typst"),
    ("ONNX Runtime", r"onnxruntime"),
    ("SciPy", r"scipy"),
    ("NumPy", r"numpy"),
    ("PyTorch", r"torch|functorch|libtorch|libc10"),
    ("CUDA", r"nvidia|libcu|libnv|libnccl"),
    ("scikit-learn", r"sklearn|scikit"),
    ("pandas (of cleanlab)", r"pandas"),
    ("image formats", r"PIL|pillow|imagecodecs|openslide|pydicom"),
    ("models and resources", r"rbc_desk"),
    ("Python and its packages", r"rbc-desk|lib(python|dynload)|base_library|python3"),
)


def parts(program: Path) -> list[tuple[str, int]]:
    """Bytes of each part of the program in the folder, the largest first. Links count as nothing."""
    sizes: Counter[str] = Counter()
    for path in program.rglob("*"):
        if path.is_file() and not path.is_symlink():
            sizes[_part(path.relative_to(program))] += path.stat().st_size
    return sizes.most_common()


def _part(inside: Path) -> str:
    name = inside.parts[1] if inside.parts[0] == LIBRARIES and len(inside.parts) > 1 else inside.parts[0]
    return next((part for part, pattern in _WHOSE if re.match(pattern, name)), "other libraries")


def table(program: Path) -> str:
    """The parts as lines of megabytes (10^6 bytes), with their sum."""
    rows = parts(program)
    rows.append(("all", sum(size for _, size in rows)))
    return "\n".join(f"{name:<26}{size / 1e6:8.1f} MB" for name, size in rows) + "\n"
