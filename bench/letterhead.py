"""A letter becomes a PDF and a .docx: the first time in a process, and again: `python -m bench.letterhead`.

A letter of two pages in two languages. "First" starts a process of its own each time and counts what is loaded for it;
"again" sets a letter with other words each time, as a typesetter remembers those it has set.
"""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from statistics import median
from time import perf_counter
from typing import Final

from bench.machine import table
from replies.library import TALLINN, Library
from replies.samples import CASE, OFFICE, sample_facts
from replies.sheet import Block, Sheet, sheet_of
from rules.kinds import Kind, Language

ROUNDS: Final = 5
AGAIN: Final = 20  # letters of one process
AIM: Final = 1.5  # seconds
ESTONIAN: Final = "Asenduskodu koha eest maksab kohalik omavalitsus, kelle rahvastikuregistrijärgne elanik laps on. "
RUSSIAN: Final = "Место в замещающем доме оплачивает местное самоуправление, жителем которого числится ребёнок. "


def main() -> None:
    """Print the table; exit with 1 where a letter takes longer than it may."""
    figures = [(f"{name}, {when}", median(rounds)) for name in MAKERS for when, rounds in (("first", _first(name)), ("again", _again(name)))]
    table(f"A letter of two pages in two languages, seconds (medians of {ROUNDS} processes and of {AGAIN} letters)",
          [(what, seconds, f"< {AIM}") for what, seconds in figures])  # fmt: skip
    sys.exit(1 if any(seconds >= AIM for _, seconds in figures) else 0)


def pdf(sheet: Sheet) -> bytes:
    """Return the PDF. What it needs is loaded here, as in the house."""
    from replies.typeset import pdf_of

    return pdf_of(sheet)


def docx(sheet: Sheet) -> bytes:
    """Return the .docx."""
    from replies.word_file import docx_of

    return docx_of(sheet, TALLINN)


MAKERS: Final[dict[str, Callable[[Sheet], bytes]]] = {"PDF": pdf, ".docx": docx}


def _first(name: str) -> list[float]:
    asked = [sys.executable, "-m", "bench.letterhead", name]
    return [float(subprocess.run(asked, check=True, capture_output=True, text=True).stdout) for _ in range(ROUNDS)]


def _again(name: str) -> list[float]:
    sheets = [_other(_sheet(), number) for number in range(AGAIN + 1)]
    return [_seconds(name, sheet) for sheet in sheets][1:]


def _seconds(name: str, sheet: Sheet) -> float:
    begun = perf_counter()
    MAKERS[name](sheet)
    return perf_counter() - begun


def _sheet() -> Sheet:
    words = "\n\n".join([ESTONIAN * 3] * 4 + [f"- {ESTONIAN}\n- {ESTONIAN}"])
    facts = sample_facts("answer", Kind.EXPLANATION) | {"substance": words}
    made = Library().render_bilingual("answer", Language.RUSSIAN, facts, Kind.EXPLANATION,
                                      translated={"substance": "\n\n".join([RUSSIAN * 3] * 4), "positions": ()})  # fmt: skip
    return sheet_of(OFFICE, CASE, made.subject, made.parts, ("Mari Näidis", "mari.naidis@post.example"), CASE.received)


def _other(sheet: Sheet, number: int) -> Sheet:
    """Return the letter with other words in every paragraph."""
    parts = (replace(part, blocks=tuple(Block(one.kind, tuple(f"{line} {number}" for line in one.lines)) for one in part.blocks))
             for part in sheet.parts)  # fmt: skip
    return replace(sheet, title=f"{sheet.title} {number}", parts=tuple(parts))


if __name__ == "__main__":
    if sys.argv[1:]:
        print(_seconds(sys.argv[1], _sheet()))
    else:
        main()
