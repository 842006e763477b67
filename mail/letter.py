"""A letter as the rest of the house sees it. Facts only: reading the bytes is mail/read.py's work."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox of a header. `address` is "" where the header's words hold no address we dare to use."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """One leaf part that is not the shown text. `text` is None where no text could be had from it."""

    name: str
    type: str
    size: int  # octets, decoded
    sha256: str
    text: str | None = None
    content: bytes = field(default=b"", repr=False)
    contains: tuple["Attachment", ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature of a container: digests and signature value checked offline, trust and revocation not."""

    container: str
    signer: str
    personal_code: str
    signed_at: datetime | None
    valid: bool


@dataclass(frozen=True, slots=True)
class Automatic:
    """Whether a machine wrote the letter (RFC 3834) and whether it may be acknowledged at all."""

    generated: bool = False
    bounce: bool = False
    list: bool = False
    may_acknowledge: bool = True
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a delivery status notification says of one recipient (RFC 3464)."""

    recipient: str
    action: str  # failed, delayed, delivered, relayed, expanded
    status: str  # enhanced status code, "" if none
    message_id: str  # of the message it speaks of, "" if it does not say


@dataclass(frozen=True, slots=True)
class Letter:
    """One incoming letter. Every field is filled, so no caller checks for None but for `date`."""

    digest: str  # SHA-256 of the octets as they came
    message_id: str  # "" where the sender gave none
    date: datetime | None
    subject: str
    sender: Address
    senders: tuple[Address, ...] = ()  # all of From, and of every From
    reply_to: str = ""
    return_path: str = ""
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    delivered_to: tuple[str, ...] = ()  # To, Cc, Delivered-To, X-Original-To: where our own tokened address may stand
    in_reply_to: tuple[str, ...] = ()  # Message-IDs with their angle brackets
    references: tuple[str, ...] = ()
    body: str = ""
    new_text: str = ""  # without quoted history and signature
    attachments: tuple[Attachment, ...] = ()
    signatures: tuple[Signature, ...] = ()
    automatic: Automatic = Automatic()
    deliveries: tuple[Delivery, ...] = ()
    authentication: str = ""  # the Authentication-Results of our own server, as it came
    canary: str = ""  # the token of our own canary letter, "" in all others
    defects: tuple[str, ...] = ()
