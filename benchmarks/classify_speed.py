"""Where the processor time of `rbc-desk classify --cells` goes, and what other ways to compute the network take.

    RBC_DESK_THREADS=1 OMP_NUM_THREADS=1 python benchmarks/classify_speed.py [--chula DIR] [--images 10] [--bundle B]
                                                                             [--project P]

Images of Chula RBC-12 are read, the circles around their points measured, the crops cut, and the network computed,
as the command does, on one thread, in milliseconds a cell. Then the ways to compute the network take turns on the
same crops: torch, ONNX Runtime with other numbers of cells at once and other optimisations of the graph, and with
integers of eight bits (static quantisation, calibrated on every fifth crop). Needs the package onnx. `--project` is
one whose labelled cells the bundle has not seen, such as DIR/after of `benchmarks/adapt.py` with its DIR/starter:
macro F1 of both precisions.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.cells.crop import CropRecipe
from rbc_desk.imaging.detect import DEFAULT_DETECTOR, DETECTORS
from rbc_desk.imaging.detect.measure import measure_cells
from rbc_desk.imaging.field.diameter import typical_diameter
from rbc_desk.imaging.read import read_image
from rbc_desk.learn.answer.graph_engines import INPUT, LOGITS
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.learn.answer.torch_network import TorchNetwork
from rbc_desk.learn.live.cross_validation import macro_f1
from rbc_desk.services.datasets.crops import cut_circles
from rbc_desk.settings.paths import shipped_models

CHULA = Path(__file__).resolve().parents[2] / "shared" / "data" / "chula"
ROUNDS = 3
Crops = NDArray[np.uint8]
Way = Callable[[Crops], NDArray[np.float32]]


class Stages:
    """Processor seconds by stage."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        began = time.process_time()
        yield
        self.spent[name] = self.spent.get(name, 0.0) + time.process_time() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chula", type=Path, default=CHULA, help="images/ and labels/ of the Chula RBC-12 set")
    parser.add_argument("--images", type=int, default=10)
    parser.add_argument("--bundle", type=Path, default=shipped_models() / "starter")
    parser.add_argument("--project", type=Path)
    parser.add_argument("--stages", action="store_true", help="only those of the command, not the ways to compute")
    options = parser.parse_args()
    predictor = Predictor(options.bundle)
    graph, _ = predictor.onnx()
    crops = stages(options.chula, options.images, predictor, graph)
    if options.stages:
        return
    ways = {"torch, 92 at once": in_parts(torch_way(predictor), 92)}
    for at_once in (8, 32, 92, 256):
        ways[f"ONNX Runtime, {at_once} at once"] = in_parts(onnx_way(graph), at_once)
    for level in ("basic", "disabled"):
        ways[f"ONNX Runtime, optimisation {level}"] = in_parts(onnx_way(graph, level=level), 92)
    with tempfile.TemporaryDirectory() as folder:
        whole = quantised(graph, crops[::5], Path(folder))
        ways["ONNX Runtime, 8 bits"] = in_parts(onnx_way(whole), 92)
        compare(ways, crops)
        if options.project is not None:
            precisions(options.project, predictor, {"32 bits": onnx_way(graph), "8 bits": onnx_way(whole)})


