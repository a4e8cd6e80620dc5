"""Parts of `packaging/translations.py`: finding strings, .ts files, compiling."""
