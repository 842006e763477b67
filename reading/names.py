"""Names of persons in a text, in every inflected form, told from places, bodies and the beginnings of sentences."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reading.common import is_common, is_listed, is_never_name, is_surname, is_word
from reading.inflection import SHARED, exact_first_name, is_first_name, same_name
from reading.lexicon import Told
from reading.small_names import in_small_letters, is_announced, small_name
from reading.text import fold

LONGEST_RUN: Final = 4  # words of one name
_UNIT: Final = re.compile(r"[^\W\d_](?:[\w']|[-‑](?=\w)|’(?=\w)){0,59}")
_PATRONYMIC: Final = re.compile(r"\w{3,20}(?:ович|евич|овича|евича|овичу|евичу|овичем|евичем|овна|евна|ична|овны|евны|овне|евне|овну|евну|овной|евной|инична|иничны|ильич|ильича|кузьмич|ovitš|ovits|ovich|evitš|evits|evich|ovna|evna)")  # fmt: skip
_RUSSIAN_SURNAME: Final = re.compile(r"[а-я]{2,15}(?:[оеё]в|ин|ын)(?:а|у|ым|ой|ых|ы|е)?|[а-я]{2,15}(?:ский|ская|ского|скому|ской|скую|ским|ских|цкий|цкая|цкого|цкой)|[а-я]{2,14}(?:енко|чук|чука|чуку|юк|юка|швили|дзе|янц|оян|анян)")  # fmt: skip
_RUSSIAN_PLACE: Final = frozenset({"псков", "пскова", "пскове", "саратов", "ростов", "киев", "киева", "киеве", "харьков", "берлин", "берлина", "берлине", "львов", "львова", "калинин", "таллин", "таллина", "таллине", "магазин", "господин", "гражданин", "русский", "эстонский", "английский", "балтийский", "европейский", "нарвский", "тартуский", "российский", "финский", "лондон", "гугин"})  # fmt: skip
_CHILD_CUE: Final = re.compile(r"\b(?:poeg|poja|poega|pojal|pojale|pojaga|tutar|tutre|tutart|tutrel|tutrele|tutrega|laps|lapse|last|lapsel|poiss|poisi|tudruk\w*|tutrepo\w+|tutretut\w+|pojapo\w+|lapselaps\w*|vaike\w*|beebi\w*|сын|сына|сыну|сыном|дочь|дочери|дочка|дочку|дочке|внук|внука|внучк\w*|ребен\w+|мальчик\w*|девочк\w*|младенец|малыш\w*|son|sons|daughter|daughters|child|boy|girl|baby|grandson|granddaughter|kid|toddler|pupil|kind|sohn|tochter|lapsella|lapsen|lapsi|poika|tytto|bernu|berns|alaealise|alaealine|oпил\w+|opila\w+|зовут|nimi)(?: on| nimi on| nimega| named| called| зовут)?[\s,:«\"„(–-]{1,4}(?:\w{1,14} )?$")  # fmt: skip
_AGE_AFTER: Final = re.compile(r"^[\s,(–-]{0,3}(?:\w{3,20}, )?(?:\d{1,2})\s?(?:[-–]?\s?(?:a\b|aasta|лет|год|year|yo\b|jahre|v\b|\)|kuu|месяц|month))|^\s?\(\s?\d{1,2}\s?\)")  # fmt: skip
_ITEM: Final = re.compile(r"(?:^|\n)[ \t>]*\(?\d{1,2}[.)][ \t]$")
_FIELD: Final = re.compile(r"^\s*(?:nimi|ees- ja perekonnanimi|perekonnanimi|eesnimi|lapse nimi|имя|фио|name|full name|teabenoudja|taotleja|kaebaja|avaldaja|esitaja|esindaja|kontaktisik|заявитель|koostaja)\s*:\s*$")  # fmt: skip


# Written with a capital out of courtesy, in every case: "Vastame Teile" names nobody.
_COURTESY: Final = frozenset(
    ["teie", "teid", "teile", "teilt", "teil", "teiega", "teist", "teisse", "teieks", "teieta", "teis", "teieni", "teiena", "teieni", "вы", "вас", "вам", "вами", "ваш", "ваша", "ваше", "ваши", "вашего", "вашей", "вашу", "вашему", "вашим", "ваших", "вашими", "sie", "ihnen", "ihr", "ihre", "ihrer", "ihrem", "ihren"]
)


@dataclass(frozen=True, slots=True)
class Name:
    """One occurrence of a person's name."""

    start: int
    end: int
    text: str
    child: bool = False
    official: bool = False


