"""A child's case goes to an authority: drafted from chosen sentences, approved by the one on duty alone, sent by a person.

The house never mails what holds a child's data: a person sends it encrypted or by DHX, or telephones, and records it (LasteKS § 27).
"""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import Final

from sqlmodel import col, select

from casework.absence import acting_heads
from casework.letters import facts_of, letter_facts, person_of
from casework.people import Staff
from casework.protect import open_track, record_done, take_child
from casework.purpose import demand_purpose
from casework.refusals import MissingReason, OutOfDate
from casework.refusals_of_law import NoReferral
from casework.refusals_of_letters import FactMissing, MayNotApprove, NotOpenedYet
from casework.tracks import finish_duty, start_track
from casework.turn import SOON, Turn
from reading.municipalities import Municipality, complains_of, municipality_named, named_in
from reading.text import sentences
from replies.facts import CaseFacts, RecipientFacts
from replies.faults import MissingFact
from replies.library import Rendered
from rules.kinds import Child, Language
from rules.records import Dispatch
from rules.rights import Approvers, may_approve
from rules.tracks import Authority, ChildDone, SentWay, TrackKind
from storage.desk_tables import Official, Referral
from storage.tables import Case, Event, Letter

PAPER: Final = "child_referral"
_WITHHELD: Final = re.compile(r"anonüüm|ärge (?:palun )?(?:avalda|ütle|öelge)|ei soovi,? et (?:minu|mu)|не называйте|анонимно|anonym|do not (?:tell|disclose)",
                              re.IGNORECASE)  # fmt: skip
_TRACK_OF: Final = {Authority.POLICE: TrackKind.OFFENCE, Authority.DATA_PROTECTION: TrackKind.BREACH}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the letter with its number. `of_reporter`: it names the one who wrote; then the name is left out."""

    number: int
    text: str
    of_reporter: bool


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A referral in the making: content."""

    case_id: int
    ref: str
    recipient: str
    phone: str
    mail: str
    dhx: str
    proposed: tuple[str, ...]
    all_names: tuple[str, ...]
    sentences: tuple[Sentence, ...]
    chosen: tuple[int, ...]
    supervision: bool  # the letter complains of that very municipality
    may_name_reporter: bool
    with_reporter: bool
    subject: str
    text: str
    approved: bool
    sent: bool


def begin_referral(turn: Turn, who: Staff, ref: str, recipient: str = "") -> ReferralView:
    """Begin, or go on with, the letter to a municipality. A child's track is opened where there is none, and taken.

    Raises NoSuchCase; NoReferral where a recipient was named that the table does not know.
    """
    case = turn.case(ref)
    if case.child is Child.NONE:
        open_track(turn, case, Child.CONCERN, who.label)
    take_child(turn, who, ref)
    row = turn.session.get(Referral, case.id)
    if row is None or row.sent_at:
        row = _anew(turn, who, case, row)
    known = turn.office.municipalities
    found = municipality_named(recipient, known) if recipient else _only(named_in(_words(turn, case), known))
    if recipient and found is None:
        raise NoReferral(ref=case.ref)
    if found and (recipient or not row.recipient):
        row.recipient, row.phone, row.mail, row.dhx = found.name, found.phone, found.mail, found.dhx
        _undone(row)
    turn.session.add(row)
    turn.session.flush()
    turn.note(case, who.label, "referral_begun", row.recipient)
    return _view(turn, case, row)


def see_referral(turn: Turn, who: Staff, ref: str) -> ReferralView:
    """Show the referral as it stands, on record: it is content. Raises NoSuchCase, PurposeNeeded, NoReferral."""
    case = turn.case(ref)
    demand_purpose(turn, who, case)
    row = _row(turn, case)
    turn.note(case, who.label, "opened_referral", row.hash[:12])
    return _view(turn, case, row)


def choose_sentences(turn: Turn, who: Staff, ref: str, numbers: list[int], toggle: bool = False) -> ReferralView:
    """Say which sentences go into the letter: these alone, or, with `toggle`, turned on and off. Raises NoSuchCase, NoReferral."""
    case = turn.case(ref)
    row = _row(turn, case)
    there = {one.number for one in _sentences(turn, case)}
    chosen = set(row.chosen) ^ set(numbers) if toggle else set(numbers)
    row.chosen = sorted(chosen & there)
    _undone(row)
    turn.session.add(row)
    turn.note(case, who.label, "referral_sentences", " ".join(map(str, row.chosen)))
    return _view(turn, case, row)


