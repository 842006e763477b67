"""A letter of ours in the making: filled from its template, edited, every version kept."""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from casework.checklist import list_questions
from casework.documents import MADE, make_documents
from casework.feedback import with_feedback
from casework.letters import facts_of, person_of, sendable, sure_enough, written_language
from casework.people import Staff, staff_of
from casework.position_shelf import positions_for, use_positions
from casework.refusals import ChangedMeanwhile, FactMissing, NoAddress, NoDraft, NotHandler
from casework.signing import signed_facts, who_signs
from casework.turn import Turn
from casework.under_way import demand_nothing_under_way
from replies.facts import NO_TERM_TOLD, RecipientFacts
from replies.faults import MissingFact
from replies.library import Rendered
from replies.positions import Position
from rules.grounds import ground_named
from rules.kinds import Kind, Language, Role
from rules.life import State, Step
from rules.records import Paper, Way
from rules.signing import Signs
from storage.desk_tables import Draft, Official
from storage.tables import Case

COVERING, LATE = "covering_letter", "late_answer"
HOLE = "[KIRJUTAGE SIIA VASTUSE SISU]"  # stands in a draft until the official has written the substance
BETWEEN = "\x1e"  # stands for the line of dashes between the Estonian words and their translation


@dataclass(frozen=True, slots=True)
class Plan:
    """What a new version is made of."""

    paper: Paper
    substance: str = ""
    reason: str = ""
    until: date | None = None
    recipients: tuple[str, ...] = ()
    files: tuple[dict[str, str], ...] = ()
    companion_id: int | None = None
    contact: tuple[str, ...] = ()  # of the body a letter is forwarded to
    ground: str = ""  # of a refusal (rules/grounds.py)
    sealed: dict[str, Any] = field(default_factory=dict)  # the encrypted container that leaves in the place of the words
    cover: str = ""  # what the mail says then


def draft_answer(turn: Turn, who: Staff, ref: str, template: str = "") -> Draft:
    """Begin the answer from its template and the official positions of the topic.

    Raises NoSuchCase, NotHandler, NoAddress, FactMissing, WrongStep.
    """
    case = handled_case(turn, who, ref)
    outside = who_signs(turn, case) is Signs.OUTSIDE
    positions = () if outside else positions_for(turn, template or case.topic)
    draft = write(turn, case, who, Plan(Paper.ANSWER, _begun_with(case, positions), recipients=recipients_of(turn, case)))
    use_positions(turn, case, positions)
    list_questions(turn, case)
    return draft


def _begun_with(case: Case, positions: Sequence[Position]) -> str:
    """Return the positions' words, below a line those in the person's language where each has them; else a hole to fill."""
    own, language = Language.ESTONIAN, written_language(case.language)
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


def write(turn: Turn, case: Case, who: Staff, plan: Plan) -> Draft:
    """Render and keep a new version. Raises FactMissing, WrongStep, UnsentDraft where the one before may still leave."""
    demand_nothing_under_way(turn, case, plan.paper)
    rendered = rendered_of(turn, case, plan, who.name)
    signed = signed_facts(turn, case, who.name)
    letter_pdf, made = make_documents(turn, case, plan.paper, rendered, plan.recipients, signed)
    draft = Draft(
        case_id=case.id or 0, version=_next_version(turn, case), paper=plan.paper, language=case.language,
        subject=rendered.subject, text=rendered.text, html=rendered.html, recipients=list(plan.recipients),
        attachments=[*plan.files, *made], letter_pdf=letter_pdf, substance=plan.substance, reason=plan.reason, until=plan.until,
        companion_id=plan.companion_id, ground=plan.ground, template_hash=rendered.template_hash, by_id=who.id, at=turn.now, hash="",
        sealed=plan.sealed, cover=plan.cover,
    )  # fmt: skip
    draft.hash = manifest_hash(turn, draft)
    turn.session.add(draft)
    turn.session.flush()
    if plan.paper is Paper.ANSWER:
        turn.move(case, Step.DRAFT, who.label, f"v{draft.version} {draft.hash[:12]}")
    else:
        turn.touch(case)
        turn.note(case, who.label, f"draft_{plan.paper}", f"v{draft.version} {draft.hash[:12]}")
    return draft


def manifest_hash(turn: Turn, draft: Draft) -> str:
    """Return the SHA-256 an approval signs: subject, text, HTML, recipients, attachments and the companion letter's own."""
    companion = turn.session.get_one(Draft, draft.companion_id).hash if draft.companion_id else ""
    facts: list[object] = [draft.subject, draft.text, draft.html, draft.recipients, draft.attachments, companion]
    if draft.letter_pdf:  # a version of an earlier release has none, and its hash stands
        facts += [draft.letter_pdf, draft.cover, draft.sealed]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def latest_draft(turn: Turn, case: Case) -> Draft:
    """Return the version people speak of: the newest, but for a notice that has been sent while an answer waits.

    Raises NoDraft.
    """
    found = turn.session.exec(select(Draft).where(Draft.case_id == case.id).order_by(col(Draft.version).desc())).all()
    chosen = spoken_of([(one.version, one.paper, one.sent_at is not None) for one in found])
    for one in found:
        if one.version == chosen:
            return one
    raise NoDraft(ref=case.ref)


def spoken_of(versions: Sequence[tuple[int, Paper, bool]]) -> int:
    """Return which of the versions (number, paper, sent), newest first, people speak of; 0 where there is none."""
    papers = [one for one in versions if one[1] is not Paper.FORWARDING_BODY]
    seen: set[Paper] = set()
    for version, paper, sent in papers:
        if paper is Paper.ANSWER or (paper not in seen and not sent):
            return version
        seen.add(paper)
    return papers[0][0] if papers else 0


