"""RBC Desk: find, label, learn and report red-cell morphology on blood smears."""

__version__ = "0.1.0"
