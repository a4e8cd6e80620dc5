"""What `packaging/translations.py` is made of: finding the strings, the .ts files, compiling them."""
