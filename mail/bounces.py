"""What became of letters we sent: delivery status notifications (RFC 3464), and notices that follow no standard."""

import re
from dataclasses import dataclass

from mail.charsets import clean, decode
from mail.headers import Headers, message_ids, split_block
from mail.letter import Address, Delivery
from mail.notices import RETURNED, Speaker, may_be_notice, notice_in, speaker
from mail.parts import Part, report_type

RECIPIENT_LIMIT = 500
NOTICE_LIMIT = 20_000  # signs of a notice in which recipients are looked for

_STATUS_PARTS = ("message/delivery-status", "message/global-delivery-status")
_ACTIONS = ("failed", "delayed", "delivered", "relayed", "expanded")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_WORD = r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
_ADDRESS = re.compile(_WORD)
_ID_LINE = re.compile(r"(?im)^[>\s]{0,20}Message-ID:\s{0,20}(<[^<>\s]{3,900}>)")
_TO_LINE = re.compile(rf"(?im)^[>\s]{{0,20}}To:[^\n@]{{0,200}}?({_WORD})>?\s*$")
# Where the letter that came back begins within the notice.
_COPY = re.compile(
    r"(?im)^[ \t]{0,6}-{2,}.{0,40}(?:below this line|copy of|original message|returned message|unsent message|header of the original).{0,60}$"
    r"|^(?:original message follows|message headers follow|included is a copy|original message headers).{0,40}$|^(?:Received|Return-Path|Message-ID):[ \t]?\S"
)
# How servers name the one who did not get the letter, the surest way first.
_NAMED = (
    re.compile(rf"(?i)RCPT TO:\s{{0,4}}<?({_WORD})"),
    re.compile(rf"(?m)^[\s>*•-]{{0,12}}[<\"'(]?({_WORD})[>\"')]{{0,2}}(?:\s*[:,(]|\s*$|\s+<)"),
    re.compile(
        rf"(?i)(?:\bto|user|recipients?|address(?:es)?|errors|mailbox|size)\b(?:\(s\))?[:\s]{{0,4}}\[?(?:SMTP:)?[<\"']?({_WORD})"
    ),
    re.compile(rf"({_WORD})"),
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a letter tells of the delivery of another: how it was known, and what it says of each recipient. Empty for any other letter."""

    known_by: str = ""  # delivery_report, delivery_notice
    deliveries: tuple[Delivery, ...] = ()
    failed: bool = False


def read_report(root: Part, sender: Address, words: str) -> Report:
    """Return what a notification says of each recipient.

    The id is that of the message returned within it, never one out of a subject (forged bounces name a case there).
    """
    leaves = root.leaves()
    kind = report_type(root).replace("unnamed", "")
    statuses = [leaf for leaf in leaves if leaf.type in _STATUS_PARTS]
    standard = kind in ("delivery-status", "global-delivery-status") or (
        statuses and (not kind and _may_report(root, sender))
    )
    if not standard and (kind or not may_be_notice(root.headers, sender)):
        return Report()
    told = [told for leaf in statuses for told in _standard(leaf, _original_id(leaves))] if standard else []
    if not told:
        notice = notice_in(root, sender, words)
        if notice is None and not standard:
            return Report()
        told = _plain(root, words, "delayed" if notice and notice.delayed else "failed")
    deliveries = tuple(told[:RECIPIENT_LIMIT])
    failed = not deliveries or any(one.action == "failed" for one in deliveries)
    return Report("delivery_report" if standard else "delivery_notice", deliveries, failed)


def _may_report(root: Part, sender: Address) -> bool:
    """Tell whether the status within is the sender's own: a person who sends a bounce on is no machine."""
    return root.type in ("multipart/report", *_STATUS_PARTS) or speaker(root.headers, sender) > Speaker.ANYBODY


def _standard(leaf: Part, original: str) -> list[Delivery]:
    told = []
    octets = leaf.content().replace(b"\r\n", b"\n").strip(b"\n")[:500_000]
    for block in re.split(rb"\n[ \t]*\n", octets)[: RECIPIENT_LIMIT + 1]:
        fields, _ = split_block(block + b"\n\n", 0, len(block) + 2)
        recipient = _typed(fields, "final-recipient") or _typed(fields, "original-recipient")
        action = fields.text("action").lower().split(" ")[0].strip("()")
        if not recipient and not action:
            continue
        found = _STATUS.search(fields.text("status")) or _STATUS.search(fields.text("diagnostic-code"))
        told.append(
            Delivery(recipient, action if action in _ACTIONS else "failed", found[1] if found else "", original)
        )
    return told


def _typed(fields: Headers, name: str) -> str:
    """Return the address of a typed field such as `rfc822; mari@x.ee`."""
    value = fields.text(name)
    found = _ADDRESS.search(value.partition(";")[2] or value)
    return found[0] if found else ""


def _original_id(leaves: list[Part]) -> str:
    return next((found[0] for fields in _returned(leaves) if (found := message_ids(fields.raw("message-id")))), "")


def _returned(leaves: list[Part]) -> list[Headers]:
    """Return the headers of the letters that came back whole, or as headers only."""
    found = []
    for leaf in leaves:
        if leaf.type in RETURNED:
            content = leaf.content()[:200_000].lstrip(b"\r\n")
            found.append(split_block(content + b"\r\n\r\n", 0, len(content) + 4)[0])
    return found


def _plain(root: Part, words: str, action: str) -> list[Delivery]:
    """Return what a notice in its own words says. Where it names nobody, the one to whom the returned letter went is meant."""
    notice = (words[: copy.start()] if (copy := _COPY.search(words)) else words)[:NOTICE_LIMIT]
    returned = _returned(root.leaves())
    ours = {found.lower() for name in ("to", "delivered-to") for found in _ADDRESS.findall(root.headers.raw(name))}
    addresses = _ADDRESS.findall(root.headers.text("x-failed-recipients")) or _named(notice, ours)
    raw = "" if addresses and returned else clean(decode(root.encoded()[:300_000])[0])
    if not addresses:
        addresses = [found for fields in returned for found in _ADDRESS.findall(fields.raw("to"))][
            :1
        ] or _TO_LINE.findall(raw)[-1:]
    own_id = _original_id(root.leaves()) or next(iter(_ID_LINE.findall(words[:200_000]) or _ID_LINE.findall(raw)), "")
    status = _STATUS.search(notice)
    return [Delivery(address, action, status[1] if status else "", own_id) for address in dict.fromkeys(addresses)]


def _named(notice: str, ours: set[str]) -> list[str]:
    """Return the addresses that a notice names as those who did not get the letter."""
    for pattern in _NAMED:
        found = [one for one in pattern.findall(notice) if one.lower() not in ours]
        if found:
            return found if pattern is not _NAMED[-1] else found[:1]
    return []