@dataclass(frozen=True, slots=True)
class _Unit:
    start: int
    end: int
    text: str
    plain: str
    capital: bool
    first: bool  # begins a sentence or a line
    is_name: bool  # a known first name
    barred: bool  # a word that is no name: a place, a body, a day, a common word
    body: bool  # a body or a place
    cued: bool  # stands after "poeg", "proua", "зовут"
    small: bool = False  # written without a capital


def names(told: Told, sender_words: Sequence[str], public_words: Sequence[str] = (), spoken: str = "et") -> list[Name]:
    """Return the names in order of place.

    `sender_words` are folded words of the writer's own name; `public_words` those of officials who write in office;
    `spoken` is the language, for German writes nouns with a capital too.
    """
    units = _units(told)
    runs = [run for run in _runs(units, told.text) if _is_person(run, told.text) or _is_strange(run, told.text, spoken)]
    parts = _by_beginning({unit.plain for run in runs for unit in run if not unit.barred} | set(sender_words))
    spans = {(run[0].start, run[-1].end) for run in runs}
    spans |= {(unit.start, unit.end) for unit in units if _known(unit, parts, sender_words)}
    found = [_marked(told, start, end, public_words) for start, end in _merged(spans, told.text)]
    return _spread(found)


def _by_beginning(words: Iterable[str]) -> dict[str, list[str]]:
    """Return the words by how they begin: a word is held against those only that may be the same name."""
    found = defaultdict(list)
    for word in sorted(words):
        found[word[:SHARED]].append(word)
    return found


def _units(told: Told) -> list[_Unit]:
    at_start = {word.start: number for number, word in enumerate(told.words)}
    body = _places(told, "n_body|n_place")
    never = body | _places(told, "n_time") | {number for number, word in enumerate(told.words) if fold(word.text) in _COURTESY}
    barred = never | _places(told, "n_thing")
    shouted = _shouted(told.text)
    small_letters = in_small_letters(told)
    cues = _places(told, "n_cue")
    begins = {start + len(told.text[start:end]) - len(told.text[start:end].lstrip(" \t\n>-*•\"„«(")) for start, end in told.spans}  # fmt: skip
    units: list[_Unit] = []
    for found in _UNIT.finditer(told.text):
        number = at_start.get(found.start(), -1)
        plain = fold(found[0])
        first = (
            found.start() in begins
            or told.text[found.start() - 1 : found.start()] in ("\n", "")
            or found.start() == 0
            or bool(_ITEM.search(told.text, max(0, found.start() - 6), found.start()))
        )
        capital = found[0][0].isupper() and not (shouted and not (exact_first_name(plain) or (is_first_name(plain) and not is_common(plain))))
        after_first = bool(units) and units[-1].small and units[-1].is_name and told.text[units[-1].end : found.start()] == " "
        small = not (capital or shouted) and small_name(
            told.text, plain, found.start(), after_first=after_first, small_letters=small_letters
        )
        capital = capital or small
        named = capital and (exact_first_name(plain) if first else is_first_name(plain.split("-")[0]))
        named = named or (first and capital and len(plain) > 6 and is_first_name(plain)) or small
        opens = first and not small and is_never_name(plain) and _asks(told.text, plain, found.end())
        named = named and not opens
        surname = capital and bool(units) and _may_be_surname(plain) and (exact_first_name(units[-1].plain) or (units[-1].capital and not units[-1].barred and is_surname(units[-1].plain)))
        units.append(
            _Unit(
                found.start(), found.end(), found[0], plain, capital, first, named,
                opens or (number in barred and not (named and number not in never) and not surname), number in body and not surname,
                any(number - step in cues for step in (1, 2)) or small or (capital and is_announced(told.text, found.start())), small,
            )
        )  # fmt: skip
    return units


