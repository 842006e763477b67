"""What reading takes and gives: the page of a letter, who writes from where, and the suggestions with their reasons."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from rules.kinds import Child, Kind, Language


@dataclass(frozen=True, slots=True)
class Page:
    """One letter as plain texts with their place. `text` is the new words, `body` the whole with what it quotes."""

    sender: str = ""  # address
    sender_name: str = ""
    reply_to: str = ""
    subject: str = ""
    text: str = ""
    body: str = ""
    date: datetime | None = None
    attachments: tuple[tuple[str, str], ...] = ()  # (name, text)
    automatic: bool = False
    senders_count: int = 1  # mailboxes in From


@dataclass(frozen=True, slots=True)
class Senders:
    """Who writes from which domain. A suffix matches whole labels; own goes before authorities, authorities before outlets."""

    own: tuple[str, ...] = ()
    authorities: tuple[str, ...] = ()
    outlets: Mapping[str, str] = field(default_factory=dict)  # domain -> name of the outlet

    def is_own(self, address: str) -> bool:
        """Tell whether the office itself writes from there."""
        return bool(_suffix(address, self.own))

    def is_authority(self, address: str) -> bool:
        """Tell whether an authority writes from there."""
        return not self.is_own(address) and bool(_suffix(address, self.authorities))

    def outlet(self, address: str) -> str:
        """Return the name of the outlet that writes from there, or ""."""
        if self.is_own(address) or self.is_authority(address):
            return ""
        return self.outlets.get(_suffix(address, self.outlets), "")


def _suffix(address: str, suffixes: tuple[str, ...] | Mapping[str, str]) -> str:
    """Return the longest suffix of the address's domain that is listed, or ""."""
    labels = address.rpartition("@")[2].strip(" .>").lower().split(".")
    tails = (".".join(labels[start:]) for start in range(min(len(labels), 12)))
    return next((tail for tail in tails if tail and tail in suffixes), "")


@dataclass(frozen=True, slots=True)
class Reason:
    """One sign that hit: `name` may stand on a card, `sentence` is content of the letter."""

    name: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Media:
    """Whether the communications staff must know, why, and the journalist's own deadline (aware, office time)."""

    relevant: bool = False
    confidence: float = 0.0
    reasons: tuple[Reason, ...] = ()
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """One piece of personal data as it is written in the letter."""

    type: str  # name, isikukood, phone, address, email, iban, health, child_name
    text: str


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What a colleague would say after reading the letter once. A person may always overrule."""

    language: Language = Language.UNKNOWN
    language_reasons: tuple[Reason, ...] = ()
    kind: Kind = Kind.OTHER
    kind_confidence: float = 0.0
    kind_reasons: tuple[Reason, ...] = ()
    other_kinds: tuple[Kind, ...] = ()
    media: Media = Media()
    child: Child = Child.NONE
    child_reasons: tuple[Reason, ...] = ()
    offence: bool = False
    offence_reasons: tuple[Reason, ...] = ()
    topic: str = ""
    topic_reasons: tuple[Reason, ...] = ()
    expects_reply: bool = True
    reply_reasons: tuple[Reason, ...] = ()
    named_day: date | None = None  # the day an authority itself set for the answer
    personal_data: tuple[Found, ...] = ()
    masked: str = ""


def card_safe(reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    """Return the names of the signs, each once: they hold nothing of the letter's text."""
    return tuple(dict.fromkeys(reason.name for reason in reasons))
