"""No byte of substance leaves that was not approved: what an SMTP server got makes up the very manifest whose hash was signed."""

import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from sqlmodel import select

from casework.approve import approve, open_draft
from casework.ask import ask
from casework.assign import take
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.extend import extend
from casework.forward import forward
from casework.late import say_late
from casework.office import Approval
from casework.refuse import refuse
from casework.restrict import restrict
from casework.sealed import take_sealed
from casework.send import send_answer
from casework.signed import pdf_to_sign, take_signed
from casework.turn import Turn
from casework.write import manifest_hash
from mail.accounts import Account, Security
from mail.submit import Submitter
from playground.smtp import Delivered, SmtpServer
from replies.lint import lint
from storage.desk_tables import Draft
from storage.originals import Originals
from tests.casework.test_ways_of_sending import CDOC, MARI
from tests.house import CITIZEN, HandClock, People, hire, letter, make_desk, make_office, receive
from tests.mail.signing import container
from vastaja.health import Health
from vastaja.senders import MailSender

WORDS = {
    "plain": "Asenduskodu eest maksab omavalitsus.",
    "odd": "Õäöüšž Привет 😊\n.\n..punkt rea alguses\nFrom siit algab rida\n--\n= võrdus =3D\n" + "pikk " * 400 + "\n\ttaane  \n- loend\n- teine",
    "both": "Maksab omavalitsus.\n---\nПлатит самоуправление.",
}


class House:
    """A desk, its sender and a mail server that keeps what it got."""

    def __init__(self, desk: Desk, sink: SmtpServer, folder: Path, clock: HandClock) -> None:
        self.desk, self.sink, self.folder, self.clock = desk, sink, folder, clock
        self.people: People = hire(desk)
        account = Account("post", "127.0.0.1", sink.port, Security.PLAIN)
        self.sender = MailSender(desk, Submitter(account, timeout=5.0, final_timeout=5.0), Originals(folder), Health(desk.clock))
        _, self.ref = receive(desk, folder, letter("Palun selgitage, kes maksab asenduskodu eest."))
        desk.do_now(take, self.people.mari, self.ref)
        desk.do_now(draft_answer, self.people.mari, self.ref)

    def write(self, words: str) -> None:
        self.desk.do_now(edit, self.people.mari, self.ref, self.draft().version, words)

    def agree(self) -> None:
        self.desk.do_now(open_draft, self.people.helve, self.ref)
        self.desk.do_now(approve, self.people.helve, self.ref)

    async def send(self) -> Delivered:
        self.desk.do_now(send_answer, self.people.mari, self.ref)
        await self.sender.round()
        return self.sink.delivered[-1]

    def draft(self) -> Draft:
        return self.desk.look_now(lambda turn: turn.session.exec(select(Draft).order_by(Draft.version.desc())).first())  # type: ignore[attr-defined,return-value]

    def hash_of(self, got: Delivered) -> str:
        """Return the hash of a manifest made of nothing but what the server got; types of rows are not in a mail and stay."""
        message, row = got.message, self.draft()
        found = {part.get_filename(): octets(part) for part in message.iter_attachments()}
        assert sorted(found) == sorted(one["name"] for one in row.attachments)

        def rebuilt(turn: Turn) -> str:
            draft = turn.session.get_one(Draft, row.id)
            draft.subject, draft.recipients = str(message["Subject"]), list(got.recipients)
            text, html = body(message, "plain"), body(message, "html")
            if draft.cover:
                draft.cover = text
            else:
                draft.text, draft.html = text, html
            draft.attachments = [{**one, "sha256": hashlib.sha256(found[one["name"]]).hexdigest()} for one in draft.attachments]
            return manifest_hash(turn, draft)

        return self.desk.look_now(rebuilt)


    def demand_as_hashed(self, got: Delivered, row: Draft) -> None:
        """Assert that what the server got is what the row holds, and that this is what its approval signed."""
        files = {part.get_filename(): part for part in got.message.iter_attachments()}
        assert (str(got.message["Subject"]), body(got.message, "plain"), body(got.message, "html")) == (row.subject, row.text, row.html)
        assert got.recipients == tuple(row.recipients)
        assert sorted(files) == sorted(one["name"] for one in row.attachments)
        for one in row.attachments:
            held = self.desk.kept.read(one["sha256"])
            assert held in got.raw or octets(files[one["name"]]) == held  # a letter passed on goes as it is, where SMTP carries it
        assert self.desk.look_now(lambda turn: manifest_hash(turn, turn.session.get_one(Draft, row.id))) == row.approved_hash


def body(message: EmailMessage, kind: str) -> str:
    """Return the words of a message, their lines ended as ours are: mail ends lines in CR LF (RFC 5321 section 2.3.8)."""
    part = message.get_body((kind,))
    return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""


