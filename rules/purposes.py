"""Why an official looks into a case: who works on it needs no reason, everybody else names one of these (AvTS § 39 (2))."""

from enum import StrEnum
from typing import Final


class Purpose(StrEnum):
    """What a look is for, as it stands in the history. A word of the table, never free words: those may name a person."""

    STANDING_IN = "asendamine"
    CHECKING = "kontroll"  # the work of others is approved, supervised, returned
    REGISTERING = "registreerimine"
    LIKE_CASE = "sarnane"  # like letters are answered alike
    ANSWERING_ABOUT = "selgitus"  # the writer, the press or another body asks how the case stands


PURPOSES: Final = tuple(Purpose)


def purpose_named(word: str) -> Purpose | None:
    """Return the purpose of this name, None where there is none."""
    return next((one for one in Purpose if one == word), None)


def needs_purpose(
    *, untaken: bool, handler: bool, stands_in: bool, proposed: bool, drafts: bool, child_taken: bool
) -> bool:
    """Tell whether somebody must say why a case is looked into.

    Not where it is theirs: they handle it, stand in for the handler, it was proposed to them, they wrote its draft or
    may approve it, they have taken the child's alert; nor where nobody has taken it yet, for somebody must read it to do so.
    """
    return not (untaken or handler or stands_in or proposed or drafts or child_taken)
