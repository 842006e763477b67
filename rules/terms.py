"""The terms of the law as one table with dates of validity: rules R01 to R35, each with its section."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from rules.holidays import CannotCount
from rules.kinds import Kind


class Unit(StrEnum):
    CALENDAR_DAYS = "calendar days"
    WORKING_DAYS = "working days"
    MONTHS = "months"
    YEARS = "years"
    HOURS = "hours"  # elapsed time; 0 hours is "without delay"
    NAMED_DAY = "day named in the letter"


class Start(StrEnum):
    """What fixes day 0, which itself is never counted."""

    RECEIPT = "receipt"
    REGISTRATION = "registration"
    AWARENESS = "awareness"
    KNOWLEDGE = "knowledge"
    LETTER_DATE = "letter_date"
    EVENT = "event"  # another happening that is handed in as the moment of receipt


class EndShift(StrEnum):
    NEXT_WORKING_DAY = "next_working_day"
    NONE = "none"


class Mode(StrEnum):
    TOTAL = "total"  # the whole term becomes so long
    PLUS = "plus"  # so much is added to the first term


@dataclass(frozen=True, slots=True)
class Counting:
    """Which sections say how days are counted: the start, the corresponding day of a month, the shift off a rest day."""

    start: str
    corresponding: str
    last_of_month: str
    shift: str


@dataclass(frozen=True, slots=True)
class Extension:
    n: int
    unit: Unit
    mode: Mode
    basis: str
    notice_by: str = "enne esialgse tähtaja lõppu"


@dataclass(frozen=True, slots=True)
class Rule:
    """One term of the law. `confidence` is law.md's mark: A read in the act, B agreeing sources, C professional, K well known, D unsure."""

    id: str
    name: str  # what is to be done, in Estonian
    n: int
    unit: Unit
    start: Start
    basis: str  # act and section
    valid_from: date
    valid_to: date = date.max
    confidence: str = "A"
    extension: Extension | None = None
    duties: tuple[str, ...] = ()
    note: str = ""
    end_shift: EndShift = EndShift.NEXT_WORKING_DAY
    counting: Counting = Counting("TsÜS § 135 lg 1", "TsÜS § 136 lg 3", "TsÜS § 136 lg 4", "TsÜS § 136 lg 8")

    @property
    def published(self) -> str:
        """The redaction of the act that was read, as Riigi Teataja cites it; "" where there is none."""
        return self.published_of(self.basis)

    def published_of(self, basis: str) -> str:
        """The redaction of the act that `basis` names: more time may stand in another act than the term (SÜS § 36, HMS § 84)."""
        act = basis.split(" ", 1)[0]
        own = PUBLISHED.get(self.id) if act == self.basis.split(" ", 1)[0] else None
        return own or PUBLISHED.get(act, "")


class NoSuchRule(CannotCount):
    def __init__(self, id: str) -> None:
        super().__init__(f"there is no rule {id}; the rules are {RULES[0].id} to {RULES[-1].id}")
        self.id = id


class NoRuleThen(CannotCount):
    """No rule of the table was in force on the day of registration."""

    def __init__(self, what: str, on: date) -> None:
        super().__init__(f"no rule for {what} is known to have been in force on {on.isoformat()}")
        self.what, self.on = what, on


