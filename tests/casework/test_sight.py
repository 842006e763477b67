"""A case that only some may know of is, for everybody else, not there: in no list, no count, no card, no message."""

import re
from pathlib import Path

import pytest
from sqlmodel import select

from casework import case_lists, views
from casework.approve import ask_approval
from casework.assign import assign, take
from casework.desk import Desk
from casework.draft import draft_answer
from casework.limit import lift, limit, withdraw
from casework.office import Approval
from casework.people import Staff, invite
from casework.refusals import KeptOut, NoSuchCase, NotHandler, ReasonIsPersonal
from casework.search import Query, search_cases
from casework.sight import GROUP, Viewer
from casework.turn import Turn
from casework.twins import twins_of
from casework.understand import understand_octets
from rules.kinds import Role
from rules.routing import Route
from storage.desk_tables import OutboxItem
from storage.tables import Case
from tests.casework.conftest import Post
from tests.house import DUTY, HEADS, People, letter, make_office
from tests.indexed import index

REF = "26-0001"
TOLD_AGAIN = "Palun selgitage, kuidas lapse elukohta vahetatakse ja kes sellest teada annab."
ROOT = Path(__file__).parents[2]


def finds(desk: Desk, who: Staff | None) -> bool:
    """Tell whether the case is there for somebody (a group: None) by card, list and count; all three must say the same."""
    seen = desk.seen_by(Viewer(who.id) if who else GROUP)
    try:
        seen.look_now(views.card, REF)
        by_card = True
    except NoSuchCase:
        by_card = False
    listed = any(card.ref == REF for card in seen.look_now(case_lists.by_deadline).cards)
    counted = seen.look_now(case_lists.by_deadline).total == 1
    assert by_card == listed == counted
    return by_card


def told(desk: Desk) -> list[tuple[str, str]]:
    return desk.look_now(lambda turn: [(one.what, one.recipient) for one in turn.session.exec(
        select(OutboxItem).where(OutboxItem.channel == "chat")).all()])  # fmt: skip


def proposed(desk: Desk) -> str:
    return desk.look_now(views.card, REF).proposed


def test_only_the_named_the_handler_and_who_said_so_see_a_limited_case(desk: Desk, people: People, post: Post) -> None:
    post()
    desk.do_now(take, people.mari, REF)
    assert finds(desk, people.jyri)
    assert desk.do_now(limit, people.mari, REF, ["Helve"]) == ["Mari Mets", "Helve Hein"]
    assert [finds(desk, one) for one in (people.mari, people.helve, people.jyri, people.piret, None)] == [
        True, True, False, False, False]  # fmt: skip
    desk.do_now(lift, people.mari, REF)
    assert finds(desk, people.jyri)


def test_who_is_not_the_handler_nor_a_head_limits_nothing(desk: Desk, people: People, post: Post) -> None:
    post()
    desk.do_now(take, people.mari, REF)
    with pytest.raises(NotHandler):
        desk.do_now(limit, people.jyri, REF, ["Jüri"])


def test_of_a_limited_case_those_who_may_hear_in_private_and_no_group(desk: Desk, people: People, post: Post) -> None:
    post()
    desk.do_now(take, people.mari, REF)
    desk.do_now(limit, people.mari, REF, [])
    before = len(told(desk))
    desk.do_now(lambda turn: turn.tell(f"chat:{DUTY}", "follow_up", turn.case(REF), closed=False, changed=False, letter_id=1))
    desk.do_now(lambda turn: turn.tell(f"official:{people.jyri.id}", "follow_up", turn.case(REF), closed=False, changed=False, letter_id=1))
    assert told(desk)[before:] == [("follow_up", f"official:{people.mari.id}")]


def test_a_letter_that_names_one_of_us_goes_to_the_head_unseen_by_the_one_named(desk: Desk, people: People, post: Post) -> None:
    post("Kaeban Teie töötaja Mari Metsa peale: ta karjus minu peale ja viskas toru hargile. Palun tegutsege.")
    assert not finds(desk, people.mari)
    assert finds(desk, people.jyri)
    assert proposed(desk) == "Helve Hein"
    whom = {to for what, to in told(desk) if what == "new_case"}
    assert f"chat:{DUTY}" not in whom
    assert whom == {f"official:{people.helve.id}"}
    desk.do_now(take, people.helve, REF)
    with pytest.raises(KeptOut):
        desk.do_now(assign, people.helve, REF, "Mari")
    assert people.mari.id not in desk.do_now(ask_drafted, people.helve)


def ask_drafted(turn: Turn, who: Staff) -> list[int]:
    draft_answer(turn, who, REF)
    return ask_approval(turn, who, REF)


@pytest.mark.parametrize("text", [
    "Lugupeetud Mari Mets!\nPalun selgitage, kes maksab asenduskodu eest.",
    "Tere Mari Mets, palun selgitage, kes maksab.",
    "Tänan väga Mari Metsa abi eest!",
    "Palun selgitage, kas mari mets on avatud ja kus kasvavad marjad.",
])  # fmt: skip
def test_who_is_greeted_or_thanked_is_not_kept_out(desk: Desk, people: People, post: Post, text: str) -> None:
    post(text)
    assert finds(desk, people.mari) is not ("kasvavad" in text)  # a doubtful naming keeps out: the head decides


