"""Formats of other programs by name, one file each."""

from __future__ import annotations

from rbc_desk.store.exchange.annotated import (
    AnnotatedSet,
    AnnotatedSmear,
    ExportedCell,
    ExportedSet,
    ExportedSmear,
    ReadOptions,
)
from rbc_desk.store.exchange.recognise import recognised
from rbc_desk.store.exchange.registry import EXPORTERS, IMPORTERS
from rbc_desk.store.exchange.traits import Fact, traits_of

__all__ = [
    "EXPORTERS",
    "IMPORTERS",
    "AnnotatedSet",
    "AnnotatedSmear",
    "ExportedCell",
    "ExportedSet",
    "ExportedSmear",
    "Fact",
    "ReadOptions",
    "recognised",
    "traits_of",
]
