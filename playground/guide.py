"""The newcomer's guide at the top of the page: eight things to try, each ticked when it has happened."""

import re
from typing import Final

STEPS: Final = ("write", "receipt", "take", "draft", "approve", "send", "answer", "press")

_COMMANDS: Final = {
    "votan": "take", "võtan": "take", "take": "take",
    "mustand": "draft", "draft": "draft",
    "saada": "send", "send": "send",
}  # fmt: skip
_APPROVALS: Final = frozenset({"kinnita", "approve"})


def step_of_words(said: str) -> str:
    """Return the step that an official's command is, "" for none. A link into the private chat ("/start mustand_26-0142") only drafts."""
    match = re.match(r"/(\w+?)(?:@\w+)?(?:\s+([^\W_]+)|\s|_|$)", said)
    if match is None:
        return ""
    if match[1] == "start":
        return "draft" if _COMMANDS.get((match[2] or "").casefold()) == "draft" else ""
    return _COMMANDS.get(match[1].casefold(), "")


def step_of_press(data: str) -> str:
    """Return the step that a press of a button with this data ("command:case:version:words") is.

    "kinnita" without words only opens the draft for reading; with the draft's version it approves.
    """
    command, _, rest = data.partition(":")
    if command in _APPROVALS:
        return "approve" if rest.rpartition(":")[2] else ""
    return _COMMANDS.get(command.casefold(), "")
