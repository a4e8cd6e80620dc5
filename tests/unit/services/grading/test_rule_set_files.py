"""Rule sets as files: shipped ones, the user's, a project's."""

from __future__ import annotations

import pytest

from rbc_desk.core.counting.findings import FINDINGS, finding_named, findings_of
from rbc_desk.core.counting.rule_sets import Step, rule_set_of
from rbc_desk.core.errors import SettingsError, UnknownNameError
from rbc_desk.services.grading.rule_set_files import (
    Place,
    RuleSetFiles,
    next_version,
    rule_set_text,
    species_rules,
)
from rbc_desk.services.project.project import list_class_sets


@pytest.fixture
def files(tmp_path):
    return RuleSetFiles(tmp_path / "user", tmp_path / "project")


def test_shipped_rule_sets_are_usable_and_say_whether_they_were_checked(files):
    checked = {one.key: one.rules.checked for one in files.all() if one.rules is not None}
    assert checked == {
        "teaching": True,
        "icsh_schistocytes_2021": True,
        "icsh_2015": False,
        "weiss_dog_1984": False,
        "weiss_cat_1984": False,
    }
    assert [one.key for one in files.usable("cat")] == ["teaching", "weiss_cat_1984"]
    assert [one.key for one in files.usable(None)] == ["teaching"]


def test_each_finding_of_a_shipped_rule_is_a_known_one_and_each_class_of_a_shipped_set_has_a_finding(files):
    known = {finding.key for finding in FINDINGS}
    rules = [one.rules for one in files.all()]
    assert {rule.finding for one in rules for rule in one.rules} <= known
    codes = {code for _, classes in list_class_sets() for code in classes.codes} - {"normal"}
    assert all(findings_of(code) for code in codes)
    assert findings_of("burr_cell")[0].key == "echinocyte"
    assert finding_named("ghost").codes == ("ghost",)


def test_an_edited_copy_replaces_the_shipped_one_until_that_is_restored(files):
    shipped = files.get("teaching")
    rule = shipped.rule_for("acanthocyte")
    steps = (Step(word="few", above=0), Step(word="many", at_least=4))
    changed = shipped.model_copy(
        update={"rules": (rule.model_copy(update={"steps": steps}),), "version": next_version(shipped.version)}
    )
    files.save("teaching", changed)
    assert files.get("teaching") == changed
    assert files.get("teaching").digest != shipped.digest
    found = next(one for one in files.all() if one.key == "teaching")
    assert (found.place, found.replaces_shipped, found.rules.version) == (Place.USER, True, "1.1")
    files.save("teaching", shipped, to=Place.PROJECT)
    assert files.get("teaching") == shipped
    files.remove("teaching")
    files.remove("teaching")
    assert files.get("teaching") == shipped
    with pytest.raises(UnknownNameError):
        files.remove("teaching")


def test_a_duplicate_is_unchecked_and_has_a_name_of_its_own(files):
    assert files.duplicate("teaching", name="Our clinic") == "our_clinic"
    assert files.duplicate("teaching", name="Our clinic") == "our_clinic_2"
    copy = files.get("our_clinic")
    assert (copy.name, copy.checked, copy.rules) == ("Our clinic", False, files.get("teaching").rules)


def test_a_broken_file_is_listed_with_its_problem(files):
    files.user.mkdir()
    (files.user / "teaching.toml").write_text('name = "x"\nversion = "1"\nsource = "y"\nrules = []\n')
    (files.user / "other.toml").write_text("not toml")
    problems = {one.key: one.problem for one in files.all() if one.rules is None}
    assert set(problems) == {"teaching", "other"}
    assert all(problems.values())
    with pytest.raises(SettingsError):
        files.get("teaching")


def test_every_shipped_rule_set_reads_back_from_its_own_text(files):
    import tomllib

    for one in files.all():
        assert rule_set_of(tomllib.loads(rule_set_text(one.rules))) == one.rules


def test_versions_rise():
    assert [next_version(one) for one in ("1", "1.1", "1984", "2.9")] == ["1.1", "1.2", "1984.1", "2.10"]


def test_an_unknown_species_has_no_rules_of_its_own():
    assert species_rules("guanaco") is None
    assert species_rules("cat").off == ("spherocyte", "target")


def test_each_save_is_a_new_version_and_the_earlier_ones_stay(files):
    key = files.duplicate("teaching", name="Our clinic")
    first = files.get(key)
    assert (first.version, files.versions(key)) == ("1", (first,))
    for n in range(1, 12):
        saved = files.save_edited(key, first.model_copy(update={"min_fields": n}))
        assert saved.version == f"1.{n}"
    assert [one.version for one in files.versions(key)] == [*(f"1.{n}" for n in range(11, 0, -1)), "1"]
    assert files.get(key).min_fields == 11
    again = files.save_edited(key, files.versions(key)[-1])
    assert (again.version, again.min_fields) == ("1.12", 10)
    files.remove(key)
    assert key not in {one.key for one in files.all()}
    assert files.duplicate("teaching", name="Our clinic") == "our_clinic_2"


def test_a_shipped_rule_set_cannot_be_edited(files):
    with pytest.raises(SettingsError, match="shipped") as refused:
        files.save_edited("teaching", files.get("teaching"))
    assert "Duplicate" in refused.value.hint


def test_a_rule_set_goes_out_and_comes_back_as_it_was(files, tmp_path):
    path = tmp_path / "out.toml"
    files.export("weiss_dog_1984", path)
    key = files.take(path)
    assert files.get(key) == files.get("weiss_dog_1984")
    assert not files.get(key).checked
    path.write_text("name = ", "utf-8")
    with pytest.raises(SettingsError, match="cannot be read"):
        files.take(path)
    path.write_text("name = 'x'\nversion = '1'\nsource = 'y'\nrules = []\n", "utf-8")
    with pytest.raises(SettingsError, match="cannot be used"):
        files.take(path)
