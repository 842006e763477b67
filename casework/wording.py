"""The words of a letter of ours: which template it has, and the facts that fill it."""

from dataclasses import replace

from casework.agreed_language import agreed_language
from casework.clock import clock_of
from casework.feedback import with_feedback
from casework.letters import facts_of, sure_enough, written_language
from casework.plan import Plan, in_two_languages
from casework.signing import signed_facts, who_signs
from casework.texts_at_fault import texts_refused
from casework.turn import Turn
from replies.facts import NO_TERM_TOLD, MoreTimeFacts, RecipientFacts
from replies.library import Rendered
from rules.grounds import ground_named
from rules.kinds import Kind, Language
from rules.records import Paper
from rules.signing import Signs
from storage.tables import Case

COVERING, LATE = "covering_letter", "late_answer"


def rendered_of(turn: Turn, case: Case, plan: Plan, drafter: str) -> Rendered:
    """Fill the template: in Estonian, and below it the courtesy translation where the official wrote one; or in the agreed language alone.

    Raises FactMissing, BrokenText.
    """
    words, translated = in_two_languages(plan.substance or plan.reason)
    language, library, kind = written_language(case.language), turn.office.library, _kind_spoken_of(case, plan)
    own, other = (_facts(turn, case, plan, text, drafter, at) for at, text in enumerate((words, translated)))
    reply, alone = reply_of(turn, case, plan.paper), agreed_language(turn, case)
    with texts_refused():
        if alone is not Language.ESTONIAN and plan.paper is not Paper.FORWARDING_BODY:
            return library.render(reply, alone, other if translated else own, kind)
        if plan.paper is Paper.FORWARDING_BODY or language is Language.ESTONIAN or _lacks_translation(plan, translated):
            return library.render(reply, Language.ESTONIAN, own, kind)
        return library.render_bilingual(reply, language, own, kind, translated=other)


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


def _facts(turn: Turn, case: Case, plan: Plan, words: str, drafter: str, at: int) -> dict[str, object]:
    """Return the facts of one paper; only what its template may use (replies/catalogue.py). `at`: 1 for the translation."""
    facts: dict[str, object] = {**facts_of(turn, case), "case": signed_facts(turn, case, drafter)}
    match plan.paper:
        case Paper.ANSWER:  # late is what is past the legal day, not the safe one
            late = replace(signed_facts(turn, case, drafter), answer_by=case.due)
            return {**facts, "substance": words, "positions": (), "case": with_feedback(turn, case, late)}
        case Paper.EXTENSION:
            return {**facts, "reason": words, "new_date": plan.until}
        case Paper.CLARIFICATION:
            return {**facts, "question": words, "more_time": _more_time(turn, case, plan, at)}
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


def _more_time(turn: Turn, case: Case, plan: Plan, at: int) -> MoreTimeFacts | None:
    """Return the extension that a question brings along; its reason in Estonian where it was not translated."""
    clock = clock_of(turn, case)
    if plan.until is None or clock is None or clock.rule.extension is None:
        return None
    reasons = in_two_languages(plan.reason)
    return MoreTimeFacts(reasons[at] or reasons[0], plan.until, clock.rule.extension.basis)


def _lacks_translation(plan: Plan, translated: str) -> bool:
    return bool(plan.substance or plan.paper is not Paper.FORWARDING) and not translated