_C, _W, _M, _Y, _H, _N = Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.MONTHS, Unit.YEARS, Unit.HOURS, Unit.NAMED_DAY
_REC, _REG, _AWARE, _KNOWN, _DATED, _EVENT = Start
_STAYS = EndShift.NONE
_AVTS: Final = Counting("AvTS § 18 lg 3", "TsÜS § 136 lg 3", "TsÜS § 136 lg 4", "TsÜS § 136 lg 8")
_EU: Final = Counting(*(f"määrus 1182/71 art 3 {place}" for place in ("lg 1", "lg 2 p c", "lg 2 p c", "lg 4")))
_TWO_MONTHS: Final = Extension(2, _M, Mode.TOTAL, "MSVS § 6")
_FIFTEEN: Final = Extension(15, _W, Mode.TOTAL, "AvTS § 19", "5 tööpäeva jooksul")
_THIRTY_MORE: Final = Extension(30, _C, Mode.PLUS, "HMS § 84 lg 2")
_TELL: Final = ("Pikendamisest ja selle põhjusest teatatakse kirjutajale enne tähtaja lõppu.",)
_TELL_FIVE: Final = ("Pikendamisest ja selle põhjusest teatatakse teabenõudjale 5 tööpäeva jooksul.",)
_TELL_MONTH: Final = ("Pikendamisest ja selle põhjusest teatatakse taotlejale esimese kuu jooksul.",)

# The bases of terms that no section sets.
LETTER_DAY: Final = "kirjas nimetatud päev"
OFFICE_AIM: Final = "ameti siht"

_OLD_END: Final = date(2024, 12, 27)
_NEW: Final = date(2024, 12, 28)
_NEW_NOTE: Final = "RT I, 18.12.2024, 2; jõustumise päev on 28.12.2024 (PS § 108) või 01.01.2025"
_MSVS, _AVTS_DAY, _HMS = date(2004, 12, 10), date(2001, 1, 1), date(2002, 1, 1)
_SYS, _GDPR, _CHILD, _TIPS = date(2026, 1, 9), date(2018, 5, 25), date(2016, 1, 1), date(2024, 9, 1)
_ALWAYS: Final = date.min  # law.md names no first day

