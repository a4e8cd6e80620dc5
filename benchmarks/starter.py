"""Cross-validates the recipe of the starter over groups of smears: by the circles that it meets, and by whole smears.

    python benchmarks/starter.py --work DIR [--chula DIR] [--way NAME ...] [--fold N ...] [--epochs N]
                                 [--tested BUNDLE] [--sheets DIR] [--final BUNDLE ...]

DIR is that of `packaging/make_starters.py`, whose project `twelve` has the cells. Fields that overlap stay together.
The first of three folds is the test part of `rbc-desk train --split smear`; --tested gives its model where that was
trained with the same settings. Every cell is predicted by a network that has seen no field of its fold, in two
cuttings: by its circle (a label's point is matched to the circle that the detector finds around it, in
`rbc-desk import` and `classify --cells` alike), and around the point itself, which lies inside the cell but often off
its centre. `found` are the cells whose circle the detector found. Ways to train: `plain`, with the settings of the
starter; `shift`, the same with crops that move by up to a twentieth of their width. Finished networks and predictions
are kept in DIR/folds; `--sheets` writes pictures of the cells that are taken for another class.

With --final, models that were trained on all labels are compared instead, on the fields that chose their epoch.

The whole smears are those that are labelled almost completely: their cells are found and classified as by
`rbc-desk classify`, and the shares of classes compared with those of the labels.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rbc_desk.core.cells.cell import red_only
from rbc_desk.core.geometry.circles import Circle
from rbc_desk.imaging.cells.crop import CropRecipe
from rbc_desk.learn.answer.predict import Predictor
from rbc_desk.learn.bundles.bundle import Bundle, load_bundle, save_bundle
from rbc_desk.learn.crops.crop_data import CropSet
from rbc_desk.learn.fit.spec import TrainSpec
from rbc_desk.learn.metrics.bootstrap import drawn_confusions, drawn_weights, from_confusions, interval
from rbc_desk.learn.metrics.calibration import expected_error, fit_temperature, reliability, tempered
from rbc_desk.learn.splits.covering import taken_groups
from rbc_desk.services.datasets import snapshots
from rbc_desk.services.datasets.crops import cut_circles
from rbc_desk.services.open_project import open_project
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import duplicates, library
from rbc_desk.services.training import frozen
from rbc_desk.services.training.presets import preset_spec
from rbc_desk.store.exchange.registry import IMPORTERS

ROOT = Path(__file__).resolve().parents[1]
CHULA = ROOT.parent / "shared" / "data" / "chula"
ALONE = "elliptocyte"
"""The class of another source, which any network recognises by the background."""
WAYS = ("plain", "shift")
SHIFT = 0.05
WITHIN = 0.05
"""The share of a class on a smear may differ by this much."""


@dataclass(frozen=True)
class Cells:
    """N labelled cells in order of their smears: circles and points [N, 3] and [N, 2] in pixels of the smear."""

    circles: NDArray[np.float64]
    points: NDArray[np.float64]
    targets: NDArray[np.int64]
    smears: NDArray[np.int64]
    fields: NDArray[np.int64]
    codes: tuple[str, ...]

    @property
    def found(self) -> NDArray[np.bool_]:
        """Whether the detector found a circle for the cell; else it lies around the point."""
        return np.asarray(np.hypot(*(self.circles[:, :2] - self.points).T) > 1e-6)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="the folder of packaging/make_starters.py")
    parser.add_argument("--chula", type=Path, default=CHULA, help="images/ and labels/ of the Chula RBC-12 set")
    parser.add_argument("--way", choices=WAYS, action="append", help="may be repeated; default: both")
    parser.add_argument("--fold", type=int, action="append", choices=(0, 1, 2), help="may be repeated; default: all")
    parser.add_argument("--epochs", type=int, help="default: those of the recipe")
    parser.add_argument("--tested", type=Path, metavar="BUNDLE", help="the model of the first fold")
    parser.add_argument("--sheets", type=Path, metavar="DIR")
    parser.add_argument("--final", type=Path, metavar="BUNDLE", action="append", help="may be repeated")
    options = parser.parse_args()
    project = open_project(options.work / "twelve", reader="bench", back_up=False)
    cells = read(project, options.chula)
    recipe = frozen.freeze(project, codes=cells.codes, recipe="context").recipe
    crops = {
        "circle": kept(options.work / "crops-circle.npy", project, cells, cells.circles, recipe),
        "point": kept(options.work / "crops-point.npy", project, cells, cells.points, recipe),
    }
    apart = np.hypot(*(cells.points - cells.circles[:, :2]).T)[cells.found]
    off_centre = ", ".join(f"{np.quantile(apart, q):.1f} ({q:.0%})" for q in (0.5, 0.9))
    print(f"{len(cells.targets)} cells, {cells.found.mean():.1%} found; points lie {off_centre} px off the centre")
    if options.final:
        finals(options.final, cells, crops)
        project.close()
        return
    fold = folds(cells)
    answers: dict[str, dict[str, NDArray[np.float64]]] = {}
    numbers = sorted(set(options.fold or (0, 1, 2)))
    tested = np.isin(fold, numbers)
    for way in dict.fromkeys(options.way or WAYS):
        answers[way] = {cut: np.full((len(fold), len(cells.codes)), np.nan) for cut in ("circle", "point")}
        models = {number: fitted(way, number, fold, cells, crops["circle"], recipe, options) for number in numbers}
        for number, model in models.items():
            for cut, rows in answers[way].items():
                rows[fold == number] = predicted(model, f"{cut}-{number}", crops[cut][fold == number])
        tell(way, answers[way], cells, tested)
        whole_smears(project, cells, fold, models, answers[way]["circle"], recipe, options)
    compare(answers, cells, tested)
    if options.sheets:
        sheets(answers[list(answers)[-1]]["circle"], cells, crops["circle"], tested, options.sheets)
    project.close()


def read(project: Project, chula: Path) -> Cells:
    """The labelled cells of the project, with the points of their labels."""
    by_smear: dict[int, list[tuple[int, Circle, str]]] = {}
    for one in snapshots.labelled_cells(project):
        by_smear.setdefault(one.smear_id, []).append((one.cell.id, one.cell.circle, one.code))
    labels = {smear.path.stem: smear.cells for smear in IMPORTERS["chula"].make()(chula).smears}
    names = {info.id: Path(info.name).stem for info in library.smears(project)}
    used = {code for own in by_smear.values() for _, _, code in own}
    codes = tuple(code for code in project.class_set().codes if code in used)
    rows = []
    for smear_id, own in sorted(by_smear.items()):
        written = [cell for cell in labels[names[smear_id]] if cell.code is not None]
        for (_, circle, code), cell in zip(sorted(own, key=lambda item: item[0]), written, strict=True):
            if code != cell.code:
                raise SystemExit(f"{names[smear_id]}: the project and the labels differ.")
            rows.append((circle.x, circle.y, circle.r, cell.x, cell.y, codes.index(code), smear_id))
    table = np.array(rows)
    smears = table[:, 6].astype(np.int64)
    fields = np.array(duplicates.fields_of(project, smears.tolist()), np.int64)
    return Cells(table[:, :3], table[:, 3:5], table[:, 5].astype(np.int64), smears, fields, codes)


def kept(
    file: Path, project: Project, cells: Cells, places: NDArray[np.float64], recipe: CropRecipe
) -> NDArray[np.uint8]:
    """The crops of the cells around these places, [N, S, S, 3], from the file where it is there."""
    if not file.exists():
        found = np.empty((len(places), recipe.size_px, recipe.size_px, 3), np.uint8)
        for smear_id in np.unique(cells.smears).tolist():
            own = np.flatnonzero(cells.smears == smear_id)
            found[own] = cut_circles(
                library.load_pixels(project, smear_id=smear_id),
                [Circle(float(x), float(y), 20.0) for x, y in places[own, :2]],  # the recipe asks for no radius
                recipe=recipe,
                typical_diameter_px=library.known_smear(project, smear_id=smear_id).typical_diameter_px,
            )
        np.save(file, found)
    loaded: NDArray[np.uint8] = np.load(file, mmap_mode="r")
    return loaded


def folds(cells: Cells) -> NDArray[np.int64]:
    """[N] the fold of a cell: whole fields. The first is the test part of a training by smear with seed 0."""
    names = cells.fields.astype(str).tolist()  # as a split names them
    fold = np.zeros(len(names), np.int64)
    rest = np.flatnonzero(~taken_groups(cells.targets, groups=names, share=0.3, seed=0, spare=2))
    half = taken_groups(cells.targets[rest], groups=[names[i] for i in rest], share=0.5, seed=0, spare=2)
    fold[rest] = np.where(half, 1, 2)
    return fold


def finals(bundles: Sequence[Path], cells: Cells, crops: dict[str, NDArray[np.uint8]]) -> None:
    """Compare final models on the fields that chose their epoch, which are the same for all of them."""
    chosen = taken_groups(cells.targets, groups=cells.fields.astype(str).tolist(), share=0.05, seed=0)
    counts = {code: int((chosen & (cells.targets == i)).sum()) for i, code in enumerate(cells.codes)}
    answers = {}
    for bundle in bundles:
        if load_bundle(bundle).metrics["split"]["counts"]["validation"] != counts:
            raise SystemExit(f"{bundle} chose its epoch by other cells.")
        answers[str(bundle)] = {cut: np.full((len(chosen), len(cells.codes)), np.nan) for cut in crops}
        predictor = Predictor(bundle, device="cpu")
        for cut, rows in answers[str(bundle)].items():
            rows[chosen] = predictor.probabilities(np.ascontiguousarray(crops[cut][chosen]))
        tell(str(bundle), answers[str(bundle)], cells, chosen)
    compare(answers, cells, chosen)


def fitted(
    way: str, number: int, fold: NDArray[np.int64], cells: Cells, crops: NDArray[np.uint8],
    recipe: CropRecipe, options: argparse.Namespace,
) -> Path:  # fmt: skip
    """The folder of the network that has not seen this fold."""
    from rbc_desk.learn.fit.train import fit

    spec = preset_spec("good", device="cpu")
    changes: dict[str, object] = {"shift": SHIFT if way == "shift" else 0.0}
    if options.epochs:
        changes["epochs"] = options.epochs
    spec = TrainSpec(**{**spec.model_dump(), **changes})
    if options.tested and number == 0 and load_bundle(options.tested).spec.get("shift", 0.0) == spec.shift:
        check_tested(options.tested, spec, fold, cells)
        return Path(options.tested)
    folder: Path = options.work / "folds" / f"{way}-{number}-{spec.epochs}-{spec.shift:g}"
    if not (folder / "bundle.json").exists():
        learn = np.flatnonzero(fold != number)
        names = cells.fields[learn].astype(str).tolist()
        chosen = taken_groups(cells.targets[learn], groups=names, share=0.1 / 0.7, seed=0)
        train, validation = (
            CropSet(np.ascontiguousarray(crops[rows]), cells.targets[rows], cells.codes)
            for rows in (learn[~chosen], learn[chosen])
        )
        began = time.process_time()
        found = fit(spec, train=train, validation=validation, weights_needed=True)
        spent = time.process_time() - began
        bundle = Bundle(
            network=spec.network, codes=cells.codes, class_names=cells.codes, input_px=found.input_px,
            mean=found.mean, std=found.std, crop_recipe=recipe.model_dump(mode="json"), snapshot_hash="",
            spec=spec.model_dump(mode="json"), metrics={"cpu_seconds": spent},
        )  # fmt: skip
        save_bundle(folder, bundle=bundle, weights=found.weights)
        np.save(folder / "validation.npy", Predictor(folder, device="cpu").probabilities(validation.pixels))
        np.save(folder / "validated.npy", validation.targets)
        print(f"{folder.name}: {len(train)} cells, epoch {found.best_epoch}, {spent:.0f} s", flush=True)
    return folder


def check_tested(folder: Path, spec: TrainSpec, fold: NDArray[np.int64], cells: Cells) -> None:
    """Raise SystemExit where this bundle is not the model of the first fold."""
    bundle = load_bundle(folder)
    left_out = ("device", "labels")
    asked = {key: value for key, value in spec.model_dump(mode="json").items() if key not in left_out}
    own = TrainSpec(**bundle.spec).model_dump(mode="json", exclude=set(left_out))
    counts = {code: int(((fold == 0) & (cells.targets == i)).sum()) for i, code in enumerate(cells.codes)}
    if own != asked or bundle.metrics["split"]["counts"]["test"] != counts or bundle.codes != cells.codes:
        raise SystemExit(f"{folder} is not the model of the first fold.")


def predicted(folder: Path, name: str, crops: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Calibrated probabilities; kept beside the network."""
    file = folder / f"predicted-{name}.npy"
    if not file.exists():
        np.save(file, Predictor(folder, device="cpu").probabilities(np.ascontiguousarray(crops)))
    found = np.load(file).astype(float)
    if not (folder / "validated.npy").exists():
        return found  # a bundle of a training has its temperature
    temperature = fit_temperature(np.load(folder / "validation.npy"), targets=np.load(folder / "validated.npy"))
    return tempered(found, temperature=temperature)


