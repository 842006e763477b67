"""An answer from draft to citizen, and back again, with the whole service: each way in which it may be made, stopped and sent."""

import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from docx import Document

from bot.text import unbroken
from casework import views
from playground.bot_chats import Message
from rules.life import State
from rules.records import Dispatch
from tests.casework.test_sameness import CAMPAIGN
from tests.dovecot import Dovecot
from tests.house import CITIZEN
from tests.mail.signing import certificate, container
from tests.walks.agency import Agency

pytestmark = pytest.mark.needs("dovecot")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REF = "26-0001"
WORDS = "Asenduskodu eest maksab omavalitsus."
CA_KEY = ec.generate_private_key(ec.SECP256R1())
CA = certificate(CA_KEY, owner=("TEST", "CA"))


@pytest.fixture
async def agency(dovecot: Dovecot, user: str, tmp_path: Path) -> AsyncIterator[Agency]:
    """An agency that trusts one issuer of signatures and can take a letter back for five minutes."""
    (tmp_path / "issuers.pem").write_bytes(CA.public_bytes(Encoding.PEM))
    approval = {"undo": "5 minutes", "signature_issuers": str(tmp_path / "issuers.pem")}
    async with Agency(dovecot, user, tmp_path, approval=approval) as one:
        await one.open()
        await one.hire()
        yield one


async def drafted(agency: Agency, words: str = WORDS) -> Message:
    """Let a letter come and its answer be written by an answer to the draft; return the message that shows it."""
    agency.deliver("Tere! Palun selgitage, kes maksab asenduskodu eest. Lugupidamisega Kadri Kask")
    await agency.mail_to(CITIZEN, REF)
    await agency.say("Mari", f"/votan {REF}", contains=REF)
    draft = await agency.say("Mari", f"/mustand {REF}", contains="[KIRJUTAGE SIIA VASTUSE SISU]")
    return await reply(agency, "Mari", draft, words, contains=words)


async def reply(agency: Agency, name: str, answered: Message, words: str, contains: str) -> Message:
    said = agency.telegram.say(agency.people[name], words, reply_to=answered)
    return await agency.wait(agency.people[name].id, contains, after=said.message_id)


async def press(agency: Agency, name: str, message: Message, button: str, contains: str) -> Message:
    after = agency.last_message(name)
    agency.telegram.press(agency.people[name], message, button)
    return await agency.wait(agency.people[name].id, contains, after=after)


async def give(agency: Agency, name: str, file: bytes, called: str, answered: Message, contains: str, **more: Any) -> Message:
    sent = agency.telegram.send_document(agency.people[name], called, file, reply_to=answered, **more)
    return await agency.wait(agency.people[name].id, contains, after=sent.message_id)


async def approved(agency: Agency, words: str = WORDS) -> None:
    await agency.say("Helve", f"/kinnita {REF}", contains=words)
    await agency.say("Helve", f"/kinnita {REF}", contains=REF)
    await in_state(agency, State.APPROVED)


async def in_state(agency: Agency, state: State, ref: str = REF) -> None:
    await agency._until(lambda: agency.desk().look_now(views.card, ref).state is state, f"{ref} to be {state}")


def answers(agency: Agency, words: str = WORDS) -> int:
    return sum(CITIZEN in one.recipients and words in one.text for one in agency.sink.delivered)


async def test_returned_edited_in_word_and_sent(agency: Agency) -> None:
    """Return with a reason, a .docx round trip, void by edit, undo, and the answer at last."""
    draft = await drafted(agency)
    await agency.say("Helve", f"/kinnita {REF}", contains=WORDS)
    await agency.say("Helve", f"/tagasi {REF} Lisage paragrahv", contains="tagasi saadetud")
    await agency.say("Mari", f"/mustand {REF}", contains="Lisage paragrahv")

    draft = await agency.say("Mari", f"/mustand {REF}", contains=WORDS)
    handed = await press(agency, "Mari", draft, "📄 Word", contains="salvestada .docx-failina")
    assert handed.file is not None
    document = Document(io.BytesIO(handed.file.upload.content))
    next(one for one in document.paragraphs if one.text == WORDS).runs[0].text = "Wordis muudetud: SHS § 45."
    out = io.BytesIO()
    document.save(out)
    edited = await give(agency, "Mari", out.getvalue(), "vastus.docx", handed, contains=unbroken("Wordis muudetud: SHS § 45."), type=DOCX)
    await approved(agency, "Wordis muudetud")

    await reply(agency, "Mari", edited, "Lõplik vastus.", contains="Lõplik vastus.")
    await in_state(agency, State.DRAFTED)  # an edit voids the approval
    await agency.say("Mari", f"/saada {REF}", contains=REF)
    await approved(agency, "Lõplik vastus.")

    going = await agency.say("Mari", f"/saada {REF}", contains="Seni saab selle tagasi võtta")
    agency.telegram.press(agency.people["Mari"], going, "⏪ Võta tagasi")
    await agency._until(lambda: agency.desk().look_now(views.card, REF).sending is Dispatch.WITHDRAWN, "the sending to be undone")
    await agency.tick(minutes=10)
    assert answers(agency, "Lõplik vastus.") == 0
    await agency.say("Mari", f"/saada {REF}", contains="Seni saab selle tagasi võtta")
    await agency.tick(minutes=6)
    await agency.mail_to(CITIZEN, "Lõplik vastus.")
    assert answers(agency, "Wordis muudetud") == 0
    await in_state(agency, State.SENT)


