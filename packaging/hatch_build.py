"""Builds the manual into the wheel."""

from __future__ import annotations

import sys
from importlib import util
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManualHook(BuildHookInterface[Any]):
    """A source archive has no pictures, so it brings the manual ready-made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if version == "editable":  # F1 says then how the manual is built
            return
        if not util.find_spec("mkdocs"):  # a build without isolation, for example without a network
            self.app.display_warning("The manual is not built, because mkdocs-material is not installed.")
            return
        if (root / "docs" / "images").is_dir():
            sys.path.insert(0, str(root / "packaging"))
            import make_manual

            make_manual.build(make_manual.SITE)
