"""An answer to a citizen of the bot that is not to be read in the chat: the bot says that it is ready, and asks where to send it."""

from typing import Final

from casework.conversations import CONTACT, begin
from casework.handled import handled_case
from casework.letters import facts_of, person_of
from casework.newest import latest_draft
from casework.people import Staff
from casework.refusals_of_letters import NoAddress, NotApproved
from casework.texts_at_fault import texts_refused
from casework.turn import SOON, Turn
from rules.life import State
from storage.tables import Case

REPLY: Final = "answer_ready"


def ask_for_address(turn: Turn, who: Staff, ref: str) -> Case:
    """Tell the citizen, in fixed words without a fact of the answer, that it is ready, and ask for an address.

    What the citizen writes then is a letter of the case; the official chooses the address (`/aadress`), which asks for
    approval anew, or posts the answer.

    Raises NoSuchCase, NotHandler, NoDraft, NotApproved, NoAddress.
    """
    case = handled_case(turn, who, ref)
    draft, person = latest_draft(turn, case), person_of(turn, case)
    if case.state is not State.APPROVED or draft.approved_hash != draft.hash:
        raise NotApproved(ref=case.ref)
    if person.telegram_id is None or person.blocked:
        raise NoAddress(ref=case.ref)
    with texts_refused():
        words = turn.office.library.chat(REPLY, case.language, facts_of(turn, case))
    turn.tell(f"chat:{person.telegram_id}", "to_citizen", case, urgency=SOON, text=words)
    begin(turn, person.telegram_id, CONTACT)
    turn.touch(case)
    turn.note(case, who.label, "address_asked")
    return case
