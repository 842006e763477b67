"""The web door: well or not, ready or not, figures, and nothing of anybody."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from casework.desk import Desk
from storage.store import Store
from tests.house import HandClock, letter, make_desk, make_office, receive
from vastaja.health import Health
from vastaja.settings import Settings
from vastaja.web import make_web


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def desk(clock: HandClock, office_url: str) -> AsyncIterator[Desk]:
    one = make_desk(office_url, clock)
    yield one
    one.store.close()


@pytest.fixture
async def door(desk: Desk, clock: HandClock) -> AsyncIterator[tuple[httpx.AsyncClient, Health]]:
    health = Health(clock)
    web = make_web(desk, lambda: health.states(clock()))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=web), base_url="http://house") as client:
        yield client, health


async def test_the_house_is_well_while_its_doors_are(door: tuple[httpx.AsyncClient, Health], clock: HandClock) -> None:
    client, health = door
    health.expect("imap:info", timedelta(minutes=5))
    health.heard("imap:info")
    health.heard("smtp")
    answer = await client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {
        "imap:info": {"ok": True, "since": "2026-11-23T08:00:00+00:00", "sentence": ""},
        "smtp": {"ok": True, "since": "2026-11-23T08:00:00+00:00", "sentence": ""},
    }
    clock.move(minutes=6)
    answer = await client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["imap:info"] == {
        "ok": False, "since": "2026-11-23T08:00:00+00:00", "sentence": "has been silent too long",
    }  # fmt: skip
    assert answer.json()["smtp"]["ok"] is True, "nothing to send is no trouble"


async def test_a_door_in_trouble_says_since_when_until_it_is_heard_again(
    door: tuple[httpx.AsyncClient, Health], clock: HandClock
) -> None:
    client, health = door
    health.heard("smtp")
    clock.move(minutes=1)
    health.trouble("smtp", "smtp: the server refuses the login")
    clock.move(minutes=1)
    health.trouble("smtp", "smtp: the server does not answer")
    told = (await client.get("/health")).json()["smtp"]
    assert told == {"ok": False, "since": "2026-11-23T08:01:00+00:00", "sentence": "smtp: the server does not answer"}
    health.heard("smtp")
    assert (await client.get("/health")).status_code == 200
    state = health.states(clock())["smtp"]
    assert (state.since, state.heard) == (clock.now, clock.now)


async def test_the_house_is_ready_while_its_database_answers(
    door: tuple[httpx.AsyncClient, Health], tmp_path: Path
) -> None:
    client, _ = door
    assert (await client.get("/ready")).json() == {"ready": True}


async def test_without_its_tables_the_house_is_not_ready(tmp_path: Path, clock: HandClock) -> None:
    store = Store(f"sqlite:///{tmp_path}/empty.db")
    web = make_web(Desk(store, make_office(), clock), dict)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=web), base_url="http://house") as client:
        assert [(await client.get(path)).status_code for path in ("/ready", "/metrics", "/health")] == [503, 503, 200]
    store.close()


async def test_the_figures_count_letters_cases_and_what_goes_out(
    door: tuple[httpx.AsyncClient, Health], desk: Desk, clock: HandClock, tmp_path: Path
) -> None:
    client, health = door
    health.heard("smtp")
    receive(desk, tmp_path, letter("Palun selgitage, kuidas koduteenust määratakse."))
    receive(desk, tmp_path, letter("Palun selgitage, kuidas koduteenust määratakse."), uid=2)
    clock.move(days=30)
    lines = (await client.get("/metrics")).text.splitlines()
    for line in (
        'vastaja_letters{outcome="case"} 1.0', 'vastaja_letters{outcome="duplicate"} 1.0',
        'vastaja_letters{outcome="held"} 0.0', 'vastaja_outbox_items{channel="mail",state="pending"} 1.0',
        'vastaja_cases{state="registered"} 1.0', "vastaja_cases_open 1.0", "vastaja_cases_overdue 1.0",
        'vastaja_door_ok{door="smtp"} 1.0', 'vastaja_door_last_contact_seconds{door="smtp"} 2.592e+06',
        'vastaja_outbox_oldest_seconds{channel="mail"} 2.592e+06',
    ):  # fmt: skip
        assert line in lines, line
    assert "post.example" not in "\n".join(lines)


async def test_only_get_is_answered_and_every_answer_is_kept_from_harm(door: tuple[httpx.AsyncClient, Health]) -> None:
    client, _ = door
    for method, path, code in (
        ("GET", "/health", 200),
        ("POST", "/health", 405),
        ("DELETE", "/metrics", 405),
        ("GET", "/x", 404),
    ):
        answer = await client.request(method, path)
        assert answer.status_code == code
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_the_address_of_the_door_is_read_whole() -> None:
    settings = Settings.of({"web": {"listen": "[::1]:9000"}}, Path("/srv"))
    assert (settings.web.host, settings.web.port) == ("::1", 9000)
