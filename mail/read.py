"""Octets to a Letter. Never raises: what cannot be read is left out and named among the defects."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from mail.addresses import Read, domain_of, one_address, read_addresses, within
from mail.attachments import Finds, read_attachments
from mail.automatic import judge
from mail.bodies import Body, read_body
from mail.bounces import read_report
from mail.carried import Seen
from mail.charsets import clean, one_line
from mail.headers import Headers, message_ids, moment, words
from mail.letter import Address, Attachment, Automatic, Letter
from mail.parts import Budget, Part, read_part
from mail.quoted import new_words

_ENVELOPE = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to")
BARE = 20_000  # octets of a letter that cannot be read whole
_BARE_LETTER = Letter(
    digest="", message_id="", date=None, subject="", sender=Address("", ""),
    automatic=Automatic(may_acknowledge=False, reasons=("unreadable",)),
)  # fmt: skip
_ADDRESSES_ALONE = re.compile(r"\s*(?:<?[\w.+-]{1,64}@[\w.-]{1,200}>?(?:\s+|$)){2,}")
_NO_COMMA = re.compile(r">\s{1,20}<(?=[\w.+-]{1,64}@)")
_EARLIEST, _LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Correspondents:
    """Who wrote and to whom, as the address headers tell, and what is doubtful in them."""

    senders: tuple[Address, ...]
    reply_to: str
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    defects: tuple[str, ...]

    def sender(self) -> Address:
        """Return the one address used for matching, showing and answering: the first that can be read."""
        return next(
            (entry for entry in self.senders if entry.address), self.senders[0] if self.senders else Address("", "")
        )


def read_letter(raw: bytes, own_domains: tuple[str, ...] = (), attachment_text: bool = True) -> Letter:
    """Return what the octets say. Raises nothing.

    `own_domains` are ours: only their server's Authentication-Results counts. Without `attachment_text` the words of
    attached documents are left out, which spares the process apart.
    """
    try:
        return _read(raw, own_domains, attachment_text)
    except (Exception, RecursionError, MemoryError) as fault:  # a poison letter must not stop the letters behind it
        return read_barely(raw, f"fault_{type(fault).__name__}")


def read_barely(raw: bytes, *why: str) -> Letter:
    """Return what can be had without risk of a letter whose reading ends badly, so that a person looks at it. Raises nothing.

    The headers of its first octets, and some of its words as they stand; it is never acknowledged by itself. `why`: further defects.
    """
    words = clean(raw[:BARE].decode("utf-8", "replace"))
    try:
        head = read_part(raw[:BARE], Budget(parts=1), top=True).headers
        people = _correspondents(head, ())
        known = replace(
            _BARE_LETTER, message_id=_message_id(head), date=moment(head.raw("date")), subject=head.text("subject"),
            sender=people.sender(), senders=people.senders, reply_to=people.reply_to, to=people.to, cc=people.cc,
        )  # fmt: skip
    except (Exception, RecursionError, MemoryError):  # the headers themselves may be what cannot be read
        known = _BARE_LETTER
    return replace(
        known, digest=hashlib.sha256(raw).hexdigest(), body=words, new_text=words, defects=("unreadable", *why)
    )


def _read(raw: bytes, own_domains: tuple[str, ...], attachment_text: bool) -> Letter:
    budget = Budget()
    root = read_part(raw, budget, top=True)
    headers = root.headers
    people = _correspondents(headers, own_domains)
    body = read_body(root)
    finds = Finds(budget, attachment_text)
    attachments = read_attachments(root, body, finds)
    wrapped = "" if root.type == "multipart/report" else clean(finds.wrapped_text).strip()
    text = body.text if body.text.strip() else wrapped
    report = read_report(root, people.sender(), text)
    seen = Seen(
        root,
        headers,
        people.sender(),
        people.reply_to,
        text,
        tuple(file.name for file in attachments),
        report.known_by,
        report.failed,
        own_domains,
    )
    answers = message_ids(headers.raw("in-reply-to"))
    references = message_ids(headers.raw("references"))
    date = moment(headers.raw("date"))
    return Letter(
        digest=hashlib.sha256(raw).hexdigest(),
        message_id=_message_id(headers),
        date=date,
        subject=headers.text("subject"),
        sender=people.sender(),
        senders=people.senders,
        reply_to=people.reply_to,
        return_path=one_address(headers.raw("return-path")),
        to=people.to,
        cc=people.cc,
        delivered_to=_delivered_to(headers),
        in_reply_to=answers,
        references=references,
        body=text,
        new_text=new_words(body.marked if body.text.strip() else text, bool(answers or references)),
        attachments=attachments,
        signatures=tuple(finds.signatures),
        automatic=judge(seen),
        deliveries=report.deliveries,
        authentication=_authentication(headers, own_domains),
        canary=headers.raw("x-vastaja-canary").strip()[:64],
        defects=_defects(
            budget, people, body, finds, [*_date_defects(headers, date), *_content_defects(text, root, attachments)]
        ),
    )


def _correspondents(headers: Headers, own_domains: tuple[str, ...]) -> _Correspondents:
    defects: list[str] = []
    senders = [_checked(value, own_domains, defects) for value in headers.all("from")]
    if len(senders) > 1:
        defects.append("two_from_headers")
    everyone = [entry for read in senders for entry in read.addresses]
    if len(senders) == 1 and len(everyone) > 1:
        defects.append("several_from")
    if not everyone:
        defects.append("no_sender")
    for read in senders:
        defects += read.defects
    reply = _checked(headers.all("reply-to")[0], own_domains, defects) if headers.has("reply-to") else Read()
    to, cc = _listed(headers, "to", defects), _listed(headers, "cc", defects)
    reply_to = next((entry.address for entry in reply.addresses if entry.address), "")
    if reply_to and domain_of(reply_to) != domain_of(next((entry.address for entry in everyone if entry.address), "")):
        defects.append("reply_to_differs")
    return _Correspondents(tuple(everyone), reply_to, to, cc, tuple(defects))


def _checked(value: bytes, own_domains: tuple[str, ...], defects: list[str]) -> Read:
    """Read an address header that says who speaks. A NUL in it never makes an address of our own."""
    read = read_addresses(words(value))
    if b"\0" in value:
        defects.append("nul_in_address")
        read.addresses = [
            Address(entry.name, "") if within(domain_of(entry.address), own_domains) else entry
            for entry in read.addresses
        ]
    return read


def _listed(headers: Headers, name: str, defects: list[str]) -> tuple[Address, ...]:
    found: list[Address] = []
    for value in headers.all(name)[:50]:
        read = read_addresses(_with_commas(words(value)))
        found += read.addresses
        defects += [defect for defect in read.defects if defect == "too_many_addresses"]
    return tuple(found)


def _with_commas(text: str) -> str:
    """Return a list of addressees with the commas that some programs leave out. Of a sender nothing is guessed."""
    if _ADDRESSES_ALONE.fullmatch(text[:5_000]):
        return ", ".join(text.split())
    return _NO_COMMA.sub(">, <", text)


def _delivered_to(headers: Headers) -> tuple[str, ...]:
    found = [
        entry.address
        for name in _ENVELOPE
        for value in headers.all(name)[:50]
        for entry in read_addresses(words(value)).addresses
    ]
    return tuple(dict.fromkeys(address for address in found if address))


def _message_id(headers: Headers) -> str:
    given = headers.raw("message-id")
    return next(iter(message_ids(given)), one_line(given)[:998])


def _authentication(headers: Headers, own_domains: tuple[str, ...]) -> str:
    """Return the Authentication-Results that our own server wrote: one with our name, above the lowest Received of ours."""
    found, candidate = "", ""
    for name, value in headers.fields:
        text = words(value)
        if name == "authentication-results" and not candidate:
            server = text.split(";")[0].split(" ")[0].strip().lower()
            candidate = text if within(server, own_domains) else ""
        elif name == "received":
            by = text.partition(" by ")[2] if " by " in text else text.removeprefix("by ")
            if not within(by.strip().split(" ")[0].rstrip(";").lower(), own_domains):
                break
            found = found or candidate
    return found


def _date_defects(headers: Headers, date: datetime | None) -> list[str]:
    if date is None:
        return ["date_unreadable" if headers.has("date") else "date_missing"]
    return [] if _EARLIEST < date < _LATEST else ["date_absurd"]


def _content_defects(text: str, root: Part, attachments: tuple[Attachment, ...]) -> list[str]:
    defects = []
    if root.type == "multipart/encrypted" or any(
        leaf.parameters.get("smime-type", "").lower() == "enveloped-data" for leaf in root.leaves()
    ):
        defects.append("encrypted")
    if not text.strip():
        pictures = [file for file in attachments if file.type.startswith("image/")]
        spoken = any(file.text or file.contains for file in attachments)
        defects.append("picture_only" if pictures and not spoken else "no_text")
    return defects


def _defects(budget: Budget, people: _Correspondents, body: Body, finds: Finds, more: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*budget.defects, *people.defects, *body.defects, *finds.defects, *more]))