# fmt: off
RULES: Final = (
    #    id      what is to be done                                      n   unit start  basis                       in force from       and what else is to be known of it
    Rule("R01",  "dokumendi registreerimine",                            1,  _W, _REC,   "AvTS § 12 lg 1 p 1",       date(2007, 12, 28)),
    Rule("R02",  "märgukirjale või selgitustaotlusele vastamine",        30, _C, _REG,   "MSVS § 6",                 _MSVS, _OLD_END, "B", _TWO_MONTHS, _TELL, "kuni 27.12.2024 (või 31.12.2024) kehtinud tähtaeg"),
    Rule("R03",  "märgukirjale vastamine",                               15, _C, _REG,   "MSVS § 6",                 _NEW, date.max, "B", _TWO_MONTHS, _TELL, _NEW_NOTE),
    Rule("R04",  "selgitustaotlusele vastamine",                         15, _C, _REG,   "MSVS § 6",                 _NEW, date.max, "B", _TWO_MONTHS, _TELL, _NEW_NOTE),
    Rule("R05",  "märgukirja või selgitustaotluse edastamine",           5,  _W, _REG,   "MSVS § 5",                 _MSVS, confidence="B", duties=("Edastamisest teatatakse kirjutajale kohe.",), note="lõiget ei ole loetud"),
    Rule("R06",  "mitme allkirjaga pöördumisele vastamine",              30, _C, _REG,   "MSVS § 6",                 date(2014, 4, 11), _OLD_END, "B", _TWO_MONTHS, _TELL, "amet ei ole 2. peatüki adressaat"),
    Rule("R06",  "mitme allkirjaga pöördumisele vastamine",              15, _C, _REG,   "MSVS § 6",                 _NEW, date.max, "B", _TWO_MONTHS, _TELL, "amet ei ole 2. peatüki adressaat"),
    Rule("R07",  "teabenõude täitmine",                                  5,  _W, _REG,   "AvTS § 18 lg 1",           _AVTS_DAY, extension=_FIFTEEN, duties=_TELL_FIVE, counting=_AVTS),
    Rule("R08",  "teabenõude täpsustamise palumine",                     5,  _W, _REG,   "AvTS § 18 lg 2",           _AVTS_DAY, duties=("Teabenõudjale öeldakse viivitamata, mis on puudu (AvTS § 15 lg 4).",), counting=_AVTS),
    Rule("R09",  "teabenõude edastamine",                                5,  _W, _REG,   "AvTS § 21 lg 1",           _AVTS_DAY, duties=("Edastamisest teatatakse teabenõudjale samal ajal.",), counting=_AVTS),
    Rule("R10",  "teabenõude täitmisest keeldumine või ümberliigitamine", 5, _W, _REG,   "AvTS § 23 lg 3",           _AVTS_DAY, duties=("Keeldumist põhjendatakse.", "Ümberliigitamise alus on AvTS § 23 lg 2 p 5."), counting=_AVTS),
    Rule("R11",  "avalikustatud teabele viitamine",                      5,  _W, _REG,   "AvTS § 22",                _AVTS_DAY, duties=("Teabenõudjale öeldakse, kus ja kuidas teave kättesaadav on.",), counting=_AVTS),
    Rule("R12",  "vaide lahendamine haldusmenetluses",                   10, _C, _REC,   "HMS § 84 lg 1",            _HMS, confidence="B", extension=_THIRTY_MORE, duties=("Pikendamisest teatatakse vaide esitajale.",), note="pikendamise sõnastust ei ole loetud"),
    Rule("R13",  "vaide lahendamine sotsiaalkaitse asjas",               30, _C, _REC,   "SÜS § 36 lg 2",            _SYS, extension=_THIRTY_MORE, duties=("Pikendamisest teatatakse vaide esitajale.",), note="loetud redaktsioon kehtib alates 09.01.2026; pikendamine nagu HMS-is (kinnitamata)"),
    Rule("R14",  "vaide puuduste kõrvaldamine",                          10, _C, _EVENT, "HMS § 78",                 _HMS, confidence="B", duties=("Vaide esitajat aidatakse või antakse talle tähtaeg.",), note="ka HMS § 76; loetakse puudusest teatamisest"),
    Rule("R15",  "hüvitise taotluse lahendamine",                        10, _W, _REC,   "SÜS § 25 lg 1",            _SYS, duties=("Kui tähtaega ei saa järgida, teatatakse tõenäoline aeg ja põhjus (HMS § 41).",), note="loetakse nõuetekohasest taotlusest; loetud redaktsioon kehtib alates 09.01.2026"),
    Rule("R16",  "andmesubjekti taotlusele vastamine",                   1,  _M, _REC,   "IKÜM (GDPR) art 12 lg 3",  _GDPR, date.max, "K", Extension(2, _M, Mode.PLUS, "IKÜM (GDPR) art 12 lg 3", "esimese kuu jooksul"), _TELL_MONTH, counting=_EU),
    Rule("R17",  "isikuandmetega seotud rikkumisest teatamine AKI-le",   72, _H, _AWARE, "IKÜM (GDPR) art 33 lg 1",  _GDPR, confidence="K", duties=("Suure ohu korral teavitatakse ka inimesi (IKÜM art 34).", "Hilinemist põhjendatakse."), end_shift=_STAYS, counting=_EU),
    Rule("R18a", "küberintsidendi esmane teade RIA-le",                  24, _H, _AWARE, "KüTS § 8 lg 1",            date(2018, 5, 23), end_shift=_STAYS),
    Rule("R18b", "küberintsidendi teade RIA-le",                         72, _H, _AWARE, "KüTS § 8 lg 4¹",           date(2026, 1, 1), end_shift=_STAYS),
    Rule("R18c", "küberintsidendi lõpparuanne RIA-le",                   1,  _M, _EVENT, "KüTS § 8 lg 7",            date(2026, 1, 1), note="loetakse intsidendi teatest"),
    Rule("R19",  "abivajavast lapsest teatamine",                        0,  _H, _KNOWN, "LasteKS § 27 lg 3",        _CHILD, duties=("Teade edastatakse viivitamata lapse elukoha omavalitsusele.", "Teatajat ei avaldata (LasteKS § 27 lg 5)."), end_shift=_STAYS),
    Rule("R20",  "hädaohus lapsest teatamine",                           0,  _H, _KNOWN, "LasteKS § 31",             _CHILD, duties=("Viivitamata helistatakse numbril 112.",), end_shift=_STAYS),
    Rule("R21",  "omavalitsuse otsus juhtumi algatamise kohta",          10, _C, _EVENT, "LasteKS § 29 lg 3",        _CHILD, note="järelevalve mõõdupuu, mitte ameti tähtaeg"),
    Rule("R22",  "lapse ajutine perekonnast eraldamine",                 72, _H, _EVENT, "LasteKS § 33 lg 2",        _CHILD, duties=("Selle aja jooksul pöördutakse kohtusse.",), end_shift=_STAYS),
    Rule("R23",  "rikkumisest teavitaja teate kättesaamise kinnitus",    7,  _C, _REC,   "TEÕRTKS § 10 lg 1",        _TIPS),
    Rule("R24",  "rikkumisest teavitaja teate edastamine",               5,  _W, _REC,   "TEÕRTKS § 10 lg 2",        _TIPS, duties=("Edastamisest teatatakse teavitajale samal ajal.",)),
    Rule("R25",  "rikkumisest teavitaja tagasiside",                     3,  _M, _REC,   "TEÕRTKS § 11",             _TIPS, extension=Extension(6, _M, Mode.TOTAL, "TEÕRTKS § 11"), duties=("Teavitajale öeldakse ka lõpptulemus.",), note="pikendada saab väline kanal põhjendatud juhul"),
    Rule("R26",  "Riigikogu arupärimise sisend ministeeriumile",         0,  _N, _DATED, "PS § 74",                  date(1992, 7, 3), note="tähtaja annab ministeerium; vormiline tähtaeg on 20 istungipäeva", end_shift=_STAYS),
    Rule("R27",  "Riigikogu kirjaliku küsimuse sisend ministeeriumile",  10, _W, _REC,   "RKKTS § 147",              _ALWAYS, confidence="C", note="tähtaja annab ministeerium; vormiline tähtaeg on 10 tööpäeva"),
    Rule("R28",  "volikogu liikme küsimusele vastamine omavalitsuses",   10, _W, _REC,   "KOKS § 26 lg 2",           date(2026, 7, 1), extension=Extension(20, _W, Mode.TOTAL, "KOKS § 26 lg 3"), duties=_TELL, note="ametile ei kohaldu"),
    Rule("R29",  "asutuse järelepärimisele vastamine",                   0,  _N, _DATED, LETTER_DAY,                 _ALWAYS, confidence="C", duties=("Lisaaega palutakse enne nimetatud päeva.",), note="ÕKS, RKS, HKMS, KrMS, IKS, HMS", end_shift=_STAYS),
    Rule("R30",  "arvamuse andmine eelnõu kohta",                        0,  _N, _DATED, LETTER_DAY,                 _ALWAYS, confidence="B", note="nähtud: 15 tööpäeva saatmisest", end_shift=_STAYS),
    Rule("R31",  "ajakirjanikule vastamine",                             0,  _W, _REC,   OFFICE_AIM,                 _ALWAYS, duties=("Kommunikatsioonile teatatakse kohe.",), note="seaduse tähtaeg on R04 või R07"),
    Rule("R32",  "AKI kaebuse lahendamine",                              30, _C, _REC,   "IKS § 61 lg 1",            date(2019, 1, 15), extension=Extension(60, _C, Mode.PLUS, "IKS § 61 lg 2"), note="AKI enda tähtaeg"),
    Rule("R33",  "vastulause nõudmine tele- või raadiosaate kohta",      30, _C, _EVENT, "MeeTS § 20",               date(2022, 6, 28), duties=("Nõue esitatakse edastajale kirjalikult.",)),
    Rule("R34",  "isikuandmete juurdepääsupiirang",                      75, _Y, _EVENT, "AvTS § 40 lg 3",           date(2026, 3, 16), duties=("Piirangu lõppemisest teatatakse teistele valdajatele.",), end_shift=_STAYS),
    Rule("R35",  "üldine juurdepääsupiirang",                            5,  _Y, _EVENT, "AvTS § 40 lg 1",           date(2026, 3, 16), extension=Extension(5, _Y, Mode.PLUS, "AvTS § 40 lg 1", "asutuse juht otsustab"), end_shift=_STAYS),
)

