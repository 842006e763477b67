"""Hostile letters by the rows of threats A (who speaks) and B (what we send out), from their octets to the octets we send."""

import email
import email.policy
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from casework.approve import approve, ask_approval
from casework.assign import take
from casework.content import letters
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.held import held
from casework.outbox import Parcel, claim
from casework.refusals import OutOfDate, Refusal
from casework.reveal import reveal_draft
from mail.accounts import Account, Security
from mail.compose import BadAddress, compose
from mail.submit import Submitter
from rules.life import State
from rules.records import Filed
from storage.originals import Originals
from storage.tables import Attachment, Case, Letter, Person
from tests.house import CITIZEN, HandClock, hire, make_desk, make_office, receive
from vastaja.health import Health
from vastaja.senders import MailSender

OWN = {"date", "from", "to", "subject", "message-id", "in-reply-to", "references", "auto-submitted", "x-auto-response-suppress",
       "x-vastaja-loop", "mime-version", "content-type", "content-transfer-encoding", "reply-to", "precedence"}  # fmt: skip
KADRI = f"From: Kadri Kask <{CITIZEN}>\r\n"
HEAD = KADRI + "To: info@ska.example\r\nSubject: Küsimus\r\nMessage-ID: <a1@post.example>\r\n"
TEXT = "\r\nPalun selgitage, kes maksab asenduskodu eest.\r\n"


