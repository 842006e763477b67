"""Several processes of one house: who serves a door, who reads a letter, and what one finds that was asleep."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import update

from casework.desk import Desk
from casework.leases import LeaseLost, database_now, demand, hold
from casework.receive import Arrival, claim_letters, take_in
from casework.turn import Turn
from storage.desk_tables import Lease
from storage.store import FAR_PATIENCE
from storage.tables import Ledger
from tests.house import make_desk
from tests.vastaja.terminal import SETTINGS, Terminal
from vastaja.alone import NotAlone, alone
from vastaja.leases import Leases
from vastaja.loops import DATABASE_AWAY
from vastaja.settings import Settings
from vastaja.sharing import ALL, Part, leased, ours

needs_postgres = pytest.mark.needs("postgres")


@pytest.fixture
async def desks(postgres_url: Callable[[], str]) -> AsyncIterator[tuple[Desk, Desk]]:
    """Return the desks of two processes that share one database."""
    url = postgres_url()
    one, other = make_desk(url), make_desk(url)
    yield one, other
    one.store.close()
    other.store.close()


class Process:
    """A process that serves one door: it writes down that it is at work, and takes turns at the desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.leases, self.stop = desk, Leases(desk), asyncio.Event()
        self.at_work, self.refused = asyncio.Event(), asyncio.Event()
        loop = self.leases.of("imap:info", self.serve)
        self.tasks = [asyncio.create_task(one(self.stop)) for one in (loop, self.leases.beat)]

    async def serve(self, stop: asyncio.Event) -> None:
        self.at_work.set()
        try:
            while not stop.is_set():
                await self.desk.do(lambda turn: turn.note(None, "vastaja", "served"))
                await asyncio.sleep(0.01)
        except LeaseLost:
            self.refused.set()
            raise

    def fall_asleep(self) -> None:
        """Renew nothing any more, and go on as if nothing had happened: what a stopped process does when it wakes."""
        self.tasks[1].cancel()

    async def end(self) -> None:
        self.stop.set()
        with suppress(asyncio.CancelledError):
            await asyncio.gather(*self.tasks)


def run_out(turn: Turn) -> None:
    """Let half a minute pass by the database's clock."""
    turn.session.execute(update(Lease).values(until=database_now(turn) - timedelta(seconds=1)))


@needs_postgres
async def test_one_process_serves_a_door_and_another_takes_over_with_a_higher_number(desks: tuple[Desk, Desk]) -> None:
    first = Process(desks[0])
    await asyncio.wait_for(first.at_work.wait(), 10)
    second = Process(desks[1])
    await asyncio.sleep(0.2)
    assert not second.at_work.is_set()
    first.fall_asleep()
    await desks[1].do(run_out)
    await asyncio.wait_for(second.at_work.wait(), 30)
    await asyncio.wait_for(first.refused.wait(), 10)  # woken, it finds its number stale before any effect
    assert second.leases.held["imap:info"] == 2
    for one in (second, first):
        await one.end()


@needs_postgres
async def test_a_process_that_ends_leaves_its_doors_to_the_others_at_once(desks: tuple[Desk, Desk]) -> None:
    first = Process(desks[0])
    await asyncio.wait_for(first.at_work.wait(), 10)
    second = Process(desks[1])
    await first.end()
    await asyncio.wait_for(second.at_work.wait(), 30)
    await second.end()


@needs_postgres
async def test_a_lease_is_kept_by_its_holder_and_refused_to_others(desks: tuple[Desk, Desk]) -> None:
    assert await desks[0].do(hold, ["clock", "telegram"], "a") == {"clock": 1, "telegram": 1}
    assert await desks[1].do(hold, ["clock"], "b") == {}
    assert await desks[0].do(hold, ["clock"], "a") == {"clock": 1}
    await desks[0].do(run_out)
    assert await desks[1].do(hold, ["clock"], "b") == {"clock": 2}


@needs_postgres
async def test_a_lease_is_renewed_in_the_middle_of_a_turn_and_hinders_only_others(desks: tuple[Desk, Desk]) -> None:
    """A busy door looks at its lease in each turn: were it left out of a beat for that, it would be let go of again and again."""
    assert desks[0].do_now(hold, ["clock"], "a") == {"clock": 1}

    def busy(turn: Turn) -> None:
        demand(turn, "clock", "a", 1)
        assert desks[0].do_now(hold, ["clock"], "a") == {"clock": 1}
        desks[1].do_now(run_out)
        assert desks[1].do_now(hold, ["clock"], "b") == {}

    desks[0].do_now(busy)
    assert desks[1].do_now(hold, ["clock"], "b") == {"clock": 2}


