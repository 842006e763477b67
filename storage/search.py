"""Words put into the index and found there: the same hits on SQLite (FTS5) and on PostgreSQL (tsvector).

Neither engine's own reading of words is used: both are given finished words (reading/lemmas.py), one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, cast, column, delete, insert, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlmodel import Session, col

from storage.desk_tables import Mark
from storage.search_tables import SEARCH_QUEUE, SEARCH_TEXT
from storage.tables import Case, Letter

LETTER: Final = 0  # sources
NOTE: Final = 1  # of colleagues, beside a case
ANSWERED: Final = "ⓐ"  # stands in the words of a letter that has been answered; no text holds it
END: Final = "¶"  # between the words in their order and the other forms they may have
MOST_WORDS: Final = 12_000  # of one text, in their order
MOST_OTHERS: Final = 3_000
PHRASES_LOOKED_AT: Final = 20_000  # newest texts with all words of a phrase, on PostgreSQL
FAR: Final = (1 << 63) - 1  # later than any text
NEAR: Final = 10_000  # newest texts with the words sought that are held against conditions first
FILTERED: Final = 100_000  # and at most
CASE: Final = Case.__table__  # type: ignore[attr-defined]
_WORDS: Final = table("searchwords", column("rowid"))  # SQLite's own
_BITS: Final = 32
TO_SQUEEZE: Final = "search_squeeze"  # the mark of texts that were forgotten
_ASKED, _BEGUN = "asked", "begun"
_PAGES: Final = 500
_PLACES: Final = 250  # of one word; PostgreSQL keeps no more than 255

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: each word by all forms it may have, each phrase by its words in their order."""

    words: tuple[tuple[str, ...], ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases)


@dataclass(frozen=True, slots=True)
class Indexed:
    """A text for the index: where it stands, its words in their order, and the other forms these may have."""

    source: int
    source_id: int
    case_id: int
    at: datetime
    words: tuple[str, ...]
    others: tuple[str, ...] = ()
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    id: int
    source: int
    source_id: int
    case_id: int


def key_of(at: datetime, source_id: int = 0, source: int = LETTER) -> int:
    """Return the key of a text: later ones have greater keys."""
    return (int(at.timestamp()) << _BITS) | ((source_id * 4 + source) % (1 << _BITS))


def moment_of(key: int) -> int:
    """Return the second of the epoch that a key tells."""
    return key >> _BITS


def put(session: Session, texts: Sequence[Indexed]) -> None:
    """Put texts into the index that it does not hold."""
    if texts:
        session.execute(_INSERT_SQLITE if is_sqlite(session) else _INSERT_POSTGRES, [_row(session, one) for one in texts])


def take_out(session: Session, source: int, source_ids: Sequence[int]) -> set[int]:
    """Take these sources out of the index and return which of them it held."""
    rows = session.execute(delete(SEARCH_TEXT).where(SEARCH_TEXT.c.source == source, SEARCH_TEXT.c.source_id.in_(source_ids))
                           .returning(SEARCH_TEXT.c.source_id))  # fmt: skip
    return {row[0] for row in rows}


def take_case_out(session: Session, case_id: int) -> None:
    """Take all texts of a case out of the index; that their octets go too is asked for (`squeeze`)."""
    session.execute(delete(SEARCH_TEXT).where(SEARCH_TEXT.c.case_id == case_id))
    if is_sqlite(session):
        session.merge(Mark(name=TO_SQUEEZE, value=_ASKED))


def words_in_order(session: Session, case_id: int) -> list[set[str]]:
    """Return the words of each letter of a case that came, as the index holds them, without the other forms these may have."""
    row = SEARCH_TEXT.c
    letters = select(col(Letter.id)).where(col(Letter.case_id) == case_id, col(Letter.incoming))
    held = (row.case_id == case_id, row.source == LETTER, row.source_id.in_(letters))
    if is_sqlite(session):
        return [set(lemmas.partition(END)[0].split()) for lemmas in session.scalars(select(row.lemmas).where(*held))]
    ids = session.scalars(select(row.id).where(*held)).all()
    return [set(words) for words in session.scalars(_PLACED, {"keys": ids})]


def to_squeeze(session: Session) -> bool:
    """Tell whether words of forgotten texts may still lie in the file."""
    return session.get(Mark, TO_SQUEEZE) is not None


