"""An answer leaves signed, encrypted, by post, by hand or spoken; a restricted one never open, and never anything but what was approved."""

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from sqlmodel import select

from casework.answer_in_chat import ask_for_address
from casework.approve import approve, open_draft
from casework.assign import take
from casework.content import draft as draft_view
from casework.correct import change_kind
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.files_out import letter_for_citizen
from casework.hand_over import prepare_by_hand, record_by_hand, record_spoken, was_spoken
from casework.outbox import claim, settle
from casework.parcels import Parcel, Told
from casework.refusals import BadDay
from casework.refusals_of_letters import (
    ContainerRefused,
    NeedsPostalAddress,
    NotApproved,
    NothingPrepared,
    NotInChat,
    NotRestricted,
    ProofNeeded,
    RestrictedOpen,
    SignFirst,
    TooLarge,
)
from casework.restrict import restrict
from casework.sealed import pdf_to_seal, take_sealed
from casework.send import send_answer, undo_send
from casework.signed import pdf_to_sign, take_signed
from casework.since import since_approval
from casework.turn import Turn
from casework.views import card
from rules.kinds import Kind
from rules.life import State
from rules.records import Dispatch, HandedBy, Way
from storage.paper_tables import HandOver
from storage.tables import Person
from tests.casework.conftest import Post
from tests.house import HandClock, People, make_office
from tests.mail.signing import archive, certificate, container
from tests.replies.test_documents import words_of_pdf

WORDS = "Asenduskodu eest maksab omavalitsus."
MARI = ("MARI", "METS")
CDOC = (
    b'<?xml version="1.0"?><denc:EncryptedData xmlns:denc="http://www.w3.org/2001/04/xmlenc#" MimeType="http://www.isi.edu/in-noes/iana/assignments/media-types/application/zip">'
    b'<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><denc:EncryptedKey Recipient="KASK,KADRI,48001010005"/></ds:KeyInfo>'
    b"<denc:CipherData><denc:CipherValue>AAAA</denc:CipherValue></denc:CipherData></denc:EncryptedData>"
)
CDOC2 = b"CDOC\x02" + (120).to_bytes(4, "big") + b"\0\0data:v=1&type=ID-card&serial_number=PNOEE-48001010005&cn=KASK%2CKADRI%2C48001010005" + b"\0" * 60


@pytest.fixture
def ref(desk: Desk, people: People, post: Post) -> str:
    _, ref = post()
    desk.do_now(take, people.mari, ref)
    desk.do_now(draft_answer, people.mari, ref)
    desk.do_now(edit, people.mari, ref, 1, WORDS)
    return ref


@pytest.fixture
def approved(desk: Desk, people: People, ref: str) -> str:
    agree(desk, people, ref)
    return ref


def agree(desk: Desk, people: People, ref: str, **how: bool) -> None:
    desk.do_now(open_draft, people.helve, ref)
    desk.do_now(approve, people.helve, ref, None, "", **how)


def answers(desk: Desk, channel: str = "mail") -> list[Parcel]:
    return [one for one in desk.do_now(claim, channel, 50) if one.what in ("answer", "letter_to_citizen")]


def state(desk: Desk, ref: str) -> State:
    return desk.look_now(card, ref).state


