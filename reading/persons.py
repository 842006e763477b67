"""Whether words with capitals that stand side by side are a person's name, told from bodies, places and titles."""

import re
from collections.abc import Sequence
from typing import Final

from reading.common import is_common, is_listed, is_surname, is_word
from reading.name_units import Unit
from reading.text import fold

_KNOWN_LANGUAGES: Final = ("et", "ru", "en", "lv")  # of which the words are known, so that the first word of a sentence can be told
_QUOTES: Final = ("„", "«", "“", '"')
_NO_PERSON_AROUND: Final = re.compile(r"\b[Tt]he\s$|(?:OÜ|MTÜ|AS|SA)\s$")
_PATRONYMIC: Final = re.compile(r"\w{3,20}(?:ович|евич|овича|евича|овичу|евичу|овичем|евичем|овна|евна|ична|овны|евны|овне|евне|овну|евну|овной|евной|инична|иничны|ильич|ильича|кузьмич|ovitš|ovits|ovich|evitš|evits|evich|ovna|evna)")  # fmt: skip
_RUSSIAN_SURNAME: Final = re.compile(r"[а-я]{2,15}(?:[оеё]в|ин|ын)(?:а|у|ым|ой|ых|ы|е)?|[а-я]{2,15}(?:ский|ская|ского|скому|ской|скую|ским|ских|цкий|цкая|цкого|цкой)|[а-я]{2,14}(?:енко|чук|чука|чуку|юк|юка|швили|дзе|янц|оян|анян)")  # fmt: skip
_RUSSIAN_PLACE: Final = frozenset({"псков", "пскова", "пскове", "саратов", "ростов", "киев", "киева", "киеве", "харьков", "берлин", "берлина", "берлине", "львов", "львова", "калинин", "таллин", "таллина", "таллине", "магазин", "господин", "гражданин", "русский", "эстонский", "английский", "балтийский", "европейский", "нарвский", "тартуский", "российский", "финский", "лондон", "гугин"})  # fmt: skip
_FIELD: Final = re.compile(r"^\s*(?:nimi|ees- ja perekonnanimi|perekonnanimi|eesnimi|lapse nimi|имя|фио|name|full name|teabenoudja|taotleja|kaebaja|avaldaja|esitaja|esindaja|kontaktisik|заявитель|koostaja)\s*:\s*$")  # fmt: skip
_INSIDE_PLACE: Final = re.compile(r"(?:[aeiou]s|sse|maal|maale|maalt|kula|alevik|vere|veres|verest|metsas|saares)$")
# How surnames made of two words end: Liivamägi, Orgmets, Kivisild.
_LAND: Final = re.compile(r"(?:magi|mae|mets|metsa|salu|oja|sild|silla|kivi|puu|mann|manni|son|soni|saar|saare|nurm|nurme|pold|pollu|lepp|tamm|kask|vali|valja|soo|orav|maa|pea|ots|mees|berg|stein|rand|ranna|org|laan|laane|nomm|noor)(?:le|lt|l|ga|st|ks|d|de|dele)?$")
_BODY_BEFORE: Final = re.compile(r"(?:\w*klubi|kohvik|restoran|ansambel|rühmitus|laev|телеканал|клуб|кафе|ресторан|газета)\s[\"„«“]?$|(?:\bOÜ|\bMTÜ|\bAS|\bSA|\bTÜ|\bFIE|ООО|НКО)\s[\"„«“]?$")
_BODY_AFTER: Final = re.compile(r"^[\"”“»']?\s(?:vald|valla|vallas|vallal|vallast|linn|linna|kula|kulas|alevik|alevi|maakon|kool|lasteaed|lasteai|hooldekodu|perekodu|asenduskodu|turvakodu|kodu\b|kodus\b|haigla|gumnaasium|prefektuur|keskus|tanav|tn\b|mnt|pst|tee\b|talu|ou\b|as\b|mtu\b|piirkon|raamatukog|rajoon|волост|город|школ|гимнази|лице[йюя]|детск|больниц|поликлиник|уездн|отделени|school|gymnasium|upper secondary|university|primary|hospital|kindergarten|street|road|city|municipality|parish|care home|shelter|nursing)")  # fmt: skip


