"""An account that was bound long ago is shown nothing until it is bound anew by a code from the work mailbox (threats.md D10)."""

import re
from datetime import timedelta

import pytest

from casework import views
from casework.confirming import confirm_accounts
from casework.office import Office, Privacy
from casework.outbox import claim
from tests.bot.room import Room
from tests.house import DUTY, HandClock, make_office


@pytest.fixture
def office() -> Office:
    return make_office(privacy=Privacy(content="chat", reconfirm=timedelta(days=180)))


async def test_nothing_is_shown_to_an_account_whose_confirmation_has_run_out(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes()
    card = (await room.heard(room.mari, f"/vaata {ref}"))[0]
    clock.move(days=181)
    assert ref not in (said := await room.say(room.mari, f"/vaata {ref}"))
    assert "kinnitus on aegunud" in said
    assert "kinnitus on aegunud" in (await room.press(room.mari, card, "✋ Võtan")).text
    assert await room.say(room.mari, f"/vaata {ref}", DUTY) == ""
    assert room.desk.look_now(views.card, ref).handler == ""


async def test_a_code_from_the_work_mailbox_binds_the_account_anew(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes()
    clock.move(days=181)
    assert room.desk.do_now(confirm_accounts) == 4
    assert room.desk.do_now(confirm_accounts) == 0  # once
    mails = [one for one in room.desk.do_now(claim, "mail", 50) if one.recipient == "mari@ska.example"]
    found = re.search(r"/start (\S+)", mails[0].text)
    assert found
    assert "Tere, Mari Mets!" in await room.say(room.mari, f"/start {found[1]}")
    assert ref in await room.say(room.mari, f"/vaata {ref}")


async def test_half_a_year_less_a_day_is_no_reason(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes()
    clock.move(days=179)
    assert room.desk.do_now(confirm_accounts) == 0
    assert ref in await room.say(room.mari, f"/vaata {ref}")
