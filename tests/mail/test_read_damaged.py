"""Damaged letters: whatever is cut, doubled or overwritten, reading raises nothing and gives clean text."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from mail.read import read_letter

LETTERS = [
    file.read_bytes()
    for folder in ("odd", "sixty")
    for file in sorted((Path(__file__).parent.parent / "letters" / folder).glob("*.eml"))
    if file.stat().st_size < 8_000
]
TOKENS = [
    b"\0",
    b"\r",
    b"\n",
    b"\r\n\r\n",
    b"=?utf-8?q?",
    b"?=",
    b"--b",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b'"',
    b"(",
    b"<",
    b"Content-Type: multipart/mixed; boundary=b\r\n",
]


def texts(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for one in thing:
            yield from texts(one)
    elif is_dataclass(thing):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name))


def assert_clean(raw: bytes) -> None:
    letter = read_letter(raw, ("amet.example",), attachment_text=False)
    assert "unreadable" not in letter.defects
    for text in texts(letter):
        text.encode("utf-8")  # no lone surrogate
        assert "\0" not in text
    assert "\n" not in letter.subject + letter.sender.name + letter.sender.address + letter.message_id


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    some.sampled_from(LETTERS),
    some.lists(some.tuples(some.floats(0, 1), some.sampled_from(TOKENS) | some.binary(max_size=8)), max_size=8),
    some.floats(0, 1),
)
def test_a_damaged_letter_is_read(raw: bytes, wounds: list[tuple[float, bytes]], cut: float) -> None:
    damaged = bytearray(raw)
    for place, octets in wounds:
        at = int(place * len(damaged))
        damaged[at : at + len(octets) // 2] = octets
    assert_clean(bytes(damaged[: int(len(damaged) * cut) + 1]))


@settings(max_examples=200, deadline=None)
@given(some.binary(max_size=2_000))
def test_octets_that_are_no_letter_are_read(raw: bytes) -> None:
    assert_clean(raw)


@settings(max_examples=200, deadline=None)
@given(
    some.lists(
        some.sampled_from([*TOKENS, b"From: a@b.ee\r\n", b"Subject: x", b" ", b":", b";", b"=", b"a", b"@"]),
        max_size=60,
    )
)
def test_any_heap_of_tokens_is_read(tokens: list[bytes]) -> None:
    assert_clean(b"".join(tokens))
