"""The loops of the house: a database that is away is outlived, a bug is not; a ring is never lost."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from vastaja.loops import Bell, every, until_done

AWAY = OperationalError("SELECT 1", {}, Exception("database is locked"))
LONG = timedelta(hours=1)


async def test_a_database_that_is_away_is_asked_again() -> None:
    stop, answers = asyncio.Event(), iter([AWAY, None])

    async def round_() -> None:
        if trouble := next(answers):
            raise trouble
        stop.set()

    await asyncio.wait_for(every(LONG, round_, stop), 10)
    assert next(answers, "asked twice") == "asked twice"


async def test_what_must_be_written_down_is_written_when_the_database_is_back() -> None:
    answers = iter([AWAY, "written"])

    async def write() -> str:
        told = next(answers)
        if isinstance(told, Exception):
            raise told
        return told

    assert await until_done(write) == "written"


@pytest.mark.parametrize("bug", [KeyError("x"), IntegrityError("INSERT", {}, Exception("unique"))])
async def test_a_bug_ends_the_loop(bug: Exception) -> None:
    async def round_() -> None:
        raise bug

    with pytest.raises(type(bug)):
        await every(LONG, round_, asyncio.Event())


async def test_a_house_that_is_told_to_stop_does_not_wait_for_its_database() -> None:
    stop = asyncio.Event()

    async def round_() -> None:
        stop.set()
        raise AWAY

    await asyncio.wait_for(every(LONG, round_, stop), 2)


async def test_a_ring_between_two_waits_is_not_lost() -> None:
    bell = Bell()
    bell.ring()
    await asyncio.wait_for(bell.wait(LONG, asyncio.Event()), 2)
