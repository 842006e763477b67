"""What may help with a draft: official positions of the topic and paragraphs of earlier answers, each with where it came from."""

from dataclasses import dataclass
from typing import Final

from casework.draft import edit
from casework.handled import handled_case
from casework.newest import latest_draft
from casework.people import Staff
from casework.plan import HOLE
from casework.refusals_of_letters import NoSuchOffer
from casework.similar import similar_answers
from casework.turn import Turn
from rules.kinds import Language
from storage.desk_tables import Draft
from storage.tables import Case

MOST: Final = 9
SHORTEST: Final = 25  # signs of a paragraph that says something
POSITION: Final = "position"  # the origin of a text of the office itself


@dataclass(frozen=True, slots=True)
class Offer:
    """A paragraph, masked. `origin`: the case it was sent in, or POSITION; `place`: which paragraph, or the topic. Content."""

    number: int
    origin: str
    place: str
    text: str


def offers(turn: Turn, who: Staff, ref: str) -> tuple[Offer, ...]:
    """Return what the draft of a case may be made of and does not hold yet, numbered from 1. Raises NoSuchCase, NoDraft."""
    case = turn.case(ref)
    draft = latest_draft(turn, case)
    found = [*_positions(turn, case), *_paragraphs(turn, who, case)]
    new = [one for one in dict.fromkeys(found) if one[2] not in draft.substance]
    return tuple(Offer(number, *one) for number, one in enumerate(new[:MOST], 1))


def note_offers(turn: Turn, who: Staff, ref: str) -> tuple[Offer, ...]:
    """Show what is offered, on record in the cases it was sent in. Raises NoSuchCase, NoDraft."""
    found = offers(turn, who, ref)
    for origin in dict.fromkeys(one.origin for one in found if one.origin != POSITION):
        turn.note(turn.case(origin), who.label, "opened_earlier_answer", ref)
    return found


def take_offer(
    turn: Turn, who: Staff, ref: str, version: int, origin: str, place: str, *, words: str | None = None,
) -> Draft:  # fmt: skip
    """Put an offered paragraph at the end of the draft, as a new version; where it came from stands in the history.

    `words`: what stands in the editor and is no version yet; the paragraph is put below it.
    A mask in it must be filled before anybody can approve. Raises NoSuchCase, NotHandler, NoDraft, OutOfDate, NoSuchOffer.
    """
    case = handled_case(turn, who, ref)
    offered = next((one for one in offers(turn, who, case.ref) if (one.origin, one.place) == (origin, place)), None)
    if offered is None:
        raise NoSuchOffer(ref=case.ref)
    substance = latest_draft(turn, case).substance if words is None else words
    text = offered.text if substance.strip() in ("", HOLE) else f"{substance.rstrip()}\n\n{offered.text}"
    draft = edit(turn, who, case.ref, version, text)
    turn.note(case, who.label, "paragraph_taken", f"v{draft.version} {origin} {place}")
    return draft


def _positions(turn: Turn, case: Case) -> list[tuple[str, str, str]]:
    return [(POSITION, one.topic, one.text[Language.ESTONIAN]) for one in turn.office.positions.for_topic(case.topic, turn.today)]


def _paragraphs(turn: Turn, who: Staff, case: Case) -> list[tuple[str, str, str]]:
    return [(answer.ref, str(number), text) for answer in similar_answers(turn, who, case.ref)
            for number, text in enumerate(answer.paragraphs, 1) if len(text) >= SHORTEST]  # fmt: skip
