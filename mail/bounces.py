"""What became of letters we sent: delivery status notifications (RFC 3464), and the commonest that follow no standard."""

import re

from mail.charsets import clean, decode
from mail.headers import Headers, message_ids, split_block
from mail.letter import Delivery
from mail.parts import Part

RECIPIENT_LIMIT = 500

_ACTIONS = ("failed", "delayed", "delivered", "relayed", "expanded")
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_ID_LINE = re.compile(r"(?im)^[>\s]*Message-ID:\s*(<[^<>\s]{3,900}>)")
# The words with which machines begin a notice that follows no standard, and what they tell of.
# fmt: off
_NOTICES = (
    ("failed",  re.compile(r"Hi\. This is the (?:qmail-send|deliver) program at")),
    ("failed",  re.compile(r"This message was created automatically by (?:the )?mail (?:delivery software|transfer agent|system)")),
    ("failed",  re.compile(r"(?:Your message|Delivery).{0,40}(?:could not be delivered|did not reach|to the following recipients? failed|has failed)", re.S | re.I)),
    ("failed",  re.compile(r"I'm sorry to have to inform you that your message could not\s+be delivered")),
    ("failed",  re.compile(r"(?:The following (?:addresses had permanent|address\(es\) failed|recipient))", re.I)),
    ("failed",  re.compile(r"A message that you (?:sent|have sent) could not be delivered", re.I)),
    ("failed",  re.compile(r"(?:сообщение не (?:было|может быть) доставлено|не удалось доставить)", re.I)),
    ("failed",  re.compile(r"(?:kirja (?:ei õnnestunud|kohaletoimetamine ebaõnnestus)|sõnumit ei (?:õnnestunud|saanud) (?:kohale )?toimetada)", re.I)),
    ("failed",  re.compile(r"(?:konnte nicht zugestellt werden|Viestiä ei voitu toimittaa|neizdevās piegādāt)", re.I)),
)
_DELAYS = re.compile(r"(?:has not yet been delivered|delayed|will be retried|still being retried|warning message only|could not be delivered (?:yet|for)|"
                     r"THIS IS A WARNING)", re.I)
_SUBJECTS = re.compile(
    r"^(?:Undeliver(?:able|ed)|Delivery (?:Status Notification|has failed|failure)|Mail delivery (?:failed|failure)|failure notice|Returned mail|"
    r"Mail System Error|Non[- ]?delivery|Warning: could not send message|Message delayed|Delayed Mail|Delivery (?:delayed|Notification)|"
    r"Unzustellbar|Toimittamatta|Kohale toimetamata|Edastamatu|Не удалось доставить|Недоставленное|Nepiegādāt|Rejected|Message status|"
    r"Kirja ei saa edastada|Failure Notice|DELIVERY FAILURE|Undelivered Mail|Mail failure|Postmaster notify)", re.I)
# fmt: on
_COPY = re.compile(
    r"(?im)^-{2,}.{0,30}(?:below this line|this is a copy of|original message|returned message).{0,60}$|^-{5,}.*-{5,}$"
)


def deliveries(root: Part, words: str = "") -> tuple[Delivery, ...]:
    """Return what a notification says of each recipient; empty for any other letter.

    The id is that of the message returned within it, never one out of a subject (forged bounces name a case there).
    """
    leaves = root.leaves()
    original = _original_id(leaves)
    told = [
        told
        for leaf in leaves
        if leaf.type in ("message/delivery-status", "message/global-delivery-status")
        for told in _standard(leaf, original)
    ]
    if told:
        return tuple(told[:RECIPIENT_LIMIT])
    return tuple(_plain(root, words, original)[:RECIPIENT_LIMIT])


def is_notice(root: Part, words: str) -> bool:
    """Tell whether a letter without a standard report is a machine's notice that a letter was not delivered."""
    return (
        bool(_SUBJECTS.match(root.headers.text("subject")))
        or root.headers.has("x-failed-recipients")
        or _notice(words) is not None
    )


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
    for leaf in leaves:
        if leaf.type in (
            "message/rfc822",
            "message/global",
            "text/rfc822-headers",
            "message/rfc822-headers",
            "message/global-headers",
        ):
            content = leaf.content()[:200_000].lstrip(b"\r\n")
            fields, _ = split_block(content + b"\r\n\r\n", 0, len(content) + 4)
            found = message_ids(fields.raw("message-id"))
            if found:
                return found[0]
    return ""


def _plain(root: Part, words: str, original: str) -> list[Delivery]:
    failed = root.headers.text("x-failed-recipients")
    action = _notice(words)
    if not failed and action is None:
        return []
    notice = words[: copy.start()] if (copy := _COPY.search(words)) else words
    addresses = _ADDRESS.findall(failed) or _named(notice[:20_000])
    status = _STATUS.search(notice[:20_000])
    own_id = original or next(iter(_ID_LINE.findall(words[:200_000])), "") or _returned_id(root)
    return [
        Delivery(address, action or "failed", status[1] if status else "", own_id)
        for address in dict.fromkeys(addresses)
    ]


def _notice(words: str) -> str | None:
    top = words[:3_000]
    if not any(pattern.search(top) for _, pattern in _NOTICES):
        return None
    return "delayed" if _DELAYS.search(top) else "failed"


def _named(notice: str) -> list[str]:
    """Return the addresses that stand as recipients of a notice: alone on a line, or in brackets at its beginning."""
    found = re.findall(r"(?m)^[\s>]{0,10}<?([\w.+=-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)>?(?:\s*:|\s*$|\s*\()", notice)
    return found or _ADDRESS.findall(notice)[:1]


def _returned_id(root: Part) -> str:
    """Return the id out of a copy that stands undeclared in the raw body."""
    text = clean(decode(root.encoded()[:300_000])[0])
    return next(iter(_ID_LINE.findall(text)), "")