def rewritten_to(turn: Turn, case: Case, who: Staff, draft: Draft, recipients: tuple[str, ...]) -> Draft:
    """Return the same words as a new version, to others. Raises FactMissing, UnsentDraft."""
    return write(turn, case, who, replace(plan_of(turn, draft), recipients=recipients))


def recipients_of(turn: Turn, case: Case) -> tuple[str, ...]:
    """Return where an answer of the case goes. Raises NoAddress."""
    person = person_of(turn, case)
    if case.channel is Way.TELEGRAM and person.telegram_id and not person.blocked and not case.answer_to:
        return (f"telegram:{person.telegram_id}",)
    if (address := case.answer_to or person.address) and sendable(address):
        return (address,)
    raise NoAddress(ref=case.ref)


def handled_case(turn: Turn, who: Staff, ref: str) -> Case:
    """Return the case if it is this official's to work on: the handler's or a head's. Raises NoSuchCase, NotHandler."""
    case = turn.case(ref)
    if case.handler_id != who.id and Role.HEAD not in who.roles:
        handler = turn.session.get(Official, case.handler_id) if case.handler_id else None
        raise NotHandler(ref=case.ref, handler=handler.name if handler else "")
    return case


def plan_of(turn: Turn, draft: Draft) -> Plan:
    """Return what a version was made of."""
    body = draft if draft.paper is Paper.FORWARDING_BODY else None
    if draft.companion_id:
        body = turn.session.get_one(Draft, draft.companion_id)
    return Plan(draft.paper, draft.substance, draft.reason, draft.until, tuple(draft.recipients),
                tuple(one for one in draft.attachments if MADE not in one), draft.companion_id, tuple(body.recipients) if body else (), draft.ground)  # fmt: skip


def rendered_of(turn: Turn, case: Case, plan: Plan, drafter: str) -> Rendered:
    """Fill the template: in Estonian, and below it the courtesy translation where the official wrote one."""
    words, translated = in_two_languages(plan.substance or plan.reason)
    language, library, kind = written_language(case.language), turn.office.library, _kind_spoken_of(case, plan)
    own, other = (_facts(turn, case, plan, text, drafter) for text in (words, translated))
    reply = reply_of(turn, case, plan.paper)
    try:
        if plan.paper is Paper.FORWARDING_BODY or language is Language.ESTONIAN or _lacks_translation(plan, translated):
            return library.render(reply, Language.ESTONIAN, own, kind)
        return library.render_bilingual(reply, language, own, kind, translated=other)
    except MissingFact as missing:
        raise FactMissing(fact=missing.name) from missing


def _kind_spoken_of(case: Case, plan: Plan) -> Kind | None:
    """Return whose words an answer uses, None where the kind is but a guess: nobody is thanked for a complaint not made.

    Where the law wants more than the answer (AvTS § 46, GDPR art. 12 (4)) its words stand also in doubt.
    """
    in_doubt = plan.paper is Paper.ANSWER and not sure_enough(case)
    return None if in_doubt and case.kind not in (Kind.INFORMATION, Kind.DATA_SUBJECT) else case.kind


def reply_of(turn: Turn, case: Case, paper: Paper) -> str:
    """Return the template of a paper: where the decision is made outside, the answer is but a covering letter.

    A first answer past its legal day says so and apologises.
    """
    if paper is not Paper.ANSWER:
        return paper
    if who_signs(turn, case) is Signs.OUTSIDE:
        return COVERING
    late = case.due is not None and turn.today > case.due and case.answered_at is None and case.kind not in NO_TERM_TOLD
    return LATE if late else paper


def _facts(turn: Turn, case: Case, plan: Plan, words: str, drafter: str) -> dict[str, object]:
    """Return the facts of one paper; only what its template may use (replies/catalogue.py)."""
    facts: dict[str, object] = {**facts_of(turn, case), "case": signed_facts(turn, case, drafter)}
    match plan.paper:
        case Paper.ANSWER:  # late is what is past the legal day, not the safe one
            late = replace(signed_facts(turn, case, drafter), answer_by=case.due)
            return {**facts, "substance": words, "positions": (), "case": with_feedback(turn, case, late)}
        case Paper.EXTENSION:
            return {**facts, "reason": words, "new_date": plan.until}
        case Paper.CLARIFICATION:
            return {**facts, "question": words}
        case Paper.LATE_NOTICE:  # late is what is past the legal day, not the safe one
            return {
                **facts,
                "reason": words,
                "new_date": plan.until,
                "case": replace(signed_facts(turn, case, drafter), answer_by=case.due),
            }
        case Paper.REFUSAL:
            ground = ground_named(plan.ground)
            return {**facts, "reason": words, "basis": ground.basis if ground else "", "ground": plan.ground}
        case _:
            return {**facts, "recipient": RecipientFacts(plan.reason, " ".join(plan.contact))}


def in_two_languages(text: str) -> tuple[str, str]:
    """Return the Estonian words and, below a line of dashes, those in the language of the person."""
    first, _, second = re.sub(r"(?m)^\s*-{3,}\s*$", BETWEEN, text, count=1).partition(BETWEEN)
    return first.strip(), second.strip()


def _lacks_translation(plan: Plan, translated: str) -> bool:
    return bool(plan.substance or plan.paper is not Paper.FORWARDING) and not translated


def _next_version(turn: Turn, case: Case) -> int:
    return (turn.session.exec(select(func.max(Draft.version)).where(Draft.case_id == case.id)).one() or 0) + 1
