"""Builds the manual into the wheel."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ManualHook(BuildHookInterface[Any]):
    """A source archive has no pictures, so it brings the manual ready-made."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if (root / "docs" / "images").is_dir():
            sys.path.insert(0, str(root / "packaging"))
            import make_manual

            make_manual.build(make_manual.SITE)
