"""The letters beside one answer to one person: each mail is what was hashed, or stays in the house, or never leaves by itself."""

import re
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from casework import documents
from casework.approve import approve, open_draft
from casework.assign import take
from casework.campaigns import approve_some, begin_campaign, draft_some, open_campaign, send_some
from casework.contributions import ask_unit, chase
from casework.correct import change_kind
from casework.draft import draft_answer, edit
from casework.notice_paper import notice_pdf
from casework.notify import (
    approve_referral,
    begin_crime_report,
    begin_referral,
    choose_sentences,
    draft_referral,
    record_sent,
    see_referral,
)
from casework.office import Approval
from casework.send import send_answer
from casework.statement import approve_statement, draft_statement, edit_statement, submit_statement
from playground.smtp import SmtpServer
from replies.catalogue import REPLIES
from rules.kinds import Kind
from rules.records import Paper
from rules.tracks import Authority, SentWay
from storage.desk_tables import Draft
from tests.casework.test_sameness import CAMPAIGN
from tests.house import HandClock, letter, make_desk, make_office, receive
from tests.indexed import index
from tests.replies.test_documents import words_of_pdf
from tests.vastaja.test_what_leaves import PAPERS, House, body

MAILS = re.compile(r'\b(?:turn|self)\.(?:post|mail)\(|channel="mail"')
# Who puts mail in the outbox, and what makes each sure. A new row needs a test here or in test_what_leaves.py.
POSTS = {
    "acknowledge.py":    "receipts: fixed words of linted templates",
    "alarms.py":         "to the agency's own people: fixed words, no person named",
    "alert.py":          "to the press mailbox of the agency: masked words of a linted template",
    "calendar_end.py":   "to the agency's own people: fixed words",
    "canary.py":         "to the agency's own mailbox: no words of a case",
    "confirming.py":     "to an official: a code",
    "contributions.py":  "to a unit of the agency: what an official asks, in a linted template",
    "protect.py":        "to the night desk: a number and fixed words",
    "send.py":           "approved letters, their hash compared",
    "statement.py":      "to the press mailbox of the agency: exactly the approved words",
    "turn.py":           "the outbox itself",
    "undelivered.py":    "to the agency's own people: numbers and fixed words",
}  # fmt: skip


@pytest.fixture
async def house(office_url: str, tmp_path: Path) -> AsyncIterator[House]:
    clock = HandClock()
    desk = make_desk(office_url, clock, make_office(approval=Approval(undo=timedelta(0))), tmp_path / "originals")
    async with SmtpServer() as sink:
        yield House(desk, sink, tmp_path / "originals", clock)
    desk.store.close()


def comes(house: House, raw: bytes, uid: int) -> str:
    _, ref = receive(house.desk, house.folder, raw, uid=uid)
    return ref


async def test_the_cover_of_a_decision_and_a_late_answer_leave_as_they_were_hashed(house: House) -> None:
    for ref, kind, begins in ((house.ref, Kind.CHALLENGE, "Dokumendi edastamine"), (comes(house, letter("Palun selgitage veel.", message_id="<v@x.example>"), 5), Kind.EXPLANATION, "Vastus Teie")):
        if kind is Kind.EXPLANATION:
            house.clock.move(days=17)
            house.desk.do_now(take, house.people.mari, ref)
        else:
            house.desk.do_now(change_kind, house.people.mari, ref, kind)
        first = house.desk.do_now(draft_answer, house.people.mari, ref)
        row = house.desk.do_now(edit, house.people.mari, ref, first.version, "Asenduskodu eest maksab omavalitsus.")
        assert row.subject.startswith(begins)
        house.desk.do_now(open_draft, house.people.helve, ref)
        house.desk.do_now(approve, house.people.helve, ref)
        house.desk.do_now(send_answer, house.people.mari, ref)
        await house.sender.round()
        house.demand_as_hashed(house.sink.delivered[-1], house.desk.look_now(lambda turn, id=row.id: turn.session.get_one(Draft, id)))  # type: ignore[misc]
    assert "Vabandame, et vastus hilines." in body(house.sink.delivered[-1].message, "plain")


async def test_each_answer_of_a_campaign_leaves_as_it_was_hashed(house: House) -> None:
    refs = [comes(house, letter(CAMPAIGN.format(own="", name=name), message_id=f"<{number}@x.example>", subject="Nõue",
                                sender=f"{name} <kirjutaja{number}@post.example>"), 10 + number)
            for number, name in enumerate(("Mari Maasikas", "Jaan Jõhvikas", "Liis Lepp"))]  # fmt: skip
    index(house.desk)
    house.desk.do_now(take, house.people.mari, refs[0])
    house.desk.do_now(draft_answer, house.people.mari, refs[0])
    house.desk.do_now(edit, house.people.mari, refs[0], 1, "Aitäh kirja eest. Rahastus ei vähene.")
    begun = house.desk.do_now(begin_campaign, house.people.mari, refs[0])
    house.desk.do_now(draft_some, house.people.mari, begun.id)
    shown = house.desk.do_now(open_campaign, house.people.helve, begun.id)
    house.desk.do_now(approve_some, house.people.helve, begun.id, shown.manifest)
    await house.sender.round()  # the receipts
    before = len(house.sink.delivered)
    house.desk.do_now(send_some, house.people.mari, begun.id)
    await house.sender.round()
    rows = house.desk.look_now(lambda turn: {tuple(one.recipients): one for one in turn.session.exec(select(Draft).where(col(Draft.approved_hash) != ""))})
    mails = house.sink.delivered[before:]
    assert len(mails) == len(rows) == 3
    for got in mails:
        house.demand_as_hashed(got, rows[got.recipients])


