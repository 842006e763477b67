"""Sample letters of the town: ready ones that a newcomer sends by one click or that arrive by themselves."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime, make_msgid
from importlib.resources import files
from typing import Final


@dataclass(frozen=True, slots=True)
class Sample:
    """One letter of letters/. `writer` is the key of a citizen, "" for somebody without a place on the page."""

    name: str
    writer: str
    envelope_from: str
    title_et: str
    title_en: str


# In the order in which they arrive by themselves.
# fmt: off
SAMPLES: Final = (
    Sample("selgitustaotlus",   "kadri", "kadri.ojametsa@kirjakodu.example", "Selgitustaotlus: ema hoolduskoormus", "Asks for an explanation (Estonian)"),
    Sample("ajakirjanik",       "ats",   "ats.uudismaa@err.ee",              "Ajakirjanik: lugu läheb homme eetrisse", "A journalist asks, with a deadline"),
    Sample("margukiri",         "kadri", "kadri.ojametsa@kirjakodu.example", "Märgukiri: abivahendite laenutus",    "A memorandum with a proposal (Estonian)"),
    Sample("venekeelne",        "igor",  "igor.vetrov@kirjakodu.example",    "Venekeelne küsimus rehabilitatsioonist", "A question in Russian"),
    Sample("teabenoue",         "",      "ulo.kadarpiku@kirjakodu.example",  "Teabenõue: järelevalve aktid",        "A request for information (Estonian)"),
    Sample("ingliskeelne",      "emma",  "emma.larkfield@kirjakodu.example", "Ingliskeelne küsimus puude kohta",    "A question in English"),
    Sample("lapse-mure",        "",      "liivi.rannaveer@kool.example",     "Õpetaja on mures lapse pärast",       "A teacher is worried about a child"),
    Sample("automaatvastus",    "",      "",                                 "Automaatne puhkuseteade",             "An automatic holiday reply"),
    Sample("tanu",              "emma",  "emma.larkfield@kirjakodu.example", "Tänukiri",                            "A letter of thanks"),
    Sample("tagastus",          "",      "",                                 "Tagastatud kiri (bounce)",            "A letter that came back (bounce)"),
    Sample("laps-ohus",         "",      "maire.sarapuu@kirjakodu.example",  "Laps on ohus praegu",                 "A child is in danger now"),
)
# fmt: on


def sample(name: str) -> Sample:
    """Return a sample by name. Raises KeyError."""
    return {one.name: one for one in SAMPLES}[name]


def fresh_letter(one: Sample, at: datetime) -> bytes:
    """Return the octets of a sample as if it were written at this moment: with its own Date and Message-ID, all else as it is on disk."""
    raw = (files("playground") / "letters" / f"{one.name}.eml").read_bytes()
    head, _, body = re.sub(rb"\r?\n", b"\r\n", raw).partition(b"\r\n\r\n")
    host = one.envelope_from.rpartition("@")[2] or "kirjakodu.example"
    lines = [line for line in re.split(rb"\r\n(?![ \t])", head) if not re.match(rb"(?i)(date|message-id):", line)]
    lines += [f"Date: {format_datetime(at)}".encode(), f"Message-ID: {make_msgid(domain=host)}".encode()]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body
