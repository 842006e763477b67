"""On which grounds of the law a letter may go unanswered: a table for a person to choose from, never the house's own choice."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from rules.kinds import Kind, Language, Outcome

_MEMO: Final = frozenset({Kind.MEMORANDUM, Kind.COMPLAINT, Kind.COLLECTIVE, Kind.THANKS})
_ASK: Final = frozenset({Kind.EXPLANATION, Kind.PRESS})
_MSVS: Final = _MEMO | _ASK
_AVTS: Final = frozenset({Kind.INFORMATION})
_GDPR: Final = frozenset({Kind.DATA_SUBJECT})


@dataclass(frozen=True, slots=True)
class Ground:
    """A ground of the law. `notice`: whether the person is told by letter, with the reason."""

    id: str
    basis: str
    words: str
    kinds: frozenset[Kind]
    outcome: Outcome
    notice: bool = True
    becomes: Kind | None = None  # the law takes the letter for one of this kind, and it is answered as such


# There is no ground called "repeated letter": a repeat is answered by pointing to the earlier answer (law.md 1.2).
# fmt: off
GROUNDS: Final = (
    #      id       basis                     in short                                                                  kinds  outcome               notice
    Ground("1",     "MSVS § 5 lg 9 p 1",      "isikut ei ole võimalik tuvastada",                                       _MSVS, Outcome.NOT_ANSWERED, False),
    Ground("2",     "MSVS § 5 lg 9 p 2",      "puuduvad kontaktandmed",                                                 _MSVS, Outcome.NOT_ANSWERED, False),
    Ground("3",     "MSVS § 5 lg 9 p 3",      "isikul on kohtu määratud eestkostja ja esindaja nõusolek puudub",        _MSVS, Outcome.NOT_ANSWERED),
    Ground("4",     "MSVS § 5 lg 9 p 4",      "isik on selgelt öelnud, et vastust ei soovi",                            _MEMO, Outcome.NOT_ANSWERED, False),
    Ground("5",     "MSVS § 5 lg 9 p 5",      "kiri ei ole eesti keeles ja keeleseadus ei kohusta vastama",             _MSVS, Outcome.NOT_ANSWERED),
    Ground("6",     "MSVS § 5 lg 9 p 6",      "kiri on loetamatu või arusaamatu",                                       _MSVS, Outcome.NOT_ANSWERED),
    Ground("7",     "MSVS § 5 lg 9 p 7",      "vastamine nõuaks töökorralduse muutmist, takistaks ülesandeid või oleks ülemäära kulukas", _ASK, Outcome.NOT_ANSWERED),
    Ground("23-1-1", "AvTS § 23 lg 1 p 1",    "teabele kehtib juurdepääsupiirang ja küsijal ei ole juurdepääsuõigust",  _AVTS, Outcome.REFUSED),
    Ground("23-1-2", "AvTS § 23 lg 1 p 2",    "teavet ei ole ja selle valdajat ei ole õnnestunud välja selgitada",      _AVTS, Outcome.REFUSED),
    Ground("23-1-3", "AvTS § 23 lg 1 p 3",    "täpsustamisel ei selgunud, millist teavet soovitakse",                   _AVTS, Outcome.REFUSED),
    Ground("23-1-4", "AvTS § 23 lg 1 p 4",    "tasu ei ole makstud",                                                    _AVTS, Outcome.REFUSED),
    Ground("23-2-1", "AvTS § 23 lg 2 p 1",    "teave on juba antud ja teist korda küsimist ei ole põhjendatud",         _AVTS, Outcome.REFUSED),
    Ground("23-2-3", "AvTS § 23 lg 2 p 3",    "teabe suur maht nõuaks töökorralduse muutmist, takistaks ülesandeid või oleks ülemäära kulukas", _AVTS, Outcome.REFUSED),
    Ground("23-2-4", "AvTS § 23 lg 2 p 4",    "nõuet ei saa täita ühekordse teabe väljastamisega",                      _AVTS, Outcome.REFUSED),
    Ground("23-2-5", "AvTS § 23 lg 2 p 5",    "vaja on analüüsi ja uut teavet: edasi selgitustaotlusena (/liik)",       _AVTS, Outcome.REFUSED, becomes=Kind.EXPLANATION),
    Ground("23-2-6", "AvTS § 23 lg 2 p 6",    "kohus on piiranud küsija teovõimet",                                     _AVTS, Outcome.REFUSED),
    Ground("23-2-7", "AvTS § 23 lg 2 p 7",    "puuduvad kontaktandmed",                                                 _AVTS, Outcome.REFUSED, False),
    Ground("12-5",  "IKÜM (GDPR) art 12 lg 5", "taotlus on selgelt põhjendamatu või ülemäärane",                        _GDPR, Outcome.REFUSED),
    Ground("12-2",  "IKÜM (GDPR) art 12 lg 2", "taotleja isikut ei ole võimalik kindlaks teha",                         _GDPR, Outcome.REFUSED),
    Ground("15-4",  "IKÜM (GDPR) art 15 lg 4", "koopia kahjustaks teiste õigusi ja vabadusi",                           _GDPR, Outcome.REFUSED),
    Ground("17-3",  "IKÜM (GDPR) art 17 lg 3", "andmeid on vaja seadusest tuleneva kohustuse või õigusnõude jaoks",     _GDPR, Outcome.REFUSED),
)

# The same in Russian and English, for whoever chooses; the person is told the section and the reason.
_ELSEWHERE: Final[Mapping[str, tuple[str, str]]] = {
    "1":      ("личность установить невозможно",                              "the person cannot be identified"),
    "2":      ("контактных данных нет",                                       "there are no contact details"),
    "3":      ("у человека есть назначенный судом опекун, согласия представителя нет", "a court has appointed a guardian and the representative has not consented"),
    "4":      ("человек ясно сказал, что ответ не нужен",                     "the person has clearly said that no answer is wanted"),
    "5":      ("письмо не на эстонском языке, и закон о языке отвечать не обязывает", "the letter is not in Estonian and the Language Act does not oblige us to answer"),
    "6":      ("письмо неразборчиво или непонятно",                           "the letter cannot be read or understood"),
    "7":      ("ответ потребовал бы изменить организацию работы, мешал бы выполнять задачи или стоил бы чрезмерно дорого",
               "answering would mean reorganising the work, hinder the agency's duties or cost too much"),
    "23-1-1": ("доступ к информации ограничен, и у запросившего нет права доступа", "access to the information is restricted and the one who asks has no right to it"),
    "23-1-2": ("информации нет, и установить её владельца не удалось",        "the information is not held, and who holds it could not be found out"),
    "23-1-3": ("и после уточнения неясно, какая информация нужна",            "asked to clarify, it is still unclear which information is wanted"),
    "23-1-4": ("плата не внесена",                                            "the fee has not been paid"),
    "23-2-1": ("информация уже дана, и повторный запрос не обоснован",        "the information has been given, and asking again is not justified"),
    "23-2-3": ("из-за объёма пришлось бы изменить организацию работы, это мешало бы выполнять задачи или стоило бы чрезмерно дорого",
               "its volume would mean reorganising the work, hinder the agency's duties or cost too much"),
    "23-2-4": ("выдать информацию один раз недостаточно, чтобы исполнить запрос", "the request cannot be met by giving information once"),
    "23-2-5": ("нужны анализ и новая информация: дальше как запрос о разъяснении (/liik)", "it needs analysis and new information: on as a request for explanation (/kind)"),
    "23-2-6": ("суд ограничил дееспособность запросившего",                   "a court has restricted the legal capacity of the one who asks"),
    "23-2-7": ("контактных данных нет",                                       "there are no contact details"),
    "12-5":   ("запрос явно необоснован или чрезмерен",                       "the request is clearly unfounded or excessive"),
    "12-2":   ("личность запросившего установить невозможно",                 "who asks cannot be identified"),
    "15-4":   ("копия нарушила бы права и свободы других",                    "a copy would harm the rights and freedoms of others"),
    "17-3":   ("данные нужны для исполнения обязанности по закону или для правового требования", "the data are needed for a duty by law or for a legal claim"),
}
# fmt: on


def grounds_for(kind: Kind) -> tuple[Ground, ...]:
    """Return the grounds on which a letter of this kind may go unanswered; () where the law knows none."""
    return tuple(one for one in GROUNDS if kind in one.kinds)


def grounds_in_words(kind: Kind, language: Language) -> str:
    """Return the grounds a person may choose from, one a line (English for every language but Estonian and Russian)."""
    return "\n".join(f"{one.id} – {_words(one, language)} ({one.basis})" for one in grounds_for(kind))


def ground_named(id: str) -> Ground | None:
    """Return the ground of this id, None where there is none."""
    return next((one for one in GROUNDS if one.id == id.strip()), None)


def _words(ground: Ground, language: Language) -> str:
    if language is Language.ESTONIAN:
        return ground.words
    russian, english = _ELSEWHERE[ground.id]
    return russian if language is Language.RUSSIAN else english
