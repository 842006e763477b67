"""What the model sees of a letter: hashed stems, pairs of stems, pieces of words and the concepts of the word lists, by sentence."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from math import sqrt
from typing import Final
from zlib import crc32

from reading.lexicon import Told
from reading.text import in_cyrillic

BUCKETS: Final = 1 << 18  # 1,700 letters have some 115,000 features; in 32,768 buckets each shared its weight with three others
READ: Final = 2000  # words; what decides a letter of a person stands before
SENTENCES: Final = 150
COPIES: Final = 3  # of a concept: what a word means counts for more than its letters
WIDE: Final = "m_"  # begins the wide meanings of reading/data/words/meanings.txt
PAIRED: Final = 10  # meanings of one sentence that are looked at two by two
LINKED: Final = 40  # concepts of one letter that are, in the order in which they come up
LONG: Final = 14  # letters of one word that count


@dataclass(frozen=True, slots=True)
class Seen:
    """The features of a letter as a whole and of each piece of it, as numbers below BUCKETS."""

    whole: tuple[int, ...]
    pieces: tuple[tuple[int, ...], ...]  # two sentences in a row
    firsts: tuple[int, ...]  # the sentence that each piece begins with
    meant: tuple[int, ...] = ()  # the meanings alone and two by two, with what the rules found
    found: frozenset[str] = frozenset()  # what the rules found


def seen(told: Told, latin_russian: bool, signs: Iterable[str] = (), found: Collection[str] = ()) -> Seen:
    """Return what the model sees of the told text; `signs` are what is known of the letter as a whole, `found` what the rules say of harm."""
    by_sentence: dict[int, list[str]] = {}
    for word in told.words[:READ]:
        text = word.text[:LONG]
        by_sentence.setdefault(word.sentence, []).append(in_cyrillic(text) if latin_russian else text)
    concepts: dict[int, set[str]] = {}
    for concept, places in told.concepts.items():
        for sentence, _ in places:
            concepts.setdefault(sentence, set()).add(concept)
    numbers = sorted(by_sentence)[:SENTENCES]
    single = [_features(by_sentence[number], sorted(concepts.get(number, ()))) for number in numbers]
    whole = frozenset().union(*single, map(_bucket, signs)) if single else frozenset(map(_bucket, signs))
    pairs = [frozenset(one | other) for one, other in pairwise(single)] or single
    return Seen(_sorted(whole), tuple(map(_sorted, pairs)), tuple(numbers[: len(pairs)]), _meant(told, found), frozenset(found))


def length(features: Sequence[int]) -> float:
    """Return what the weights of so many features are divided by, so that a long letter weighs no more than a short one."""
    return sqrt(len(features)) or 1.0


def _features(words: Sequence[str], concepts: Sequence[str]) -> set[int]:
    found: set[int] = set()
    for word in words:
        found |= _of_word(word)
    stems = [word[:5] for word in words]
    found.update(_bucket(f"{one} {other}") for one, other in pairwise(stems))
    found.update(_bucket(f"{one} _ {other}") for one, other in zip(stems, stems[2:], strict=False))
    found.update(_bucket(f"concept {copy} {concept}") for concept in concepts for copy in range(COPIES))
    meant = [concept for concept in concepts if concept.startswith(WIDE)][:PAIRED]
    found.update(_bucket(f"both {one} {other}") for one, other in combinations(meant, 2))
    return found


def _meant(told: Told, found: Collection[str]) -> tuple[int, ...]:
    """Return the meanings of the letter with what the rules found, one by one and two by two: a blow in a novel is another thing than a blow to a ward."""
    alone = {_bucket(f"meant {one}") for one in (*told.concepts, *found)}
    linked = sorted({*list(told.concepts)[:LINKED], *found})
    return _sorted(alone | {_bucket(f"meant {one} {other}") for one, other in combinations(linked, 2)})


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> frozenset[int]:
    """Return the stem at two lengths and the pieces of four letters; a number is only a number."""
    if word.isdigit():
        return frozenset({_bucket(f"number {len(word) if len(word) != 2 or word > '17' else word}")})
    bounded = f"<{word}>"
    pieces = (bounded[at : at + 4] for at in range(max(1, len(bounded) - 3)))
    return frozenset(map(_bucket, (f"stem {word[:5]}", f"stem {word[:7]}", f"word {word}", *pieces)))


def _bucket(feature: str) -> int:
    return crc32(feature.encode()) & (BUCKETS - 1)


def _sorted(features: Iterable[int]) -> tuple[int, ...]:
    return tuple(sorted(features))
