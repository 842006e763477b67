"""Words of the language and words for places and brands, by which a capital letter in a sentence is known for a person's or not."""

from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from marisa_trie import Trie

from reading.inflection import ENDINGS, spellings
from reading.text import fold

LONGEST: Final = 11  # letters of a word that is kept: longer ones are compounds, hardly ever a name by themselves
LATIN: Final = "common_latin"
CYRILLIC: Final = "common_cyrillic"
COMMON_LANGUAGES: Final = {LATIN: ("et", "en", "lv"), CYRILLIC: ("ru",)}
# Endings of a surname's cases and of a family's: Kase, Kasele, Kased, Kaskede. "Maksta" is no Maks, "Kas" no Kask.
_OF_SURNAMES: Final = frozenset(
    vowel + case
    for vowel in ("a", "e", "i", "u", "")
    for case in ("", "l", "le", "lt", "st", "ga", "ks", "d", "de", "dele", "dega", "id", "t")
    if vowel or case in ("l", "le", "lt", "st", "ga", "ks", "d", "de")
) | {"n", "sen", "selle", "seen"}
_PIECE: Final = 4  # letters of a compound's shortest part
_LAST_PIECE: Final = 3  # of its last part
_LONG_PIECE: Final = 6  # of the last part of a word whose first part stands in the genitive: pärimis-toimik


def is_word(plain: str) -> bool:
    """Tell whether a folded word is one of the language as it stands."""
    return plain in _words(CYRILLIC if plain and "\u0400" <= plain[-1] <= "\u052f" else LATIN)


@lru_cache(maxsize=20_000)
def is_common(plain: str) -> bool:
    """Tell whether a folded word is one of the language, or is made of two such; a word too long for a name is."""
    if len(plain) > LONGEST + 3 or is_word(plain):
        return True
    if len(plain) >= LONGEST and any(is_word(plain[at:]) for at in range(_PIECE, len(plain) - _LONG_PIECE + 1)):
        return True
    return any(is_word(plain[:at]) and is_word(plain[at:]) for at in range(_PIECE, len(plain) - _LAST_PIECE + 1))


def is_listed(plain: str) -> bool:
    """Tell whether a folded word is a place, a people, a brand in some case."""
    known = _not_persons()
    return any(plain[:at] in known and (at == len(plain) or plain[at:] in ENDINGS) for at in range(len(plain), max(1, len(plain) - 6), -1)) or (
        plain[:-1] in _cyrillic_places() and plain[-1] in "аяуюеиыо")


def is_never_name(plain: str) -> bool:
    """Tell whether a folded word is a small one that begins sentences and names nobody: "Millal", "Почему"."""
    return plain in _never_names()


@lru_cache(maxsize=20_000)
def is_surname(plain: str) -> bool:
    """Tell whether a folded word is a well-known surname in some case, of one man or of a family."""
    if plain in _surnames():
        return True
    return any(plain[:at] in _surname_stems() and plain[at:] in _OF_SURNAMES for at in range(len(plain) - 1, max(2, len(plain) - 6), -1))


@cache
def _words(name: str) -> Trie:
    return Trie().mmap(str(common_file(name)))


def common_file(name: str) -> Path:
    """Return where a list of words lies."""
    return Path(str(files("reading") / "data" / "lemmas" / f"{name}.trie"))


@cache
def _not_persons() -> frozenset[str]:
    return frozenset(_listed("not_persons.txt"))


@cache
def _cyrillic_places() -> frozenset[str]:
    """Return the Russian places without the vowel that changes: Грузи-я, Москв-а."""
    return frozenset(one[:-1] for one in _not_persons() if len(one) > 4 and "\u0400" <= one[0] <= "\u052f" and one[-1] in "аяыо")


@cache
def _never_names() -> frozenset[str]:
    return frozenset(_listed("never_names.txt"))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(_listed("surnames.txt"))


@cache
def _surname_stems() -> frozenset[str]:
    """Return the surnames as they stand and as their stems weaken before an ending: Kask/Kas-e, Jõgi/Jõe."""
    return frozenset(stem for one in _surnames() for stem in spellings(one) if len(stem) > 2)


def _listed(name: str) -> list[str]:
    lines = (files("reading") / "data" / name).read_text(encoding="utf-8").splitlines()
    return [fold(word) for line in lines if not line.startswith("#") for word in line.split()]
