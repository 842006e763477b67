"""Personal data replaced by marks, the same person by the same mark, so that the text stays readable."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from reading.inflection import SHARED, same_name
from reading.page import Found
from reading.text import fold

_MARKS: Final = {
    "isikukood": "[isikukood]",
    "phone": "[telefon]",
    "email": "[e-post]",
    "address": "[aadress]",
    "iban": "[IBAN]",
    "health": "[tervis]",
    "document": "[dokument]",
    "born": "[sünniaeg]",
}
# A mark that masking leaves in a text: in a letter of ours it shows that somebody copied from a masked one.
MARK: Final = re.compile(r"\[(?:nimi|laps)(?: \d+)?\]|\[(?:isikukood|telefon|e-post|aadress|IBAN|tervis|dokument|sünniaeg|isikuandmed)\]")  # fmt: skip
_BEGINS: Final = re.compile(r"(?<!\w)\S")
_BEGINNING: Final = 8  # signs, a run of white space counted as one, by which wordings are told apart before they are tried
_BEGINNING_HERE: Final = re.compile(rf"(?:\s+|\S){{1,{_BEGINNING}}}")
_LOOKED_AT: Final = 200  # persons of like names; a letter of more names them by new numbers
_ALSO: Final = re.compile(r"[^\W_]+(?:[-'@.][^\W_]+)*")
_LOG_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_LOG_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_LOG_CODE: Final = re.compile(r"(?<!\d)[1-8]\d{10}(?!\d)")
_LOG_PHONE: Final = re.compile(
    r"(?<![\w.:/-])(?:\+\d{1,3}[ -]?)?(?:5\d{2,3}[ -]?\d{4}|[3467]\d{2}[ -]\d{4})(?![\w.:/-])"
)


class _Persons:
    """The persons named so far, found by how their rarest word begins: names that are alike begin alike (reading/inflection.py)."""

    def __init__(self) -> None:
        self.names: list[list[str]] = []
        self._by_beginning: dict[str, list[int]] = defaultdict(list)

    def like(self, words: Sequence[str]) -> Sequence[int]:
        """Return the numbers of those who may be meant, no more than are looked at in time."""
        return min((self._by_beginning[word[:SHARED]] for word in words), key=len)[:_LOOKED_AT] if words else ()

    def add(self, words: list[str]) -> int:
        self.names.append(words)
        for begins in {word[:SHARED] for word in words}:
            self._by_beginning[begins].append(len(self.names))
        return len(self.names)


def mask(text: str, found: Sequence[Found]) -> str:
    """Return the text with each piece of personal data replaced by its mark, wherever it stands, in any letter case."""
    marks = _marks(found)
    if not marks:
        return text
    patterns, plain = _patterns(marks), {_key(one): mark for one, mark in marks.items()}
    sizes = sorted({len(begins) for begins in patterns}, reverse=True)
    out, done = [], 0
    for found_at in _BEGINS.finditer(text):
        at = found_at.start()
        if at >= done and (hit := _hit(text, at, patterns, sizes)):
            out += [text[done:at], plain.get(_key(hit[0]), "[nimi]")]
            done = hit.end()
    return "".join([*out, text[done:]])


def mask_also(text: str, words: str) -> str:
    """Return a masked text in which these words are masked too, a name in whatever case it stands."""
    wanted = [fold(hit[0]) for hit in _ALSO.finditer(words)]
    here = list(_ALSO.finditer(text))
    out, done = [], 0
    for at in range(len(here) - len(wanted) + 1 if wanted else 0):
        run = here[at : at + len(wanted)]
        if run[0].start() >= done and all(map(_meant, run, wanted)):
            out += [text[done : run[0].start()], "[isikuandmed]"]
            done = run[-1].end()
    return "".join([*out, text[done:]])


def _meant(hit: re.Match[str], wanted: str) -> bool:
    """Tell whether a word of the text is the one meant: no mark of ours, and in another case only where it has a capital."""
    word = fold(hit[0])
    if hit.string[hit.start() - 1 : hit.start()] == "[":
        return False
    return word == wanted or (hit[0][0].isupper() and same_name(word, wanted))


def mask_for_log(text: str) -> str:
    """Return the text with codes, accounts, e-mail addresses and phones masked: fast, for every line of a log."""
    text = _LOG_EMAIL.sub("[e-post]", text)
    text = _LOG_IBAN.sub("[IBAN]", text)
    text = _LOG_CODE.sub("[isikukood]", text)
    return _LOG_PHONE.sub("[telefon]", text)


def _patterns(marks: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """Return the wordings by how they begin: one pattern of thousands of names would be tried whole at each word of a text."""
    by_beginning = defaultdict(list)
    for one in sorted(marks, key=len, reverse=True):
        by_beginning[_begins(one, 0)].append(one)
    return {
        begins: re.compile("|".join(rf"(?<!\w){_loose(one)}(?!\w)" for one in written), re.IGNORECASE)
        for begins, written in by_beginning.items()}  # fmt: skip


def _begins(text: str, at: int) -> str:
    found = _BEGINNING_HERE.match(text, at)
    return _key(found[0]) if found else ""


def _hit(text: str, at: int, patterns: Mapping[str, re.Pattern[str]], sizes: Iterable[int]) -> re.Match[str] | None:
    """Return the longest wording that stands here."""
    here = _begins(text, at)
    return next((hit for size in sizes if (pattern := patterns.get(here[:size])) and (hit := pattern.match(text, at))), None)


def _marks(found: Sequence[Found]) -> dict[str, str]:
    """Return the mark of each wording; names that are one person's in different cases share theirs."""
    marks: dict[str, str] = {}
    persons: dict[str, _Persons] = {"name": _Persons(), "child_name": _Persons()}
    for one in sorted(found, key=lambda item: -len(item.text.split())):
        if one.type in persons:
            continue
        marks[one.text] = _MARKS.get(one.type, "[isikuandmed]")
    for one in sorted((one for one in found if one.type in persons), key=lambda item: -len(item.text.split())):
        known = persons[one.type]
        number = _person(one.text, known)
        marks[one.text] = f"[{'laps' if one.type == 'child_name' else 'nimi'} {number}]"
    return marks


def _person(written: str, known: _Persons) -> int:
    """Return the number of the person, a new one where no person known so far fits."""
    words = [fold(word) for word in written.split()]
    for number in known.like(words):
        if all(any(same_name(word, part) for part in known.names[number - 1]) for word in words):
            return number
    return known.add(words)


def _loose(written: str) -> str:
    """Return a pattern of the wording that bridges a line wrapped inside it."""
    return r"\s+".join(re.escape(word) for word in written.split())


def _key(written: str) -> str:
    return " ".join(written.split()).casefold()
