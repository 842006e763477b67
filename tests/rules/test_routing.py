"""Who gets a new case, and who stands in for whom."""

from datetime import UTC, date, datetime

import pytest

from rules.routing import Absence, Desk, Proposal, chain_of, closes_a_ring, is_away, propose_handler, stand_in_for

MONDAY = date(2026, 11, 23)
CARE = frozenset({"hooldekodu"})
CHILD = frozenset({"lastekaitse"})
ET, RU = frozenset({"et"}), frozenset({"et", "ru"})


def away(official: str, stand_in: str = "", first: date = date(2026, 11, 16), last: date | None = None) -> Absence:
    return Absence(official, first, last, stand_in)


def proposed(topic: str, language: str, desks: list[Desk], *absences: Absence) -> Proposal:
    return propose_handler(topic, language, desks=desks, absences=absences, day=MONDAY)


def test_the_topic_comes_before_the_language_and_the_load() -> None:
    desks = [Desk("mari", CARE, RU, load=0), Desk("jaan", CHILD, ET, load=9)]
    assert proposed("lastekaitse", "ru", desks) == Proposal("jaan", ("topic", "turn"))


def test_of_those_who_know_the_topic_one_who_speaks_the_language() -> None:
    desks = [Desk("mari", CARE, ET, load=0), Desk("jaan", CARE, RU, load=9)]
    assert proposed("hooldekodu", "ru", desks) == Proposal("jaan", ("topic", "language", "turn"))


def test_a_topic_nobody_has_goes_by_language() -> None:
    desks = [Desk("mari", CARE, ET, load=0), Desk("jaan", CHILD, RU, load=9)]
    assert proposed("pension", "ru", desks) == Proposal("jaan", ("language", "turn"))
    assert proposed("", "de", desks) == Proposal("mari", ("turn",))


def test_the_turn_is_the_least_load_then_the_longest_wait_then_the_name() -> None:
    morning, noon = datetime(2026, 11, 20, 8, tzinfo=UTC), datetime(2026, 11, 20, 12, tzinfo=UTC)
    desks = [Desk("mari", load=2, last_given=morning), Desk("jaan", load=2, last_given=noon), Desk("tiit", load=3)]
    assert proposed("", "et", desks).official == "mari"
    assert proposed("", "et", [Desk("mari"), Desk("jaan")]).official == "jaan"


def test_a_letter_to_the_mailbox_of_a_unit_stays_in_the_unit() -> None:
    tartu, narva = frozenset({"tartu"}), frozenset({"narva"})
    desks = [Desk("mari", CARE, RU, 9, mailboxes=tartu), Desk("jaan", CARE, RU, mailboxes=narva), Desk("tiit", CARE, RU)]

    def given(mailbox: str, *absences: Absence, among: list[Desk] = desks) -> Proposal:
        return propose_handler("hooldekodu", "ru", desks=among, absences=absences, day=MONDAY, mailbox=mailbox)

    assert [given(box).official for box in ("tartu", "narva", "info")] == ["mari", "jaan", "tiit"]
    assert given("tartu", away("mari", "mall")).official == "mall"  # the stand-in, and not another unit
    assert given("tartu", away("mari")).official == ""
    assert given("info", among=desks[:2]).official == "jaan"  # nobody is there for it alone: by turn among all


def test_who_is_away_gets_nothing() -> None:
    desks = [Desk("mari", CARE, ET, load=0), Desk("jaan", CARE, ET, load=9)]
    assert proposed("hooldekodu", "et", desks, away("mari", "tiit")).official == "jaan"


def test_where_all_who_know_the_topic_are_away_the_stand_in_gets_it() -> None:
    desks = [Desk("mari", CARE, ET), Desk("jaan", CHILD, ET)]
    assert proposed("hooldekodu", "et", desks, away("mari", "tiit")) == Proposal(
        "tiit", ("topic", "language", "stand_in")
    )


def test_the_stand_ins_stand_in_gets_it_where_both_are_away() -> None:
    desks = [Desk("mari", CARE, ET)]
    assert proposed("hooldekodu", "et", desks, away("mari", "tiit"), away("tiit", "anne")).official == "anne"


def test_a_chain_that_leads_nowhere_widens_the_circle() -> None:
    desks = [Desk("mari", CARE, ET), Desk("jaan", CHILD, ET)]
    assert proposed("hooldekodu", "et", desks, away("mari")).official == "jaan"
    assert proposed("hooldekodu", "et", desks, away("mari", "jaan"), away("jaan", "mari")) == Proposal("", ("nobody",))
    assert proposed("hooldekodu", "et", []) == Proposal("", ("nobody",))


def test_one_who_is_there_stands_for_oneself() -> None:
    assert stand_in_for("mari", [away("jaan", "mari")], MONDAY) == "mari"


@pytest.mark.parametrize(
    ("absences", "acting"),
    [
        ([away("mari", "jaan")], "jaan"),
        ([away("mari", "jaan"), away("jaan", "tiit")], "tiit"),
        ([away("mari", "jaan"), away("jaan", "tiit"), away("tiit", "mari")], ""),  # a ring
        ([away("mari", "mari")], ""),
        ([away("mari")], ""),
        ([away("mari", "jaan"), away("jaan")], ""),
        ([away("mari"), away("mari", "jaan")], "jaan"),  # entered twice, named once
    ],
)
def test_the_chain_of_stand_ins_is_followed_to_one_who_is_there(absences: list[Absence], acting: str) -> None:
    assert stand_in_for("mari", absences, MONDAY) == acting


def test_the_chain_can_be_told_whoever_is_there() -> None:
    absences = [away("mari", "jaan"), away("jaan", "tiit")]
    assert chain_of("mari", absences, MONDAY) == ("mari", "jaan", "tiit")
    assert chain_of("mari", [away("mari", "jaan"), away("jaan", "mari")], MONDAY) == ("mari", "jaan")


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 11, 15), False), (date(2026, 11, 16), True), (date(2026, 11, 20), True), (date(2026, 11, 21), False)],
)
def test_an_absence_holds_its_first_and_its_last_day(day: date, expected: bool) -> None:
    assert is_away("mari", [away("mari", last=date(2026, 11, 20))], day) is expected


def test_an_open_absence_has_no_last_day() -> None:
    assert is_away("mari", [away("mari")], date(2030, 1, 1))


def test_an_absence_that_closes_a_ring_is_known_before_it_is_entered() -> None:
    assert closes_a_ring(away("mari", "mari"), [])
    assert closes_a_ring(away("mari", "jaan"), [away("jaan", "mari")])
    assert closes_a_ring(away("mari", "jaan"), [away("jaan", "tiit", date(2026, 12, 7)), away("tiit", "mari")])
    assert not closes_a_ring(away("mari", "jaan"), [away("jaan", "tiit")])
    assert not closes_a_ring(away("mari", "jaan", last=date(2026, 11, 20)), [away("jaan", "mari", date(2026, 11, 21))])


def test_a_new_absence_takes_the_place_of_the_officials_old_one() -> None:
    assert not closes_a_ring(away("mari", "tiit"), [away("mari", "jaan"), away("jaan", "mari")])
