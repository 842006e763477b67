"""What has changed between two texts, word by word, as a reader would mark it with a pen."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

_WORDS: Final = re.compile(r"\w+|\s+|[^\w\s]")
LONGEST: Final = 4_000  # words of a changed passage that are held against each other; a longer one is shown as a whole


class How(StrEnum):
    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    LEFT_OUT = "left_out"  # unchanged, far from any change, and not shown


@dataclass(frozen=True, slots=True)
class Piece:
    how: How
    text: str


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return the pieces of both texts in order: the same and the removed ones make the old text, the same and the added the new."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces: list[Piece] = []
    for tag, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        was, became = "".join(before[start:end]), "".join(after[begin:stop])
        pieces += [Piece(How.SAME, was)] if tag == "equal" else _words(was, became)
    return tuple(_joined(pieces))


def changed(pieces: Sequence[Piece]) -> bool:
    return any(one.how is not How.SAME for one in pieces)


def near_changes(pieces: Sequence[Piece], lines: int = 3) -> tuple[Piece, ...]:
    """Return the pieces without those lines that stand further than so many from any change."""
    shown: list[Piece] = []
    for at, one in enumerate(pieces):
        if one.how is not How.SAME:
            shown.append(one)
            continue
        rows = one.text.splitlines(keepends=True)
        head, tail = (rows[:lines] if at else []), (rows[-lines:] if at < len(pieces) - 1 else [])
        if len(head) + len(tail) >= len(rows):
            shown.append(one)
            continue
        kept = (Piece(How.SAME, "".join(head)), Piece(How.LEFT_OUT, ""), Piece(How.SAME, "".join(tail)))
        shown += [piece for piece in kept if piece.text or piece.how is How.LEFT_OUT]
    return tuple(shown)


def _words(was: str, became: str) -> list[Piece]:
    before, after = _WORDS.findall(was), _WORDS.findall(became)
    if max(len(before), len(after)) > LONGEST:
        return [Piece(How.REMOVED, was), Piece(How.ADDED, became)]
    pieces = []
    for tag, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece(How.SAME, "".join(before[start:end])))
        else:
            pieces += [Piece(How.REMOVED, "".join(before[start:end])), Piece(How.ADDED, "".join(after[begin:stop]))]
    return pieces


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Put neighbours of one kind together, and leave out the empty ones."""
    held: Piece | None = None
    for one in (piece for piece in pieces if piece.text):
        if held and held.how is one.how:
            held = Piece(held.how, held.text + one.text)
            continue
        if held:
            yield held
        held = one
    if held:
        yield held
