"""Tests that take minutes: repetitions, fuzzing, installations from scratch.

Plain `python -m pytest` does not collect this folder. Run all of it with

    python -m pytest tests/nightly

or one file with `python -m pytest tests/nightly/test_name.py`. A test here may take up to an hour.

`--kills N` and `--mutations N` say how many programs are killed and how many mutated files are read; `-s` shows what
was done. The bare Debian needs root, and `debootstrap` of Debian's packages.
"""
