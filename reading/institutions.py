"""Which institution a letter is about: a school, a kindergarten, a home with its own name, as a digest and not by name."""

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Final

from reading.lemmas import WORD, lemmas
from reading.text import clean, fold

READ: Final = 20_000  # signs
FAR: Final = 3  # words between the kind of the institution and its name, at most
# fmt: off
# What institutions are called, by their folded dictionary form, and the kind that is meant: the same house has several words.
KINDS: Final = {
    "kool": "kool", "pohikool": "kool", "gumnaasium": "kool", "algkool": "kool", "kutsekool": "kool", "erikool": "kool", "internaatkool": "kool", "lutseum": "kool", "keskkool": "kool", "huvikool": "kool",
    "школа": "kool", "гимназия": "kool", "лицей": "kool", "интернат": "kool", "school": "kool", "gymnasium": "kool", "schule": "kool",
    "lasteaed": "lasteaed", "lastesoim": "lasteaed", "lastehoid": "lasteaed", "paevahoid": "lasteaed", "детсад": "lasteaed", "садик": "lasteaed", "сад": "lasteaed", "kindergarten": "lasteaed", "nursery": "lasteaed",
    "asenduskodu": "kodu", "lastekodu": "kodu", "perekodu": "kodu", "turvakodu": "kodu", "hooldekodu": "kodu", "hooldemaja": "kodu", "vanadekodu": "kodu", "sudamekodu": "kodu", "erihooldekodu": "kodu", "paevakeskus": "kodu", "noortekodu": "kodu",
    "пансионат": "kodu", "детдом": "kodu", "приют": "kodu", "shelter": "kodu", "orphanage": "kodu",
    "haigla": "haigla", "kliinik": "haigla", "больница": "haigla", "hospital": "haigla",
}
# Words that may stand between: "Kivila valla lasteaed".
_BETWEEN: Final = frozenset({"valla", "vald", "linna", "linn", "maakonna", "kula", "aleviku", "tanava", "city", "village", "poselka"})
_OURS: Final = frozenset({  # no names, though they begin sentences
    "наш", "наша", "нашей", "нашу", "нашем", "мой", "моя", "моей", "эта", "этот", "этой", "этом", "ваша", "вашей", "одна", "местная", "своей", "также",
    "kohalik", "kohalikus", "uus", "uues", "vana", "sama", "samas", "antud", "selles", "sellest", "sellesse", "tema", "meil", "meilt", "igas", "iga", "mitmes", "kellegi",
    "our", "their", "local", "his", "her", "same", "every", "some", "die", "unsere", "unser",
})
# fmt: on


def institutions(text: str) -> tuple[int, ...]:
    """Return a number for each institution named with a name of its own, each once; the same for all cases of both words."""
    seen = clean(text)[:READ]
    words = [(hit.start(), hit.end(), fold(hit[0])) for hit in WORD.finditer(seen)]
    found: dict[int, None] = {}
    for at, (_, _, word) in enumerate(words):
        kind = next((KINDS[form] for form in lemmas(word) if form in KINDS), "")
        for name in _names(seen, words, at) if kind else ():
            found[_number(kind, name)] = None
    return tuple(found)


def _names(text: str, words: list[tuple[int, int, str]], at: int) -> Iterator[str]:
    """Yield the name beside the word at this place: before it ("Kivila kool"), or, where there is none, after it ("lasteaed Karikakar")."""
    for step in (-1, 1):
        edge = words[at][0] if step < 0 else words[at][1]
        for place in range(at + step, at + step * (FAR + 1), step):
            if not 0 <= place < len(words):
                break
            start, end, word = words[place]
            gap = text[end:edge] if step < 0 else text[edge:start]
            if gap.strip(" \t\"„“”«»'()"):
                break
            if text[start].isupper() and _is_name(word):
                yield lemmas(word)[-1]
                return
            if word not in _BETWEEN:
                break
            edge = start if step < 0 else end


def _is_name(word: str) -> bool:
    """Tell whether a word with a capital may be a name: at the beginning of a sentence any word has one."""
    return len(word) > 2 and word not in _small_words() and lemmas(word)[0] not in KINDS


@cache
def _small_words() -> frozenset[str]:
    lines = (files("reading") / "data" / "small_words.txt").read_text(encoding="utf-8").splitlines()
    return _OURS | {fold(word) for line in lines if not line.startswith("#") for word in line.split()}


def _number(kind: str, name: str) -> int:
    return int.from_bytes(blake2b(f"{kind} {name}".encode(), digest_size=8).digest()) >> 1
