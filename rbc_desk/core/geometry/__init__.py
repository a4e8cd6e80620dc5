"""Circles, polygons, regions and shapes, in image pixels."""
