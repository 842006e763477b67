"""A house with its content page: the real web door over a real desk; a browser's cookies, a hand-moved clock."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from casework.assign import take
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.office import Privacy
from casework.page_links import offer
from casework.people import Staff
from casework.understand import Understood, understand_octets
from storage.originals import Originals
from tests.house import HandClock, People, hire, letter, make_desk, make_office, receive
from vastaja.page.routes import page_routes
from vastaja.web import make_web

URL = "https://vastaja.ska.example"
REF = "26-0001"
WORDS = "Palun selgitage, kes maksab asenduskodu eest."


@dataclass(slots=True)
class House:
    desk: Desk
    people: People
    originals: Path
    clock: HandClock
    client: httpx.AsyncClient

    def link(self, who: Staff, what: str = "letter", ref: str = REF, subject: str = "") -> tuple[str, str]:
        """Return the path of a link as the chat gives it, and its code."""
        found = self.desk.do_now(offer, who, what, ref, subject)
        return found.address.removeprefix(self.desk.office.privacy.page_url), found.code

    async def enter(self, who: Staff, what: str = "letter", ref: str = REF, subject: str = "") -> str:
        """Open a link as its official does, and return the path of the visit."""
        path, code = self.link(who, what, ref, subject)
        answer = await self.post(path, code=code)
        assert answer.status_code == 303, answer.text
        return answer.headers["location"]

    async def post(self, path: str, **fields: Any) -> httpx.Response:
        return await self.client.post(path, data=fields, headers={"Origin": URL})

    async def do(self, visit: str, deed: str, **fields: Any) -> httpx.Response:
        """Press a button of a visit's page, with the seal the page holds."""
        seal = re.search(r'name="seal" value="(\w+)"', (await self.client.get(visit)).text)
        assert seal
        return await self.post(f"{visit}{deed}", seal=seal[1], **fields)

    def comes(self, raw: bytes, uid: int = 1) -> str:
        return receive(self.desk, self.originals, raw, uid)[1]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(office_url: str, tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    office = make_office(privacy=Privacy(content="page", page_url=URL))
    opened = make_desk(office_url, clock, office, tmp_path / "originals")
    yield opened
    opened.store.close()


@pytest.fixture
async def house(desk: Desk, clock: HandClock, tmp_path: Path) -> AsyncIterator[House]:
    """Return a house with one letter that Mari has taken."""

    async def read(octets: bytes) -> Understood:
        return understand_octets(octets, desk.office.senders)

    originals = tmp_path / "originals"
    people = hire(desk)
    web = make_web(desk, dict, page_routes(desk, URL, Originals(originals), read))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app=web), base_url=URL) as client:
        there = House(desk, people, originals, clock, client)
        assert there.comes(letter(WORDS)) == REF
        desk.do_now(take, people.mari, REF)
        yield there


@pytest.fixture
def drafted(house: House) -> House:
    """Return the house where Mari has written an answer that waits for Helve."""
    first = house.desk.do_now(draft_answer, house.people.mari, REF)
    house.desk.do_now(edit, house.people.mari, REF, first.version, "Asenduskodu eest maksab kohalik omavalitsus.")
    return house
