"""The text of chat messages: Telegram's small HTML, entities counted in UTF-16 units, what is found in plain text."""

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from playground.bot_api import bad_request

LONGEST_TEXT: Final = 4096  # UTF-16 units after the entities are parsed
LONGEST_CAPTION: Final = 1024

_KINDS: Final = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "ins": "underline",
    "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough", "tg-spoiler": "spoiler", "span": "spoiler",
    "a": "text_link", "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
_TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>[^\s>/]*)(?P<attributes>[^>]*)(?P<close>>?)")
_ATTRIBUTE: Final = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""")
# Only these four names are known, and numbers (Bot API, HTML style).
_REFERENCE: Final = re.compile(r"&(?:(?P<name>lt|gt|amp|quot)|#x(?P<hex>[0-9a-fA-F]{1,6})|#(?P<number>\d{1,7}));?")
_FOUND: Final = (
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]", re.IGNORECASE)),
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("mention", re.compile(r"(?<![\w@./])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)")),
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text with a meaning; offset and length in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str = ""
    language: str = ""

    def as_json(self) -> dict[str, Any]:
        extra = {name: value for name, value in (("url", self.url), ("language", self.language)) if value}
        return {"type": self.type, "offset": self.offset, "length": self.length, **extra}


def units(text: str) -> int:
    """Return the length of a text as Telegram counts it: a sign outside the basic plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def read_text(text: str, parse_mode: str, entities: list[Any], longest: int) -> tuple[str, list[Entity]]:
    """Return the plain text and its entities as the server keeps them. Raises ApiRefusal as the real server does."""
    if parse_mode.casefold() not in {"", "html"}:
        raise bad_request("unsupported parse_mode")
    if parse_mode:
        plain, found = parse_html(text)
    else:
        plain, found = text, [_given_entity(one) for one in entities]
    plain, found = _trimmed(plain, found)
    if units(plain) > longest:
        raise bad_request("message is too long" if longest == LONGEST_TEXT else "message caption is too long")
    return plain, sorted([*found, *detect(plain, found)], key=lambda one: (one.offset, -one.length))


def _given_entity(one: Any) -> Entity:
    try:
        return Entity(one["type"], int(one["offset"]), int(one["length"]), one.get("url", ""), one.get("language", ""))
    except (TypeError, KeyError, ValueError) as fault:
        raise bad_request("can't parse MessageEntity") from fault


def _trimmed(plain: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Return both without the white space at the ends, which the server takes away."""
    lead = units(plain) - units(plain.lstrip())
    kept, end = plain.strip(), units(plain.strip())
    moved = [_within(replace(one, offset=one.offset - lead), end) for one in entities]
    return kept, [one for one in moved if one.length > 0]


def _within(one: Entity, end: int) -> Entity:
    first, last = max(one.offset, 0), min(one.offset + one.length, end)
    return replace(one, offset=first, length=last - first)


def parse_html(text: str) -> tuple[str, list[Entity]]:
    """Return plain text and entities of Telegram's HTML. Raises ApiRefusal in the real server's words for what it refuses."""
    plain: list[str] = []
    length, position = 0, 0
    open_tags: list[tuple[str, str, Entity]] = []
    entities: list[Entity] = []
    for match in _TAG.finditer(text):
        if match.start() < position:
            continue
        piece = _unescaped(text[position : match.start()])
        plain.append(piece)
        length += units(piece)
        position = match.end()
        at = len(text[: match.start()].encode())
        if not match["close"]:
            raise _unreadable(f"Unclosed start tag at byte offset {at}")
        if not match["end"]:
            open_tags.append(_opened(match, at, length))
            continue
        name, _, entity = _closed(match, at, open_tags)
        if length > entity.offset:
            entities.append(_joined(name, replace(entity, length=length - entity.offset), open_tags, entities))
    if open_tags:
        raise _unreadable(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    return "".join(plain) + _unescaped(text[position:]), [one for one in entities if one.type]


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(_referred, text)


def _referred(match: re.Match[str]) -> str:
    if match["name"]:
        return {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}[match["name"]]
    number = int(match["hex"], 16) if match["hex"] else int(match["number"])
    return chr(number) if 0 < number < 0x110000 else match[0]


def _opened(match: re.Match[str], at: int, offset: int) -> tuple[str, str, Entity]:
    name = match["name"].casefold()
    attributes = {
        found[0].casefold(): found[1] or found[2] or found[3] for found in _ATTRIBUTE.findall(match["attributes"])
    }
    if name not in _KINDS:
        raise _unreadable(f'Unsupported start tag "{name}" at byte offset {at}')
    if name == "span" and attributes.get("class") != "tg-spoiler":
        raise _unreadable(f'Tag "span" must have class "tg-spoiler" at byte offset {at}')
    kind = "expandable_blockquote" if name == "blockquote" and "expandable" in match["attributes"] else _KINDS[name]
    url = _unescaped(attributes.get("href", "")) if name == "a" else ""
    language = attributes.get("class", "").removeprefix("language-") if name == "code" else ""
    # A link without an address is shown as plain text.
    return name, match["attributes"], Entity("" if name == "a" and not url else kind, offset, 0, url, language)


def _closed(match: re.Match[str], at: int, open_tags: list[tuple[str, str, Entity]]) -> tuple[str, str, Entity]:
    name = match["name"].casefold()
    if not open_tags:
        raise _unreadable(f"Unexpected end tag at byte offset {at}")
    if open_tags[-1][0] != name:
        raise _unreadable(f'Unmatched end tag at byte offset {at}, expected "</{open_tags[-1][0]}>", found "</{name}>"')
    return open_tags.pop()


def _joined(name: str, entity: Entity, open_tags: list[tuple[str, str, Entity]], entities: list[Entity]) -> Entity:
    """Return the entity; <pre><code class="language-x"> is one, of the kind pre."""
    if name == "pre" and entities and entities[-1].type == "code":
        inner = entities[-1]
        if (inner.offset, inner.length) == (entity.offset, entity.length):
            entities.pop()
            return replace(entity, language=inner.language)
    return replace(entity, language="") if name == "code" and not (open_tags and open_tags[-1][0] == "pre") else entity


def _unreadable(words: str) -> Exception:
    return bad_request(f"can't parse entities: {words}")


def detect(plain: str, given: list[Entity]) -> list[Entity]:
    """Return commands, addresses and mentions that stand in plain text outside of given entities that hold them already."""
    taken = [(one.offset, one.offset + one.length) for one in given if one.type in {"code", "pre", "text_link"}]
    found: list[Entity] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(plain):
            first = units(plain[: match.start()])
            last = first + units(match[0])
            if all(last <= start or first >= end for start, end in taken):
                found.append(Entity(kind, first, last - first))
                taken.append((first, last))
    return found
