"""Collects the content of a report on a specimen from the project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rbc_desk.core.cells.cell import SmearInfo
from rbc_desk.core.counting.differential import Differential
from rbc_desk.core.counting.findings import presence_findings
from rbc_desk.core.errors import BundleError
from rbc_desk.core.files.hashing import hash_file
from rbc_desk.core.models.results import OVERALL
from rbc_desk.core.phrases import Phrase
from rbc_desk.core.report_language import ENGLISH, ReportLanguage
from rbc_desk.core.specimens import Specimen
from rbc_desk.core.task import SILENT, Task
from rbc_desk.core.times import full, now
from rbc_desk.learn.bundles.bundle import WEIGHTS, load_bundle
from rbc_desk.learn.bundles.card import TEST, VALIDATION
from rbc_desk.services.cells import labelling
from rbc_desk.services.cells.morphometry import morphometry
from rbc_desk.services.detection import detectors
from rbc_desk.services.grading.rule_set_files import rules_title
from rbc_desk.services.models import evaluation
from rbc_desk.services.models.differential import differential
from rbc_desk.services.models.quality import bundle_warnings
from rbc_desk.services.project.project import Project
from rbc_desk.services.smears import library
from rbc_desk.services.specimen_report.clinic import clinic
from rbc_desk.services.specimen_report.content import (
    ClassLine,
    FieldLine,
    Measure,
    ModelFacts,
    Patient,
    PresenceLine,
    ReportContent,
)
from rbc_desk.services.specimen_report.files import Report
from rbc_desk.services.specimen_report.grades import (
    ReportGrades,
    grades_of,
    joined,
    rules_text,
    unchecked_note,
)
from rbc_desk.services.specimen_report.pictures import report_pictures
from rbc_desk.services.specimen_report.sections import ReportPictures
from rbc_desk.services.specimen_report.signed import Signed, rule_id, signed_of
from rbc_desk.services.specimens import editing
from rbc_desk.services.specimens.columns import species_text
from rbc_desk.settings.model import Settings

_NORMAL = "normal"
_LEAST_MEAN = 0.05  # of a mean near 0, as of pallor, a variation in percent says nothing


@dataclass(frozen=True, slots=True)
class Choices:
    """What the reader chooses for a report. `rules`: the key of a rule set, "" for the default of the species."""

    rules: str = ""


def make_report(
    project: Project,
    *,
    specimen: Specimen,
    settings: Settings,
    choices: Choices = Choices(),
    language: ReportLanguage = ENGLISH,
    signed: Signed | None = None,
    pictures: ReportPictures | None = None,
    task: Task = SILENT,
) -> Report:
    """Make the report on a specimen as this reader sees its cells. Reads its images, so use a job.

    A signed specimen's report is the signed one, as it was signed; `signed` is a signature that is about to be given.
    `pictures`: those of an earlier report on the same cells, so that the images are not read again.

    Raises CancelledError, UnreadableImageError, StorageError where a signed PDF is missing or altered, and as
    `grades_of` does.
    """
    ids = editing.smear_ids(project, specimen_id=specimen.id)
    smears = [library.known_smear(project, smear_id=smear_id) for smear_id in ids]
    frozen = signed_of(project, specimen_id=specimen.id) if signed is None else None
    if frozen is not None:
        content = frozen.content
    else:
        found = differential(project, smear_ids=ids)
        grades = grades_of(
            project, found, species=specimen.species_key, key=choices.rules, presence=specimen.presence
        )
        content = _content(project, specimen=specimen, smears=smears, found=found, grades=grades, signed=signed)
    if frozen is not None and frozen.html is not None:
        pictures = ReportPictures()
    elif pictures is None:
        left_out = {one.smear_id: one.reason for one in content.fields if one.reason}
        fields = [(one, () if one.id in left_out else labelling.cells(project, smear_id=one.id)) for one in smears]
        pictures = report_pictures(project, fields=fields, classes=project.class_set(), left_out=left_out, task=task)
        counted = [smear_id for smear_id in ids if smear_id not in left_out]
        pictures = replace(pictures, measures=_measures(project, counted, task=task))
    if frozen is None:
        content = replace(content, measures=pictures.measures, language=language.code)
    return Report(content, clinic(settings), pictures, language, frozen)


def _measures(project: Project, smear_ids: Sequence[int], *, task: Task) -> tuple[Measure, ...]:
    """The histograms of the report. Without outlines there is no elongation."""
    found = morphometry(project, smear_ids, task=task)
    names = {"diameter": Phrase("Diameter"), "elongation": Phrase("Elongation"), "pallor": Phrase("Central pallor")}
    measures = []
    for key, name in names.items():
        summary, histogram = found.summary(key), found.histogram(key)
        if summary.mean is None or summary.cv_percent is None or summary.mean <= _LEAST_MEAN:
            continue
        unit = {"um": "µm"}.get(found.unit, found.unit) if key == "diameter" else ""
        edges, counts = map(float, histogram.edges), map(int, histogram.counts)
        measures.append(Measure(name, unit, summary.n, summary.mean, summary.cv_percent, tuple(edges), tuple(counts)))
    return tuple(measures)


def _content(
    project: Project,
    *,
    specimen: Specimen,
    smears: Sequence[SmearInfo],
    found: Differential,
    grades: ReportGrades | None,
    signed: Signed | None,
) -> ReportContent:
    model = _model_facts(project) if found.model else None
    sums = grades.sums if grades is not None else ()
    findings = [
        joined([Phrase("{name}: {word}.", name=one.name, word=one.word), grades.note_of(one) if grades else ""])
        for one in sums
    ]
    return ReportContent(
        patient=_patient(specimen),
        classes=tuple(_lines(found, grades)),
        fields=tuple(_field(one, found) for one in smears),
        not_counted=_not_counted(found),
        n_red=found.n_red,
        n_uncertain=found.n_uncertain,
        threshold=found.threshold,
        correction_note=found.unmeasured_note,
        domain_note="" if found.outside else found.domain_note,
        warnings=(found.domain_note,) if found.outside else (),
        comment=specimen.comment,
        findings=(*findings, *(grades.referred if grades is not None else ())),
        presence=tuple(_presence(specimen, grades)),
        grade_notes=grades.notes if grades is not None else "",
        model=model,
        detectors=_detectors(project, smears),
        rules=rules_text(grades.rules) if grades is not None else "",
        rules_id=rule_id(grades.key, grades.rules) if grades is not None else "",
        rules_note=unchecked_note(grades.rules) if grades is not None else "",
        reviewed_by=specimen.reviewed_by,
        reviewed_at=specimen.reviewed_at,
        made_at=now(),
        version=signed.version if signed is not None else 1,
        replaces=signed.replaces if signed is not None else None,
        state_hash=signed.state_hash if signed is not None else "",
        signature=signed.signature if signed is not None else None,
    )


def _patient(one: Specimen) -> Patient:
    return Patient(
        specimen=one.code,
        code=one.patient,
        species=species_text(one.species) if one.species else "",
        breed=one.breed,
        age=one.age,
        sex=one.sex,
        vet=one.vet,
        collected=one.collected_on,
        stain=one.stain,
        objective=one.objective,
    )


def _presence(specimen: Specimen, grades: ReportGrades | None) -> Iterator[PresenceLine]:
    """What was said of findings that are there or not, in the order of `FINDINGS`."""
    graded = {one.finding for one in grades.grades} if grades is not None else set()
    for finding in presence_findings():
        if finding.key in specimen.presence:
            is_present = specimen.presence[finding.key]
            yield PresenceLine(finding.key, finding.name, is_present, finding.key in graded)


def _lines(found: Differential, grades: ReportGrades | None) -> list[ClassLine]:
    """The classes, abnormal ones first and the most common of them at the top."""
    lines = []
    for row in found.rows:
        own = grades.of_class(row.code) if grades is not None else None
        seen = own if own is not None and own.count > 0 else None
        lines.append(
            ClassLine(
                row.code,
                row.name,
                row.colour,
                row.count,
                row.n_confirmed,
                100 * row.raw_share,
                100 * row.share,
                100 * row.low if found.n_red and found.has_intervals else None,
                100 * row.high if found.n_red and found.has_intervals else None,
                seen.word if seen is not None else "",
                grades.note_of(seen) if grades is not None and seen is not None else "",
                is_graded=seen is not None and bool(seen.level),
                is_abnormal=row.code != _NORMAL,
                grade_by=rules_title(grades.rules) if grades is not None and seen is not None else "",
            )
        )
    return sorted(lines, key=lambda line: (not line.is_abnormal, -line.percent))


def _field(info: SmearInfo, found: Differential) -> FieldLine:
    own = next((one for one in found.fields if one.smear_id == info.id), None)
    if own is None:
        reason = next((one.reason for one in found.left_out if one.smear_id == info.id), "")
        return FieldLine(info.id, info.name, 0, 0, 0, 0, reason)
    apart = own.apart
    return FieldLine(
        info.id, info.name, own.n_classified, own.n_confirmed, apart.n_white, apart.n_platelets, note=own.note
    )


def _not_counted(found: Differential) -> tuple[tuple[str, int], ...]:
    apart = found.apart
    named = (
        (Phrase("Red cells without a class"), apart.n_unclassified),
        (Phrase("Cut by the border of the image"), apart.n_cut),
        (Phrase("Rejected by a person"), apart.n_rejected),
        (Phrase("White cells"), apart.n_white),
        (Phrase("Platelets"), apart.n_platelets),
        (Phrase("Artefacts"), apart.n_artefacts),
    )
    return tuple((name, n) for name, n in named if n)


def _model_facts(project: Project) -> ModelFacts | None:
    model = evaluation.active_model(project)
    if model is None:
        return None
    folder = project.folder / model.folder
    try:
        metrics = load_bundle(folder).metrics
        digest, warning = hash_file(folder / WEIGHTS), bundle_warnings(folder)
    except (BundleError, OSError):
        return ModelFacts(model.name, full(model.created_at), "", warning=Phrase("The model's files are missing."))
    return ModelFacts(model.name, full(model.created_at), digest, _key_figures(metrics), warning)


def _key_figures(metrics: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Accuracy and macro F1 of the card, with intervals and the part that they come from."""
    tested, validated = metrics.get(TEST), metrics.get(VALIDATION)
    part = tested or validated
    if not part:
        return ((Phrase("Figures of the model"), Phrase("not evaluated")),)
    figures: list[tuple[str, str]] = [
        (
            Phrase("Figures of the model"),
            Phrase("{cells} cells of {smears} unseen smears", cells=part["n_cells"], smears=part["n_smears"])
            if tested
            else Phrase("of cells that its settings were chosen on, so they are too optimistic"),
        )
    ]
    for name in ("accuracy", "macro_f1"):
        value, low, high = (*part["overall"].get(name, ()), None, None, None)[:3]
        if value is not None:
            ends = f" ({low:.2f} – {high:.2f})" if low is not None and high is not None else ""
            figures.append((OVERALL[name], f"{value:.2f}{ends}"))
    return tuple(figures)


def _detectors(project: Project, smears: Sequence[SmearInfo]) -> tuple[str, ...]:
    from rbc_desk.store import queries

    names = queries.detectors_of(project.store, smear_ids=[one.id for one in smears])
    titles = {choice.name: choice.title for choice in detectors.choices()}
    return tuple(titles.get(name, name) for name in names)
