"""What stands under each other in a letter: paragraphs, and the lists within them."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

ITEM: Final = "- "


def blocks_of(text: str) -> Iterator[list[str]]:
    """Yield the lines of each block: what empty lines divide."""
    for block in re.split(r"\n{2,}", text.strip("\n")):
        yield block.split("\n")


def lists_apart(lines: Sequence[str]) -> Iterator[tuple[bool, list[str]]]:
    """Yield the lines of a block, the items of a list apart and without their dash; whether they are items stands first.

    People write "We answer:" and the items right below it: that is a line and a list.
    """
    for item, group in groupby(lines, key=lambda line: line.startswith(ITEM)):
        yield item, [line.removeprefix(ITEM) if item else line for line in group]
