"""One name in its cases: Tamm, Tamme, Tammele; Rebane, Rebase; Алина, Алину, Алиной."""

from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from reading.text import fold

# Case endings (folded) that a name may carry, the empty one for the bare form.
_VOWELS: Final = ("", "a", "e", "i", "u", "o", "se", "ne", "'", "'i")
_CASES: Final = ("", "l", "le", "lt", "s", "st", "sse", "ga", "ks", "na", "ni", "ta", "d", "t", "te", "de", "id", "sid", "da", "dele")  # fmt: skip
_ESTONIAN: Final = frozenset(vowel + case for vowel in _VOWELS for case in _CASES)
# fmt: off
_RUSSIAN: Final = frozenset({
    "", "а", "я", "у", "ю", "е", "и", "ы", "о", "й", "ь", "ой", "ей", "ом", "ем", "ою", "ею", "ого", "его", "ому", "ему", "ым", "им",
    "ый", "ий", "ая", "яя", "ую", "юю", "ых", "их", "ыми", "ими", "ов", "ев", "ам", "ям", "ами", "ями", "ах", "ях", "ии", "ие", "ию", "ией", "ия",
})
# fmt: on
_OTHER: Final = frozenset({"am", "ai", "im", "as", "es", "us", "ei", "iem", "'s", "s'", "n", "nen", "sen", "sta", "sella", "selta", "selle", "sesta", "sessa", "seen", "lla", "lta", "lle", "ssa", "in", "an", "en"})
# What makes a Russian name a pet name, in the cases met most: Артёмк-а, Вик-уля, Маш-еньке.
_PET: Final = tuple(pet + end for pet in ("к", "очк", "ечк", "еньк", "оньк", "ушк", "юшк", "ул", "ик") for end in ("а", "и", "у", "е", "ой", "я", "ю"))  # fmt: skip
# How the end of a stem weakens before an ending: Priit/Priid-u, Kask/Kas-e, Põld/Põll-u, Lind/Linn-u, Raud/Rau-a, Kotkas/Kotka.
_WEAKENED: Final = (("t", "d"), ("k", "g"), ("p", "b"), ("sk", "s"), ("ld", "ll"), ("nd", "nn"), ("ht", "h"), ("rd", "rr"), ("ud", "u"), ("kas", "ka"), ("tas", "ta"), ("tt", "t"), ("kk", "k"), ("pp", "p"))  # fmt: skip
_STRONG: Final = tuple(strong for strong, _ in _WEAKENED)
ENDINGS: Final = _ESTONIAN | _RUSSIAN | _OTHER
SHARED: Final = 3  # letters in which two forms of one name agree at least; no change of a stem goes so far to the front


def same_name(one: str, other: str) -> bool:
    """Tell whether two folded words are the same name in different cases."""
    if one == other:
        return True
    if one[:SHARED] != other[:SHARED]:
        return False
    return any(_alike(this, that) for this in spellings(one) for that in spellings(other))


def _alike(one: str, other: str) -> bool:
    shared = _shared(one, other)
    if shared < SHARED or shared * 2 < max(len(one), len(other)):
        return False
    # Up to two letters of the stem may change: Rebane/Rebase, Kasemets/Kasemetsa, Mart/Mardi, Lev/Льва.
    return any(one[at:] in ENDINGS and other[at:] in ENDINGS for at in range(shared, max(2, shared - 2), -1))


def spellings(word: str) -> tuple[str, ...]:
    """Return the word, and how its stem reads where a vowel falls out or a stop is weakened: Kaarel/Kaarl-i, Kask/Kas-e."""
    found = [word]
    if len(word) > 4 and word[-1] in "lrn" and word[-2] == "e":
        found.append(word[:-2] + word[-1])
    if len(word) > 3 and word.endswith(_STRONG):
        found += [word[: -len(strong)] + weak for strong, weak in _WEAKENED if word.endswith(strong)]
    if len(word) > 4 and word[-1] in "aeiou" and word[-2] == word[-3] and word[-2] in "kpt":
        found.append(word[:-2] + word[-1])  # Peppi/Pepi-llä
    return tuple(found)


def exact_first_name(word: str) -> bool:
    """Tell whether a folded word is a known first name as it stands in a passport."""
    return word in _first_names() or (("-" in word) and word.split("-")[0] in _first_names())


@lru_cache(maxsize=20_000)
def is_first_name(word: str) -> bool:
    """Tell whether a folded word is a known first name in some case."""
    known = _first_names()
    if word in known:
        return True
    if any(word[:at] in _changed_stems() and word[at:] in _ESTONIAN for at in range(len(word) - 1, max(3, len(word) - 6), -1)):
        return True
    if any(word.endswith(pet) and word[: -len(pet)] in _stems() | known for pet in _PET):
        return True
    return any(
        word[:at] in known and word[at:] in ENDINGS for at in range(len(word) - 1, max(2, len(word) - 6), -1)
    ) or (any(word[:at] in _stems() and word[at:] in _RUSSIAN for at in range(len(word), max(2, len(word) - 4), -1)))


def _shared(one: str, other: str) -> int:
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    return at


@cache
def _first_names() -> frozenset[str]:
    lines = (files("reading") / "data" / "first_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(name) for line in lines if not line.startswith("#") for name in line.split())


@cache
def _changed_stems() -> frozenset[str]:
    """Return the stems of names as they stand before an ending where they change: kaarl-, mihkl-, priid-."""
    return frozenset(stem for name in _first_names() if name.isascii() for stem in spellings(name)[1:] if len(stem) > 3)


@cache
def _stems() -> frozenset[str]:
    """Return Russian names without the vowel that changes: Алин-а, Серге-й."""
    return frozenset(name[:-1] for name in _first_names() if name[-1] in "аяйь" and len(name) > 3)
