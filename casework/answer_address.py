"""To which address a case is answered: the one it was written from, unless an official chooses another that its letters named."""

from sqlmodel import col, select

from casework.draft import rewritten_to
from casework.handled import handled_case
from casework.letters import person_of, recipients_of
from casework.newest import latest_draft
from casework.people import Staff
from casework.purpose import demand_purpose
from casework.refusals import NoSuchAddress
from casework.refusals_of_letters import NoDraft
from casework.turn import Turn
from casework.under_way import demand_nothing_under_way
from rules.life import State
from rules.records import Paper
from storage.tables import Case, Letter


def reveal_addresses(turn: Turn, who: Staff, ref: str) -> tuple[str, ...]:
    """Show the addresses the case's letters named, on record: content. Raises NoSuchCase, PurposeNeeded."""
    case = turn.case(ref)
    demand_purpose(turn, who, case)
    turn.note(case, who.label, "opened_addresses")
    return addresses(turn, case)


def addresses_of(turn: Turn, ref: str) -> tuple[str, ...]:
    """Return the addresses in the order they are shown. Raises NoSuchCase."""
    return addresses(turn, turn.case(ref))


def addresses(turn: Turn, case: Case) -> tuple[str, ...]:
    """Return the address answered to now, then every other From and Reply-To of the letters that came. Never a Cc."""
    rows = turn.session.exec(select(Letter.sender, Letter.reply_to).where(
        Letter.case_id == case.id, Letter.incoming).order_by(col(Letter.id))).all()  # fmt: skip
    now = case.answer_to or person_of(turn, case).address
    named = [now, person_of(turn, case).address, *(address for row in rows for address in row)]
    return tuple(dict.fromkeys(address for address in named if address))


def answer_to(turn: Turn, who: Staff, ref: str, address: str) -> Case:
    """Answer the case to another address its letters named. An answer in the making is addressed anew, its approval is void.

    Receipts never follow: they go where the letter said it came from. Raises NoSuchCase, NotHandler, NoSuchAddress,
    UnsentDraft, FactMissing.
    """
    case = handled_case(turn, who, ref)
    if address not in addresses(turn, case):
        raise NoSuchAddress(ref=case.ref)
    demand_nothing_under_way(turn, case)
    usual = person_of(turn, case).address
    case.answer_to = "" if address == usual else address
    turn.touch(case)
    turn.note(case, who.label, "answer_address", "as written from" if address == usual else "another of the letters")
    _address_anew(turn, who, case)
    return case


def _address_anew(turn: Turn, who: Staff, case: Case) -> None:
    """Put the new addressee into the answer in the making: what was approved went to another (threats.md B13)."""
    if case.state not in (State.DRAFTED, State.APPROVED):
        return
    try:
        draft = latest_draft(turn, case)
    except NoDraft:
        return
    if draft.paper is Paper.ANSWER and tuple(draft.recipients) != recipients_of(turn, case):
        rewritten_to(turn, case, who, draft, recipients_of(turn, case))
