"""A text as the index holds it: its words by their likeliest dictionary form in their order, and the other forms they may have."""

from collections.abc import Sequence
from dataclasses import dataclass

from reading.institutions import institutions
from reading.lemmas import lemmas, tokens
from reading.sketch import Sketch, sketch
from reading.text import clean, fold


@dataclass(frozen=True, slots=True)
class IndexWords:
    words: tuple[str, ...]
    others: tuple[str, ...]
    sketch: Sketch = ()
    institutions: tuple[int, ...] = ()


def letter_words(texts: Sequence[str]) -> IndexWords:
    """Return the words of a letter: of its subject, its own text, and of what is attached; what is like it is told by its own text."""
    told = index_words(*texts)
    subject, own = (*texts, "", "")[:2]
    return IndexWords(told.words, told.others, sketch(index_words(own).words), institutions(f"{subject}\n\n{own}"))


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
