"""Why terms were extended, as figures tell it: the official's own words are content, so only the sort of reason is counted."""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

# fmt: off
_SORTS: Final[Mapping[str, re.Pattern[str]]] = MappingProxyType({
    # sort          folded words of the reason that show it, the first that hits counts
    "data_of_others": re.compile(r"andme|sisend|teis\w+ (?:asutus|uksus)|omavalitsus|\bkov\b|ootame|данн|ведомств|учрежден|муниципал|ждем|data|input|other (?:bod|agenc)|municipal|wait"),
    "many_questions": re.compile(r"mahuka|palju kusimus|keeruka|keeruli|pohjalik|объем|сложн|много вопрос|complex|many questions|extensive|large"),
    "visit":          re.compile(r"kontrollkai|paikvaatlus|kohapeal|inspekt|jarelevalve|проверк|на месте|visit|on the spot|inspect"),
    "translation":    re.compile(r"tolk|tolg|перевод|translat"),
    "absence":        re.compile(r"puhkus|haig|toovoime|eemal|отпуск|болезн|болен|leave|ill\b|illness|sick|absen"),
    "workload":       re.compile(r"tookoormus|palju poordumis|загруж|нагрузк|workload|many letters"),
})
# fmt: on
OTHER: Final = "other"
SORTS: Final = (*_SORTS, OTHER)


def sort_of(reason: str) -> str:
    """Return the sort of a reason by its words, "other" where none is known."""
    letters = unicodedata.normalize("NFKD", reason.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return next((sort for sort, pattern in _SORTS.items() if pattern.search(plain)), OTHER)
