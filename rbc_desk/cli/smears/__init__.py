"""Commands on images and cells: detect, classify, import, export, classes."""
