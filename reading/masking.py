"""Personal data replaced by marks, the same person by the same mark, so that the text stays readable."""

import re
from collections.abc import Sequence
from typing import Final

from reading.inflection import same_name
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
_LOG_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_LOG_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")
_LOG_CODE: Final = re.compile(r"(?<!\d)[1-8]\d{10}(?!\d)")
_LOG_PHONE: Final = re.compile(
    r"(?<![\w.:/-])(?:\+\d{1,3}[ -]?)?(?:5\d{2,3}[ -]?\d{4}|[3467]\d{2}[ -]\d{4})(?![\w.:/-])"
)


def mask(text: str, found: Sequence[Found]) -> str:
    """Return the text with each piece of personal data replaced by its mark, wherever it stands, in any letter case."""
    marks = _marks(found)
    if not marks:
        return text
    written = sorted(marks, key=len, reverse=True)
    pattern = re.compile("|".join(rf"(?<!\w){_loose(one)}(?!\w)" for one in written), re.IGNORECASE)
    plain = {_key(one): mark for one, mark in marks.items()}
    return pattern.sub(lambda hit: plain.get(_key(hit[0]), "[nimi]"), text)


def mask_for_log(text: str) -> str:
    """Return the text with codes, accounts, e-mail addresses and phones masked: fast, for every line of a log."""
    text = _LOG_EMAIL.sub("[e-post]", text)
    text = _LOG_IBAN.sub("[IBAN]", text)
    text = _LOG_CODE.sub("[isikukood]", text)
    return _LOG_PHONE.sub("[telefon]", text)


def _marks(found: Sequence[Found]) -> dict[str, str]:
    """Return the mark of each wording; names that are one person's in different cases share theirs."""
    marks: dict[str, str] = {}
    persons: dict[str, list[list[str]]] = {"name": [], "child_name": []}
    for one in sorted(found, key=lambda item: -len(item.text.split())):
        if one.type in persons:
            continue
        marks[one.text] = _MARKS.get(one.type, "[isikuandmed]")
    for one in sorted((one for one in found if one.type in persons), key=lambda item: -len(item.text.split())):
        known = persons[one.type]
        number = _person(one.text, known)
        marks[one.text] = f"[{'laps' if one.type == 'child_name' else 'nimi'} {number}]"
    return marks


def _person(written: str, known: list[list[str]]) -> int:
    """Return the number of the person, a new one where no person known so far fits."""
    words = [fold(word) for word in written.split()]
    fitting = [at for at, person in enumerate(known, 1) if all(any(same_name(word, part) for part in person) for word in words)]  # fmt: skip
    if fitting:
        return fitting[0]
    known.append(words)
    return len(known)


def _loose(written: str) -> str:
    """Return a pattern of the wording that bridges a line wrapped inside it."""
    return r"\s+".join(re.escape(word) for word in written.split())


def _key(written: str) -> str:
    return " ".join(written.split()).casefold()
