"""Adds the ONNX graph to a new model, which the light edition runs."""

from __future__ import annotations

import logging
from pathlib import Path

from rbc_desk.learn.bundles.graph import GRAPH
from rbc_desk.services.datasets.exporting import export_onnx

_LOG = logging.getLogger(__name__)


def add_graph(folder: Path) -> bool:
    """Write the graph of a bundle into its folder; returns whether it is there.

    Without it everything but the light edition works, so that nothing is raised: the package `onnx` may be missing,
    and the network of a plug-in may have operations that ONNX lacks.
    """
    try:
        export_onnx(folder, folder / GRAPH)
    except Exception as error:  # border: the exporter raises errors of many kinds for networks that it does not know
        _LOG.info("no ONNX graph of %s: %s", folder, error)
        return False
    return True