async def test_signed_sent_and_bounced_back_to_not_answered(agency: Agency) -> None:
    await drafted(agency)
    await approved(agency)
    handed = await agency.say("Mari", f"/saada {REF} allkirjastan", contains="allkirjastada see PDF")
    assert handed.file is not None
    pdf = handed.file.upload
    owner = ("MARI", "TAMM")
    foreign = container({pdf.name: pdf.content}, owner=owner)
    await give(agency, "Mari", foreign, "a.asice", handed, contains="Faili ei võetud vastu")
    signed = container({pdf.name: pdf.content}, owner=owner, issuer=(CA.subject, CA_KEY))
    await give(agency, "Mari", signed, "a.asice", handed, contains="Allkirjastatud ümbrik on vastu võetud")
    await agency.say("Mari", f"/saada {REF}", contains="Seni saab selle tagasi võtta")
    await agency.tick(minutes=6)
    got = await agency.mail_to(CITIZEN, WORDS)
    files = {part.get_filename(): part.get_payload(decode=True) for part in got.message.iter_attachments()}
    assert files == {f"{REF}-vastus.asice": signed}
    await in_state(agency, State.SENT)

    agency.dovecot.deliver(agency.user, bounce(str(got.message["Message-ID"])), sender="")
    await in_state(agency, State.APPROVED)
    await agency.wait(agency.people["Mari"].id, "ei jõudnud saajani")


async def test_one_answer_goes_to_three_who_wrote_the_same(agency: Agency) -> None:
    senders = {"Anu Aas": "anu@x.example", "Uku Uba": "uku@x.example", "Eha Els": "eha@x.example"}
    for name, address in senders.items():
        agency.deliver(CAMPAIGN.format(own="", name=name), subject="Nõue", sender=f"{name} <{address}>", message_id=f"<{address}>")
        await agency.mail_to(address, "26-")
    await agency._until(lambda: agency.desk().look_now(views.card, REF).likes.same == 2, "the letters to be found alike")
    await agency.say("Mari", f"/votan {REF}", contains=REF)
    draft = await agency.say("Mari", f"/mustand {REF}", contains="[KIRJUTAGE SIIA VASTUSE SISU]")
    await reply(agency, "Mari", draft, "Rahastus ei vähene.", contains="Rahastus ei vähene.")
    await agency.say("Mari", f"/mustand {REF} kampaania", contains="Saadetud 0 / 3")
    shown = await agency.say("Helve", f"/mustand {REF} kampaania ava", contains="Rahastus ei vähene.")
    await press(agency, "Helve", shown, "✅ Kinnitan kõik 3", contains="kinnitatud 3")
    await agency.say("Mari", f"/mustand {REF} kampaania saada", contains="saatmisel 3")
    await agency.tick(minutes=6)
    for address in senders.values():
        await agency.mail_to(address, "Rahastus ei vähene.")


async def test_an_answer_on_an_expired_position_waits_until_a_person_says_why(agency: Agency) -> None:
    agency.deliver("Tere! Palun selgitage, kes maksab asenduskodu eest. Lugupidamisega Kadri Kask")
    await agency.mail_to(CITIZEN, REF)
    await agency.say("Mari", f"/votan {REF}", contains=REF)
    until = agency.clock().astimezone(agency.desk().office.calendar.zone).date()
    await agency.say("Helve", f"/seisukoht hind kuni {until:%d.%m.%Y}\nAsenduskodu eest maksab omavalitsus.", contains="on muudetud")
    await agency.say("Mari", f"/mustand {REF} hind", contains=WORDS)
    await agency.tick(days=1)
    await agency.wait(agency.people["Mari"].id, "seisukoht")
    await agency.say("Helve", f"/kinnita {REF}", contains=WORDS)
    await agency.say("Helve", f"/kinnita {REF}", contains="seisuko")
    assert agency.desk().look_now(views.card, REF).state is State.DRAFTED
    assert answers(agency) == 0


def bounce(message_id: str) -> bytes:
    """Return what a mail server says of a mailbox that is not there (RFC 3464)."""
    status = f"Reporting-MTA: dns; mx.post.example\r\n\r\nFinal-Recipient: rfc822; {CITIZEN}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    return (
        f"From: MAILER-DAEMON@post.example\r\nTo: info@ska.example\r\nSubject: Undelivered\r\nDate: {datetime.now(UTC):%a, %d %b %Y %H:%M:%S} +0000\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\nMIME-Version: 1.0\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n{status}\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {message_id}\r\n\r\n--b--\r\n").encode()  # fmt: skip
