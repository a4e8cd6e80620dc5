"""The report on a specimen in the window: preview, comment, signing, files and printing."""
