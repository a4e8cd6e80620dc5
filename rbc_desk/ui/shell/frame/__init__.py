"""The frame around the pages: rail, bars, banner, status."""
