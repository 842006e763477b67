"""The words of a deadline's explanation in German: German is a language of our letters, not of the chat."""

from collections.abc import Mapping
from typing import Final

from rules.terms import LETTER_DAY, OFFICE_AIM, Start, Unit

# fmt: off
SENTENCES: Final[Mapping[str, str]] = {
    "in_letter": "{name}: {term} ({source}).",
    "letter":    "Das Schreiben ist am {received} eingegangen; Tag der Registrierung ist {registered}.",
    "known":     "Die Frist begann am {received}.",
    "start":     "Die Frist wird ab dem Tag gezählt, der auf {start} ({day}) folgt; dieser Tag selbst zählt nicht ({source}).",
    "weekends":  "Samstage und Sonntage werden nicht gezählt.",
    "skipped":   "Samstage, Sonntage und Feiertage werden nicht gezählt; in diesen Zeitraum fallen: {holidays}.",
    "hours":     "Die Stunden laufen auch nachts und an freien Tagen; das Ende verschiebt sich nicht.",
    "end":       "Die gesetzliche Frist endet am {day}.",
    "named":     "Der im Schreiben genannte Tag ist {day}; er verschiebt sich nicht.",
    "aim":       "Das eigene Ziel der Behörde ist {day}.",
    "moment":    "Die gesetzliche Frist endet: {day}, um {hour} Uhr.",
    "shifted":   "Der letzte Tag der Frist ist {raw}. Das ist ein freier Tag{off}; die gesetzliche Frist endet deshalb am ersten Arbeitstag danach: {day} ({source}).",
}
START_DAYS: Final[Mapping[Start, str]] = {
    Start.RECEIPT:      "den Tag des Eingangs",
    Start.REGISTRATION: "den Tag der Registrierung",
    Start.AWARENESS:    "den Tag der Kenntnisnahme",
    Start.KNOWLEDGE:    "den Tag der Kenntnisnahme",
    Start.LETTER_DATE:  "den Tag des Eingangs",
    Start.EVENT:        "den Tag des Ereignisses",
}
BASES: Final[Mapping[str, str]] = {LETTER_DAY: "der im Schreiben genannte Tag", OFFICE_AIM: "Ziel der Behörde"}
UNITS: Final[Mapping[tuple[Unit, int], tuple[str, str, str]]] = {
    (Unit.CALENDAR_DAYS, 1): ("Kalendertag", "Kalendertage", "Kalendertage"),
    (Unit.WORKING_DAYS, 1):  ("Arbeitstag", "Arbeitstage", "Arbeitstage"),
    (Unit.MONTHS, 1):        ("Monat", "Monate", "Monate"),
    (Unit.YEARS, 1):         ("Jahr", "Jahre", "Jahre"),
    (Unit.HOURS, 1):         ("Stunde", "Stunden", "Stunden"),
    (Unit.WORKING_DAYS, 0):  ("am selben Arbeitstag",) * 3,
    (Unit.HOURS, 0):         ("unverzüglich",) * 3,
    (Unit.NAMED_DAY, 0):     ("bis zum genannten Tag",) * 3,
}
WEEKDAYS: Final = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
AT_HOUR: Final = "um"
HOLIDAYS: Final[Mapping[str, str]] = {
    "uusaasta": "Neujahr", "iseseisvuspäev, Eesti Vabariigi aastapäev": "Unabhängigkeitstag", "suur reede": "Karfreitag",
    "ülestõusmispühade 1. püha": "Ostersonntag", "kevadpüha": "Maifeiertag", "nelipühade 1. püha": "Pfingstsonntag",
    "võidupüha": "Siegestag", "jaanipäev": "Johannistag", "taasiseseisvumispäev": "Tag der Wiedererlangung der Unabhängigkeit",
    "jõululaupäev": "Heiligabend", "esimene jõulupüha": "erster Weihnachtstag", "teine jõulupüha": "zweiter Weihnachtstag",
}
RULE_NAMES: Final[Mapping[str, str]] = {
    "R01":  "Registrierung eines Dokuments",
    "R02":  "Beantwortung einer Eingabe oder eines Ersuchens um Erläuterung",
    "R03":  "Beantwortung einer Eingabe (märgukiri)",
    "R04":  "Beantwortung eines Ersuchens um Erläuterung",
    "R05":  "Weiterleitung an die zuständige Stelle",
    "R06":  "Beantwortung eines Schreibens mit vielen Unterschriften",
    "R07":  "Erledigung eines Antrags auf Informationszugang",
    "R08":  "Bitte um Präzisierung eines Antrags auf Informationszugang",
    "R09":  "Weiterleitung eines Antrags auf Informationszugang",
    "R10":  "Ablehnung oder Umdeutung eines Antrags auf Informationszugang",
    "R11":  "Hinweis auf veröffentlichte Information",
    "R12":  "Entscheidung über einen Widerspruch im Verwaltungsverfahren",
    "R13":  "Entscheidung über einen Widerspruch in einer Sache des Sozialschutzes",
    "R14":  "Behebung von Mängeln eines Widerspruchs",
    "R15":  "Entscheidung über einen Leistungsantrag",
    "R16":  "Beantwortung des Antrags einer betroffenen Person",
    "R17":  "Meldung einer Datenschutzverletzung an die Datenschutzinspektion",
    "R18a": "Erstmeldung eines Cybervorfalls",
    "R18b": "Meldung eines Cybervorfalls",
    "R18c": "Abschlussbericht zu einem Cybervorfall",
    "R19":  "Mitteilung über ein hilfebedürftiges Kind",
    "R20":  "Mitteilung über ein Kind in Gefahr",
    "R21":  "Entscheidung der Gemeinde über die Eröffnung eines Falls",
    "R22":  "vorübergehende Trennung eines Kindes von der Familie",
    "R23":  "Bestätigung der Meldung eines Hinweisgebers",
    "R24":  "Weiterleitung der Meldung eines Hinweisgebers",
    "R25":  "Rückmeldung an einen Hinweisgeber",
    "R26":  "Zuarbeit an das Ministerium zu einer Interpellation des Riigikogu",
    "R27":  "Zuarbeit an das Ministerium zu einer schriftlichen Anfrage des Riigikogu",
    "R28":  "Antwort einer Gemeinde an ein Mitglied ihres Rates",
    "R29":  "Beantwortung der Anfrage einer Behörde",
    "R30":  "Stellungnahme zu einem Entwurf",
    "R31":  "Antwort an die Presse",
    "R32":  "Entscheidung der Datenschutzinspektion über eine Beschwerde",
    "R33":  "Verlangen einer Gegendarstellung in Rundfunk oder Fernsehen",
    "R34":  "Zugangsbeschränkung für personenbezogene Daten",
    "R35":  "allgemeine Zugangsbeschränkung",
}
# fmt: on
