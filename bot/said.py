"""What a person said to the bot: a command with its words, or free text; and the references people write."""

import re
from dataclasses import dataclass
from typing import Final

from rules.references import parse_reference

_COMMAND: Final = re.compile(r"/(?P<name>[^\s@/]+)(?:@(?P<bot>\w+))?(?:\s+(?P<words>.*))?", re.DOTALL)
_TAPPED: Final = re.compile(r"(?P<name>[^\W\d_]+)_(?P<year>\d{2})_(?P<number>\d{4,7})")  # /vaata_26_0142
_LINKED: Final = re.compile(r"(?P<name>[a-z]{3,10})_(?P<ref>\d{2}-\d{4,7})")  # t.me/bot?start=kiri_26-0142


@dataclass(frozen=True, slots=True)
class Said:
    """A command: its name as it was written, the bot it was meant for, and the words after it."""

    name: str
    bot: str
    words: str


def command_in(text: str) -> Said | None:
    """Return the command a message begins with, None where it is no command."""
    found = _COMMAND.fullmatch(text.strip())
    if not found:
        return None
    name, words = found["name"], (found["words"] or "").strip()
    if tapped := _TAPPED.fullmatch(name):
        return Said(tapped["name"], found["bot"] or "", f"{tapped['year']}-{tapped['number']} {words}".strip())
    return Said(name, found["bot"] or "", words)


def linked(payload: str) -> Said | None:
    """Return the command that a link to the private chat stands for, None for an invitation's code."""
    found = _LINKED.fullmatch(payload)
    return Said(found["name"], "", found["ref"]) if found else None


def reference_first(words: str) -> tuple[str, str]:
    """Return the reference the words begin with, however it is written, and the rest; "" and all words where there is none."""
    parts = words.split()
    for count in (3, 2, 1):  # "26 - 0142", "nr 26-142", "26-0142"
        if len(parts) >= count and (ref := parse_reference(" ".join(parts[:count]))):
            return ref, _after(words, count)
    return "", words


def first_word(words: str) -> tuple[str, str]:
    """Return the first word and the rest."""
    first, _, rest = words.strip().partition(" ")
    return first, rest.strip()


def _after(words: str, count: int) -> str:
    # The rest keeps its own lines: it may be a question to a citizen.
    return re.sub(rf"\A\s*(?:\S+\s*){{{count}}}", "", words).strip()
