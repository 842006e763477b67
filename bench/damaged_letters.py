"""Damaged letters: what reading makes of letters cut, doubled, spliced, flipped and overwritten; crashes, dirty texts, the slowest, memory.

`python -m bench.damaged_letters [LETTERS [SEED]]` ends with exit code 1 where a letter could not be read, its text could
not be stored, or one took longer than two seconds.
"""

import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from bench.machine import table
from mail.read import read_letter

LETTERS = 20_000
LONGEST = 2.0  # seconds of one letter
LARGEST = 200_000  # octets of a letter that is damaged
WOUNDS = 6  # at most, to one letter
FOLDERS = Path(__file__).parent.parent / "tests" / "letters"
TOKENS = (
    b"\0", b"\r", b"\n", b"\r\n\r\n", b"=?utf-8?q?", b"=?koi8-r?b?", b"?=", b"--b", b"--b--", b"\xff\xfe", b"\xed\xa0\x80", b'"', b"(", b"<", b">",
    b"Content-Type: multipart/mixed; boundary=b\r\n", b"Content-Type: message/rfc822\r\n\r\n", b"Content-Transfer-Encoding: base64\r\n",
    b"Content-Type: text/html; charset=utf-7\r\n\r\n<div>", b"begin 644 a\r\n", b"filename*0*=utf-8''%C3", b"+AAA-", b"=\r\n", b"PK\x03\x04",
)  # fmt: skip


def main(count: int = LETTERS, seed: int = 3) -> int:
    chance = random.Random(seed)
    letters = [file.read_bytes() for file in sorted(FOLDERS.glob("*/*.eml")) if file.stat().st_size < LARGEST]
    crashed: Counter[str] = Counter()
    dirty, slow, longest = 0, 0, 0.0
    before = _memory()
    for done in range(1, count + 1):
        raw = damaged(chance, letters)
        began = time.perf_counter()
        letter = read_letter(raw, ("amet.example",))
        took = time.perf_counter() - began
        longest, slow = max(longest, took), slow + (took > LONGEST)
        crashed.update(told for told in letter.defects if told.startswith("fault_"))
        dirty += not all(map(_storable, _texts(letter)))
        if not done % 5_000:
            print(f"{done:,} of {count:,} letters", flush=True)
    print("crashes", sum(crashed.values()), *sorted(crashed))
    table(f"{count:,} letters made of {len(letters)}, damaged at random (seed {seed})", [
        ("crashes", sum(crashed.values()), "0"), ("texts with a NUL or half a sign", dirty, "0"),
        ("letters over two seconds", slow, "0"), ("the slowest, seconds", longest, f"under {LONGEST}"),
        ("memory over the start, MB", (_memory() - before) / 1024, "under 300"),
    ])  # fmt: skip
    return 1 if crashed or dirty or slow else 0


def damaged(chance: random.Random, letters: list[bytes]) -> bytes:
    """Return a letter with some wounds, as networks, disks and bad programs make them."""
    octets = bytearray(chance.choice(letters))
    for _ in range(chance.randint(1, WOUNDS)):
        chance.choice(_WOUNDS)(chance, octets, letters)
    return bytes(octets)


Wound = Callable[[random.Random, bytearray, list[bytes]], None]


def _overwritten(chance: random.Random, octets: bytearray, _letters: list[bytes]) -> None:
    token, at = chance.choice(TOKENS), chance.randint(0, len(octets))
    octets[at : at + len(token)] = token


def _put_in(chance: random.Random, octets: bytearray, _letters: list[bytes]) -> None:
    at = chance.randint(0, len(octets))
    octets[at:at] = chance.choice(TOKENS) * chance.choice((1, 1, 1, 50))


def _flipped(chance: random.Random, octets: bytearray, _letters: list[bytes]) -> None:
    for _ in range(chance.randint(1, 20)):
        if octets:
            octets[chance.randrange(len(octets))] ^= 1 << chance.randrange(8)


def _lost(chance: random.Random, octets: bytearray, _letters: list[bytes]) -> None:
    at = chance.randint(0, len(octets))
    del octets[at : at + chance.choice((1, 10, 200, 5_000))]


def _doubled(chance: random.Random, octets: bytearray, _letters: list[bytes]) -> None:
    at = chance.randint(0, len(octets))
    octets[at:at] = octets[at : at + chance.choice((20, 300, 3_000))]


def _spliced(chance: random.Random, octets: bytearray, letters: list[bytes]) -> None:
    other = chance.choice(letters)
    octets[chance.randint(0, len(octets)) :] = other[chance.randint(0, len(other)) :]


def _other_line_ends(chance: random.Random, octets: bytearray, _letters: list[bytes]) -> None:
    octets[:] = bytes(octets).replace(b"\r\n", b"\n").replace(b"\n", chance.choice((b"\r", b"\r\n", b"\r\r\n", b"\n\r")))


def _other_charset(chance: random.Random, octets: bytearray, _letters: list[bytes]) -> None:
    named = chance.choice((b"utf-7", b"utf-16", b"iso-2022-jp", b"hz", b"hex", b"idna", b"cp1257", b"gb18030", b"\xff", b"utf-8\0"))
    octets[:] = bytes(octets).replace(b"utf-8", named)


_WOUNDS: tuple[Wound, ...] = (
    _overwritten, _put_in, _flipped, _lost, _doubled, _spliced, _other_line_ends, _other_charset,
)  # fmt: skip


def _texts(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from _texts(one)
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from _texts(getattr(thing, one.name))


def _storable(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text) if not text.isascii() else "\0" not in text


def _memory() -> int:
    """Return the most memory this process has held, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
