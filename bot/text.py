"""The text of a chat message: safe in Telegram's small HTML, never longer than a message may be."""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

LONGEST: Final = 4096  # UTF-16 units of a message, after the tags are read (Bot API, sendMessage)
LONGEST_CAPTION: Final = 1000  # of a picture's caption, which may be 1024
FOLDED: Final = 900  # units of a text that fills more than a phone's screen
ROOM: Final = 3900  # for the text itself; the rest is for what stands above and below
_JOINERS: Final = ("\u200d", "\ufe0f", "\ufe0e")
_TAG: Final = re.compile(r"<[^>]*>")
_SECTION: Final = re.compile(r"§ \d+[⁰¹²³⁴⁵⁶⁷⁸⁹]*(?: lg \d+[⁰¹²³⁴⁵⁶⁷⁸⁹]*)?(?: p \d+)?")
NO_BREAK: Final = "\u00a0"


class Html(str):
    """Text that is safe already."""

    __slots__ = ()


def safe(text: str) -> Html:
    """Return plain text as Telegram's HTML."""
    return text if isinstance(text, Html) else Html(html.escape(text, quote=False))


def unbroken(text: str) -> str:
    """Return our words with a section cited never parted by the end of a line."""
    return _SECTION.sub(lambda cited: cited[0].replace(" ", NO_BREAK), text)


def without_tags(text: str) -> str:
    """Return a message of ours as plain text: for a toast, or where the tags were refused."""
    return html.unescape(_TAG.sub("", text))


def units(text: str) -> int:
    """Return the length as Telegram counts it: a sign outside the basic plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def spoiler(text: str) -> str:
    """Return plain text hidden until it is touched, so that a lock screen shows nothing."""
    return f"<tg-spoiler>{safe(text)}</tg-spoiler>" if text else ""


def folded(safe_text: str) -> Html:
    """Return our HTML as a quote of three lines that opens when it is touched; a short one as it is."""
    return Html(f"<blockquote expandable>{safe_text}</blockquote>" if units(safe_text) > FOLDED else safe_text)


def cut(text: str, room: int = ROOM) -> list[str]:
    """Return plain text in parts of at most `room` units: at an empty line, a line's end or a space, never inside an emoji."""
    parts = []
    while units(text) > room:
        at = _place(text, room)
        parts.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [*parts, text] if text or not parts else parts


def cut_lines(lines: Sequence[str], room: int = ROOM) -> list[str]:
    """Return lines of our HTML joined into messages that fit: cut between lines only, so that no tag is cut."""
    parts: list[list[str]] = [[]]
    for line in lines:
        if parts[-1] and units("\n".join((*parts[-1], line))) > room:
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(part) for part in parts if part]


def _place(text: str, room: int) -> int:
    end = _fits(text, room)
    for mark in ("\n\n", "\n", " "):
        if (at := text.rfind(mark, 0, end + 1)) > end // 2:
            return at
    return next((at for at in _back_from(end) if not _joined(text, at)), end)


def _fits(text: str, room: int) -> int:
    """Return how many signs from the beginning make up `room` units."""
    count = 0
    for at, sign in enumerate(text):
        count += 1 + (ord(sign) > 0xFFFF)
        if count > room:
            return at
    return len(text)


def _back_from(end: int) -> Iterator[int]:
    return iter(range(end, max(end - 40, 0), -1))


def _joined(text: str, at: int) -> bool:
    """Tell whether the sign at `at` belongs to the one before it: an accent, a joined emoji, a skin tone, half a flag."""
    here, before = text[at], text[at - 1]
    if here in _JOINERS or before == _JOINERS[0] or unicodedata.combining(here):
        return True
    if "\U0001f3fb" <= here <= "\U0001f3ff":
        return True
    flags = 0
    while at - 1 - flags >= 0 and "\U0001f1e6" <= text[at - 1 - flags] <= "\U0001f1ff":
        flags += 1
    return "\U0001f1e6" <= here <= "\U0001f1ff" and flags % 2 == 1
