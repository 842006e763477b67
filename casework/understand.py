"""From octets to what the house makes of them: read, then understood. Runs in a worker process, outside any transaction."""

import hashlib
from dataclasses import dataclass

from mail.letter import Attachment, Letter
from mail.read import read_letter
from reading.understand import Page, Senders, Suggestions, understand


@dataclass(frozen=True, slots=True)
class Understood:
    letter: Letter
    suggestions: Suggestions
    sameness: str


def understand_octets(raw: bytes, senders: Senders) -> Understood:
    """Read and understand one letter. Never raises; defects stand in the letter."""
    letter = read_letter(raw, own_domains=senders.own)
    return Understood(letter, understand(page_of(letter), senders), sameness(letter))


def page_of(letter: Letter) -> Page:
    """Return what `reading` needs of a letter: texts with their place, sender, date."""
    return Page(
        sender=letter.sender.address, sender_name=letter.sender.name, reply_to=letter.reply_to, subject=letter.subject,
        text=letter.new_text, body=letter.body, date=letter.date, automatic=letter.automatic.generated,
        attachments=tuple((name, text) for part in letter.attachments for name, text in _texts(part)),
    )  # fmt: skip


def _texts(part: Attachment) -> list[tuple[str, str]]:
    return [(part.name, part.text or ""), *(pair for inner in part.contains for pair in _texts(inner))]


def sameness(letter: Letter) -> str:
    """Return a digest of what the writer wrote: equal for one letter that came by two roads.

    A letter without Message-ID, or with one used again for other words, is a letter of its own.
    """
    if not letter.message_id:
        return ""
    files = [part.sha256 for part in letter.attachments]
    facts = (letter.message_id, letter.sender.address, letter.subject, str(letter.date), letter.body, *files)
    return hashlib.sha256("\x1f".join(facts).encode("utf-8", "replace")).hexdigest()
