"""How often the 95 % intervals of the differential cover the truth, and how near its shares are on unseen smears.

    python benchmarks/differential.py [--seeds 200] [--work DIR]

Synthetic specimens of known composition: cells clustered by field, read by a person or by a model whose confusions
are known from 60 validation smears of another composition (label shift). `--work`: the folder of
packaging/make_starters.py; then the starter that was tested classifies the validation and test part of Chula RBC-12,
smears that it has not seen.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rbc_desk.learn.metrics.confusions import Confusions
from rbc_desk.learn.metrics.shares import FieldCells, Shares, estimate

TRUTH = np.array([0.78, 0.09, 0.07, 0.04, 0.02])
TRAINED = np.array([0.30, 0.20, 0.20, 0.15, 0.15])
RATES = np.array(
    [
        [0.94, 0.02, 0.02, 0.01, 0.01],
        [0.06, 0.90, 0.03, 0.01, 0.00],
        [0.10, 0.04, 0.84, 0.01, 0.01],
        [0.08, 0.01, 0.01, 0.85, 0.05],
        [0.10, 0.02, 0.03, 0.10, 0.75],
    ]
)
N_CLASSES = len(TRUTH)
VALIDATION_SMEARS, VALIDATION_CELLS = 60, 40
ALIKE = 0.02
"""Intraclass correlation of a class within a field, of clustered cells."""


@dataclass(frozen=True)
class Case:
    """`vary`: how much the model's errors differ from smear to smear (0: they are the same everywhere).

    `worse`: the share of right answers that the specimen's stain turns into errors of other kinds than were known.
    """

    name: str
    n_fields: int
    n_cells: int = 100
    alike: float = 0.0
    model: bool = False
    vary: float = 0.0
    worse: float = 0.0
    reviewed: float = 0.0


CASES = (
    Case("confirmed, 1 field of 200 cells", 1, 200),
    Case("confirmed, 3 fields", 3),
    Case("confirmed, 10 fields", 10),
    Case("confirmed, 3 fields, clustered", 3, alike=ALIKE),
    Case("confirmed, 5 fields, clustered", 5, alike=ALIKE),
    Case("confirmed, 10 fields, clustered", 10, alike=ALIKE),
    Case("model of known confusions, 1 field of 200 cells", 1, 200, model=True),
    Case("model of known confusions, 5 fields, clustered", 5, alike=ALIKE, model=True),
    Case("model of known confusions, 10 fields, clustered", 10, alike=ALIKE, model=True),
    Case("the same, its uncertain cells reviewed", 10, alike=ALIKE, model=True, reviewed=0.5),
    Case("errors differ by smear, 1 field of 200 cells", 1, 200, model=True, vary=0.1),
    Case("errors differ by smear, 5 fields, clustered", 5, alike=ALIKE, model=True, vary=0.1),
    Case("errors differ by smear, 10 fields, clustered", 10, alike=ALIKE, model=True, vary=0.1),
    Case("stain unlike any known: 10 % more errors, 5 fields", 5, alike=ALIKE, model=True, vary=0.1, worse=0.1),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--work", type=Path, help="the folder of packaging/make_starters.py")
    options = parser.parse_args()
    print(f"{options.seeds} seeds; truth {', '.join(f'{100 * one:.0f} %' for one in TRUTH)}\n")
    print(f"{'case':<55}{'covered':>9}{'least class':>13}{'mean width':>12}{'wrong raw':>11}{'wrong':>8}")
    for case in CASES:
        print(told(case, [once(case, seed) for seed in range(options.seeds)]))
    if options.work:
        real(options.work)


@dataclass(frozen=True)
class Once:
    found: Shares
    raw: NDArray[np.float64]

    @property
    def covered(self) -> NDArray[np.bool_]:
        return np.asarray((self.found.low <= TRUTH) & (self.found.high >= TRUTH))


def told(case: Case, runs: list[Once]) -> str:
    covered = np.array([run.covered for run in runs])
    width = np.mean([run.found.high - run.found.low for run in runs])
    wrong = [50 * np.abs(shares - TRUTH).sum() for run in runs for shares in (run.raw, run.found.share)]
    return (
        f"{case.name:<55}{100 * covered.mean():8.1f} %{100 * covered.mean(0).min():11.1f} %{100 * width:10.1f} %"
        f"{np.mean(wrong[::2]):9.1f} %{np.mean(wrong[1::2]):6.1f} %"
    )


def once(case: Case, seed: int) -> Once:
    """One specimen, and the estimate of its shares."""
    random = np.random.default_rng(seed)
    confusions = None
    rates = RATES
    if case.model:
        confusions = validation(case, random)
        rates = errors(case, random)
        if case.worse:
            rates = (1 - case.worse) * rates + case.worse * np.eye(N_CLASSES)[::-1]
    fields, raw = [], np.zeros(N_CLASSES)
    for _ in range(case.n_fields):
        shares = random.dirichlet(TRUTH * (1 / case.alike - 1)) if case.alike else TRUTH
        true = random.choice(N_CLASSES, size=case.n_cells, p=shares)
        if not case.model:
            one = FieldCells(np.bincount(true, minlength=N_CLASSES), np.zeros(0, np.int64), np.zeros(0))
        else:
            predicted, confidence = answered(true, rates, random)
            by_person = (confidence < 0.9) & (random.random(len(true)) < 2 * case.reviewed)
            one = FieldCells(
                np.bincount(true[by_person], minlength=N_CLASSES), predicted[~by_person], confidence[~by_person]
            )
        raw += one.confirmed + np.bincount(one.predicted, minlength=N_CLASSES)
        fields.append(one)
    return Once(estimate(fields, confusions=confusions, each=False, seed=seed)[0], raw / raw.sum())


def errors(case: Case, random: np.random.Generator) -> NDArray[np.float64]:
    """The rates of a model's answers on one smear."""
    if not case.vary:
        return RATES
    return np.array([random.dirichlet(np.maximum(row, 1e-3) * (1 / case.vary - 1)) for row in RATES])