async def test_what_is_asked_of_another_unit_stays_in_the_agency_and_says_what_was_asked(house: House) -> None:
    question = "Kas § 45¹⁶ kohaldub ka ajutisele kohale?\nPalun vastake lühidalt."
    house.desk.do_now(ask_unit, house.people.mari, house.ref, "õigusosakond", question, date(2026, 11, 27), "oigus@ska.example")  # Friday
    house.clock.move(days=7)
    house.desk.do_now(chase)
    await house.sender.round()
    asked = [one for one in house.sink.delivered if one.recipients == ("oigus@ska.example",)]
    assert len(asked) == 2
    assert all(question in body(one.message, "plain") for one in asked)
    assert all("Kadri" not in body(one.message, "plain") for one in asked)


async def test_a_statement_reaches_the_press_mailbox_of_the_agency_word_for_word(house: House) -> None:
    desk, people = house.desk, house.people
    text = "Amet kontrollib asenduskodusid igal aastal. Üksikjuhtumit me ei kommenteeri."
    ref = comes(house, letter("Olen Kivila Lehe ajakirjanik. Palun kommentaari homseks.", message_id="<a@leht.example>"), 6)
    first = desk.do_now(draft_statement, people.piret, ref)
    row = desk.do_now(edit_statement, people.piret, ref, text, first.version)
    desk.do_now(submit_statement, people.piret, ref)
    await house.sender.round()
    before = len(house.sink.delivered)
    desk.do_now(approve_statement, people.helve, ref, row.version)
    await house.sender.round()
    (got,) = house.sink.delivered[before:]
    assert got.recipients == ("press@ska.example",)
    assert body(got.message, "plain").rstrip("\n") == text
    assert list(got.message.iter_attachments()) == []


@pytest.mark.parametrize("authority", [Authority.MUNICIPALITY, Authority.POLICE])
async def test_a_notice_to_an_authority_never_leaves_by_itself_and_its_file_holds_the_approved_words(house: House, authority: Authority) -> None:
    desk, people = house.desk, house.people
    ref = comes(house, letter("Kivila vallas peksab isa Jukut. Arved on võltsitud. Mina olen Kadri Kask.", message_id="<n@x.example>"), 7)
    await house.sender.round()  # receipts, and the alarm of the night desk
    before = len(house.sink.delivered)
    begin = begin_referral if authority is Authority.MUNICIPALITY else begin_crime_report
    desk.do_now(begin, people.mari, ref)
    desk.do_now(choose_sentences, people.mari, ref, [1, 2], authority=authority)
    desk.do_now(draft_referral, people.mari, ref, authority)
    approver = people.mari if authority is Authority.MUNICIPALITY else people.helve
    approved = desk.do_now(see_referral, approver, ref, authority)
    desk.do_now(approve_referral, approver, ref, authority)
    words = words_of_pdf(desk.do_now(notice_pdf, people.mari, ref, authority).octets)
    desk.do_now(record_sent, people.mari, ref, SentWay.ENCRYPTED, "DigiDoc, kiri nr 5", authority)
    await house.sender.round()
    assert house.sink.delivered[before:] == []
    # On the letterhead a list has no dashes, the agency's name is in capitals, and the way to reach the drafter is told once more.
    for line in approved.text.splitlines():
        assert " ".join(line.removeprefix("- ").split()) in words
    assert "Kadri" not in words


def test_no_other_part_of_the_house_puts_mail_in_the_outbox() -> None:
    house = Path(documents.__file__).parents[1]
    found = {file.name for room in ("casework", "vastaja", "bot") for file in (house / room).rglob("*.py") if MAILS.search(file.read_text("utf-8"))}
    assert found == set(POSTS)


def test_every_paper_and_every_letter_of_the_catalogue_has_its_row() -> None:
    assert len(PAPERS) == len(set(Paper) - {Paper.ANSWER, Paper.FORWARDING_BODY})  # which has tests of its own, and which goes with its notice
    told = {"answer", "covering_letter", "late_answer", "sealed_cover", "extension", "clarification", "forwarding", "forwarding_body",
            "refusal_to_answer", "late_notice", "child_referral", "crime_report", "contribution_request", "contribution_reminder",
            "press_statement", "receipt", "receipt_press"}  # fmt: skip
    inside = {"media_alert", "reminder", "undelivered", "alarm"}  # to the agency's own people
    chat = {name for name, reply in REPLIES.items() if reply.parts == ("chat",)}
    assert told | inside | chat == set(REPLIES)
