"""The place of a text where what was sought stands: a line or two, cut between words."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from reading.lemmas import WORD, lemmas
from reading.text import LONGEST_WORD, fold

AROUND: Final = 80  # signs on each side of the first word found
READ: Final = 20_000  # signs of the text that are looked through


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of an excerpt; `found` where it is a word that was sought."""

    text: str
    found: bool


def excerpt(text: str, sought: Collection[str]) -> tuple[Piece, ...]:
    """Return the text around the first of these words, in pieces; nothing where none of them stands there."""
    text = " ".join(text[:READ].split())
    places = [(hit.start(), hit.end()) for hit in WORD.finditer(fold(text))
              if any(form in sought for form in lemmas(hit[0][:LONGEST_WORD]))]  # fmt: skip
    if not places:
        return ()
    start, end = _cut(text, places[0][0], places[0][1])
    pieces, at = [Piece("… " if start else "", False)], start
    for begin, stop in places:
        if stop <= end:
            pieces += [Piece(text[at:begin], False), Piece(text[begin:stop], True)]
            at = stop
    pieces.append(Piece(text[at:end] + (" …" if end < len(text) else ""), False))
    return tuple(piece for piece in pieces if piece.text)


def _cut(text: str, begin: int, stop: int) -> tuple[int, int]:
    """Return where the excerpt begins and ends: at spaces."""
    start = max(0, begin - AROUND)
    start = text.find(" ", start, begin) + 1 or start if start else 0
    end = min(len(text), stop + AROUND)
    return start, (text.rfind(" ", stop, end) if end < len(text) and " " in text[stop:end] else end)