def test_the_offices_own_table_says_who_is_proposed(desk: Desk, people: People, post: Post) -> None:
    desk.office = make_office(routing=(Route("asendushooldus", "", "Jüri Jõgi"),))
    for number in (1, 2, 3):
        post("Palun selgitage, kes maksab asenduskodu eest.", message_id=f"<r{number}@post.example>")
    assert {card.proposed for card in desk.look_now(case_lists.untaken).cards} == {"Jüri Jõgi"}


def test_a_letter_to_a_mailbox_is_proposed_to_those_named_for_it(desk: Desk, people: People, post: Post) -> None:
    desk.office = make_office(routing=(Route("", "", "Jüri Jõgi", "info"), Route("", "", "Helve Hein", "narva")))
    for number in (1, 2, 3):
        post(message_id=f"<m{number}@post.example>")
    assert {card.proposed for card in desk.look_now(case_lists.untaken).cards} == {"Jüri Jõgi"}


def test_who_handled_the_earlier_case_does_not_see_the_complaint_of_it(desk: Desk, people: People, post: Post) -> None:
    post("Palun selgitage, kes maksab.", message_id="<q1@post.example>")
    desk.do_now(take, people.jyri, REF)
    post("Kaebus! Minu eelmisele pöördumisele 26-0001 jäeti sisuliselt vastamata, vastus oli lohakas. Nõuan kontrolli.",
         subject="Kaebus", message_id="<q2@post.example>")  # fmt: skip
    seen = desk.seen_by(Viewer(people.jyri.id))
    with pytest.raises(NoSuchCase):
        seen.look_now(views.card, "26-0002")
    assert desk.look_now(views.card, "26-0002").proposed == "Helve Hein"


def test_a_letter_about_the_head_goes_to_the_superior(desk: Desk, people: People, post: Post) -> None:
    desk.office = make_office(approval=Approval(superior="Urve Ülem"))
    desk.do_now(invite, "Urve Ülem", [Role.OFFICIAL], "urve@ska.example")
    post("Kaeban osakonna juhi Helve Heina peale, ta keeldus minuga rääkimast.")
    assert not finds(desk, people.helve)
    assert proposed(desk) == "Urve Ülem"
    assert (f"chat:{HEADS}") not in {to for _, to in told(desk)}


def test_a_handler_who_withdraws_does_not_see_the_case_any_more(desk: Desk, people: People, post: Post) -> None:
    post()
    desk.do_now(take, people.mari, REF)
    with pytest.raises(NotHandler):
        desk.do_now(withdraw, people.jyri, REF, "sugulane")
    with pytest.raises(ReasonIsPersonal):
        desk.do_now(withdraw, people.mari, REF, "Kadri Kask on minu õde")
    assert desk.do_now(withdraw, people.mari, REF, "pöörduja on minu lähisugulane") == "Helve Hein"
    assert not finds(desk, people.mari)
    assert desk.look_now(views.card, REF).handler == "Helve Hein"


# Queries over cases that are the house's own or a citizen's: no person of ours reads what they find.
OF_THE_HOUSE = {
    "catch_up", "recount", "in_bulk", "undelivered", "remind", "thread", "held", "propose", "people", "absence", "write_by_chat", "outbox", "sight",
    "named", "limit", "leak_guard", "turn", "forget", "forget_letters", "subject", "reach", "numbers",  # numbers: casework/search.py hands it the filter
    "feedback", "figures", "learn",  # the house counts what nobody is named in
    "campaigns",  # it asks same_letters, which filters (casework/sameness.py)
}  # fmt: skip


def test_every_room_that_finds_cases_has_the_filter_or_is_the_house_itself() -> None:
    asks = re.compile(r"select\(Case[,)]|select\(Case\.ref|select_from\(Case\)")
    for path in sorted((ROOT / "casework").glob("*.py")):
        source = path.read_text()
        if asks.search(source) and path.stem not in OF_THE_HOUSE:
            assert "visible(" in source or "visible_to(" in source, f"casework/{path.name} finds cases: add visible(turn.viewer), or name it here with the reason"


def test_a_search_does_not_find_what_is_none_of_ones_own(desk: Desk, people: People, post: Post) -> None:
    post("Palun selgitage, kes maksab asenduskodu eest.")
    index(desk)
    desk.do_now(take, people.mari, REF)
    desk.do_now(limit, people.mari, REF, [])
    for words in ("asenduskodu", REF):
        found = [desk.look_now(search_cases, who, Query(words, words)).total for who in (people.mari, people.jyri)]
        assert found == [1, 0]


def test_a_letter_that_is_here_already_is_told_of_to_nobody_who_may_not_know_its_case(desk: Desk, people: People, post: Post) -> None:
    post(TOLD_AGAIN)
    desk.do_now(take, people.mari, REF)
    desk.do_now(limit, people.mari, REF, ["Helve"])
    again = understand_octets(letter(TOLD_AGAIN), make_office().senders)
    seen = [desk.seen_by(Viewer(one.id)).look_now(twins_of, again) for one in (people.mari, people.jyri)]
    assert seen == [(REF,), ()]


def test_no_case_is_lost_to_all(desk: Desk, people: People, post: Post) -> None:
    """Whatever the table says, the house itself still finds and reminds of the case."""
    post("Kaeban Helve Heina, Mari Metsa ja Jüri Jõe peale.")
    assert desk.look_now(lambda turn: turn.session.exec(select(Case.ref)).all()) == [REF]
