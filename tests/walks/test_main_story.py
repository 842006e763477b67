"""One letter from the mailbox to the closed case, with every hand it goes through, on both engines."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.dovecot import Dovecot
from tests.house import CITIZEN, DUTY
from tests.walks.agency import Agency

pytestmark = pytest.mark.needs("dovecot")


@pytest.fixture
async def agency(dovecot: Dovecot, user: str, tmp_path: Path, database_url: str) -> AsyncIterator[Agency]:
    async with Agency(dovecot, user, tmp_path, database_url) as one:
        await one.open()
        await one.hire()
        yield one


async def test_a_letter_goes_all_the_way(agency: Agency) -> None:
    agency.deliver("Tere! Palun selgitage, kes maksab asenduskodu eest. Lugupidamisega Kadri Kask")
    receipt = await agency.mail_to(CITIZEN, "26-0001")
    assert "116 111" in receipt.text
    card = await agency.wait(DUTY, "26-0001")
    assert "Kadri" not in card.text
    assert CITIZEN not in card.text

    await agency.say("Mari", "/votan 26-0001", contains="26-0001")
    draft = await agency.say("Mari", "/mustand 26-0001", contains="[KIRJUTAGE SIIA VASTUSE SISU]")
    said = agency.telegram.say(agency.people["Mari"], "Asenduskodu eest maksab kohalik omavalitsus.", reply_to=draft)
    edited = await agency.wait(agency.people["Mari"].id, "maksab kohalik omavalitsus", after=said.message_id)
    assert edited.buttons
    await agency.say("Helve", "/kinnita 26-0001", contains="maksab kohalik omavalitsus")
    await agency.say("Helve", "/kinnita 26-0001", contains="26-0001")
    await agency.say("Mari", "/saada 26-0001", contains="26-0001")
    answer = await agency.mail_to(CITIZEN, "maksab kohalik omavalitsus")
    assert str(answer.message["In-Reply-To"]) == "<a1@post.example>"
    assert "Auto-Submitted" not in answer.message
    await agency.wait(agency.people["Mari"].id, "26-0001", after=agency.last_message("Mari") - 1)
    closed = await agency.say("Mari", "/sulge 26-0001 vastatud", contains="26-0001")
    assert "26-0001" in closed.text
