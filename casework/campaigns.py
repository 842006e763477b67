"""One answer to many near-identical letters: drafted for each, approved once, queued, and the rest tried again."""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlmodel import col, delete, select

from casework.approve import approve, may_approve_draft, open_draft
from casework.assign import take
from casework.handled import handled_case
from casework.letters import recipients_of
from casework.newest import latest_draft
from casework.people import Staff
from casework.plan import HOLE, Plan
from casework.refusals import OutOfDate, Refusal
from casework.refusals_of_letters import FactMissing, NoCampaign
from casework.sameness import same_letters
from casework.send import send_answer
from casework.turn import Turn
from casework.write import write
from rules.kinds import Child
from rules.life import State, WrongStep
from rules.records import Dispatch, Paper
from storage.campaign_tables import Campaign, CampaignLetter
from storage.desk_tables import Draft, OutboxItem
from storage.tables import Case

GROUP: Final = 10  # letters of one transaction
UNANSWERED: Final = (State.REGISTERED, State.ASSIGNED, State.DRAFTED)
SENT, QUEUED, APPROVED, DRAFTED, REFUSED, WAITS = "sent", "queued", "approved", "drafted", "refused", "waits"


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """What has become of one letter. `why` names the refusal where it was refused; `unsigned`: approved, and its signature awaited."""

    case_id: int
    ref: str
    state: str
    hash: str
    why: str = ""
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign as the doors see it: numbers, states and hashes, no words of a letter."""

    id: int
    ref: str
    case_id: int
    lines: tuple[CampaignLine, ...]
    manifest: str  # what one approval of all signs
    approved_by_id: int | None

    def count(self, *states: str) -> int:
        told = Counter(line.state for line in self.lines)
        return sum(told[state] for state in states)

    @property
    def unsigned(self) -> int:
        return sum(line.unsigned for line in self.lines)


def begin_campaign(turn: Turn, who: Staff, ref: str) -> CampaignView:
    """Begin, or go on with, the answer to all letters like that of the case, from its own newest draft.

    Letters of children in need, restricted ones and those on another's desk are left out: they want a look of their own.
    Raises NoSuchCase, NotHandler, NoDraft, FactMissing, NoCampaign.
    """
    case = handled_case(turn, who, ref)
    draft = latest_draft(turn, case)
    if draft.paper is not Paper.ANSWER or HOLE in draft.substance:
        raise FactMissing(fact="substance")
    row = _of_case(turn, case) or Campaign(case_id=case.id or 0, by_id=who.id, at=turn.now)
    turn.session.add(row)
    turn.session.flush()
    known = set(turn.session.exec(select(CampaignLetter.case_id).where(CampaignLetter.campaign_id == row.id)))
    found = [case.id or 0, *_fitting(turn, who, case)]
    if len(found) < 2 and not known:
        raise NoCampaign(ref=case.ref)
    for case_id in found:
        if case_id not in known:
            turn.session.add(CampaignLetter(campaign_id=row.id or 0, case_id=case_id))
    turn.session.flush()
    own = turn.session.exec(select(CampaignLetter).where(CampaignLetter.campaign_id == row.id, CampaignLetter.case_id == case.id)).one()
    own.draft_id, own.hash = draft.id, draft.hash
    turn.note(case, who.label, "campaign_begun", f"{len(found)} letters")
    return view(turn, row.id or 0)


def draft_some(turn: Turn, who: Staff, campaign_id: int, most: int = GROUP) -> CampaignView:
    """Draft the answer for the next letters, each with its own reader and reference; what cannot be drafted is told."""
    row = turn.session.get_one(Campaign, campaign_id)
    plan = latest_draft(turn, turn.session.get_one(Case, row.case_id))

    def write_one(letter: CampaignLetter, case: Case) -> None:
        if case.handler_id is None:
            take(turn, who, case.ref)
        draft = write(turn, case, who, Plan(Paper.ANSWER, plan.substance, recipients=recipients_of(turn, case), files=()))
        letter.draft_id, letter.hash = draft.id, draft.hash

    waiting = [one for one in _letters(turn, row) if one.draft_id is None and not one.refused]
    _each(turn, waiting[:most], write_one)
    row.manifest = _manifest(_letters(turn, row))
    return view(turn, campaign_id)


def ask_for_campaign(turn: Turn, who: Staff, ref: str) -> int:
    """Tell those who may approve that a campaign waits, and return how many they are. Raises NoSuchCase, NoCampaign."""
    found = campaign_of(turn, ref)
    root = turn.case(found.ref)
    told = may_approve_draft(turn, root, latest_draft(turn, root))
    for official_id in told:
        turn.tell(f"official:{official_id}", "campaign_waits", root, count=found.count(DRAFTED), by=who.name,
                  once=f"campaign_waits:{found.id}:{found.manifest[:12]}:{official_id}")  # fmt: skip
    return len(told)


def open_campaign(turn: Turn, who: Staff, campaign_id: int) -> CampaignView:
    """Show the letters of a campaign to the one who is to approve them, each on record."""
    row = turn.session.get_one(Campaign, campaign_id)
    for letter, case in _with_cases(turn, [one for one in _letters(turn, row) if one.draft_id]):
        if case.state is State.DRAFTED:
            draft = open_draft(turn, who, case.ref)
            letter.draft_id, letter.hash = draft.id, draft.hash
    row.manifest = _manifest(_letters(turn, row))
    return view(turn, campaign_id)


def approve_some(turn: Turn, who: Staff, campaign_id: int, manifest: str, most: int = GROUP) -> CampaignView:
    """Approve the next letters of a campaign, as shown under this manifest; one that is refused does not stop the others.

    Raises OutOfDate where a letter has been changed since it was shown.
    """
    row = turn.session.get_one(Campaign, campaign_id)
    root = turn.session.get_one(Case, row.case_id)
    if manifest != row.manifest[: len(manifest)] or not manifest:
        raise OutOfDate(ref=root.ref, state=root.state)

    def approve_one(letter: CampaignLetter, case: Case) -> None:
        draft = latest_draft(turn, case)
        if draft.id != letter.draft_id or draft.hash != letter.hash:
            raise OutOfDate(ref=case.ref, state=case.state)
        approve(turn, who, case.ref, draft.version)
        if case.id != row.case_id:  # one word to the drafter is enough
            _untell(turn, case)

    waiting = [letter for letter, case in _with_cases(turn, _letters(turn, row))
               if letter.draft_id and not letter.refused and case.state is State.DRAFTED]  # fmt: skip
    _each(turn, waiting[:most], approve_one)
    if row.approved_by_id is None:
        row.approved_by_id, row.approved_at = who.id, turn.now
        turn.note(root, who.label, "campaign_approved", f"{len(waiting)} letters {row.manifest[:12]}")
    return view(turn, campaign_id)


def send_some(turn: Turn, who: Staff, campaign_id: int, most: int = GROUP) -> CampaignView:
    """Queue the next approved letters of a campaign; what has gone is never sent again, and what is to be signed waits for that."""
    row = turn.session.get_one(Campaign, campaign_id)

    def send_one(_letter: CampaignLetter, case: Case) -> None:
        send_answer(turn, who, case.ref)

    ready = {line.case_id for line in view(turn, campaign_id).lines if line.state == APPROVED and not line.unsigned}
    waiting = [one for one in _letters(turn, row) if one.case_id in ready]
    _each(turn, waiting[:most], send_one)
    return view(turn, campaign_id)


def try_again(turn: Turn, campaign_id: int) -> CampaignView:
    """Forget why letters were refused: they are drafted, approved and sent anew, and no other is."""
    for letter in _letters(turn, turn.session.get_one(Campaign, campaign_id)):
        letter.refused = ""
    return view(turn, campaign_id)


def campaign_of(turn: Turn, ref: str) -> CampaignView:
    """Return the campaign a case's answer belongs to, or was begun from. Raises NoSuchCase, NoCampaign."""
    case = turn.case(ref)
    row = _of_case(turn, case)
    if row is None:
        raise NoCampaign(ref=case.ref)
    return view(turn, row.id or 0)


