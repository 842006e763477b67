"""The lists of outlets and authorities: built in, and read from the office's own folder with every fault named by its row."""

import csv
import io
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from reading.page import Senders

COLUMNS: Final = ("domain", "outlet", "languages", "type")
_DOMAIN: Final = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")


class BadTable(Exception):
    """A table of the office cannot be used; `faults` tells each, with the file and the row."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


def load_outlets(path: Path) -> dict[str, str]:
    """Return domain -> outlet of the office's own file.

    Raises BadTable with all faults told at once.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadTable((f"{path.name}: cannot be read as UTF-8 text",)) from fault
    return _outlets(text, path.name)


def built_in_outlets() -> dict[str, str]:
    """Return domain -> outlet of the built-in list (law.md section 9.1)."""
    return dict(_built_in()[0])


def built_in_authorities() -> tuple[str, ...]:
    """Return the domains of Estonian authorities known to the house."""
    return _built_in()[1]


def built_in_senders(own: tuple[str, ...] = ()) -> Senders:
    """Return the built-in lists beside the office's own domains."""
    return Senders(own, built_in_authorities(), built_in_outlets())


@cache
def _built_in() -> tuple[dict[str, str], tuple[str, ...]]:
    data = files("reading") / "data"
    outlets = _outlets((data / "outlets.csv").read_text(encoding="utf-8"), "outlets.csv")
    listed = (data / "authorities.txt").read_text(encoding="utf-8").splitlines()
    return outlets, tuple(line.strip() for line in listed if line.strip() and not line.startswith("#"))


def _outlets(text: str, file: str) -> dict[str, str]:
    rows = csv.reader(io.StringIO(text))
    faults: list[str] = []
    outlets: dict[str, str] = {}
    header = tuple(cell.strip().lower() for cell in next(rows, []))
    if header[:2] != COLUMNS[:2]:
        raise BadTable((f"{file} row 1: the first columns must be {', '.join(COLUMNS[:2])}",))
    for row in rows:
        if not any(cell.strip() for cell in row) or row[0].startswith("#"):
            continue
        domain, name = ([cell.strip() for cell in row] + [""])[:2]
        fault = _fault(domain.lower(), name, outlets)
        if fault:
            faults.append(f"{file} row {rows.line_num}: {fault}")
        outlets[domain.lower()] = name
    if faults:
        raise BadTable(tuple(faults))
    return outlets


def _fault(domain: str, name: str, known: dict[str, str]) -> str:
    if not _DOMAIN.fullmatch(domain):
        return f"“{domain}” is not a domain such as err.ee"
    if not name:
        return f"{domain} has no outlet beside it"
    return f"{domain} stands twice" if domain in known else ""
