"""Names of persons in a text, in every inflected form, told from places, bodies and the beginnings of sentences."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reading.common import is_common
from reading.inflection import SHARED, exact_first_name, same_name
from reading.lexicon import Told
from reading.name_units import Unit, units_of
from reading.persons import alone_on_line, is_before_first, is_person, is_strange, opens_a_sentence
from reading.small_names import in_small_letters
from reading.text import fold

LONGEST_RUN: Final = 4  # words of one name
_CHILD_CUE: Final = re.compile(r"\b(?:poeg|poja|poega|pojal|pojale|pojaga|tutar|tutre|tutart|tutrel|tutrele|tutrega|laps|lapse|last|lapsel|poiss|poisi|tudruk\w*|tutrepo\w+|tutretut\w+|pojapo\w+|lapselaps\w*|vaike\w*|beebi\w*|сын|сына|сыну|сыном|дочь|дочери|дочка|дочку|дочке|внук|внука|внучк\w*|ребен\w+|мальчик\w*|девочк\w*|младенец|малыш\w*|son|sons|daughter|daughters|child|boy|girl|baby|grandson|granddaughter|kid|toddler|pupil|kind|sohn|tochter|lapsella|lapsen|lapsi|poika|tytto|bernu|berns|alaealise|alaealine|oпил\w+|opila\w+|зовут|nimi)(?: on| nimi on| nimega| named| called| зовут)?[\s,:«\"„(–-]{1,4}(?:\w{1,14} )?$")  # fmt: skip
_AGE_AFTER: Final = re.compile(r"^[\s,(–-]{0,3}(?:\w{3,20}, )?(?:\d{1,2})\s?(?:[-–]?\s?(?:a\b|aasta|лет|год|year|yo\b|jahre|v\b|\)|kuu|месяц|month))|^\s?\(\s?\d{1,2}\s?\)")  # fmt: skip
_POST: Final = r"(?:uurija|vanemuurija|(?:abi|riigi|ringkonna)?prokurör|(?:pea|juhtiv|lastekaitse|klienditeenindus|personali)?spetsialist\w{0,4}|lastekaitsetootaja\w{0,3}|sotsiaaltootaja\w{0,3}|ohvriabitootaja\w{0,3}|klienditeenindaja\w{0,3}|\w{0,12}nounik\w{0,4}|\w{0,10}ametnik\w{0,4}|minist\w{2,5}|asekantsler\w{0,3}|kantsler\w{0,3}|kohtunik\w{0,3}|kohtujurist\w{0,3}|(?:vanem)?inspektor\w{0,4}|vallavanem\w{0,4}|linnape\w{1,4}|(?:valla|linna)sekretar\w{0,3}|(?:riigikogu|volikogu) liige|riigikogu liikme|(?:[\w-]{3,25} ){0,3}\w{0,20}(?:osakonna|talituse) juhataja|osakonnajuhataja|dokumendihaldur|audiitor|\w{0,8}advokaat|kohtutaitur|jurist|peadirektor\w{0,3}|pressiesindaja|\w{0,10}ajakirjanik|reporter|korrespondent|\w{0,6}toimetaja|juhatuse liige|referent|case officer|prosecutor|investigator|attorney|journalist|correspondent|следовател\w{1,3}|прокурор\w{0,3}|министр\w{0,3}|депутат\w{0,3}|работник\w{0,3} защиты детей(?: \w{3,15})?|главный специалист|специалист|инспектор\w{0,3}|судь\w{1,2}|адвокат\w{0,3}|корреспондент|журналист|редактор|sosiaalityontekija|rechtsanwalt\w{0,2}|sachbearbeiter\w{0,2})"  # fmt: skip
_POST_BEFORE: Final = re.compile(rf"\b{fold(_POST)}[\s,:]{{1,3}}$")
_POST_AFTER: Final = re.compile(rf"^\s*[,\n–|-]?\s*{fold(_POST)}\b")


@dataclass(frozen=True, slots=True)
class Name:
    """One occurrence of a person's name."""

    start: int
    end: int
    text: str
    child: bool = False
    official: bool = False


def names(told: Told, sender_words: Sequence[str], public_words: Sequence[str] = (), spoken: str = "et") -> list[Name]:
    """Return the names in order of place.

    `sender_words` are folded words of the writer's own name; `public_words` those of officials who write in office;
    `spoken` is the language, for German writes nouns with a capital too.
    """
    small_letters = in_small_letters(told)
    units = units_of(told, small_letters)
    runs = [run for run in _runs(units, told.text) if is_person(run, told.text, spoken) or is_strange(run, told.text, spoken)]
    parts = _by_beginning({unit.plain for run in runs for unit in run if not unit.barred} | set(sender_words))
    spans = {(run[0].start, run[-1].end) for run in runs}
    spans |= {(unit.start, unit.end) for unit in units if _known(unit, parts, sender_words, small_letters)}
    found = [_marked(told, start, end, public_words) for start, end in _merged(spans, told.text)]
    return _spread(found)


def _by_beginning(words: Iterable[str]) -> dict[str, list[str]]:
    """Return the words by how they begin: a word is held against those only that may be the same name."""
    found = defaultdict(list)
    for word in sorted(words):
        found[word[:SHARED]].append(word)
    return found


def _runs(units: Sequence[Unit], text: str) -> Iterable[list[Unit]]:
    """Yield capitalised words that stand side by side on one line."""
    run: list[Unit] = []
    for unit in units:
        together = unit.capital and bool(run) and len(run) < LONGEST_RUN and _beside(text, run[-1].end, unit.start)
        if run and (not together or _begins_another(run, unit)):
            yield from _trimmed(run, text)
            run = []
        if unit.capital:
            run.append(unit)
    yield from _trimmed(run, text)


def _begins_another(run: Sequence[Unit], unit: Unit) -> bool:
    """Tell whether a first name after a whole name begins the next person of a list: "Mari Tamm Jaan Kask"."""
    begun = run[1:] if run[0].first and not run[0].is_name else run
    return len(begun) > 1 and begun[0].is_name and not begun[-1].is_name and exact_first_name(unit.plain)


def _beside(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    if "\n" in between:  # A name may be cut by a mail program's line end, never by a writer's.
        return not between.strip() and end - text.rfind("\n", max(0, end - 100), end) > 60
    return between in (" ", "  ") or (between == ". " and text[end - 2 : end - 1] in (" ", "\n", ""))


def _trimmed(run: list[Unit], text: str) -> Iterable[list[Unit]]:
    """Yield the parts of a run that common words, places and the sentence's first word leave."""
    if len(run) > 1 and run[0].first and not run[0].is_name and ((run[1].is_name and not is_before_first(run[0])) or (opens_a_sentence(run[0], run[1]) and not alone_on_line(run, text))):
        run = run[1:]
    part: list[Unit] = []
    for unit in run:
        if unit.barred and not unit.body:
            if part:
                yield part
            part = []
        else:
            part.append(unit)
    if part:
        yield part


def _known(unit: Unit, parts: Mapping[str, Sequence[str]], sender_words: Sequence[str], small_letters: bool) -> bool:
    """Tell whether a word standing alone is a name met elsewhere, or the writer's own in small letters."""
    if unit.body or len(unit.plain) < 3:
        return False
    if not unit.capital:
        own = unit.plain in sender_words and (unit.first or unit.text.isupper())
        return len(unit.plain) > 3 and (own or (small_letters and not is_common(unit.plain) and _met(unit, parts)))
    if unit.barred and not unit.is_name:
        return False
    return _met(unit, parts)


def _met(unit: Unit, parts: Mapping[str, Sequence[str]]) -> bool:
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
