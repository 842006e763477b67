"""The municipalities and how their child protection is reached; which of them a letter names. A suggestion: the person checks the residence."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from reading.outlets import BadTable

COLUMNS: Final = ("name", "phone", "mail", "dhx", "places")
_KINDS: Final = frozenset({"vald", "linn", "vallavalitsus", "linnavalitsus", "linnaosa"})
_COMPLAINT: Final = re.compile(
    r"kaeb|tegevusetus|ei reageeri|ei tee midagi|ei vasta|ei tegele|jätnud tegemata|rikub|järelevalve|жалоб|бездейств|не реагиру|complain|does nothing"
    , re.IGNORECASE)  # fmt: skip
_OFFICE: Final = re.compile(r"vald|vallaval|linnaval|omavalitsus|lastekaits|sotsiaaltöö|волост|опек|municipality|child protection", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Municipality:
    """`places`: villages and districts of it, by which a letter may name it."""

    name: str
    phone: str = ""
    mail: str = ""
    dhx: str = ""
    places: tuple[str, ...] = ()


def load_municipalities(path: Path) -> tuple[Municipality, ...]:
    """Return the office's own table. Raises BadTable with all faults told at once."""
    try:
        return _table(path.read_text(encoding="utf-8-sig"), path.name)
    except (OSError, UnicodeDecodeError) as fault:
        raise BadTable((f"{path.name}: cannot be read as UTF-8 text",)) from fault


@cache
def built_in_municipalities() -> tuple[Municipality, ...]:
    """Return a few made-up municipalities that show the form: an office keeps its own table."""
    return _table((files("reading") / "data" / "municipalities.csv").read_text(encoding="utf-8"), "municipalities.csv")


def named_in(text: str, known: Iterable[Municipality]) -> tuple[Municipality, ...]:
    """Return the municipalities whose name or place stands in the text in any case form, the most often named first."""
    counts = [(sum(len(_form(name).findall(text)) for name in (one.name, *one.places)), one) for one in known]
    return tuple(one for count, one in sorted(counts, key=lambda pair: -pair[0]) if count)


def complains_of(text: str, municipality: Municipality) -> bool:
    """Tell whether the letter seems to complain of that very municipality: then it is supervision, not forwarding."""
    return bool(_COMPLAINT.search(text)) and bool(_OFFICE.search(text)) and bool(named_in(text, (municipality,)))


def municipality_named(words: str, known: Iterable[Municipality]) -> Municipality | None:
    """Return the one meant by words, None where none or several fit."""
    wanted = words.strip().casefold()
    exact = [one for one in known if one.name.casefold() == wanted]
    found = exact or [one for one in known if wanted and one.name.casefold().startswith(wanted)]
    return found[0] if len(found) == 1 else None


@cache
def _form(name: str) -> re.Pattern[str]:
    """Return a pattern of the name in any case: Kivila vald, Kivila vallas, Kivilas; Tallinn, Tallinnas."""
    words = [word for word in name.split() if word.casefold() not in _KINDS]
    head, last = words[:-1], words[-1]
    stem = last[:-1] if len(last) > 4 and last[-1] in "aeiou" else last
    written = r"\s+".join(re.escape(word) for word in (*head, stem))
    return re.compile(rf"\b{written}\w{{0,5}}\b", re.IGNORECASE)


def _table(text: str, file: str) -> tuple[Municipality, ...]:
    rows = csv.reader(io.StringIO(text))
    if tuple(cell.strip().lower() for cell in next(rows, []))[:4] != COLUMNS[:4]:
        raise BadTable((f"{file} row 1: the columns must be {', '.join(COLUMNS)}",))
    found: dict[str, Municipality] = {}
    faults: list[str] = []
    for row in rows:
        cells = [cell.strip() for cell in row] + [""] * len(COLUMNS)
        if not any(cells) or cells[0].startswith("#"):
            continue
        if fault := _fault(cells, found):
            faults.append(f"{file} row {rows.line_num}: {fault}")
        else:
            places = tuple(place.strip() for place in cells[4].split(";") if place.strip())
            found[cells[0].casefold()] = Municipality(cells[0], cells[1], cells[2], cells[3], places)
    if faults:
        raise BadTable(tuple(faults))
    return tuple(found.values())


def _fault(cells: list[str], found: dict[str, Municipality]) -> str:
    if all(word.casefold() in _KINDS for word in cells[0].split()):
        return "the name is missing"
    if cells[0].casefold() in found:
        return f"{cells[0]} stands twice"
    if cells[2] and "@" not in cells[2]:
        return f"“{cells[2]}” is not a mail address"
    return "" if any(cells[1:4]) else f"{cells[0]} has neither phone, mail nor DHX"
