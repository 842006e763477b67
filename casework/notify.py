"""A child's case goes to its municipality, a suspected offence to the police: drafted from chosen sentences, sent by a person.

The house never mails what holds such data: a person sends it encrypted or by DHX, or telephones, and records it (LasteKS § 27, KrMS § 195).
"""

from dataclasses import replace
from typing import Final

from sqlmodel import select

from casework.absence import heads_at_work
from casework.letters import facts_of, letter_facts, person_of
from casework.people import Staff
from casework.protect import open_track, record_done, take_child
from casework.purpose import demand_purpose
from casework.referral import ReferralView, hash_of, referral_of, sentences_of, view_of, without, words_of
from casework.refusals import MissingReason, OutOfDate
from casework.refusals_of_law import NoReferral, NoSuchTrack, NoticeNotApproved, ReporterWithheld
from casework.refusals_of_letters import FactMissing, FourEyes, MayNotApprove, NotOpenedYet
from casework.texts_at_fault import texts_refused
from casework.tracks import finish_duty, start_track
from casework.turn import SOON, Turn
from reading.municipalities import Municipality, municipality_named, named_in
from reading.withheld import withheld
from replies.facts import CaseFacts, RecipientFacts
from replies.library import Rendered
from rules.kinds import Child, Language
from rules.records import Dispatch
from rules.rights import Approvers, NoApproval, may_approve
from rules.tracks import Authority, ChildDone, SentWay, TrackKind
from storage.desk_tables import Official, Referral
from storage.tables import Case, Event, Letter

MUNICIPALITY, POLICE = Authority.MUNICIPALITY, Authority.POLICE
PAPERS: Final = {MUNICIPALITY: "child_referral", POLICE: "crime_report"}
POLICE_NAME: Final = "Politsei- ja Piirivalveamet"  # where nobody names a prefecture or a prosecutor's office
READY: Final = {MUNICIPALITY: "referral_ready", POLICE: "report_ready"}


def begin_referral(turn: Turn, who: Staff, ref: str, recipient: str = "") -> ReferralView:
    """Begin, or go on with, the letter to a municipality. A child's track is opened where there is none, and taken.

    Raises NoSuchCase; NoReferral where a recipient was named that the table does not know.
    """
    case = turn.case(ref)
    if case.child is Child.NONE:
        open_track(turn, case, Child.CONCERN, who.label)
    take_child(turn, who, ref)
    row = _begun(turn, who, case, MUNICIPALITY)
    known = turn.office.municipalities
    found = municipality_named(recipient, known) if recipient else _only(named_in(words_of(turn, case), known))
    if recipient and found is None:
        raise NoReferral(ref=case.ref)
    if found and (recipient or not row.recipient):
        row.recipient, row.phone, row.mail, row.dhx = found.name, found.phone, found.mail, found.dhx
        _undone(row)
    return _noted(turn, who, case, row, "referral_begun", row.recipient)


def begin_crime_report(turn: Turn, who: Staff, ref: str, recipient: str = "") -> ReferralView:
    """Begin, or go on with, the report of a suspected offence (KrMS § 195); its track is opened where there is none.

    `recipient`: a prefecture or a prosecutor's office; without it the police. The writer is not told. Raises NoSuchCase.
    """
    start_track(turn, who, ref, TrackKind.OFFENCE)
    case = turn.case(ref)
    row = _begun(turn, who, case, POLICE)
    if recipient.strip() or not row.recipient:
        row.recipient = recipient.strip() or POLICE_NAME
        _undone(row)
    return _noted(turn, who, case, row, "crime_report_begun")


def see_referral(turn: Turn, who: Staff, ref: str, authority: Authority = MUNICIPALITY) -> ReferralView:
    """Show the notice as it stands, on record: it is content. Raises NoSuchCase, PurposeNeeded, NoReferral."""
    case = turn.case(ref)
    demand_purpose(turn, who, case)
    row = referral_of(turn, case, authority)
    turn.note(case, who.label, "opened_referral", row.hash[:12])
    return view_of(turn, case, row)


