"""Whose name stands below a letter of a case, and who of those present may approve it."""

import re
from dataclasses import replace

from sqlmodel import select

from casework.given_facts import with_given
from casework.letters import FORCE_OF_LAW, letter_facts, person_of
from casework.people import Staff, heads, staff
from casework.propose import absences
from casework.sight import Viewer, may_see
from casework.turn import Turn
from replies.facts import CaseFacts
from rules.rights import NoApproval, may_approve
from rules.routing import is_away, stand_in_for
from rules.signing import Reader, Signs, approvers, signs
from storage.desk_tables import Draft, Official
from storage.tables import Case

LONGEST_NAME = 60
_WORD = r"[^\W\d_][^\W\d_'’]+"
_NAME = re.compile(rf"(?=[^a-zõäöüšž])(?:{_WORD}(?:-{_WORD})*)(?: (?:von|van|de|di) )?(?: {_WORD}(?:-{_WORD})*){{1,3}}")


def reader_of(turn: Turn, case: Case) -> Reader:
    """Return to whom the answer of a case goes."""
    address, senders = person_of(turn, case).address, turn.office.senders
    if set(FORCE_OF_LAW) & set(address.rpartition("@")[2].split(".")):
        return Reader.FORCE
    if senders.is_authority(address):
        return Reader.AUTHORITY
    return Reader.PRESS if senders.outlet(address) else Reader.PERSON


def who_signs(turn: Turn, case: Case) -> Signs:
    """Return who signs the letters of a case."""
    return signs(case.kind, reader_of(turn, case), turn.office.approval.signatory)


def signed_facts(turn: Turn, case: Case, drafter: str) -> CaseFacts:
    """Return the facts of a letter with who signs it and, apart, who has drafted it."""
    signer = _signatory(turn, case)
    told = replace(
        letter_facts(turn, case), drafter_name=drafter, signatory_name=signer.name if signer else "",
        signatory_title=signer.title if signer else "", correspondent=greeting_name(person_of(turn, case).name),
    )  # fmt: skip
    return with_given(turn, case, told)


def greeting_name(name: str) -> str:
    """Return the name as a letter greets by it, "" for what may be a nickname, an address or a body: then it greets nobody by name."""
    plain = " ".join(name.split())
    return plain if len(plain) <= LONGEST_NAME and _NAME.fullmatch(plain) else ""


def why_not_approve(turn: Turn, who: Staff, case: Case, draft: Draft) -> str:
    """Return why this person may not approve the draft, "" where nothing stands against it.

    Where nobody who may is present, the head's superior may, if the settings name one.
    """
    found = _why_not(turn, who, case, draft)
    superior = turn.office.approval.superior
    if found == NoApproval.ONLY_HEAD and superior and who.name == superior and not _somebody_may(turn, who, case, draft):
        return ""
    return found


def _why_not(turn: Turn, who: Staff, case: Case, draft: Draft) -> str:
    settings, away = turn.office.approval, absences(turn)
    for_head = any(stand_in_for(str(head.id), away, turn.today) == str(who.id) for head in heads(turn))
    needed = approvers(case.kind, reader_of(turn, case), settings.approver, settings.approvers)
    return may_approve(who.roles, str(who.id), str(draft.by_id), four_eyes=settings.four_eyes, stands_in_for_head=for_head,
                       approvers="head" if who_signs(turn, case) is Signs.HEAD else needed)  # fmt: skip


def _somebody_may(turn: Turn, superior: Staff, case: Case, draft: Draft) -> bool:
    away = absences(turn)
    return any(one.active and one.id != superior.id and may_see(turn.session, Viewer(one.id), case.id) and not is_away(str(one.id), away, turn.today)
               and not _why_not(turn, one, case, draft) for one in staff(turn))  # fmt: skip


def _signatory(turn: Turn, case: Case) -> Official | None:
    """Return the handler, or the head of today; of a decision made outside the handler signs what covers it."""
    if who_signs(turn, case) is not Signs.HEAD:
        return turn.session.get(Official, case.handler_id) if case.handler_id else None
    away = absences(turn)
    for head in sorted(heads(turn), key=lambda one: one.id):
        if not is_away(str(head.id), away, turn.today):
            return turn.session.get_one(Official, head.id)
    for head in heads(turn):
        if acting := stand_in_for(str(head.id), away, turn.today):
            return turn.session.get_one(Official, int(acting))
    named = turn.office.approval.superior
    return turn.session.exec(select(Official).where(Official.name == named, Official.active)).first() if named else None
