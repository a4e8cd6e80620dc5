"""Loads plug-ins: packages that register detectors, networks, losses or formats of their own."""

from __future__ import annotations

from rbc_desk.core.phrases import Phrase


def load_plugins() -> list[Phrase]:
    """Call the registration of every installed plug-in: an entry point of the group `rbc_desk.plugins`.

    Returns a message for each that failed; the others still load.
    """
    from importlib.metadata import entry_points  # loads a parser of e-mail, which help does not need

    failures = []
    for point in entry_points(group="rbc_desk.plugins"):
        try:
            point.load()()
        except Exception as error:  # border: a third-party plug-in must not prevent the program from starting
            failures.append(
                Phrase("The plug-in {name!r} could not be loaded: {error}", name=point.name, error=str(error))
            )
    return failures
