"""Access restrictions (AvTS § 35): which grounds there are, how long each lasts, and what a letter's signs speak for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from rules.kinds import Child
from rules.months import month_after

PERSONAL_YEARS: Final = 75  # AvTS § 40 (3), law.md R34
GENERAL_YEARS: Final = 5  # AvTS § 40 (1), law.md R35


@dataclass(frozen=True, slots=True)
class Ground:
    """A point of AvTS § 35 (1). `until_decision`: it ends when the decision takes effect, at latest with its years (§ 40 (2))."""

    point: str
    words: str  # Estonian, as a clerk says it
    years: int
    until_decision: bool = False


# fmt: off
GROUNDS: Final = (
    #      point    in plain words                                            years
    Ground("2",   "lõpetamata järelevalve",                                   GENERAL_YEARS,  until_decision=True),
    Ground("9",   "turvameetmed",                                             GENERAL_YEARS),
    Ground("11",  "terviseandmed, muud eriliigilised või süüteo andmed",      PERSONAL_YEARS),
    Ground("12",  "eraelu",                                                   PERSONAL_YEARS),
    Ground("13",  "perekonnaelu",                                             PERSONAL_YEARS),
    Ground("14",  "sotsiaalabi või -teenuse taotlemine",                      PERSONAL_YEARS),
    Ground("15",  "vaimsed või füüsilised kannatused",                        PERSONAL_YEARS),
    Ground("17",  "ärisaladus",                                               GENERAL_YEARS),
    Ground("18.2", "isikuandmetega seotud rikkumise teade",                   GENERAL_YEARS),
)
# Topics of letters that apply for, or complain of, a service or a benefit.
SERVICE_TOPICS: Final = frozenset({"asendushooldus", "lapsendamine", "puue", "rehabilitatsioon", "hooldekodu", "erihoolekanne",
                                   "koduteenus", "lapsehoid", "toetused", "pension", "ohvriabi"})
SUPERVISION_TOPIC: Final = "jarelevalve"
PRIVATE: Final = frozenset({"name", "isikukood", "phone", "address", "email", "iban", "health", "child_name"})
# fmt: on

_BY_POINT: Final = {one.point: one for one in GROUNDS}
_LAW: Final = re.compile(r"avts|§+\s*35|l(?:õi)?g(?:e)?\s*1(?!\d)|lg\.?\s*1(?!\d)", re.IGNORECASE)
_POINT: Final = re.compile(r"\d{1,2}(?:[.]\d|[¹²³])?")
_RAISED: Final = str.maketrans({"¹": ".1", "²": ".2", "³": ".3"})


def ground_at(point: str) -> Ground | None:
    """Return the ground of this point of AvTS § 35 (1), None where nobody here restricts on it."""
    return _BY_POINT.get(point)


def points_in(words: str) -> tuple[str, ...]:
    """Return the points named by what a person wrote ("12", "p 12, 13", "AvTS § 35 lg 1 p 12"); () where one is unknown."""
    found = tuple(dict.fromkeys(one.translate(_RAISED) for one in _POINT.findall(_LAW.sub(" ", words))))
    return in_order(found) if found and all(one in _BY_POINT for one in found) else ()


def in_order(points: Iterable[str]) -> tuple[str, ...]:
    """Return the points as a mark lists them: in the order of the law, each once."""
    held = set(points)
    return tuple(one.point for one in GROUNDS if one.point in held)


def proposed_points(
    private_types: Iterable[str], child: Child, offence: bool, topic: str, private_person: bool
) -> tuple[str, ...]:
    """Return the grounds that what was read of a letter speaks for. A person decides.

    `private_types`: what kinds of personal data stand in it, beside the writer's own name and address.
    """
    types, points = set(private_types) & PRIVATE, set[str]()
    if types or child is not Child.NONE:
        points.add("12")
    if child is not Child.NONE or "child_name" in types:
        points.add("13")
    if "health" in types or offence:
        points.add("11")
    if child is Child.DANGER:
        points.add("15")
    if private_person and types and topic in SERVICE_TOPICS:
        points.add("14")
    if topic == SUPERVISION_TOPIC and (types or private_person):
        points.add("2")
    return in_order(points)


def last_day(points: Iterable[str], begun: date) -> date:
    """Return the last day of a restriction on these grounds: the longest of them counts (AvTS § 40)."""
    years = max((_BY_POINT[one].years for one in points), default=GENERAL_YEARS)
    return month_after(begun, 12 * years)


def ends_with_decision(points: Iterable[str]) -> bool:
    """Tell whether the restriction holds only until the decision of the supervision takes effect (AvTS § 40 (2))."""
    held = tuple(points)
    return bool(held) and all(_BY_POINT[one].until_decision for one in held)


def basis(points: Iterable[str]) -> str:
    """Return the basis as a mark names it: AvTS § 35 lg 1 p 12, 13."""
    return f"AvTS § 35 lg 1 p {', '.join(_raised(one) for one in points)}"


def identifier(point: str) -> str:
    """Return the basis as a DHX capsule names it: AvTS§35p1p12."""
    return f"AvTS§35p1p{point}"


def mark(holder: str, points: Iterable[str], marked: date, until: date) -> str:
    """Return the whole line of the mark (AvTS § 41 (2)): what, whose, since when, until when, on which basis."""
    held = tuple(points)
    end = f"{until:%d.%m.%Y}"
    if ends_with_decision(held):
        end = f"otsuse jõustumiseni, hiljemalt {end}"
    return (
        f"ASUTUSESISESEKS KASUTAMISEKS | Teabevaldaja: {holder} | Märge tehtud: {marked:%d.%m.%Y} | "
        f"Kehtib kuni: {end} | Alus: {basis(held)}"
    )


def _raised(point: str) -> str:
    whole, _, part = point.partition(".")
    return whole + {"": "", "1": "¹", "2": "²", "3": "³"}.get(part, f".{part}")
