"""What a grading rule can be about, and which classes count as it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from rbc_desk.core.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Finding:
    """A change of red cells that is graded.

    `codes`: the classes that count as it, of shipped class sets and of common others. `least_classes`: the number of
    these classes that a project needs before the finding can be graded, since without them it would look rarer than
    it is. `is_change`: a change of shape or stain that can dominate a smear, unlike young cells, which answer to one.
    """

    key: str
    name: Phrase
    codes: tuple[str, ...] = ()
    least_classes: int = 1
    is_change: bool = True

    @property
    def is_presence(self) -> bool:
        """Whether no cell count gives it, so that a person says whether it is there."""
        return not self.codes

    def known(self, codes: Collection[str]) -> bool:
        """Whether a project with these classes can count it."""
        return sum(code in codes for code in self.codes) >= self.least_classes > 0 and bool(self.codes)


_SHAPES = (
    "acanthocyte", "echinocyte", "burr_cell", "elliptocyte", "ovalocyte", "schistocyte", "spherocyte", "stomatocyte",
    "codocyte", "teardrop", "eccentrocyte", "bite_cell", "blister_cell", "sickle_cell", "helmet_cell", "keratocyte",
)  # fmt: skip

FINDINGS: tuple[Finding, ...] = (
    Finding("acanthocyte", Phrase("Acanthocytes"), ("acanthocyte",)),
    Finding("agglutination", Phrase("Agglutination")),
    Finding("anisocytosis", Phrase("Anisocytosis"), ("macrocyte", "microcyte"), least_classes=2),
    Finding("bite", Phrase("Bite cells"), ("bite_cell", "bite")),
    Finding("blister", Phrase("Blister cells"), ("blister_cell", "blister")),
    Finding("dual_population", Phrase("Dual population")),
    Finding("eccentrocyte", Phrase("Eccentrocytes"), ("eccentrocyte",)),
    Finding("echinocyte", Phrase("Echinocytes (burr cells)"), ("echinocyte", "burr_cell")),
    Finding("elliptocyte", Phrase("Elliptocytes"), ("elliptocyte",)),
    Finding("heinz_body", Phrase("Cells with Heinz bodies"), ("heinz_body",)),
    Finding("howell_jolly", Phrase("Cells with Howell-Jolly bodies"), ("howell_jolly",), is_change=False),
    Finding("hypochromic", Phrase("Hypochromic cells"), ("hypochromia",)),
    Finding("irregularly_contracted", Phrase("Irregularly contracted cells"), ("irregularly_contracted",)),
    Finding("macrocyte", Phrase("Macrocytes"), ("macrocyte",)),
    Finding("microcyte", Phrase("Microcytes"), ("microcyte",)),
    Finding("nucleated", Phrase("Nucleated red cells"), ("nucleated",), is_change=False),
    Finding("ovalocyte", Phrase("Ovalocytes"), ("ovalocyte",)),
    Finding("poikilocytosis", Phrase("Poikilocytosis"), _SHAPES, least_classes=4),
    Finding("polychromatic", Phrase("Polychromatic cells"), ("polychromatophil", "polychromatic"), is_change=False),
    Finding("rouleaux", Phrase("Rouleaux")),
    Finding(
        "schistocyte",
        Phrase("Schistocytes"),
        ("schistocyte", "helmet_cell", "triangle_cell", "crescent_cell", "keratocyte"),
    ),
    Finding("sickle", Phrase("Sickle cells"), ("sickle_cell", "sickle")),
    Finding("spherocyte", Phrase("Spherocytes"), ("spherocyte", "microspherocyte")),
    Finding("stippling", Phrase("Basophilic stippling"), ("basophilic_stippling", "stippling"), is_change=False),
    Finding("stomatocyte", Phrase("Stomatocytes"), ("stomatocyte",)),
    Finding("target", Phrase("Target cells (codocytes)"), ("codocyte", "target_cell")),
    Finding("teardrop", Phrase("Teardrop cells"), ("teardrop",)),
)
_BY_KEY = {finding.key: finding for finding in FINDINGS}
_SUMS = ("anisocytosis", "poikilocytosis")
"""Sums of other findings."""


def finding_named(key: str) -> Finding:
    """The finding with this key; for a key that a reader invented, one whose only class has that code."""
    return _BY_KEY.get(key) or Finding(key, Phrase.of(key), (key,))


def presence_findings() -> tuple[Finding, ...]:
    """The findings that are there or not, and that no cell count gives."""
    return tuple(finding for finding in FINDINGS if finding.is_presence)


def findings_of(code: str) -> tuple[Finding, ...]:
    """The findings that a class counts as, sums last."""
    found = [finding for finding in FINDINGS if code in finding.codes]
    return tuple(sorted(found, key=lambda finding: finding.key in _SUMS))