def choose_sentences(turn: Turn, who: Staff, ref: str, numbers: list[int], toggle: bool = False,
                     authority: Authority = MUNICIPALITY) -> ReferralView:  # fmt: skip
    """Say which sentences go into the letter: these alone, or, with `toggle`, turned on and off. Raises NoSuchCase, NoReferral."""
    case = turn.case(ref)
    row = referral_of(turn, case, authority)
    there = {one.number for one in sentences_of(turn, case)}
    chosen = set(row.chosen) ^ set(numbers) if toggle else set(numbers)
    row.chosen = sorted(chosen & there)
    _undone(row)
    return _noted(turn, who, case, row, "referral_sentences", " ".join(map(str, row.chosen)))


def name_reporter(turn: Turn, who: Staff, ref: str, yes: bool, authority: Authority = MUNICIPALITY) -> ReferralView:
    """Put the reporter's contact in, for the official who reads it only, or leave it out (LasteKS § 27 (5)).

    Raises NoSuchCase, NoReferral, ReporterWithheld where the reporter asked to be left out.
    """
    case = turn.case(ref)
    row = referral_of(turn, case, authority)
    row.with_reporter = yes
    _demand_willing(turn, case, row)
    _undone(row)
    return _noted(turn, who, case, row, "referral_reporter", "in" if yes else "out")


def draft_referral(turn: Turn, who: Staff, ref: str, authority: Authority = MUNICIPALITY) -> ReferralView:
    """Write the letter from the chosen sentences. Raises NoSuchCase, NoReferral, ReporterWithheld, FactMissing."""
    case = turn.case(ref)
    row = referral_of(turn, case, authority)
    _demand_willing(turn, case, row)
    rendered = _rendered(turn, who, case, row)
    row.subject, row.text, row.by_id, row.at = rendered.subject, rendered.text, who.id, turn.now
    row.hash, row.approved_at, row.approved_by_id = hash_of(row), None, None
    turn.note(case, who.label, "opened_referral", row.hash[:12])  # it is shown to the one who has drafted it
    if _four_eyes(turn, authority):
        _tell_heads(turn, who, case, "report_waits")
    return _noted(turn, who, case, row, "referral_drafted", row.hash[:12])


def approve_referral(turn: Turn, who: Staff, ref: str, authority: Authority = MUNICIPALITY) -> ReferralView:
    """Sign exactly this text to exactly this recipient; the heads see it after.

    Of a child the one on duty may do it alone; a crime report accuses somebody: where the agency wants four eyes, another
    than its drafter approves it. Raises NoSuchCase, NoReferral, FourEyes, MayNotApprove, NotOpenedYet, OutOfDate, ReporterWithheld.
    """
    case = turn.case(ref)
    row = referral_of(turn, case, authority)
    why_not = may_approve(who.roles, str(who.id), str(row.by_id), approvers=Approvers.OFFICIAL, four_eyes=_four_eyes(turn, authority))
    if why_not:
        raise FourEyes(ref=case.ref) if why_not == NoApproval.OWN_DRAFT else MayNotApprove(ref=case.ref)
    if not row.text or row.hash != hash_of(row) or row.approved_at:
        raise OutOfDate(ref=case.ref, state=case.state)
    opened = turn.session.exec(select(Event.id).where(
        Event.case_id == case.id, Event.who == who.label, Event.what == "opened_referral", Event.note == row.hash[:12])).first()  # fmt: skip
    if opened is None:
        raise NotOpenedYet(ref=case.ref, version=1)
    _demand_willing(turn, case, row)
    row.approved_at, row.approved_by_id = turn.now, who.id
    _tell_heads(turn, who, case, READY[authority], body=row.recipient)
    return _noted(turn, who, case, row, "referral_approved", row.hash[:12])


