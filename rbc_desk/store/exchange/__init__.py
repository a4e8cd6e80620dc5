"""Formats of other programs by name, one file each."""

from __future__ import annotations

from rbc_desk.store.exchange.annotated import AnnotatedSet, AnnotatedSmear, ExportedCell, ReadOptions
from rbc_desk.store.exchange.registry import EXPORTERS, IMPORTERS, OF_A_FILE, WITH_CROPS

__all__ = [
    "EXPORTERS",
    "IMPORTERS",
    "OF_A_FILE",
    "WITH_CROPS",
    "AnnotatedSet",
    "AnnotatedSmear",
    "ExportedCell",
    "ReadOptions",
]
