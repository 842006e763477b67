"""An archive of many letters and their answers, put straight into a database with its index: for measuring what it costs to find them."""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final

from sqlalchemy import insert, text
from sqlmodel import Session

from reading.word_index import IndexWords, index_words
from rules.kinds import Kind, Language
from rules.life import State
from rules.records import Dispatch, Paper
from rules.references import format_reference
from storage import search, word_counts
from storage.desk_tables import Draft, Official
from storage.search import LETTER, Indexed
from storage.store import Store
from storage.tables import Case, Letter, Person

LABELLED: Final = Path(__file__).parents[1] / "tests" / "casework" / "similar_letters.jsonl"
OWN: Final = Path(__file__).parents[1] / "reading" / "letters" / "own_letters.jsonl"
GROUP: Final = 2_000  # letters of one transaction
EVERYWHERE: Final = "Lugupeetud amet! Palun vastata. Lugupidamisega "
# Words of which each stands in a known share of all letters, so that a search for it has a known number of hits.
SHARES: Final = ((0.6, "hooldekodu"), (0.3, "lastekaitse"), (0.05, "ratastool"), (0.001, "viipekeel"))


@dataclass(frozen=True, slots=True)
class Written:
    """A letter and, where it was answered, the answer."""

    text: str
    answer: str = ""
    subject: str = "Küsimus"
    topic: str = "muu"


def made_up(count: int, seed: int = 7) -> Iterator[Written]:
    """Yield letters mixed of sentences of the project's own letters, each different, with the words of SHARES in their shares."""
    rng = random.Random(seed)
    rows = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    sentences = [one.strip() for row in rows for one in row["text"].replace("\n", " ").split(". ") if 20 < len(one) < 250]
    names = [row["sender_name"] for row in rows]
    for number in range(count):
        words = [word for share, word in SHARES if rng.random() < share]
        body = ". ".join(rng.sample(sentences, 6))
        yield Written(f"{EVERYWHERE}{rng.choice(names)}. {body}. {' '.join(words)} asi{number}.",
                      answer=". ".join(rng.sample(sentences, 4)), topic=rng.choice(("muu", "hooldekodu", "toetused")))  # fmt: skip


def fill(store: Store, letters: Sequence[Written] | Iterator[Written], *, begin: datetime, answered: bool = True) -> int:
    """Put letters into the database, each a case of its own, one a minute; answered ones with draft and sent letter. Return how many."""
    group: list[Written] = []
    done = 0
    for one in letters:
        group.append(one)
        if len(group) == GROUP:
            done += _write(store, group, done, begin, answered)
            group = []
    if group:
        done += _write(store, group, done, begin, answered)
    if store.engine.dialect.name != "sqlite":
        store.write_now(_go_on_numbering)
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
    return done


def _go_on_numbering(session: Session) -> None:
    for table in ("person", "case", "letter", "draft", "official"):
        session.execute(text(f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), (SELECT max(id) FROM \"{table}\"))"))  # noqa: S608


def _write(store: Store, group: Sequence[Written], done: int, begin: datetime, answered: bool) -> int:
    store.write_now(lambda session: _put(session, group, done, begin, answered))
    return len(group)


def _put(session: Session, group: Sequence[Written], done: int, begin: datetime, answered: bool) -> None:
    first = _next(session)
    official = session.get(Official, 1) or session.merge(Official(id=1, name="Mari Mets"))
    session.flush()
    people, cases, letters, drafts, texts, counted = [], [], [], [], [], []
    for step, one in enumerate(group):
        number, at = first + step, begin + timedelta(minutes=done + step)
        letter_id, answer_id = 2 * number, 2 * number + 1
        people.append({"id": number, "name": f"Kirjutaja {number}", "address": f"k{number}@post.example"})
        cases.append(_case(number, at, one, answered, official.id or 1))
        letters.append(_letter(letter_id, number, at, one.subject, one.text, incoming=True))
        words, others = words_of(f"{one.subject}. {one.text}")
        texts.append(Indexed(LETTER, letter_id, number, at, words, others, answered and bool(one.answer)))
        counted.append(words)
        if answered and one.answer:
            letters.append(_letter(answer_id, number, at + timedelta(hours=1), one.subject, one.answer, incoming=False))
            drafts.append(_draft(number, at, one, official.id or 1))
    for table, rows in ((Person, people), (Case, cases), (Letter, letters), (Draft, drafts)):
        if rows:
            session.execute(insert(table), rows)
    search.put(session, texts)
    word_counts.count(session, counted)
    session.execute(text("DELETE FROM searchqueue"))


def words_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a text for the index, read sentence by sentence: most of them occur again."""
    read = [_sentence(one) for one in text.split(". ")]
    words = tuple(chain.from_iterable(one.words for one in read))
    return words, tuple(sorted(set(chain.from_iterable(one.others for one in read)) - set(words)))


@lru_cache(maxsize=5_000)
def _sentence(text: str) -> IndexWords:
    return index_words(text)


def labelled() -> list[dict[str, str]]:
    """Return the letters whose right earlier answer is known."""
    return [json.loads(line) for line in LABELLED.read_text(encoding="utf-8").splitlines()]


def _next(session: Session) -> int:
    return int(session.execute(text('SELECT coalesce(max(id), 0) + 1 FROM "case"')).scalar_one())


def _case(number: int, at: datetime, one: Written, answered: bool, handler: int) -> dict[str, Any]:
    return {
        "id": number, "ref": format_reference(2025, number), "token": f"{number:024x}", "person_id": number, "kind": Kind.EXPLANATION,
        "state": State.SENT if answered else State.REGISTERED, "language": Language.ESTONIAN, "received": at,
        "registered": at.date(), "topic": one.topic, "handler_id": handler, "safe": date(2026, 12, 1),
    }  # fmt: skip


def _letter(letter_id: int, case_id: int, at: datetime, subject: str, body: str, *, incoming: bool) -> dict[str, Any]:
    return {
        "id": letter_id, "case_id": case_id, "incoming": incoming, "what": "letter" if incoming else Paper.ANSWER.value, "at": at,
        "subject": subject, "text": body, "new_text": body if incoming else "", "masked": body if incoming else "",
        "delivery": None if incoming else Dispatch.SENT,
    }  # fmt: skip


def _draft(case_id: int, at: datetime, one: Written, by: int) -> dict[str, Any]:
    return {"case_id": case_id, "version": 1, "paper": Paper.ANSWER, "language": Language.ESTONIAN, "substance": one.answer,
            "text": one.answer, "by_id": by, "at": at, "hash": "0" * 64, "sent_at": at}  # fmt: skip