def _asks(text: str, plain: str, end: int) -> bool:
    """Tell whether a small word is meant, where a first name is written like it: "Miks te ei vasta?", but "Miks Kalniņš"."""
    following = _UNIT.match(text, end + 1)
    return not exact_first_name(plain) or bool(following and (following[0][0].islower() or fold(following[0]) in _COURTESY))


def _may_be_surname(plain: str) -> bool:
    """Tell whether a word for a place is as often a surname: Saar is the third of Estonia."""
    return any(same_name(plain, surname) for surname in ("saar", "sild", "kool", "linna", "maja"))


def _shouted(text: str) -> bool:
    """Tell whether the letter is written in capitals, so that a capital tells nothing."""
    sample = text[:4000]
    return sum(map(str.isupper, sample)) > 2 * sum(map(str.islower, sample))


def _places(told: Told, concepts: str) -> set[int]:
    return {place for concept in concepts.split("|") for _, place in told.concepts.get(concept, ())}


def _runs(units: Sequence[_Unit], text: str) -> Iterable[list[_Unit]]:
    """Yield capitalised words that stand side by side on one line."""
    run: list[_Unit] = []
    for unit in units:
        together = unit.capital and bool(run) and len(run) < LONGEST_RUN and _beside(text, run[-1].end, unit.start)
        if run and (not together or _begins_another(run, unit)):
            yield from _trimmed(run)
            run = []
        if unit.capital:
            run.append(unit)
    yield from _trimmed(run)


def _begins_another(run: Sequence[_Unit], unit: _Unit) -> bool:
    """Tell whether a first name after a whole name begins the next person of a list: "Mari Tamm Jaan Kask"."""
    begun = run[1:] if run[0].first and not run[0].is_name else run
    return len(begun) > 1 and begun[0].is_name and not begun[-1].is_name and exact_first_name(unit.plain)


