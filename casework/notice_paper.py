"""An approved notice to an authority on the letterhead: the file that a person encrypts in DigiDoc or sends by DHX."""

import hashlib

from casework.documents import pdf_octets
from casework.notify import MUNICIPALITY, duty_facts
from casework.people import Staff
from casework.purpose import demand_purpose
from casework.referral import hash_of, referral_of
from casework.refusals_of_letters import NoPdf, NotApproved
from casework.turn import Turn
from casework.word_edit import FileOut
from replies.faults import UnprintableSign
from replies.sheet import sheet_of
from rules.kinds import Language
from rules.tracks import Authority
from storage.desk_tables import Official


def notice_pdf(turn: Turn, who: Staff, ref: str, authority: Authority = MUNICIPALITY) -> FileOut:
    """Return the PDF of exactly the approved words, on record with its digest.

    Raises NoSuchCase, PurposeNeeded, NoReferral, NotApproved, NoPdf where the letter holds a sign that cannot be printed, BrokenLetterhead.
    """
    case = turn.case(ref)
    demand_purpose(turn, who, case)
    row = referral_of(turn, case, authority)
    if not row.approved_at or row.hash != hash_of(row):
        raise NotApproved(ref=case.ref)
    facts = duty_facts(turn, case, turn.session.get_one(Official, row.by_id))
    dated = turn.office.calendar.day_of(row.approved_at)
    try:
        octets = pdf_octets(turn.office, sheet_of(turn.office.facts, facts, row.subject, ((Language.ESTONIAN, row.text),), (), dated))
    except UnprintableSign as sign:
        raise NoPdf(ref=case.ref) from sign
    turn.note(case, who.label, "took_notice_pdf", f"{authority} {row.hash[:12]} {hashlib.sha256(octets).hexdigest()[:12]}")
    return FileOut(f"{case.ref}-teade.pdf", octets, 1)
