"""Short pages for the tests: who writes, what, when."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Final

from reading.outlets import built_in_senders
from reading.page import Page, Suggestions
from reading.understand import understand
from reading.when import OFFICE

WRITTEN = datetime(2026, 9, 16, 10, 0, tzinfo=OFFICE)  # Wednesday
SENDERS = built_in_senders(("amet.example",))

STEEPEST: Final = 9.0  # times the processor time for four times the text; what grows with the square takes sixteen
NOTHING: Final = 0.02  # seconds; two so short times say nothing of how one grows to the other


def told(text: str, subject: str = "", sender: str = "keegi@mail.example", sender_name: str = "") -> Suggestions:
    """Return what is told of one letter written on that Wednesday."""
    page = Page(sender=sender, sender_name=sender_name, subject=subject, text=text, body=text, date=WRITTEN)
    return understand(page, SENDERS)


def grows_with_the_length(read: Callable[[float], object]) -> bool:
    """Tell whether reading the whole takes no longer than its length explains; `read` is told which share of it to read.

    A limit in seconds would say how fast the machine is that day.
    """
    read(0.01)  # the word lists are read at the first letter
    quarter = min(_seconds(read, 0.25) for _ in range(2))
    return any(_seconds(read, 1.0) < STEEPEST * max(quarter, NOTHING) for _ in range(2))  # once more, where others held the machine up


def _seconds(read: Callable[[float], object], share: float) -> float:
    began = time.process_time()
    read(share)
    return time.process_time() - began
