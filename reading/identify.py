"""What in a public text would identify a child or a family: by itself, or a school, a village, an age together with a place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from reading.inflection import is_first_name, same_name
from reading.municipalities import Municipality, named_in
from reading.page import Found
from reading.personal import places
from reading.text import clean, fold, sentences

_CAP: Final = r"[A-ZÕÄÖÜŠŽА-ЯЁ][\wõäöüšž'-]{1,30}"
# fmt: off
_SCHOOL: Final = re.compile(
    rf"(?:{_CAP}\s){{1,4}}(?:era|põhi|alg|eri|muusika|kutse|hoolde)?(?:kool|gümnaasium|lütseum|lasteae[dis]|lasteaia|lastesõi[mem]|lastekodu|asenduskodu|perekodu|turvakodu|varjupai[gk])\w{{0,6}}"
    rf"|(?:школ\w{{1,3}}|гимнази\w{{1,3}}|лице\w{{1,3}}|детск\w{{2,3}}\s(?:сад|дом)\w{{0,3}})\s[«\"“„]?{_CAP}|{_CAP}\s(?:\w+\s)?(?:школ|гимнази|лице)\w{{1,4}}"
    rf"|(?:{_CAP}\s){{1,4}}(?:School|Kindergarten|Gymnasium|Nursery|Children's Home)\b")
_VILLAGE: Final = re.compile(
    rf"{_CAP}\s(?:küla|alevik|alev)\w{{0,4}}|{_CAP}kül(?:a|as|ast|la)\b|(?:деревн|посёлк|поселк|сел)\w{{1,3}}\s{_CAP}|{_CAP}\s(?:village|borough)\b")
_AGE: Final = re.compile(
    r"\b\d{1,2}[- ]?(?:a\.?|aasta)?[- ]?(?:vanu|aastane|aastase|aastast|aastasel|kuune|kuuse)\w*|\b\d{1,2}\.?\s?(?:[a-e]\s)?klass\w*"
    r"|\b\d{1,2}[- ]?летн\w+|\b\d{1,2}\s(?:лет|года?)\b|\b\d{1,2}[- ](?:years?|months?)[- ]old|\bgrade\s\d{1,2}\b", re.IGNORECASE)
# fmt: on
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_NAMES: Final = ("name", "child_name")


def identifying(text: str, known: Iterable[Found], municipalities: Sequence[Municipality], ours: Sequence[str] = ()) -> tuple[Found, ...]:
    """Return what must not stand in a public text. `known`: personal data of the letters; `ours`: names of our own officials.

    A school or a village is told by itself; a municipality only together with an age or a class.
    """
    seen = clean(text)
    own = {fold(word) for name in ours for word in name.split()}
    return tuple(dict.fromkeys((*_personal(seen, own), *_known(seen, known, own), *_places(seen, municipalities))))


def first_names(text: str) -> tuple[Found, ...]:
    """Return the words inside sentences that could be somebody's first name: more than masking takes for a name."""
    seen = clean(text)
    inner = (hit for start, end in sentences(seen) for hit in list(_WORD.finditer(seen, start, end))[1:])
    return tuple(dict.fromkeys(Found("name", hit[0]) for hit in inner if hit[0][0].isupper() and is_first_name(fold(hit[0]))))


def _personal(text: str, own: set[str]) -> Iterator[Found]:
    for place in places(text):
        if place.type not in _NAMES or not all(any(same_name(fold(word), one) for one in own) for word in place.text.split()):
            yield Found(place.type, place.text)


def _known(text: str, known: Iterable[Found], own: set[str]) -> Iterator[Found]:
    """Yield names of the letters that stand in the text in whatever case, first names by themselves too."""
    words = {word: fold(word) for word in _WORD.findall(text) if word[0].isupper()}
    names = {fold(part): one.type for one in known if one.type in _NAMES for part in one.text.split() if len(part) > 2}
    for word, plain in words.items():
        hit = next((kind for name, kind in names.items() if same_name(plain, name)), "")
        if hit and not any(same_name(plain, one) for one in own):
            yield Found(hit, word)


def _places(text: str, municipalities: Sequence[Municipality]) -> Iterator[Found]:
    for kind, pattern in (("school", _SCHOOL), ("village", _VILLAGE)):
        yield from (Found(kind, hit[0]) for hit in pattern.finditer(text))
    ages = [hit[0] for hit in _AGE.finditer(text)]
    if ages and (named := named_in(text, municipalities)):
        yield from (Found("age_and_place", f"{ages[0]}, {one.name}") for one in named)
