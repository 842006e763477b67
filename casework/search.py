"""Finding cases by words of their letters and notes, by number and by what they are; rights are part of the question."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any, Final

from sqlmodel import col, select

from casework.case_lists import PAGE
from casework.may_see import visible_to
from casework.numbers import cases_numbered
from casework.people import Staff, find
from casework.purpose import demand_purpose
from casework.refusals import NothingSought, PurposeNeeded
from casework.turn import Turn
from casework.views import Card, cards
from reading.excerpts import Piece, excerpt
from reading.lemmas import words_of
from reading.masking import mask
from reading.page import Page
from reading.personal import personal_data
from reading.text import clean
from reading.word_index import sought_phrase, sought_words
from rules.kinds import Kind
from storage import search
from storage.chat_tables import InternalNote
from storage.search import Hit, Sought
from storage.tables import Case, Letter

LOOKED_AT: Final = 2_000  # newest hits among which cases are gathered
COUNTED: Final = 1_000  # more cases than that are "1,000+"
WORDS: Final = 20  # of one question
PHRASES: Final = 5
FEW: Final = 3_000  # cases that are looked up one by one among the words


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
    """A case found. The excerpt is masked, and content all the same; none where a number or an attachment led here.

    `foreign`: none, for the case is another's: whoever looks into it says first what for.
    """

    card: Card
    excerpt: tuple[Piece, ...] = ()
    in_attachment: bool = False
    foreign: bool = False
    in_note: bool = False  # the words are a colleague's, not of a letter


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
    hits, older = _hits(turn, sought, query, where) if sought else ({}, False)
    ids = list(dict.fromkeys([*named, *(hits or ([] if sought or not query.filtered else _by_filter(turn, query, where)))]))
    shown = ids[: COUNTED + 1][page * PAGE : (page + 1) * PAGE]
    found = cards(turn, shown)
    told = _excerpts(turn, who, hits, shown, sought) if excerpts else {}
    in_notes = {case_id for case_id, hit in hits.items() if hit.source == search.NOTE}
    return Findings(tuple(_finding(one, told, in_notes) for one in found), page, min(len(ids), COUNTED), older or len(ids) > COUNTED)


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


def _hits(turn: Turn, sought: Sought, query: Query, where: Sequence[Any]) -> tuple[dict[int, Hit], bool]:
    """Return the newest hit of each case, newest first, and whether there may be older ones."""
    since, before = _keys(turn, query)
    if query.handler and len(few := _few(turn, where)) < FEW:
        hits, more = search.newest_among(turn.session, sought, few, since, before)[:LOOKED_AT], False
    elif where:
        hits, more = search.newest_of(turn.session, sought, where, LOOKED_AT, since, before)
    else:
        hits, more = search.newest(turn.session, sought, LOOKED_AT, since, before), False
    found: dict[int, Hit] = {}
    for hit in hits:
        found.setdefault(hit.case_id, hit)
    return found, more


def _few(turn: Turn, where: Sequence[Any]) -> list[int]:
    """Return the cases for which the conditions hold, no more than FEW: of one official they are told by an index."""
    return [one or 0 for one in turn.session.exec(select(Case.id).where(*where).limit(FEW))]


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


def _finding(card: Card, told: Mapping[int, tuple[Piece, ...] | None], in_notes: Collection[int]) -> Finding:
    pieces, in_note = told.get(card.id, ()), card.id in in_notes
    return Finding(card, pieces or (), in_attachment=card.id in told and pieces == () and not in_note, foreign=pieces is None, in_note=in_note)


def _excerpts(turn: Turn, who: Staff, hits: Mapping[int, Hit], case_ids: Iterable[int], sought: Sought
              ) -> dict[int, tuple[Piece, ...] | None]:  # fmt: skip
    """Return the masked words around each case's hit; () where it stands in an attachment only, None where the case is another's."""
    forms = {form for word in (*sought.words, *sought.phrases) for form in word}
    shown = [hits[one] for one in case_ids if one in hits]
    letters, notes = ([hit.source_id for hit in shown if hit.source == source] for source in (search.LETTER, search.NOTE))
    texts = [(case, partial(_masked, turn, row)) for row, case in turn.session.exec(
        select(Letter, Case).join(Case).where(col(Letter.id).in_(letters)))]  # fmt: skip
    texts += [(case, partial(_masked_words, turn, row.text)) for row, case in turn.session.exec(
        select(InternalNote, Case).join(Case).where(col(InternalNote.id).in_(notes)))]  # fmt: skip
    return {case.id or 0: None if _is_foreign(turn, who, case) else excerpt(text(), forms) for case, text in texts}


def _is_foreign(turn: Turn, who: Staff, case: Case) -> bool:
    try:
        demand_purpose(turn, who, case)
    except PurposeNeeded:
        return True
    return False


def _masked(turn: Turn, letter: Letter) -> str:
    return letter.masked if letter.masked or letter.incoming else _masked_words(turn, letter.text)


def _masked_words(turn: Turn, text: str) -> str:
    return mask(clean(text), personal_data(Page(sender="", text=text), turn.office.senders))