# Which redaction of each act was read (law.md section 0); a rule that is history has its own.
PUBLISHED: Final[Mapping[str, str]] = MappingProxyType({
    "R02":     "RT I, 25.10.2016, 16",
    "MSVS":    "RT I, 18.12.2024, 6",
    "AvTS":    "RT I, 06.03.2026, 3",
    "HMS":     "RT I, 06.07.2023, 31",
    "SÜS":     "RT I, 30.12.2025, 36",
    "IKÜM":    "ELT L 119, 04.05.2016",
    "KüTS":    "RT I, 30.12.2025, 15",
    "LasteKS": "RT I, 31.12.2024, 23",
    "TEÕRTKS": "RT I, 17.05.2025, 2",
    "KOKS":    "RT I, 10.02.2026, 13",
    "IKS":     "RT I, 06.03.2026, 10",
    "MeeTS":   "RT I, 15.06.2022, 3",
})

# Which rules a kind of letter is answered by; of those in force the strictest counts until a person says otherwise.
RULES_BY_KIND: Final[Mapping[Kind, tuple[str, ...]]] = MappingProxyType({
    Kind.CHALLENGE:    ("R12", "R13"),
    Kind.INFORMATION:  ("R07",),
    Kind.INQUIRY:      ("R04", "R02"),  # R29 where the letter names a day
    Kind.DATA_SUBJECT: ("R16",),
    Kind.COMPLAINT:    ("R03", "R02"),
    Kind.EXPLANATION:  ("R04", "R02"),
    Kind.COLLECTIVE:   ("R03", "R02"),
    Kind.MEMORANDUM:   ("R03", "R02"),
    Kind.PRESS:        ("R04", "R02"),  # R31 beside it, internal
    Kind.THANKS:       ("R03", "R02"),  # only where a reply is expected
    Kind.OTHER:        (),
})
# fmt: on


