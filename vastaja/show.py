"""How the command line shows things: JSON lines for programs, tables for people, nothing a terminal could be fooled by."""

import json
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from typing import IO, Final

# What some readers take for the end of a line although JSON allows it inside a string.
_LINE_ENDS: Final = str.maketrans({"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def json_line(value: object) -> str:
    """Return one line of JSON in UTF-8 letters; what is no letter at all is escaped."""
    line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_LINE_ENDS)
    return line.encode("utf-8", "backslashreplace").decode("utf-8")


def put_json(value: object) -> None:
    """Print one line of JSON, in UTF-8 whatever the terminal is set to."""
    sys.stdout.buffer.write(json_line(value).encode() + b"\n")
    sys.stdout.buffer.flush()


def put(text: str, to: IO[str] | None = None) -> None:
    """Print lines for a person; a letter the terminal cannot show becomes a question mark."""
    stream = to or sys.stdout
    encoding = getattr(stream, "encoding", "") or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), file=stream, flush=True)


def one_line(text: object, longest: int = 120) -> str:
    """Return a text that cannot move the cursor, change colours or turn the direction of writing."""
    signs = (sign if unicodedata.category(sign)[0] != "C" else " " for sign in str(text))
    line = " ".join("".join(signs).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def moment(at: datetime, zone: tzinfo) -> str:
    """Return a moment with the office's offset and whole seconds."""
    return at.astimezone(zone).isoformat(timespec="seconds")


def put_table(
    heads: Sequence[str], rows: Sequence[Sequence[object]], colours: Mapping[str, str] | None = None, longest: int = 120
) -> None:
    """Print a table: drawn on a terminal, in plain columns elsewhere. `colours` maps the word of a cell to a colour."""
    cells = [[one_line(cell, longest) for cell in row] for row in rows]
    if sys.stdout.isatty():
        _draw(heads, cells, colours or {})
        return
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    for row in (heads, *cells):
        put("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _draw(heads: Sequence[str], rows: Sequence[Sequence[str]], colours: Mapping[str, str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*heads)
    for row in rows:
        table.add_row(*(Text(cell, style=colours.get(cell, "")) for cell in row))
    Console().print(table)
