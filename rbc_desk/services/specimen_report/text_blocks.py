"""Sentences for the comment of a report, by class. A reader edits them in Settings."""

from __future__ import annotations

from collections.abc import Mapping

from rbc_desk.core.phrases import Phrase

TEXT_BLOCKS: Mapping[str, Phrase] = {
    "acanthocyte": Phrase("Acanthocytes occur with disorders of the liver, the spleen or of fat metabolism."),
    "burr_cell": Phrase("Burr cells are often an artefact of drying or storage; compare a fresh smear."),
    "codocyte": Phrase(
        "Target cells (codocytes) occur with liver disease, iron deficiency, disorders of haemoglobin, and after "
        "removal of the spleen."
    ),
    "eccentrocyte": Phrase("Eccentrocytes suggest oxidative damage; ask about onions, zinc and drugs."),
    "echinocyte": Phrase("Echinocytes are often an artefact of drying or storage; compare a fresh smear."),
    "elliptocyte": Phrase("Elliptocytes occur with iron deficiency and with hereditary elliptocytosis."),
    "heinz_body": Phrase("Heinz bodies suggest oxidative damage; in cats a small number can be normal."),
    "howell_jolly": Phrase("Howell-Jolly bodies occur with regeneration and with reduced function of the spleen."),
    "hypochromia": Phrase("Hypochromic cells suggest iron deficiency; compare MCHC and iron status."),
    "macrocyte": Phrase("Macrocytes occur with regeneration, liver disease, and lack of vitamin B12 or folate."),
    "microcyte": Phrase("Microcytes occur with iron deficiency and disorders of haemoglobin; compare MCV."),
    "nucleated": Phrase("Nucleated red cells occur with strong regeneration and with damage to marrow or spleen."),
    "ovalocyte": Phrase("Ovalocytes occur with iron deficiency, lack of vitamin B12, and hereditary ovalocytosis."),
    "polychromatophil": Phrase("Polychromatophils show that the marrow responds; count reticulocytes."),
    "schistocyte": Phrase(
        "Schistocytes suggest fragmentation of red cells in small vessels; consider thrombotic microangiopathy and "
        "disseminated coagulation."
    ),
    "spherocyte": Phrase("Spherocytes suggest immune-mediated haemolysis; consider an agglutination test."),
    "stomatocyte": Phrase("Stomatocytes can be an artefact of thick or slowly dried smears."),
    "teardrop": Phrase("Teardrop cells occur with fibrosis of the marrow and with haemolysis."),
}
"""The sentences that are shipped, by class code."""


def text_block(code: str, own: Mapping[str, str]) -> str:
    """The sentence for a class: the reader's `own`, else the shipped one, else ""."""
    return own[code] if code in own else TEXT_BLOCKS.get(code, "")
