"""The kind of a letter: what each kind's signs weigh, and the strictest duty among those present (rules/kinds.py order)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from reading.lexicon import Told
from reading.page import Reason
from reading.signs import Sign, Weighed, weigh
from rules.kinds import Child, Kind

DOUBTFUL: Final = 2.0  # below it even a weak rival is named
PRESENT: Final = 2.0  # weight from which a kind is taken to be in the letter

# fmt: off
_SIGNS: Final[Mapping[Kind, tuple[Sign, ...]]] = {
    # sign                              weight needs                              unless span
    Kind.CHALLENGE: (
        Sign("challenge_word",           2.5,  ("k_challenge_word",),                    "asks_how"),
        Sign("disagrees_with_decision",  1.5,  ("disagree", "decision"),           "", 1),
        Sign("decision_is_ours",         1.0,  ("our_decision",)),
    ),
    Kind.INFORMATION: (
        Sign("information_act",          2.5,  ("k_information_word",)),
        Sign("asks_for_documents",       2.5,  ("send_me", "documents"),           "k_data_word"),
    ),
    Kind.DATA_SUBJECT: (
        Sign("own_personal_data",        2.5,  ("k_data_word",)),
    ),
    Kind.COMPLAINT: (
        Sign("complaint_word",           2.5,  ("k_complaint_word",)),
        Sign("asks_to_act",              1.5,  ("act",)),
        Sign("something_is_wrong",       1.0,  ("wrong",)),
    ),
    Kind.EXPLANATION: (
        Sign("asks_explanation",         2.0,  ("k_explain_word",)),
        Sign("asks_of_law",              1.0,  ("law_question",)),
    ),
    Kind.COLLECTIVE: (
        Sign("several_together",         2.5,  ("k_collective_word",)),
    ),
    Kind.MEMORANDUM: (
        Sign("proposes_or_informs",      2.0,  ("k_memo_word",)),
    ),
    Kind.THANKS: (
        Sign("thanks",                   2.0,  ("k_thanks_word",)),
    ),
    Kind.OTHER: (
        Sign("machine_words",            2.5,  ("machine_word",)),
        Sign("advertising",              2.0,  ("spam_word",)),
        Sign("job_or_training",          2.5,  ("job_word",)),
        Sign("invitation",               3.0,  ("invite_word",)),
        Sign("misdirected",              2.0,  ("misdirected",)),
    ),
}
# fmt: on
_DEMANDS: Final = (
    Sign("authority_procedure", 1.5, ("authority_demand",)),
    Sign("authority_asks", 1.0, ("demand|k_explain_word|act|send_me|wrong",)),
)
_EXISTING: Final = frozenset({Kind.CHALLENGE, Kind.INFORMATION})
WORDLESS: Final = 8  # words, the subject among them
_QUESTION: Final = re.compile(r"\?")
_PERSONS_IN_A_ROW: Final = re.compile(r"(?:[^\W\d_a-zа-я][\w-]{1,30} [^\W\d_a-zа-я][\w-]{1,30}(?:, ?|\s*\n\s*|$)){4}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What was already told of the letter beside its words."""

    authority: bool = False  # the domain is an authority's
    authority_signs: bool = False  # an authority's post stands under the letter
    press: tuple[Reason, ...] = ()
    automatic: bool = False
    child: Child = Child.NONE
    offence: bool = False
    closing: str = ""
    senders: int = 1
    goes_public: bool = False  # announces to go to the press or to its own followers


@dataclass(frozen=True, slots=True)
class KindSigns:
    """The suggested kind, how sure, why, and which other kinds are in the letter."""

    kind: Kind
    confidence: float
    reasons: tuple[Reason, ...]
    others: tuple[Kind, ...]


def kind_of(told: Told, subject: Told, facts: Facts) -> KindSigns:
    """Return the kind whose duty is strictest among those the letter holds, with the others beside it."""
    if facts.automatic:
        return KindSigns(Kind.OTHER, 0.97, (Reason("automatic_mail"),), ())
    weighed = _weighed(told, subject, facts)
    present = [kind for kind in Kind if weighed[kind].weight >= PRESENT]
    chosen = _chosen(weighed, present) if present else _weakly(weighed, told)
    doubtful = weighed[chosen].weight < DOUBTFUL
    least = dict.fromkeys(Kind, 0.7 if doubtful else PRESENT)
    if doubtful and chosen is not Kind.OTHER:  # What a person would think of next.
        least |= {Kind.COMPLAINT: 0.0, Kind.EXPLANATION: 0.0}
    others = tuple(kind for kind in Kind if kind is not chosen and weighed[kind].weight >= least[kind])
    return KindSigns(chosen, _confidence(weighed, chosen, others), weighed[chosen].reasons, others)


