"""Looking at content is an event: who, which case, what, when. What was shown in a chat is taken away in time."""

from collections.abc import Sequence

from casework.approve import open_draft
from casework.content import DraftView, LetterView, Why, draft, letters, why
from casework.held import Held, show_held
from casework.people import Staff
from casework.purpose import demand_purpose
from casework.turn import Turn


def reveal_letter(turn: Turn, who: Staff, ref: str) -> tuple[LetterView, ...]:
    """Show the letters of a case, on record. Raises NoSuchCase, PurposeNeeded."""
    case = turn.case(ref)
    demand_purpose(turn, who, case)
    found = letters(turn, ref)
    turn.note(case, who.label, "opened_letter", f"letters {' '.join(str(one.id) for one in found)}")
    return found


def reveal_draft(turn: Turn, who: Staff, ref: str) -> DraftView:
    """Show the newest version, on record. Raises NoSuchCase, PurposeNeeded, NoDraft."""
    open_draft(turn, who, ref)
    return draft(turn, ref)


def reveal_reasons(turn: Turn, who: Staff, ref: str) -> Why:
    """Show the sentences behind the suggestions, on record. Raises NoSuchCase, PurposeNeeded."""
    case = turn.case(ref)
    demand_purpose(turn, who, case)
    turn.note(case, who.label, "opened_reasons")
    return why(turn, ref)


def reveal_held(turn: Turn, who: Staff, held_id: int) -> Held:
    """Show a letter of the holding pen, on record. Raises NoSuchHeld."""
    found = show_held(turn, held_id)
    turn.note(None, who.label, "opened_held", f"ledger {held_id}")
    return found


def delete_later(turn: Turn, chat_id: int, message_ids: Sequence[int]) -> None:
    """Have messages with content deleted when their time is over, also after a restart."""
    for message_id in message_ids:
        turn.tell(f"chat:{chat_id}", "delete_message", after=turn.office.privacy.reveal, urgency=3,
                  chat_id=chat_id, message_id=message_id)  # fmt: skip
