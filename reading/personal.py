"""Personal data in a letter: codes, phones, addresses, names, health, as written (law.md section 11)."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Final

from stdnum import iban
from stdnum.ee import ik

from reading.inflection import exact_first_name, is_first_name
from reading.language import language, languages
from reading.lexicon import EVERY, tell
from reading.name_units import NAMES_LEAN_ON
from reading.names import Name, names
from reading.page import Found, Page, Senders
from reading.phones import phones
from reading.text import ANALYSED, clean, fold, short_words
from rules.kinds import Language

LISTED: Final = frozenset({"name", "isikukood", "phone", "address", "email", "iban", "health", "child_name"})
_ATTACHED: Final = 50_000  # characters read of one attachment

_EMAIL: Final = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_ROLE_MAILBOX: Final = re.compile(r"(?:info|kontakt|sekretar|kantselei|abi|post|mail|office|contact|support|press|pressi|meedia|toimetus|juhatus|juhataja|vald|linn|vallavalitsus|linnavalitsus|sotsiaal|lastekaitse|jarelevalve|klienditeenindus|teenindus|help|noreply|no-reply|mailer-daemon|postmaster|uudised|uudiskiri|news|newsroom|redaktsia|admin|webmaster|billing|dpo|andmekaitse|arhiiv|registratuur|ca\.family|kool|lasteaed)[\w.+-]{0,12}@")  # fmt: skip
# Eleven digits, however they are set apart; what is no valid code counts only where it is called one.
_CODE: Final = re.compile(r"(?<![\d/-])[1-8](?:[ \t\n.-]?\d){10}(?![\d/]|-\d)")
_CODE_CUE: Final = re.compile(r"(?:isiku\s?kood\w{0,3}|\bi\.?\s?k\b|\bл\.?\s?к\.?|lichny\w kod|personas kod\w{0,2}|\bи\.?\s?к\.?|личн\w{2} код\w{0,2}|personal (?:identification )?code|henkilotunnus\w{0,3}|\bid code)\W{0,4}(?:on |is |: )?$")  # fmt: skip
_IBAN: Final = re.compile(
    r"(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?:[ \u00a0]?[A-Z0-9]{4}){3,7}(?:[ \u00a0]?[A-Z0-9]{1,3})?(?![A-Za-z0-9])"
)
_PASSPORT: Final = re.compile(r"\b(?:[A-Z]{2}\d{7}|K[A-Z]?\d{7})\b")
_COURT: Final = re.compile(r"(?<![\d.-])(?:[1-5]-\d{2}-\d{1,6}(?:/\d{1,4})?|[1-5]-\d-\d-\d{1,4}-\d{2})(?![\d-])")
# "482 KLM", "905TYB"; another country's where a car or its number is spoken of.
_PLATE: Final = re.compile(r"(?<![\w.,-])\d{3}[ -]?(?!EUR|USD|GBP|SEK|RUB|PLN|NOK|SMS|GSM|KRT|KWH|MWH|MTÜ|PDF|JPG|MBT|TKS)[A-Z]{3}(?![\w-])")
_CAR: Final = re.compile(r"(?:\bauto\w{0,12}|rekisterinumero|rekister\w*|номер машины|госномер\w{0,2}|машин\w{1,2}|kennzeichen|number ?plate|licen[cs]e plate|\bcar\b|automašīn\w*)\s(?:\w{1,12} ){0,3}(?:nr\.? |number )?([a-z]{1,3}[ -]?\d{1,4}(?:[ -]?[a-z]{1,3})?|\d{1,4}[ -]?[a-z]{2,3})(?![\w-])")
# The number of a case of a court, or of a report to the police, after a word that says so; that of a criminal case names nobody.
_CASE_NUMBER: Final = re.compile(r"\b(?:tsiviilas\w{1,4}|haldusas\w{1,4}|kohtuas\w{1,4}|avaldus politsei\w{0,3}|politsei\w{0,3} avaldus\w{0,3}|sundmus\w{0,3}|гражданск\w{2,3} дел\w{1,2}|номер судебного дела|court case|police report|aktenzeichen)\s?(?:nr|number|numbriga|№|no|номер)?[.:]?\s?(\d[\w./-]{3,24}\d)")  # fmt: skip
_BORN: Final = re.compile(r"(?:sund\w{0,9}|date of birth|birth ?date|\bdob|дата рождения|geburtsdatum|syntymaaika|dzim\w{0,9}|s\.|sunniaeg|род\w{0,6}|р\.|д\.р\.|born(?: on)?|geb\w{0,5}|synt\w{0,6})[\s:.]{1,4}(\d{1,2}[./]\s?\d{1,2}[./]\s?\d{4}|\d{1,2}\.? \w{3,9} \d{4})")  # fmt: skip

# "Шевченко Т.Г.", "Т. Г. Шевченко", "Tamm, K.-M."; no street or school that bears such a name.
_INITIALED: Final = re.compile(r"(?<![\w.])(?:[А-ЯЁ][а-яё]{2,20}(?:-[А-ЯЁ][а-яё]{2,20})?\s[А-ЯЁ]\.\s?[А-ЯЁ]\.?|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]{2,20}(?:-[А-ЯЁ][а-яё]{2,20})?|[A-ZÕÄÖÜŠŽ]\.\s?-?[A-ZÕÄÖÜŠŽ]\.\s?[A-ZÕÄÖÜŠŽ][a-zõäöüšž]{2,20}(?!\w|\s(?:tee|tn|tänav|mnt|pst|gümnaasium|kool|nimeline|street)))(?!\w)")  # fmt: skip
_CAP: Final = r"[A-ZÕÄÖÜŠŽА-ЯЁ][\wõäöüšž'-]{1,30}"
_TOWN: Final = "Tallinn|Tartu|Narva|Pärnu|Viljandi|Rakvere|Valga|Võru|Paide|Jõgeva|Põlva|Rapla|Haapsalu|Kuressaare|Jõhvi|Sillamäe|Kohtla-Järve|Keila|Maardu|Elva|Türi|Kärdla|Saue|Tapa|Kiviõli|Sindi|Kunda|Paldiski|Põltsamaa|Otepää|Räpina|Tõrva|Kehra|Loksa|Lasnamäe|Mustamäe|Kivila|Narva-Jõesuu"
_PLACE: Final = rf"(?:,?\s{{1,3}}(?:{_CAP}\s(?:küla\w{{0,2}}|külla|KÜLA|vald|valla\w{{0,2}}|VALD|linn\w{{0,3}}|LINN|alevik\w{{0,3}}|alev\w{{0,2}}|linnaosa|maakond|maakonna)|\d{{5}}(?:\s{_CAP})?|(?:г\.|город)\s?{_CAP}))"  # fmt: skip
_ADDRESSES: Final = (
    # "Tuulelohe tn 9-14, Kivila linn", "Kase pst 17-3, Kivila", "Käbikuninga tee 3, Allikvee küla"
    re.compile(rf"(?<![\w-])(?:{_CAP}\s){{1,3}}(?:tn|tänav|tänaval|tänava|mnt|maantee|pst|puiestee|tee|põik|allee|väljak)\.?\s\d{{1,4}}(?:\s?[a-zA-Z](?!\w))?(?:\s?(?:[-–/]|krt\.?|,? korter)\s?\d{{1,4}})?(?!\d|[:.]\d|-?aasta)(?:{_PLACE}|,\s{_CAP})?{_PLACE}?{_PLACE}?"),
    # "г. Кивила, ул. Тихая 4-22", "улица Заводская 19"
    re.compile(rf"(?:(?:г\.|город)\s?{_CAP},?\s)?(?:ул\.|улица|улице|проспект|пр\.|пер\.|бульвар)\s?(?:{_CAP}\s?){{1,2}},?\s?(?:д\.|дом)?\s?\d{{1,4}}[а-яa-z]?(?:,?\s?(?:кв\.?|[-/])\s?\d{{1,4}})?"),
    # "12 Oak Street"
    re.compile(rf"(?<!\w)\d{{1,4}}[a-z]?\s(?:{_CAP}\s){{1,3}}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Close|Square)\b\.?(?:,?\s(?:flat|apt\.?|apartment)\s\d{{1,4}})?(?:,\s{_CAP})?"),
    # "Lindenstraße 7, 99999 Musterau"
    re.compile(rf"(?<![\w-]){_CAP}\s\d{{1,4}}[a-z]?,\s\d{{4,5}}\s{_CAP}"),
    # "Paju 6-11 Kivila", "Toominga 11, Mustoja alevik", "Tuuleristi 8, Kivila"
    re.compile(rf"(?<![\w§-])(?!Artik|Article|Art|Lk|Nr|Kohtuas|Kriminaalas|Otsus|Leping|Lisa|Paragra|Arve|Punkt|Kanal|ETV|Kell|Klass|Tuba|Korter){_CAP}\s\d{{1,3}}[a-zA-Z]?(?:\s?(?:[-–]|krt\.?|,? korter|, kv\.?|, кв\.?|, flat)\s?\d{{1,3}}(?!\d|\.\d|-\d)(?:,?\s{_CAP}(?:\s(?:linn|vald|küla|alevik))?)?|{_PLACE}|,\s{_CAP}(?!\w))(?:{_PLACE})*"),
    # "Viljandi, Uus 6", "12 Kopli, Tallinn", "Йыхви, Нарвское шоссе 14-7", "tammsaare tee 110-54 tallinn"
    re.compile(rf"(?<![\w-])(?:{_TOWN}),\s{_CAP}(?:\s(?:tn|tänav|tee|pst|mnt))?\s\d{{1,3}}[a-zA-Z]?(?:\s?-\s?\d{{1,3}})?(?!\d|[:.]\d)"),
    re.compile(rf"(?<![\w-])\d{{1,3}}\s{_CAP}(?:\s{_CAP})?,\s(?:{_TOWN})\b"),
    re.compile(r"(?:[А-ЯЁ][а-яё-]{2,20},\s)?(?:[А-ЯЁ][а-яё-]{2,20}\s)(?:шоссе|проспект|пр-т|аллея|переулок|площадь|набережная|бульвар|улица)\s?,?\s?(?:д\.?\s?|дом\s)?\d{1,4}[а-я]?(?:\s?[-/,]\s?(?:кв\.?\s?)?\d{1,4})?"),
    re.compile(rf"(?i:(?<![\w-])[a-zõäöüšž-]{{3,20}}\s(?:tee|tn|tänav|mnt|pst|puiestee)\s\d{{1,4}}\s?-\s?\d{{1,3}}(?:,?\s(?:{_TOWN})\b)?)"),
    # "Mannerheimintie 5 A 3, Helsinki", "Deichstraße 12, 26723 Emden", "Brīvības iela 5-3"
    re.compile(rf"(?<![\w-])(?:{_CAP}(?:tie|katu|kuja|polku|gatan|vägen|straße|strasse|weg|gasse|platz|allee)|{_CAP}\s(?:iela|prospekts|gatvė))\s\d{{1,4}}[a-z]?(?:\s[A-Z]\s?\d{{0,3}}|\s?[-/]\s?\d{{1,4}})?(?:,?\s(?:\d{{4,5}}\s)?{_CAP})?"),
    # "Ringtee 21", "Raudteetänav 3"; "вормси 8-40" and "kase 4-12" after a word of living
    re.compile(r"(?<![\w-])[A-ZÕÄÖÜŠŽ]\w{2,20}(?:tee|tänav|puiestee|maantee|väljak|põik)\s\d{1,3}[a-z]?(?!\d|[:.]\d|\.?\s?(?:aasta|kilom))"),
    re.compile(r"(?i:(?:живу|живем|живёт|проживаю|адрес|elan|elame|elab|aadress|adres|zhivu)\s?:?\s([^\W\d_]{3,20}(?:\s(?:tn|tee|pst|mnt))?\s\d{1,3}[a-zа-я]?\s?[-–]\s?\d{1,3}))(?!\d)"),
    # a sentence that is nothing but a street and a number; a house before which somebody stands
    re.compile(rf"(?:(?<=[.!?]\s)|(?<=\n)){_CAP}\s\d{{1,3}}[a-z]?(?:-\d{{1,3}})?(?=[.!](?:\s+[A-ZÕÄÖÜА-ЯЁ]|\s*$)|\n)"),
    re.compile(rf"(?<![\w-])(?!Artik|Kell|Klass|Tuba|Kabinet|Bussi|Liini|Maja|Korter|Korrus){_CAP}\s\d{{1,3}}[a-z]?(?:-\d{{1,3}})?(?=\s(?:ees|juures|majas|trepikojas|trepikoja|hoovis|hoovil|elav|elab|elavad|maja|korter)\b)"),
    # "Lepiku külas Särevere alevikus", after a word of living
    re.compile(rf"(?i:elan|elame|elab|elasime|elavad|aadress\w*|elukoht)\s?:?\s(?:on\s)?({_CAP}\skülas?,?\s{_CAP}\s(?:alevikus|alevik|vallas|vald|kihelkon\w+))"),
    # "Metsaveere talus, Soonurme külas"
    re.compile(rf"(?<![\w-]){_CAP}\stalu\w{{0,2}}\b(?:,?\s{{1,3}}{_CAP}\s{{1,3}}küla\w{{0,2}})?(?:,?\s{_CAP}\s(?:vald|vallas))?(?:,?\s\d{{5}}\s{_CAP}(?:\s(?:vald|linn|maakond))?)?"),
    re.compile(rf"(?i:aadress(?:il|iga|ilt)?|elan|elame|elab|elukoht|адрес\w{{0,2}}|проживает|живу|живет|address|lives at|live at|staying at|residing at)\s?:?\s(?:on\s)?({_CAP}(?:\s{_CAP})?\s\d{{1,3}}[a-zA-Z]?(?:\s?-\s?\d{{1,3}})?(?:,\s{_CAP})?)"),
)  # fmt: skip
_HEALTH: Final = re.compile(
    r"\b(?:(?:raske|sugav|sugava|keskmine|keskmise) (?:psuuhiline |fuusiline |vaimne |liit)?puue|(?:i|ii|1|2)[. ]{1,2}tuubi diabee\w+|diabee[dt]\w*|suhkruhai\w+|autism\w*|autist\w*|asperger\w*|aktiivsus- ja tahelepanuhai\w+|atv|ath\b|adhd|epilepsia\w*|skisofreeni\w+|bipolaar\w+(?: \w*haire\w*)?|depressioon\w*|arevushair\w+|psuhhoo\w+|dement\w+|alzheimer\w*|parkinson\w*(?: tob\w+)?|insul[dt]\w*|infark\w+|\w{0,10}vahk\b|\w{0,10}vahki\b|\w{1,10}vahi\b|vahi\b(?! all\b)|vahi(?:ga|hai\w*|diagnoos\w*|ravi\w*|kasvaja\w*)\b|\w{0,10}murgistus\w*|vahihai\w*|kasvaja\w*|leukeemia\w*|astma\w*|tuberkuloos\w*|hiv\b|hepatii[td]\w*|sepsis\w*|lamatis\w*|downi sundroom\w*|tserebraalparaluus\w*|pci\b|halva[tn]\w+ (?:\w+ )?(?:keha|kasi|jal\w+)|pime\b|kurt\b|vaimupuu\w+|vaimse arengu peetus\w*|soltuvus\w*|alkoholisoltuv\w+|rase\b|rasedus\w*|fas sundroom\w*|hulgiskleroos\w*|sclerosis multiplex|allergi\w+|reuma\w*|neerupuudulikkus\w*|anoreksi\w*|buliimi\w*|soomishair\w*|\w*luumur[dr]\w*|reieluu\w*mur\w*|ajupor\w+|ajukahjustus\w*|sudamerike\w*|sudamepuudulikkus\w*|kopsupoletik\w*|teadvuseta|migreen\w*|ekseem\w*|psoriaa\w+|tsoliaaki\w+|gluteenitalumatus\w*|laktoositalumatus\w*|skolioo\w+|dusleksia\w*|duskalkuulia\w*|(?:kone|kuulmis|nagemis|liikumis|liit)puu(?:e|de|et|dega)\b|kuulmislang\w+|tsustili\w+ fibroo\w+|hemofiilia\w*|hupertoonia\w*|korgvererohu\w+|korgvererohk|glaukoo\w+|katarak[dt]\w*|hallkae\w*|osteoporoo\w+|artriit|artriidi\w*|artroo[sz]\w*|paanikahair\w+|isiksushair\w+|obsessiiv\w+|posttraumaati\w+(?: stressihair\w+)?|ptsh\b|kooma(?:s|sse)?\b|amputatsioon\w*|amputeerit\w+|dialuus\w*|keemiaravi\w*|autoimmuunhai\w+|\w{4,12}i (?:tobi|tove|tobe|tovega|sundroom\w*)\b|soltla(?:ne|se|st|sed)|alkohooli\w+|narkoman\w+|palavik\w*|vaegkuul\w+|vaegnag\w+|sunnist saadik (?:kurt|pime)|kurt(?:tumm)?\b|tuim\w* jalad|loomulik\w* unehair\w+|unetus\w*|rindkereluu\w*|\w*luu on (?:\w+ )?murdunud|\w*luu murdus|anemia\w*|aneemia\w*|diabeedihaige|epileptik\w*|lumbago|radikuliit|insuldihai\w+|sudamehai\w+|kroonili\w+ \w+hai\w+|vaimuhai\w+|psuuhikahair\w+"
    r"|(?:puus\w*|polv\w*|selg|selja|sudame?|liiges\w*|silma?d?|ola|jalg|jala|kasi|kae|kops\w*|maks|neer\w*)\s(?:on |ei |sai |oli )?(?:\w+ )?(?:opereeri\w+|labi\b|murdunud|murru\w*|amputeeri\w+|halvatud)"
    r"|(?:opereeri\w+) (?:puus|polv|selg|suda)\w*"
    r"|болезн\w+ (?:паркинсона|альцгеймера|крона)|аутизм\w*|аутист\w*|эпилепси\w+|шизофрени\w+|диабет\w*|деменци\w+|депресси\w+|инсульт\w*|инфаркт\w*|онкологи\w+|рак (?:груди|легк\w+|желудк\w+|кожи|крови)|лейкоз\w*|астм\w+|дцп\b|синдром\w* дауна|паралич\w*|сепсис\w*|пролежн\w+|рассеянн\w+ склероз\w*|операци\w+ на (?:сердце|легк\w+|глаз\w+|позвоночник\w*|бедр\w+|колен\w+)|беремен\w+|алкоголизм\w*|наркомани\w*|туберкулез\w*|гепатит\w*|вич\b|инвалид\w* (?:\d|i{1,3}|перв\w+|втор\w+|треть\w+)[- ]?(?:й |ей |ой )?групп\w+|ампутаци\w+(?: \w+)?|глаукома?\w*|катаракт\w+|тяжел\w{2,3} инвалидност\w+|глубок\w{2,3} инвалидност\w+|анорекси\w+|булими\w+|порок\w* сердца|сотрясени\w+ мозга|гипертони\w+|стенокарди\w+|мигрен\w+|заика\w+|псориаз\w*|экзем\w+|сколиоз\w*|дислекси\w+|артрит\w*|артроз\w*|остеопороз\w*|гемофили\w+|эпилептик\w*|слабовидящ\w+|слабослышащ\w+|глухонем\w+|умственн\w+ отсталост\w+|психическ\w+ расстройств\w+|синдром\w* [а-я]{4,14}|болезн\w+ [а-я]{4,12}а\b|перелом\w* [а-я]{3,12}|сломал\w? (?:ногу|руку|бедро|шейку бедра)|химиотерапи\w+|диализ\w*|колясочни\w+|ковид\w*|пневмони\w+|воспаление легких|тугоухост\w+|зависимост\w{1,2} от \w+|слеп(?:ой|ая)\b|глух(?:ой|ая)\b"
    r"|(?:non-verbal |severe |nonverbal )?autis\w+|epilep\w+|schizophreni\w+|type (?:1|2|i|ii) diabetes|diabet\w+|dementia|alzheimer\w*|parkinson\w*(?: disease)?|depression|stroke|heart attack|cancer|leukaemia|leukemia|asthma\w*|cerebral palsy|down syndrome|multiple sclerosis|bedsores?|bed sores?|sepsis|pregnan\w+|hepatitis|tuberculosis|ptsd|bipolar\w*(?: disorder)?|anorexi\w+|bulimi\w+|concussion|broken hip|hip surgery|heart surgery|severe disability|profound disability|(?:[a-z]{4,14} cell|coeliac|celiac|crohn'?s?|kidney|heart|liver|lung|addison'?s?|graves) disease|[a-z]{4,14} syndrome|(?:bipolar|anxiety|eating|panic|personality|obsessive[- ]compulsive) disorder|dyslexi\w+|psoriasis|eczema|migraines?|arthritis|osteoporosis|haemophilia|hemophilia|cystic fibrosis|scoliosis|glaucoma|cataracts?|pneumonia|chemotherapy|dialysis|amputat\w+|hearing loss|deaf\b|blind\b|wheelchair[- ]bound|learning disability|intellectual disability|tourette\w*|high blood pressure|diabetic"
    r"|demenz|krebs\b|schlaganfall|depressionen|epilepsie|demenc\w{1,3}|autism\w*|epilepsij\w*|depresij\w*|sizofrenij\w*|masennus\w*|muistisairau\w+|dcp\b|syopa\w*|autismi\w*|alzheimerin tauti\w*|parkinsonin tauti\w*|aivohalvau\w+|sydaninfarkti\w*|astmaa?\b|epilepsiaa?\b|cukura diabet\w+|insult\w{1,3}|astma\w{0,2}|vezi\w{0,2}|behinderung\w*|zuckerkrankheit|asthma|herzinfarkt)\b"
    r"|(?<!\w)(?:[fge]\d{2}(?:\.\d)?)(?=\s?(?:diagnoos|diagnosis|\)|,))"
)  # fmt: skip
_GENERAL_HEALTH: Final = re.compile(r"^\s*(?:inimes\w+|lapsed|lastele?|lapsi|lastega|isik\w+|patsien\w+|haigete|osakon\w+|people|persons|children|patients|детей|детьми|людей|больны\w+)")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """One piece of personal data with where it stands in a text."""

    start: int
    end: int
    type: str
    text: str


def personal_data(page: Page, senders: Senders) -> tuple[Found, ...]:
    """Return everything personal in subject, body, attachments and their names, each wording once, in order of place.

    Officials in office are left out. Types beyond LISTED (documents, dates of birth) are for masking only.
    """
    whole = page.body if page.text.strip() in page.body else f"{page.text}\n\n{page.body}"
    parts = [page.subject, page.text if not page.body else whole]
    parts += [f"{_spaced(name)}\n\n{text[:_ATTACHED]}" for name, text in page.attachments]
    seen = [clean(part) for part in parts if part.strip()]
    own, public = _name_words(page, senders)
    found: dict[Found, None] = {}
    for text in seen:
        for place in places(text, own, public):
            found.setdefault(Found(place.type, place.text))
    return tuple(found)


def names_somebody(text: str) -> bool:
    """Tell whether words of ours hold personal data: a name, a code, an address."""
    return any(place.type in LISTED for place in places(clean(text)))


def places(text: str, sender_words: Sequence[str] = (), public_words: Sequence[str] = ()) -> list[Place]:
    """Return the personal data of one cleaned text, in order, none inside another."""
    plain = short_words(fold(text))
    taken = _without_overlaps(list(_codes(text, plain)))
    spoken = language(text)
    told = tell(text, _spoken(text, spoken), concepts=NAMES_LEAN_ON)
    ends = [place.end for place in taken]
    named: list[Place] = []
    for name in names(told, sender_words, public_words, spoken):
        if not name.official:
            named += _uncovered(name, taken[bisect_right(ends, name.start) :])
    return _without_overlaps(taken + named)


def _uncovered(name: Name, taken: Iterable[Place]) -> list[Place]:
    """Return the name, or the part of it before or after what is taken from there on: "Kristofer Roosnurm 11" may be half a street."""
    start, end = name.start, name.end
    for place in takewhile(lambda one: one.start < name.end, taken):
        if place.start <= start < place.end:
            start = place.end
        elif start < place.start < end:
            end = place.start
    text = name.text[start - name.start : end - name.start].rstrip() if start < end else ""
    return [Place(start, start + len(text), "child_name" if name.child else "name", text)] if text.strip() else []


def _codes(text: str, plain: str) -> Iterator[Place]:
    """Yield what a pattern tells, the surest first."""
    for hit in _EMAIL.finditer(text):
        if not _ROLE_MAILBOX.match(fold(hit[0])):
            yield Place(hit.start(), hit.end(), "email", hit[0])
    for hit in _IBAN.finditer(text):
        if iban.is_valid(hit[0]) or hit[0].startswith("EE"):
            yield Place(hit.start(), hit.end(), "iban", hit[0])
    for hit in _CODE.finditer(text):
        if is_personal_code(hit[0]) or _CODE_CUE.search(plain, max(0, hit.start() - 40), hit.start()):
            yield Place(hit.start(), hit.end(), "isikukood", hit[0])
    for pattern in (_PASSPORT, _COURT, _PLATE):
        for hit in pattern.finditer(text):
            yield Place(hit.start(), hit.end(), "document", hit[0])
    for pattern in _ADDRESSES:
        for hit in pattern.finditer(text):
            group = hit.lastindex or 0
            if _named_before(text, hit.start(group)) and not any(sign in hit[group] for sign in ",-"):
                continue  # "Kristofer Roosnurm 11a" is a boy and his age
            if not is_first_name(fold(hit[group].split()[0])) or "," in hit[group] or "-" in hit[group]:
                yield Place(hit.start(group), hit.end(group), "address", hit[group].rstrip(" ,."))
    for hit in phones(text, plain):
        yield Place(hit.start(), hit.end(), "phone", hit[0])
    for hit in _HEALTH.finditer(plain):
        if not _GENERAL_HEALTH.match(plain[hit.end() : hit.end() + 20]):
            yield Place(hit.start(), hit.end(), "health", text[hit.start() : hit.end()])
    for hit in _INITIALED.finditer(text):
        yield Place(hit.start(), hit.end(), "name", hit[0])
    for hit in _CAR.finditer(plain):
        if text[hit.start(1) : hit.end(1)].isupper():
            yield Place(hit.start(1), hit.end(1), "document", text[hit.start(1) : hit.end(1)])
    for hit in _CASE_NUMBER.finditer(plain):
        yield Place(hit.start(1), hit.end(1), "document", text[hit.start(1) : hit.end(1)])
    for hit in _BORN.finditer(plain):
        yield Place(hit.start(1), hit.end(1), "born", text[hit.start(1) : hit.end(1)])


def _named_before(text: str, start: int) -> bool:
    """Tell whether a first name stands right before."""
    word = text[max(0, start - 25) : start].rpartition("\n")[2].split(" ")[-2:-1]
    return bool(word and word[0][:1].isupper() and exact_first_name(fold(word[0])))


def is_personal_code(written: str) -> bool:
    """Tell whether eleven digits, spaces aside, are a valid Estonian personal code."""
    digits = "".join(sign for sign in written if sign.isdigit())
    if len(digits) != 11 or not ik.is_valid(digits):
        return False
    born: date = ik.get_birth_date(digits)
    return born.year >= 1875


def _spoken(text: str, spoken: Language) -> Sequence[str]:
    return tuple(dict.fromkeys((*languages(text, spoken), "et"))) if len(text) > 40 else EVERY


def _name_words(page: Page, senders: Senders) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of the writer's name: (of a private person, of one who writes in office)."""
    words = tuple(fold(word) for word in re.findall(r"[^\W\d_]+(?:[-'][^\W\d_]+)*", clean(page.sender_name[:200])) if len(word) > 2)  # fmt: skip
    words = tuple(word for word in words if word not in _NO_NAME)
    if senders.is_own(page.sender) or senders.is_authority(page.sender):
        return (), words
    if not any(is_first_name(word.split("-")[0]) for word in words) and len(words) != 2:
        return tuple(word for word in words if is_first_name(word)), ()
    return words, ()