def is_person(run: Sequence[Unit], text: str, spoken: str = "et") -> bool:
    """Tell whether the run is a person by a first name, a patronymic, a surname, a field or a line of its own."""
    if any(unit.body for unit in run):
        return False
    if _body_follows(run, text) or _BODY_BEFORE.search(text, max(0, run[0].start - 24), run[0].start):
        return False
    if text[run[0].start - 1 : run[0].start] in ("„", "«", "“", '"') and not run[0].is_name:
        return False
    if any(_PATRONYMIC.fullmatch(unit.plain) for unit in run) or _in_field(run, text):
        return True
    if run[0].is_name:
        return len(run) > 1 or not run[0].first or run[0].cued or alone_on_line(run, text) or len(run[0].plain) > 3
    if any(unit.is_name for unit in run) or sum(is_surname(unit.plain) for unit in run) > 1:
        return True
    if run[0].cued and len(run[0].plain) > 2 and not run[0].first:
        return True
    if len(run) == 1 and not run[0].first and _RUSSIAN_SURNAME.fullmatch(run[0].plain.split("-")[0]) and run[0].plain not in _RUSSIAN_PLACE:
        return True
    if len(run) == 2 and len(run[0].plain) == 1 and len(run[1].plain) > 2 and text[run[0].end : run[0].end + 1] == ".":
        # "M. Uibo", but no item "A. Küsimus"
        return not run[0].first or alone_on_line(run, text) or not is_word(run[1].plain) or is_surname(run[1].plain)
    if len(run) in (2, 3) and all(len(unit.plain) > 1 and not unit.text.isupper() for unit in run):
        return alone_on_line(run, text) or (not run[0].first and _estonian_or_russian(run) and not _of_no_person(run, spoken))
    return False


def is_strange(run: Sequence[Unit], text: str, spoken: str) -> bool:
    """Tell whether one word with a capital is no word of the language, no place and no brand: then it is a person's name."""
    unit = run[0]
    if len(run) > 1 or spoken == "de" or (unit.first and (spoken not in _KNOWN_LANGUAGES or (spoken == "ru" and unit.plain.isascii()))):
        return False
    if len(unit.plain) < 3 or unit.small or unit.body or not unit.text[1:].islower() or _NO_PERSON_AROUND.search(text, max(0, unit.start - 6), unit.start):
        return False
    if _body_follows(run, text) or text[unit.end : unit.end + 1] in (":", "@") or text[unit.start - 1 : unit.start] in _QUOTES or is_listed(unit.plain):
        return False
    if not unit.first and is_surname(unit.plain):
        return True
    whole = unit.plain.partition("'")[0]
    if _INSIDE_PLACE.search(whole) or len(whole) < 3:
        return False
    return not is_common(whole) or (not unit.first and not is_word(whole) and bool(_LAND.search(whole)))


def is_before_first(one: Unit) -> bool:
    """Tell whether the first word of a sentence may be a surname written before the first name: "Пащенко Нина Фёдоровна", "Kask Mari"."""
    return len(one.plain) > 2 and (is_surname(one.plain) or bool(not one.plain.isascii() and not is_common(one.plain)))


def alone_on_line(run: Sequence[Unit], text: str) -> bool:
    """Tell whether nothing but numbers stands on the line beside the words: a signature."""
    begin = text.rfind("\n", max(0, run[0].start - 60), run[0].start) + 1
    end = text.find("\n", run[-1].end)
    end = len(text) if end < 0 else end
    before = text[begin : run[0].start] if begin or run[0].start < 60 else "far"
    return not before.strip(" \t>*-–,") and not re.sub(
        r"[\d\s+().,;-]", "", text[run[-1].end : min(end, run[-1].end + 40)]
    )


def opens_a_sentence(one: Unit, after: Unit) -> bool:
    """Tell whether the first of two capitals is a word of the language and the second is none: "Врачу Пахомову"."""
    return len(one.plain) > 2 and is_common(one.plain) and not is_surname(one.plain) and not _LAND.search(one.plain) and (not is_common(after.plain) or is_surname(after.plain))


def _of_no_person(run: Sequence[Unit], spoken: str) -> bool:
    """Tell whether a place or a people stands first, or an English title is made of words of the language: "Victim Support"."""
    if is_listed(run[0].plain):
        return True
    return spoken == "en" and all(is_common(unit.plain) and not is_surname(unit.plain) and not _LAND.search(unit.plain) for unit in run)


def _estonian_or_russian(run: Sequence[Unit]) -> bool:
    """English and German titles are written with capitals; two strange words there are no name yet."""
    return not any(unit.plain.endswith(("tion", "ment", "ing", "ung", "ity")) for unit in run)


def _body_follows(run: Sequence[Unit], text: str) -> bool:
    following = fold(text[run[-1].end : run[-1].end + 24])
    return bool(_BODY_AFTER.match(following))


def _in_field(run: Sequence[Unit], text: str) -> bool:
    floor = max(0, run[0].start - 50)
    begin = max(floor, text.rfind("\n", floor, run[0].start) + 1)
    return bool(_FIELD.match(fold(text[begin : run[0].start])))