def _weighed(told: Told, subject: Told, facts: Facts) -> dict[Kind, Weighed]:
    weighed = {kind: _plus(weigh(told, _SIGNS.get(kind, ())), weigh(subject, _SIGNS.get(kind, ()))) for kind in Kind}
    questions = len(_QUESTION.findall(told.text))
    if questions:
        _add(weighed, Kind.EXPLANATION, min(1.5, 0.75 + questions / 4), "question_marks")
    if told.has("act") and told.has("wrong"):
        _add(weighed, Kind.COMPLAINT, 0.5, "wrong_and_asks_to_act")
    if len(told.where("wrong")) > 1:
        _add(weighed, Kind.COMPLAINT, 0.75, "several_wrongs")
    if facts.child is Child.DANGER:
        _add(weighed, Kind.COMPLAINT, 3.0, "child_in_danger")
    elif facts.child is Child.CONCERN:
        _add(weighed, Kind.COMPLAINT, 1.0, "child_in_need")
    if facts.offence:
        _add(weighed, Kind.COMPLAINT, 1.0, "offence_suspected")
    if facts.goes_public:
        _add(weighed, Kind.COMPLAINT, 1.0, "goes_to_press")
    if facts.press:
        weighed[Kind.PRESS] = Weighed(3.0, facts.press)
    if facts.senders > 1 or _PERSONS_IN_A_ROW.search(facts.closing):
        _add(weighed, Kind.COLLECTIVE, 2.0, "several_signatures")
    if subject.has("thanks_in_subject"):
        _add(weighed, Kind.THANKS, 2.0, "thanks_in_subject")
    _authority(weighed, told, facts)
    return weighed


def _authority(weighed: dict[Kind, Weighed], told: Told, facts: Facts) -> None:
    """An authority's letter is an inquiry, but for an official who only wants the law explained."""
    asked = weigh(told, _DEMANDS)
    weight = (2.0 if facts.authority else 1.0 if facts.authority_signs else 0.0) + asked.weight
    if not (facts.authority or (facts.authority_signs and asked.reasons)) or weighed[Kind.OTHER].weight >= PRESENT:
        return
    if weighed[Kind.EXPLANATION].weight >= 2 and told.has("law_question") and not told.has("authority_demand"):
        weight = 1.0
    name = "authority_domain" if facts.authority else "authority_signature"
    weighed[Kind.INQUIRY] = Weighed(weight, (Reason(name), *asked.reasons))


def _plus(text: Weighed, subject: Weighed) -> Weighed:
    """Add the subject's signs: new ones whole, repeated ones by half."""
    known = {reason.name for reason in text.reasons}
    fresh = tuple(reason for reason in subject.reasons if reason.name not in known)
    share = 0.5 if len(fresh) < len(subject.reasons) else 1.0
    return Weighed(text.weight + subject.weight * share, text.reasons + fresh)


def _add(weighed: dict[Kind, Weighed], kind: Kind, weight: float, name: str) -> None:
    old = weighed[kind]
    weighed[kind] = Weighed(old.weight + weight, (*old.reasons, Reason(name)))


def _chosen(weighed: Mapping[Kind, Weighed], present: list[Kind]) -> Kind:
    if weighed[Kind.OTHER].weight >= 2.5 and all(
        weighed[kind].weight < weighed[Kind.OTHER].weight for kind in present if kind is not Kind.OTHER
    ):
        return Kind.OTHER
    if Kind.CHALLENGE in present and weighed[Kind.CHALLENGE].weight >= 2.5:
        return Kind.CHALLENGE
    if Kind.INFORMATION in present and (Kind.INQUIRY not in present or _by_the_act(weighed)):
        return Kind.INFORMATION
    for kind in (Kind.INQUIRY, Kind.PRESS, Kind.COLLECTIVE):
        if kind in present:
            return kind
    if Kind.THANKS in present and weighed[Kind.THANKS].weight > max(
        weighed[kind].weight for kind in (Kind.COMPLAINT, Kind.EXPLANATION, Kind.DATA_SUBJECT)
    ):
        return Kind.THANKS
    return present[0]


def _by_the_act(weighed: Mapping[Kind, Weighed]) -> bool:
    """Tell whether an authority invokes the act on public information, and not its own power to ask."""
    return any(reason.name == "information_act" for reason in weighed[Kind.INFORMATION].reasons)


def _weakly(weighed: Mapping[Kind, Weighed], told: Told) -> Kind:
    """Return the likeliest kind of a letter in which none is plain; one of a few words is none of ours."""
    likely = max((Kind.COMPLAINT, Kind.EXPLANATION, Kind.MEMORANDUM), key=lambda kind: weighed[kind].weight)
    if weighed[likely].weight:
        return likely
    if len(told.words) < WORDLESS or weighed[Kind.OTHER].weight:
        return Kind.OTHER
    return Kind.COMPLAINT if len(told.where("negation")) > 1 else Kind.MEMORANDUM


def _confidence(weighed: Mapping[Kind, Weighed], chosen: Kind, others: tuple[Kind, ...]) -> float:
    own = weighed[chosen].weight
    rival = max((weighed[kind].weight for kind in others), default=0.0)
    return round(max(0.1, min(0.97, 0.25 + own * 0.16 - rival * 0.08)), 2)
