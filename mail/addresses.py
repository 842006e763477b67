"""One strict reader of address headers. No encoded word ever becomes part of an address; what is doubtful is said to be so.

The library decodes `=?utf-8?q?ametnik=40amet.example?=` into a colleague's address (cpython #152519), and reads
`ametnik@amet.example)<evil@x>` as the first of the two (CVE-2023-27043).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from mail.charsets import one_line
from mail.headers import decode_words
from mail.letter import Address

ADDRESS_LIMIT = 5_000  # addresses of one header
_OPEN_QUOTES = 20

_LOCAL = re.compile(r"[\w!#$%&'*+/=?^`{|}~.-]{1,200}")
_QUOTED_LOCAL = re.compile(r'"(?:[^"\\\x00-\x1f]|\\[^\x00-\x1f]){0,200}"')
_DOMAIN = re.compile(r"(?=.{1,253}$)\w(?:[\w-]{0,62})(?:\.\w[\w-]{0,62})*")
_LITERAL = re.compile(r"\[[0-9A-Fa-f:.IPv]{3,60}\]")
_ENCODED = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?\s]{0,1000}\?=")
_ADDRESS_IN_NAME = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.){0,500}"')  # bounded, so that a flood of quotes stays linear
_SMTP = re.compile(r"(?i)^smtp:")  # an old Exchange writes Mari Maasikas [SMTP:mari@x.ee]
_PLAIN = re.compile(r"[^\s()<>@,;:\"\\\[\]]+|\s+")


@dataclass(slots=True)
class Read:
    """What an address header gave: its addresses in order, and what is doubtful in them."""

    addresses: list[Address] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Element:
    """One element of a list, as it is read: the words of the name, comments, the words in angle brackets."""

    words: list[str] = field(default_factory=list)  # tokens outside the brackets, quotes kept
    comments: list[str] = field(default_factory=list)
    angles: list[str] = field(default_factory=list)
    broken: bool = False

    def blank(self) -> bool:
        return not self.angles and not self.comments and not "".join(self.words).strip()


def read_addresses(value: str) -> Read:
    """Return the addresses of an address header's words, its encoded words not yet decoded. Linear in its length."""
    read = Read()
    waiting: list[str] = []  # words before a comma that may be the first half of "Maasikas, Mari <mari@...>"
    for element in _elements(value):
        if len(read.addresses) >= ADDRESS_LIMIT:
            read.defects.append("too_many_addresses")
            break
        if element.blank():
            continue
        if not element.angles and not element.comments and "@" not in "".join(element.words):
            waiting.append("".join(element.words).strip())
            continue
        if waiting and element.angles and len(waiting) == 1 and "".join(element.words).strip():
            element.words.insert(0, waiting.pop() + ", ")
        _keep_unreadable(read, waiting)
        waiting = []
        read.addresses.append(_address(element, read.defects))
    _keep_unreadable(read, waiting)
    return read


def one_address(value: str) -> str:
    """Return the one address of a header such as Return-Path or Delivered-To, "" where there is none or more than one."""
    found = [entry.address for entry in read_addresses(value[:2_000]).addresses if entry.address]
    return found[0] if len(found) == 1 else ""


def domain_of(address: str) -> str:
    """Return the domain of an address in small letters, "" for none."""
    return address.rpartition("@")[2].lower() if "@" in address else ""


def within(domain: str, suffixes: tuple[str, ...]) -> bool:
    """Tell whether the domain is one of the suffixes or below one, by whole labels."""
    return any(domain == suffix.lower() or domain.endswith("." + suffix.lower()) for suffix in suffixes if suffix)


def domain_defects(address: str) -> list[str]:
    """Return what is doubtful in the domain's letters: scripts mixed in one label, or Cyrillic that looks Latin."""
    defects = []
    for label in domain_of(address).split("."):
        shown = label
        if label.startswith("xn--"):
            try:
                shown = label[4:].encode("ascii").decode("punycode")
            except (UnicodeError, ValueError):
                defects.append("domain_unreadable")
        if shown.isascii():
            continue
        scripts = {unicodedata.name(sign, "").split(" ")[0] for sign in shown if sign.isalpha()}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"}) > 1:
            defects.append("mixed_script_domain")
        elif scripts & {"CYRILLIC", "GREEK", "ARMENIAN"} and all(
            sign in _LATIN_LOOK for sign in shown if sign.isalpha()
        ):
            defects.append("lookalike_domain")
    return defects


_LATIN_LOOK = frozenset("асеорхуіјѕһԁԛԝкмтнвгпьԍӏ" + "οαερικντυχ")


