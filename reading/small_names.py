"""Names written in small letters, and the words that announce a name."""

import re
from dataclasses import dataclass
from typing import Final, Self

from reading.common import is_common, is_surname, is_word
from reading.inflection import exact_first_name, is_first_name
from reading.lexicon import Told
from reading.text import fold

# After these words comes a name, in small letters too: "lapse nimi on robin", "menja zovut svetlana".
_NAME_CUE: Final = re.compile(r"(?:\b(?:nimi on|nimeks on|nimeks pandi|nimeks|nimega|mina olen|ma olen|kutsutakse|зовут|звать|имя|имени|my name is|name is|name's|named|called|i am|i'm|mein name ist|heisse|namens|nimeni on|nimi on|mani sauc|menja zovut|zovut)\s)(?=(vist |also |только )?)")  # fmt: skip
_NO_NAME: Final = frozenset({"teada", "vale", "oige", "sama", "muudetud", "olemas", "kirjas", "puudu", "salastatud", "teile", "mul", "mulle", "veel", "ka", "vist", "selle", "see", "ei", "uks", "sellise", "jargmine", "minu", "meie", "teie", "lapse", "ema", "isa", "nii", "juba", "praegu", "the", "a", "an", "not", "my", "on", "in", "to", "so", "very", "this", "это", "не", "его", "ее", "их", "мой", "моя", "здесь", "ребенка", "вызвать", "помощь", "на", "к", "в", "меня", "нас", "him", "her", "for", "me"})  # fmt: skip
_CALLED: Final = re.compile(r"(?:\bend\.|endine|neiuna|neiupolvenimi|\bnee|geb\.|\bурожд\.|урожденн\w{2}|девичья фамилия|allkiri ?:|allkirjastas ?:?|подпись ?:|signed ?:|signature ?:|konto omanik ?:?|saaja ?:?|huudnimi|huutakse|nimi on|nimeks|nimega|kutsutakse|зовут|name is|name's|named|called|mein name ist|namens|nimeni on|zovut)\s(?=(vist |ka |уже )?)")
# Known first names that are words of their own, in small letters no names.
_WORDS_TOO: Final = frozenset({"mari", "kai", "ilm", "oie", "linda", "leida", "roosi", "helve", "lumi", "mai", "juuli", "eha", "koit", "ulo", "vello", "uku", "tuuli", "vilja", "salme", "hele", "ain", "aime", "ilo", "ilme", "imre", "heli", "sirje", "taimi", "virve", "kalle", "maie", "may", "will", "mark", "rose", "grace", "hope", "faith", "art", "sue", "bill", "jack", "rob", "frank", "joy", "april", "june", "summer", "dawn", "miles", "chase", "pat", "drew", "guy", "ray", "max", "chen", "wei", "ali", "raj", "reza", "sven", "erik", "lars", "finn", "ella", "elle", "leo", "mia", "ott", "are", "ado", "ago", "agu", "alo", "era", "ene", "ever", "hilja", "ivi", "kati", "kaja", "katri", "koidu", "lagle", "leho", "lille", "lii", "leelo", "luule", "maire", "malle", "meeli", "mati", "merike", "oskar", "pille", "pilvi", "paul", "peep", "piia", "raul", "rain", "rein", "rita", "riho", "saima", "sale", "sula", "silver", "tiit", "tonu", "urve", "vaike", "vaino", "virge", "ove", "endel", "toomas", "tuule", "laine", "laas", "valve", "terje", "helin", "kirsi", "sära", "вера", "веры", "веру", "верой", "надежда", "надежды", "надежду", "любовь", "любви", "роза", "розы", "лев", "роман", "романа", "слава", "славы", "света", "свету", "свет", "ира", "мира", "майя", "мила", "поля", "поле", "уля", "ника", "клава", "валя", "стас", "назар", "захар", "мать", "аля", "эля", "тая", "рая", "галя", "марат", "дина", "тима", "тема", "темы", "тему", "люба", "люда", "гена", "алла", "соня", "ислам"})  # fmt: skip
_SHORTEST: Final = 4  # letters of a name that is told by not being a word of the language
_FAMILY_AFTER: Final = re.compile(r"^ (?:pere|perekon\w{1,5}|suguvos\w)\b")
# A word of kin, after which an unknown word in small letters is a name: "väiksem tütar berta".
_KIN_BEFORE: Final = re.compile(r"\b(?:poeg|poja|tutar|tutre|ode|vend|vennad|ema|isa|kasuisa|kasuema|onu|tadi|vanaema|vanaisa|naaber|mees|naine|elukaaslane|sober|sobranna|сын|сына|дочь|дочка|дочки|муж|мужа|жена|сестра|брат|внук|внучка|бывший|son|daughter|husband|wife|brother|sister)\s")
_KIN_WORD: Final = re.compile(r"\b(?:\w{2,9}(?:poeg|poja|poega|tutar|tutre|tutart|vend|venna|venda|vennal|ode|oele|oel|isa|ema|laps|lapse|last)|kaksik\w{1,4}|vennad|oed|pojad|tutred|lapsed ?:?|twins?|sons|daughters|children|brothers|sisters|близнец\w{1,2}|двойняш\w{1,2}|lapset|kaksoset|tyttareni|poikani|он же|она же)\s")
_SURNAME_ENDS: Final = re.compile(r"(?:ov|ova|ovu|ovoj|ev|eva|evu|evoj|skij|skaja|skaya|enko|ченко|енко|ов|ова|ову|овой|овым|ев|ева|еву|евой|евым|ский|ская|ину|иной|иным)$")
_IN_LATIN_VERB: Final = re.compile(r"(?:et|jut|it|at|jot|al|ala|il|ila|el|ela)$")  # "svetlana bjot", "oleg zabral"
_LATIN_KIN: Final = re.compile(r"\b(?:syn|syna|synu|doch|docheri|dochku|dochka|muzh|muzha|zhena|zheny|brat|brata|sestra|vnuk|vnuka|vnuchka|mama|papa)\s")  # Russian in Latin letters
_AFTER_NAME: Final = frozenset(["", *",.;(!0123456789"])


