"""The differential count of some smears: for the page Classify, for reports and for the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from rbc_desk.core.cells.cell import CellKind
from rbc_desk.core.classes import OTHER_COLOUR, CellClass, ClassSet
from rbc_desk.core.counting.differential import (
    Apart,
    ClassShare,
    Differential,
    FieldDifferential,
    FieldLeftOut,
    FieldTally,
    Predicted,
    classes_of,
    tally,
)
from rbc_desk.core.errors import BundleError
from rbc_desk.core.models.domain_shift import NOT_CHECKED, DomainShift
from rbc_desk.learn.bundles.bundle import Bundle, load_bundle
from rbc_desk.learn.bundles.card import TEST, VALIDATION
from rbc_desk.learn.metrics.calibration import threshold_of
from rbc_desk.learn.metrics.confusions import KEY, Confusions
from rbc_desk.learn.metrics.shares import FieldCells, Shares, estimate
from rbc_desk.learn.metrics.training_domain import limit_in
from rbc_desk.services.cells import labelling
from rbc_desk.services.models import evaluation
from rbc_desk.services.models.classification import FileClasses
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import fitness, library


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What the differential needs to know of a model.

    `threshold`: the confidence below which it is uncertain; None if it has none. `confusions`: its errors on smears
    that it was not trained on; None in bundles of older versions. `counted_as`: its classes as the project counts
    them. `shift_limit`: up to where a smear counts as like its training smears; None if it was not measured.
    """

    name: str = ""
    threshold: float | None = None
    confusions: Confusions | None = None
    counted_as: Mapping[str, str] = field(default_factory=dict)
    shift_limit: float | None = None


def differential(project: Project, *, smear_ids: Sequence[int]) -> Differential:
    """The differential count of these smears together, as this reader sees their cells.

    Smears whose fields are not fit are left out, unless a reader overruled it. Takes up to a second for thousands of
    predicted cells, and reads smears that were not rated yet, so use a job. Raises UnknownNameError for an unknown
    smear.
    """
    infos = [library.known_smear(project, smear_id=smear_id) for smear_id in smear_ids]
    ratings = fitness.rated(project, smears=infos)
    tallies = [tally_of(project, smear_id=info.id) for info in infos if not ratings[info.id].left_out]
    model = active_facts(project)
    found = estimated(tallies, classes=project.class_set(), model=model)
    shifts = _shifts(project, smear_ids=smear_ids, limit=model.shift_limit)
    left_out = tuple(
        FieldLeftOut(info.id, info.name, ratings[info.id].reason) for info in infos if ratings[info.id].left_out
    )
    fields = tuple(
        replace(one, note=ratings[one.smear_id].note, shift=shifts.get(one.smear_id, NOT_CHECKED))
        for one in found.fields
    )
    return replace(found, fields=fields, left_out=left_out)


def _shifts(project: Project, *, smear_ids: Sequence[int], limit: float | None) -> dict[int, DomainShift]:
    """The stored shift of smears from the training smears of the active model, by id; without those not measured."""
    from rbc_desk.store import queries

    model = evaluation.active_model(project)
    if model is None or limit is None:
        return {}
    rows = queries.domain_shifts(project.store, model_id=model.id, smear_ids=smear_ids)
    return {smear_id: DomainShift(row.distance, limit, row.n_cells) for smear_id, row in rows.items()}


def tally_of(project: Project, *, smear_id: int) -> FieldTally:
    """All objects of a smear, each in one place."""
    from rbc_desk.store import queries

    info = library.known_smear(project, smear_id=smear_id)
    objects = queries.objects(project.store, smear_id=smear_id, viewpoint=project.viewpoint)
    return tally(
        labelling.cells(project, smear_id=smear_id),
        others=[item for item in objects if item.kind is not CellKind.RED],
        width=info.width,
        height=info.height,
        smear_id=smear_id,
        smear=info.name,
    )


def active_facts(project: Project) -> ModelFacts:
    """The facts of the active model; those of none where there is none or its bundle cannot be read."""
    model = evaluation.active_model(project)
    if model is None:
        return ModelFacts()
    try:
        bundle = load_bundle(project.folder / model.folder)
    except BundleError:
        return ModelFacts(model.name)
    counted_as = dict(zip(model.code_map.codes, model.code_map.counted_as, strict=True))
    return replace(_facts(bundle, name=model.name), counted_as=counted_as)


def _facts(bundle: Bundle, *, name: str) -> ModelFacts:
    chosen = threshold_of(bundle.metrics)
    return ModelFacts(
        name,
        chosen.confidence if chosen is not None else None,
        confusions_in(bundle.metrics, codes=bundle.codes),
        shift_limit=limit_in(bundle.training_domain),
    )


