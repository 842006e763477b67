"""The questions of a letter, word for word and in their order."""

from typing import Final

from reading.text import clean, sentences

LONGEST: Final = 500  # characters of one question that are told
MOST: Final = 12


def questions(text: str) -> tuple[str, ...]:
    """Return the sentences that end in a question mark, each once, as they were written; line breaks inside become spaces."""
    seen = clean(text)
    found = (" ".join(seen[start:end].split()) for start, end in sentences(seen))
    asked = (one.lstrip("-–—•*· ") for one in found if one.rstrip("\"'”»)] ").endswith("?"))
    return tuple(dict.fromkeys(_cut(one) for one in asked if len(one) > 3))[:MOST]


def _cut(question: str) -> str:
    return question if len(question) <= LONGEST else f"{question[: LONGEST - 1].rstrip()}…"
