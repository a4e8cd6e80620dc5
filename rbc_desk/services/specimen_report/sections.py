"""The sections of a report on a specimen: one page for the clinic, and an annex."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rbc_desk.core.phrases import Phrase
from rbc_desk.core.tables.columns import by_name, texts
from rbc_desk.core.times import full
from rbc_desk.services.reports.blocks import (
    Block,
    Facts,
    Figure,
    FigureRow,
    Heading,
    Histogram,
    Letterhead,
    Page,
    PageBreak,
    Paragraph,
    Picture,
    Pictures,
    SignatureBox,
    Table,
    table_of,
)
from rbc_desk.services.specimen_report.content import (
    CLASS_LINE_COLUMNS,
    DECISION_SUPPORT,
    FIELD_COLUMNS,
    ClassLine,
    Measure,
    ReportContent,
    interval_text,
)

_MOST_VARIATION = 100.0
"""In percent; the mean of what varies more, as pallor on pale smears, is near 0, and the variation says nothing."""
_N_CHARS_OF_HASH = 16
_N_CHARS_OF_LOG_HEAD = 32


@dataclass(frozen=True, slots=True)
class Clinic:
    """The letterhead of the clinic: its name, address lines and logo."""

    name: str = ""
    lines: tuple[str, ...] = ()
    logo: Picture | None = None


@dataclass(frozen=True, slots=True)
class ReportPictures:
    """Annotated thumbnails of the fields, and the best example crops of each class by its code.

    `measures`: what was measured in the images; they become part of the content.
    """

    fields: Sequence[Picture] = ()
    examples: Mapping[str, Sequence[Picture]] = field(default_factory=dict)
    measures: tuple[Measure, ...] = ()


def report_page(content: ReportContent, *, clinic: Clinic, pictures: ReportPictures) -> Page:
    """The report as blocks, for every output with a layout."""
    title = Phrase("Blood smear report: {specimen}", specimen=content.patient.specimen)
    blocks = [
        *_head(content, clinic),
        *_findings(content),
        *_conclusion(content),
        PageBreak(),
        *_annex(content, pictures),
    ]
    return Page(title, blocks, footer=_footer(content))


def _head(content: ReportContent, clinic: Clinic) -> Iterator[Block]:
    yield Letterhead(clinic.name or "RBC Desk", clinic.lines, _version_lines(content), clinic.logo)
    yield Heading(Phrase("Blood smear report"), 1)
    yield Facts(list(_patient_facts(content)))
    for warning in content.warnings:
        yield Paragraph(warning, "warning")


def _version_lines(content: ReportContent) -> list[str]:
    if content.signature is None:
        return [Phrase("Draft, not signed"), _time(content.made_at)]
    lines: list[str] = [Phrase("Version {n}", n=content.version)]
    if content.replaces is not None:
        lines.append(Phrase("Amended, replaces version {n}", n=content.replaces))
    return [*lines, _time(content.signature.at)]


def _patient_facts(content: ReportContent) -> Iterator[tuple[str, str]]:
    patient = content.patient
    named = (
        (Phrase("Specimen"), patient.specimen),
        (Phrase("Patient"), patient.code),
        (Phrase("Species"), patient.species),
        (Phrase("Breed"), patient.breed),
        (Phrase("Age"), patient.age),
        (Phrase("Sex"), patient.sex),
        (Phrase("Collected"), patient.collected),
        (Phrase("Requested by"), patient.vet),
        (Phrase("Stain"), patient.stain),
        (Phrase("Objective"), patient.objective),
    )
    yield from ((name, value) for name, value in named if value)
    n_fields, n_all = len(content.counted_fields), len(content.fields)
    fields = str(n_fields) if n_fields == n_all else Phrase("{n} of {total}", n=n_fields, total=n_all)
    yield Phrase("Fields counted"), fields
    confirmed = Phrase("{n}, {confirmed} of them confirmed", n=content.n_counted, confirmed=content.n_confirmed)
    yield Phrase("Red cells counted"), confirmed


def _findings(content: ReportContent) -> Iterator[Block]:
    yield Heading(Phrase("Red-cell morphology"))
    lines = [line for line in content.classes if line.count or line.grade]
    if lines:
        yield _class_table(lines)
    else:
        yield Paragraph(_nothing_counted(content), "note")
    if any(line.percent != line.raw_percent for line in lines):
        yield Paragraph(Phrase(
            "Percentages are corrected for the known confusions of the model, so they differ from the plain counts."
        ), "note")  # fmt: skip
    if content.correction_note:
        yield Paragraph(content.correction_note, "note")
    if content.domain_note:
        yield Paragraph(content.domain_note, "note")
    if content.threshold is not None and content.n_uncertain:
        yield Paragraph(
            Phrase(
                "{n} of {total} cells are classified by the model alone and with a confidence below {percent} %.",
                n=content.n_uncertain,
                total=content.n_red,
                percent=f"{100 * content.threshold:.0f}",
            ),
            "note",
        )
    notes = [Phrase.joined(": ", [line.name, line.grade_note]) for line in lines if line.grade_note]
    if content.presence:
        yield Facts([(one.name, one.word) for one in content.presence])
    for finding in content.findings:
        yield Paragraph(finding)
    if content.rules_note and _has_grades(content):
        yield Paragraph(content.rules_note, "note")
    for note in [content.grade_notes, *notes]:
        if note:
            yield Paragraph(note, "note")
    yield from _fitness(content)
    if content.not_counted:
        yield Heading(Phrase("Not counted"), 3)
        yield Facts([*((name, str(n)) for name, n in content.not_counted), *_other_cells(content)])


def _has_grades(content: ReportContent) -> bool:
    return any(line.grade for line in content.classes) or any(one.is_graded for one in content.presence)


def _nothing_counted(content: ReportContent) -> Phrase:
    if content.fields and not content.counted_fields:
        return Phrase("No field is fit to be counted, so nothing was counted.")
    return Phrase("No red cell has a class yet, so nothing was counted.")


def _fitness(content: ReportContent) -> Iterator[Block]:
    """The fields that are left out, and those that a reader has counted all the same."""
    notes = [
        (one.name, Phrase("left out: {reason}", reason=Phrase.of(one.reason)) if one.reason else Phrase.of(one.note))
        for one in content.fields
    ]
    for note in dict.fromkeys(note for _, note in notes if note):
        own = [name for name, said in notes if said == note]
        if len(own) == 1:
            yield Paragraph(Phrase("{field} is {note}.", field=own[0], note=note), "note")
        else:
            yield Paragraph(Phrase("{n} fields are {note}.", n=len(own), note=note), "note")


def _class_table(lines: Sequence[ClassLine]) -> Table:
    columns = by_name(CLASS_LINE_COLUMNS)
    shown = [columns[name] for name in ("name", "cells", "confirmed", "percent", "grade")]
    rows = texts(shown, lines)
    head = [column.title for column in shown]
    head.insert(4, Phrase("95 % interval"))
    for row, line in zip(rows, lines, strict=True):
        row.insert(4, interval_text(line))
    bold = [i for i, line in enumerate(lines) if line.is_graded]
    return Table(head, rows, best_rows=bold, row_colours=[line.colour for line in lines])


def _other_cells(content: ReportContent) -> Iterator[tuple[str, str]]:
    """White cells and platelets a field, if there are any; they are among what is not counted."""
    fields = content.counted_fields
    white, platelets = sum(one.n_white for one in fields), sum(one.n_platelets for one in fields)
    if fields and white + platelets:
        yield Phrase("White cells per field"), f"{white / len(fields):.1f}"
        yield Phrase("Platelets per field"), f"{platelets / len(fields):.1f}"


def _conclusion(content: ReportContent) -> Iterator[Block]:
    if content.comment:
        yield Heading(Phrase("Comment"))
        yield Paragraph(content.comment)
    pairs: list[tuple[str, str]] = []
    if content.reviewed_by:
        pairs.append((Phrase("Reviewed by"), _by_at(content.reviewed_by, content.reviewed_at)))
    signature = content.signature
    if signature is None:
        pairs.append((Phrase("Signed by"), Phrase("not signed")))
        yield SignatureBox(pairs)
        return
    pairs.append((Phrase("Signed by"), _by_at(signature.reader, signature.at)))
    if signature.log_head:
        digits = signature.log_head[:_N_CHARS_OF_LOG_HEAD]
        groups = [digits[at : at + 4] for at in range(0, _N_CHARS_OF_LOG_HEAD, 4)]
        pairs.append((Phrase("Change log"), " ".join(groups)))
    code = f"{content.state_hash[:_N_CHARS_OF_HASH]}  ·  {signature.key}"
    yield SignatureBox(pairs, code)


def _annex(content: ReportContent, pictures: ReportPictures) -> Iterator[Block]:
    yield Heading(Phrase("Annex: {specimen}", specimen=content.patient.specimen), 1)
    yield from _examples(content, pictures)
    measures = [measure for measure in content.measures if any(measure.counts)]
    if measures:
        yield Heading(Phrase("Size, shape and colour of the red cells"))
        yield FigureRow([_histogram(measure) for measure in measures])
    yield Heading(Phrase("Fields"))
    if content.fields:
        all_counted = len(content.counted_fields) == len(content.fields)
        columns = [one for one in FIELD_COLUMNS if not (all_counted and one.name == "left_out")]
        yield table_of(columns, content.fields)
    else:
        yield Paragraph(Phrase("The specimen has no fields."), "note")
    if pictures.fields:
        yield Pictures(pictures.fields, columns=2 if len(pictures.fields) <= 4 else 3)
    yield from _method(content)


def _examples(content: ReportContent, pictures: ReportPictures) -> Iterator[Block]:
    shown = [line for line in content.classes if pictures.examples.get(line.code)]
    if shown:
        yield Heading(Phrase("Examples"))
    for line in shown:
        yield Heading(line.name, 3)
        yield Pictures(pictures.examples[line.code], columns=8)


def _histogram(measure: Measure) -> Figure:
    name = Phrase.of(measure.name)
    label = Phrase("{name} ({unit})", name=name, unit=measure.unit) if measure.unit else name
    values = {"name": name, "mean": f"{measure.mean:.3g}", "unit": f" {measure.unit}" if measure.unit else ""}
    caption = (
        Phrase("{name}: mean {mean}{unit}, variation {cv} %", **values, cv=f"{measure.variation:.1f}")
        if measure.variation < _MOST_VARIATION
        else Phrase("{name}: mean {mean}{unit}", **values | {"mean": f"{measure.mean:.1g}"})
    )
    plot = Histogram(measure.edges, measure.counts, name, label, Phrase("cells"), mark=measure.mean)
    return Figure(caption, plot)


def _method(content: ReportContent) -> Iterator[Block]:
    yield Heading(Phrase("Method"))
    pairs: list[tuple[str, str]] = [(Phrase("Program"), content.program)]
    if content.detectors:
        pairs.append((Phrase("Cells found by"), ", ".join(content.detectors)))
    model = content.model
    if model is not None:
        pairs.append((Phrase("Model"), f"{model.name} ({model.weights_hash[:_N_CHARS_OF_HASH]})"))
        pairs.append((Phrase("Model of"), model.created))
        pairs += model.figures
    else:
        pairs.append((Phrase("Model"), Phrase("none: all classes are a person's")))
    if content.rules:
        pairs.append((Phrase("Grades by"), content.rules))
    if content.state_hash:
        pairs.append((Phrase("State of the data"), content.state_hash))
    yield Facts(pairs, columns=1)
    if model is not None and model.warning:
        yield Paragraph(model.warning, "note")
    if content.rules_note:
        yield Paragraph(content.rules_note, "note")


def _footer(content: ReportContent) -> Phrase:
    return Phrase(
        "{specimen}. {program}. {support}",
        specimen=content.patient.specimen,
        program=content.program,
        support=DECISION_SUPPORT,
    )


def _by_at(reader: str, at: str) -> str:
    return f"{reader}, {_time(at)}" if at else reader


def _time(at: str) -> str:
    return full(at) if at else ""
