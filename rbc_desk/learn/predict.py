"""Class probabilities of crops from a bundle."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from rbc_desk.core.control import Reporter, StopToken, silent
from rbc_desk.core.errors import BundleError, UnknownNameError
from rbc_desk.core.events import Progress
from rbc_desk.core.phrases import Phrase
from rbc_desk.learn.bundle import Bundle, load_bundle, load_weights
from rbc_desk.learn.models import build_network
from rbc_desk.learn.runtime import pick_device, use_worker_threads
from rbc_desk.learn.tensors import Normaliser, to_input

_REPORT_EVERY_S = 0.1
_PIXELS_AT_ONCE = 64 * 96 * 96


class Predictor:
    """A bundle ready to answer. One thread at a time. Raises BundleError, SettingsError (device)."""

    def __init__(self, folder: Path, *, device: str = "auto") -> None:
        use_worker_threads()
        self.bundle: Bundle = load_bundle(folder)
        self._device = pick_device(device)
        weights = load_weights(folder)
        try:
            with torch.random.fork_rng(devices=[]):
                model = build_network(self.bundle.network, n_classes=len(self.bundle.codes))
            model.load_state_dict(weights)
        except UnknownNameError as error:
            raise BundleError(
                Phrase(
                    "The model in {folder} needs the network {network!r}, which this program does not have.",
                    folder=folder,
                    network=self.bundle.network,
                ),
                hint="Update the program or install the plug-in it was made with.",
            ) from error
        except RuntimeError as error:
            raise BundleError(
                Phrase(
                    "The weights in {folder} do not fit {network} with {n} classes.",
                    folder=folder,
                    network=self.bundle.network,
                    n=len(self.bundle.codes),
                ),
                hint="The folder's files belong to different models: copy the whole folder again.",
            ) from error
        self._model = model.eval().to(self._device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._normalise = Normaliser(mean=self.bundle.mean, std=self.bundle.std, device=self._device)

    @torch.inference_mode()
    def probabilities(
        self, pixels: NDArray[np.uint8], *, report: Reporter = silent, stop: StopToken | None = None
    ) -> NDArray[np.float32]:
        """[N, C] float32 of crops uint8 [N, H, W, 3] cut by the bundle's recipe; rows sum to 1, in class order.

        Reports Progress in cells. Raises CancelledError where stopped.
        """
        token, n, side = stop or StopToken(), len(pixels), self.bundle.input_px
        rows: list[NDArray[Any]] = [np.zeros((0, len(self.bundle.codes)))]
        size = max(8, _PIXELS_AT_ONCE // side**2)
        last_report = 0.0
        for begin in range(0, n, size):
            token.raise_if_set()
            images = to_input(pixels[begin : begin + size], input_px=side).to(self._device)
            logits = self._model(self._normalise(images)).double() / self.bundle.temperature
            rows.append(logits.softmax(1).cpu().numpy())
            done = min(n, begin + size)
            if done == n or time.perf_counter() - last_report >= _REPORT_EVERY_S:
                last_report = time.perf_counter()
                report(Progress(done, n, "classifying"))
        return np.concatenate(rows).astype(np.float32)
