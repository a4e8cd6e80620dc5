"""The network of a bundle as an ONNX graph beside its weights, for editions without torch."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from rbc_desk.core.errors import BundleError
from rbc_desk.core.files.atomic import write_bytes
from rbc_desk.core.phrases import Phrase
from rbc_desk.learn.bundles.bundle import weights_digest
from rbc_desk.learn.bundles.bundle_check import MAX_WEIGHTS_BYTES, small_enough
from rbc_desk.settings.paths import shipped_models

GRAPH = "network.onnx"
WEIGHTS_OF_GRAPH = "weights_sha256"
"""The key of the graph's metadata that names the weights it was made from."""


def save_graph(folder: Path, graph: bytes) -> None:
    """Write the graph into the bundle. Raises StorageError."""
    write_bytes(folder / GRAPH, graph)


def load_graph(folder: Path) -> bytes:
    """The graph of the bundle in `folder`, or of the shipped model that it is a copy of.

    Raises BundleError where there is none.
    """
    path = folder / GRAPH if (folder / GRAPH).is_file() else _shipped(weights_digest(folder))
    if path is None:
        raise BundleError(
            Phrase("The model in {folder} has no ONNX graph, which the light edition needs.", folder=folder),
            hint=Phrase(
                "Write it with the full edition: rbc-desk export onnx --bundle FOLDER -o FOLDER/{file}", file=GRAPH
            ),
        )
    if not small_enough(path, limit=MAX_WEIGHTS_BYTES):
        raise _broken(folder, "it is too large")
    try:
        return path.read_bytes()
    except OSError as error:
        raise _broken(folder, str(error)) from error


def check_graph(folder: Path, *, made_from: str) -> None:
    """Raise BundleError where the weights of the bundle are others than those named in the graph's metadata."""
    if made_from != weights_digest(folder):
        raise _broken(folder, Phrase("it was made from other weights"))


def _shipped(digest: str) -> Path | None:
    """The graph of the shipped model with these weights."""
    for graph in shipped_models().glob(f"*/{GRAPH}"):
        with suppress(BundleError):
            if weights_digest(graph.parent) == digest:
                return graph
    return None


def _broken(folder: Path, why: str) -> BundleError:
    return BundleError(
        Phrase("The ONNX graph of the model in {folder} cannot be used: {why}.", folder=folder, why=why),
        hint="Copy the whole model folder again.",
    )