def name_reporter(turn: Turn, who: Staff, ref: str, yes: bool) -> ReferralView:
    """Put the reporter's contact in, for the child protection official only, or leave it out (LasteKS § 27 (5)).

    Raises NoSuchCase, NoReferral, MayNotApprove where the reporter asked to be left out.
    """
    case = turn.case(ref)
    row = _row(turn, case)
    if yes and _WITHHELD.search(_words(turn, case)):
        raise MayNotApprove(ref=case.ref)
    row.with_reporter = yes
    _undone(row)
    turn.session.add(row)
    turn.note(case, who.label, "referral_reporter", "in" if yes else "out")
    return _view(turn, case, row)


def draft_referral(turn: Turn, who: Staff, ref: str) -> ReferralView:
    """Write the letter from the chosen sentences. Raises NoSuchCase, NoReferral, FactMissing."""
    case = turn.case(ref)
    row = _row(turn, case)
    if not row.recipient:
        raise FactMissing(fact="recipient")
    picked = [one.text for one in _sentences(turn, case) if one.number in row.chosen]
    if not picked:
        raise FactMissing(fact="substance")
    person = person_of(turn, case)
    reporter = f"{person.name}, {person.address}".strip(", ") if row.with_reporter else ""
    facts = facts_of(turn, case, recipient=RecipientFacts(row.recipient, row.mail, reporter),
                     substance="\n".join(f"- {_without(one, person.name, person.address)}" for one in picked))  # fmt: skip
    rendered = _render(turn, case, {**facts, "case": _signed_by(turn, case, who)})
    row.subject, row.text, row.by_id, row.at = rendered.subject, rendered.text, who.id, turn.now
    row.hash, row.approved_at, row.approved_by_id = _hash(row), None, None
    turn.session.add(row)
    turn.note(case, who.label, "referral_drafted", row.hash[:12])
    turn.note(case, who.label, "opened_referral", row.hash[:12])  # it is shown to the one who has drafted it
    return _view(turn, case, row)


def approve_referral(turn: Turn, who: Staff, ref: str) -> ReferralView:
    """Sign exactly this text to exactly this recipient; the one on duty may do it alone, the heads see it after.

    Raises NoSuchCase, NoReferral, MayNotApprove, NotOpenedYet, OutOfDate.
    """
    case = turn.case(ref)
    row = _row(turn, case)
    if may_approve(who.roles, str(who.id), str(row.by_id), approvers=Approvers.OFFICIAL, four_eyes=False):
        raise MayNotApprove(ref=case.ref)
    if not row.text or row.hash != _hash(row) or row.approved_at:
        raise OutOfDate(ref=case.ref, state=case.state)
    opened = turn.session.exec(select(Event.id).where(
        Event.case_id == case.id, Event.who == who.label, Event.what == "opened_referral", Event.note == row.hash[:12])).first()  # fmt: skip
    if opened is None:
        raise NotOpenedYet(ref=case.ref, version=1)
    row.approved_at, row.approved_by_id = turn.now, who.id
    turn.session.add(row)
    turn.note(case, who.label, "referral_approved", row.hash[:12])
    for head in acting_heads(turn):
        if head != who.id:
            turn.tell(f"official:{head}", "referral_ready", case, urgency=SOON, by=who.name, body=row.recipient)
    return _view(turn, case, row)


def record_sent(turn: Turn, who: Staff, ref: str, way: SentWay, proof: str) -> Case:
    """Record that a person has sent the approved letter, or told it by telephone; this ends the child's track.

    A call needs no letter. Raises NoSuchCase, NoReferral, OutOfDate where nothing was approved, MissingReason without proof.
    """
    case = turn.case(ref)
    row = _row(turn, case)
    if not proof.strip():
        raise MissingReason(command="teata")
    if way is not SentWay.PHONE and not row.approved_at:
        raise OutOfDate(ref=case.ref, state=case.state)
    row.sent_at, row.sent_way, row.proof = turn.now, way, proof.strip()
    turn.session.add(row)
    if row.approved_at:
        turn.session.add(Letter(
            case_id=case.id or 0, incoming=False, what=PAPER, at=turn.now, recipients=[row.recipient], subject=row.subject,
            text=row.text, delivery=Dispatch.SENT))  # fmt: skip
    turn.note(case, who.label, "referral_sent", f"{way} {row.hash[:12]}")
    local = turn.now.astimezone(turn.office.calendar.zone)
    return record_done(
        turn, who, ref, f"{row.recipient}, {way}, {local:%d.%m.%Y %H.%M}: {proof.strip()}", ChildDone.MUNICIPALITY
    )


