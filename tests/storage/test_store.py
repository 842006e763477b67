"""The door to the database, on both engines."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, StatementError
from sqlmodel import Session, select

from rules.kinds import Kind, Language
from storage.desk_tables import ChatMessage, Official, WrongCode
from storage.migrate import differences, upgrade
from storage.revisions import OtherVersion, demand_current, versions
from storage.store import Store
from storage.tables import Case, Counter, Event, Ledger, Person

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    opened = Store(database_url)
    upgrade(opened.engine)
    yield opened
    opened.close()


def test_an_empty_database_says_what_to_do(database_url: str) -> None:
    opened = Store(database_url)
    with pytest.raises(OtherVersion, match="run `vastaja db upgrade`"):
        demand_current(opened.engine)
    opened.close()


def test_after_an_upgrade_the_tables_are_those_of_the_code(store: Store) -> None:
    assert differences(store.engine) == []
    here, head = versions(store.engine)
    assert here == head
    upgrade(store.engine)  # a second time changes nothing
    demand_current(store.engine)


def test_what_raises_changes_nothing(store: Store) -> None:
    def half(session: Session) -> None:
        session.add(Counter(year=2026, last=1))
        session.flush()
        raise ValueError

    with pytest.raises(ValueError):
        store.write_now(half)
    assert store.read_now(lambda session: session.exec(select(Counter)).all()) == []


def test_what_a_reader_changes_is_thrown_away(store: Store) -> None:
    store.read_now(lambda session: session.add(Counter(year=2026, last=1)))
    assert store.read_now(lambda session: session.exec(select(Counter)).all()) == []


@pytest.mark.parametrize("change", ["UPDATE event SET what = 'x'", "DELETE FROM event"])
def test_an_event_is_never_changed(store: Store, change: str) -> None:
    store.write_now(lambda session: session.add(Event(at=NOW, who="vastaja", what="registered")))
    with pytest.raises(DBAPIError, match="events are never changed"):
        store.write_now(lambda session: session.execute(text(change)))
    assert store.read_now(lambda session: session.exec(select(Event.what)).all()) == ["registered"]


def test_a_moment_without_its_offset_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="timezone"):
        store.write_now(lambda session: session.add(Event(at=NOW.replace(tzinfo=None), who="x", what="x")))


async def test_many_writers_lose_no_number(store: Store) -> None:
    store.write_now(lambda session: session.add(Counter(year=2026)))

    def raise_it(session: Session) -> int:
        row = session.exec(select(Counter).where(Counter.year == 2026).with_for_update()).one()
        row.last += 1
        session.add(row)
        return row.last

    numbers = await asyncio.gather(*(store.write(raise_it) for _ in range(50)))
    assert sorted(numbers) == list(range(1, 51))


async def test_a_reader_does_not_wait_for_a_writer(store: Store) -> None:
    store.write_now(lambda session: session.add(Counter(year=2026, last=7)))
    begun, go_on = threading.Event(), threading.Event()

    def slow(session: Session) -> None:
        session.exec(select(Counter).with_for_update()).one().last = 8
        session.flush()
        begun.set()
        assert go_on.wait(10)

    writing = asyncio.create_task(store.write(slow))
    assert await asyncio.to_thread(begun.wait, 10)
    seen = await store.read(lambda session: session.exec(select(Counter.last)).one())
    go_on.set()
    await writing
    assert seen == 7


def test_ids_of_telegram_and_of_mail_folders_are_longer_than_31_bits(store: Store) -> None:
    def write(session: Session) -> None:
        session.add(Person(telegram_id=7_912_345_678, name=""))
        session.add(WrongCode(telegram_id=7_912_345_678, last=NOW))
        session.add(Official(name="Mari", telegram_id=7_912_345_678))
        session.add(Ledger(source="imap:info", folder="INBOX", uidvalidity=4_294_967_295, uid=4_294_967_295,
                           digest="a", seen=NOW, received=NOW))  # fmt: skip
        session.flush()
        person = session.exec(select(Person)).one()
        case = Case(ref="26-0001", token="t", person_id=person.id or 0, kind=Kind.OTHER, language=Language.ESTONIAN,
                    received=NOW, registered=NOW.date())  # fmt: skip
        session.add(case)
        session.flush()
        session.add(ChatMessage(chat_id=-1_002_345_678_901, message_id=1, case_id=case.id or 0, what="card", at=NOW))

    store.write_now(write)
    assert store.read_now(lambda session: session.exec(select(ChatMessage)).one().chat_id) == -1_002_345_678_901
    assert store.read_now(lambda session: session.exec(select(Ledger)).one().uid) == 4_294_967_295
