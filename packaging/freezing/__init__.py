"""Makes the program that runs without Python: frozen by PyInstaller, trimmed, packed for each system."""
