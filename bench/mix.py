"""Letters for a backlog: 60 % short and plain, 25 % pages of HTML, 10 % with a PDF, 5 % replies; the same for the same number."""

import json
import random
import zlib
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from html import escape
from pathlib import Path
from textwrap import wrap
from typing import Any, Final

WORDS: Final = Path(__file__).parent.parent / "reading" / "letters" / "own_letters.jsonl"
ANY: Final = 0.05  # share of letters taken from all the words, in which a fourth tells of a child in need or of the press
PLAIN, PAGE, WITH_PDF = 0.60, 0.85, 0.95  # shares, one on top of the other; what is left are replies


def letters(count: int, domain: str = "post.example", any_share: float = ANY) -> Iterator[bytes]:
    """Yield letters of different people."""
    chance = random.Random(20_261_123)
    for number in range(count):
        yield _letter(number, chance, domain, any_share)


def _letter(number: int, chance: random.Random, domain: str, any_share: float) -> bytes:
    words = chance.choice(_texts() if chance.random() < any_share else _usual())
    message = EmailMessage()
    message["From"] = f"Kirjutaja {number} <kirjutaja{number}@{domain}>"
    message["To"] = "info@ska.example"
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = f"<backlog.{number}@{domain}>"
    message["Subject"] = words["subject"] or "Pöördumine"
    text, share = f"{words['text']}\n\nKirja number {number}\n", chance.random()
    if share >= WITH_PDF:
        message["In-Reply-To"] = message["References"] = f"<earlier.{number}@{domain}>"
        quoted = "\n".join(f"> {line}" for line in chance.choice(_texts())["text"].splitlines())
        text += f"\n23.11.2026 10:00 kirjutas Keegi:\n{quoted}\n"
    message.set_content(text)
    if PLAIN <= share < PAGE:
        message.add_alternative(_page(text), subtype="html")
    elif PAGE <= share < WITH_PDF:
        message.add_attachment(_pdf(chance), maintype="application", subtype="pdf", filename=f"avaldus{number}.pdf")
    return message.as_bytes()


def _page(text: str) -> str:
    lines = "".join(f"<p class='MsoNormal'><span style='font-size:11.0pt'>{escape(line)}</span></p>" for line in text.splitlines())
    style = "p.MsoNormal {margin:0cm; font-family:'Calibri',sans-serif;} " * 40
    return f"<html><head><style>{style}</style></head><body><div>{lines}</div></body></html>"


def _pdf(chance: random.Random) -> bytes:
    """Return a PDF of a page of words and a picture of 50 to 500 KB that does not shrink."""
    size = chance.randint(50_000, 500_000)
    lines = " ".join(f"({line}) Tj T*" for line in wrap(chance.choice(_texts())["text"].encode("ascii", "ignore").decode()
                     .replace("(", "").replace(")", "").replace("\\", ""), 80))  # fmt: skip
    words = f"BT /F1 11 Tf 14 TL 50 800 Td {lines} ET q 10 0 0 10 50 50 cm /I1 Do Q".encode()
    side = int((size / 3) ** 0.5)
    picture = zlib.compress(_noise()[: side * side * 3], 0)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
        b"/XObject << /I1 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(words), words),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (side, side, len(picture), picture),
    ]  # fmt: skip
    made, places = bytearray(b"%PDF-1.4\n%" + b64encode(chance.randbytes(12)) + b"\n"), []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = len(made)
    made += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(made + b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table)


@cache
def _noise() -> bytes:
    return random.Random(7).randbytes(500_000)


@cache
def _usual() -> tuple[dict[str, Any], ...]:
    """Return what an office gets day by day: no child in need, no journalist, no machine."""
    return tuple(one for one in _texts() if one["child_at_risk"] == "none" and not one["media_relevant"] and not one["automatic"])


@cache
def _texts() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(line) for line in WORDS.read_text(encoding="utf-8").splitlines())