def octets(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


@pytest.fixture
async def house(office_url: str, tmp_path: Path) -> AsyncIterator[House]:
    approval = Approval(undo=timedelta(0), attach=("pdf", "docx"))
    clock = HandClock()
    desk = make_desk(office_url, clock, make_office(approval=approval), tmp_path / "originals")
    async with SmtpServer() as sink:
        yield House(desk, sink, tmp_path / "originals", clock)
    desk.store.close()


@pytest.mark.parametrize("words", WORDS)
async def test_what_the_server_got_is_what_was_hashed(house: House, words: str) -> None:
    house.write(WORDS[words])
    house.agree()
    got = await house.send()
    assert house.hash_of(got) == house.draft().approved_hash
    assert got.recipients == (CITIZEN,)
    assert [str(one) for one in got.message["To"].addresses] == [CITIZEN]
    assert got.message["Cc"] is None
    assert got.message["Bcc"] is None


async def test_a_single_octet_more_would_show(house: House) -> None:
    house.write(WORDS["plain"])
    house.agree()
    got = await house.send()
    altered = replace(got, raw=got.raw.replace(b"omavalitsus", b"omavalitsuS", 1))
    assert house.hash_of(altered) != house.draft().approved_hash


async def test_a_signed_container_is_the_only_thing_that_differs(house: House) -> None:
    house.write(WORDS["plain"])
    house.agree()
    pdf = house.desk.do_now(pdf_to_sign, house.people.mari, house.ref)
    signed = container({pdf.name: pdf.octets}, owner=MARI)
    house.desk.do_now(take_signed, house.people.mari, house.ref, "a.asice", signed)
    got = await house.send()
    files = {part.get_filename(): octets(part) for part in got.message.iter_attachments()}
    approved = {one["name"]: house.desk.kept.read(one["sha256"]) for one in house.draft().attachments}
    assert files.pop(f"{house.ref}-vastus.asice") == signed
    assert approved.pop(f"{house.ref}-vastus.pdf") == pdf.octets
    assert files == approved
    assert body(got.message, "plain") == house.draft().text
    assert body(got.message, "html") == house.draft().html


async def test_an_encrypted_answer_is_its_container_and_the_approved_cover(house: House) -> None:
    def proved(turn: Turn) -> None:
        turn.case(house.ref).assurance = "signed"

    house.write(WORDS["plain"])
    house.desk.do_now(proved)
    house.desk.do_now(restrict, house.people.mari, house.ref, "p 12")
    house.desk.do_now(take_sealed, house.people.mari, house.ref, "a.cdoc", CDOC)
    house.agree()
    got = await house.send()
    draft = house.draft()
    (file,) = got.message.iter_attachments()
    assert hashlib.sha256(octets(file)).hexdigest() == draft.sealed["sha256"]
    assert body(got.message, "plain") == draft.cover
    assert got.message.get_body(("html",)) is None
    assert b"omavalitsus" not in got.raw


# Every paper that leaves by mail beside the answer: what begins it, and the mails that leave by its one approval.
PAPERS: dict[str, tuple[Callable[..., object], tuple[object, ...], int]] = {
    "extension": (extend, ("Vajame lisaandmeid teiselt asutuselt.",), 1),
    "clarification": (ask, ("Millise asenduskodu kohta Te küsite?",), 1),
    "forwarding": (forward, ("Kivila vald info@kivila.example",), 2),
    "late": (say_late, (date(2026, 12, 18), "Ootame veel teise asutuse andmeid."), 1),  # Friday
    "refusal": (refuse, ("6", "Kirjast ei selgu, mida küsitakse."), 1),
}


@pytest.mark.parametrize("paper", PAPERS)
async def test_each_other_letter_leaves_as_it_was_hashed(house: House, paper: str) -> None:
    begin, words, count = PAPERS[paper]
    await house.sender.round()  # the receipt
    if paper == "late":
        house.clock.move(days=16)
    before = len(house.sink.delivered)
    house.desk.do_now(begin, house.people.mari, house.ref, *words)
    house.agree()
    await house.sender.round()
    mails = house.sink.delivered[before:]
    assert len(mails) == count
    drafts = house.desk.look_now(lambda turn: list(turn.session.exec(select(Draft).where(Draft.approved_hash != ""))))
    by_recipient = {tuple(one.recipients): one for one in drafts}
    for got in mails:
        house.demand_as_hashed(got, by_recipient[got.recipients])


async def test_nothing_else_reached_the_server_but_receipts_of_linted_texts(house: House) -> None:
    house.write(WORDS["plain"])
    house.agree()
    await house.send()
    receipts = [one for one in house.sink.delivered if one.message["Auto-Submitted"]]
    assert len(house.sink.delivered) - len(receipts) == 1
    first_lines = "Kui lapse elu või tervis on ohus, helistage kohe hädaabinumbril 112."
    assert all(body(one.message, "plain").startswith(first_lines) for one in receipts)
    assert lint(house.desk.office.library, house.desk.office.positions) == ()
