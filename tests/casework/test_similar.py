"""Earlier answers to similar letters are found, masked, and only where they may help another case."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.archive import Written, fill
from casework.desk import Desk
from casework.people import Staff
from casework.similar import EarlierAnswer, similar_answers
from rules.kinds import Child
from storage.tables import Letter, Person
from tests.casework.conftest import Post
from tests.house import People
from tests.indexed import index

PAIRS = [json.loads(line) for line in (Path(__file__).parent / "similar_letters.jsonl").read_text(encoding="utf-8").splitlines()]
LONG_AGO = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # Monday


@pytest.fixture
def archive(desk: Desk, people: People) -> Desk:
    """A desk with every earlier letter of the labelled set, answered."""
    fill(desk.store, [Written(pair["earlier"], pair["answer"]) for pair in PAIRS], begin=LONG_AGO)
    return desk


def found(desk: Desk, who: Staff, text: str, post: Post) -> tuple[EarlierAnswer, ...]:
    _, ref = post(text, message_id=f"<{len(text)}-{hash(text)}@x.example>", sender="uus@x.example", subject="Küsimus")
    index(desk)
    return desk.look_now(similar_answers, who, ref)


def test_the_right_earlier_answer_is_among_the_first_three(archive: Desk, people: People, post: Post) -> None:
    pairs = PAIRS[::4]
    right = [any(pair["answer"] in "\n\n".join(one.paragraphs) for one in found(archive, people.mari, pair["new"], post)) for pair in pairs]
    assert sum(right) >= 0.8 * len(pairs), [pair["new"][:40] for pair, one in zip(pairs, right, strict=True) if not one]


def test_names_in_an_earlier_answer_are_masked(desk: Desk, people: People, post: Post) -> None:
    told = "Hoolduskulud tasub omavalitsus.\n\nHelistage Teie emale Linda Kuusele numbril 5555 1234, isikukood 46002230018."
    fill(desk.store, [Written(f"Kes maksab hooldekodu eest, ema ei jaksa. {number}", told) for number in range(4)], begin=LONG_AGO)
    (one, *_) = found(desk, people.mari, "Kes maksab ema hooldekodu eest?", post)
    assert one.paragraphs[0] == "Hoolduskulud tasub omavalitsus."
    assert not {"Linda", "Kuusele", "1234", "46002230018"} & set(one.paragraphs[1].replace(",", " ").replace(".", " ").split())
    assert "[nimi" in one.paragraphs[1]


@pytest.mark.parametrize("shut", [
    lambda turn: setattr(turn.case("25-0001"), "restricted", True),
    lambda turn: setattr(turn.case("25-0001"), "child", Child.CONCERN),
    lambda turn: setattr(turn.case("25-0001"), "offence", True),
])  # fmt: skip
def test_no_answer_of_a_restricted_or_a_childs_case_is_offered(
    desk: Desk, people: People, post: Post, shut: Callable[[object], None]
) -> None:
    fill(desk.store, [Written("Kes maksab hooldekodu eest?", "Omavalitsus."), Written("Hooldekodu järjekord.")], begin=LONG_AGO)
    assert found(desk, people.mari, "Hooldekodu eest maksab kes?", post)
    desk.do_now(shut)
    assert desk.look_now(similar_answers, people.mari, "26-0001") == ()


def test_a_letter_like_no_other_finds_nothing(archive: Desk, people: People, post: Post) -> None:
    assert found(archive, people.mari, "Kosmoselaev maandus kartulipõllul.", post) == ()
    assert archive.look_now(lambda turn: turn.session.get_one(Person, 1).name) == "Kirjutaja 1"
    assert archive.look_now(lambda turn: turn.session.get_one(Letter, 2).incoming)