class TestSigned:
    def test_the_container_takes_the_place_of_the_pdf(self, desk: Desk, people: People, approved: str) -> None:
        pdf = desk.do_now(pdf_to_sign, people.mari, approved)
        octets = container({pdf.name: pdf.octets}, owner=MARI)
        assert desk.do_now(take_signed, people.mari, approved, "vastus.asice", octets).signer == "MARI METS"
        assert state(desk, approved) is State.APPROVED  # the one change that voids nothing
        desk.do_now(send_answer, people.mari, approved)
        (parcel,) = answers(desk)
        (file,) = parcel.values["files"]
        assert (file["name"], desk.kept.read(file["sha256"])) == (f"{approved}-vastus.asice", octets)

    def test_an_agency_that_signs_says_so_on_paper_and_lets_nothing_unsigned_leave(self, desk: Desk, people: People, ref: str) -> None:
        desk.office = make_office(approval=replace(make_office().approval, signed=True))
        desk.do_now(edit, people.mari, ref, 2, WORDS + " Sellest ajast kehtib see kõigile.")
        agree(desk, people, ref)
        pdf = desk.do_now(pdf_to_sign, people.mari, ref)
        assert "Lugupidamisega (allkirjastatud digitaalselt) Mari Mets" in words_of_pdf(pdf.octets)
        for leave in (lambda: desk.do_now(send_answer, people.mari, ref), lambda: desk.do_now(prepare_by_hand, people.mari, ref, HandedBy.DHX)):
            with pytest.raises(SignFirst):
                leave()
        desk.do_now(take_signed, people.mari, ref, "vastus.asice", container({pdf.name: pdf.octets}, owner=MARI))
        assert len(desk.do_now(prepare_by_hand, people.mari, ref, HandedBy.DHX).files) == 2
        desk.do_now(send_answer, people.mari, ref)
        assert [one["name"] for one in answers(desk)[0].values["files"]] == [f"{ref}-vastus.asice"]

    @pytest.mark.parametrize(("why", "files", "owner"), [
        ("other_file", {"vastus.pdf": b"%PDF-1.7 midagi muud"}, MARI),
        ("other_file", {"vastus.pdf": b"", "lisa.txt": b"veel midagi"}, MARI),  # b"": the approved PDF
        ("other_signer", {"vastus.pdf": b""}, ("KEEGI", "TEINE")),
    ])  # fmt: skip
    def test_another_file_or_signer_is_refused(
        self, desk: Desk, people: People, approved: str, why: str, files: dict[str, bytes], owner: tuple[str, str]
    ) -> None:
        pdf = desk.do_now(pdf_to_sign, people.mari, approved).octets
        octets = container({name: content or pdf for name, content in files.items()}, owner=owner)
        with pytest.raises(ContainerRefused, match=why):
            desk.do_now(take_signed, people.mari, approved, "a.asice", octets)
        desk.do_now(send_answer, people.mari, approved)
        assert [one["name"] for one in answers(desk)[0].values["files"]] == [f"{approved}-vastus.pdf"]

    def test_a_broken_or_unsigned_container_is_refused(self, desk: Desk, people: People, approved: str) -> None:
        pdf = desk.do_now(pdf_to_sign, people.mari, approved).octets
        whole = container({"a.pdf": pdf}, owner=MARI)
        altered = archive([("mimetype", b"application/vnd.etsi.asic-e+zip"), ("a.pdf", pdf), ("META-INF/signatures0.xml", b"<x/>")])
        for octets, why in ((b"%PDF-1.7", "not_a_container"), (whole[:300], "not_signed"), (altered, "not_signed"), (CDOC, "encrypted")):
            with pytest.raises(ContainerRefused, match=why):
                desk.do_now(take_signed, people.mari, approved, "a.cdoc" if why == "encrypted" else "a.asice" if why != "not_a_container" else "a.pdf", octets)

    def test_only_issuers_the_agency_trusts_count(self, desk: Desk, people: People, approved: str) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        authority = certificate(key, owner=("TEST", "CA"))
        pem = authority.public_bytes(serialization.Encoding.PEM)
        desk.office = make_office(approval=replace(make_office().approval, issuers=pem))
        pdf = desk.do_now(pdf_to_sign, people.mari, approved)
        with pytest.raises(ContainerRefused, match="unknown_issuer"):
            desk.do_now(take_signed, people.mari, approved, "a.asice", container({"a.pdf": pdf.octets}, owner=MARI))
        issued = container({"a.pdf": pdf.octets}, owner=MARI, issuer=(authority.subject, key))
        assert desk.do_now(take_signed, people.mari, approved, "a.asice", issued).version == 2

    def test_an_edit_after_signing_voids_both(self, desk: Desk, people: People, approved: str) -> None:
        pdf = desk.do_now(pdf_to_sign, people.mari, approved)
        desk.do_now(take_signed, people.mari, approved, "a.asice", container({"a.pdf": pdf.octets}, owner=MARI))
        desk.do_now(edit, people.mari, approved, 2, "Muudetud.")
        with pytest.raises(NotApproved):
            desk.do_now(send_answer, people.mari, approved)
        agree(desk, people, approved)
        desk.do_now(send_answer, people.mari, approved)
        assert [one["name"] for one in answers(desk)[0].values["files"]] == [f"{approved}-vastus.pdf"]

    def test_nothing_is_signed_before_it_is_approved(self, desk: Desk, people: People, ref: str) -> None:
        with pytest.raises(NotApproved):
            desk.do_now(pdf_to_sign, people.mari, ref)


