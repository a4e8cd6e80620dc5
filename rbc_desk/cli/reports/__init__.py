"""Commands on specimens and reports."""