@dataclass(frozen=True, slots=True)
class Cues:
    """Where in a text a word stands right after one that announces a name, or after a word of kin."""

    called: frozenset[int]
    named: frozenset[int]
    after_kin: frozenset[int]
    after_kin_word: frozenset[int]
    after_latin_kin: frozenset[int]

    @classmethod
    def of(cls, folded: str) -> Self:
        """Return those of a folded text; each pattern goes over it once."""
        return cls(*(_ends(pattern, folded) for pattern in (_CALLED, _NAME_CUE, _KIN_BEFORE, _KIN_WORD, _LATIN_KIN)))


def _ends(pattern: re.Pattern[str], folded: str) -> frozenset[int]:
    """Return where its matches end, and where the small word ends that may stand between: "nimi on vist"."""
    return frozenset(end for hit in pattern.finditer(folded) for end in {hit.end(), hit.end(pattern.groups)} if end > 0)


def in_small_letters(told: Told) -> bool:
    """Tell whether the writer begins sentences without capitals, so that names have none either."""
    begins = [told.text[start:end].lstrip(" \t\n>-*•\"„«(")[:1] for start, end in told.spans[:40]]
    letters = [sign for sign in begins if sign.isalpha()]
    return bool(letters) and sum(map(str.islower, letters)) * 2 > len(letters)


def small_name(text: str, plain: str, start: int, cues: Cues, *, after_first: bool, small_letters: bool) -> bool:
    """Tell whether a word in small letters is a name: after words that announce one, a first name, or the surname after it.

    `after_first`: a first name in small letters stands right before; `small_letters`: the whole letter is written so.
    """
    if len(plain) < 3 or plain in _NO_NAME:
        return False
    known = exact_first_name(plain)
    if start in cues.called and (known or not is_common(plain)):
        return True
    if known and start in cues.named:
        return True
    if after_first and (text[start + len(plain) : start + len(plain) + 2].strip()[:1] in _AFTER_NAME or _follows_as_surname(plain, small_letters)):
        return True
    if plain in _WORDS_TOO:
        return False
    if small_letters and known:
        return True
    if start in cues.after_latin_kin and is_first_name(plain):
        return True
    if len(plain) < _SHORTEST or is_common(plain):
        return is_surname(plain) and bool(_FAMILY_AFTER.match(fold(text[start + len(plain) : start + len(plain) + 12])))
    return start in cues.after_kin or is_first_name(plain)


def _follows_as_surname(plain: str, small_letters: bool) -> bool:
    """Tell whether a word after a first name is its surname: a known one, one of a Russian form, or, in a letter of small letters, no word."""
    if is_surname(plain) or (_SURNAME_ENDS.search(plain) and not is_word(plain)):
        return True
    return small_letters and len(plain) >= _SHORTEST and not is_common(plain) and not _IN_LATIN_VERB.search(plain)