def tell(way: str, answers: dict[str, NDArray[np.float64]], cells: Cells, tested: NDArray[np.bool_]) -> None:
    """The figures of one way in both cuttings, with its confusions."""
    print(f"\n{way}\n{'cells':<12}{'n':>7}  macro F1 of eleven       macro F1 of twelve       accuracy"
          "                 calibration error")  # fmt: skip
    every = [("found", "circle", tested & cells.found), ("circles", "circle", tested), ("points", "point", tested)]
    for name, cut, rows in every:
        lines = figures(answers[cut][rows], cells.targets[rows], cells.fields[rows], cells.codes)
        words = [f"{value:.3f} [{low:.3f}, {high:.3f}]" for value, low, high in lines[:3]]
        ece = expected_error(reliability(answers[cut][rows], targets=cells.targets[rows]))
        print(f"{name:<12}{rows.sum():>7}  " + "    ".join(words) + f"    {ece:.3f}")
    rows = tested & cells.found
    one = confusion(answers["circle"][rows], cells.targets[rows], len(cells.codes))
    for index, code in enumerate(cells.codes):
        others = sorted(((int(n), cells.codes[i]) for i, n in enumerate(one[index]) if i != index), reverse=True)[:3]
        f1 = 2 * one[index, index] / max(1, one[index].sum() + one[:, index].sum())
        print(f"  {code:<14}F1 {f1:.3f}  {one[index, index]:.0f} of {one[index].sum():.0f} found; called "
              + ", ".join(f"{other} {n}" for n, other in others))  # fmt: skip