@needs_postgres
async def test_who_falls_asleep_in_mid_turn_holds_nothing_for_long_and_finds_the_database_away(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desks[0].do_now(hold, ["clock"], "a") == {"clock": 1}

    def asleep(turn: Turn) -> None:
        demand(turn, "clock", "a", 1)
        desks[1].do_now(lambda other: other.session.execute(text("SELECT pg_sleep(0.3)")))
        turn.note(None, "vastaja", "woke")

    monkeypatch.setitem(FAR_PATIENCE, "idle_in_transaction_session_timeout", 50)
    desks[0].store.engine.dispose()  # connections made from now on are as impatient as told
    with pytest.raises(DATABASE_AWAY):
        desks[0].do_now(asleep)


@needs_postgres
async def test_no_two_processes_read_the_same_letter(desks: tuple[Desk, Desk]) -> None:
    letters = [Arrival(f"{number:064}", 10, desks[0].clock(), 1, number) for number in range(1, 8)]
    await desks[0].do(take_in, "imap:info", "INBOX", letters)
    mine, others = await asyncio.gather(*(desk.do(claim_letters, 4) for desk in desks))
    assert sorted(one.id for one in (*mine, *others)) == [*range(1, 8)]
    assert await desks[0].do(claim_letters) == []

    def die(turn: Turn) -> None:
        turn.session.execute(update(Ledger).values(read_until=database_now(turn) - timedelta(seconds=1)))

    await desks[0].do(die)
    assert len(await desks[1].do(claim_letters)) == 7  # of a process that died over them


def test_on_sqlite_a_second_process_is_refused_and_a_dead_one_holds_nothing(tmp_path: Path) -> None:
    with alone(tmp_path / "vastaja.db"), pytest.raises(NotAlone, match="stop it first"), alone(tmp_path / "vastaja.db"):
        pass
    with alone(tmp_path / "vastaja.db"):
        pass
    with alone(None), alone(None):
        pass


async def _idle(stop: asyncio.Event) -> None:
    await stop.wait()


def test_each_part_runs_its_own_loops_and_every_process_looks_around() -> None:
    names = ["filing", "clock", "lookout", "index", "imap:info", "imap:info:junk", "census", "smtp", "sent-copies", "canary",
             "telegram", "chat", "web"]  # fmt: skip
    loops = dict.fromkeys(names, _idle)
    assert [*ours(loops, ALL)] == names
    assert [*ours(loops, {Part.DOORS})] == ["lookout", "imap:info", "imap:info:junk", "telegram", "web"]
    assert [*ours(loops, {Part.CLOCK})] == ["clock", "lookout", "census", "canary"]
    parted = [set(ours(loops, {part})) for part in Part]
    assert set.union(*parted) == set(names)


@needs_postgres
async def test_what_one_process_may_do_at_a_time_stands_behind_a_lease(desks: tuple[Desk, Desk]) -> None:
    loops = dict.fromkeys(["filing", "smtp", "chat", "telegram", "imap:info", "clock", "lookout", "web"], _idle)
    found = leased(loops, Leases(desks[0]), Settings())
    assert {name for name, loop in found.items() if loop is _idle} == {"filing", "smtp", "lookout", "web"}
    by_webhook = Settings.of(
        {"telegram": {"mode": "webhook", "webhook_url": "https://bot.example", "webhook_secret": "s"}}, Path()
    )
    assert leased(loops, Leases(desks[0]), by_webhook)["telegram"] is _idle


def test_parts_of_the_house_need_postgresql_and_must_be_known(terminal_with_a_file: Terminal) -> None:
    terminal_with_a_file.settings(SETTINGS + '[telegram]\ntoken = "1:abc"\n')
    assert "parts need PostgreSQL" in terminal_with_a_file("run", "--roles", "doors").err
    unknown = terminal_with_a_file("run", "--roles", "doors,cellar")
    assert (unknown.code, "must be one or more of" in unknown.err) == (2, True)