def stages(chula: Path, n_images: int, predictor: Predictor, graph: bytes) -> Crops:
    """Print the time of each stage, and return the crops."""
    numbers = sorted(int(path.stem) for path in (chula / "labels").glob("*.txt"))
    numbers = numbers[:: max(1, len(numbers) // n_images)][:n_images]
    recipe, spent, found = CropRecipe(**predictor.bundle.crop_recipe), Stages(), []
    apart = Stages()
    network = onnx_way(graph)
    for place, number in enumerate(numbers):
        if place == 1:  # the first image loads what is needed
            spent, apart, found = Stages(), Stages(), []
        lines = (chula / "labels" / f"{number}.txt").read_text().split("\n")
        points = [(float(x), float(y)) for x, y, _ in (line.split() for line in lines if line.strip())]
        with spent("read the image"):
            pixels = read_image(chula / "images" / f"{number}.jpg").pixels
        with spent("measure the smear"):
            width = typical_diameter(pixels)
        with spent("measure the circles"):
            circles: list[Circle] = measure_cells(pixels, points=points)
        with apart("measure the circles"):
            asked = measure_cells(pixels, points=points, detected=DETECTORS[DEFAULT_DETECTOR].make()(pixels))
        assert asked == circles, number
        with spent("cut the crops"):
            crops = cut_circles(pixels, circles, recipe=recipe, typical_diameter_px=width)
        with spent("prepare them"):
            sized = predictor.sized(crops)
        with spent("network"):
            network(sized)
        found.append(sized)
    n = sum(map(len, found))
    print(f"{n} cells on {len(found)} images, processor milliseconds a cell on one thread:")
    for name, seconds in spent.spent.items():
        print(f"  {name:<22}{1000 * seconds / n:8.3f}")
    total = sum(spent.spent.values())
    print(f"  {'all':<22}{1000 * total / n:8.3f}   {n / total:.0f} cells a processor second", flush=True)
    asked_s = apart.spent["measure the circles"]
    print(f"  the circles, where it is asked whether the image is a smear:{1000 * asked_s / n:8.3f}", flush=True)
    return np.concatenate(found)


def torch_way(predictor: Predictor) -> Way:
    network = TorchNetwork(predictor.folder, bundle=predictor.bundle, device="auto")
    return lambda crops: network.run(crops).logits


def onnx_way(graph: bytes, *, level: str = "all") -> Way:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    levels = onnxruntime.GraphOptimizationLevel
    options.graph_optimization_level = {
        "all": levels.ORT_ENABLE_ALL, "basic": levels.ORT_ENABLE_BASIC, "disabled": levels.ORT_DISABLE_ALL,
    }[level]  # fmt: skip
    session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
    return lambda crops: np.asarray(session.run([LOGITS], {INPUT: crops})[0], np.float32)


def in_parts(way: Way, at_once: int) -> Way:
    return lambda crops: np.concatenate([way(crops[n : n + at_once]) for n in range(0, len(crops), at_once)])


def quantised(graph: bytes, crops: Crops, folder: Path) -> bytes:
    """The graph with weights and activations of eight bits, whose ranges come from these crops."""
    from onnxruntime import quantization
    from onnxruntime.quantization.shape_inference import quant_pre_process

    class Reader(quantization.CalibrationDataReader):  # type: ignore[misc] # it has no types
        def __init__(self) -> None:
            self.parts = iter([crops[n : n + 16] for n in range(0, len(crops), 16)])

        def get_next(self) -> dict[str, Crops] | None:
            part = next(self.parts, None)
            return {INPUT: part} if part is not None else None

    plain, ready, whole = (folder / f"{name}.onnx" for name in ("plain", "ready", "whole"))
    plain.write_bytes(graph)
    quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
    quantization.quantize_static(
        str(ready), str(whole), Reader(), per_channel=True, quant_format=quantization.QuantFormat.QDQ,
        op_types_to_quantize=["Conv", "Gemm", "MatMul"],
    )  # fmt: skip
    return whole.read_bytes()


def compare(ways: dict[str, Way], crops: Crops) -> None:
    """The ways take turns; the fastest round of each counts."""
    best, answers = dict.fromkeys(ways, float("inf")), {}
    for _ in range(ROUNDS):
        for name, way in ways.items():
            began = time.process_time()
            answers[name] = way(crops)
            best[name] = min(best[name], time.process_time() - began)
    first = next(iter(answers.values())).argmax(1)
    print(f"\nThe network on {len(crops)} crops: milliseconds a cell, and cells of another class than by torch")
    for name, seconds in best.items():
        other = int((answers[name].argmax(1) != first).sum())
        print(f"  {name:<38}{1000 * seconds / len(crops):8.3f}{other:8}")


def precisions(folder: Path, predictor: Predictor, ways: dict[str, Way]) -> None:
    """Macro F1 on the labelled cells of a project that the bundle has not seen."""
    from rbc_desk.services.cells import gallery
    from rbc_desk.services.open_project import open_project
    from rbc_desk.services.smears import library

    recipe, codes = CropRecipe(**predictor.bundle.crop_recipe), predictor.bundle.codes
    found: dict[str, list[NDArray[np.int64]]] = {name: [] for name in ways}
    given: list[int] = []
    with closing(open_project(folder, reader="bench")) as project:
        table = gallery.table(project)
        table = table.taken(table.human >= 0)
        for smear_id in np.unique(table.rows["smear"]).tolist():
            here = table.taken(table.rows["smear"] == smear_id)
            names = [here.codes[place] for place in here.human.tolist()]
            circles = [Circle(float(row["x"]), float(row["y"]), float(row["r"])) for row in here.rows]
            width = library.known_smear(project, smear_id=smear_id).typical_diameter_px
            pixels = library.load_pixels(project, smear_id=smear_id)
            crops = predictor.sized(cut_circles(pixels, circles, recipe=recipe, typical_diameter_px=width))
            known = [name in codes for name in names]
            given += [codes.index(name) for name in names if name in codes]
            for name, way in ways.items():
                found[name].append(way(crops).argmax(1)[known])
    targets = np.array(given)
    print(f"\n{len(targets)} cells that the bundle has not seen:")
    for name, parts in found.items():
        told = np.concatenate(parts)
        figure = macro_f1(told, targets, n_classes=len(codes))
        print(f"  {name}: macro F1 {figure:.3f}, accuracy {(told == targets).mean():.3f}")


if __name__ == "__main__":
    main()
