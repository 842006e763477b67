"""The replies of the house: which parts each has, which facts it may use, and who reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rules.kinds import Kind, Language

WRITTEN: Final = (Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH, Language.GERMAN)  # of letters
SPOKEN: Final = (Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH)  # of the chat
LETTER: Final = ("subject", "body")
CHAT: Final = ("chat",)
BOTH: Final = ("subject", "body", "chat")


@dataclass(frozen=True, slots=True)
class Reply:
    parts: tuple[str, ...]
    facts: tuple[str, ...]  # beside office and language
    to_citizen: bool = False  # then it must say how to reach us
    dated: bool = False  # it has no sense without case.answer_by


# Replies that go out before any person has looked: the same words whatever was found.
RECEIPTS: Final = frozenset({"receipt", "receipt_press", "receipt_chat"})
# Facts that a person writes in one language: a translation must bring its own.
FREE_TEXT: Final = frozenset({"substance", "positions", "reason", "question", "more_time"})
_WRITER: Final = frozenset({"case.correspondent", "case.their_reference", "case.their_date", "case.their_day"})
# Facts that a reply must not name, though its case holds them: the reporter is not disclosed (LasteKS § 27 (5)).
HIDDEN: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "child_referral": _WRITER,
        "crime_report": _WRITER,
        "media_alert": _WRITER,
        "press_statement": _WRITER,
    }
)

# fmt: off
REPLIES: Final[Mapping[str, Reply]] = MappingProxyType({
    # reply                 parts   facts                                                                to a citizen
    "receipt":              Reply(LETTER, ("case",),                                                     to_citizen=True),
    "receipt_press":        Reply(LETTER, ("case",),                                                     to_citizen=True),
    "receipt_chat":         Reply(CHAT,   ("case",)),
    "answer":               Reply(LETTER, ("case", "substance", "positions"),                            to_citizen=True),
    "covering_letter":      Reply(LETTER, ("case", "substance", "positions"),                            to_citizen=True),
    "late_answer":          Reply(LETTER, ("case", "substance", "positions"),                            to_citizen=True),
    "extension":            Reply(LETTER, ("case", "reason", "new_date"),                                to_citizen=True),
    "forwarding":           Reply(LETTER, ("case", "recipient"),                                         to_citizen=True),
    "forwarding_body":      Reply(LETTER, ("case", "recipient")),
    "clarification":        Reply(LETTER, ("case", "question", "more_time"),                             to_citizen=True),
    "late_notice":          Reply(LETTER, ("case", "reason", "new_date"),                                to_citizen=True),
    "refusal_to_answer":    Reply(LETTER, ("case", "reason", "basis", "ground"),                         to_citizen=True),
    "child_referral":       Reply(LETTER, ("case", "recipient", "substance")),
    "contribution_request": Reply(LETTER, ("case", "recipient", "question", "reply_by")),
    "contribution_reminder": Reply(LETTER, ("case", "recipient", "question", "reply_by")),
    "media_alert":          Reply(BOTH,   ("case", "media")),
    "press_statement":      Reply(LETTER, ("case", "substance", "confirmed")),
    "crime_report":         Reply(LETTER, ("case", "recipient", "substance")),
    "reminder":             Reply(BOTH,   ("case",),                                                     dated=True),
    "sealed_cover":         Reply(LETTER, ("case",),                                                     to_citizen=True),
    "undelivered":          Reply(LETTER, ("case", "status")),
    "alarm":                Reply(LETTER, ("what", "since", "advice")),
    "welcome":              Reply(CHAT,   ()),
    "answer_ready":         Reply(CHAT,   ("case",)),
    "status":               Reply(CHAT,   ("letters",)),
})
# fmt: on

# The kinds an official answers by template; vaie is decided, never templated, and has the general letter only.
ANSWERED_KINDS: Final = tuple(kind for kind in Kind if kind is not Kind.CHALLENGE)


def languages_of(part: str) -> tuple[Language, ...]:
    """Return the languages in which a part of a reply is written: German letters, but no German chat."""
    return SPOKEN if part == "chat" else WRITTEN
