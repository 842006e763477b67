"""The language a letter is written in: Cyrillic by script first, then the house's own ear, then pycld2."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

import pycld2

from reading.text import clean, fold
from rules.kinds import Language

ENOUGH: Final = 3  # letters; fewer tell nothing
_SAMPLE: Final = 20_000  # characters looked at
_LINES: Final = 40  # sentences heard one by one, so that a letter in two languages is read in both
_LINE: Final = re.compile(r"[^.!?\n]{30,400}")
_NOISE: Final = re.compile(r"https?://\S+|\S{1,200}@\S{1,200}|\b\d[\d.,:/-]*")
_CYRILLIC: Final = re.compile("[\u0400-\u04ff]")
_UKRAINIAN: Final = re.compile("[іїєґўІЇЄҐЎ]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")

# Groups of Latin letters in which Russian is typed and the other five are not.
_TYPED_RUSSIAN: Final = re.compile(
    r"zh|shch|kh[aeiou]|t's|tsja|tsya|[bdklmnprstvz]'|[aeiouy]j\b|[aeiouy]jt|zdr|vstv|\w[bvdkn]y\b|nny|kak|skol|otvet|\brebe|\w(?:aja|oje|ogo|ego|emu|omu|ami)\b"
)
# Letters that only one of the six has.
_OWN_LETTERS: Final = {
    Language.ESTONIAN: re.compile("[õÕ]"),
    Language.GERMAN: re.compile("ß"),
    Language.LATVIAN: re.compile("[āēīģķļņčĀĒĪĢĶĻŅ]"),
}
TYPED: Final = 12.0  # of a hundred words; English has thirty of its small ones
_SLAVIC: Final = frozenset({"bg", "bs", "cs", "hr", "mk", "pl", "sk", "sl", "sr", "uk"})
_SPOKEN: Final = tuple(spoken for spoken in Language if spoken is not Language.UNKNOWN)
_CODES: Final = {spoken.value: spoken for spoken in _SPOKEN}


def language(text: str, subject: str = "") -> Language:
    """Return the main language of the text; of the subject where the text has hardly any words."""
    heard = _heard(_sample(text))
    if heard is Language.UNKNOWN and subject:
        heard = _heard(_sample(f"{subject}. {text}"))
    return heard


def in_latin_letters(text: str, spoken: Language) -> bool:
    """Tell whether a Russian letter is written in Latin letters."""
    return spoken is Language.RUSSIAN and len(_CYRILLIC.findall(_sample(text))) * 3 < len(_LETTER.findall(_sample(text)))  # fmt: skip


def language_signs(text: str, spoken: Language, read: Sequence[str]) -> tuple[str, ...]:
    """Return the names of what shows the language; `read` are those that parts of the letter are written in."""
    if spoken is Language.UNKNOWN:
        return ("language_unclear",)
    mixed = ("parts_in_other_languages",) if len(read) > 1 else ()
    if spoken is Language.RUSSIAN:
        return ("russian_in_latin_letters" if in_latin_letters(text, spoken) else "cyrillic_letters", *mixed)
    own = _OWN_LETTERS.get(spoken)
    letters = ("letters_of_the_language",) if own and own.search(_sample(text)) else ()
    return (*letters, "words_of_the_language", *mixed)


def languages(text: str, main: Language) -> tuple[str, ...]:
    """Return the languages whose words are to be read: the main one and each that a part of the letter is written in."""
    sample = _sample(text)
    spoken = {main.value} if main is not Language.UNKNOWN else {"et", "en", "ru"}
    if _CYRILLIC.search(sample):
        spoken.add("ru")
    spoken.update(code for code, percent in _guesses(sample) if code in _CODES and percent >= 10)
    for line in _LINE.findall(sample)[:_LINES]:
        heard = _latin(line)
        if heard is not Language.UNKNOWN:
            spoken.add(heard.value)
    return tuple(sorted(spoken))


@lru_cache(maxsize=4)
def _sample(text: str) -> str:
    return _NOISE.sub(" ", clean(text[: _SAMPLE * 2])[:_SAMPLE])


def _heard(sample: str) -> Language:
    letters = len(_LETTER.findall(sample))
    if letters < ENOUGH:
        return Language.UNKNOWN
    cyrillic = len(_CYRILLIC.findall(sample))
    if cyrillic * 2 > letters:
        return Language.UNKNOWN if len(_UKRAINIAN.findall(sample)) * 33 > cyrillic else Language.RUSSIAN
    return _latin(sample)


@lru_cache(maxsize=256)  # the lines of a letter are asked about twice: as its new words, and as all of it
def _latin(sample: str) -> Language:
    """Weigh small words, own letters and pycld2's opinion."""
    words = [fold(word) for word in _WORD.findall(sample)]
    score: dict[Language, float] = dict.fromkeys(_SPOKEN, 0.0)
    for word in words:
        for spoken in _small_words().get(word, ()):
            score[spoken] += 1.0
    for spoken in score:
        score[spoken] = 100.0 * score[spoken] / max(len(words), 1)
    score[Language.RUSSIAN] += 40.0 * sum(1 for word in words if _TYPED_RUSSIAN.search(word)) / max(len(words), 1)
    for spoken, letters in _OWN_LETTERS.items():
        score[spoken] += 15.0 if letters.search(sample) else 0.0
    typed = score[Language.RUSSIAN] >= TYPED and score[Language.ENGLISH] < TYPED
    for code, percent in _guesses(sample):
        if typed and (code == "en" or code in _SLAVIC):  # what pycld2 calls Russian in Latin letters, English when nothing fits
            code = "ru"
        if code in _CODES:
            score[_CODES[code]] += percent * 0.4
    best = max(score, key=lambda spoken: score[spoken])
    return best if score[best] >= 12.0 else Language.UNKNOWN


def _guesses(sample: str) -> list[tuple[str, int]]:
    """Return pycld2's (code, percent); it raises on letters it does not like, and then it has no opinion."""
    try:
        _, _, found = pycld2.detect(sample.encode("utf-8", "ignore"), bestEffort=True)
    except pycld2.error:
        return []
    return [(code, percent) for _, code, percent, _ in found]


@cache
def _small_words() -> dict[str, tuple[Language, ...]]:
    """Return the languages of each small word: heard even in a line of five words and without its diacritics."""
    listed: dict[str, tuple[Language, ...]] = {}
    for line in (files("reading") / "data" / "small_words.txt").read_text(encoding="utf-8").splitlines():
        code, _, words = line.partition(": ")
        for word in words.split() if code in _CODES else ():
            listed[word] = (*listed.get(word, ()), _CODES[code])
    return listed
