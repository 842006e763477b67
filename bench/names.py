"""Print how well personal data is masked in the passages kept apart for that (reading/letters/names_held_out.jsonl), by kind and language.

Run: python -m bench.names [FILE.jsonl]. Strict: a wording is masked when no word of it stays readable at any place where it stands.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from reading.examples import LETTERS, Example, examples_of
from reading.masking import MARK
from reading.outlets import built_in_senders
from reading.page import Senders
from reading.understand import understand

HELD_OUT = LETTERS / "names_held_out.jsonl"
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Masked:
    """Counts of one set of passages, with what was missed and what was masked beside it."""

    wordings: Counter[str] = field(default_factory=Counter)
    hidden: Counter[str] = field(default_factory=Counter)
    words: int = 0
    lost: int = 0
    missed: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


def measure(passages: Iterable[Example], senders: Senders) -> Masked:
    """Return the counts over these passages."""
    told = Masked()
    for one in passages:
        _count(told, one, understand(one.page, senders).masked)
    return told


def _count(told: Masked, one: Example, masked: str) -> None:
    text, labels = one.page.text, one.labels["personal_data"]
    inside = {at for label in labels for start, end in _where(label["text"], text) for at in range(start, end)}
    others = Counter(hit[0] for hit in _WORD.finditer(text) if hit.start() not in inside)
    left = Counter(_WORD.findall(MARK.sub(" ", masked)))
    for label in labels:
        if label.get("role") == "official":
            continue
        told.wordings[label["type"]] += 1
        if all(left[word] <= others[word] for word in _WORD.findall(label["text"]) if len(word) > 1):
            told.hidden[label["type"]] += 1
        else:
            told.missed.append(f"{one.name} {label['type']}: {label['text']}")
    told.words += others.total()
    lost = others - left
    told.lost += lost.total()
    told.beside += [f"{one.name} {word}" for word in lost.elements()]


def _where(wording: str, text: str) -> Iterator[tuple[int, int]]:
    for hit in re.finditer(rf"(?<!\w){re.escape(wording)}(?!\w)", text):
        yield hit.span()


def show(title: str, told: Masked, *, wrong: bool = True) -> None:
    """Print the counts, and where wanted what was missed."""
    print(f"\n{title}")
    for kind in [*sorted(told.wordings), "all"]:
        hidden, wordings = (told.hidden.total(), told.wordings.total()) if kind == "all" else (told.hidden[kind], told.wordings[kind])
        print(f"  {kind:<12}{hidden:>5} of {wordings:>5}  {100 * hidden / wordings:6.1f} %")
    print(f"  other words masked {told.lost} of {told.words}  {100 * told.lost / told.words:.2f} %")
    if wrong:
        print("  missed: " + "; ".join(told.missed))
        print("  masked beside: " + "; ".join(told.beside))


def main(arguments: list[str]) -> None:
    passages = list(examples_of(Path(arguments[0]) if arguments else HELD_OUT))
    senders = built_in_senders(("ska.example",))
    show(f"{len(passages)} passages", measure(passages, senders))
    for code in dict.fromkeys(one.labels["lang"] for one in passages):
        show(code, measure([one for one in passages if one.labels["lang"] == code], senders), wrong=False)


if __name__ == "__main__":
    main(sys.argv[1:])
