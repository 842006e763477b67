"""Two agencies that both use the house write to each other, and fall silent."""

from pathlib import Path

import pytest

from casework.desk import Desk
from casework.outbox import Parcel, Told, claim, settle
from casework.receive import Arrival, take_in
from casework.register import file_letter
from casework.understand import understand_octets
from mail.compose import Outgoing, compose
from mail.letter import Address
from replies.facts import OfficeFacts
from rules.records import Dispatch
from storage.originals import Originals
from tests.house import HandClock, letter, make_desk, make_office

A, B = "info@ska.example", "info@vald.example"


def house(folder: Path, address: str) -> Desk:
    office = make_office()
    facts = OfficeFacts(**{**{name: getattr(office.facts, name) for name in OfficeFacts.__slots__}, "address": address})
    folder.mkdir()
    return make_desk(f"sqlite:///{folder}/v.db", HandClock(), make_office(facts=facts))


def as_sent(desk: Desk, parcel: Parcel, automatic: bool) -> bytes:
    ours, to = desk.office.facts.address, parcel.recipient
    return compose(Outgoing(
        sender=ours, sender_name=desk.office.facts.name, recipients=(to,), to=(Address("", to),), subject=parcel.subject,
        text=parcel.text, message_id=parcel.message_id, date=desk.clock(), in_reply_to=parcel.in_reply_to,
        references=tuple(parcel.references.split()), automatic=automatic,
    ))  # fmt: skip


def exchange(houses: dict[str, Desk], folder: Path, first: bytes, to: str) -> int:
    """Carry letters between the houses until both are silent; return how many had to be carried after the first."""
    post, count, uid = [(to, first)], 0, 0
    while post and count < 20:
        address, raw = post.pop(0)
        desk, uid = houses[address], uid + 1
        digest = Originals(folder / "originals").keep(raw)
        (ledger_id,) = desk.do_now(take_in, "imap:info", "INBOX", [Arrival(digest, len(raw), desk.clock(), 1, uid)])
        desk.do_now(file_letter, ledger_id, understand_octets(raw, desk.office.senders))
        for parcel in desk.do_now(claim, "mail", 8):
            desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.SENT)])
            if parcel.recipient in houses:
                post.append((parcel.recipient, as_sent(desk, parcel, bool(parcel.values.get("automatic")))))
                count += 1
    return count


@pytest.mark.parametrize("automatic", [False, True])
@pytest.mark.parametrize("strip", [False, True])
def test_two_houses_fall_silent_within_two_letters(tmp_path: Path, automatic: bool, strip: bool) -> None:
    """Even where a server between them takes away the headers that say so, and the first letter reads like a person's."""
    houses = {A: house(tmp_path / "a", A), B: house(tmp_path / "b", B)}
    extra = {"Auto-Submitted": "auto-replied"} if automatic and not strip else {}
    first = letter("Palun selgitage, kes maksab asenduskodu eest.", sender=f"Näidisamet <{A}>", headers=extra)
    assert exchange(houses, tmp_path, first, B) <= 2
    for desk in houses.values():
        desk.store.close()


def test_an_answer_of_one_house_to_the_other_ends_the_talk(tmp_path: Path) -> None:
    houses = {A: house(tmp_path / "a", A), B: house(tmp_path / "b", B)}
    answer = compose(Outgoing(sender=A, sender_name="Näidisamet", recipients=(B,), to=(Address("", B),), subject="Vastus",
                              text="Palun selgitage omalt poolt, kes maksab asenduskodu eest.", message_id="<x.y@ska.example>",
                              date=houses[A].clock()))  # fmt: skip
    assert exchange(houses, tmp_path, answer, B) <= 2
    for desk in houses.values():
        desk.store.close()
