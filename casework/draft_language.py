"""Whether the words of an answer are in the language of its reader: said beside the draft; a person decides."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from casework.agreed_language import agreed_language
from casework.letters import written_language
from casework.newest import latest_draft
from casework.plan import HOLE, in_two_languages
from casework.turn import Turn
from reading.language import language
from rules.kinds import Language
from rules.records import Paper
from storage.desk_tables import Draft
from storage.tables import Case

ENOUGH: Final = 60  # signs: of fewer the language is a guess, and a false warning costs more than none


class Fits(StrEnum):
    """How the languages of an answer stand to its reader's."""

    ESTONIAN = "estonian"
    TRANSLATED = "translated"
    UNTRANSLATED = "untranslated"
    ALONE = "alone"  # by agreement, without the Estonian
    UNWRITTEN = "unwritten"  # we write no letters in the reader's language
    LEFT_OUT = "left_out"  # a translation that the letter will not hold


@dataclass(frozen=True, slots=True)
class DraftLanguage:
    """`odd`: the parts that seem to be in another language than they should be, as (meant, heard)."""

    fits: Fits
    reader: Language
    odd: tuple[tuple[Language, Language], ...] = ()


def language_of_draft(turn: Turn, ref: str) -> DraftLanguage | None:
    """Return how the newest answer's languages fit its reader, None where it is another paper or not written yet.

    Raises NoSuchCase, NoDraft.
    """
    case = turn.case(ref)
    return language_of(turn, case, latest_draft(turn, case))


def language_of(turn: Turn, case: Case, draft: Draft) -> DraftLanguage | None:
    """Return the same of one version."""
    if draft.paper is not Paper.ANSWER or HOLE in draft.substance or not draft.substance:
        return None
    words, translated = in_two_languages(draft.substance)
    own, alone, written = Language.ESTONIAN, agreed_language(turn, case), written_language(case.language)
    if alone is not own:
        return DraftLanguage(Fits.ALONE, alone, _odd((translated or words, alone)))
    if written is own:
        known = case.language in (own, Language.UNKNOWN)
        fits = Fits.LEFT_OUT if translated else Fits.ESTONIAN if known else Fits.UNWRITTEN
        return DraftLanguage(fits, case.language, _odd((words, own)))
    return DraftLanguage(Fits.TRANSLATED if translated else Fits.UNTRANSLATED, written, _odd((words, own), (translated, written)))


def _odd(*parts: tuple[str, Language]) -> tuple[tuple[Language, Language], ...]:
    heard = [(meant, language(text)) for text, meant in parts if len(text) >= ENOUGH]
    return tuple((meant, found) for meant, found in heard if found not in (meant, Language.UNKNOWN))
