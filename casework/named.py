"""A letter about one of us, or about how an earlier case was handled: those concerned never learn of it, and the head decides."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from sqlmodel import col, select

from casework.letters import first_letter
from casework.limit import keep_out
from casework.turn import Turn
from reading.inflection import same_name
from reading.text import clean, fold
from rules.kinds import Kind
from rules.references import parse_reference
from storage.desk_tables import Official
from storage.tables import Case

READ: Final = 20_000  # signs of a letter
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_REFERENCE: Final = re.compile(r"(?<!\d)\d{2}-\d{4,7}(?!\d)")
# A letter that begins with our official's name speaks to that official, not of the official.
_GREETING: Final = re.compile(r"^\W*(?:tere|tervist|lugupeetud|austatud|hea|head|kallis|lp|dear|hello|hi|hey|attn|уважаем\w+|здравствуйте|добрый день|sehr geehrte\w*|hyva)\b", re.IGNORECASE)  # fmt: skip
_THANKS: Final = re.compile(r"\b(?:tana[nm]\w*|taname|aitah|suurepara\w*|kiit\w*|спасибо|благодар\w*|thank\w*|grateful)\b")
_HANDLING: Final = re.compile(
    r"(?:teie|minu|eelmi\w+|varasem\w*|esimes\w+)\s(?:\w+\s)?(?:poordumi\w+|kirja\w*|kirjale|kaebus\w*|avaldus\w*|taotlus\w*|asja\w*|vastus\w*)(?:\W+\w+){0,8}?\W+(?:ei vasta\w+|vastuseta|menetle\w+|lohaka\w*|viivit\w+|veni\w+|jaeti|ignoreeri\w+|sisutu\w*|ebaviisa\w+|ei lahenda\w+|poole aasta\w*)"
    r"|(?:menetlemi\w+|vastus\w*|teie ametnik\w*)(?:\W+\w+){0,6}?\W+(?:vale\w*|lohaka\w*|ebaviisa\w+|solva\w+|sisutu\w*|veni\w+|ei vasta\w+)"
    r"|(?:мо[йею]\w*|прошл\w+|предыдущ\w+|перв\w+)\s(?:обращени\w+|письм\w+|жалоб\w+|заявлени\w+)(?:\W+\w+){0,8}?\W+(?:не ответил\w*|без ответа|отписк\w*|проигнорир\w+|затян\w+|рассматрива\w+ плохо)|отписк\w+"
    r"|(?:my|previous|earlier|first)\s(?:complaint|letter|case|request|application)(?:\W+\w+){0,8}?\W+(?:not answered|unanswered|ignored|mishandled|badly handled|no answer|never answered|delayed|brushed off)|(?:mis)?handling of my"
)  # fmt: skip
_COMPLAINS: Final = frozenset({Kind.COMPLAINT, Kind.CHALLENGE})


def keep_from_named(turn: Turn, case: Case) -> frozenset[int]:
    """Keep the case from those of us it is about. Return their ids; the head, or the head's superior, is proposed in their place.

    It is about an official whom it names by first name and surname, but for a greeting or thanks; and, where it complains of how
    an earlier case was handled, about the handlers of the cases it names, or else of all earlier cases of the same person.
    """
    letter = first_letter(turn, case)
    text = clean(f"{letter.subject}\n{letter.new_text}")[:READ]
    staff = turn.session.exec(select(Official).where(Official.active)).all()
    about = {one.id or 0 for one in staff if _is_about(text, one.name)}
    if case.kind in _COMPLAINS and _HANDLING.search(fold(text)):
        about |= _earlier_handlers(turn, case, text)
    if about:
        keep_out(turn, case, about)
    return frozenset(about)


def _is_about(text: str, name: str) -> bool:
    wanted = [fold(word) for word in name.split()]
    if len(wanted) < 2:
        return False
    return any(_holds(_WORD.findall(fold(line)), wanted) for line in _speaking_of(text))


def _speaking_of(text: str) -> Iterable[str]:
    """Yield the sentences that speak of somebody: no greetings, no thanks."""
    for line in re.split(r"\n+|(?<=[.!?])\s", text):
        if not _GREETING.match(fold(line)) and not _THANKS.search(fold(line)):
            yield line


def _holds(words: Sequence[str], name: Sequence[str]) -> bool:
    """Tell whether first name and surname stand side by side, in any case, either way round."""
    first, last = name[0], name[-1]
    return any((same_name(one, first) and same_name(other, last)) or (same_name(one, last) and same_name(other, first))
               for one, other in pairwise(words))  # fmt: skip


def _earlier_handlers(turn: Turn, case: Case, text: str) -> set[int]:
    refs = {ref for found in _REFERENCE.findall(text) if (ref := parse_reference(found))}
    earlier = select(Case.handler_id).where(col(Case.handler_id).is_not(None), Case.id != case.id)
    named = set(turn.session.exec(earlier.where(col(Case.ref).in_(refs)))) if refs else set()
    found = named or set(turn.session.exec(earlier.where(Case.person_id == case.person_id)))
    return {one for one in found if one}
