"""What a letter is about, by the office's own list of topics and the word stems that show each."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from reading.outlets import BadTable
from reading.page import Reason
from reading.text import clean, cut, fold

OTHER: Final = "muu"
_SUBJECT_WEIGHT: Final = 3
_CUT: Final = 20_000  # signs
_READ: Final = 600  # words; the topic of a long letter is told in its beginning

_used: list[tuple["Topic", ...]] = []  # what use_topics said last


@dataclass(frozen=True, slots=True)
class Topic:
    """One row of the list: the topic's slug, its name, and phrases of stems (`hooldekodu*`, `дом*~попечения`)."""

    slug: str
    name: str
    phrases: tuple[tuple[str, ...], ...]


def load_topics(path: Path) -> tuple[Topic, ...]:
    """Return the office's own topics.

    Raises BadTable naming file and row.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise BadTable((f"{path.name}: cannot be read as UTF-8 text",)) from fault
    return _topics(text, path.name)


@cache
def built_in_topics() -> tuple[Topic, ...]:
    """Return the built-in list."""
    return _topics((files("reading") / "data" / "topics.csv").read_text(encoding="utf-8"), "topics.csv")


def use_topics(own: Sequence[Topic]) -> None:
    """Let this process know an office's own topics too.

    One with a built-in slug stands in its place; the others stay, for the law's restrictions are told by them (rules/restrictions.py).
    """
    theirs = {one.slug: one for one in own}
    listed = {one.slug: one for one in built_in_topics()} | theirs
    _used[:] = [tuple(listed.values())] if own else []
    _names.cache_clear()


def topics_in_use() -> tuple[Topic, ...]:
    """Return the topics that this process knows."""
    return _used[0] if _used else built_in_topics()


def topic_name(slug: str) -> str:
    """Return a topic as people call it, "" for none."""
    return "" if slug == OTHER else _names().get(slug, slug.replace("-", " "))


@cache
def _names() -> dict[str, str]:
    return {one.slug: one.name for one in topics_in_use()}


def topic(text: str, subject: str, topics: Sequence[Topic]) -> str:
    """Return the slug of the topic whose stems are met most, the subject counting threefold; "muu" where none is met."""
    return told_topic(text, subject, topics)[0]


def told_topic(text: str, subject: str, topics: Sequence[Topic]) -> tuple[str, tuple[Reason, ...]]:
    """Return the slug as `topic` does, and what shows it: the subject, and the first sentence in which its words stand."""
    in_subject, in_text = _met_in(subject, topics), _met_in(text, topics)
    counted = {one.slug: _SUBJECT_WEIGHT * len(in_subject.get(one.slug, ())) + len(in_text.get(one.slug, ())) for one in topics}
    slug = max(counted, key=lambda one: counted[one]) if any(counted.values()) else OTHER
    found = (("topic_in_subject", subject, in_subject), ("topic_in_text", text, in_text))
    return slug, tuple(Reason(name, _sentence(words, met[slug][0])) for name, words, met in found if slug in met)


def _met_in(text: str, topics: Sequence[Topic]) -> Mapping[str, list[tuple[int, int]]]:
    """Return where the sentence of each phrase stands that is met, by topic."""
    _, spans, found = cut(text[:_CUT])
    spoken = found[:_READ]
    plain = [word.text for word in spoken]
    index = _index(tuple(topics))
    lengths = sorted({len(stem) for stem in index})
    met: dict[str, list[tuple[int, int]]] = {}
    for at, word in enumerate(plain):
        for length in lengths:
            if length > len(word):
                break
            for slug, phrase in index.get(word[:length], ()):
                if _met(phrase, plain, at):
                    met.setdefault(slug, []).append(spans[spoken[at].sentence])
    return met


def _sentence(text: str, where: tuple[int, int]) -> str:
    return " ".join(clean(text[:_CUT])[slice(*where)].split())


@lru_cache(maxsize=4)
def _index(topics: tuple[Topic, ...]) -> Mapping[str, list[tuple[str, tuple[str, ...]]]]:
    """Return the phrases of every topic by the stem of their first word."""
    index: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for one in topics:
        for phrase in one.phrases:
            for stem in phrase[0].split("/"):
                index.setdefault(stem.rstrip("*"), []).append((one.slug, phrase))
    return index


def _met(phrase: tuple[str, ...], spoken: list[str], at: int) -> bool:
    return at + len(phrase) <= len(spoken) and all(_fits(stem, spoken[at + step]) for step, stem in enumerate(phrase))


def _fits(stem: str, word: str) -> bool:
    return any(word.startswith(one[:-1]) if one.endswith("*") else word == one for one in stem.split("/"))


def _topics(text: str, file: str) -> tuple[Topic, ...]:
    rows = csv.reader(io.StringIO(text))
    if [cell.strip() for cell in next(rows, [])][:3] != ["topic", "name", "stems"]:
        raise BadTable((f"{file} row 1: the columns must be topic, name, stems",))
    topics: list[Topic] = []
    faults: list[str] = []
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        slug, name, stems = ([cell.strip() for cell in row] + ["", ""])[:3]
        if not slug or not name:
            faults.append(f"{file} row {rows.line_num}: a topic needs a slug and a name")
        elif any(one.slug == slug for one in topics):
            faults.append(f"{file} row {rows.line_num}: {slug} stands twice")
        else:
            topics.append(Topic(slug, name, tuple(tuple(fold(phrase).split("~")) for phrase in stems.split())))
    if faults:
        raise BadTable(tuple(faults))
    return tuple(topics)
