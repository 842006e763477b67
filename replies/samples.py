"""Made-up facts to try every text with: once with all that may be there, once with only what must be."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Final

from replies.catalogue import REPLIES
from replies.facts import CaseFacts, LetterStatus, MediaFacts, MoreTimeFacts, OfficeFacts, RecipientFacts
from rules.kinds import Kind

# "example" is a domain that nobody can own, 555 numbers are nobody's.
OFFICE: Final = OfficeFacts(
    name="Näidisamet",
    unit="järelevalve talitus",
    phone="555 0100",
    address="info@amet.example",
    website="https://www.amet.example",
    privacy_url="https://www.amet.example/andmekaitse",
    postal_address="Näidise tänav 1, 10000 Tallinn",
    registry_code="00000000",
    press_phone="555 0199",
    press_mail="press@amet.example",
)
BARE_OFFICE: Final = OfficeFacts(name="Näidisamet", address="info@amet.example")

CASE: Final = CaseFacts(
    reference="26-0142",
    kind=Kind.EXPLANATION,
    received=date(2026, 11, 22),  # Sunday
    registered=date(2026, 11, 23),  # Monday
    basis="MSVS § 6",
    answer_by=date(2026, 12, 8),  # Tuesday
    kind_certain=True,
    correspondent="Mari Näidis",
    their_reference="1-2/34",
    their_date=date(2026, 11, 20),
    our_reference="5-1/142-2",
    our_date=date(2026, 12, 1),
    handler_name="Tiina Ametnik",
    handler_phone="555 0101",
    handler_mail="tiina.ametnik@amet.example",
    signatory_name="Jaan Juhataja",
    signatory_title="talituse juhataja",
    drafter_name="Tiina Ametnik",
    feedback_yes="mailto:info@amet.example?subject=Tagasiside%2026-0142%20jah%200123456789abcdef",
    feedback_no="mailto:info@amet.example?subject=Tagasiside%2026-0142%20ei%200123456789abcdef",
    restriction="ASUTUSESISESEKS KASUTAMISEKS | Teabevaldaja: Näidisamet | Märge tehtud: 23.11.2026 | "
    "Kehtib kuni: 23.11.2101 | Alus: AvTS § 35 lg 1 p 12",
)
BARE_CASE: Final = CaseFacts(
    reference="26-0142",
    kind=Kind.EXPLANATION,
    received=CASE.received,
    registered=CASE.registered,
    handler_name="Tiina Ametnik",
)

SAMPLE: Final[Mapping[str, object]] = MappingProxyType(
    {
        "office": OFFICE,
        "case": CASE,
        "substance": "Siin on vastuse sisu.\n\n- Esimene küsimus: vastus.\n- Teine küsimus: vastus.",
        "positions": ("Siin on asutuse ametlik seisukoht.",),
        "reason": "vastamiseks on vaja andmeid teiselt asutuselt.",
        "question": "Millise ajavahemiku kohta Te andmeid soovite?",
        "more_time": MoreTimeFacts("vastamiseks on vaja andmeid teiselt asutuselt.", date(2027, 1, 22), "MSVS § 6"),  # Friday
        "basis": "MSVS § 5 lg 9 p 6",
        "ground": "6",
        "new_date": date(2027, 1, 22),  # Friday
        "reply_by": date(2026, 11, 27),  # Friday
        "recipient": RecipientFacts("Näidisvald", "vald@vald.example"),
        "media": MediaFacts(
            ("ajakirjanik küsib", "saade on ees"), datetime(2026, 11, 24, 15, 0, tzinfo=UTC), "lastekaitse", "Näidisleht",
            ("Mitu pöördumist on tänavu saabunud?", "Kas amet kontrollib asutusi?"),
        ),
        "confirmed": True,
        "status": "5.1.1",
        "what": "Postkast info ei vasta",
        "since": datetime(2026, 11, 22, 18, 15, tzinfo=UTC),
        "advice": "kontrollige postkasti parooli ja käivitage vastaja check",
        "letters": (
            LetterStatus("26-0142", answered=False, answer_by=CASE.answer_by),
            LetterStatus("26-0131", answered=True),
            LetterStatus("26-0150", answered=False),
        ),
    }
)
BARE: Final[Mapping[str, object]] = MappingProxyType(
    {
        **SAMPLE,
        "office": BARE_OFFICE,
        "case": BARE_CASE,
        "positions": (),
        "more_time": None,
        "recipient": RecipientFacts("Näidisvald"),
        "media": MediaFacts(("ajakirjanik küsib",)),
        "confirmed": False,
        "letters": (),
    }
)


def sample_facts(reply: str, kind: Kind | None = None, facts: Mapping[str, object] = SAMPLE) -> dict[str, object]:
    """Return made-up facts for a reply: those that it may use and no others. All of them for a reply of the agency's own."""
    known = REPLIES.get(reply)
    names = ("office", *known.facts) if known else tuple(facts)
    given = {name: facts[name] for name in names}
    if isinstance(case := given.get("case"), CaseFacts):
        dated = CASE.answer_by if known and known.dated else case.answer_by
        given["case"] = replace(case, kind=kind or case.kind, answer_by=dated)
    return given