def _beside(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    if "\n" in between:  # A name may be cut by a mail program's line end, never by a writer's.
        return not between.strip() and end - text.rfind("\n", max(0, end - 100), end) > 60
    return between in (" ", "  ") or (between == ". " and text[end - 2 : end - 1] in (" ", "\n", ""))


def _trimmed(run: list[_Unit]) -> Iterable[list[_Unit]]:
    """Yield the parts of a run that common words, places and the sentence's first word leave."""
    if len(run) > 1 and run[0].first and not run[0].is_name and (run[1].is_name or _opens_a_sentence(run[0], run[1])):
        run = run[1:]
    part: list[_Unit] = []
    for unit in run:
        if unit.barred and not unit.body:
            if part:
                yield part
            part = []
        else:
            part.append(unit)
    if part:
        yield part


def _opens_a_sentence(one: _Unit, after: _Unit) -> bool:
    """Tell whether the first of two capitals is a word of the language and the second is none: "Врачу Пахомову"."""
    return len(one.plain) > 2 and is_common(one.plain) and not is_surname(one.plain) and not _LAND.search(one.plain) and (not is_common(after.plain) or is_surname(after.plain))


def _is_person(run: Sequence[_Unit], text: str) -> bool:
    if any(unit.body for unit in run):
        return False
    if _body_follows(run, text) or _BODY_BEFORE.search(text, max(0, run[0].start - 12), run[0].start):
        return False
    if text[run[0].start - 1 : run[0].start] in ("„", "«", "“", '"') and not run[0].is_name:
        return False
    if any(_PATRONYMIC.fullmatch(unit.plain) for unit in run) or _in_field(run, text):
        return True
    if run[0].is_name:
        return len(run) > 1 or not run[0].first or run[0].cued or _alone_on_line(run, text) or len(run[0].plain) > 3
    if any(unit.is_name for unit in run) or sum(is_surname(unit.plain) for unit in run) > 1:
        return True
    if run[0].cued and len(run[0].plain) > 2 and not run[0].first:
        return True
    if len(run) == 1 and not run[0].first and _RUSSIAN_SURNAME.fullmatch(run[0].plain.split("-")[0]) and run[0].plain not in _RUSSIAN_PLACE:
        return True
    if len(run) == 2 and len(run[0].plain) == 1 and len(run[1].plain) > 2 and text[run[0].end : run[0].end + 1] == ".":
        # "M. Uibo", but no item "A. Küsimus"
        return not run[0].first or _alone_on_line(run, text) or not is_word(run[1].plain) or is_surname(run[1].plain)
    if len(run) in (2, 3) and all(len(unit.plain) > 1 and not unit.text.isupper() for unit in run):
        return _alone_on_line(run, text) or (not run[0].first and _estonian_or_russian(run))
    return False


def _is_strange(run: Sequence[_Unit], text: str, spoken: str) -> bool:
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


_KNOWN_LANGUAGES: Final = ("et", "ru", "en", "lv")  # of which the words are known, so that the first word of a sentence can be told
_QUOTES: Final = ("„", "«", "“", '"')
_NO_PERSON_AROUND: Final = re.compile(r"\b[Tt]he\s$|(?:OÜ|MTÜ|AS|SA)\s$")
_INSIDE_PLACE: Final = re.compile(r"(?:[aeiou]s|sse|maal|maale|maalt|kula|alevik|vere|veres|verest|metsas|saares)$")
# How surnames made of two words end: Liivamägi, Orgmets, Kivisild.
_LAND: Final = re.compile(r"(?:magi|mae|mets|metsa|salu|oja|sild|silla|kivi|puu|mann|manni|son|soni|saar|saare|nurm|nurme|pold|pollu|lepp|tamm|kask|vali|valja|soo|orav|maa|pea|ots|mees|berg|stein|rand|ranna|org|laan|laane|nomm|noor)(?:le|lt|l|ga|st|ks|d|de|dele)?$")


def _estonian_or_russian(run: Sequence[_Unit]) -> bool:
    """English and German titles are written with capitals; two strange words there are no name yet."""
    return not any(unit.plain.endswith(("tion", "ment", "ing", "ung", "ity")) for unit in run)


def _body_follows(run: Sequence[_Unit], text: str) -> bool:
    following = fold(text[run[-1].end : run[-1].end + 24])
    return bool(_BODY_AFTER.match(following))


_BODY_BEFORE: Final = re.compile(r"(?:\bOÜ|\bMTÜ|\bAS|\bSA|\bTÜ|\bFIE|ООО|НКО)\s[\"„«“]?$")
_BODY_AFTER: Final = re.compile(r"^[\"”“»']?\s(?:vald|valla|vallas|vallal|vallast|linn|linna|kula|kulas|alevik|alevi|maakon|kool|lasteaed|lasteai|hooldekodu|perekodu|asenduskodu|turvakodu|kodu\b|kodus\b|haigla|gumnaasium|prefektuur|keskus|tanav|tn\b|mnt|pst|tee\b|talu|ou\b|as\b|mtu\b|piirkon|raamatukog|rajoon|волост|город|school|hospital|kindergarten|street|road|city|municipality|parish|care home|shelter|nursing)")  # fmt: skip


def _alone_on_line(run: Sequence[_Unit], text: str) -> bool:
    begin = text.rfind("\n", max(0, run[0].start - 60), run[0].start) + 1
    end = text.find("\n", run[-1].end)
    end = len(text) if end < 0 else end
    before = text[begin : run[0].start] if begin or run[0].start < 60 else "far"
    return not before.strip(" \t>*-–,") and not re.sub(
        r"[\d\s+().,;-]", "", text[run[-1].end : min(end, run[-1].end + 40)]
    )


def _in_field(run: Sequence[_Unit], text: str) -> bool:
    floor = max(0, run[0].start - 50)
    begin = max(floor, text.rfind("\n", floor, run[0].start) + 1)
    return bool(_FIELD.match(fold(text[begin : run[0].start])))


def _known(unit: _Unit, parts: Mapping[str, Sequence[str]], sender_words: Sequence[str]) -> bool:
    """Tell whether a word standing alone is a name met elsewhere, or the writer's own in small letters."""
    if unit.body or len(unit.plain) < 3:
        return False
    if not unit.capital:
        return unit.plain in sender_words and len(unit.plain) > 3 and (unit.first or unit.text.isupper())
    if unit.barred and not unit.is_name:
        return False
    return any(same_name(unit.plain, part) for part in parts.get(unit.plain[:SHARED], ()))


def _merged(spans: set[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        beside = bool(merged) and text[merged[-1][1] : start] == " "
        whole = beside and " " in text[start:end] and " " in text[slice(*merged[-1])]  # two whole names are two persons
        if merged and (start < merged[-1][1] or (beside and not whole)):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _marked(told: Told, start: int, end: int, public_words: Sequence[str]) -> Name:
    written = told.text[start:end]
    before = fold(told.text[max(0, start - 45) : start])
    after = fold(told.text[end : end + 70])
    child = bool(_CHILD_CUE.search(before) or _AGE_AFTER.search(after))
    words = [fold(word) for word in written.replace("-", " ").split()]
    in_office = bool(public_words) and all(any(same_name(word, public) for public in public_words) for word in words)
    return Name(start, end, written, child, in_office or _has_post(before, after))


def _has_post(before: str, after: str) -> bool:
    return bool(_POST_BEFORE.search(before) or _POST_AFTER.match(after))


_POST: Final = r"(?:uurija|vanemuurija|(?:abi|riigi|ringkonna)?prokurör|(?:pea|juhtiv|lastekaitse|klienditeenindus|personali)?spetsialist\w{0,4}|lastekaitsetootaja\w{0,3}|sotsiaaltootaja\w{0,3}|ohvriabitootaja\w{0,3}|\w{0,12}nounik\w{0,4}|\w{0,10}ametnik\w{0,4}|minist\w{2,5}|asekantsler\w{0,3}|kantsler\w{0,3}|kohtunik\w{0,3}|kohtujurist\w{0,3}|(?:vanem)?inspektor\w{0,4}|vallavanem\w{0,4}|linnape\w{1,4}|(?:valla|linna)sekretar\w{0,3}|(?:riigikogu|volikogu) liige|riigikogu liikme|(?:[\w-]{3,25} ){0,3}(?:osakonna|talituse) juhataja|osakonnajuhataja|dokumendihaldur|audiitor|\w{0,8}advokaat|kohtutaitur|jurist|peadirektor\w{0,3}|pressiesindaja|\w{0,10}ajakirjanik|reporter|korrespondent|\w{0,6}toimetaja|juhatuse liige|referent|case officer|prosecutor|investigator|attorney|journalist|correspondent|следователь|прокурор|главный специалист|специалист|инспектор|судья|адвокат|корреспондент|журналист|редактор|sosiaalityontekija|rechtsanwalt\w{0,2}|sachbearbeiter\w{0,2})"  # fmt: skip
_POST_BEFORE: Final = re.compile(rf"\b{fold(_POST)}[\s,:]{{1,3}}$")
_POST_AFTER: Final = re.compile(rf"^\s*[,\n–|-]?\s*{fold(_POST)}\b")


def _spread(found: Sequence[Name]) -> list[Name]:
    """Give every form of a name what is known of one: a child's everywhere, an official's everywhere."""
    children = {word for name in found if name.child for word in _first(name)}
    officials = {fold(name.text.split()[-1]) for name in found if name.official and not name.child}
    adults = {fold(name.text) for name in found if name.official}
    spread: list[Name] = []
    for name in found:
        child = name.child or (fold(name.text) not in adults and any(same_name(word, known) for word in _first(name) for known in children))  # fmt: skip
        official = not child and (
            name.official or any(same_name(fold(name.text.split()[-1]), known) for known in officials)
        )
        spread.append(replace(name, child=child, official=official))
    return spread


def _first(name: Name) -> list[str]:
    return [fold(name.text.split()[0])]
