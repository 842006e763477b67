"""A child who may need help, or whose life or health is threatened now (LasteKS §§ 26, 30). Here a false alarm is the lesser fault."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from reading.lexicon import Told
from reading.page import Reason
from reading.text import fold
from rules.kinds import Child

DANGER: Final = 2.6
CONCERN: Final = 1.0
NEAR: Final = 2  # sentences around a child in which a threat is taken to be about it

_AGE: Final = re.compile(r"\b(\d{1,2})[\s-]{0,2}(?:a|aastane|aastase\w{0,3}|aastast|a\.|-?х?\s?летн\w{0,3}|лет|let\b|goda|год|года|годик\w{0,2}|years?(?:[\s-]old)?|yo|y\.o\.|jahre?|jahriger?|vuotias|vuotiaan|gadi|gadus)\b(?!\s(?:tagasi|назад|ago|olen|elan))")  # fmt: skip
_NAMED_AGE: Final = re.compile(r"\b[A-ZÕÄÖÜŠŽА-ЯЁ][\w-]{1,20}\s?\((\d{1,2})(?:\s?(?:a|v|г|y)\.?)?\)")  # "Lauri (4)"
_SPELLED_AGE: Final = re.compile(r"\b(uheteist|kaheteist|kolmeteist|neljateist|viieteist|kuueteist|uhe|kahe|kolme|nelja|viie|kuue|seitsme|kaheksa|uheksa|kumne|uheteistkumne|kaheteistkumne|kolmeteistkumne|neljateistkumne|viieteistkumne|kuueteistkumne)[\s-]?(?:aasta|kuu|paeva|nadala)\w{1,4}\b(?!\s(?:tahta|lepin|periood|projek|kursus|magist))|\b(двух|трех|четырех|пяти|шести|семи|восьми|девяти|десяти|одиннадцати|двенадцати|тринадцати|четырнадцати|пятнадцати)\s?летн\w{2,3}|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen)[\s-]year|\b\d{1,2}[\s-]?(?:kuu(?:ne|se|st)\b|kuud vana|месяц\w{0,2}|месячн|months?[\s-]old|weeks?[\s-]old|nadala(?:ne|se|st))")  # fmt: skip
_WRITER_AGE: Final = re.compile(r"\b(?:olen|ma olen|мне|я|i am|i'm|im|ich bin|olen)\s(?:alles |вот |only |just )?(\d{1,2})(?:[\s-]?(?:a|aastane|aastat|лет|год\w?|years?|yo|jahre|vuotias)\b|\s?[,.!]|\s(?:ja|и|and)\b|$)")  # fmt: skip
# "34-aastane poeg", "сыну 46 лет", "my adult son": somebody's child who is none.
_GROWN_CHILD: Final = re.compile(r"\b(?:1[89]|[2-9]\d)[\s-]{0,2}(?:a\.?|aasta\w*|х?\s?летн\w*|year[\s-]old)\s(?:\w+\s){0,3}?(?:laps|lapse|last|poeg|poja|poega|tutar|tutre|tutart|сын|дочь|дочк|ребен|son\b|daughter|child)\w*|\b(?:laps|poeg|poja\w*|tutar|tutre\w*|сын\w*|доч\w*|son|daughter)\s(?:on|is|are)?\s?\(?(?:1[89]|[2-9]\d)(?:\)|\s?-?(?:a\.?|aastane|лет|год\w*|years?))|\b(?:taiskasvanud|тридцатилетн\w+|сорокалетн\w+|взросл\w+|adult|grown(?:-up)?)\s(?:laps|last|poe[gj]|poja|tut|сын|доч|ребен|дет|son|daughter|child)\w*")  # fmt: skip
_TODDLER: Final = 7  # years; below it being alone is itself a danger
_GROWN: Final = 18

# What weighs how much in danger, and how much in concern.
# fmt: off
_THREATS: Final[tuple[tuple[str, float, float, str], ...]] = (
    # concept        danger concern sign
    ("hazard_grave",  2.5,   1.5,   "life_or_health_threatened"),
    ("violence_now",  2.0,   1.5,   "violence_going_on"),
    ("violence",      1.0,   1.5,   "violence"),
    ("sexual",        2.0,   1.5,   "sexual_abuse"),
    ("locked",        2.0,   1.5,   "locked_in"),
    ("alone",         1.0,   1.0,   "left_alone"),
    ("thrown_out",    1.5,   1.5,   "thrown_out"),
    ("missing",       1.5,   1.5,   "missing"),
    ("want",          1.0,   1.0,   "hunger_or_cold"),
    ("drunk",         1.0,   1.0,   "drink_or_drugs"),
    ("fear",          0.5,   0.5,   "fear"),
    ("worry",         0.0,   1.0,   "neglect_or_trouble"),
)
# fmt: on
_DIRECT: Final = frozenset(
    {"hazard_grave", "violence_now", "violence", "sexual", "locked", "alone", "thrown_out", "missing", "want", "drunk"}
)  # fmt: skip


# Signs of harm that someone does to a child, by act or by leaving; self-harm and accidents are not among them, and being drunk is no act.
DONE_BY_SOMEONE: Final = frozenset({"violence_going_on", "violence", "sexual_abuse", "locked_in", "left_alone", "thrown_out"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChildSigns:
    """The suggestion for the child track with its reasons."""

    child: Child
    reasons: tuple[Reason, ...]


def child(told: Told, authority: bool, press: bool = False) -> ChildSigns:
    """Return whether the letter tells of a child in need or in danger, with the sentences that show it."""
    about, small, writer = _children(told)
    if not about:
        return ChildSigns(Child.NONE, ())
    unreal = told.where("fiction")
    if unreal and not told.has("appeal") and _everything_near(about, unreal, 6):
        return ChildSigns(Child.NONE, ())
    over = told.where("past|figurative|law_question" if authority else "past|figurative")
    threats = _without_echo(list(_threats(told, about, over)))
    first = {number: (number, at) for number, at in reversed(threats)}
    once = [first[number] for number in sorted(first)]
    danger = sum(_weight(one, 1) * _freshness(told, one) for one in once) + _pressing(told, threats, small, writer)
    concern = sum(_weight(one, 2) for one in once) + (1.0 if writer and threats else 0.0)
    reasons = [Reason(_THREATS[number][3], told.sentence(at)) for number, at in once]
    if authority and (told.has("authority_child") or small):
        concern += 1.0
        reasons.append(Reason("authority_asks_of_child", told.sentence(min(told.where("authority_child") or about))))
    if danger >= DANGER and any(_THREATS[number][0] in _DIRECT for number, _ in threats) and not authority:
        return ChildSigns(Child.DANGER, tuple(reasons))
    general = press or (told.has("general") and not told.has("identified"))
    if concern >= CONCERN + (1.0 if general else 0.0):
        return ChildSigns(Child.CONCERN, tuple(reasons))
    return ChildSigns(Child.NONE, ())


def speaks_of_child(told: Told) -> bool:
    """Tell whether a child, or somebody of a child's age, is spoken of at all."""
    return bool(_children(told)[0])


