"""A deadline in sentences, in Estonian, Russian and English, in an answer also in German: the rule, the start, what was skipped, the shift, the two dates."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from rules import explain_german as german
from rules.deadlines import Deadline
from rules.explain_words import AT_HOUR, BASES, RULE_NAMES, SENTENCES, START_DAYS, UNITS, WEEKDAYS
from rules.holidays import DAY, holiday_on
from rules.kinds import Language
from rules.terms import LETTER_DAY, OFFICE_AIM, Mode, Rule, Start, Unit

T = TypeVar("T")
_COLUMN: Final[Mapping[Language, int]] = MappingProxyType({Language.ESTONIAN: 0, Language.RUSSIAN: 1})
_ENGLISH: Final = 2
_GERMAN: Final = 3


def proof_lines(found: Deadline, language: Language, zone: ZoneInfo, today: date = date.min) -> tuple[str, ...]:
    """Return the short explanation that /miks shows above the days (English for every language but Estonian and Russian).

    `today`: after the term has ended nothing is said to be extendable any more.
    """
    told = _Told(found, _COLUMN.get(language, _ENGLISH), zone)
    return (told.rule(), told.letter(), *told.counting(), *told.end(), *told.safe(), *told.extension(today), *told.doubt())


def proof_paragraph(found: Deadline, language: Language, zone: ZoneInfo) -> str:
    """Return the proof as a paragraph that can go into an answer: nothing of the office's own aims and numbers in it."""
    told = _Told(found, _GERMAN if language is Language.GERMAN else _COLUMN.get(language, _ENGLISH), zone)
    return " ".join((told.rule_in_letter(), told.letter(), *told.counting(), *told.end()))


def basis_in(basis: str, language: Language) -> str:
    """Return the basis of a term as a reader of that language is told it: a section stays, what is no section is a word."""
    words = BASES.get(basis)
    return words[_COLUMN.get(language, _ENGLISH)] if words else basis


class _Told:
    def __init__(self, found: Deadline, column: int, zone: ZoneInfo) -> None:
        self._found, self._column, self._zone = found, column, zone

    def rule(self) -> str:
        rule, source = self._found.rule, self._source()
        since = "" if rule.valid_from == date.min else self._say("since", day=_plain(rule.valid_from))
        said = self._say("rule", id=rule.id, name=self._name(rule), term=self._term(), source=source, since=since)
        return said[0].upper() + said[1:]

    def rule_in_letter(self) -> str:
        said = self._say("in_letter", name=self._name(self._found.rule), term=self._term(), source=self._source())
        return said[0].upper() + said[1:]

    def _source(self) -> str:
        rule = self._found.rule
        basis = self._word(BASES[rule.basis], german.BASES[rule.basis]) if rule.basis in BASES else self._found.basis
        return ", ".join(filter(None, (basis, rule.published_of(self._found.basis))))

    def letter(self) -> str:
        received = self._found.received.astimezone(self._zone)
        moment = f"{_plain(received.date())} {self._word(AT_HOUR, german.AT_HOUR)} {received:%H.%M}"
        if self._found.rule.start in (Start.AWARENESS, Start.KNOWLEDGE, Start.EVENT):
            return self._say("known", received=moment)
        return self._say("letter", received=moment, registered=self._day(self._found.registered))

    def counting(self) -> tuple[str, ...]:
        rule, lines = self._found.rule, []
        if rule.unit in (Unit.NAMED_DAY, Unit.YEARS) or not rule.n:
            return ()
        if rule.unit is Unit.HOURS:
            return (self._say("hours"),)
        start = self._word(START_DAYS[rule.start], german.START_DAYS[rule.start])
        lines.append(self._say("start", start=start, day=self._day(self._found.start), source=rule.counting.start))
        if rule.unit is Unit.WORKING_DAYS:
            skipped = self._holidays()
            lines.append(self._say("skipped", holidays=skipped) if skipped else self._say("weekends"))
        return tuple(lines)

    def end(self) -> tuple[str, ...]:
        found, rule = self._found, self._found.rule
        if isinstance(found.due, datetime):
            due = found.due.astimezone(self._zone)
            return (self._say("moment", day=self._day(due.date()), hour=f"{due:%H.%M}"),) if rule.n else ()
        if found.due == found.raw_end:
            key = {LETTER_DAY: "named", OFFICE_AIM: "aim"}.get(rule.basis, "end")
            return (self._say(key, day=self._day(found.due)),)
        holiday = self._holiday(found.raw_end)
        words = {
            "raw": self._day(found.raw_end),
            "off": f" ({holiday})" if holiday else "",
            "day": self._day(found.due),
        }
        return (self._say("shifted", source=rule.counting.shift, **words),)

    def safe(self) -> tuple[str, ...]:
        found = self._found
        if not found.rule.n and found.rule.unit is Unit.HOURS:
            return ()
        if isinstance(found.due, datetime) or found.due == found.raw_end:
            key = "safe_same" if found.safe == found.raw_end else "safe_earlier"
        else:
            key = "safe_shifted"
        return (self._say(key, day=self._day(found.safe)),)

    def extension(self, today: date) -> tuple[str, ...]:
        found, extension = self._found, self._found.rule.extension
        if extension is None or found.notice_by is None or found.extended_due is None:
            return ()
        ended = not isinstance(found.due, datetime) and today > found.due
        key = "extended" if found.extended else "might_have" if ended else "may_extend"
        days = {"until": self._day(found.extended_due), "notice": self._day(found.notice_by)}
        return (self._say(key, source=extension.basis, **days),)

    def doubt(self) -> tuple[str, ...]:
        rule = self._found.rule
        unread = rule.confidence in ("C", "D") and rule.basis not in BASES
        return (self._say("doubt", mark=rule.confidence),) if unread else ()

    def _holidays(self) -> str:
        days = (self._found.start + DAY * n for n in range(1, (self._found.raw_end - self._found.start).days))
        named = ((day, self._holiday(day)) for day in days if day.weekday() < 5)
        return ", ".join(f"{_plain(day)} {name}" for day, name in named if name)

    def _term(self) -> str:
        rule = self._found.rule
        n, unit = rule.n, rule.unit
        if self._found.extended and rule.extension:
            n, unit = rule.extension.n + (n if rule.extension.mode is Mode.PLUS else 0), rule.extension.unit
        if unit is Unit.NAMED_DAY or not n:
            return self._word(UNITS[unit, 0], german.UNITS[unit, 0])[0]
        forms = self._word(UNITS[unit, 1], german.UNITS[unit, 1])
        return f"{n} {forms[_plural(n, self._column)]}"

    def _name(self, rule: Rule) -> str:
        return self._word((rule.name, *RULE_NAMES[rule.id]), german.RULE_NAMES[rule.id])

    def _day(self, day: date) -> str:
        return f"{self._word(WEEKDAYS, german.WEEKDAYS)[day.weekday()]}, {_plain(day)}"

    def _say(self, key: str, **words: str) -> str:
        return self._word(SENTENCES[key], german.SENTENCES.get(key, "")).format(**words)

    def _holiday(self, day: date) -> str:
        names = holiday_on(day)
        return self._word(names, german.HOLIDAYS.get(names[0], names[0]))

    def _word(self, three: Sequence[T], in_german: T) -> T:
        return in_german if self._column == _GERMAN else three[self._column]


def _plain(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _plural(n: int, column: int) -> int:
    """Return which form of the noun follows `n`; Russian has three, Estonian and English two and the last of three again."""
    if column != _COLUMN[Language.RUSSIAN]:
        return 0 if n == 1 else 2
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2
