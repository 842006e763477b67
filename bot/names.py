"""The commands by all their names: Estonian first, an English alias, the office's own synonyms, with and without õäöü."""

import difflib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rules.kinds import Language, Outcome, Role
from rules.rights import may_use


@dataclass(frozen=True, slots=True)
class Command:
    """`takes`: how many words it cannot do without, the reference among them.

    `personal`: from which further word on they may hold personal data, so that they are not said in a group; 0: never.
    """

    name: str
    english: str
    also: tuple[str, ...] = ()
    takes: int = 0
    of_case: bool = False
    personal: int = 0


# fmt: off
COMMANDS: Final = (
    Command("uued",     "new"),
    Command("minu",     "mine"),
    Command("tahtajad", "due"),
    Command("vaata",    "show",     ("naita",),              takes=1, of_case=True),
    Command("kiri",     "letter",   (),                      takes=1, of_case=True),
    Command("votan",    "take",     ("vota",),               takes=1, of_case=True),
    Command("maara",    "assign",   ("suuna",),              takes=2, of_case=True, personal=3),
    Command("piira",    "only",     (),                      takes=2, of_case=True),
    Command("liik",     "kind",     (),                      takes=2, of_case=True),
    Command("keel",     "language", (),                      takes=2, of_case=True),
    Command("paranda",  "correct",  ("parandus",),           takes=1, of_case=True, personal=2),
    Command("mustand",  "draft",    ("kavand",),             takes=1, of_case=True),
    Command("kinnita",  "approve",  ("kooskolasta",),        takes=1, of_case=True, personal=2),
    Command("tagasi",   "return",   ("tagasta",),            takes=2, of_case=True, personal=1),
    Command("saada",    "send",     (),                      takes=1, of_case=True, personal=2),
    Command("pikenda",  "extend",   (),                      takes=2, of_case=True, personal=1),
    Command("tapsusta", "ask",      (),                      takes=2, of_case=True, personal=1),
    Command("edasta",   "forward",  (),                      takes=2, of_case=True, personal=1),
    Command("sulge",    "close",    ("lopeta",),             takes=1, of_case=True),
    Command("meedia",   "media",    ("press", "пресса"),     of_case=True, personal=2),
    Command("laps",     "child",    (),                      takes=1, of_case=True, personal=2),
    Command("miks",     "why",      (),                      takes=1, of_case=True),
    Command("teata",    "notify",   (),                      takes=2, of_case=True, personal=2),
    Command("rada",     "track",    (),                      takes=2, of_case=True, personal=3),
    Command("valesaaja", "misdirected", (),                  takes=1, of_case=True),
    Command("aruanne",  "report",   ("отчёт", "statistika")),
    Command("sisend",   "input",    (),                      takes=1, of_case=True, personal=1),
    Command("puhkus",   "away",     ("eemal", "asendus")),
    Command("jaga",     "split",    (),                      takes=1, of_case=True),
    Command("yhenda",   "merge",    ("liida", "ühenda"),     takes=2, of_case=True),
    Command("aadress",  "address",  ("vastuseaadress",),     takes=1, of_case=True),
    Command("registreeri", "register", ("registreeru",)),
    Command("margi",    "note",     ("markus", "märkus"),    takes=1, of_case=True, personal=1),
    Command("seo",      "link",     ("seosta",),             takes=2, of_case=True),
    Command("seisukoht", "position", (),                     personal=2),
    Command("viit",     "ref",      ("registreerimisnumber",), takes=2, of_case=True),
    Command("registrileht", "record", ("registrikanne",)),
    Command("ak",       "restrict", ("piirang",),            takes=1, of_case=True, personal=2),
    Command("otsi",     "find",     ("otsing", "найти", "поиск")),
    Command("ootel",    "held"),
    Command("seis",     "status"),
    Command("katkesta", "cancel"),
    Command("abi",      "help",     ("appi", "помощь", "помогите")),
    Command("start",    "start"),
)
# fmt: on

BY_NAME: Final[Mapping[str, Command]] = MappingProxyType({command.name: command for command in COMMANDS})


def plain(word: str) -> str:
    """Return a word in small letters without the dots and waves of õäöü."""
    letters = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


_NAMED: Final[Mapping[str, Command]] = MappingProxyType(
    {plain(name): command for command in COMMANDS for name in (command.name, command.english, *command.also)}
)


def command_named(word: str) -> Command | None:
    """Return the command meant by a name as people write it, None where there is none."""
    return _NAMED.get(plain(word))


def near(word: str, roles: Iterable[Role]) -> str:
    """Return the name most like a mistyped one that this person may use, or ""."""
    held = list(roles)
    allowed = [name for name, command in _NAMED.items() if may_use(held, command.name)]
    return next(iter(difflib.get_close_matches(plain(word), allowed, n=1, cutoff=0.7)), "")


HELP_WORDS: Final = frozenset(map(plain, ("abi", "appi", "help", "помогите", "помощь")))

_LANGUAGES: Final[Mapping[str, Language]] = MappingProxyType({
    **{language.value: language for language in Language if language is not Language.UNKNOWN},
    "eesti": Language.ESTONIAN, "estonian": Language.ESTONIAN, "эстонский": Language.ESTONIAN, "est": Language.ESTONIAN,
    "vene": Language.RUSSIAN, "russian": Language.RUSSIAN, "русский": Language.RUSSIAN, "rus": Language.RUSSIAN,
    "inglise": Language.ENGLISH, "english": Language.ENGLISH, "английский": Language.ENGLISH, "eng": Language.ENGLISH,
    "saksa": Language.GERMAN, "german": Language.GERMAN, "немецкий": Language.GERMAN,
    "soome": Language.FINNISH, "finnish": Language.FINNISH, "финский": Language.FINNISH,
    "lati": Language.LATVIAN, "latvian": Language.LATVIAN, "латышский": Language.LATVIAN,
})  # fmt: skip
_LANGUAGES_PLAIN: Final = {plain(word): language for word, language in _LANGUAGES.items()}


def language_named(word: str) -> Language | None:
    """Return the language meant, None for one the office does not answer in."""
    return _LANGUAGES_PLAIN.get(plain(word))


_OUTCOMES: Final[Mapping[str, Outcome]] = MappingProxyType({
    **{outcome.value: outcome for outcome in Outcome},
    "suuliselt": Outcome.ANSWERED_ORALLY, "answered": Outcome.ANSWERED, "orally": Outcome.ANSWERED_ORALLY,
    "forwarded": Outcome.FORWARDED, "refused": Outcome.REFUSED, "noted": Outcome.NOTED, "teadmine": Outcome.NOTED,
    "withdrawn": Outcome.WITHDRAWN, "tagasi": Outcome.WITHDRAWN, "merged": Outcome.MERGED, "mistake": Outcome.BY_MISTAKE,
})  # fmt: skip


def outcome_named(words: str) -> Outcome | None:
    """Return the outcome meant, None where the words name none."""
    return _OUTCOMES.get(plain(words).strip().replace(" ", "_"))


SAME_LETTER: Final = ("samas kirjas", "in the same letter", "в том же письме")  # a question that tells of an extension too
YES: Final = frozenset({"jah", "yes", "да", "ja"})
NO: Final = frozenset({"ei", "no", "нет"})
DANGER: Final = frozenset({"oht", "ohus", "danger", "опасность"})
CONCERN: Final = frozenset({"mure", "concern", "abivajav", "тревога"})
DONE: Final = frozenset({"tehtud", "done", "valmis", "сделано"})
