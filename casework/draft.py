"""A letter of ours in the making: begun from its template, edited, every version kept."""

from collections.abc import Sequence
from dataclasses import replace

from casework.agreed_language import agreed_language
from casework.checklist import list_questions
from casework.handled import handled_case
from casework.letters import recipients_of, written_language
from casework.newest import latest_draft
from casework.people import Staff, staff_of
from casework.plan import HOLE, Plan, plan_of
from casework.position_shelf import positions_for, use_positions
from casework.refusals_of_letters import ChangedMeanwhile
from casework.signing import who_signs
from casework.turn import Turn
from casework.wording import rendered_of
from casework.write import write
from replies.positions import Position
from rules.kinds import Language
from rules.life import State
from rules.records import Paper
from rules.signing import Signs
from storage.desk_tables import Draft, Official
from storage.tables import Case


def draft_answer(turn: Turn, who: Staff, ref: str, template: str = "") -> Draft:
    """Begin the answer from its template and the official positions of the topic.

    Raises NoSuchCase, NotHandler, NoAddress, FactMissing, WrongStep.
    """
    case = handled_case(turn, who, ref)
    outside = who_signs(turn, case) is Signs.OUTSIDE
    positions = () if outside else positions_for(turn, template or case.topic)
    draft = write(turn, case, who, Plan(Paper.ANSWER, _begun_with(turn, case, positions), recipients=recipients_of(turn, case)))
    use_positions(turn, case, positions)
    list_questions(turn, case)
    return draft


def _begun_with(turn: Turn, case: Case, positions: Sequence[Position]) -> str:
    """Return the positions' words, below a line those in the person's language where each has them; else a hole to fill.

    Where one language was agreed on, its words alone.
    """
    own, language, alone = Language.ESTONIAN, written_language(case.language), agreed_language(turn, case)
    if alone is not own and positions and all(alone in one.text for one in positions):
        return "\n\n".join(one.text[alone] for one in positions)
    words = "\n\n".join(one.text[own] for one in positions) or HOLE
    if language is own or not positions or any(language not in one.text for one in positions):
        return words
    return f"{words}\n\n---\n\n" + "\n\n".join(one.text[language] for one in positions)


def edit(turn: Turn, who: Staff, ref: str, version: int, text: str) -> Draft:
    """Put `text` in the place of the substance, as a new version; an approval of the old one is void.

    Raises NoSuchCase, NotHandler, NoDraft, UnsentDraft, ChangedMeanwhile where another version has been made since.
    """
    case = handled_case(turn, who, ref)
    latest = latest_draft(turn, case)
    if latest.version != version:
        by = turn.session.get_one(Official, latest.by_id).name
        raise ChangedMeanwhile(ref=case.ref, state=case.state, by=by, version=latest.version)
    return write(turn, case, who, replace(plan_of(turn, latest), substance=text.strip()))


def newly_written(turn: Turn, case: Case, draft: Draft) -> Draft:
    """Return the draft as it would be written now: itself where its words stay the same, else a new version of its drafter.

    Raises FactMissing, WrongStep, UnsentDraft.
    """
    plan = plan_of(turn, draft)
    drafter = turn.session.get_one(Official, draft.by_id).name
    if rendered_of(turn, case, plan, drafter).text == draft.text and not draft.companion_id:
        return draft
    return _again(turn, case, draft)


def dated_today(turn: Turn, case: Case, draft: Draft) -> Draft:
    """Return the draft, written anew where its date is not of today: a letter bears the date of its approval.

    What was returned or approved stays as it was. Raises FactMissing.
    """
    waits = not (draft.approved_at or draft.sent_at or draft.returned_why)
    if not waits or is_of_today(turn, draft) or (draft.paper is Paper.ANSWER and case.state is not State.DRAFTED):
        return draft
    return _again(turn, case, draft)


def _again(turn: Turn, case: Case, draft: Draft) -> Draft:
    """Write the draft anew for its drafter, its companion too."""
    drafter, plan = staff_of(turn.session.get_one(Official, draft.by_id)), plan_of(turn, draft)
    if draft.companion_id:
        companion = write(turn, case, drafter, plan_of(turn, turn.session.get_one(Draft, draft.companion_id)))
        plan = replace(plan, companion_id=companion.id)
    return write(turn, case, drafter, plan)


def is_of_today(turn: Turn, draft: Draft) -> bool:
    return turn.office.calendar.day_of(draft.at) == turn.today


def rewritten_to(turn: Turn, case: Case, who: Staff, draft: Draft, recipients: tuple[str, ...]) -> Draft:
    """Return the same words as a new version, to others. Raises FactMissing, UnsentDraft."""
    return write(turn, case, who, replace(plan_of(turn, draft), recipients=recipients))
