"""Letters on their way out: a server that is away costs none of them time, and each goes once when it is back."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlmodel import select

from casework.desk import Desk
from casework.in_bulk import file_letters
from casework.receive import Arrival, take_in
from casework.understand import glance_at_octets
from mail.accounts import CONNECTIONS, Account, Security
from mail.submit import Report, Submitter
from rules.records import Dispatch
from storage.desk_tables import OutboxItem
from storage.originals import Originals
from tests.house import HandClock, letter, make_desk, make_office
from tests.smtp_faults import CLOSE, ScriptedSmtp
from vastaja.health import Health
from vastaja.senders import LONGEST_REST, MailSender

LETTERS = 20


@dataclass(slots=True)
class Waiting:
    """A clock for waiting that moves only when told."""

    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass(slots=True)
class Office:
    """A desk with twenty receipts to send, and the one who sends them."""

    desk: Desk
    folder: Path
    server: ScriptedSmtp
    waiting: Waiting = field(default_factory=Waiting)
    sender: MailSender = field(init=False)

    def __post_init__(self) -> None:
        account = Account("post", "127.0.0.1", self.server.port, Security.PLAIN)
        self.sender = MailSender(self.desk, Submitter(account, timeout=1.0, final_timeout=1.0), Originals(self.folder),
                                 Health(self.desk.clock), self.waiting)  # fmt: skip
        raws = [letter("Palun selgitage, kes maksab hooldekodu eest.", sender=f"kiri{n}@post.example", message_id=f"<{n}@post.example>")
                for n in range(LETTERS)]  # fmt: skip
        arrivals = [Arrival(digest, len(raw), self.desk.clock(), 1, uid)
                    for uid, (raw, digest) in enumerate(zip(raws, Originals(self.folder).keep_all(raws), strict=True), 1)]  # fmt: skip
        ids = self.desk.do_now(take_in, "imap:info", "INBOX", arrivals)
        self.desk.do_now(file_letters, {one: glance_at_octets(raw, self.desk.office.senders) for one, raw in zip(ids, raws, strict=True)})

    def states(self) -> dict[Dispatch, int]:
        found = self.desk.look_now(lambda turn: turn.session.exec(select(OutboxItem.state).where(OutboxItem.channel == "mail")).all())
        return {state: found.count(state) for state in set(found)}

    def tried(self) -> int:
        return sum(self.desk.look_now(lambda turn: list(turn.session.exec(select(OutboxItem.tries).where(OutboxItem.channel == "mail")))))

    def later(self, seconds: float) -> None:
        self.waiting.now += seconds
        self.desk.clock.move(seconds=seconds)  # type: ignore[attr-defined]

    def receipts(self) -> int:
        return len({one.recipients for one in self.server.taken})


@pytest.fixture
async def office(office_url: str, tmp_path: Path) -> AsyncIterator[Office]:
    async with ScriptedSmtp() as server:
        desk = make_desk(office_url, HandClock(), make_office(), tmp_path / "originals")
        yield Office(desk, tmp_path / "originals", server)
        desk.store.close()


async def test_a_queue_goes_out_whole_and_each_letter_once(office: Office) -> None:
    await office.sender.round()
    assert office.states() == {Dispatch.SENT: LETTERS}
    assert len(office.server.taken) == office.receipts() == LETTERS


@pytest.mark.parametrize("connections", [1, 3])
async def test_no_more_letters_are_marked_as_leaving_than_there_are_connections(office: Office, connections: int) -> None:
    marked: list[int] = []

    class Watched(Submitter):
        async def submit(self, envelope_from: str, recipients: Sequence[str], raw: bytes) -> Report:
            marked.append(office.states().get(Dispatch.SENDING, 0))
            return await super().submit(envelope_from, recipients, raw)

    account = Account("post", "127.0.0.1", office.server.port, Security.PLAIN)
    sender = MailSender(office.desk, Watched(account, connections), Originals(office.folder), Health(office.desk.clock))
    await sender.round()
    assert max(marked) == connections
    assert office.states() == {Dispatch.SENT: LETTERS}


async def test_a_server_that_is_away_is_tried_with_one_letter_now_and_then(office: Office) -> None:
    office.server.always("BANNER", "421 away")
    await office.sender.round()
    first = office.tried()
    assert first <= CONNECTIONS
    await office.sender.round()
    assert office.tried() == first
    for _ in range(10):
        office.later(LONGEST_REST)
        await office.sender.round()
    assert office.tried() == first + 10
    assert office.states() == {Dispatch.PENDING: LETTERS}


async def test_within_half_a_minute_after_an_outage_of_hours_all_has_left(office: Office) -> None:
    office.server.always("BANNER", "421 away")
    for _ in range(150):
        await office.sender.round()
        office.later(LONGEST_REST)
    office.server.always("BANNER", "220 ready")
    await office.sender.round()
    office.later(LONGEST_REST)
    await office.sender.round()
    assert office.states() == {Dispatch.SENT: LETTERS}
    assert len(office.server.taken) == LETTERS


async def test_lines_that_break_again_and_again_delay_a_letter_by_seconds_not_minutes(office: Office) -> None:
    for _ in range(3):
        office.server.next("MAIL", *[CLOSE] * 100)
        await office.sender.round()
        assert office.states() == {Dispatch.PENDING: LETTERS}
        office.server._once.clear()
        office.later(LONGEST_REST)
    await office.sender.round()
    assert office.states() == {Dispatch.SENT: LETTERS}


async def test_a_letter_at_which_the_server_always_hangs_up_keeps_no_other_back_and_waits_longer_each_time(office: Office) -> None:
    await office.sender.round()
    office.desk.do_now(lambda turn: turn.mail("valve@ska.example", "Teade", "Tere"))
    office.server.always("RCPT", CLOSE)
    pauses = []
    for _ in range(7):
        await office.sender.round()
        (item,) = office.desk.look_now(lambda turn: turn.session.exec(select(OutboxItem).where(OutboxItem.what == "alarm")).all())
        pauses.append((item.try_after - office.desk.clock()).total_seconds())
        office.later(pauses[-1])
    assert pauses == sorted(pauses)
    assert pauses[0] == 15
    assert pauses[-1] > 600


async def test_what_has_left_is_written_down_even_where_the_next_cannot_be_claimed(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    calls, real = [0], Desk.do

    async def do(self: Desk, verb: object, *args: object, **kwargs: object) -> object:
        if getattr(verb, "__name__", "") == "settle_and_claim":
            calls[0] += 1
            if calls[0] == 2:
                raise KeyError("a bug")
        return await real(self, verb, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Desk, "do", do)
    with pytest.raises(KeyError):
        await office.sender.round()
    assert office.states() == {Dispatch.SENT: CONNECTIONS, Dispatch.PENDING: LETTERS - CONNECTIONS}
    await asyncio.wait_for(office.sender.round(), 10)
    assert office.states() == {Dispatch.SENT: LETTERS}
