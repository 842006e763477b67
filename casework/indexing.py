"""The words of letters are put into the index behind the house's back: in small groups, after registering, and anew when they change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func
from sqlmodel import col, select

from casework.sameness import put_sketch
from casework.surge import put_mentions
from casework.turn import Turn
from reading.word_index import IndexWords
from rules.records import Dispatch, Paper
from storage import search, word_counts
from storage.search import LETTER, Indexed
from storage.tables import Attachment, Letter

GROUP: Final = 40  # letters of one transaction


@dataclass(frozen=True, slots=True)
class ToIndex:
    """A letter that waits: its texts, and its places in the queue."""

    numbers: tuple[int, ...]
    letter_id: int
    texts: tuple[str, ...]  # none: it is no more


def waiting_to_index(turn: Turn, most: int = GROUP) -> list[ToIndex]:
    """Return the letters that wait for the index, those first that have waited longest."""
    numbers: dict[int, list[int]] = {}
    for number, source, source_id in search.waiting(turn.session, most):
        if source == LETTER:
            numbers.setdefault(source_id, []).append(number)
    texts = _texts(turn, list(numbers))
    return [ToIndex(tuple(places), letter_id, texts.get(letter_id, ())) for letter_id, places in numbers.items()]


def put_into_index(turn: Turn, read: Sequence[tuple[ToIndex, IndexWords]]) -> int:
    """Write the words of letters into the index; what has changed meanwhile stands in the queue again."""
    letters = {row.id or 0: row for row in turn.session.exec(
        select(Letter).where(col(Letter.id).in_([one.letter_id for one, _ in read])))}  # fmt: skip
    answered = _answered(turn, letters.values())
    texts = [Indexed(LETTER, one.letter_id, row.case_id, row.at, words.words, words.others, row.incoming and row.case_id in answered)
             for one, words in read if (row := letters.get(one.letter_id))]  # fmt: skip
    known = search.take_out(turn.session, LETTER, [one.letter_id for one, _ in read])
    search.put(turn.session, texts)
    word_counts.count(turn.session, [one.words for one in texts if letters[one.source_id].incoming and one.source_id not in known])
    _mark_answered(turn, letters.values())
    _compare(turn, [(row, words) for one, words in read if (row := letters.get(one.letter_id)) and row.incoming])
    search.done(turn.session, [number for one, _ in read for number in one.numbers])
    return len(texts)


def holds_forgotten(turn: Turn) -> bool:
    """Tell whether the index still holds words of forgotten cases in its file."""
    return search.to_squeeze(turn.session)


def squeeze_index(turn: Turn) -> bool:
    """Write over what the index still holds of forgotten cases, a step at a time. Return whether there is more to do."""
    return search.squeeze(turn.session)


def _compare(turn: Turn, letters: Sequence[tuple[Letter, IndexWords]]) -> None:
    """Hold new letters against those that came before: the first ones of their cases, for a later one speaks of the same."""
    firsts = set(turn.session.exec(select(func.min(Letter.id)).where(
        col(Letter.case_id).in_([letter.case_id for letter, _ in letters]), col(Letter.incoming)).group_by(col(Letter.case_id))))  # fmt: skip
    for letter, words in letters:
        if letter.id in firsts:
            put_sketch(turn, letter, words.sketch)
            put_mentions(turn, letter, words.institutions)


def _texts(turn: Turn, letter_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Return what is searched in each letter: subject, the new words, names and texts of attachments."""
    texts: dict[int, list[str]] = {}
    rows = turn.session.exec(select(Letter.id, Letter.subject, Letter.new_text, Letter.text).where(col(Letter.id).in_(letter_ids)))
    for letter_id, subject, new_text, text in rows:
        texts[letter_id or 0] = [subject, new_text or text]
    for letter_id, name, text in turn.session.exec(select(Attachment.letter_id, Attachment.name, Attachment.text).where(
            col(Attachment.letter_id).in_(letter_ids)).order_by(col(Attachment.id))):  # fmt: skip
        texts[letter_id] += [name, text]
    return {letter_id: tuple(found) for letter_id, found in texts.items()}


def _answered(turn: Turn, letters: Iterable[Letter]) -> set[int]:
    """Return which of the letters' cases have had their answer."""
    cases = {letter.case_id for letter in letters}
    return set(turn.session.exec(select(Letter.case_id).where(
        col(Letter.case_id).in_(cases), col(Letter.incoming).is_(False), Letter.what == Paper.ANSWER,
        Letter.delivery == Dispatch.SENT)))  # fmt: skip


def _mark_answered(turn: Turn, letters: Iterable[Letter]) -> None:
    """Have the letters of a case put there anew when its answer comes: from now on they are answered ones."""
    cases = {letter.case_id for letter in letters if not letter.incoming and letter.what == Paper.ANSWER}
    if cases:
        search.queue(turn.session, LETTER, [found or 0 for found in turn.session.exec(
            select(Letter.id).where(col(Letter.case_id).in_(cases), col(Letter.incoming)))])  # fmt: skip
