"""Loads plug-ins: packages that register detectors, networks, losses or formats of their own."""

from __future__ import annotations

from importlib.metadata import entry_points

from rbc_desk.core.phrases import Phrase


def load_plugins() -> list[Phrase]:
    """Call the registration of every installed plug-in: an entry point of the group `rbc_desk.plugins`.

    Returns a message for each that failed; the others still load.
    """
    failures = []
    for point in entry_points(group="rbc_desk.plugins"):
        try:
            point.load()()
        except Exception as error:  # border: a third-party plug-in must not prevent the program from starting
            failures.append(
                Phrase("The plug-in {name!r} could not be loaded: {error}", name=point.name, error=str(error))
            )
    return failures
