"""Formats of other programs: one file a format, chosen by name."""

from __future__ import annotations

from rbc_desk.store.exchange.registry import EXPORTERS, IMPORTERS, WITH_CROPS, AnnotatedSmear, ExportedCell

__all__ = ["EXPORTERS", "IMPORTERS", "WITH_CROPS", "AnnotatedSmear", "ExportedCell"]
