"""From octets to what the house makes of them: read, then understood. Runs in a worker process, outside any transaction."""

import hashlib
import re
from dataclasses import dataclass, replace
from typing import Final

from mail.letter import Attachment, Letter
from mail.read import read_barely, read_letter
from reading.glance import glance
from reading.understand import Page, Senders, Suggestions, understand
from rules.kinds import Kind

_OUR_SEAL: Final = re.compile(r"(?<=(?:jah|\sei)\s)[0-9a-f]{16}\b", re.IGNORECASE)  # at the end of a feedback link


class ReadingDied(Exception):
    """The worker gave no answer in time, or died over the letter."""


@dataclass(frozen=True, slots=True)
class Understood:
    letter: Letter
    suggestions: Suggestions
    sameness: str
    at_a_glance: bool = False  # only the language is known; kind, press and attached documents are read later


def understand_octets(raw: bytes, senders: Senders) -> Understood:
    """Read and understand one letter. Never raises; defects stand in the letter."""
    letter = read_letter(raw, own_domains=senders.own)
    return Understood(letter, understand(page_of(letter), senders), sameness(letter))


def barely_understood(raw: bytes) -> Understood:
    """Return what a person can go on with where reading a letter ends badly: its first headers and words, no suggestion but the term of an answer."""
    return Understood(read_barely(raw), Suggestions(kind=Kind.EXPLANATION), "")


def glance_at_octets(raw: bytes, senders: Senders) -> Understood:
    """Read one letter of a long queue, and understand it only if it must not wait.

    Machines, authorities, the press, a child who may be in danger and signed containers are understood at once.
    """
    letter = read_letter(raw, own_domains=senders.own, attachment_text=False)
    automatic = letter.automatic
    if automatic.generated or automatic.bounce or automatic.list or letter.deliveries or letter.signatures:
        return understand_octets(raw, senders)
    seen = glance(page_of(letter), senders)
    if not seen.wait:
        return understand_octets(raw, senders)
    light = replace(letter, attachments=tuple(replace(part, content=b"", contains=()) for part in letter.attachments))
    told = Suggestions(language=seen.language, kind=Kind.EXPLANATION)
    return Understood(light, told, sameness(letter), at_a_glance=True)


def page_of(letter: Letter) -> Page:
    """Return what `reading` needs of a letter: texts with their place, sender, date.

    The seal of a feedback link of ours is left out: it is no word of the writer, and what is made up of chance looks like anything.
    """
    return Page(
        sender=letter.sender.address, sender_name=letter.sender.name, reply_to=letter.reply_to, subject=_OUR_SEAL.sub("", letter.subject),
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
