"""The report on a specimen: its content as data, its sections, and the files made from it."""
