"""Labelled letters to learn from and to be judged by, and which of them are held out."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from reading.page import Page

LETTERS: Final = Path(__file__).parent / "letters"  # in the wheel too: `vastaja learn` trains on them and judges by them
CORPUS: Final = LETTERS / "corpus"
KEPT_APART: Final = ("held_out.jsonl", "strangers_held_out.jsonl", *(f"{which}_held_out.jsonl" for which in ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")))
# Looked at, and learnt from like the corpus; the first is what the rules were mended by, the others were measures of new letters once.
LOOKED_AT: Final = ("own_letters.jsonl", "near_misses.jsonl", "more_near_misses.jsonl", "november.jsonl", "strangers.jsonl", "second.jsonl")
HELD_OUT_OF_HUNDRED: Final = 20
_USUAL: Final[Mapping[str, Any]] = {
    "also": [],
    "subject": "",
    "sender": "kiri@mail.example",
    "sender_name": "",
    "date": "2026-09-16T10:00:00+03:00",
    "media_relevant": False,
    "media_deadline": None,
    "child_at_risk": "none",
    "offence_suspected": False,
    "expects_reply": True,
    "automatic": False,
    "personal_data": [],
}


@dataclass(frozen=True, slots=True)
class Example:
    """One letter with what a person says of it."""

    name: str
    page: Page
    labels: Mapping[str, Any]

    @property
    def held_out(self) -> bool:
        """Tell whether the letter is kept from every training and mending, by the hash of its text."""
        return _bucket(self.page.text, 100) < HELD_OUT_OF_HUNDRED

    def fold(self, folds: int) -> int:
        """Return the part of a cross-validation that the letter belongs to; it does not hang on the other letters."""
        return _bucket("fold " + self.page.text, folds)


def examples(folder: Path = CORPUS) -> list[Example]:
    """Return every labelled letter of the folder's .jsonl files in their order. A label that is not written has its usual value."""
    return [one for path in sorted(folder.glob("*.jsonl")) for one in examples_of(path)]


def held_out_letters() -> list[Example]:
    """Return the letters that were written apart, to judge by and for nothing else."""
    return [one for name in KEPT_APART for one in examples_of(LETTERS / name)]


def letters_looked_at() -> list[Example]:
    """Return the letters beside the corpus that are learnt from whole: they are no measure of new ones any more."""
    return [one for name in LOOKED_AT for one in examples_of(LETTERS / name)]


def examples_of(path: Path) -> Iterator[Example]:
    """Yield the labelled letters of one .jsonl file."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        labels = {**_USUAL, **json.loads(line)}
        page = Page(
            sender=labels["sender"],
            sender_name=labels["sender_name"],
            subject=labels["subject"],
            text=labels["text"],
            body=labels["text"],
            date=datetime.fromisoformat(labels["date"]) if labels["date"] else None,
            automatic=labels["automatic"],
        )
        yield Example(f"{path.stem}:{number}", page, labels)


def _bucket(text: str, count: int) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % count
