"""FHIR: required value sets, references that resolve, codes only where they were checked."""

from __future__ import annotations

import base64
import json

import pytest
from fhir.resources.R4B.bundle import Bundle

from rbc_desk.services.project.project import list_class_sets
from rbc_desk.services.specimen_report.content import PresenceLine
from rbc_desk.services.specimen_report.fhir import REPORT_STATUSES, fhir_json, loinc_codes
from tests.unit.services.specimen_report.report_content import SIGNATURE, content

OBSERVATION_STATUSES = {
    "registered", "preliminary", "final", "amended", "corrected", "cancelled", "entered-in-error", "unknown",
}  # fmt: skip


def _resources(**changes) -> dict[str, list[dict]]:
    whole = json.loads(fhir_json(content(**changes), pdf=b"%PDF-1.7"))
    Bundle.model_validate(whole)
    found: dict[str, list[dict]] = {}
    for entry in whole["entry"]:
        found.setdefault(entry["resource"]["resourceType"], []).append(entry["resource"])
    return found


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "preliminary"),
        ({"signature": SIGNATURE}, "final"),
        ({"signature": SIGNATURE, "version": 2, "replaces": 1}, "amended"),
    ],
)
def test_the_status_is_one_of_the_required_value_sets(changes, status):
    found = _resources(**changes)
    assert found["DiagnosticReport"][0]["status"] == status
    assert status in REPORT_STATUSES
    assert {one["status"] for one in found["Observation"]} == {status}
    assert status in OBSERVATION_STATUSES


def test_every_reference_resolves_and_the_pdf_is_attached():
    whole = json.loads(fhir_json(content(), pdf=b"%PDF-1.7"))
    known = {entry["fullUrl"] for entry in whole["entry"]}
    asked = set()

    def walk(value):
        if isinstance(value, dict):
            if isinstance(value.get("reference"), str):
                asked.add(value["reference"])
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    walk(whole)
    assert asked and asked <= known
    report = next(e["resource"] for e in whole["entry"] if e["resource"]["resourceType"] == "DiagnosticReport")
    assert base64.b64decode(report["presentedForm"][0]["data"]) == b"%PDF-1.7"


def test_only_checked_classes_have_a_loinc_code():
    found = {one["code"]["text"]: one for one in _resources()["Observation"]}
    assert found["Stomatocyte"]["code"]["coding"][0]["code"] == "10380-4"
    assert "coding" not in found["Codocyte"]["code"]
    assert found["Codocyte"]["valueString"] == "1+"
    assert found["Codocyte"]["component"][0]["valueQuantity"]["value"] == 3.2


def test_each_loinc_code_belongs_to_a_shipped_class_and_has_a_right_check_digit():
    codes = {code for _, classes in list_class_sets() for code in classes.codes}
    assert set(loinc_codes()) <= codes
    for number, digit in (code.split("-") for code in loinc_codes().values()):
        doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(number))]
        assert (10 - sum(d // 10 + d % 10 for d in doubled) % 10) % 10 == int(digit)


def test_an_animal_has_its_species():
    extension = _resources()["Patient"][0]["extension"][0]
    assert extension["extension"][0]["valueCodeableConcept"]["text"] == "Dog"


def test_a_finding_that_is_present_or_not_is_an_observation_without_a_code():
    said = (PresenceLine("dual_population", "Dual population", is_present=True, is_graded=True),)
    (found,) = [one for one in _resources(presence=said)["Observation"] if one["id"] == "finding-dual-population"]
    assert (found["code"], found["valueString"]) == ({"text": "Dual population"}, "present")