def rule_named(id: str, on: date) -> Rule:
    """Return the rule of that id in force on `on` ("R18" is its first stage). Raises NoSuchRule or NoRuleThen."""
    named = [rule for rule in RULES if id.strip().upper() in (rule.id.upper(), rule.id[:3])]
    if not named:
        raise NoSuchRule(id)
    for rule in named:
        if rule.valid_from <= on <= rule.valid_to:
            return rule
    raise NoRuleThen(named[0].id, on)


def rules_for(kind: Kind, registered: date, named: date | None = None, expects_reply: bool = True) -> tuple[Rule, ...]:
    """Return the rules a letter of this kind is answered by, chosen by its day of registration; () where no answer is owed.

    Raises NoRuleThen where an answer is owed but the table does not reach back to that day.
    """
    if kind is Kind.INQUIRY and named:
        return (rule_named("R29", registered),)
    if not RULES_BY_KIND[kind] or (kind is Kind.THANKS and not expects_reply):
        return ()
    ids = RULES_BY_KIND[kind]
    rules = tuple(rule for rule in RULES if rule.id in ids and rule.valid_from <= registered <= rule.valid_to)
    if not rules:
        raise NoRuleThen(kind.value, registered)
    return rules


def rule_for(kind: Kind, registered: date, named: date | None = None, expects_reply: bool = True) -> Rule | None:
    """Return the first of `rules_for`, or None where no answer is owed."""
    return next(iter(rules_for(kind, registered, named, expects_reply)), None)
