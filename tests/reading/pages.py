"""Short pages for the tests: who writes, what, when."""

from datetime import datetime

from reading.outlets import built_in_senders
from reading.page import Page, Suggestions
from reading.understand import understand
from reading.when import OFFICE

WRITTEN = datetime(2026, 9, 16, 10, 0, tzinfo=OFFICE)  # Wednesday
SENDERS = built_in_senders(("amet.example",))


def told(text: str, subject: str = "", sender: str = "keegi@mail.example", sender_name: str = "") -> Suggestions:
    """Return what is told of one letter written on that Wednesday."""
    page = Page(sender=sender, sender_name=sender_name, subject=subject, text=text, body=text, date=WRITTEN)
    return understand(page, SENDERS)
