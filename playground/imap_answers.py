"""What the town's mail server answers of a letter: the items of FETCH and the keys of SEARCH (RFC 3501 sections 6.4.4, 6.4.5)."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser

from playground.imap_mailbox import StoredLetter
from playground.imap_syntax import Argument, BadCommand, numbers_in, word

_SECTION = re.compile(
    r"BODY(?P<peek>\.PEEK)?\[(?P<section>[^\]]*)\](?:<(?P<first>\d+)\.(?P<count>\d+)>)?$", re.IGNORECASE
)

Numbered = tuple[int, StoredLetter]
Test = Callable[[int, StoredLetter], bool]


def fetched(letter: StoredLetter, items: Sequence[str], *, with_uid: bool, may_mark: bool) -> bytes:
    """Return the items of one FETCH answer. What is not PEEK sets \\Seen, where the mailbox may be written."""
    names = [item.upper() for item in items]
    if with_uid and "UID" not in names:
        items = ["UID", *items]
    if may_mark and any(_marks(name) for name in names):
        letter.flags.add("\\Seen")
    return b" ".join(_item(letter, item) for item in items)


def _marks(name: str) -> bool:
    return name.startswith("BODY[") or name in {"RFC822", "RFC822.TEXT"}


def _item(letter: StoredLetter, item: str) -> bytes:
    match item.upper():
        case "UID":
            return b"UID %d" % letter.uid
        case "FLAGS":
            return b"FLAGS (" + " ".join(sorted(letter.flags)).encode() + b")"
        case "RFC822.SIZE":
            return b"RFC822.SIZE %d" % len(letter.raw)
        case "INTERNALDATE":
            return f'INTERNALDATE "{letter.arrived:%d-%b-%Y %H:%M:%S %z}"'.encode()
        case "RFC822":
            return _literal("RFC822", letter.raw)
        case "RFC822.HEADER":
            return _literal("RFC822.HEADER", _head(letter.raw))
    match = _SECTION.match(item)
    if match is None:
        raise BadCommand("this item of a letter is not known here")
    octets, name = _section(letter.raw, match["section"]), f"BODY[{match['section']}]"
    if match["first"] is not None:
        first = int(match["first"])
        octets, name = octets[first : first + int(match["count"])], f"{name}<{first}>"
    return _literal(name, octets)


def _literal(name: str, octets: bytes) -> bytes:
    return b"%s {%d}\r\n%s" % (name.encode(), len(octets), octets)


def _section(raw: bytes, section: str) -> bytes:
    head = _head(raw)
    wanted = section.upper()
    if wanted == "":
        return raw
    if wanted == "HEADER":
        return head
    if wanted == "TEXT":
        return raw[len(head) :]
    if wanted.startswith("HEADER.FIELDS"):
        return _fields(head, wanted)
    raise BadCommand("this part of a letter is not known here")


def _head(raw: bytes) -> bytes:
    end = raw.find(b"\r\n\r\n")
    return raw if end < 0 else raw[: end + 4]


def _fields(head: bytes, wanted: str) -> bytes:
    names = set(re.findall(r"[^\s()\"]+", wanted.split("(", 1)[-1]))
    fields = re.split(rb"\r\n(?![ \t])", head.rstrip(b"\r\n"))
    negated = wanted.startswith("HEADER.FIELDS.NOT")
    kept = [field for field in fields if (field.split(b":")[0].decode("ascii", "replace").upper() in names) != negated]
    return b"".join(field + b"\r\n" for field in kept) + b"\r\n"


def found(keys: Sequence[Argument], letters: Sequence[Numbered]) -> list[Numbered]:
    """Return those letters that all the search keys fit. Raises BadCommand on a key that is not known here."""
    left = iter(keys)
    numbers = [number for number, _ in letters]
    uids = [letter.uid for _, letter in letters]
    tests: list[Test] = []
    for key in left:
        tests.append(_test(key, left, numbers, uids))
    return [(number, letter) for number, letter in letters if all(test(number, letter) for test in tests)]


def _test(key: Argument, left: Iterator[Argument], numbers: list[int], uids: list[int]) -> Test:
    if isinstance(key, list):
        inner = iter(key)
        tests = [_test(one, inner, numbers, uids) for one in inner]
        return lambda number, letter: all(test(number, letter) for test in tests)
    name = word(key).upper()
    if name == "NOT":
        negated = _test(next(left), left, numbers, uids)
        return lambda number, letter: not negated(number, letter)
    if name == "OR":
        first, second = (_test(next(left), left, numbers, uids) for _ in range(2))
        return lambda number, letter: first(number, letter) or second(number, letter)
    if name == "CHARSET":
        next(left)
        return lambda _, __: True
    return _simple_test(name, left, numbers, uids)


def _simple_test(name: str, left: Iterator[Argument], numbers: list[int], uids: list[int]) -> Test:
    flag_keys = {"SEEN", "ANSWERED", "FLAGGED", "DELETED", "DRAFT"}
    if name == "ALL":
        return lambda _, __: True
    if name in flag_keys:
        return lambda _, letter: "\\" + name.capitalize() in letter.flags
    if name.startswith("UN") and name[2:] in flag_keys:
        return lambda _, letter: "\\" + name[2:].capitalize() not in letter.flags
    if name == "UID":
        chosen = set(numbers_in(word(next(left)), uids))
        return lambda _, letter: letter.uid in chosen
    if name[0].isdigit() or name[0] == "*":
        places = set(numbers_in(name, numbers))
        return lambda number, _: number in places
    if name in {"SINCE", "BEFORE", "ON"}:
        return _date_test(name, datetime.strptime(word(next(left)), "%d-%b-%Y").date())  # noqa: DTZ007 - a day
    if name == "HEADER":
        field = word(next(left))
        return _header_test(field, word(next(left)))
    if name in {"SUBJECT", "FROM", "TO", "CC"}:
        return _header_test(name, word(next(left)))
    if name in {"KEYWORD", "UNKEYWORD"}:
        keyword = word(next(left))
        return lambda _, letter: (keyword in letter.flags) == (name == "KEYWORD")
    raise BadCommand("this search is not known here")


def _date_test(name: str, day: date) -> Test:
    if name == "SINCE":
        return lambda _, letter: letter.arrived.date() >= day
    if name == "BEFORE":
        return lambda _, letter: letter.arrived.date() < day
    return lambda _, letter: letter.arrived.date() == day


def _header_test(field: str, text: str) -> Test:
    def holds(_: int, letter: StoredLetter) -> bool:
        values = BytesHeaderParser().parsebytes(_head(letter.raw)).get_all(field, [])
        return any(text.casefold() in str(make_header(decode_header(str(value)))).casefold() for value in values)

    return holds