def record_sent(turn: Turn, who: Staff, ref: str, way: SentWay, proof: str, authority: Authority = MUNICIPALITY) -> Case:
    """Record that a person has sent the approved letter, or told it by telephone: the child's track ends, or the duty to report is done.

    A call needs no letter. Raises NoSuchCase, NoReferral, NoticeNotApproved, MissingReason without proof.
    """
    case = turn.case(ref)
    row = referral_of(turn, case, authority)
    if not proof.strip():
        raise MissingReason(command="teata")
    if way is not SentWay.PHONE and not row.approved_at:
        raise NoticeNotApproved(ref=case.ref, body="PPA" if authority is POLICE else "KOV")
    again = row.sent_at is not None and row.sent_way != SentWay.PHONE
    row.sent_at, row.sent_way, row.proof = turn.now, way, proof.strip()
    if row.approved_at and way is not SentWay.PHONE and not again:  # who was told by telephone has no letter of ours
        turn.session.add(Letter(
            case_id=case.id or 0, incoming=False, what=PAPERS[authority], at=turn.now, recipients=[row.recipient], subject=row.subject,
            text=row.text, delivery=Dispatch.SENT))  # fmt: skip
    _noted(turn, who, case, row, "referral_sent", f"{authority} {way} {row.hash[:12]}")
    if authority is POLICE:
        return _reported(turn, who, case)
    local = turn.now.astimezone(turn.office.calendar.zone)
    return record_done(
        turn, who, ref, f"{row.recipient}, {way}, {local:%d.%m.%Y %H.%M}: {proof.strip()}", ChildDone.MUNICIPALITY
    )


def duty_facts(turn: Turn, case: Case, who: Official) -> CaseFacts:
    """Return the facts of the case as the one on duty signs them: danger does not wait for a handler."""
    return replace(letter_facts(turn, case), handler_name=who.name, handler_phone=who.phone, handler_mail=who.mail)


def _reported(turn: Turn, who: Staff, case: Case) -> Case:
    try:
        finish_duty(turn, who, case.ref, TrackKind.OFFENCE, "teade")
    except NoSuchTrack:
        turn.touch(case)  # a second report, or a track ended meanwhile: what was sent is recorded all the same
    turn.note(case, who.label, "authority_notified", POLICE)
    return case


def _rendered(turn: Turn, who: Staff, case: Case, row: Referral) -> Rendered:
    """Fill the template with the chosen sentences. Raises FactMissing, BrokenText."""
    if not row.recipient:
        raise FactMissing(fact="recipient")
    picked = [one.text for one in sentences_of(turn, case) if one.number in row.chosen]
    if not picked:
        raise FactMissing(fact="substance")
    person = person_of(turn, case)
    reporter = f"{person.name}, {person.address}".strip(", ") if row.with_reporter else ""
    facts = facts_of(turn, case, recipient=RecipientFacts(row.recipient, row.mail, reporter),
                     substance="\n".join(f"- {without(one, person.name, person.address)}" for one in picked))  # fmt: skip
    with texts_refused():
        paper = PAPERS[Authority(row.authority)]
        return turn.office.library.render(paper, Language.ESTONIAN, {**facts, "case": duty_facts(turn, case, turn.session.get_one(Official, who.id))}, case.kind)


def _begun(turn: Turn, who: Staff, case: Case, authority: Authority) -> Referral:
    """Return the notice under way, else a new one; what was sent before stands in the history and among the letters of the case."""
    row = turn.session.get(Referral, (case.id, authority))
    if row is not None and not row.sent_at:
        return row
    if row is not None:
        turn.session.delete(row)
        turn.session.flush()
    return Referral(case_id=case.id or 0, authority=authority, by_id=who.id, at=turn.now)


def _noted(turn: Turn, who: Staff, case: Case, row: Referral, what: str, note: str = "") -> ReferralView:
    turn.session.add(row)
    turn.session.flush()
    turn.note(case, who.label, what, note)
    return view_of(turn, case, row)


def _demand_willing(turn: Turn, case: Case, row: Referral) -> None:
    """Raises ReporterWithheld where the letter would name one who has asked not to be named, be it in a later letter."""
    if row.with_reporter and withheld(words_of(turn, case)):
        raise ReporterWithheld(ref=case.ref)


def _undone(row: Referral) -> None:
    """A change takes back the text and its approval."""
    row.subject = row.text = row.hash = ""
    row.approved_at, row.approved_by_id = None, None


def _four_eyes(turn: Turn, authority: Authority) -> bool:
    return authority is POLICE and turn.office.approval.four_eyes


def _tell_heads(turn: Turn, who: Staff, case: Case, what: str, body: str = "") -> None:
    for head in heads_at_work(turn):
        if head != who.id:
            turn.tell(f"official:{head}", what, case, urgency=SOON, by=who.name, body=body)


def _only(found: tuple[Municipality, ...]) -> Municipality | None:
    return found[0] if len(found) == 1 else None
