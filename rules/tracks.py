"""The tracks beside the answer: which duties each brings, and the five ways in which a child's track may end."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class TrackKind(StrEnum):
    """The values are the words of /rada."""

    WHISTLEBLOWER = "teavitaja"
    BREACH = "rikkumine"
    OFFENCE = "kuritegu"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing a track asks for. `word` is how it is said to be done, `rule` names its term; "" where the law sets none."""

    word: str
    rule: str
    basis: str


# fmt: off
DUTIES: Final[Mapping[TrackKind, tuple[Duty, ...]]] = MappingProxyType({
    TrackKind.WHISTLEBLOWER: (
        Duty("kinnitus",   "R23", "TEÕRTKS § 10 lg 1"),  # that the report has come
        Duty("edastus",    "R24", "TEÕRTKS § 10 lg 2"),
        Duty("tagasiside", "R25", "TEÕRTKS § 11"),
    ),
    TrackKind.BREACH: (
        Duty("teade",      "R17", "IKÜM (GDPR) art 33 lg 1"),  # to AKI, 72 hours from awareness
    ),
    TrackKind.OFFENCE: (
        Duty("teade",      "",    "KrMS § 195"),  # without delay: to the police or the prosecutor
    ),
})
# fmt: on


class ChildDone(StrEnum):
    """What may have been done for a child (LasteKS §§ 27, 31); only this ends the child's track."""

    CALLED_112 = "112"
    MUNICIPALITY = "kov"
    MUNICIPALITY_KNOWS = "kov_teab"
    HELPLINE = "lasteabi"
    NOT_IN_NEED = "ei"


# What a person must add, in words, for the record to say anything: to whom and by which way, who says so, why.
CHILD_DONE_NEEDS: Final = frozenset({ChildDone.MUNICIPALITY, ChildDone.MUNICIPALITY_KNOWS, ChildDone.NOT_IN_NEED})


class Authority(StrEnum):
    """To whom a notice goes (/teata)."""

    MUNICIPALITY = "KOV"
    POLICE = "PPA"
    DATA_PROTECTION = "AKI"


class SentWay(StrEnum):
    """How a person may send what holds a child's data: never as clear mail."""

    ENCRYPTED = "krüpteeritult"
    DHX = "DHX"
    PHONE = "telefon"