_NO_NAME: Final = frozenset({"mtu", "ou", "as", "info", "kontakt", "sotsiaal", "valla", "vald", "linn", "kool", "lasteaed", "kodu", "uudiskiri", "newsletter", "accounts", "dept", "ministeerium", "kantselei", "advokaadiburoo", "buroo", "vanemad", "совет", "жильцов", "tagasiside", "kodulehe", "teenindus", "support", "team", "office", "juhataja", "and", "und", "the", "ja", "via", "puudega", "laste", "anonuumne", "anonymous", "аноним", "отдел", "редакция", "toimetus", "uudised", "news"})  # fmt: skip


def _spaced(name: str) -> str:
    """Return a file name with its words apart, so that a name inside it is seen."""
    return re.sub(r"[_.+-]+", " ", name[:300])


def _without_overlaps(found: list[Place]) -> list[Place]:
    """Keep the surest of overlapping places: the earlier yielded wins over what it touches."""
    kept: list[Place] = []
    ends: dict[int, Place] = {}
    for place in found:
        if all(at not in ends for at in (place.start, place.end - 1)) and not any(at in ends for at in range(place.start, place.end)):  # fmt: skip
            kept.append(place)
            ends.update(dict.fromkeys(range(place.start, place.end), place))
    return sorted((place for place in kept if place.text.strip() and len(place.text) < ANALYSED), key=lambda place: place.start)  # fmt: skip
