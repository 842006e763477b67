"""A child in danger at three in the morning of a holiday while a door is down: told by the other one within a minute."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from playground.fault_proxy import FaultProxy
from tests.dovecot import Dovecot
from tests.house import DUTY
from tests.walks.agency import Agency

pytestmark = pytest.mark.needs("dovecot")

NIGHT = datetime(2026, 12, 25, 1, 0, tzinfo=UTC)  # Friday 03:00, Christmas Day
DANGER = "Naabri laps on praegu keldris luku taga ja isa peksab teda. Palun aidake kohe!"
DESK = "valve@ska.example"
REF = "26-0001"


@pytest.fixture
async def walled(dovecot: Dovecot, user: str, tmp_path: Path) -> AsyncIterator[tuple[Agency, dict[str, FaultProxy]]]:
    """An agency whose doors stand behind wires that can be cut."""
    async with Agency(dovecot, user, tmp_path) as agency, FaultProxy(agency.telegram_port) as chat, FaultProxy(agency.sink.port) as mail:
        agency.wires = {"telegram": chat.port, "smtp": mail.port}
        await agency.open()
        await agency.hire()
        agency.clock.to(NIGHT)
        yield agency, {"chat": chat, "mail": mail}
        await agency.close()


def cut(wire: FaultProxy) -> None:
    wire.shut = True
    wire.break_all()


async def test_with_telegram_down_it_is_told_by_mail_without_a_word_of_the_letter(walled: tuple[Agency, dict[str, FaultProxy]]) -> None:
    agency, wires = walled
    cut(wires["chat"])
    agency.deliver(DANGER)
    await agency.mail_to("kadri.kask@post.example", REF)  # registered and acknowledged
    assert not [one for one in agency.sink.delivered if DESK in one.recipients and REF in str(one.message["Subject"])]
    await agency.tick(seconds=31)
    alarm = await agency.mail_to(DESK, f"Kiire: laps võib vajada abi ({REF})")
    assert "112" in alarm.text
    assert "keldris" not in alarm.text
    await agency.tick(seconds=20)
    assert len([one for one in agency.sink.delivered if DESK in one.recipients and REF in str(one.message["Subject"])]) == 1


async def test_with_the_mail_server_down_it_is_told_in_the_chat(walled: tuple[Agency, dict[str, FaultProxy]]) -> None:
    agency, wires = walled
    cut(wires["mail"])
    agency.deliver(DANGER)
    alert = await agency.wait(DUTY, "112")
    assert REF in alert.text
    assert "keldris" not in alert.text
