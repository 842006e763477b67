"""Every sentence of the chat by its name, in Estonian, Russian and English; what is put into one is made safe."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from types import MappingProxyType
from typing import Final

from bot.text import Html, safe, without_tags
from bot.words_answers import WORDS as ANSWERS
from bot.words_clocks import WORDS as CLOCKS
from bot.words_dates import WORDS as DATES
from bot.words_en import WORDS as ENGLISH
from bot.words_et import WORDS as ESTONIAN
from bot.words_figures import WORDS as FIGURES
from bot.words_house import WORDS as HOUSE
from bot.words_leaks import WORDS as LEAKS
from bot.words_letters import WORDS as LETTERS
from bot.words_limits import WORDS as LIMITS
from bot.words_notices import WORDS as NOTICES
from bot.words_page import WORDS as PAGE
from bot.words_papers import WORDS as PAPERS
from bot.words_register import WORDS as REGISTER
from bot.words_ru import WORDS as RUSSIAN
from bot.words_search import WORDS as SEARCH
from bot.words_talks import WORDS as TALKS
from bot.words_team import WORDS as TEAM
from bot.words_waiting import WORDS as WAITING
from casework.refusals import MissingReason, NotHandler, Refusal
from casework.refusals_of_law import GroundNeeded
from rules.grounds import grounds_in_words
from rules.holidays import CannotCount
from rules.kinds import Kind, Language, UnknownKind, kind_name
from rules.life import WrongStep

_ROOMS: Final = (
    ANSWERS,
    CLOCKS,
    DATES,
    FIGURES,
    HOUSE,
    LEAKS,
    LETTERS,
    NOTICES,
    PAPERS,
    SEARCH,
    PAGE,
    TALKS,
    REGISTER,
    LIMITS,
    TEAM,
    WAITING,
)
ALL: Final[Mapping[Language, Mapping[str, str]]] = MappingProxyType({
    language: MappingProxyType({**words, **{key: said for room in _ROOMS for key, said in room[language].items()}})
    for language, words in ((Language.ESTONIAN, ESTONIAN), (Language.RUSSIAN, RUSSIAN), (Language.ENGLISH, ENGLISH))
})  # fmt: skip


def spoken(language: Language | str) -> Language:
    """Return the language of the chat for somebody of this language; one who has told none is spoken to in Estonian."""
    if language in ALL:
        return Language(language)
    return Language.ESTONIAN if language in ("", Language.UNKNOWN) else Language.ENGLISH
# The reasons of a refusal stand in the words under the name of their kind: "already" of an extension is none of an absence.
_REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {"BadAbsence": "absence", "ContainerRefused": "container", "ExtensionNotPossible": "extension", "WordRefused": "word"}
)


def say(language: Language, key: str, **facts: object) -> Html:
    """Return a sentence as Telegram's HTML. Raises KeyError for a name or a fact that is not there."""
    return Html(ALL[spoken(language)][key].format(**{name: _written(fact) for name, fact in facts.items()}))


def say_plain(language: Language, key: str, **facts: object) -> str:
    """Return a sentence without tags: for buttons and toasts."""
    return without_tags(say(language, key, **facts))


def has(key: str) -> bool:
    return key in ALL[Language.ESTONIAN]


def refusal(language: Language, error: Exception) -> str:
    """Return what a person is told of a verb that was not done."""
    match error:
        case CannotCount():
            return say(language, "refusal.CannotCount")
        case MissingReason(facts={"command": command}) if has(f"missing.{command}"):
            return say(language, f"missing.{command}", ref=error.facts.get("ref", ""))
        case NotHandler(facts={"handler": "", "ref": ref}):
            return say(language, "refusal.NotHandler.nobody", ref=ref)
        case GroundNeeded(facts={"kind": kind}):
            return say(language, "refusal.GroundNeeded", grounds=grounds_in_words(Kind(str(kind)), spoken(language)), **error.facts)
        case Refusal():
            return say(language, f"refusal.{type(error).__name__}", **_told(language, error))
        case WrongStep():
            state, step = (
                say(language, f"{what}.{value}") for what, value in (("state", error.state), ("step", error.step))
            )
            return say(language, "refusal.WrongStep", state=state, step=step)
        case UnknownKind():
            return say(language, "refusal.UnknownKind", word=error.word, kinds=kinds(language))
    raise TypeError(f"{type(error).__name__} is no refusal")


def kinds(language: Language) -> str:
    """Return the names of all kinds, as one may write them."""
    return ", ".join(kind_name(kind, spoken(language)) for kind in Kind)


def day(value: date | None) -> str:
    return f"{value:%d.%m.%Y}" if value else "–"


def moment(value: datetime, zone: tzinfo) -> str:
    return f"{value.astimezone(zone):%d.%m.%Y %H.%M}"


def _told(language: Language, error: Refusal) -> dict[str, object]:
    """Return the facts of a refusal in words: a state, a command, a fact of a letter by its name, a reason of its own kind."""
    told = dict(error.facts)
    for name, family in (("state", "state"), ("fact", "fact"), ("why", _REASONS.get(type(error).__name__, ""))):
        if has(key := f"{family}.{told.get(name, '')}"):
            told[name] = say_plain(language, key)
    return told


def _written(fact: object) -> str:
    if isinstance(fact, Html):
        return fact
    if fact is None or (isinstance(fact, date) and not isinstance(fact, datetime)):
        return day(fact)
    return safe(str(fact))
