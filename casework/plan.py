"""What a version of a letter is made of, and how that is read back from one that has been written."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.documents import MADE
from casework.turn import Turn
from rules.records import Paper
from storage.desk_tables import Draft

HOLE = "[KIRJUTAGE SIIA VASTUSE SISU]"  # stands in a draft until the official has written the substance
BETWEEN = "\x1e"  # stands for the line of dashes between the Estonian words and their translation


@dataclass(frozen=True, slots=True)
class Plan:
    """What a new version is made of."""

    paper: Paper
    substance: str = ""
    reason: str = ""
    until: date | None = None
    recipients: tuple[str, ...] = ()
    files: tuple[dict[str, str], ...] = ()
    companion_id: int | None = None
    contact: tuple[str, ...] = ()  # of the body a letter is forwarded to
    ground: str = ""  # of a refusal (rules/grounds.py)
    sealed: dict[str, Any] = field(default_factory=dict)  # the encrypted container that leaves in the place of the words
    cover: str = ""  # what the mail says then


def plan_of(turn: Turn, draft: Draft) -> Plan:
    """Return what a version was made of."""
    body = draft if draft.paper is Paper.FORWARDING_BODY else None
    if draft.companion_id:
        body = turn.session.get_one(Draft, draft.companion_id)
    return Plan(draft.paper, draft.substance, draft.reason, draft.until, tuple(draft.recipients),
                tuple(one for one in draft.attachments if MADE not in one), draft.companion_id, tuple(body.recipients) if body else (), draft.ground)  # fmt: skip


def in_two_languages(text: str) -> tuple[str, str]:
    """Return the Estonian words and, below a line of dashes, those in the language of the person."""
    first, _, second = re.sub(r"(?m)^\s*-{3,}\s*$", BETWEEN, text, count=1).partition(BETWEEN)
    return first.strip(), second.strip()
