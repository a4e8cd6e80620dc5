"""The grades of a report: which rules apply, and what they say of each class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rbc_desk.core.counting.differential import Differential
from rbc_desk.core.counting.findings import finding_named, findings_of
from rbc_desk.core.counting.grading import Grade, Referral, Share, grade, referrals
from rbc_desk.core.counting.rule_sets import RuleSet, Unit
from rbc_desk.core.phrases import Phrase
from rbc_desk.services.grading.rule_set_files import RuleSetFiles, species_rules
from rbc_desk.services.project.project import Project


@dataclass(frozen=True, slots=True)
class ReportGrades:
    """Grades by finding, the rules that they follow, and findings that a pathologist has to see.

    `n_predicted` of the `n_cells` red cells have a class from the model alone. Its errors widen the intervals, so the
    advice is then to confirm cells, not to count more.
    """

    key: str
    rules: RuleSet
    grades: tuple[Grade, ...]
    referred: tuple[Phrase, ...]
    n_cells: int
    n_predicted: int

    def of_class(self, code: str) -> Grade | None:
        """The grade of the finding that this class alone stands for."""
        keys = [finding.key for finding in findings_of(code)]
        return next((one for key in keys for one in self.grades if one.finding == key and not _is_sum(one)), None)

    @property
    def notes(self) -> str:
        """What there is to know of every grade, such as that too few cells were counted."""
        notes = dict.fromkeys(note for one in self._seen for note in one.notes if self._is_of_all(note))
        return joined([*notes, self._to_confirm])

    def note_of(self, one: Grade) -> str:
        """What there is to know of this grade alone."""
        advice = one.advice if one.to_tell is not None and not self.n_predicted else ""
        return joined([advice, *(note for note in one.notes if not self._is_of_all(note))])

    def standing_of(self, one: Grade) -> str:
        """Whether a grade is certain or what it takes, where all cells are labelled by a person."""
        own = [note for note in one.notes if not self._is_of_all(note)]
        if one.level is None:
            return joined(own)
        return joined([Phrase("Certain.") if one.certain else one.advice, *own])

    @property
    def _to_confirm(self) -> str:
        if not self.n_predicted or all(one.to_tell is None for one in self._seen):
            return ""
        return Phrase(
            "The model alone classified {n} of {total} cells, and its errors widen the intervals. Confirm cells to "
            "make the grades certain.",
            n=self.n_predicted,
            total=self.n_cells,
        )

    @property
    def _seen(self) -> tuple[Grade, ...]:
        return tuple(one for one in self.grades if one.count > 0 and not finding_named(one.finding).is_presence)

    def _is_of_all(self, note: str) -> bool:
        return all(note in one.notes for one in self._seen)

    @property
    def sums(self) -> tuple[Grade, ...]:
        """The grades of findings that several classes add up to, and of which cells were seen."""
        return tuple(one for one in self.all_sums if one.count > 0)

    @property
    def all_sums(self) -> tuple[Grade, ...]:
        """The grades of findings that several classes add up to."""
        return tuple(one for one in self.grades if _is_sum(one))


def grades_of(
    project: Project, found: Differential, *, species: str, key: str = "", presence: Mapping[str, bool] | None = None
) -> ReportGrades | None:
    """Grade a differential by the rule set with this key, or by the default one of the species.

    `presence`: what a person saw of findings that no cell count gives. None if no rule set can be used. Raises
    UnknownNameError, SettingsError for a key.
    """
    files = RuleSetFiles.of(project.folder)
    if not key:
        usable = files.usable(species or None)
        if not usable:
            return None
        key = usable[0].key
    rules = files.get(key)
    shares = {row.code: Share(row.count, row.share, row.low, row.high) for row in found.rows}
    of_species = species_rules(species or None)
    n_fields = sum(one.n_classified > 0 for one in found.fields)
    grades = grade(rules, shares, n_fields=n_fields, n_cells=found.n_red, of_species=of_species, seen=presence or {})
    referred = tuple(_referral(one) for one in referrals(shares, of_species=of_species, rules=rules))
    n_predicted = found.n_classified - found.n_confirmed
    return ReportGrades(key, rules, grades, referred, n_cells=found.n_red, n_predicted=n_predicted)


def joined(sentences: Iterable[str]) -> str:
    """Sentences in a row, each of which is translated on its own."""
    parts: Sequence[str] = [text for text in sentences if text]
    return Phrase.joined(" ", parts) if parts else ""


def rules_text(rules: RuleSet) -> Phrase:
    """The rule set with its version and source, as every report prints it."""
    return Phrase(
        "{name}, version {version}. {source}", name=Phrase.of(rules.name), version=rules.version, source=rules.source
    )


def unchecked_note(rules: RuleSet) -> str:
    """What nobody compared with a source; "" for checked rules."""
    if rules.checked:
        return ""
    note = Phrase("These rules are unchecked: they were not compared with their source.")
    if rules.unit is not Unit.PER_FIELD:
        return note
    field = Phrase(
        "They count cells per x1000 field and assume {n:g} red cells per field, which is unchecked too.",
        n=rules.cells_per_field,
    )
    return joined([note, field])


def _referral(one: Referral) -> Phrase:
    if one.checked:
        return Phrase("Refer to a pathologist: {name} ({n} cells).", name=one.name, n=f"{one.count:g}")
    return Phrase(
        "Refer to a pathologist: {name} ({n} cells). This rule is unchecked.", name=one.name, n=f"{one.count:g}"
    )


def _is_sum(one: Grade) -> bool:
    return finding_named(one.finding).least_classes > 1