def view(turn: Turn, campaign_id: int) -> CampaignView:
    """Return what has become of each letter: the outcome table."""
    turn.session.flush()
    row = turn.session.get_one(Campaign, campaign_id)
    letters = _letters(turn, row)
    going = dict(list(turn.session.exec(select(OutboxItem.draft_id, OutboxItem.state).where(
        col(OutboxItem.draft_id).in_([one.draft_id for one in letters if one.draft_id])).order_by(col(OutboxItem.id)))))  # fmt: skip
    unsigned = _unsigned(turn, letters)
    states = [(letter, case, _state(letter, case, going.get(letter.draft_id))) for letter, case in _with_cases(turn, letters)]
    lines = tuple(CampaignLine(case.id or 0, case.ref, state, letter.hash, letter.refused, state == APPROVED and letter.draft_id in unsigned)
                  for letter, case, state in states)  # fmt: skip
    root = turn.session.get_one(Case, row.case_id)
    return CampaignView(campaign_id, root.ref, root.id or 0, lines, row.manifest, row.approved_by_id)


def _state(letter: CampaignLetter, case: Case, going: str | None) -> str:
    if going is Dispatch.SENT:
        return SENT
    if going and going is not Dispatch.WITHDRAWN:
        return QUEUED if going in (Dispatch.PENDING, Dispatch.SENDING) else REFUSED
    if letter.refused:
        return REFUSED
    if letter.draft_id is None:
        return WAITS
    return APPROVED if case.state is State.APPROVED else DRAFTED