def notify_authority(turn: Turn, who: Staff, ref: str, authority: Authority) -> Case:
    """Begin the track of a notice to the police or to data protection. A person notifies; the writer is not told. Raises NoSuchCase."""
    start_track(turn, who, ref, _TRACK_OF[authority])
    return turn.case(ref)


def record_notified(turn: Turn, who: Staff, ref: str, authority: Authority, proof: str) -> Case:
    """Record that a person has notified the police or data protection. Raises NoSuchCase, NoSuchTrack, MissingReason."""
    case = turn.case(ref)
    if not proof.strip():
        raise MissingReason(command="teata")
    finish_duty(turn, who, ref, _TRACK_OF[authority], "teade")
    turn.note(case, who.label, "authority_notified", authority)
    return case


def _render(turn: Turn, case: Case, facts: dict[str, object]) -> Rendered:
    try:
        return turn.office.library.render(PAPER, Language.ESTONIAN, facts, case.kind)
    except MissingFact as missing:
        raise FactMissing(fact=missing.name) from missing


def _signed_by(turn: Turn, case: Case, who: Staff) -> CaseFacts:
    """Return the facts of the case as the one on duty signs them: danger does not wait for a handler."""
    phone = turn.session.get_one(Official, who.id).phone
    return replace(letter_facts(turn, case), handler_name=who.name, handler_phone=phone, handler_mail=who.mail)


def _anew(turn: Turn, who: Staff, case: Case, old: Referral | None) -> Referral:
    """Begin anew; what was sent before stands in the history and among the letters of the case."""
    if old is not None:
        turn.session.delete(old)
        turn.session.flush()
    return Referral(case_id=case.id or 0, authority=Authority.MUNICIPALITY, by_id=who.id, at=turn.now)


def _undone(row: Referral) -> None:
    """A change takes back the text and its approval."""
    row.subject = row.text = row.hash = ""
    row.approved_at, row.approved_by_id = None, None


def _row(turn: Turn, case: Case) -> Referral:
    row = turn.session.get(Referral, case.id)
    if row is None:
        raise NoReferral(ref=case.ref)
    return row


def _view(turn: Turn, case: Case, row: Referral) -> ReferralView:
    words, known = _words(turn, case), turn.office.municipalities
    mine = next((one for one in known if one.name == row.recipient), None)
    return ReferralView(
        case_id=case.id or 0, ref=case.ref, recipient=row.recipient, phone=row.phone, mail=row.mail, dhx=row.dhx,
        proposed=tuple(one.name for one in named_in(words, known)), all_names=tuple(one.name for one in known),
        sentences=_sentences(turn, case), chosen=tuple(row.chosen), supervision=bool(mine and complains_of(words, mine)),
        may_name_reporter=not _WITHHELD.search(words), with_reporter=row.with_reporter, subject=row.subject, text=row.text,
        approved=row.approved_at is not None, sent=row.sent_at is not None,
    )  # fmt: skip


def _sentences(turn: Turn, case: Case) -> tuple[Sentence, ...]:
    """Return the sentences of the letters that came, numbered from 1 through all of them."""
    person = person_of(turn, case)
    rows = turn.session.exec(select(Letter).where(Letter.case_id == case.id, Letter.incoming).order_by(col(Letter.id)))
    found = [
        text[start:end].strip()
        for row in rows
        for text in (row.new_text or row.text,)
        for start, end in sentences(text)
    ]
    return tuple(Sentence(number, one, one != _without(one, person.name, person.address))
                 for number, one in enumerate((one for one in found if one), 1))  # fmt: skip


def _without(text: str, name: str, address: str) -> str:
    """Return a sentence without the reporter's name and address."""
    for word in (*name.split(), address):
        if len(word) >= 3:
            ending = r"\w{0,4}" if word != address else ""
            text = re.sub(rf"\b{re.escape(word)}{ending}\b", "[teataja]", text, flags=re.IGNORECASE)
    return re.sub(r"\[teataja\](?:\s*\[teataja\])+", "[teataja]", text)


def _words(turn: Turn, case: Case) -> str:
    rows = turn.session.exec(select(Letter).where(Letter.case_id == case.id, Letter.incoming).order_by(col(Letter.id)))
    return "\n".join(f"{row.subject}\n{row.new_text or row.text}" for row in rows)


def _only(found: tuple[Municipality, ...]) -> Municipality | None:
    return found[0] if len(found) == 1 else None


def _hash(row: Referral) -> str:
    facts = [row.recipient, row.mail, row.dhx, row.subject, row.text]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()
