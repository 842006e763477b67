"""Finds what a writer meant to fill in and did not: brackets, marks and template signs left in a finished text."""

import re
from collections.abc import Iterator
from typing import Final

# "[...]", "[nimi]", "<nimi>" and "___" are how offices mark a gap; [1] and "[sic]" are not gaps.
_LEFTOVER: Final = re.compile(
    r"\{[{%#]|[}%#]\}"
    r"|\[(?!\d+\]|sic\])[^\[\]\n]{0,80}\]"
    r"|<(?!https?://|[^<>\s]+@)[A-Za-zÕÄÖÜõäöüА-Яа-яЁё][^<>\n]{0,80}>"
    r"|_{3,}|\.{4,}"
    r"|(?<!\w)(?:TODO|FIXME|XXX+|TBD|LISA SIIA|VAJA TÄITA)(?!\w)"
)


def leftovers(text: str) -> Iterator[tuple[int, str]]:
    """Yield the line number (from 1) and the words of every gap that was left in the text."""
    for number, line in enumerate(text.splitlines(), start=1):
        for found in _LEFTOVER.finditer(line):
            yield number, found.group()
