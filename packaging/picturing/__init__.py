"""How the manual's pictures are taken."""