class TestRestricted:
    @pytest.fixture
    def ref(self, desk: Desk, people: People, ref: str) -> str:
        desk.do_now(restrict, people.mari, ref, "p 12")
        return ref

    def test_it_never_leaves_as_open_mail(self, desk: Desk, people: People, ref: str) -> None:
        assert desk.look_now(draft_view, ref).attachments == ()
        sure(desk, ref)
        agree(desk, people, ref)
        with pytest.raises(RestrictedOpen):
            desk.do_now(send_answer, people.mari, ref)
        assert answers(desk) == []

    @pytest.mark.parametrize(("octets", "suffix"), [(CDOC, "cdoc"), (CDOC2, "cdoc2")])
    def test_it_leaves_encrypted_with_a_mail_that_says_nothing(
        self, desk: Desk, people: People, ref: str, octets: bytes, suffix: str
    ) -> None:
        sure(desk, ref)
        pdf = desk.do_now(pdf_to_seal, people.mari, ref)
        assert pdf.octets.startswith(b"%PDF")
        made = desk.do_now(take_sealed, people.mari, ref, f"a.{suffix}", octets)
        view = desk.look_now(draft_view, ref)
        assert (view.sealed, view.sealed_for) == (f"{ref}.{suffix}", ("KASK,KADRI,48001010005",))
        agree(desk, people, ref)
        desk.do_now(send_answer, people.mari, ref)
        (parcel,) = answers(desk)
        assert [(one["name"], desk.kept.read(one["sha256"])) for one in parcel.values["files"]] == [(f"{ref}.{suffix}", octets)]
        assert parcel.text == made.cover
        assert parcel.values["html"] == ""
        assert WORDS not in parcel.text
        assert "Kask" not in f"{parcel.text}{parcel.subject}"

    def test_an_edit_takes_the_container_off(self, desk: Desk, people: People, ref: str) -> None:
        made = desk.do_now(take_sealed, people.mari, ref, "a.cdoc", CDOC)
        assert desk.do_now(edit, people.mari, ref, made.version, "Uus sisu.").sealed == {}

    def test_what_is_not_encrypted_is_refused(self, desk: Desk, people: People, ref: str) -> None:
        with pytest.raises(ContainerRefused, match="not_encrypted"):
            desk.do_now(take_sealed, people.mari, ref, "a.cdoc", b"PK\x03\x04 lihtne zip")


def test_an_open_answer_is_not_encrypted_by_mistake(desk: Desk, people: People, ref: str) -> None:
    with pytest.raises(NotRestricted):
        desk.do_now(take_sealed, people.mari, ref, "a.cdoc", CDOC)


class TestByHand:
    def test_a_letter_by_post_is_sent_when_a_person_says_so(self, desk: Desk, people: People, approved: str, clock: HandClock) -> None:
        with pytest.raises(NeedsPostalAddress):
            desk.do_now(prepare_by_hand, people.mari, approved, HandedBy.REGISTERED)
        prepared = desk.do_now(prepare_by_hand, people.mari, approved, HandedBy.REGISTERED, "Kadri Kask, Tamme 1, 12345 Kivila")
        assert [one.name for one in prepared.files] == [f"{approved}-vastus.pdf", f"{approved}-aadress.pdf"]
        words = pypdfium2.PdfDocument(prepared.files[1].octets)[0].get_textpage().get_text_range()
        assert "Tamme 1" in words
        assert "TÄHITUD KIRI" in words
        assert state(desk, approved) is State.APPROVED
        clock.move(days=1)
        with pytest.raises(ProofNeeded):
            desk.do_now(record_by_hand, people.mari, approved, HandedBy.REGISTERED, date(2026, 11, 24))
        for day in (date(2026, 11, 22), date(2026, 11, 25)):  # before the approval, and not yet
            with pytest.raises(BadDay):
                desk.do_now(record_by_hand, people.mari, approved, HandedBy.REGISTERED, day, "RR1")
        desk.do_now(record_by_hand, people.mari, approved, HandedBy.REGISTERED, date(2026, 11, 23), "RR123456789EE")
        assert state(desk, approved) is State.SENT
        assert answers(desk) == []
        row = desk.look_now(lambda turn: turn.session.exec(select(HandOver)).one())
        assert (row.day, row.proof, row.way) == (date(2026, 11, 23), "RR123456789EE", "tahitud")  # Monday

    def test_nothing_is_recorded_that_was_not_prepared(self, desk: Desk, people: People, approved: str) -> None:
        with pytest.raises(NothingPrepared):
            desk.do_now(record_by_hand, people.mari, approved, HandedBy.DHX, date(2026, 11, 23), "12")
        desk.do_now(prepare_by_hand, people.mari, approved, HandedBy.DHX)
        desk.do_now(edit, people.mari, approved, 2, "Muudetud.")
        with pytest.raises(NotApproved):
            desk.do_now(record_by_hand, people.mari, approved, HandedBy.DHX, date(2026, 11, 23), "12")

    def test_a_spoken_answer_is_recorded_with_whether_it_contented(self, desk: Desk, people: People, ref: str) -> None:
        with pytest.raises(ProofNeeded):
            desk.do_now(record_spoken, people.mari, ref, date(2026, 11, 23), "Kadri Kask", "", content=True)
        desk.do_now(record_spoken, people.mari, ref, date(2026, 11, 23), "Kadri Kask", "Selgitasin.", content=False)
        assert not desk.look_now(lambda turn: was_spoken(turn, turn.case(ref)))
        desk.do_now(record_spoken, people.mari, ref, date(2026, 11, 23), "Kadri Kask", "Selgitasin uuesti.", content=True)
        assert desk.look_now(lambda turn: was_spoken(turn, turn.case(ref)))