def _unsigned(turn: Turn, letters: Sequence[CampaignLetter]) -> set[int | None]:
    """Return the drafts that say they are signed and are not yet."""
    if not turn.office.approval.signed:
        return set()
    rows = turn.session.exec(select(Draft.id, Draft.signed, Draft.sealed).where(col(Draft.id).in_([one.draft_id for one in letters if one.draft_id])))
    return {draft_id for draft_id, signed, sealed in rows if not (signed or sealed)}


def _fitting(turn: Turn, who: Staff, case: Case) -> list[int]:
    """Return the cases like this one that may get the same answer."""
    rows = turn.session.exec(select(Case.id).where(
        col(Case.id).in_(same_letters(turn, who, case)), col(Case.state).in_(UNANSWERED), col(Case.restricted).is_(False),
        Case.child == Child.NONE, col(Case.offence).is_(False), col(Case.merged_into_id).is_(None),
        (col(Case.handler_id).is_(None)) | (col(Case.handler_id) == who.id)).order_by(col(Case.id)))  # fmt: skip
    return [one or 0 for one in rows]


def _of_case(turn: Turn, case: Case) -> Campaign | None:
    found = select(Campaign).join(CampaignLetter).where(CampaignLetter.case_id == case.id).order_by(col(Campaign.id).desc())
    return turn.session.exec(found.limit(1)).first()


def _letters(turn: Turn, row: Campaign) -> Sequence[CampaignLetter]:
    return turn.session.exec(select(CampaignLetter).where(CampaignLetter.campaign_id == row.id).order_by(col(CampaignLetter.id))).all()


def _with_cases(turn: Turn, letters: Sequence[CampaignLetter]) -> list[tuple[CampaignLetter, Case]]:
    cases = {case.id: case for case in turn.session.exec(select(Case).where(col(Case.id).in_([one.case_id for one in letters])))}
    return [(one, cases[one.case_id]) for one in letters]


def _each(turn: Turn, letters: Sequence[CampaignLetter], verb: Callable[[CampaignLetter, Case], None]) -> None:
    """Do a verb for each letter, wholly or not at all; why not is kept by the name of the refusal."""
    for letter, case in _with_cases(turn, letters):
        try:
            with turn.session.begin_nested():
                verb(letter, case)
        except (Refusal, WrongStep) as refused:
            letter.refused = type(refused).__name__
        turn.session.add(letter)


def _untell(turn: Turn, case: Case) -> None:
    turn.session.flush()
    turn.session.exec(delete(OutboxItem).where(
        col(OutboxItem.case_id) == case.id, col(OutboxItem.what) == "approved", col(OutboxItem.decided) == turn.now,
        col(OutboxItem.state) == Dispatch.PENDING))  # fmt: skip


def _manifest(letters: Sequence[CampaignLetter]) -> str:
    """Return the digest of all letters' own hashes, each of which is what a single approval would sign."""
    told = "\n".join(f"{one.case_id} {one.hash}" for one in letters if one.draft_id)
    return hashlib.sha256(told.encode()).hexdigest()