def confusions_in(metrics: Mapping[str, Any], *, codes: Sequence[str]) -> Confusions | None:
    """The confusions in a bundle's metrics, on its test part and its validation part; None if it has none."""
    parts = [metrics.get(name) for name in (TEST, VALIDATION)]
    found = [Confusions.from_json(part.get(KEY), codes=codes) for part in parts if isinstance(part, dict)]
    known = [one for one in found if one is not None]
    if not known:
        return None
    return known[0].with_smears(known[1]) if len(known) > 1 else known[0]


def of_files(found: Sequence[FileClasses], *, bundle: Path, count_unfit: bool = False) -> Differential:
    """The differential count of classified image files. Cells that were given count even if the border cuts them.

    Images that are not fit to be counted are left out, unless `count_unfit`. Raises BundleError.
    """
    known = load_bundle(bundle)
    classes = ClassSet(
        bundle.name,
        tuple(CellClass(*both, OTHER_COLOUR, "?") for both in zip(known.codes, known.codes, strict=True)),
    )
    tallies = []
    left_out = []
    for number, one in enumerate(found, start=1):
        if one.fitness.left_out and not count_unfit:
            left_out.append(FieldLeftOut(number, one.image, one.fitness.reason))
            continue
        counted = [cell for cell in one.cells if one.given or not cell.at_border]
        apart = Apart(
            n_cut=len(one.cells) - len(counted),
            n_white=one.kinds.get(CellKind.WHITE, 0),
            n_platelets=one.kinds.get(CellKind.PLATELET, 0),
            n_artefacts=one.kinds.get(CellKind.ARTEFACT, 0),
        )
        predicted = tuple(Predicted(cell.code, cell.confidence) for cell in counted)
        tallies.append(FieldTally(number, one.image, predicted=predicted, apart=apart))
    differential = estimated(tallies, classes=classes, model=_facts(known, name=bundle.name))
    fields = tuple(replace(one, shift=found[one.smear_id - 1].shift) for one in differential.fields)
    return replace(differential, fields=fields, left_out=tuple(left_out))


def estimated(tallies: Sequence[FieldTally], *, classes: ClassSet, model: ModelFacts) -> Differential:
    """The shares of counted fields, with intervals. Without fields, a differential without cells."""
    used = classes_of(tallies, classes=classes)
    if not tallies:
        return Differential((), threshold=model.threshold, model=model.name)
    codes, confusions = [one.code for one in used], model.confusions
    if confusions is not None:
        # all classes of the model, for a cell of another class may be taken for one of those that are shown
        codes = list(dict.fromkeys([*codes, *(model.counted_as.get(code, code) for code in confusions.codes)]))
        confusions = confusions.counted_as(model.counted_as, codes=codes)
    pooled, own = estimate([_field_cells(one, codes=codes) for one in tallies], confusions=confusions)
    pooled, own = pooled.of_first(len(used)), tuple(one.of_first(len(used)) for one in own)
    fields = tuple(
        FieldDifferential(
            _rows([one], classes=used, shares=shares, threshold=model.threshold),
            one.apart,
            smear_id=one.smear_id,
            smear=one.smear,
        )
        for one, shares in zip(tallies, own, strict=True)
    )
    is_predicted = any(one.predicted for one in tallies)
    return Differential(
        _rows(tallies, classes=used, shares=pooled, threshold=model.threshold),
        sum((one.apart for one in tallies[1:]), tallies[0].apart),
        fields=fields,
        threshold=model.threshold,
        adjusted=is_predicted and confusions is not None and confusions.weight() > 0,
        unmeasured=is_predicted and confusions is None,
        model=model.name if is_predicted else "",
    )


def _field_cells(one: FieldTally, *, codes: Sequence[str]) -> FieldCells:
    place = {code: index for index, code in enumerate(codes)}
    confirmed = np.zeros(len(codes), np.int64)
    for code, n in one.confirmed.items():
        confirmed[place[code]] = n
    return FieldCells(
        confirmed,
        np.array([place[cell.code] for cell in one.predicted], np.int64),
        np.array([cell.confidence for cell in one.predicted], np.float64),
        one.apart.n_unclassified,
    )


def _rows(
    tallies: Sequence[FieldTally], *, classes: Sequence[CellClass], shares: Shares, threshold: float | None
) -> tuple[ClassShare, ...]:
    predictions = [cell for one in tallies for cell in one.predicted]
    n_red = sum(one.n_red for one in tallies)
    rows = []
    for index, cell_class in enumerate(classes):
        own = [cell.confidence for cell in predictions if cell.code == cell_class.code]
        n_confirmed = sum(one.confirmed.get(cell_class.code, 0) for one in tallies)
        rows.append(
            ClassShare(
                cell_class.code,
                cell_class.name,
                cell_class.colour,
                cell_class.letters,
                n_confirmed,
                len(own),
                sum(confidence < threshold for confidence in own) if threshold is not None else 0,
                (n_confirmed + len(own)) / n_red if n_red else 0.0,
                float(shares.share[index]),
                float(shares.low[index]),
                float(shares.high[index]),
            )
        )
    return tuple(rows)
