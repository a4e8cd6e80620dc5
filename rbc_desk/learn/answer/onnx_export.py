"""Exports a bundle's network as an ONNX graph, with preprocessing and calibration inside."""

from __future__ import annotations

import io
import json
import warnings
from importlib.util import find_spec

import torch
from torch import nn

from rbc_desk.core.errors import RbcDeskError
from rbc_desk.learn.answer.graph_engines import FEATURES, INPUT, LOGITS, PROBABILITIES
from rbc_desk.learn.bundles.bundle import Bundle
from rbc_desk.learn.bundles.graph import WEIGHTS_OF_GRAPH
from rbc_desk.learn.crops.augment import logits_of
from rbc_desk.learn.fit.optimise import head_of

_OPSET = 17


class Answering(nn.Module):
    """Maps crops, uint8 RGB [N, S, S, 3], to logits [N, C] and probabilities [N, C] after temperature scaling.

    A network whose last layer is linear also gives the inputs of that layer, the features [N, D], where
    `with_features`. Logits and features are the mean over eight views if the bundle says so.
    """

    mean: torch.Tensor
    std: torch.Tensor

    def __init__(self, network: nn.Module, *, bundle: Bundle, with_features: bool = False) -> None:
        super().__init__()
        self.network, self._tta, self._temperature = network.eval(), bundle.tta, bundle.temperature
        self._head = last_layer(network) if with_features else None
        self.register_buffer("mean", 255 * torch.tensor(bundle.mean).view(1, 3, 1, 1))
        self.register_buffer("std", 255 * torch.tensor(bundle.std).view(1, 3, 1, 1))

    @property
    def has_features(self) -> bool:
        """Whether it also gives features."""
        return self._head is not None

    def forward(self, crops: torch.Tensor) -> tuple[torch.Tensor, ...]:
        images = (crops.permute(0, 3, 1, 2).float() - self.mean) / self.std
        if self._head is None:
            logits = logits_of(self.network, images, tta=self._tta)
            return logits, (logits / self._temperature).softmax(1)
        caught: list[torch.Tensor] = []
        hook = self._head.register_forward_pre_hook(lambda _layer, inputs: caught.append(inputs[0]))
        try:
            logits = logits_of(self.network, images, tta=self._tta)
        finally:
            hook.remove()
        return logits, (logits / self._temperature).softmax(1), torch.stack(caught).mean(0)


def last_layer(network: nn.Module) -> nn.Linear | None:
    """The linear layer that predicts the classes; None for a network without one."""
    try:
        return head_of(network)[2]
    except ValueError:
        return None


def can_export() -> bool:
    """Whether the package that writes ONNX is installed."""
    return find_spec("onnx") is not None


def onnx_bytes(network: nn.Module, *, bundle: Bundle, with_features: bool = False, weights_digest: str = "") -> bytes:
    """The ONNX graph: input `crops` uint8 [n, S, S, 3], outputs `logits` and `probabilities` [n, C], for any n.

    `with_features`: also `features` [n, D], where the network has them (see `Answering`). Its metadata has classes,
    crop recipe and input size, and the SHA-256 of the weights where it is given. Raises RbcDeskError if the package
    `onnx` is not installed.
    """
    if not can_export():
        raise RbcDeskError(
            "The package onnx is required to write ONNX files.",
            hint='Install it: python -m pip install "rbc-desk[onnx]"',
        )
    import onnx

    answering = Answering(network, bundle=bundle, with_features=with_features).to("cpu").eval()
    example = torch.zeros(2, bundle.input_px, bundle.input_px, 3, dtype=torch.uint8)
    written = io.BytesIO()
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # warnings of the exporter that needs no other package
        names = [INPUT, LOGITS, PROBABILITIES, *([FEATURES] if answering.has_features else [])]
        torch.onnx.export(
            answering,
            (example,),
            written,  # type: ignore[arg-type]
            dynamo=False,
            opset_version=_OPSET,
            input_names=names[:1],
            output_names=names[1:],
            dynamic_axes={name: {0: "n"} for name in names},
        )
    model = onnx.load_from_string(written.getvalue())
    facts = {
        "classes": json.dumps(list(bundle.codes)),
        "class_names": json.dumps(list(bundle.class_names), ensure_ascii=False),
        "crop_recipe": json.dumps(bundle.crop_recipe),
        "input": f"RGB crops of one cell by the recipe, resized to {bundle.input_px} x {bundle.input_px} px",
        "network": bundle.network,
        "made_by": f"RBC Desk {bundle.app_version}",
    }
    if weights_digest:
        facts[WEIGHTS_OF_GRAPH] = weights_digest
    for key, value in facts.items():
        entry = model.metadata_props.add()
        entry.key, entry.value = key, value
    model.producer_name = "rbc-desk"
    return bytes(model.SerializeToString())