def squeeze(session: Session) -> bool:
    """Go one step towards a file without the words of forgotten texts, and tell whether there is more to do.

    FTS5 keeps the words of a deleted text until the parts that hold them are merged; a step writes some hundred pages.
    """
    mark = session.get(Mark, TO_SQUEEZE) if is_sqlite(session) else None
    if mark is None:
        return False
    session.execute(text("PRAGMA secure_delete=ON"))
    before = session.scalar(_CHANGES) or 0
    session.execute(_MERGE, {"pages": -_PAGES if mark.value == _ASKED else _PAGES})
    mark.value = _BEGUN
    if (session.scalar(_CHANGES) or 0) - before >= 2:  # fewer changes: FTS5 had nothing left to merge
        return True
    session.delete(mark)
    return False


def newest(session: Session, sought: Sought, most: int, since: int = 0, before: int = FAR) -> list[Hit]:
    """Return the newest texts that hold all that is sought, with keys from `since` up to, not including, `before`."""
    if not sought:
        return []
    return _hits(session, _holding(session, sought, since, before).limit(most))


def newest_of(session: Session, sought: Sought, where: Sequence[ColumnElement[bool]], most: int, since: int = 0,
              before: int = FAR) -> tuple[list[Hit], bool]:  # fmt: skip
    """Return the newest such texts of the cases for which these conditions hold, and whether older ones were not looked at."""
    if not sought:
        return [], False
    hits: list[Hit] = []
    reach = since
    for depth in (NEAR, FILTERED):  # most conditions hold for many cases: then the newest texts are enough
        reach = max(since, _reach(session, sought, since, before, depth))
        # + 0: SQLite goes from the words to the cases; by its own lights it might begin with the cases and look each up among the words.
        joined = _holding(session, sought, reach, before).where((SEARCH_TEXT.c.case_id + 0) == CASE.c.id, *where)
        hits = _hits(session, joined.limit(most))
        if len(hits) == most or reach <= since:
            break
    return hits, reach > since and len(hits) < most


def newest_among(session: Session, sought: Sought, case_ids: Sequence[int], since: int = 0, before: int = FAR) -> list[Hit]:
    """Return the texts of these few cases that hold all that is sought, newest first."""
    keys = [row[0] for row in session.execute(select(SEARCH_TEXT.c.id).where(
        SEARCH_TEXT.c.case_id.in_(case_ids), SEARCH_TEXT.c.id >= since, SEARCH_TEXT.c.id < before))]  # fmt: skip
    if not sought or not keys:
        return []
    return _hits(session, _holding(session, sought, since, before).where(_key(session).in_(keys)))


def _reach(session: Session, sought: Sought, since: int, before: int, depth: int) -> int:
    """Return the key of the text before which so many newer ones hold what is sought; 0 where there are fewer."""
    last = session.execute(_holding(session, sought, since, before).with_only_columns(_key(session)).limit(1).offset(depth)).first()
    return int(last[0]) if last else 0


def _holding(session: Session, sought: Sought, since: int, before: int) -> Select[Any]:
    """Return the question for texts with these words, newest first."""
    key, found = _key(session), SEARCH_TEXT.c
    asked = select(found.id, found.source, found.source_id, found.case_id)
    if is_sqlite(session):
        asked = asked.where(text("searchwords MATCH :sought").bindparams(sought=_for_sqlite(sought)), found.id == key)
    elif sought.phrases:
        asked = asked.where(found.id.in_(_with_phrase(sought, since, before)))
    else:
        asked = asked.where(found.lemmas.bool_op("@@")(cast(_for_postgres(sought, " & "), TSQUERY)))
    return asked.where(key >= since, key < before).order_by(key.desc())


def _with_phrase(sought: Sought, since: int, before: int) -> Select[Any]:
    """Return the texts with these phrases, looked for in the newest that hold all their words: PostgreSQL's index knows no places."""
    found = SEARCH_TEXT.c
    near = select(found.id, found.lemmas).where(
        found.lemmas.bool_op("@@")(cast(_for_postgres(sought, " & "), TSQUERY)), found.id >= since, found.id < before,
    ).order_by(found.id.desc()).limit(PHRASES_LOOKED_AT).subquery()  # fmt: skip
    return select(near.c.id).where(near.c.lemmas.bool_op("@@")(cast(_for_postgres(sought, " <-> "), TSQUERY)))


