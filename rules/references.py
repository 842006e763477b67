"""The number of a case: written `26-0142`, and recognised as people write it."""

import re
from typing import Final

_DASH: Final = r"[-\u2010\u2011\u2012\u2013\u2014\u2212]"  # what word processors make of a hyphen
_TYPED: Final = re.compile(rf"(?:nr\.?|no\.?|№|#)?\s*(?:20)?(\d{{2}})\s*{_DASH}\s*(\d{{1,7}})", re.IGNORECASE)
# In running text only the full form counts: "15-20" and "03-12" are no numbers of ours, nor is a part of "5.1-3/44788-21".
_IN_TEXT: Final = re.compile(
    rf"(?<![\w.,/:+\-])(?<!{_DASH})(\d{{2}}) ?{_DASH} ?(\d{{4,7}})(?![\w/:\-])(?!{_DASH}|[.,]\d| \d)"
)

# What the document system calls a document: 5.1-3/44788-21, 8-1/24-54-1, 9-2/240160/2400573 (law.md section 11).
_REGISTERED: Final = re.compile(
    r"(?<![\d.:/-])\d{1,2}(?:\.\d{1,2}){0,2}\.?-\d{1,3}(?:\.\d{1,3}){0,2}/\d{1,7}(?:[/-]\d{1,7}){0,3}(?![\d/])"
)


def register_number(text: str) -> str:
    """Return the document system's number that a text begins with, "" where it begins with none."""
    found = _REGISTERED.match(text.strip())
    return found[0] if found else ""


def register_numbers(text: str) -> tuple[str, ...]:
    """Return the document systems' numbers that stand in a text, each once, in order."""
    return tuple(dict.fromkeys(found[0] for found in _REGISTERED.finditer(text)))


def format_reference(year: int, number: int) -> str:
    """Return the reference of the year's `number`th case. Raises ValueError outside 2000-2099 and below 1."""
    if not 2000 <= year <= 2099 or number < 1:
        raise ValueError(f"case {number} of {year} has no reference")
    return f"{year % 100:02d}-{number:04d}"


def parse_reference(text: str) -> str:
    """Return the reference meant by what a person typed ("26–142", " 26 - 0142 ", "2026-142", "nr 26-142"), or ""."""
    match = _TYPED.fullmatch(text.strip().strip("()[].,;:"))
    return _written(match) if match else ""


def find_references(text: str) -> tuple[str, ...]:
    """Return the references that stand in a text, each once, in order. They only propose: anyone can write a number."""
    return tuple(dict.fromkeys(filter(None, map(_written, _IN_TEXT.finditer(text)))))


def _written(match: re.Match[str]) -> str:
    year, number = (int(part) for part in match.groups())
    return format_reference(2000 + year, number) if number else ""
