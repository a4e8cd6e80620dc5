"""Groups of things that are linked in pairs."""

from __future__ import annotations

from collections.abc import Hashable, Sequence


def linked_groups(keys: Sequence[Hashable], *, pairs: Sequence[tuple[Hashable, Hashable]]) -> list[str]:
    """The group of each key. Keys that `pairs` link, directly or through others, have the same group."""
    root: dict[Hashable, Hashable] = {key: key for key in keys}

    def find(key: Hashable) -> Hashable:
        while root[key] != key:
            key = root[key]
        return key

    for one, other in pairs:
        if one in root and other in root:
            low, high = sorted((find(one), find(other)), key=str)
            root[high] = low
    return [str(find(key)) for key in keys]