def _key(session: Session) -> ColumnElement[int]:
    return _WORDS.c.rowid if is_sqlite(session) else SEARCH_TEXT.c.id


def _hits(session: Session, asked: Select[Any]) -> list[Hit]:
    return [Hit(*row) for row in session.execute(asked)]


def words_held(session: Session, keys: Sequence[int]) -> dict[int, frozenset[str]]:
    """Return the words that the index holds of each text, in no order."""
    if is_sqlite(session):
        rows = session.execute(select(SEARCH_TEXT.c.id, SEARCH_TEXT.c.lemmas).where(SEARCH_TEXT.c.id.in_(keys)))
        return {row[0]: frozenset(row[1].partition(f" {END} ")[0].split()) for row in rows}
    rows = session.execute(_HELD, {"keys": list(keys)})
    return {row[0]: frozenset(row[1]) for row in rows}


def waiting(session: Session, most: int) -> list[tuple[int, int, int]]:
    """Return what waits to be put into the index: the number in the queue, the source and its id."""
    queue = SEARCH_QUEUE.c
    rows = session.execute(select(queue.id, queue.source, queue.source_id).order_by(queue.id).limit(most))
    return [(row[0], row[1], row[2]) for row in rows]


def done(session: Session, numbers: Sequence[int]) -> None:
    """Take these numbers out of the queue."""
    session.execute(delete(SEARCH_QUEUE).where(SEARCH_QUEUE.c.id.in_(numbers)))


def queue(session: Session, source: int, source_ids: Sequence[int]) -> None:
    """Have these sources put into the index anew."""
    if source_ids:
        session.execute(insert(SEARCH_QUEUE), [{"source": source, "source_id": one} for one in source_ids])


def is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _row(session: Session, one: Indexed) -> Row:
    words = one.words[:MOST_WORDS]
    others = [*one.others[:MOST_OTHERS], *([ANSWERED] if one.answered else [])]
    lemmas = _with_places(words, others) if not is_sqlite(session) else f" {END} ".join((" ".join(words), *others))
    return {"id": key_of(one.at, one.source_id, one.source), "source": one.source, "source_id": one.source_id,
            "case_id": one.case_id, "lemmas": lemmas}  # fmt: skip


def _with_places(words: Sequence[str], others: Sequence[str]) -> str:
    """Return a tsvector as PostgreSQL reads it: each word with the places where it stands."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate(words, 1):
        places.setdefault(word, []).append(str(place))
    told = [f"'{word}':{','.join(where[:_PLACES])}" for word, where in places.items()]
    return " ".join([*told, *(f"'{word}'" for word in others if word not in places)])


def _for_sqlite(sought: Sought) -> str:
    words = ["(" + " OR ".join(f'"{form}"' for form in forms) + ")" for forms in sought.words]
    return " AND ".join([*words, *('"' + " ".join(phrase) + '"' for phrase in sought.phrases)])


def _for_postgres(sought: Sought, joined: str) -> str:
    words = ["(" + " | ".join(f"'{form}'" for form in forms) + ")" for forms in sought.words]
    return " & ".join([*words, *("(" + joined.join(f"'{word}'" for word in phrase) + ")" for phrase in sought.phrases)])


_CHANGES: Final = text("SELECT total_changes()")
_MERGE: Final = text("INSERT INTO searchwords(searchwords, rank) VALUES ('merge', :pages)")
_INSERT_SQLITE: Final = insert(SEARCH_TEXT)
_INSERT_POSTGRES: Final = text("""
    INSERT INTO searchtext (id, source, source_id, case_id, lemmas)
    VALUES (:id, :source, :source_id, :case_id, CAST(:lemmas AS tsvector))""")
_PLACED: Final = text("""
    SELECT (SELECT coalesce(array_agg(one.lexeme), '{}') FROM unnest(lemmas) AS one WHERE one.positions IS NOT NULL)
    FROM searchtext WHERE id = ANY(:keys)""")
_HELD: Final = text("SELECT id, tsvector_to_array(lemmas) FROM searchtext WHERE id = ANY(:keys)")
