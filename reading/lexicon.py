"""Words and phrases by meaning: which concepts of reading/data/words/ stand in which sentence of a letter.

A line of a words file is `concept language: phrase | phrase`. A phrase is words with a space between; `laps*` stands for any
ending, `a/b` for either, `~` for up to three words between, and a phrase after `!` cancels a hit of the concept where it stands.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from reading.text import Word, cut, fold, in_cyrillic

GAP: Final = 3  # words that `~` may stand for
REMEMBERED: Final = 10_000  # words of one lexicon
EVERY: Final = ("et", "ru", "en", "de", "fi", "lv")


@dataclass(frozen=True, slots=True)
class Step:
    """The whole words and the beginnings of words that fit one place of a phrase; a gap has neither."""

    whole: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    gap: bool = False  # other words may stand here

    def fits(self, word: str) -> bool:
        """Tell whether the word may stand here."""
        return word in self.whole or word.startswith(self.stems)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of one concept, place by place."""

    concept: str
    language: str
    steps: tuple[Step, ...]
    cancels: bool


@dataclass(slots=True)
class Lexicon:
    """Phrases found by their first word: whole words, and stems by their letters."""

    whole: dict[str, list[Phrase]] = field(default_factory=dict)
    stems: dict[str, list[Phrase]] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()  # of the stems
    begun: dict[str, Sequence[Phrase]] = field(default_factory=dict)  # what words met so far may begin

    def add(self, phrase: Phrase) -> None:
        """Index the phrase by every spelling of its first word."""
        for word in phrase.steps[0].whole:
            self.whole.setdefault(word, []).append(phrase)
        for stem in phrase.steps[0].stems:
            self.stems.setdefault(stem, []).append(phrase)
            self.lengths = tuple(sorted({len(stem), *self.lengths}))

    def starting_with(self, word: str) -> Sequence[Phrase]:
        """Return the phrases that this word may begin."""
        known = self.begun.get(word)
        if known is not None:
            return known
        if len(self.begun) >= REMEMBERED:
            self.begun.clear()
        known = self.begun[word] = tuple(self._starting_with(word))
        return known

    def _starting_with(self, word: str) -> list[Phrase]:
        found = list(self.whole.get(word, ()))
        stems = self.stems
        for length in self.lengths:
            if length > len(word):
                break
            start = word[:length]
            if start in stems:
                found += stems[start]
        return found


@dataclass(frozen=True, slots=True)
class Told:
    """A text with its sentences, its words and the concepts found: concept -> {(sentence, first word)}."""

    text: str
    spans: Sequence[tuple[int, int]]
    words: Sequence[Word]
    concepts: Mapping[str, frozenset[tuple[int, int]]]

    def sentence(self, number: int) -> str:
        """Return the sentence as the writer wrote it, on one line."""
        start, end = self.spans[number]
        return " ".join(self.text[start:end].split())

    def where(self, concepts: str) -> set[int]:
        """Return the sentences in which one of the concepts (`a|b`) stands."""
        return {sentence for concept in concepts.split("|") for sentence, _ in self.concepts.get(concept, ())}

    def has(self, concepts: str) -> bool:
        """Tell whether one of the concepts (`a|b`) stands anywhere."""
        return any(concept in self.concepts for concept in concepts.split("|"))

    def together(self, *needed: str, unless: str = "", span: int = 0, clear: int = 0) -> list[int]:
        """Return the sentences of the first concept that have all others within `span` sentences and none of `unless` within `clear`."""
        first = self.where(needed[0])
        if not first:
            return []
        others = [self.where(concepts) for concepts in needed[1:]]
        barred = self.where(unless) if unless else set()
        return [at for at in sorted(first) if all(_near(other, at, span) for other in others) and not _near(barred, at, clear)]


def _near(places: set[int], at: int, span: int) -> bool:
    return any(at + step in places for step in range(-span, span + 1))


def tell(
    text: str,
    languages: Iterable[str] = EVERY,
    latin_russian: bool = False,
    concepts: frozenset[str] = frozenset(),
) -> Told:
    """Return what stands in the text, reading the words of these languages; of these concepts only, if any are named."""
    seen, spans, found = cut(text)
    spoken = [in_cyrillic(word.text) for word in found] if latin_russian else [word.text for word in found]
    return Told(seen, spans, found, _concepts(found, spoken, _lexicon(frozenset(languages), concepts)))


def _concepts(
    found: Sequence[Word], spoken: Sequence[str], lexicon: Lexicon
) -> dict[str, frozenset[tuple[int, int]]]:
    hits: dict[str, set[tuple[int, int]]] = {}
    cancelled: dict[str, set[int]] = {}
    for at, word in enumerate(spoken):
        for phrase in lexicon.starting_with(word):
            end = at if len(phrase.steps) == 1 else _follows(phrase.steps, spoken, at)
            if end < 0 or found[end].sentence != found[at].sentence:
                continue
            if phrase.cancels:
                cancelled.setdefault(phrase.concept, set()).update(range(at, end + 1))
            else:
                hits.setdefault(phrase.concept, set()).add((found[at].sentence, at))
    left = {concept: frozenset(hit for hit in places if hit[1] not in cancelled.get(concept, ())) for concept, places in hits.items()}  # fmt: skip
    return {concept: places for concept, places in left.items() if places}


def _follows(steps: Sequence[Step], spoken: Sequence[str], at: int) -> int:
    """Return the place of the phrase's last word, or -1 where the words after `at` do not continue it."""
    last = len(spoken)
    if not steps[1].gap and (at + 1 >= last or not steps[1].fits(spoken[at + 1])):
        return -1  # most are done with here
    place = at
    gap = 0
    for step in steps[1:]:
        if step.gap:
            gap = GAP
            continue
        for after in range(place + 1, min(place + 2 + gap, last)):
            if step.fits(spoken[after]):
                place = after
                break
        else:
            return -1
        gap = 0
    return place


@lru_cache(maxsize=64)
def _lexicon(languages: frozenset[str], concepts: frozenset[str]) -> Lexicon:
    lexicon = Lexicon()
    for phrase in _all_phrases():
        if phrase.language in languages and (not concepts or phrase.concept in concepts):
            lexicon.add(phrase)
    return lexicon


@cache
def _all_phrases() -> tuple[Phrase, ...]:
    folder = files("reading") / "data" / "words"
    paths = sorted(folder.iterdir(), key=lambda item: item.name)
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(phrase for line in lines for phrase in _phrases(line))


def _phrases(line: str) -> Iterable[Phrase]:
    head, colon, rest = line.partition(":")
    if not colon or line.startswith("#"):
        return
    concept, language = head.split()
    for written in rest.split("|"):
        plain = fold(written.strip())
        cancels = plain.startswith("!")
        steps = tuple(_step(step) for step in plain.lstrip("! ").split())
        if steps:
            yield Phrase(concept, language, steps, cancels)


def _step(written: str) -> Step:
    spellings = () if written == "~" else written.split("/")
    whole = frozenset(spelling for spelling in spellings if not spelling.endswith("*"))
    stems = tuple(spelling[:-1] for spelling in spellings if spelling.endswith("*"))
    return Step(whole, stems, gap=not (whole or stems))
