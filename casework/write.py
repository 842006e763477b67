"""A new version of a letter is rendered, made into its files and kept, under the hash that an approval signs."""

import hashlib
import json

from sqlalchemy import func
from sqlmodel import select

from casework.documents import make_documents
from casework.people import Staff
from casework.plan import Plan
from casework.signing import signed_facts
from casework.turn import Turn
from casework.under_way import demand_nothing_under_way
from casework.wording import rendered_of
from rules.life import Step
from rules.records import Paper
from storage.desk_tables import Draft
from storage.tables import Case


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


def _next_version(turn: Turn, case: Case) -> int:
    return (turn.session.exec(select(func.max(Draft.version)).where(Draft.case_id == case.id)).one() or 0) + 1
