"""The table of notices gets its key of case and authority, and loses it again, with the rows it can hold, on both engines."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from alembic import command
from sqlalchemy import inspect
from sqlmodel import Session, col, select

from rules.kinds import Kind, Language
from storage import migrate
from storage.chat_tables import InternalNote
from storage.desk_tables import Official, Referral
from storage.migrate import differences, upgrade
from storage.search import NOTE, waiting
from storage.store import Store
from storage.tables import Case, Person

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # Monday
WORDS = "Teatame abivajavast lapsest."
BEFORE = "0015"


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """Yield a database with a case told to its municipality and to the police."""
    opened = Store(database_url)
    upgrade(opened.engine)
    opened.write_now(_told_to_both)
    yield opened
    opened.close()


def _told_to_both(session: Session) -> None:
    session.add(Person(id=1, name="Kadri", address="kadri@post.example"))
    session.add(Official(id=1, name="Mari Mets"))
    session.flush()
    session.add(Case(id=1, ref="26-0001", token="1" * 24, person_id=1, kind=Kind.EXPLANATION, language=Language.ESTONIAN,
                     received=NOW, registered=NOW.date()))  # fmt: skip
    session.flush()
    for authority in ("KOV", "PPA"):
        session.add(Referral(case_id=1, authority=authority, recipient=f"asutus {authority}", chosen=[1, 3], text=WORDS, by_id=1, at=NOW,
                             sent_at=NOW, sent_way="DHX", proof="tõend"))  # fmt: skip


def _key(store: Store) -> list[str]:
    return inspect(store.engine).get_pk_constraint("referral")["constrained_columns"]


def _authorities(store: Store) -> list[str]:
    return list(store.read_now(lambda session: session.exec(select(Referral.authority).order_by(col(Referral.authority))).all()))


def test_a_notice_of_a_case_stays_word_for_word_on_the_way_back_and_forth(store: Store) -> None:
    with store.engine.begin() as connection:
        command.downgrade(migrate._config(connection), BEFORE)
    assert _key(store) == ["case_id"]
    assert _authorities(store) == ["KOV"]  # the older program knows one notice a case
    upgrade(store.engine)
    assert _key(store) == ["case_id", "authority"]
    kept = store.read_now(lambda session: session.get_one(Referral, (1, "KOV")))
    assert (kept.recipient, kept.chosen, kept.text, kept.at, kept.proof) == ("asutus KOV", [1, 3], WORDS, NOW, "tõend")
    assert differences(store.engine) == []


def test_after_the_way_back_and_forth_a_second_authority_can_be_told_again(store: Store) -> None:
    with store.engine.begin() as connection:
        command.downgrade(migrate._config(connection), BEFORE)
    upgrade(store.engine)
    store.write_now(lambda session: session.add(Referral(case_id=1, authority="PPA", by_id=1, at=NOW)))
    assert _authorities(store) == ["KOV", "PPA"]


def test_a_note_waits_for_the_index_again_after_the_way_back_and_forth(store: Store) -> None:
    store.write_now(lambda session: session.add(InternalNote(id=7, case_id=1, by_id=1, at=NOW, text="Helistas uuesti.")))
    assert (NOTE, 7) not in _waiting(store)
    with store.engine.begin() as connection:
        command.downgrade(migrate._config(connection), "0017")
    upgrade(store.engine)
    assert _waiting(store).count((NOTE, 7)) == 1


def _waiting(store: Store) -> list[tuple[int, int]]:
    return [(source, one) for _, source, one in store.read_now(lambda session: waiting(session, 9))]
