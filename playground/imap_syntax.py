"""The grammar of IMAP commands as far as our small server speaks it (RFC 3501 section 9)."""

import asyncio
import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

Argument: TypeAlias = "bytes | list[Argument]"

LARGEST_LITERAL = 60_000_000  # octets; no letter of a demo is larger
_LITERAL_AT_END = re.compile(rb"\{(\d+)(\+?)\}$")
_TOKEN = re.compile(
    rb'\s*(?:(?P<open>\()|(?P<close>\))|"(?P<quoted>(?:[^"\\]|\\.)*)"|\{(?P<literal>\d+)\+?\}'
    rb'|(?P<atom>(?:[^\s()\[\]"{]|\[[^\]]*\])+))'
)


class BadCommand(Exception):
    """The client said what no grammar allows: answered BAD."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a client: its tag, its name in capitals, its arguments."""

    tag: str
    name: str
    arguments: list[Argument]


async def read_command(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Command | None:
    """Return the next command, or None when the client has gone. Raises BadCommand on nonsense."""
    line, literals = await _line(reader), deque[bytes]()
    if not line:
        return None
    while match := _LITERAL_AT_END.search(line):
        if int(match[1]) > LARGEST_LITERAL:
            raise BadCommand("literal too large")
        if not match[2]:
            writer.write(b"+ go ahead\r\n")
            await writer.drain()
        literals.append(await reader.readexactly(int(match[1])))
        line += b" " + await _line(reader)
    tokens = arguments_of(line.strip(), literals)
    match tokens:
        case [bytes(tag), bytes(name), *rest]:
            return Command(tag.decode("ascii", "replace"), name.decode("ascii", "replace").upper(), rest)
    raise BadCommand("a command is a tag and a name")


async def _line(reader: asyncio.StreamReader) -> bytes:
    try:
        return (await reader.readuntil(b"\r\n")).removesuffix(b"\r\n") or b" "
    except asyncio.IncompleteReadError:
        return b""
    except asyncio.LimitOverrunError as fault:
        raise ConnectionAbortedError("line too long") from fault


def arguments_of(line: bytes, literals: deque[bytes]) -> list[Argument]:
    """Return words and parenthesised lists of a line; a {count} takes the next of the literals."""
    stack: list[list[Argument]] = [[]]
    position = 0
    while position < len(line):
        match = _TOKEN.match(line, position)
        if match is None:
            raise BadCommand("cannot read this")
        position = match.end()
        _place(match, stack, literals)
    if len(stack) != 1:
        raise BadCommand("a parenthesis is open")
    return stack[0]


def _place(match: re.Match[bytes], stack: list[list[Argument]], literals: deque[bytes]) -> None:
    match match.lastgroup:
        case "open":
            inner: list[Argument] = []
            stack[-1].append(inner)
            stack.append(inner)
        case "close":
            if len(stack) == 1:
                raise BadCommand("a parenthesis too many")
            stack.pop()
        case "quoted":
            stack[-1].append(re.sub(rb"\\(.)", rb"\1", match["quoted"]))
        case "literal":
            if not literals:
                raise BadCommand("a literal stands at the end of a line")
            stack[-1].append(literals.popleft())
        case _:
            stack[-1].append(match["atom"])


def word(token: Argument) -> str:
    """Return a token that must be one word. Raises BadCommand if it is a list."""
    if isinstance(token, list):
        raise BadCommand("a word was expected")
    return token.decode("utf-8", "replace")


def words(tokens: Sequence[Argument]) -> list[str]:
    """Return the words of a list, of lists within it too."""
    flat: list[str] = []
    for token in tokens:
        flat += words(token) if isinstance(token, list) else [word(token)]
    return flat


def numbers_in(number_set: str, known: Sequence[int]) -> list[int]:
    """Return which of the known numbers a set such as "1:4,7,9:*" names.

    "*" is the largest known one; a range may stand backwards, so that "9:*" always names at least the last (RFC 3501 section 9, seq-range).
    """
    largest = known[-1] if known else 0
    chosen: set[int] = set()
    for part in number_set.split(","):
        ends = [largest if end == "*" else _number(end) for end in part.split(":")]
        if len(ends) > 2:
            raise BadCommand("not a set of numbers")
        chosen.update(number for number in known if min(ends) <= number <= max(ends))
    return [number for number in known if number in chosen]


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise BadCommand("not a number")
    return int(text)
