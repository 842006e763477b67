"""An answer in another language alone, without the Estonian: by agreement with its reader, on record (KeeleS § 12 (3))."""

from typing import Final

from casework.correct import change_language
from casework.given_facts import given, keep_given
from casework.people import Staff
from casework.refusals import MissingReason
from casework.refusals_of_letters import NotWrittenIn
from casework.turn import Turn
from replies.catalogue import WRITTEN
from rules.kinds import Language
from storage.tables import Case

AGREED: Final = "language_agreed"  # among the given facts: "ru: agreed by telephone on 23.11"


def agree_language(turn: Turn, who: Staff, ref: str, language: Language, how: str) -> Case:
    """Record that this case is answered in this language alone, and how that was agreed; Estonian ends an agreement.

    Raises NoSuchCase, MissingReason where nobody says how, NotWrittenIn where the house has no letters in that language.
    """
    if language not in WRITTEN:
        raise NotWrittenIn(word=str(language))
    if language is not Language.ESTONIAN and not how.strip():
        raise MissingReason(command="keel", ref=ref)
    case = change_language(turn, who, ref, language)
    keep_given(turn, who, case, AGREED, "" if language is Language.ESTONIAN else f"{language}: {how.strip()}")
    turn.note(case, who.label, "language_agreed", str(language))
    return case


def agreed_language(turn: Turn, case: Case) -> Language:
    """Return the language a case is answered in alone: Estonian where nothing was agreed, or another language was named since."""
    word, _, _ = given(turn, case, AGREED).partition(":")
    return case.language if word and word == case.language else Language.ESTONIAN
