"""On which grounds of the law a letter may go unanswered: a table for a person to choose from, never the house's own choice."""

from dataclasses import dataclass
from typing import Final

from rules.kinds import Kind, Outcome

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
# fmt: on


def grounds_for(kind: Kind) -> tuple[Ground, ...]:
    """Return the grounds on which a letter of this kind may go unanswered; () where the law knows none."""
    return tuple(one for one in GROUNDS if kind in one.kinds)


def ground_named(id: str) -> Ground | None:
    """Return the ground of this id, None where there is none."""
    return next((one for one in GROUNDS if one.id == id.strip()), None)