class Office:
    """A desk, and the octets that would leave it."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self.folder, self.uid = desk, folder, 0
        self.people = hire(desk)
        account = Account("out", "127.0.0.1", 1, Security.PLAIN)
        self.sender = MailSender(desk, Submitter(account), Originals(folder), Health(desk.clock))

    def comes(self, raw: str | bytes) -> tuple[Filed, str]:
        self.uid += 1
        octets = raw if isinstance(raw, bytes) else raw.encode()
        return receive(self.desk, self.folder, octets, self.uid)

    def case(self, ref: str) -> Case:
        return self.desk.look_now(lambda turn: turn.case(ref))

    def leaving(self) -> list[Parcel]:
        return self.desk.do_now(claim, "mail", 50)

    def octets(self) -> list[bytes]:
        return [compose(self.sender.outgoing(parcel)) for parcel in self.leaving()]

    def answered(self, ref: str, token: str = "") -> str:
        """Return the headers of an answer to our receipt."""
        return f"In-Reply-To: <{token or self.case(ref).token}.{'0' * 24}@ska.example>\r\n"


@pytest.fixture
def office(office_url: str, tmp_path: Path) -> Iterator[Office]:
    desk = make_desk(office_url, HandClock(), make_office(), tmp_path / "originals")
    yield Office(desk, tmp_path / "originals")
    desk.store.close()


def assert_harmless(raw: bytes) -> email.message.Message:
    """Return the message, whose headers are ours only and short enough for any server."""
    head = raw.partition(b"\r\n\r\n")[0]
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\r" not in head.replace(b"\r\n", b"")
    assert b"\n" not in head.replace(b"\r\n", b"")
    message = email.message_from_bytes(raw, policy=email.policy.compat32)
    assert {name.lower() for name in message} <= OWN
    return message


# -- A: who speaks


def test_a1_a_stranger_with_a_known_number_changes_nothing(office: Office) -> None:
    _, ref = office.comes(HEAD + TEXT)
    office.leaving()
    version = office.case(ref).version
    outcome, _ = office.comes(f"From: voras@else.example\r\nSubject: Re: {ref}\r\n\r\nPalun saatke mulle koik kirjad.\r\n")
    assert outcome is Filed.HELD
    assert office.case(ref).version == version
    assert office.leaving() == []  # the stranger hears nothing


def test_a2_a_forged_thread_opens_no_case(office: Office) -> None:
    _, ref = office.comes(HEAD + TEXT)
    guessed, other = office.comes(KADRI + "Subject: Re: Asi\r\n" + office.answered(ref, "0" * 24) + TEXT)
    assert (guessed, other != ref) == (Filed.CASE, True)
    stolen, _ = office.comes("From: voras@else.example\r\nSubject: Re: Asi\r\n" + office.answered(ref) + TEXT)
    assert stolen is Filed.HELD


def test_a3_an_encoded_word_never_becomes_a_colleagues_address(office: Office) -> None:
    _, ref = office.comes("From: =?utf-8?q?mari=40ska.example=3E?=@paha.example\r\nSubject: Asi\r\n" + TEXT)
    person = office.desk.look_now(lambda turn: turn.session.get_one(Person, turn.case(ref).person_id))
    assert not person.address.endswith("@ska.example")
    assert "encoded_address" in office.case(ref).doubts


def test_a4_mail_from_a_colleague_is_no_command(office: Office) -> None:
    _, ref = office.comes(HEAD + TEXT)
    office.desk.do_now(take, office.people.mari, ref)
    draft = office.desk.do_now(draft_answer, office.people.mari, ref)
    office.desk.do_now(edit, office.people.mari, ref, draft.version, "Vastame Teile.")
    office.desk.do_now(ask_approval, office.people.mari, ref)
    office.comes(f"From: Helve Hein <helve@ska.example>\r\nSubject: Re: {ref}\r\n\r\n/kinnita {ref}\r\n")
    assert office.case(ref).state is State.DRAFTED


def test_a5_the_receipt_goes_to_from_and_not_to_reply_to(office: Office) -> None:
    _, ref = office.comes(HEAD + "Reply-To: keegi@mujal.example\r\n" + TEXT)
    assert [parcel.recipient for parcel in office.leaving()] == [CITIZEN]
    assert office.case(ref).doubts == ["reply_to_differs"]


@pytest.mark.parametrize("sender", [
    f"From: {CITIZEN}\r\nFrom: helve@ska.example\r\n", f"From: {CITIZEN}, helve@ska.example\r\n",
])  # fmt: skip
def test_a6_two_senders_are_marked_and_answered_at_one_address(office: Office, sender: str) -> None:
    _, ref = office.comes(sender + "Subject: Asi\r\n" + TEXT)
    assert {"two_from_headers", "several_from"} & set(office.case(ref).doubts)
    assert [parcel.recipient for parcel in office.leaving()] == [CITIZEN]
    (view,) = [one for one in office.desk.look_now(letters, ref) if one.incoming]
    assert view.sender == CITIZEN


def test_a7_the_real_address_stands_beside_a_name_that_looks_like_one(office: Office) -> None:
    _, ref = office.comes('From: "helve@ska.example" <paha@kuri.example>\r\nSubject: Asi\r\n' + TEXT)
    (view,) = [one for one in office.desk.look_now(letters, ref) if one.incoming]
    assert (view.sender_name, view.sender) == ("helve@ska.example", "paha@kuri.example")
    assert office.case(ref).doubts == ["name_looks_like_address"]


def test_a8_a_nul_cuts_no_address(office: Office) -> None:
    _, ref = office.comes(b"From: Kadri <paha\0@ska.example>\r\nSubject: Asi\r\n" + TEXT.encode())
    assert "nul_in_address" in office.case(ref).doubts
    assert office.leaving() == []


@pytest.mark.parametrize(("domain", "doubt"), [("рolitsei.example", "mixed_script_domain"), ("хеат.example", "lookalike_domain")])
def test_a9_a_domain_that_only_looks_like_another_is_marked(office: Office, domain: str, doubt: str) -> None:
    _, ref = office.comes(f"From: Amet <info@{domain}>\r\nSubject: Asi\r\n" + TEXT)
    assert doubt in office.case(ref).doubts
    assert office.case(ref).assurance == "unverified"


def test_a10_comments_and_quotes_move_no_address(office: Office) -> None:
    _, ref = office.comes("From: helve@ska.example)<paha@kuri.example>\r\nSubject: Asi\r\n" + TEXT)
    person = office.desk.look_now(lambda turn: turn.session.get_one(Person, turn.case(ref).person_id))
    assert person.address == "paha@kuri.example"
    assert "address_odd" in office.case(ref).doubts


def test_a11_who_was_copied_in_takes_no_part_and_the_receipt_quotes_nothing(office: Office) -> None:
    _, ref = office.comes(HEAD + "Cc: sober@else.example\r\n" + "\r\nSinu kood on 778812, kutsu Kalamaja.\r\n")
    (raw,) = office.octets()
    message = assert_harmless(raw)
    assert message["To"] == CITIZEN
    assert b"778812" not in raw
    assert b"Kalamaja" not in raw
    copied, _ = office.comes("From: sober@else.example\r\nSubject: Re: Asi\r\n" + office.answered(ref) + TEXT)
    assert copied is Filed.HELD


def test_a12_a_forged_bounce_changes_no_case(office: Office) -> None:
    _, ref = office.comes(HEAD + TEXT)
    before = office.case(ref)
    outcome, _ = office.comes(
        f"From: MAILER-DAEMON@else.example\r\nSubject: Undeliverable: {ref}\r\nReturn-Path: <>\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nFailed.\r\n--b\r\n"
        "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        f"Final-Recipient: rfc822; {CITIZEN}\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--\r\n")  # fmt: skip
    assert outcome is Filed.MACHINE
    after = office.case(ref)
    assert (after.state, after.version) == (before.state, before.version)


# -- B: what we send out


@pytest.mark.parametrize("subject", [
    "=?utf-8?q?Asi=0D=0ABcc=3A_paha=40kuri.example?=", "=?utf-8?b?QXNpDQpCY2M6IHBhaGFAa3VyaS5leGFtcGxlDQoNCkxvcHA=?=",
    "Asi =?utf-7?q?+AA0ACg-Bcc:_paha=40kuri.example?=", "Asi\x0bBcc: x\x85To: y\u2028Cc: z", "Väga pikk " * 400,
])  # fmt: skip
def test_b1_a_subject_of_several_lines_stops_no_answer_and_adds_no_header(office: Office, subject: str) -> None:
    _, ref = office.comes(f"{KADRI}Subject: {subject}\r\n{TEXT}")
    office.desk.do_now(take, office.people.mari, ref)
    assert office.desk.do_now(draft_answer, office.people.mari, ref).subject.count("\n") == 0
    (raw,) = office.octets()
    assert_harmless(raw)


def test_b3_ids_and_names_of_several_lines_add_no_header(office: Office) -> None:
    many = " ".join(f"<{number}.{'x' * 60}@post.example>" for number in range(400))
    office.comes(
        f"From: =?utf-8?q?Kadri=0D=0ABcc=3A_x=40y.example?= <{CITIZEN}>\r\nSubject: Asi\r\n"
        f"Message-ID: <a b\tc@post.example\r\n Bcc: x@y.example>\r\nReferences: {many}\r\n{TEXT}")  # fmt: skip
    (raw,) = office.octets()
    assert_harmless(raw)


def test_b4_file_names_are_names_and_two_equal_ones_stay_two(office: Office) -> None:
    names = ["../../etc/cron.d/x", "..\\\\..\\\\boot.ini", "=?utf-8?q?a=0D=0Ab.txt?=", "arve\u202efdp.exe", "con", "a.txt", "a.txt"]
    parts = "".join(
        f'--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\nx\r\n'
        for name in names)  # fmt: skip
    _, ref = office.comes(f"{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n{TEXT}{parts}--b--\r\n")
    kept = office.desk.look_now(lambda turn: turn.session.exec(
        select(Attachment.name).join(Letter).where(Letter.case_id == turn.case(ref).id)).all())  # fmt: skip
    assert kept == ["x", "boot.ini", "a b.txt", "arvefdp.exe", "_con", "a.txt", "a.txt"]


@pytest.mark.parametrize("address", [
    '"kadri kask"@post.example', "kadri@[127.0.0.1]", "kadri@localhost", "-oQ/tmp@-x.example", "kadri..kask@post.example",
])  # fmt: skip
def test_b5_an_odd_address_is_refused_openly_before_anything_is_sent(office: Office, address: str) -> None:
    _, ref = office.comes(f"From: Kadri <{address}>\r\nSubject: Asi\r\n{TEXT}")
    assert ref  # it is a case all the same
    for parcel in office.leaving():
        with pytest.raises(BadAddress):
            compose(office.sender.outgoing(parcel))


@pytest.mark.parametrize("address", ["kadri@post.example> SIZE=1", "kadri@post.example\r\n RCPT TO:<x@y.example>", "<<x@y.example>"])
def test_b5_no_letter_leaves_to_an_address_in_pieces(office: Office, address: str) -> None:
    office.comes(f"From: Kadri <{address}>\r\nSubject: Asi\r\n{TEXT}")
    assert {parcel.recipient for parcel in office.leaving()} <= {CITIZEN, "kadri@post.example"}


def test_b6_template_code_in_a_letter_stays_words(office: Office) -> None:
    code = "{{ 1234*5679 }} {% for x in range(9**9) %}{% endfor %} {{ office.__class__.__mro__ }}"
    _, ref = office.comes(f'From: "{code}" <{CITIZEN}>\r\nSubject: {code}\r\n\r\nPalun selgitage. {code}\r\n')
    (raw,) = office.octets()
    assert b"7007886" not in assert_harmless(raw).as_bytes()  # the product; too long to stand in a boundary by chance
    office.desk.do_now(take, office.people.mari, ref)
    draft = office.desk.do_now(draft_answer, office.people.mari, ref)
    edited = office.desk.do_now(edit, office.people.mari, ref, draft.version, f"Vastame: {code}")
    assert code in edited.text


def test_b12_five_thousand_copied_in_and_one_is_answered(office: Office) -> None:
    flood = ",\r\n ".join(f"k{number}@post.example" for number in range(5_000))
    _, ref = office.comes(f"{HEAD}Cc: {flood}\r\n{TEXT}")
    office.desk.do_now(take, office.people.mari, ref)
    assert office.desk.do_now(draft_answer, office.people.mari, ref).recipients == [CITIZEN]
    (raw,) = office.octets()
    assert assert_harmless(raw)["To"] == CITIZEN


def test_b13_the_answer_of_one_case_is_not_approved_for_another_version(office: Office) -> None:
    _, ref = office.comes(HEAD + TEXT)
    office.desk.do_now(take, office.people.mari, ref)
    first = office.desk.do_now(draft_answer, office.people.mari, ref)
    second = office.desk.do_now(edit, office.people.mari, ref, first.version, "Vastame Teile.")
    office.desk.do_now(reveal_draft, office.people.helve, ref)
    office.desk.do_now(edit, office.people.mari, ref, second.version, "Vastame Teile hoopis teisiti.")
    with pytest.raises(Refusal) as refused:
        office.desk.do_now(approve, office.people.helve, ref, second.version)
    assert isinstance(refused.value, OutOfDate)


def test_nothing_of_a_hostile_letter_waits_in_the_pen_unseen(office: Office) -> None:
    _, ref = office.comes(HEAD + TEXT)
    office.comes(f"From: voras@else.example\r\nSubject: Re: {ref}\r\n{TEXT}")
    (waits,) = office.desk.look_now(held)
    assert (waits.proposed_ref, waits.why) == (ref, "number_only")
