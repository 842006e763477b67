"""The plain HTML alternative of a letter: the same words, in paragraphs, each with its language."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from replies.blocks import blocks_of, lists_apart
from rules.kinds import Language

_ADDRESS: Final = re.compile(r"((?:https?://|mailto:[^\s<>\"'?]+\?subject=)[^\s<>\"']+[^\s<>\"'.,;:!?)\]])")
_STYLE: Final = "font-family: Arial, sans-serif; font-size: 16px; line-height: 1.5; max-width: 40em"


def page(subject: str, parts: Sequence[tuple[Language, str]]) -> str:
    """Return a whole page: one section a language, nothing fetched, nothing that runs.

    The page has the language of its first part; the parts are divided by a line.
    """
    sections = "\n<hr>\n".join(_section(language, text) for language, text in parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{parts[0][0]}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(subject)}</title>\n</head>\n"
        f'<body style="{_STYLE}">\n{sections}\n</body>\n</html>\n'
    )


def _section(language: Language, text: str) -> str:
    return f'<div lang="{language}">\n' + "\n".join(_blocks(text)) + "\n</div>"


def _blocks(text: str) -> Iterator[str]:
    for block in blocks_of(text):
        for item, lines in lists_apart(block):
            if item:
                yield "<ul>\n" + "\n".join(f"<li>{_inline(line)}</li>" for line in lines) + "\n</ul>"
            else:
                yield "<p>" + "<br>\n".join(map(_inline, lines)) + "</p>"


def _inline(line: str) -> str:
    """Escape a line; only web and mail addresses become links, so that what is read is where it leads."""
    pieces = _ADDRESS.split(line)  # every second piece is an address
    return "".join(_link(piece) if place % 2 else escape(piece) for place, piece in enumerate(pieces))


def _link(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address)}</a>'
