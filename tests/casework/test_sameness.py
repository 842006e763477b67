"""Near-identical letters are one group, and several letters about one institution are told once, without its name."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from casework.content import why
from casework.desk import Desk
from casework.sameness import earlier_of_person, same_letters
from casework.surge import surges_in
from casework.views import card
from casework.week import last_week, this_week
from reading.sketch import likeness, sketch
from reading.word_index import index_words
from storage.desk_tables import OutboxItem
from tests.casework.conftest import Post
from tests.house import DUTY, HEADS, PRESS, HandClock, People
from tests.indexed import index

CAMPAIGN = """Lugupeetud amet! Nõuame, et asenduskodude rahastamist ei vähendataks. Lapsed vajavad püsivaid kasvatajaid
ja kodu, kus nende muredega tegeldakse. Palume teatada, mida amet kavatseb ette võtta ja millal otsus tehakse. {own}
Lugupidamisega {name}"""
OTHER = """Tere! Minu ema ootab juba kolmandat kuud hooldekodu kohta. Kes otsustab järjekorra üle ja kust ma saan teada,
millal koht vabaneb? Kas vald peab vahepeal koduteenust pakkuma? Aitäh vastuse eest. {name}"""


def campaign(post: Post, count: int = 3, text: str = CAMPAIGN) -> list[str]:
    own = ("", "Olen sellest ka varem kirjutanud.", "Olen ise kasvataja olnud.", "Elan Kivilas.")
    names = ("Mari Maasikas", "Jaan Jõhvikas", "Liis Lepp", "Peeter Paju")
    return [
        post(text.format(own=own[number % 4], name=names[number % 4]), message_id=f"<{number}{len(text)}@x.example>",
             sender=f"{names[number % 4]} <kirjutaja{number}@post.example>", subject="Nõue")[1]
        for number in range(count)]  # fmt: skip


def test_letters_of_a_campaign_are_one_group(desk: Desk, post: Post, people: People) -> None:
    first, *others = campaign(post, 4)
    post(OTHER.format(name="Anu"), message_id="<o@x.example>", sender="anu@x.example")
    index(desk)
    found = desk.look_now(lambda turn: [card.ref for one in same_letters(turn, people.mari, turn.case(first)) for card in [turn.session.get_one(type(turn.case(first)), one)]])  # fmt: skip
    assert found == others
    assert desk.look_now(card, first).likes.same == 3
    assert desk.look_now(card, "26-0005").likes.same == 0


def test_a_campaign_is_not_held_against_letters_of_long_ago(desk: Desk, post: Post, clock: HandClock) -> None:
    campaign(post, 1)
    clock.move(days=90)
    _, late = post(CAMPAIGN.format(own="", name="Uku"), message_id="<late@x.example>", sender="uku@x.example")
    index(desk)
    assert desk.look_now(card, late).likes.same == 0


def test_earlier_cases_of_the_same_person_stand_on_the_card(desk: Desk, post: Post, people: People) -> None:
    _, first = post("Palun selgitage toetust.")
    _, second = post("Palun selgitage ka trahvi.", message_id="<2@x.example>", subject="Teine asi")
    assert desk.look_now(card, second).likes.of_person == 1
    assert desk.look_now(lambda turn: earlier_of_person(turn, people.mari, turn.case(first))) == [2]


def test_sketches_tell_campaigns_from_letters_of_one_topic() -> None:
    one, same = (sketch(index_words(CAMPAIGN.format(own=own, name="Aa Bb")).words) for own in ("", "Mul on kaks last koolis."))
    other = sketch(index_words(OTHER.format(name="Aa Bb")).words)
    assert likeness(one, same) > 0.6
    assert likeness(one, other) < 0.2
    assert sketch(["lühike", "kiri"]) == ()


INSTITUTION = "Soonurme Põhikoolis kiusatakse lapsi ja direktor ei tee midagi, palun kontrollige. Kirjutaja nr {number}."


def told(desk: Desk) -> list[OutboxItem]:
    return list(desk.look_now(lambda turn: turn.session.exec(select(OutboxItem).where(OutboxItem.what == "surge")).all()))


def write(post: Post, number: int, sender: str = "") -> None:
    post(INSTITUTION.format(number=number), message_id=f"<{number}@x.example>", sender=sender or f"k{number}@x.example", subject=f"Kool {number}")


def test_several_people_about_one_institution_are_told_once_without_its_name(desk: Desk, post: Post, people: People) -> None:
    for number in (1, 2):
        write(post, number)
    index(desk)
    assert told(desk) == []
    for number in (3, 4):
        write(post, number)
    index(desk)
    assert {one.recipient for one in told(desk)} == {f"chat:{HEADS}", f"chat:{PRESS}"}
    assert told(desk)[0].values["count"] == 3
    assert "oonurme" not in str([one.values for one in told(desk)])
    assert desk.look_now(lambda turn: surges_in(turn, this_week(turn))) == 1
    assert "oonurme" not in str(desk.look_now(why, "26-0001").history)


@pytest.mark.parametrize(("told_at", "digests"), [
    (datetime(2026, 11, 23, 6, 0, tzinfo=UTC), ["2026-11-30"]),  # Monday 8:00, before that day's digest
    (datetime(2026, 11, 29, 21, 59, tzinfo=UTC), ["2026-11-30"]),  # Sunday 23:59
    (datetime(2026, 11, 29, 22, 1, tzinfo=UTC), ["2026-12-07"]),  # Monday 00:01
    (datetime(2026, 6, 22, 9, 0, tzinfo=UTC), ["2026-06-29"]),
])  # fmt: skip
def test_a_surge_stands_in_the_digest_of_one_week_only(
    desk: Desk, post: Post, people: People, clock: HandClock, told_at: datetime, digests: list[str]
) -> None:
    clock.now = told_at
    for number in range(3):
        write(post, number)
    index(desk)
    assert len(told(desk)) == 2
    found = []
    for days in range(21):
        clock.now = told_at + timedelta(days=days)
        if desk.look_now(lambda turn: surges_in(turn, last_week(turn))):
            found.append(desk.office.calendar.day_of(clock.now))
    assert [str(day) for day in found if day.weekday() == 0] == digests
    assert len(found) == 7  # where Monday is a holiday the digest of Tuesday tells of the same week


def test_one_who_writes_again_and_again_is_no_surge(desk: Desk, post: Post) -> None:
    for number in range(4):
        write(post, number, "sama@x.example")
    index(desk)
    assert told(desk) == []


def test_letters_far_apart_are_no_surge(desk: Desk, post: Post, clock: HandClock) -> None:
    for number in range(4):
        write(post, number)
        index(desk)
        clock.move(days=5)
    assert told(desk) == []


def test_a_surge_is_told_again_when_it_comes_again(desk: Desk, post: Post, clock: HandClock) -> None:
    for round_ in range(2):
        for number in range(3):
            write(post, round_ * 10 + number)
        index(desk)
        clock.move(days=20)
    assert len(told(desk)) == 4
    assert DUTY not in {one.recipient for one in told(desk)}
