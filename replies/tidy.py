"""The last touch before a text is shown: no blank heaps, no signs that cannot be seen."""

import re
from typing import Final

# Controls, and marks that turn the direction of what is read: no letter of ours needs them.
_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_NEW_LINES: Final = re.compile("\r\n?|[\u2028\u2029\x85]")


def tidy(text: str) -> str:
    """Return the text with \\n for every line end, at most one empty line at a time, ending with a line end."""
    lines = [line.rstrip() for line in _UNSEEN.sub("", _NEW_LINES.sub("\n", text)).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def one_line(text: str) -> str:
    """Return the text as a header may hold it: one line, single spaces."""
    return " ".join(tidy(text).split())
