"""Finding cases by words of their letters, by number and by what they are; rights are part of the question."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from sqlmodel import col, select

from casework.may_see import visible_to
from casework.numbers import cases_numbered
from casework.people import Staff, find
from casework.refusals import NothingSought
from casework.turn import Turn
from casework.views import PAGE, Card, cards
from reading.excerpts import Piece, excerpt
from reading.lemmas import words_of
from reading.masking import mask
from reading.page import Page
from reading.personal import personal_data
from reading.text import clean
from reading.word_index import sought_phrase, sought_words
from rules.kinds import Kind
from storage import search
from storage.search import Hit, Sought
from storage.tables import Case, Letter

LOOKED_AT: Final = 2_000  # newest hits among which cases are gathered
COUNTED: Final = 1_000  # more cases than that are "1,000+"
WORDS: Final = 20  # of one question
PHRASES: Final = 5
FIRST, NEXT = 2_000, 10_000  # hits asked of the index at a time, where some of them may not be shown


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `text` is all that was written; words and phrases what is left of it beside the filters."""

    text: str
    words: str = ""
    phrases: tuple[str, ...] = ()
    kind: Kind | None = None
    handler: str = ""
    topic: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def filtered(self) -> bool:
        return bool(self.kind or self.handler or self.topic or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Finding:
    """A case found. The excerpt is masked, and content all the same; none where a number or an attachment led here."""

    card: Card
    excerpt: tuple[Piece, ...] = ()
    in_attachment: bool = False


@dataclass(frozen=True, slots=True)
class Findings:
    found: tuple[Finding, ...]
    number: int  # of the page, from 0
    total: int
    more: bool  # than were counted


def search_cases(turn: Turn, who: Staff, query: Query, page: int = 0, excerpts: bool = False) -> Findings:
    """Return a page of the cases found: those named by number first, then the newest first.

    Raises NothingSought, NoSuchOfficial, SeveralOfficials.
    """
    sought, where = _sought(query), _conditions(turn, who, query)
    named = cases_numbered(turn, query.text, visible_to(turn, who))
    if not (sought or query.filtered or named):
        raise NothingSought
    hits = _hits(turn, sought, query, where) if sought else {}
    ids = list(dict.fromkeys([*named, *(hits or ([] if sought or not query.filtered else _by_filter(turn, query, where)))]))
    shown = ids[: COUNTED + 1][page * PAGE : (page + 1) * PAGE]
    found = cards(turn, shown)
    told = _excerpts(turn, hits, shown, sought) if excerpts else {}
    return Findings(tuple(_finding(one, hits, told) for one in found), page, min(len(ids), COUNTED), len(ids) > COUNTED)


def note_excerpts(turn: Turn, who: Staff, case_ids: Sequence[int]) -> None:
    """Put on record whose words were shown among the hits of a search."""
    held = turn.session.exec(select(Case.id).where(col(Case.id).in_(case_ids)).order_by(col(Case.id)).with_for_update()).all()
    turn.note_each({case_id: ("opened_excerpt", "") for case_id in held if case_id}, who.label)


def _sought(query: Query) -> Sought:
    """Return words and phrases as the index knows them; a number such as 5.1-3/44788-21 is a phrase."""
    written = query.words.split()
    numbers = [word for word in written if any(map(str.isdecimal, word)) and len(words_of(word)) > 1]
    words = " ".join(word for word in written if word not in numbers)
    phrases = tuple(filter(None, map(sought_phrase, (*query.phrases[:PHRASES], *numbers[:PHRASES]))))
    return Sought(sought_words(words)[:WORDS], tuple(phrase[:WORDS] for phrase in phrases))


def _conditions(turn: Turn, who: Staff, query: Query) -> tuple[Any, ...]:
    conditions: list[Any] = [*visible_to(turn, who)]
    if query.kind:
        conditions.append(Case.kind == query.kind)
    if query.handler:
        conditions.append(Case.handler_id == find(turn, query.handler).id)
    if query.topic:
        conditions.append(col(Case.topic) == query.topic)
    return tuple(conditions)


def _hits(turn: Turn, sought: Sought, query: Query, where: Sequence[Any]) -> dict[int, Hit]:
    """Return the newest hit of each case, newest first; the index is asked again until enough of its hits may be shown."""
    since, before = _keys(turn, query)
    found: dict[int, Hit] = {}
    looked, most = 0, FIRST
    while looked < LOOKED_AT:
        hits = search.newest(turn.session, sought, most, since, before)
        kept = _kept(turn, hits, where) if where else hits
        looked += len(kept)
        for hit in kept:
            found.setdefault(hit.case_id, hit)
        if len(hits) < most:
            break
        before, most = hits[-1].id, NEXT
    return found


def _kept(turn: Turn, hits: Sequence[Hit], where: Sequence[Any]) -> list[Hit]:
    wanted = {hit.case_id for hit in hits}
    allowed = set(turn.session.exec(select(Case.id).where(col(Case.id).in_(wanted), *where)))
    return [hit for hit in hits if hit.case_id in allowed]


def _keys(turn: Turn, query: Query) -> tuple[int, int]:
    """Return the keys between which the letters of the days asked for stand."""

    def key(day: date) -> int:
        return search.key_of(datetime.combine(day, time(), turn.office.calendar.zone))

    since = key(query.since) if query.since else 0
    return since, key(date.fromordinal(query.until.toordinal() + 1)) if query.until else search.FAR


def _by_filter(turn: Turn, query: Query, where: Sequence[Any]) -> list[int]:
    """Return the cases that fit the filters alone, newest first."""
    days = [*([col(Case.registered) >= query.since] if query.since else []), *([col(Case.registered) <= query.until] if query.until else [])]
    rows = turn.session.exec(select(Case.id).where(*where, *days).order_by(col(Case.id).desc()).limit(COUNTED + 1))
    return [case_id or 0 for case_id in rows]


def _finding(card: Card, hits: dict[int, Hit], told: dict[int, tuple[Piece, ...]]) -> Finding:
    pieces = told.get(card.id, ())
    return Finding(card, pieces, in_attachment=card.id in told and not pieces)


def _excerpts(turn: Turn, hits: dict[int, Hit], case_ids: Iterable[int], sought: Sought) -> dict[int, tuple[Piece, ...]]:
    """Return the masked words around the first hit of each letter; none where it stands in an attachment only."""
    letters = {hits[one].source_id: one for one in case_ids if one in hits and hits[one].source == search.LETTER}
    forms = {form for word in (*sought.words, *sought.phrases) for form in word}
    rows = turn.session.exec(select(Letter).where(col(Letter.id).in_(letters)))
    return {letters[row.id or 0]: excerpt(_masked(turn, row), forms) for row in rows}


def _masked(turn: Turn, letter: Letter) -> str:
    if letter.masked or letter.incoming:
        return letter.masked
    return mask(clean(letter.text), personal_data(Page(sender="", text=letter.text), turn.office.senders))
