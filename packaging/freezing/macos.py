"""Finishes the bundle for macOS: what the Finder reads of it."""

from __future__ import annotations

import plistlib
from pathlib import Path
from typing import Any

from freezing.linux import version
from freezing.parts import Edition

IDENTIFIER = "org.rbcdesk.app"


def info_plist(edition: Edition) -> dict[str, Any]:
    """The entries of Info.plist. A project is opened by the file in its folder, by a double click or a drop."""
    return {
        "CFBundleName": edition.title,
        "CFBundleDisplayName": edition.title,
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleExecutable": "rbc-desk",
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": version(),
        "LSApplicationCategoryType": "public.app-category.medical",
        "LSMinimumSystemVersion": "12.0",
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "The RBC Desk developers, MIT licence",
        "CFBundleLocalizations": ["en", "th"],
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "RBC Desk project",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": ["public.folder", "public.database"],
            }
        ],
    }


def write_info_plist(bundle: Path, edition: Edition) -> None:
    """Put our entries into the Info.plist of a bundle; what PyInstaller wrote besides stays."""
    path = bundle / "Contents" / "Info.plist"
    known = plistlib.loads(path.read_bytes()) if path.exists() else {}
    path.write_bytes(plistlib.dumps(known | info_plist(edition)))
