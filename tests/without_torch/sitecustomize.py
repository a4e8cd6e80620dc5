"""Hides torch, as in the light edition, from the processes that have this folder on PYTHONPATH.

Python loads this file at the start of a process; it goes on with the guard against connections.
"""

from __future__ import annotations

import runpy
import sys
from importlib.machinery import PathFinder
from pathlib import Path

HIDDEN = frozenset({"torch", "torchvision", "timm", "triton", "onnx", "huggingface_hub"})


class WithoutTorch(PathFinder):
    """Finds every module but the hidden ones, which are then as if they were not installed."""

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        return None if fullname.partition(".")[0] in HIDDEN else super().find_spec(fullname, path, target)


if PathFinder in sys.meta_path:
    sys.meta_path[sys.meta_path.index(PathFinder)] = WithoutTorch
    runpy.run_path(str(Path(__file__).resolve().parents[1] / "guard" / "sitecustomize.py"))