def _children(told: Told) -> tuple[set[int], bool, bool]:
    """Return the sentences about a child, whether one is small, and whether a child writes."""
    about = set(told.where("child|infant"))
    small = told.has("infant")
    writer = False
    for number, (start, end) in enumerate(told.spans):
        plain = fold(told.text[start : min(end, start + 2000)])
        ages = [int(found[1]) for found in _AGE.finditer(plain)]
        ages += [int(found[1]) for found in _NAMED_AGE.finditer(told.text, start, min(end, start + 2000))]
        if any(age < _GROWN for age in ages) or _SPELLED_AGE.search(plain):
            about.add(number)
            small = small or any(age < _TODDLER for age in ages) or bool(_SPELLED_AGE.search(plain))
        elif _GROWN_CHILD.search(plain) and not told.has("infant"):
            about.discard(number)
        if any(6 <= int(found[1]) < _GROWN for found in _WRITER_AGE.finditer(plain)):
            about.add(number)
            writer = True
    return about, small, writer


def _threats(told: Told, about: set[int], over: set[int]) -> Iterator[tuple[int, int]]:
    """Yield (row of the table, sentence) for each place of a threat near a child that is not told as past or as a figure of speech."""
    for number, (concept, *_) in enumerate(_THREATS):
        for at in sorted(told.where(concept)):
            near = NEAR if concept != "worry" else 1
            if any(at + step in about for step in range(-near, near + 1)) and at not in over:
                yield number, at


def _without_echo(threats: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Leave out violence as such where it is already told as going on."""
    names = {_THREATS[number][0] for number, _ in threats}
    return [one for one in threats if _THREATS[one[0]][0] != "violence" or "violence_now" not in names]


def _weight(threat: tuple[int, int], column: int) -> float:
    _, danger, concern, _ = _THREATS[threat[0]]
    return danger if column == 1 else concern


def _freshness(told: Told, threat: tuple[int, int]) -> float:
    """Return half where the harm was seen in a recording, and is no threat to life."""
    number, at = threat
    seen = told.where("recorded")
    recorded = any(at + step in seen for step in (-1, 0, 1))
    return 0.5 if recorded and _THREATS[number][0] != "hazard_grave" else 1.0


def _pressing(told: Told, threats: list[tuple[int, int]], small: bool, writer: bool) -> float:
    """Return what makes it urgent: this hour, a cry for help, a small child, a child who writes."""
    if not threats:
        return 0.0
    direct = {at for number, at in threats if _THREATS[number][0] in _DIRECT}
    seen = told.where("recorded")
    now = {at for at in told.where("now") if not any(at + step in seen for step in (-2, -1, 0, 1))}
    weight = 1.0 if any(at + step in now for at in direct for step in (-1, 0, 1)) else 0.0
    weight += 1.0 if direct and told.has("appeal") else 0.0
    weight += 0.7 if direct and small else 0.0
    if told.has("peers") and not any(_THREATS[number][0] == "hazard_grave" for number, _ in threats):
        weight -= 1.0
    return weight + (1.0 if writer and direct else 0.0)


def _everything_near(about: set[int], unreal: set[int], span: int) -> bool:
    return all(any(abs(at - other) <= span for other in unreal) for at in about)
