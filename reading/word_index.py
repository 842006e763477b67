"""A text as the index holds it: its words by their likeliest dictionary form in their order, and the other forms they may have."""

from dataclasses import dataclass

from reading.lemmas import lemmas, tokens
from reading.text import clean, fold


@dataclass(frozen=True, slots=True)
class IndexWords:
    words: tuple[str, ...]
    others: tuple[str, ...]


def index_words(*texts: str) -> IndexWords:
    """Return the words of texts that belong together, of each text so much as is read at all."""
    found = [lemmas(word) for text in texts for word in tokens(fold(clean(text)))]
    words = tuple(forms[0] for forms in found)
    return IndexWords(words, tuple(sorted({form for forms in found for form in forms[1:]} - set(words))))


def sought_words(text: str) -> tuple[tuple[str, ...], ...]:
    """Return each word of a question by all the forms it may have."""
    return tuple(dict.fromkeys(lemmas(word) for word in tokens(fold(clean(text)))))


def sought_phrase(text: str) -> tuple[str, ...]:
    """Return the words of a phrase by their likeliest form, in their order."""
    return tuple(lemmas(word)[0] for word in tokens(fold(clean(text))))
