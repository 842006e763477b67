"""Words put into the index and found there: the same hits on SQLite (FTS5) and on PostgreSQL (tsvector).

Neither engine's own reading of words is used: both are given finished words (reading/lemmas.py), one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, select, text
from sqlmodel import Session

from storage.search_tables import SEARCH_QUEUE, SEARCH_TEXT

LETTER: Final = 0  # source
ANSWERED: Final = "ⓐ"  # stands in the words of a letter that has been answered; no text holds it
END: Final = "¶"  # between the words in their order and the other forms they may have
MOST_WORDS: Final = 12_000  # of one text, in their order
MOST_OTHERS: Final = 3_000
PHRASES_LOOKED_AT: Final = 20_000  # newest texts with all words of a phrase, on PostgreSQL
FAR: Final = (1 << 63) - 1  # later than any text
_BITS: Final = 32
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
    """Take all texts of a case out of the index."""
    session.execute(delete(SEARCH_TEXT).where(SEARCH_TEXT.c.case_id == case_id))


def newest(session: Session, sought: Sought, most: int, since: int = 0, before: int = FAR) -> list[Hit]:
    """Return the newest texts that hold all that is sought, with keys from `since` up to, not including, `before`."""
    if not sought:
        return []
    facts = {"since": since, "before": before, "most": most}
    if is_sqlite(session):
        rows = session.execute(_SQLITE, {**facts, "sought": _for_sqlite(sought)})
    elif sought.phrases:
        rows = session.execute(_PHRASES, {**facts, "all": _for_postgres(sought, " & "), "sought": _for_postgres(sought, " <-> "),
                                          "looked": PHRASES_LOOKED_AT})  # fmt: skip
    else:
        rows = session.execute(_POSTGRES, {**facts, "sought": _for_postgres(sought, " & ")})
    return [Hit(*row) for row in rows]


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


# CROSS JOIN: SQLite goes through the words, newest first, and stops when it has enough; it must not begin with the other table.
_SQLITE: Final = text("""
    SELECT found.id, found.source, found.source_id, found.case_id
    FROM searchwords CROSS JOIN searchtext AS found ON found.id = searchwords.rowid
    WHERE searchwords MATCH :sought AND searchwords.rowid >= :since AND searchwords.rowid < :before
    ORDER BY searchwords.rowid DESC LIMIT :most""")
_POSTGRES: Final = text("""
    SELECT id, source, source_id, case_id FROM searchtext
    WHERE lemmas @@ CAST(:sought AS tsquery) AND id >= :since AND id < :before
    ORDER BY id DESC LIMIT :most""")
# Places of words are not in the index: a phrase is looked for in the texts that hold all its words, newest first.
_PHRASES: Final = text("""
    SELECT id, source, source_id, case_id FROM (
        SELECT * FROM searchtext WHERE lemmas @@ CAST(:all AS tsquery) AND id >= :since AND id < :before
        ORDER BY id DESC LIMIT :looked) AS found
    WHERE lemmas @@ CAST(:sought AS tsquery) ORDER BY id DESC LIMIT :most""")
_INSERT_SQLITE: Final = insert(SEARCH_TEXT)
_INSERT_POSTGRES: Final = text("""
    INSERT INTO searchtext (id, source, source_id, case_id, lemmas)
    VALUES (:id, :source, :source_id, :case_id, CAST(:lemmas AS tsvector))""")
_HELD: Final = text("SELECT id, tsvector_to_array(lemmas) FROM searchtext WHERE id = ANY(:keys)")
