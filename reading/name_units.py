"""The words of a text as a reader of names sees them: with a capital or without, at the beginning of a sentence, a known first name."""

import re
from typing import Final, NamedTuple

from reading.common import is_common, is_never_name, is_surname, is_word
from reading.inflection import exact_first_name, is_first_name, same_name
from reading.lexicon import Told
from reading.small_names import Cues, small_name
from reading.text import fold

_UNIT: Final = re.compile(r"[^\W\d_](?:[\w']|[-‑](?=\w)|’(?=\w)){0,59}")
_ITEM: Final = re.compile(r"(?:^|\n)[ \t>]*\(?\d{1,2}[.)][ \t]$")
# Written with a capital out of courtesy, in every case: "Vastame Teile" names nobody.
_COURTESY: Final = frozenset(
    ["teie", "teid", "teile", "teilt", "teil", "teiega", "teist", "teisse", "teieks", "teieta", "teis", "teieni", "teiena", "teieni", "вы", "вас", "вам", "вами", "ваш", "ваша", "ваше", "ваши", "вашего", "вашей", "вашу", "вашему", "вашим", "ваших", "вашими", "sie", "ihnen", "ihr", "ihre", "ihrer", "ihrem", "ihren"]
)

# German writes these with a capital: "meine Tochter Annegret".
_GERMAN_KIN: Final = frozenset({"tochter", "sohn", "schwester", "nachbar", "nachbarin", "enkel", "enkelin", "familie", "tante", "onkel", "eltern", "kinder", "kindes"})

NAMES_LEAN_ON: Final = frozenset({"n_body", "n_place", "n_time", "n_thing", "n_cue"})  # of the concepts of a text


class Unit(NamedTuple):
    """One word, and what speaks for or against its being a name."""

    start: int
    end: int
    text: str
    plain: str
    capital: bool
    first: bool  # begins a sentence or a line
    is_name: bool  # a known first name
    barred: bool  # a word that is no name: a place, a body, a day, a common word
    body: bool  # a body or a place
    cued: bool  # stands after "poeg", "proua", "зовут"
    small: bool = False  # written without a capital


def units_of(told: Told, small_letters: bool) -> list[Unit]:
    """Return the words of a text in order of place; `small_letters`: its writer uses no capitals."""
    at_start = {word.start: number for number, word in enumerate(told.words)}
    body = _places(told, "n_body|n_place")
    never = body | _places(told, "n_time") | {number for number, word in enumerate(told.words) if word.text in _COURTESY}
    barred = never | _places(told, "n_thing") | {number for number, word in enumerate(told.words) if word.text in _GERMAN_KIN}
    shouted = _shouted(told.text)
    cued = _places(told, "n_cue")
    folded = fold(told.text)
    cues = Cues.of(folded)
    begins = {start + len(told.text[start:end]) - len(told.text[start:end].lstrip(" \t\n>-*•\"„«(")) for start, end in told.spans}  # fmt: skip
    units: list[Unit] = []
    for found in _UNIT.finditer(told.text):
        start, end = found.span()
        number = at_start.get(start, -1)
        plain = folded[start:end]
        announced = start in cues.called
        first = not announced and (
            start in begins
            or start == 0
            or told.text[start - 1] == "\n"
            or bool(_ITEM.search(told.text, max(0, start - 6), start))
        )
        capital = found[0][0].isupper() and not (shouted and not (exact_first_name(plain) or (is_first_name(plain) and not is_common(plain))))
        after_first = bool(units) and units[-1].small and is_first_name(units[-1].plain) and told.text[units[-1].end : start] == " "
        small = not (capital or shouted) and small_name(told.text, plain, start, cues, after_first=after_first, small_letters=small_letters)
        capital = capital or small
        named = capital and (exact_first_name(plain) if first else is_first_name(plain.split("-")[0]))
        named = named or (first and capital and len(plain) > 6 and is_first_name(plain) and not is_word(plain)) or small
        opens = first and not small and is_never_name(plain) and _asks(told.text, plain, end)
        named = named and not opens
        surname = capital and bool(units) and _may_be_surname(plain) and (exact_first_name(units[-1].plain) or (units[-1].capital and not units[-1].barred and is_surname(units[-1].plain)))
        units.append(
            Unit(
                start, end, found[0], plain, capital, first, named,
                opens or (number in barred and not (named and number not in never) and not surname), number in body and not surname,
                number - 1 in cued or number - 2 in cued or small or (capital and (announced or start in cues.after_kin_word)), small,
            )
        )  # fmt: skip
    return units


def _asks(text: str, plain: str, end: int) -> bool:
    """Tell whether a small word is meant, where a first name is written like it: "Miks te ei vasta?", but "Miks Kalniņš"."""
    following = _UNIT.match(text, end + 1)
    return not exact_first_name(plain) or bool(following and (following[0][0].islower() or fold(following[0]) in _COURTESY))


def _may_be_surname(plain: str) -> bool:
    """Tell whether a word for a place is as often a surname: Saar is the third of Estonia."""
    return any(same_name(plain, surname) for surname in ("saar", "sild", "kool", "linna", "maja"))


def _shouted(text: str) -> bool:
    """Tell whether the letter is written in capitals, so that a capital tells nothing."""
    sample = text[:4000]
    return sum(map(str.isupper, sample)) > 2 * sum(map(str.islower, sample))


def _places(told: Told, concepts: str) -> set[int]:
    return {place for concept in concepts.split("|") for _, place in told.concepts.get(concept, ())}
