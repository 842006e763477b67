"""Earlier answers to letters like this one: what a colleague would remember, with every name masked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt
from typing import Final

from sqlmodel import col, select

from casework.letters import first_letter
from casework.may_see import visible_to
from casework.people import Staff
from casework.turn import Turn
from reading.masking import mask
from reading.page import Page
from reading.personal import personal_data
from reading.text import clean
from reading.word_index import index_words
from rules.kinds import Child
from rules.records import Paper
from storage import search, word_counts
from storage.desk_tables import Draft, Track
from storage.search import ANSWERED, LETTER, Sought
from storage.tables import Case, Letter, Person

ASKED: Final = 14  # words of the letter by which earlier ones are looked for, the rarest first
EACH: Final = 150  # newest answered letters that hold one of them
COMPARED: Final = 40  # letters whose words are compared one by one
ALLOWED: Final = 200  # of the likeliest it is asked whether their answers may help elsewhere
TOO_COMMON: Final = 0.2  # a word of so large a share of the letters tells nothing
FEW: Final = 20  # letters that may always hold a word: in a small archive none is common
SAME_TOPIC: Final = 1.25
LEAST: Final = 0.08  # likeness below which an earlier answer is no help
_PARAGRAPH: Final = re.compile(r"\n\s*\n")
_TRANSLATION: Final = re.compile(r"(?m)^\s*-{3,}\s*$")


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """An answer that was sent, masked. `likeness`: of the letters, 0 to 1. Content all the same."""

    ref: str
    likeness: float
    paragraphs: tuple[str, ...]


def similar_answers(turn: Turn, who: Staff, ref: str, most: int = 3) -> tuple[EarlierAnswer, ...]:
    """Return the earlier answers to the letters most like this one, the likest first.

    Never from a restricted case, from one where a child, an offence or a whistleblower was or is, nor of another's secret.
    Raises NoSuchCase.
    """
    case = turn.case(ref)
    letter = first_letter(turn, case)
    words = set(index_words(letter.subject, letter.new_text or letter.text).words)
    weights = _weights(turn, words)
    found = _likest(turn, who, case, weights)
    answers: dict[str, EarlierAnswer] = {}
    for other, alike in found:
        if answer := _answer(turn, other, alike):
            answers.setdefault("\n".join(answer.paragraphs), answer)
        if len(answers) == most:
            break
    return tuple(answers.values())


def _weights(turn: Turn, words: set[str]) -> dict[str, float]:
    """Return how much each word tells: the fewer letters hold it the more; nothing of one that no other letter holds."""
    counts, letters = word_counts.counts(turn.session, words)
    limit = max(TOO_COMMON * letters, FEW)
    return {word: log(1 + letters / count) for word, count in counts.items() if 1 < count <= limit and len(word) > 2}


def _likest(turn: Turn, who: Staff, case: Case, weights: Mapping[str, float]) -> list[tuple[Case, float]]:
    scores: dict[int, float] = {}
    places: dict[int, int] = {}
    for word in sorted(weights, key=lambda one: (-weights[one], one))[:ASKED]:
        for hit in search.newest(turn.session, Sought(((word,), (ANSWERED,))), EACH):
            if hit.case_id != case.id and hit.source == LETTER:
                scores[hit.case_id] = scores.get(hit.case_id, 0.0) + weights[word]
                places.setdefault(hit.case_id, hit.id)
    likeliest = sorted(scores, key=lambda one: (-scores[one], -one))[:ALLOWED]
    allowed = _allowed(turn, who, likeliest)
    best = [one for one in likeliest if one in allowed][:COMPARED]
    held = search.words_held(turn.session, [places[one] for one in best])
    compared = {one: _likeness(weights, held.get(places[one], frozenset())) for one in best}
    told = [(allowed[one], alike * (SAME_TOPIC if allowed[one].topic == case.topic else 1.0)) for one, alike in compared.items()]
    return sorted(((other, alike) for other, alike in told if alike >= LEAST), key=lambda pair: (-pair[1], -(pair[0].id or 0)))


def _likeness(weights: Mapping[str, float], held: frozenset[str]) -> float:
    """Return the share of the letter's telling words that the other holds, less where the other is long."""
    whole = sum(weight * weight for weight in weights.values())
    shared = sum(weights[word] ** 2 for word in held if word in weights)
    length = sqrt(max(1.0, len(held) / 60))
    return shared / whole / length if whole else 0.0


def _allowed(turn: Turn, who: Staff, case_ids: Sequence[int]) -> dict[int, Case]:
    """Return the cases whose answers may help elsewhere."""
    with_track = select(Track.case_id).where(Track.kind == "teavitaja")
    rows = turn.session.exec(select(Case).where(
        col(Case.id).in_(case_ids), col(Case.restricted).is_(False), Case.child == Child.NONE, col(Case.offence).is_(False),
        col(Case.id).not_in(with_track), *visible_to(turn, who)))  # fmt: skip
    return {row.id or 0: row for row in rows}


def _answer(turn: Turn, case: Case, alike: float) -> EarlierAnswer | None:
    draft = turn.session.exec(select(Draft).where(
        Draft.case_id == case.id, Draft.paper == Paper.ANSWER, col(Draft.sent_at).is_not(None)).order_by(col(Draft.version).desc()).limit(1)).first()  # fmt: skip
    if draft is None or not draft.substance.strip():
        return None
    own = _TRANSLATION.split(draft.substance, maxsplit=1)[0]
    masked = _masked(turn, case, own)
    return EarlierAnswer(case.ref, min(1.0, alike), tuple(part.strip() for part in _PARAGRAPH.split(masked) if part.strip()))


def _masked(turn: Turn, case: Case, text: str) -> str:
    """Return the answer without the names of its reader, of those its letters named, and of all others."""
    person = turn.session.get_one(Person, case.person_id)
    letters = turn.session.exec(select(Letter.new_text).where(Letter.case_id == case.id, Letter.incoming)).all()
    page = Page(sender=person.address, sender_name=person.name, text=text, body="\n\n".join((text, *letters)))
    return mask(clean(text), personal_data(page, turn.office.senders))
