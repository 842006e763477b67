"""The dictionary form of a word, so that märgukiri, märgukirja and margukirjale are one word: et, en and de together, and ru.

The dictionaries are simplemma's, folded and pressed together by reading/build_lemmas.py. A word that is not in them is
read by its longest ending that is, which is how they leave out what they can foretell.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from marisa_trie import BytesTrie

from reading.text import LONGEST_WORD, fold

DATA: Final = "lemmas"
LATIN: Final = "latin"
CYRILLIC: Final = "cyrillic"
BETWEEN: Final = b"\n"  # the lemmas of one form
SHORTEST_ENDING: Final = 2  # letters by which an unknown word is read
KNOWN_ENDING: Final = 5  # letters of an ending that leave no doubt: an unknown word that ends so is a compound
MOST: Final = 4
WORD: Final = re.compile(r"[^\W_]+")
# Case endings of names, folded: what is left of a name without them is the same in most of its cases.
_NAME: Final = re.compile(r"(?<=[^\W\d_]{3})[aeiou]?(?:sse|dele|sid|le|lt|st|ga|ks|na|ni|ta|te|de|id|da|l|s|t|d)?$")
_RUSSIAN_NAME: Final = re.compile(r"(?<=[^\W\d_]{3})(?:ого|его|ому|ему|ыми|ими|ами|ями|ах|ях|ой|ей|ом|ем|ым|им|ых|их|ов|ев|ую|ая|ый|ий|[аеийоуыьюя])?$")  # fmt: skip


@lru_cache(maxsize=20_000)
def lemmas(word: str) -> tuple[str, ...]:
    """Return the dictionary forms a folded word may have, the likeliest first; never empty, at most MOST and two more.

    A word that no dictionary holds is also given as it stands and, for names, without its case ending.
    """
    word = word[:LONGEST_WORD]
    if not word.isalpha():
        return (word,)
    shelf = _dictionary(CYRILLIC if "\u0400" <= word[-1] <= "\u052f" else LATIN)
    if scripts := shelf.get(word):
        return tuple(applied(word, script) for script in scripts[0].split(BETWEEN))
    for at in range(1, len(word) - SHORTEST_ENDING + 1):
        if scripts := shelf.get(word[at:]):
            read = tuple(applied(word, script) for script in scripts[0].split(BETWEEN))
            return read if len(word) - at >= KNOWN_ENDING else _with_name(word, read)
    return _with_name(word, (word,))


def tokens(folded: str) -> list[str]:
    """Return the words of a folded text as they stand: letters and digits only."""
    return [word[:LONGEST_WORD] for word in WORD.findall(folded)]


def words_of(text: str) -> list[str]:
    """Return the words of any text, small and without diacritics."""
    return tokens(fold(text))


def script_of(form: str, lemma: str) -> bytes:
    """Return how the lemma is made of the form: how many letters fall off, then what is put on."""
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return bytes([32 + len(form) - shared]) + lemma[shared:].encode()


def applied(form: str, script: bytes) -> str:
    """Return the lemma that a script makes of a form."""
    return form[: max(0, len(form) - (script[0] - 32))] + script[1:].decode()


def _with_name(word: str, read: tuple[str, ...]) -> tuple[str, ...]:
    ending = _RUSSIAN_NAME if "\u0400" <= word[-1] <= "\u052f" else _NAME
    return tuple(dict.fromkeys((*read, word, ending.sub("", word, count=1))))


@cache
def _dictionary(name: str) -> BytesTrie:
    """Return a dictionary: its file is mapped into memory, so that processes share it and only what is asked for is read."""
    return BytesTrie().mmap(str(dictionary_file(name)))


def dictionary_file(name: str) -> Path:
    return Path(str(files("reading") / "data" / DATA / f"{name}.trie"))
