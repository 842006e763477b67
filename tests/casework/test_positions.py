"""Official positions at work: proposed in drafts, watched where an answer rests on them, departed from with a reason only."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from casework.approve import approve, open_draft
from casework.assign import take
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.positions import depart, end_position, put_position, see_positions, tell_positions
from casework.refusals import BadDay, MissingReason, NotAllowed
from casework.refusals_of_letters import DepartsFromPosition, NoSuchPosition, PositionChanged, PositionExpired
from replies.positions import Positions
from rules.kinds import Language
from tests.casework.clocks import told
from tests.casework.conftest import Post
from tests.house import People

REF = "26-0001"
TOPIC = "asendushooldus"
ET, RU = Language.ESTONIAN, Language.RUSSIAN
SAID = {ET: "Asendushoolduse eest tasub kohaliku omavalitsuse üksus."}
NEW = {ET: "Asendushooldust rahastatakse riigieelarvest."}


@pytest.fixture
def taken(desk: Desk, people: People, post: Post) -> People:
    post()
    desk.do_now(take, people.mari, REF)
    return people


def approved(desk: Desk, people: People) -> None:
    desk.do_now(open_draft, people.helve, REF)
    desk.do_now(approve, people.helve, REF)


def test_a_draft_begins_with_the_position_of_its_topic(desk: Desk, taken: People) -> None:
    desk.do_now(put_position, taken.helve, TOPIC, SAID, source="SHS § 45", valid_to=date(2026, 12, 31))
    draft = desk.do_now(draft_answer, taken.mari, REF)
    assert draft.substance == SAID[ET]
    (view,) = desk.look_now(see_positions, TOPIC)
    assert (view.owner, view.source, view.valid, view.by_chat, view.drafts) == ("Helve Hein", "SHS § 45", True, True, (REF,))
    approved(desk, taken)


def test_an_expired_position_is_told_and_its_answer_refused_until_a_reason_is_given(desk: Desk, taken: People) -> None:
    desk.do_now(put_position, taken.helve, TOPIC, SAID, valid_to=date(2026, 11, 23))
    desk.do_now(draft_answer, taken.mari, REF)
    desk.clock.move(days=1)  # type: ignore[attr-defined]
    assert desk.do_now(tell_positions) == (REF,)
    assert desk.do_now(tell_positions) == (REF,)
    assert len(told(desk, "position_expired")) == 1
    with pytest.raises(PositionExpired):
        approved(desk, taken)
    with pytest.raises(MissingReason):
        desk.do_now(depart, taken.mari, REF, " ")
    desk.do_now(depart, taken.mari, REF, "uus seisukoht kinnitatakse sel nädalal")
    approved(desk, taken)


def test_an_expired_position_is_proposed_in_no_draft(desk: Desk, taken: People) -> None:
    desk.do_now(put_position, taken.helve, TOPIC, SAID, valid_to=date(2026, 11, 23))
    desk.clock.move(days=1)  # type: ignore[attr-defined]
    assert SAID[ET] not in desk.do_now(draft_answer, taken.mari, REF).text


def test_a_changed_position_names_the_open_drafts_that_rest_on_it(desk: Desk, taken: People) -> None:
    desk.do_now(put_position, taken.helve, TOPIC, SAID)
    desk.do_now(draft_answer, taken.mari, REF)
    assert desk.do_now(put_position, taken.piret, TOPIC, NEW) == (REF,)
    assert len(told(desk, "position_changed")) == 1
    with pytest.raises(PositionChanged):
        approved(desk, taken)
    assert desk.do_now(draft_answer, taken.mari, REF).substance == NEW[ET]
    approved(desk, taken)


def test_an_answer_that_departs_from_the_position_needs_a_reason(desk: Desk, taken: People) -> None:
    desk.do_now(put_position, taken.helve, TOPIC, SAID)
    draft = desk.do_now(draft_answer, taken.mari, REF)
    desk.do_now(edit, taken.mari, REF, draft.version, "Vastame teisiti.")
    with pytest.raises(DepartsFromPosition):
        approved(desk, taken)
    desk.do_now(depart, taken.mari, REF, "juhtum on erandlik")
    approved(desk, taken)


def test_words_around_the_position_are_no_departure(desk: Desk, taken: People) -> None:
    desk.do_now(put_position, taken.helve, TOPIC, SAID)
    draft = desk.do_now(draft_answer, taken.mari, REF)
    desk.do_now(edit, taken.mari, REF, draft.version, f"Täname küsimuse eest.\n\n{SAID[ET]}\n\nSoovime head.")
    approved(desk, taken)


def test_who_may_not_say_what_the_agency_thinks_is_refused(desk: Desk, taken: People) -> None:
    with pytest.raises(NotAllowed):
        desk.do_now(put_position, taken.mari, TOPIC, SAID)
    with pytest.raises(MissingReason):
        desk.do_now(put_position, taken.helve, TOPIC, {RU: "x"})
    with pytest.raises(BadDay):
        desk.do_now(put_position, taken.helve, TOPIC, SAID, valid_to=date(2026, 11, 1))
    with pytest.raises(NoSuchPosition):
        desk.do_now(end_position, taken.helve, TOPIC)
    with pytest.raises(NoSuchPosition):
        desk.look_now(see_positions, "olematu")


def test_a_file_of_the_office_counts_again_where_the_chat_has_withdrawn_its_own(desk: Desk, taken: People, tmp_path: Path) -> None:
    (tmp_path / "x.toml").write_text(
        f'topic = "{TOPIC}"\nowner = "talitus"\nsource = "s"\nvalid_from = 2025-01-01\ntext = {{et = "Failist."}}\n')  # fmt: skip
    desk.office = replace(desk.office, positions=Positions(tmp_path))
    desk.do_now(put_position, taken.helve, TOPIC, SAID)
    assert [one.by_chat for one in desk.look_now(see_positions, TOPIC)] == [True]
    desk.do_now(end_position, taken.helve, TOPIC)
    assert desk.do_now(draft_answer, taken.mari, REF).substance == "Failist."


def test_the_translation_of_a_position_goes_below_the_line(desk: Desk, people: People, post: Post) -> None:
    post("Кто платит за замещающий уход ребёнка в приёмной семье? Прошу объяснить порядок оплаты.")
    desk.do_now(take, people.mari, REF)
    topic = desk.look_now(lambda turn: turn.case(REF).topic)
    desk.do_now(put_position, people.helve, topic, {**SAID, RU: "За уход платит самоуправление."})
    draft = desk.do_now(draft_answer, people.mari, REF)
    assert draft.substance == f"{SAID[ET]}\n\n---\n\nЗа уход платит самоуправление."
    assert "Официальным является текст на эстонском языке" in draft.text


def test_a_day_later_nothing_new_is_told_of_a_position_that_holds(desk: Desk, taken: People) -> None:
    desk.do_now(put_position, taken.helve, TOPIC, SAID, valid_to=date(2026, 11, 23) + timedelta(days=30))
    desk.do_now(draft_answer, taken.mari, REF)
    desk.clock.move(days=1)  # type: ignore[attr-defined]
    assert desk.do_now(tell_positions) == ()
