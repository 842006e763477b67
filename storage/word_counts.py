"""In how many letters a word occurs: what is rare tells more than what is common. Words are kept as digests only."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as insert_postgres
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlmodel import Session

from storage.search import is_sqlite, words_in_order
from storage.search_tables import LEMMA_COUNT

ALL: Final = 0  # the key under which the letters themselves are counted
_GROUP: Final = 500  # rows of one statement


def key_of_word(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest()) >> 1 or 1


def count(session: Session, letters: Iterable[Iterable[str]]) -> None:
    """Count the words of these letters, each word once a letter."""
    counts: dict[int, int] = {ALL: 0}
    for words in letters:
        counts[ALL] += 1
        for key in {key_of_word(word) for word in words}:
            counts[key] = counts.get(key, 0) + 1
    rows = [{"key": key, "letters": number} for key, number in sorted(counts.items())]
    insert = insert_sqlite if is_sqlite(session) else insert_postgres
    for start in range(0, len(rows), _GROUP):
        new = insert(LEMMA_COUNT).values(rows[start : start + _GROUP])
        session.execute(new.on_conflict_do_update(
            index_elements=[LEMMA_COUNT.c.key], set_={"letters": LEMMA_COUNT.c.letters + new.excluded.letters}))  # fmt: skip


def uncount_case(session: Session, case_id: int) -> None:
    """Count the words of a case's letters no more; a word that no other letter holds leaves no trace. The index must hold them still."""
    counted: dict[int, int] = {ALL: 0}
    for words in words_in_order(session, case_id):
        counted[ALL] += 1
        for key in map(key_of_word, words):
            counted[key] = counted.get(key, 0) + 1
    if not counted[ALL]:
        return
    table = LEMMA_COUNT.c
    session.execute(update(LEMMA_COUNT).where(table.key == bindparam("of")).values(letters=table.letters - bindparam("less")),
                    [{"of": key, "less": number} for key, number in sorted(counted.items())])  # fmt: skip
    session.execute(delete(LEMMA_COUNT).where(table.letters <= 0, table.key != ALL))


def counts(session: Session, words: Iterable[str]) -> tuple[Mapping[str, int], int]:
    """Return in how many letters each word occurs, and how many letters there are."""
    keys = {key_of_word(word): word for word in words}
    rows = session.execute(select(LEMMA_COUNT.c.key, LEMMA_COUNT.c.letters).where(LEMMA_COUNT.c.key.in_([*keys, ALL])))
    found = {row[0]: row[1] for row in rows}
    return {word: found.get(key, 0) for key, word in keys.items()}, found.get(ALL, 0)
