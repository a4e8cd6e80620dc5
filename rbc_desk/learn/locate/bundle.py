"""A trained locator as a folder: weights.safetensors (for training), network.onnx (for use), bundle.json, CARD.md."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from rbc_desk.core.errors import BundleError, RbcDeskError, storage_error
from rbc_desk.core.files.atomic import temporary_folder
from rbc_desk.core.files.hashing import hash_file
from rbc_desk.core.phrases import Phrase
from rbc_desk.learn.locate.net import CELL_PX, KINDS, MULTIPLE, RAYS, STRIDE, UNIT_PX, LocatorNet
from rbc_desk.learn.locate.views import OUTSIDE

WEIGHTS, NETWORK, WORDS, CARD = "weights.safetensors", "network.onnx", "bundle.json", "CARD.md"
KIND = "detector"
_OPSET = 13


def save_locator(folder: Path, *, network: LocatorNet, facts: dict[str, Any], card: str) -> None:
    """Write the folder atomically. A detector in it is replaced.

    Raises BundleError if `folder` holds something else, StorageError for disk errors, RbcDeskError if the package
    `onnx` is not installed.
    """
    from safetensors.torch import save_file

    check_free(folder, replace=True)
    graph = onnx_bytes(network)
    description = {
        "format": 2,
        "kind": KIND,
        "cell_px": CELL_PX,
        "unit_px": UNIT_PX,
        "stride": STRIDE,
        "multiple": MULTIPLE,
        "outside": OUTSIDE,
        "kinds": [kind.value for kind in KINDS],
        **facts,
    }
    try:
        temporary = temporary_folder(folder)
        try:
            own = {name: tensor.detach().contiguous().clone() for name, tensor in network.state_dict().items()}
            save_file(own, temporary / WEIGHTS)
            (temporary / WEIGHTS).chmod(0o644)  # the library makes it readable to the owner only
            (temporary / NETWORK).write_bytes(graph)
            description["weights_sha256"] = hash_file(temporary / WEIGHTS)
            description["network_sha256"] = hash_file(temporary / NETWORK)
            (temporary / WORDS).write_text(
                json.dumps(description, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
            )
            (temporary / CARD).write_text(card, encoding="utf-8")
            temporary.chmod(0o755)
            old = temporary.with_suffix(".old")
            if folder.exists():
                folder.replace(old)
            os.replace(temporary, folder)  # noqa: PTH105 (named for what it is: the atomic step)
            shutil.rmtree(old, ignore_errors=True)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        raise storage_error(error, doing=Phrase("saving the detector {name}", name=folder.name)) from error


def check_free(folder: Path, *, replace: bool = False) -> None:
    """Raise BundleError if `folder` holds anything. With `replace` it may hold a detector; other files are never
    overwritten."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not (folder.is_dir() and (folder / NETWORK).exists()):
        raise BundleError(
            Phrase("{folder} is not a detector and was not overwritten.", folder=folder), hint="Choose another name."
        )
    if not replace:
        raise BundleError(
            Phrase("{folder} already contains a detector.", folder=folder),
            hint="Choose another folder for the new detector, or replace the existing one with --force.",
        )


def load_locator_weights(folder: Path) -> dict[str, torch.Tensor]:
    """The weights to continue training from. Raises BundleError."""
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        return load_file(folder / WEIGHTS)
    except (OSError, SafetensorError) as error:
        raise BundleError(
            Phrase("There is no detector in {folder} ({error}).", folder=folder, error=error),
            hint="Choose another folder.",
        ) from error


def onnx_bytes(network: LocatorNet) -> bytes:
    """The network as an ONNX graph with input `x` and output `y`. Batch norms are folded into the convolutions.

    Raises RbcDeskError if the package `onnx` is not installed.
    """
    try:
        from onnx import TensorProto, helper
    except ImportError as error:
        raise RbcDeskError(
            "The package onnx is required to write a detector.",
            hint='Install it: python -m pip install "rbc-desk[detector]"',
        ) from error
    graph = _Graph()
    x1 = graph.layers(network.down1, graph.layers(network.stem, "x"))
    x2 = graph.layers(network.down2, x1)
    x3 = graph.layers(network.down3, x2)
    y = graph.layers(network.down4, x3)
    y = graph.layers(network.up3, graph.joined(graph.twice(y), x3))
    y = graph.layers(network.up2, graph.joined(graph.twice(y), x2))
    y = graph.layers(network.up1, graph.joined(graph.twice(y), x1))
    head = network.head
    assert head.bias is not None
    graph.convolution(graph.layers(network.last, y), head.weight, head.bias, stride=1, pad=0, name="y")
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "locator",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, 3, "height", "width"])],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, [1, len(KINDS) + 2 + RAYS, "rows", "columns"])],
            graph.tensors,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET)],
        ir_version=8,
        producer_name="rbc-desk",
    )
    return bytes(model.SerializeToString())


class _Graph:
    """Appends ONNX nodes. Every method returns the name of its output."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.tensors: list[Any] = [self._tensor("scales", np.array([1, 1, 2, 2], np.float32))]

    def layers(self, module: nn.Module, source: str) -> str:
        """Append the convolutions of `module` with their batch norms and ReLUs, in order."""
        modules = [m for m in module.modules() if isinstance(m, nn.Conv2d | nn.BatchNorm2d)]
        for conv, norm in zip(modules[::2], modules[1::2], strict=True):
            assert isinstance(conv, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d)
            assert norm.running_mean is not None and norm.running_var is not None
            factor = norm.weight / torch.sqrt(norm.running_var + norm.eps)
            weight = conv.weight * factor[:, None, None, None]
            bias = norm.bias - norm.running_mean * factor
            made = self.convolution(source, weight, bias, stride=conv.stride[0], pad=1)
            source = self._node("Relu", [made])
        return source

    def convolution(
        self, source: str, weight: torch.Tensor, bias: torch.Tensor, *, stride: int, pad: int, name: str = ""
    ) -> str:
        index = len(self.tensors)
        for kind, values in (("w", weight), ("b", bias)):
            self.tensors.append(self._tensor(f"{kind}{index}", values.detach().float().cpu().numpy()))
        return self._node("Conv", [source, f"w{index}", f"b{index}"], name=name, strides=[stride] * 2, pads=[pad] * 4)

    def twice(self, source: str) -> str:
        return self._node(
            "Resize",
            [source, "", "scales"],
            mode="nearest",
            nearest_mode="floor",
            coordinate_transformation_mode="asymmetric",
        )

    def joined(self, first: str, second: str) -> str:
        return self._node("Concat", [first, second], axis=1)

    def _node(self, kind: str, sources: list[str], *, name: str = "", **attributes: Any) -> str:
        from onnx import helper

        made = name or f"t{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, sources, [made], **attributes))
        return made

    @staticmethod
    def _tensor(name: str, values: NDArray[np.float32]) -> Any:
        from onnx import numpy_helper

        return numpy_helper.from_array(np.ascontiguousarray(values), name)
