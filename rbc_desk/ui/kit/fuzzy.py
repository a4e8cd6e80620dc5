"""Fuzzy matching of a short query against a text."""

from __future__ import annotations


def score(text: str, *, query: str) -> float | None:
    """How well `query` matches, higher is better; None if it does not. Case is ignored.

    Each word of the query is matched separately: at the start of the text, at the start of a word, inside a word, or
    as letters in order, better the closer together they are.
    """
    text = text.casefold()
    total = 0.0
    for word in query.casefold().split():
        found = _word(text, word)
        if found is None:
            return None
        total += found
    return total


def _word(text: str, word: str) -> float | None:
    if text.startswith(word):
        return 100.0
    if any(part.startswith(word) for part in text.replace("-", " ").split()):
        return 80.0
    if word in text:
        return 60.0
    span = _shortest_span(text, word)
    # letters scattered over the whole text do not count, because they would match almost anything
    return None if span is None or span > 3 * len(word) else 40.0 * len(word) / span


def _shortest_span(text: str, word: str) -> int | None:
    """The length of the shortest span, from the start of a word, that contains the letters in order."""
    best: int | None = None
    starts = [i for i, letter in enumerate(text) if letter == word[0] and (i == 0 or not text[i - 1].isalnum())]
    for start in starts:
        at = start
        for letter in word[1:]:
            at = text.find(letter, at + 1)
            if at < 0:
                break
        else:
            best = min(at - start + 1, best or len(text))
    return best
