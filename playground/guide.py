"""The newcomer's guide at the top of the page: eight things to try, each ticked when it has happened."""

import re
from typing import Final

STEPS: Final = ("write", "receipt", "take", "draft", "approve", "send", "answer", "press")

# How the commands and buttons of the steps begin, in Estonian and English, as text or as a command without accents.
_WORDS: Final = (
    ("take", re.compile(r"v[õo]ta|\btake", re.IGNORECASE)),
    ("draft", re.compile(r"mustand|koosta|\bdraft", re.IGNORECASE)),
    ("approve", re.compile(r"kinnita|koosk[õo]lasta|\bapprove", re.IGNORECASE)),
    ("send", re.compile(r"saada|\bsend", re.IGNORECASE)),
)


def step_of_words(words: str) -> str:
    """Return the step that a press or a command of an official is, "" for none."""
    return next((step for step, pattern in _WORDS if pattern.search(words)), "")