def answered(
    true: NDArray[np.int64], rates: NDArray[np.float64], random: np.random.Generator
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Predicted classes and confidences of cells: three of four right answers are sure, one of three wrong ones."""
    ends = rates.cumsum(1)[true]
    predicted = np.minimum((random.random(len(true))[:, None] > ends).sum(1), N_CLASSES - 1)
    sure = random.random(len(true)) < np.where(predicted == true, 0.75, 0.33)
    return predicted, np.where(sure, 0.97, 0.6)


def validation(case: Case, random: np.random.Generator) -> Confusions:
    """The confusions on validation smears, whose composition is that of the training cells."""
    targets, smears, scores = [], [], []
    for smear in range(VALIDATION_SMEARS):
        true = random.choice(N_CLASSES, size=VALIDATION_CELLS, p=random.dirichlet(TRAINED * 3))
        predicted, confidence = answered(true, errors(case, random), random)
        rows = np.repeat(((1 - confidence) / (N_CLASSES - 1))[:, None], N_CLASSES, axis=1)
        rows[np.arange(len(true)), predicted] = confidence
        targets.append(true)
        scores.append(rows)
        smears += [smear] * len(true)
    return Confusions.of(np.concatenate(scores), targets=np.concatenate(targets), smears=smears, codes=tuple("abcde"))


@dataclass(frozen=True)
class Part:
    """Probabilities [N, C], true classes [N] and fields [N] of one part of the real cells."""

    probabilities: NDArray[np.float64]
    targets: NDArray[np.int64]
    fields: NDArray[np.int64]
    codes: tuple[str, ...]


def real(work: Path) -> None:
    """The starter that was tested, on the fields of Chula RBC-12 that it was not trained on."""
    parts = {name: predicted(work, name) for name in ("validation", "test")}
    for known, unseen in (("validation", "test"), ("test", "validation")):
        codes = parts[known].codes
        confusions = Confusions.of(
            parts[known].probabilities, targets=parts[known].targets, smears=list(parts[known].fields), codes=codes
        )
        print(
            f"\nconfusions of the {known} part, {unseen} part counted: "
            f"weight of correcting {confusions.weight():.2f}, errors of a smear alike {confusions.likeness():.2f}"
        )
        for name, least in (("fields of 5 cells and more", 5), ("fields of 30 cells and more", 30)):
            print(f"{name:<30}" + on_fields(parts[unseen], confusions=confusions, least=least))


def on_fields(part: Part, *, confusions: Confusions, least: int) -> str:
    n_classes, normal = len(part.codes), part.codes.index("normal")
    ways: dict[str, Callable[[FieldCells], Shares]] = {
        "counted": lambda one: estimate([one])[0],
        "adjusted": lambda one: estimate([one], confusions=confusions)[0],
    }
    wrong: dict[str, list[float]] = {way: [] for way in ways}
    leading: dict[str, list[bool]] = {way: [] for way in ways}
    covered: dict[str, list[float]] = {way: [] for way in ways}
    for field in np.unique(part.fields):
        own = part.fields == field
        if own.sum() < least:
            continue
        true = np.bincount(part.targets[own], minlength=n_classes) / own.sum()
        scores = part.probabilities[own]
        one = FieldCells(np.zeros(n_classes, np.int64), scores.argmax(1), scores.max(1))
        for way, shares_of in ways.items():
            found = shares_of(one)
            wrong[way].append(50 * float(np.abs(found.share - true).sum()))
            covered[way].append(float(((found.low <= true + 1e-9) & (true <= found.high + 1e-9)).mean()))
            abnormal, told_abnormal = np.delete(true, normal), np.delete(found.share, normal)
            if abnormal.max() > 0:
                leading[way].append(bool(abnormal[told_abnormal.argmax()] == abnormal.max()))
    return f"{len(wrong['counted'])} fields; " + "; ".join(
        f"{way}: {np.mean(wrong[way]):.1f} % in a wrong class, leading abnormal class right "
        f"{100 * np.mean(leading[way]):.1f} %, intervals cover {100 * np.mean(covered[way]):.1f} %"
        for way in ways
    )


def predicted(work: Path, part: str) -> Part:
    """The cells of a part with the predictions of the tested starter; kept in `work`."""
    from rbc_desk.core.models.code_map import CodeMap
    from rbc_desk.learn.answer.predict import Predictor
    from rbc_desk.services.datasets import provenance
    from rbc_desk.services.models import part_predictions
    from rbc_desk.services.open_project import open_project
    from rbc_desk.services.smears import duplicates

    kept = work / f"predicted-{part}.npz"
    if not kept.exists():
        project = open_project(work / "twelve", reader="bench")
        predictor = Predictor(work / "starter-tested")
        codes = predictor.bundle.codes
        found = part_predictions.predict_part(
            project,
            predictor=predictor,
            code_map=CodeMap(codes, codes),
            snapshot_id=provenance.evaluation_snapshot(project, predictor.bundle).snapshot.id,
            part=part,
        )
        fields = duplicates.fields_of(project, found.smear_ids)
        np.savez(kept, probabilities=found.probabilities, targets=found.targets, fields=fields, codes=found.codes)
        project.close()
    with np.load(kept) as one:
        return Part(one["probabilities"].astype(float), one["targets"], one["fields"], tuple(one["codes"].tolist()))


if __name__ == "__main__":
    main()