def confusion(scores: NDArray[np.float64], targets: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    table = np.zeros((n, n))
    np.add.at(table, (targets, scores.argmax(1)), 1)
    return table


def figures(
    scores: NDArray[np.float64], targets: NDArray[np.int64], fields: NDArray[np.int64], codes: Sequence[str]
) -> list[tuple[float, float, float]]:
    """Macro F1 of eleven and of twelve classes, and accuracy, with intervals over whole fields."""
    drawn = of_draws(scores.argmax(1), targets, fields, n=len(codes), alone=codes.index(ALONE))
    return [(float(one[0]), *(interval(one[1:]) or (np.nan, np.nan))) for one in drawn]


def of_draws(
    told: NDArray[np.int64], targets: NDArray[np.int64], fields: NDArray[np.int64], *, n: int, alone: int
) -> list[NDArray[np.float64]]:
    weights, group_of = drawn_weights(fields)
    weights = np.vstack([np.ones((1, weights.shape[1]), np.float32), weights])
    found = from_confusions(drawn_confusions(told, targets, weights, group_of, n=n))
    known = np.delete(np.asarray(found["f1"]), alone, axis=1)
    return [np.nanmean(known, axis=1), np.asarray(found["macro_f1"]), np.asarray(found["accuracy"])]


def compare(answers: dict[str, dict[str, NDArray[np.float64]]], cells: Cells, tested: NDArray[np.bool_]) -> None:
    """Each way minus the first, on the same draws of fields."""
    first, *others = answers
    every = [("found", "circle", tested & cells.found), ("circles", "circle", tested), ("points", "point", tested)]
    for way in others:
        print(f"\n{way} minus {first}: macro F1 of eleven, of twelve, accuracy")
        for name, cut, rows in every:
            both = [
                of_draws(answers[one][cut][rows].argmax(1), cells.targets[rows], cells.fields[rows],
                         n=len(cells.codes), alone=cells.codes.index(ALONE))
                for one in (first, way)
            ]  # fmt: skip
            gaps = [b - a for a, b in zip(*both, strict=True)]
            print(f"{name:<12}" + "    ".join(f"{g[0]:+.3f} [{np.nanquantile(g[1:], 0.025):+.3f}, "
                  f"{np.nanquantile(g[1:], 0.975):+.3f}]" for g in gaps))  # fmt: skip


def whole_smears(
    project: Project, cells: Cells, fold: NDArray[np.int64], models: dict[int, Path], answers: NDArray[np.float64],
    recipe: CropRecipe, options: argparse.Namespace,
) -> None:  # fmt: skip
    """Shares of classes on smears that are labelled almost completely, cells found by the program, against labels."""
    full = set((options.chula / "fully_labelled.txt").read_text().split())
    n = len(cells.codes)
    off: dict[str, list[NDArray[np.float64]]] = {"all cells found": [], "the labelled cells": []}
    counts = []
    for info in library.smears(project):
        own = np.isin(fold, list(models)) & (cells.smears == info.id)
        if Path(info.name).stem not in full or not own.any():
            continue
        circles = found_on(project, info.id, options.work)
        whole = [c for c in circles if not c.cut_by_border(width=info.width, height=info.height)]
        pixels, width = library.load_pixels(project, smear_id=info.id), info.typical_diameter_px
        crops = cut_circles(pixels, whole, recipe=recipe, typical_diameter_px=width)
        told = predicted(models[int(fold[own][0])], f"whole-{info.id}", crops).argmax(1)
        labelled = np.bincount(cells.targets[own], minlength=n) / own.sum()
        off["all cells found"].append(np.bincount(told, minlength=n) / len(told) - labelled)
        off["the labelled cells"].append(np.bincount(answers[own].argmax(1), minlength=n) / own.sum() - labelled)
        counts.append(len(told))
    for name, rows in off.items() if counts else ():
        table = np.abs(np.array(rows).reshape(-1, n))
        within = table <= WITHIN
        each = ", ".join(f"{code} {share:.0%}" for code, share in zip(cells.codes, within.mean(0), strict=True))
        print(
            f"{name} of {len(table)} whole smears ({np.median(counts):.0f} cells, median): within "
            f"{100 * WITHIN:.0f} points {within.mean():.1%} of the shares, all classes {within.all(1).mean():.0%} of "
            f"the smears; {50 * table.sum(1).mean():.1f} % of the cells in a wrong class; by class: {each}"
        )


def found_on(project: Project, smear_id: int, work: Path) -> list[Circle]:
    """The red cells that the program finds on a smear; kept in the work folder."""
    from rbc_desk.imaging.detect import DETECTORS
    from rbc_desk.services.detection.detectors import default_detector

    file = work / "whole" / f"{smear_id}.npy"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        found = red_only(DETECTORS[default_detector()].make()(library.load_pixels(project, smear_id=smear_id)))
        np.save(file, np.array([(c.circle.x, c.circle.y, c.circle.r) for c in found]))
    return [Circle(*map(float, row)) for row in np.load(file)]


def sheets(
    scores: NDArray[np.float64], cells: Cells, crops: NDArray[np.uint8], tested: NDArray[np.bool_], folder: Path
) -> None:
    """A picture for each class and each other class that at least five of its cells are taken for."""
    import cv2

    folder.mkdir(parents=True, exist_ok=True)
    told = np.where(tested, np.nan_to_num(scores).argmax(1), -1)
    pairs = Counter(zip(cells.targets[tested].tolist(), told[tested].tolist(), strict=True))
    for (target, other), n in pairs.items():
        if target == other or n < 5:
            continue
        rows = np.flatnonzero(tested & (cells.targets == target) & (told == other))[:48]
        shape = crops.shape[1:]
        tiles = np.zeros((-(-len(rows) // 12) * 12, *shape), np.uint8)
        tiles[: len(rows)] = crops[rows]
        picture = np.concatenate([np.concatenate(list(line), axis=1) for line in tiles.reshape(-1, 12, *shape)])
        cv2.imwrite(str(folder / f"{cells.codes[target]}-as-{cells.codes[other]}-{n}.png"), picture[:, :, ::-1])


if __name__ == "__main__":
    sys.exit(main())
