"""A report as FHIR: a DiagnosticReport with its Observations, in release R4B (https://hl7.org/fhir/R4B/).

A class has a LOINC code only where one was checked (`resources/loinc.toml`); otherwise its name stands as text. The
LOINC codes are ordinal, so an observation's value is the grade, and the percentage is a component without a code.
"""

from __future__ import annotations

import base64
import tomllib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from rbc_desk.services.specimen_report.content import ClassLine, Patient, PresenceLine, ReportContent
from rbc_desk.settings.paths import resource

if TYPE_CHECKING:
    from fhir.resources.R4B.bundle import Bundle

LOINC = "http://loinc.org"
_ANIMAL = "http://hl7.org/fhir/StructureDefinition/patient-animal"
_CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"
_UCUM = "http://unitsofmeasure.org"
_SEXES = {"male": "male", "female": "female", "m": "male", "f": "female"}

REPORT_STATUSES = frozenset(
    ("registered", "partial", "preliminary", "final", "amended", "corrected", "appended", "cancelled",
     "entered-in-error", "unknown")
)  # fmt: skip
"""The required value set of DiagnosticReport.status; the library accepts any word."""


def fhir_bundle(content: ReportContent, *, pdf: bytes = b"") -> Bundle:
    """The report as a FHIR collection. `pdf` is attached if given. Raises ValueError if it breaks FHIR's rules."""
    # slow to import, and only this output needs it
    from fhir.resources.R4B.bundle import Bundle

    status = _status(content)
    observations = [_observation(line, content, status) for line in content.classes if line.count or line.grade]
    observations += [_presence(line, status) for line in content.presence]
    resources = [_patient(content.patient), _specimen(content.patient), _report(content, status, observations, pdf)]
    return Bundle.model_validate({
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {"fullUrl": f"urn:rbc-desk:{one['id']}", "resource": one} for one in [*resources, *observations]
        ],
    })  # fmt: skip


def fhir_json(content: ReportContent, *, pdf: bytes = b"") -> str:
    """`fhir_bundle` as JSON text."""
    return fhir_bundle(content, pdf=pdf).model_dump_json(indent=1) + "\n"


@cache
def loinc_codes() -> Mapping[str, str]:
    """LOINC codes by class code."""
    return tomllib.loads(resource("loinc.toml").read_text("utf-8"))


def _status(content: ReportContent) -> str:
    status = "preliminary"
    if content.signature is not None:
        status = "final" if content.replaces is None else "amended"
    if status not in REPORT_STATUSES:
        raise ValueError(f"{status} is no status of a report")
    return status


def _patient(patient: Patient) -> dict[str, Any]:
    found: dict[str, Any] = {"resourceType": "Patient", "id": "patient"}
    if patient.code:
        found["identifier"] = [{"value": patient.code}]
    if sex := _SEXES.get(patient.sex.casefold()):
        found["gender"] = sex
    if patient.species and patient.species.casefold() != "human":
        parts = [("species", patient.species), ("breed", patient.breed)]
        found["extension"] = [{
            "url": _ANIMAL,
            "extension": [{"url": url, "valueCodeableConcept": {"text": text}} for url, text in parts if text],
        }]  # fmt: skip
    return found


def _specimen(patient: Patient) -> dict[str, Any]:
    return {
        "resourceType": "Specimen",
        "id": "specimen",
        "identifier": [{"value": patient.specimen}],
        "type": {"text": "Blood smear"},
        "subject": _reference("patient"),
    }


def _report(content: ReportContent, status: str, observations: list[dict[str, Any]], pdf: bytes) -> dict[str, Any]:
    report: dict[str, Any] = {
        "resourceType": "DiagnosticReport",
        "id": "report",
        "status": status,
        "category": [{"text": "Hematology"}],
        "code": {"text": "Red-cell morphology of a blood smear"},
        "subject": _reference("patient"),
        "specimen": [_reference("specimen")],
        "result": [_reference(one["id"]) for one in observations],
    }
    signature = content.signature
    if signature is not None:
        report["issued"] = signature.at
        report["resultsInterpreter"] = [{"display": signature.reader}]
    if content.comment:
        report["conclusion"] = content.comment
    if pdf:
        data = base64.b64encode(pdf).decode()
        report["presentedForm"] = [{"contentType": "application/pdf", "data": data}]
    return report


def _observation(line: ClassLine, content: ReportContent, status: str) -> dict[str, Any]:
    code: dict[str, Any] = {"text": line.name}
    if line.code in loinc_codes():
        code["coding"] = [{"system": LOINC, "code": loinc_codes()[line.code]}]
    percent: dict[str, Any] = {
        "code": {"text": "Percent of the counted red cells"},
        "valueQuantity": {"value": round(line.percent, 2), "unit": "%", "system": _UCUM, "code": "%"},
    }
    if line.low is not None and line.high is not None:
        percent["interpretation"] = [{"text": f"95 % interval {line.low:.2f} to {line.high:.2f} %"}]
    found = _observed(f"class-{line.code}", code, status) | {
        "component": [percent, {
            "code": {"text": "Red cells of this class, and all counted"},
            "valueRatio": {"numerator": {"value": line.count}, "denominator": {"value": content.n_counted}},
        }],
    }  # fmt: skip
    if line.grade:
        found["valueString"] = line.grade
    if line.grade_by:
        found["method"] = {"text": line.grade_by}
    if line.grade_note:
        found["note"] = [{"text": line.grade_note}]
    return found


def _presence(line: PresenceLine, status: str) -> dict[str, Any]:
    found = _observed(f"finding-{line.finding}", {"text": line.name}, status)
    return found | {"valueString": line.word}


def _observed(name: str, code: dict[str, Any], status: str) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        # an id has no underscore
        "id": name.replace("_", "-")[:64],
        "status": status,
        "category": [{"coding": [{"system": _CATEGORY, "code": "laboratory"}]}],
        "code": code,
        "subject": _reference("patient"),
        "specimen": _reference("specimen"),
    }


def _reference(name: str) -> dict[str, str]:
    return {"reference": f"urn:rbc-desk:{name}"}