class TestInTheChat:
    @pytest.fixture
    def ref(self, desk: Desk, people: People, post: Post) -> str:
        _, ref = post()

        def from_the_bot(turn: Turn) -> None:
            case = turn.case(ref)
            case.channel = Way.TELEGRAM
            turn.session.get_one(Person, case.person_id).telegram_id = 501

        desk.do_now(from_the_bot)
        desk.do_now(take, people.mari, ref)
        desk.do_now(draft_answer, people.mari, ref)
        desk.do_now(edit, people.mari, ref, 1, WORDS)
        return ref

    def test_without_the_approvers_word_only_that_it_is_ready_is_told(self, desk: Desk, people: People, ref: str) -> None:
        agree(desk, people, ref)
        with pytest.raises(NotInChat):
            desk.do_now(send_answer, people.mari, ref)
        desk.do_now(ask_for_address, people.mari, ref)
        told = [one for one in desk.do_now(claim, "chat", 50) if one.what == "to_citizen" and "valmis" in str(one.values["text"])]
        assert [one.recipient for one in told] == ["chat:501"]
        assert WORDS not in str(told[0].values)

    def test_by_the_approvers_word_the_answer_and_its_file_go_there(self, desk: Desk, people: People, ref: str) -> None:
        agree(desk, people, ref, in_chat=True)
        desk.do_now(send_answer, people.mari, ref)
        (parcel,) = answers(desk, "chat")
        assert (parcel.recipient, parcel.values["file"]) == ("chat:501", True)

    def test_what_was_signed_goes_to_the_chat_as_its_container(self, desk: Desk, people: People, ref: str) -> None:
        agree(desk, people, ref, in_chat=True)
        pdf = desk.do_now(pdf_to_sign, people.mari, ref)
        octets = container({pdf.name: pdf.octets}, owner=MARI)
        desk.do_now(take_signed, people.mari, ref, "vastus.asice", octets)
        desk.do_now(send_answer, people.mari, ref)
        (parcel,) = answers(desk, "chat")
        file = desk.look_now(letter_for_citizen, parcel.values["draft_id"])
        assert file is not None
        assert (file.name, file.octets) == (f"{ref}-vastus.asice", octets)


def test_a_letter_too_large_is_refused_before_it_is_approved(desk: Desk, people: People, ref: str) -> None:
    desk.office = make_office(approval=replace(make_office().approval, largest=20_000))
    with pytest.raises(TooLarge):
        agree(desk, people, ref)
    assert state(desk, ref) is State.DRAFTED


def test_the_sender_is_told_what_came_since_the_approval(desk: Desk, people: People, approved: str, clock: HandClock, post: Post) -> None:
    for one in desk.do_now(claim, "mail", 9):
        desk.do_now(settle, [Told(one.id, one.fence, Dispatch.SENT)])
    desk.look_now(since_approval, approved)
    clock.move(minutes=5)
    message_id = desk.look_now(lambda turn: turn.message_id(turn.case(approved).token))
    post("Lisan veel ühe asja.", message_id="<c1@post.example>", subject="Re: Küsimus", headers={"In-Reply-To": message_id})
    desk.do_now(change_kind, people.mari, approved, Kind.MEMORANDUM)
    assert {"letter", "kind"} <= set(desk.look_now(since_approval, approved))
    assert state(desk, approved) in (State.APPROVED, State.DRAFTED)


def test_a_sending_undone_leaves_the_approval(desk: Desk, people: People, approved: str) -> None:
    desk.office = make_office(approval=replace(make_office().approval, undo=timedelta(minutes=2)))
    desk.do_now(send_answer, people.mari, approved)
    desk.do_now(undo_send, people.mari, approved)
    assert answers(desk) == []
    assert state(desk, approved) is State.APPROVED


def sure(desk: Desk, ref: str) -> None:
    """Let the writer of a case be proved: a restricted answer stops for one who is not."""

    def prove(turn: Turn) -> None:
        turn.case(ref).assurance = "signed"

    desk.do_now(prove)
