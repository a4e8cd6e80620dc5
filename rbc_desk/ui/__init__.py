"""The window: pages, widgets and their state."""

import sys

import PySide6.QtCore  # noqa: F401 (loads the hook below)

# PySide reads the source text of every module imported after it, in search of `from __feature__ import`, which
# nothing here uses. That takes a fifth of the window's start, and the text is kept, that of torch too.
_features = sys.modules.get("shibokensupport.feature")
if hasattr(_features, "_mod_uses_pyside"):
    _features._mod_uses_pyside = lambda _module: False  # type: ignore[union-attr]
