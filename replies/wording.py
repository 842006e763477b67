"""The names of the kinds of letters as they stand in a sentence."""

from typing import Final

from rules.kinds import Kind, Language

# fmt: off
AS_KIND: Final = {
    # "käsitame Teie kirja ..."             "рассматриваем Ваше письмо как ..."     "we are treating your letter as ..."     "wir behandeln Ihr Schreiben als ..."
    Kind.CHALLENGE:    ("vaidena",                        "возражение (vaie)",                     "a challenge",                        "Widerspruch (vaie)"),
    Kind.INFORMATION:  ("teabenõudena",                   "информационный запрос",                 "a request for information",          "Antrag auf Informationszugang"),
    Kind.INQUIRY:      ("järelepärimisena",               "запрос учреждения",                     "an inquiry",                         "Anfrage"),
    Kind.DATA_SUBJECT: ("andmesubjekti taotlusena",       "ходатайство субъекта данных",           "a data subject request",             "Antrag einer betroffenen Person"),
    Kind.COMPLAINT:    ("kaebusena",                      "жалобу",                                "a complaint",                        "Beschwerde"),
    Kind.EXPLANATION:  ("selgitustaotlusena",             "ходатайство о разъяснении",             "a request for explanation",          "Ersuchen um Erläuterung"),
    # Not "kollektiivne pöördumine": that is an address to the Riigikogu or a municipality, never to an agency (MSVS ch. 2).
    Kind.COLLECTIVE:   ("mitme inimese ühise pöördumisena","совместное обращение нескольких людей", "a joint letter from several people", "gemeinsames Schreiben mehrerer Personen"),
    Kind.MEMORANDUM:   ("märgukirjana",                   "меморандум",                            "a memorandum",                       "Eingabe (märgukiri)"),
    Kind.PRESS:        ("ajakirjaniku päringuna",         "запрос СМИ",                            "a press inquiry",                    "Presseanfrage"),
    Kind.THANKS:       ("tagasisidena",                   "отзыв",                                 "feedback",                           "Rückmeldung"),
    Kind.OTHER:        ("muu kirjana",                    "иное письмо",                           "a letter of another kind",           "sonstiges Schreiben"),
}
_COLUMN: Final = (Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH, Language.GERMAN)
# fmt: on


def as_kind(kind: Kind, language: Language) -> str:
    """Return the kind in the case its sentence asks for: essive in Estonian, accusative in Russian, with an article in English, without one in German."""
    return AS_KIND[kind][_COLUMN.index(language)]