def _elements(value: str) -> Iterator[_Element]:
    """Yield the elements of a list: parted by commas, semicolons and the colon of a group, never inside quotes or comments."""
    element, at = _Element(), 0
    last_semicolon = value.rfind(";")  # a group ends with one
    open_quotes = 0  # seeking the end of each of a flood of quotes would not be linear
    while at < len(value):
        sign = value[at]
        if sign == '"' and open_quotes < _OPEN_QUOTES:
            token, at = _quoted(value, at)
            open_quotes += token == sign
            element.words.append(token)
        elif sign == "(":
            comment, at = _comment(value, at)
            element.comments.append(comment)
        elif sign == "<":
            inside, at = _angle(value, at)
            element.angles.append(inside)
        elif sign in ",;":
            yield element
            element, at = _Element(), at + 1
        elif sign == ":" and not element.angles and at < last_semicolon and "@" not in "".join(element.words[-8:]):
            element, at = _Element(), at + 1
        elif (encoded := _ENCODED.match(value, at)) is not None:
            element.words.append(encoded[0])
            at = encoded.end()
        else:
            plain = _PLAIN.match(value, at)
            token = plain[0] if plain else sign
            element.broken = element.broken or token in (")", ">")
            element.words.append(token)
            at += len(token)
    yield element


def _quoted(value: str, at: int) -> tuple[str, int]:
    found = _QUOTED.match(value, at)
    if found is None:  # a quote that is never closed is a sign like any other
        return '"', at + 1
    return found[0], found.end()


def _comment(value: str, at: int) -> tuple[str, int]:
    depth, end = 0, at
    while end < len(value):
        if value[end] == "\\":
            end += 1
        elif value[end] == "(":
            depth += 1
        elif value[end] == ")":
            depth -= 1
            if not depth:
                return value[at + 1 : end], end + 1
        end += 1
    return value[at + 1 :], len(value)


def _angle(value: str, at: int) -> tuple[str, int]:
    """Return what stands in the brackets that open here; without a closing one, what stands up to the next comma."""
    end = at + 1
    if value[end : end + 1] == '"':
        end = _quoted(value, end)[1]
    while end < len(value) and value[end] not in "<>,;":
        end += 1
    if end < len(value) and value[end] == ">":
        return value[at + 1 : end], end + 1
    return value[at + 1 : end], end


def _address(element: _Element, defects: list[str]) -> Address:
    name = _name(element)
    if element.broken:
        defects.append("address_odd")
    if len(element.angles) == 1:
        address = _strict(element.angles[0], defects)
    elif element.angles:
        address = ""
    else:
        address, name = _without_brackets(element, defects)
    if not address and "".join(element.angles).strip():
        defects.append("address_unreadable")
        name = name or one_line(element.angles[0])
    looks = _ADDRESS_IN_NAME.search(name)
    if looks and looks[0].lower() != address.lower():
        defects.append("name_looks_like_address")
    defects += domain_defects(address)
    return Address(name, address)


def _without_brackets(element: _Element, defects: list[str]) -> tuple[str, str]:
    """Read `mari@x.ee (Mari)` and `Mari Maasikas mari@x.ee`: just one word may be an address."""
    pieces = "".join(element.words).split()
    whole = _strict("".join(element.words).strip(), [])
    if whole:
        _strict("".join(element.words).strip(), defects)
        return whole, _spoken(element.comments)
    found = [piece for piece in pieces if "@" in piece]
    if len(found) == 1 and (address := _strict(_SMTP.sub("", found[0].strip("[]'")), defects)) and not element.broken:
        defects.append("address_without_brackets")
        return address, _spoken([" ".join(piece for piece in pieces if piece != found[0])])
    defects.append("address_unreadable")
    return "", _name(element)


def _strict(text: str, defects: list[str]) -> str:
    """Return the address if the text is one and nothing else, its octets as they stand; "" if it is not."""
    text = text.strip()
    if text.lower().startswith("mailto:"):
        text = text[7:]
    if text.startswith("@") and ":" in text:  # an obsolete route: <@relay.example:mari@x.ee>
        text = text.rpartition(":")[2]
    local, at, domain = text.rpartition("@")
    domain = domain.rstrip(".")
    if not at or not (_LOCAL.fullmatch(local) or _QUOTED_LOCAL.fullmatch(local)):
        return ""
    if not (_DOMAIN.fullmatch(domain) or _LITERAL.fullmatch(domain)):
        return ""
    if _ENCODED.search(local) or "=?" in local:
        defects.append("encoded_address")
    return f"{local}@{domain}"


def _name(element: _Element) -> str:
    name = _spoken(element.words)
    return name or _spoken(element.comments)


def _spoken(words: list[str]) -> str:
    """Return the words as a person reads them: quotes and their backslashes taken off, encoded words decoded."""
    plain = [re.sub(r"\\(.)", r"\1", word[1:-1]) if _is_quoted(word) else word for word in words]
    return " ".join(one_line(decode_words(" ".join("".join(plain).split()))).split()).strip('"')[:500]


def _is_quoted(word: str) -> bool:
    return len(word) > 1 and word[0] == word[-1] == '"'


def _keep_unreadable(read: Read, waiting: list[str]) -> None:
    for name in waiting:
        read.defects.append("address_unreadable")
        read.addresses.append(Address(_spoken([name.strip('"')]), ""))
