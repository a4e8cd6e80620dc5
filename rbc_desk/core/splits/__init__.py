"""Splits of labelled cells: units, facts as data, and the sentences about them."""
