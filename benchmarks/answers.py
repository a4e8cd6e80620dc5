"""Measures classification (cells per second with torch, ONNX Runtime and OpenVINO) and quick training (seconds).

python benchmarks/answers.py [--network NAME ...] [--cells N]

All installed engines are measured. The networks have random weights, which take the same time as trained ones.
"""

from __future__ import annotations

import argparse
import time
from importlib.util import find_spec

import numpy as np
import torch

from rbc_desk.core.task import Task
from rbc_desk.learn.answer.graph_engines import compared
from rbc_desk.learn.answer.inference_engines import OTHERS, torch_engine
from rbc_desk.learn.answer.onnx_export import onnx_bytes
from rbc_desk.learn.bundles.bundle import Bundle
from rbc_desk.learn.fit.linear_probe import FeatureSet, fit_head
from rbc_desk.learn.fit.losses import LOSSES
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.networks.registry import NETWORKS, build_network
from rbc_desk.learn.warm_up import warm_up

BATCH = 32
QUICK_CELLS, FEATURES = 5000, 1280


def engines_of(name: str, cells: int) -> None:
    side = NETWORKS[name].make().input_px
    bundle = Bundle(
        network=name, codes=("a", "b", "c"), class_names=("A", "B", "C"), input_px=side, mean=(0.5,) * 3,
        std=(0.2,) * 3, crop_recipe={}, snapshot_hash="", spec={}, metrics={},
    )  # fmt: skip
    network = build_network(name, n_classes=3).eval()
    crops = np.random.default_rng(0).integers(0, 256, (BATCH, side, side, 3), np.uint8)
    graph = onnx_bytes(network, bundle=bundle, with_features=True)
    engines = {"torch": torch_engine(network, bundle=bundle, device=torch.device("cpu"))}
    engines |= {other: make(graph) for other, make in OTHERS.items() if find_spec(other) is not None}
    expected = engines["torch"](crops)
    rates: dict[str, float] = dict.fromkeys(engines, 0.0)
    for _ in range(4):  # alternating, so that other programs slow all engines alike
        for engine, run in engines.items():
            started = time.perf_counter()
            for _ in range(max(1, cells // BATCH // 4)):
                run(crops)
            rate = max(1, cells // BATCH // 4) * BATCH / (time.perf_counter() - started)
            rates[engine] = max(rates[engine], rate)
    for engine, rate in rates.items():
        _, difference = compared(expected.logits, engines[engine](crops).logits, temperature=1.0)
        print(f"{name:<20}{side:>4} px  {engine:<12}{rate:>9.1f} cells/s   differs by {difference:.1g}")


def quick() -> None:
    """5000 training and 1000 validation cells of three classes (10:10:80), with as many features as Lite0."""
    random = np.random.default_rng(0)
    targets = random.choice(3, QUICK_CELLS + 1000, p=[0.1, 0.1, 0.8])
    rows = random.normal(0, 1, (3, FEATURES))[targets] + random.normal(0, 6, (len(targets), FEATURES))
    parts = [FeatureSet(rows[own].astype(np.float16), targets[own])
             for own in (slice(QUICK_CELLS), slice(QUICK_CELLS, None))]  # fmt: skip
    for loss in LOSSES.names:
        spec = TrainSpec(mode="quick", network="efficientnet_lite0", loss=loss)
        started = time.perf_counter()
        head = fit_head(spec, train=parts[0], validation=parts[1], codes=("a", "b", "c"), task=Task())
        seconds, scores = time.perf_counter() - started, head.history[head.best_epoch - 1].scores
        print(f"quick, {loss:<18}{seconds:>6.2f} s for {QUICK_CELLS} cells   macro F1 {scores.macro_f1:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", nargs="*", default=["rbc_small", "mobilenet_v3_small", "efficientnet_lite0"])
    parser.add_argument("--cells", type=int, default=1024)
    given = parser.parse_args()
    warm_up()
    quick()
    for name in given.network:
        engines_of(name, given.cells)


if __name__ == "__main__":
    main()
