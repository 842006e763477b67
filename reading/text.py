"""The text of a letter made ready for reading: cleaned, folded letter for letter, cut into words and sentences."""

import re
import unicodedata
from functools import lru_cache
from typing import Final, NamedTuple

ANALYSED: Final = 200_000  # characters of one text that are read; more than any letter of a person holds
LONGEST_WORD: Final = 60  # the rest of a longer word is blank in the folded copy, so every pattern stays linear

# Zero-width signs, soft hyphen, bidi marks and other invisible letters that hide a word from a reader of bytes.
_INVISIBLE: Final = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e007f]")  # fmt: skip
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONG_WORD: Final = re.compile(rf"\w{{{LONGEST_WORD},}}")
_WORD: Final = re.compile(r"\w+(?:'\w+)*")
# fmt: off
_ABBREVIATIONS: Final = frozenset({
    "lk", "nr", "tel", "tn", "tän", "mnt", "pst", "jne", "jms", "nt", "näit", "näiteks", "s", "sünd", "sh", "st", "vt", "lp", "hr", "pr", "dr", "prof", "a", "u", "ca", "k", "kl", "lg", "p", "art", "ул", "г", "д", "кв", "тел", "т", "е", "и", "стр", "др", "им", "обл", "тыс", "руб", "no", "mr", "mrs", "ms", "vs", "eg", "ie", "etc", "approx", "z", "b", "bzw", "hrn", "fr", "str",
})
# fmt: on
# Each run of marks is tried once, from its beginning: a line of twenty thousand dots must not be tried from each of them.
_END: Final = re.compile(r"(?<![.!?…])[.!?…]++[\"'”»)\]]*+(?=\s)|\n[ \t]*+\n\s*|\n")
_ITEM: Final = re.compile(r"[ \t]*(?:[-*•–—·]|\(?\d{1,2}[.)]|[a-zа-я]\))\s")


class _Folding(dict[int, int]):
    """One plain small letter for each letter; filled as letters are met."""

    def __missing__(self, code: int) -> int:
        plain = _plain(chr(code))
        self[code] = plain
        return plain


def _plain(letter: str) -> int:
    small = letter.lower()
    if len(small) != 1:
        small = letter
    if small == "ё":
        return ord("е")
    if small == "ß":
        return ord("s")
    if "\u0400" <= small <= "\u052f":  # Cyrillic й and ї are letters of their own.
        return ord(small)
    base = unicodedata.normalize("NFD", small)[0]
    return ord(base) if base.isalpha() == small.isalpha() else ord(small)


_FOLD: Final = _Folding({ord(c): ord(p) for c, p in {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "’": "'", "‘": "'"}.items()})  # fmt: skip


def clean(text: str) -> str:
    """Return the text as a reader sees it: NFC, without invisible and control signs, no longer than ANALYSED."""
    seen = _INVISIBLE.sub("", _CONTROL.sub(" ", text[: ANALYSED * 2]))
    seen = unicodedata.normalize("NFC", seen[:ANALYSED])
    return seen.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n").replace("\xa0", " ")  # fmt: skip


def fold(text: str) -> str:
    """Return small letters without diacritics, position for position, so that what is found there stands here."""
    return text.translate(_FOLD)


class Word(NamedTuple):
    """One word of the folded text: where it stands and in which sentence."""

    text: str
    start: int
    end: int
    sentence: int


def short_words(folded: str) -> str:
    """Return the folded text with everything past the sixtieth letter of a word blanked."""
    return _LONG_WORD.sub(lambda found: found[0][:LONGEST_WORD] + " " * (len(found[0]) - LONGEST_WORD), folded)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences as (start, end). A line wrapped by a mail program does not end one; a list item does."""
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(text):
        if not _ends_here(text, start, end.start(), end.end()):
            continue
        if text[start : end.end()].strip():
            spans.append((start, end.end()))
        start = end.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


def _ends_here(text: str, start: int, at: int, after: int) -> bool:
    mark = text[at:after]
    if mark[0] == "\n":
        return mark.count("\n") > 1 or _line_stands_alone(text, at, after)
    if mark[0] != "." or len(mark) > 1:
        return True
    before = _last_word(text, start, at)
    following = text[after : after + 3].lstrip()
    if before.isdigit():  # "13. oktoobril", "1. punkt"; but "kell 18. Selleks ajaks" ends.
        return following[:1].isupper() and len(before) != 1
    return not (len(before) <= 7 and before.lower() in _ABBREVIATIONS)


def _last_word(text: str, start: int, at: int) -> str:
    begin = at
    floor = max(start, at - 20)
    while begin > floor and text[begin - 1].isalnum():
        begin -= 1
    return text[begin:at]


def _line_stands_alone(text: str, at: int, after: int) -> bool:
    line_start = text.rfind("\n", max(0, at - 200), at) + 1
    return _ITEM.match(text, after) is not None or at - line_start < 45 or text[at - 1] in ":;"


def words(folded: str, spans: list[tuple[int, int]]) -> list[Word]:
    """Return the words of the folded text with the sentence each stands in."""
    found: list[Word] = []
    for number, (start, end) in enumerate(spans):
        found.extend(Word(word[0], word.start(), word.end(), number) for word in _WORD.finditer(folded, start, end))
    return found


@lru_cache(maxsize=8)  # a letter is cut for its signs, for its topic and for the names in it
def cut(text: str) -> tuple[str, list[tuple[int, int]], list[Word]]:
    """Return the text cleaned, its sentences, and the words of its folded copy."""
    seen = clean(text)
    spans = sentences(seen)
    return seen, spans, words(short_words(fold(seen)), spans)


# Russian written in Latin letters, longest group first; the reader's ear decides between several spellings.
_CYRILLIC: Final = (("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"), ("ju", "ю"), ("ya", "я"), ("ja", "я"), ("yo", "е"), ("jo", "е"), ("ye", "е"), ("je", "е"), ("ij", "ий"), ("iy", "ий"), ("yj", "ый"), ("oj", "ой"), ("oy", "ой"), ("ej", "ей"), ("ey", "ей"), ("aj", "ай"), ("ay", "ай"), ("a", "а"), ("b", "б"), ("v", "в"), ("w", "в"), ("g", "г"), ("d", "д"), ("e", "е"), ("z", "з"), ("i", "и"), ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("f", "ф"), ("h", "х"), ("c", "ц"), ("y", "ы"), ("x", "х"), ("'", "ь"), ("4", "ч"))  # fmt: skip
_LATIN_GROUP: Final = re.compile("|".join(re.escape(latin) for latin, _ in _CYRILLIC))
_TO_CYRILLIC: Final = dict(_CYRILLIC)


def in_cyrillic(word: str) -> str:
    """Return a folded Latin word as a Russian would have typed it on a Russian keyboard."""
    return _LATIN_GROUP.sub(lambda found: _TO_CYRILLIC[found[0]], word)
