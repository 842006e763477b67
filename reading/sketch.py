"""A letter in two dozen numbers, so that near-identical letters are found without comparing all with all (MinHash)."""

from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Final
from zlib import crc32

HASHES: Final = 24
BANDS: Final = 8  # letters that share one of these groups of three are compared
SHORTEST: Final = 12  # words; a shorter letter is like too many others
READ: Final = 600  # words
ALIKE: Final = 0.55  # of the numbers two letters of one campaign share, at least: some words are each writer's own
_PRIME: Final = (1 << 61) - 1
_FACTORS: Final = tuple(
    (int.from_bytes(blake2b(b"a%d" % number, digest_size=7).digest()) | 1, int.from_bytes(blake2b(b"b%d" % number, digest_size=7).digest()))
    for number in range(HASHES)
)  # fmt: skip

Sketch = tuple[int, ...]


def sketch(words: Sequence[str]) -> Sketch:
    """Return the sketch of a letter's words, () for a letter of few words. Linear in the words read."""
    read = words[:READ]
    if len(read) < SHORTEST:
        return ()
    pairs = {crc32(f"{one} {other}".encode()) for one, other in pairwise(read)}
    return tuple(min((factor * pair + shift) % _PRIME for pair in pairs) & 0xFFFFFFFF for factor, shift in _FACTORS)


def likeness(one: Sketch, other: Sketch) -> float:
    """Return about which share of their pairs of words two letters have in common."""
    same = sum(left == right for left, right in zip(one, other, strict=True)) if one and other else 0
    return same / HASHES


def bands(told: Sketch) -> tuple[int, ...]:
    """Return the numbers under which a letter meets those that are like it."""
    size = HASHES // BANDS
    return tuple(
        int.from_bytes(blake2b(repr((at, told[at : at + size])).encode(), digest_size=8).digest()) >> 1
        for at in range(0, len(told), size)
    )
