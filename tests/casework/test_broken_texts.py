"""A template of the agency is broken in production: each verb says which file and why, nothing is sent, nothing is lost, no round ends."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import select

from bot.words import refusal
from casework.ask import ask
from casework.assign import take
from casework.contributions import ask_unit, chase
from casework.desk import Desk
from casework.draft import draft_answer
from casework.forward import forward
from casework.notify import begin_referral, choose_sentences, draft_referral
from casework.refusals_of_letters import BrokenText
from casework.statement import draft_statement
from casework.views import card
from replies.library import Library
from rules.kinds import Language
from rules.life import State
from storage.desk_tables import Draft
from tests.casework.clocks import told
from tests.casework.conftest import Post
from tests.casework.test_press import ASKS, OUTLET
from tests.house import HandClock, People

CHILD = "Kivila vallas peksab isa Jukut. Palun aidake."
Break = Callable[[str, str], None]


@pytest.fixture
def breaks(desk: Desk, tmp_path: Path) -> Break:
    """Let the agency write a text of its own over the house's."""

    def write(name: str, words: str) -> None:
        file = tmp_path / "templates" / f"{name}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(words, encoding="utf-8")
        desk.office = replace(desk.office, library=Library((tmp_path / "templates",)))

    return write


def test_a_broken_text_is_named_to_who_asks_and_changes_nothing(desk: Desk, people: People, post: Post, breaks: Break) -> None:
    _, ref = post()
    _, press = post(ASKS, sender=OUTLET, message_id="<a@leht.example>")
    _, child = post(text=CHILD, message_id="<c@post.example>")
    desk.do_now(take, people.mari, ref)
    desk.do_now(begin_referral, people.mari, child)
    desk.do_now(choose_sentences, people.mari, child, [1])
    verbs: dict[str, Callable[[], object]] = {
        "answer/selgitustaotlus": lambda: desk.do_now(draft_answer, people.mari, ref),
        "clarification":        lambda: desk.do_now(ask, people.mari, ref, "Millise koha kohta Te küsite?"),
        "forwarding":           lambda: desk.do_now(forward, people.mari, ref, "Kivila vald info@kivila.example"),
        "forwarding_body":      lambda: desk.do_now(forward, people.mari, ref, "Kivila vald info@kivila.example"),
        "contribution_request": lambda: desk.do_now(ask_unit, people.mari, ref, "õigusosakond", "Kas kohaldub?", date(2026, 12, 1), "oigus@ska.example"),
        "child_referral":       lambda: desk.do_now(draft_referral, people.mari, child),
        "press_statement":      lambda: desk.do_now(draft_statement, people.piret, press),
    }  # fmt: skip
    for reply, verb in verbs.items():
        breaks(f"{reply}/et/body", "Tere\n{{ office.name.upper() }}")
        with pytest.raises(BrokenText) as refused:
            verb()
        assert refused.value.facts == {"file": f"{reply}/et/body.txt", "why": "line 2: a template may not call anything"}
        assert "Midagi ei saadetud" in refusal(Language.ESTONIAN, refused.value)
    assert desk.look_now(card, ref).state is State.ASSIGNED
    assert desk.look_now(lambda turn: list(turn.session.exec(select(Draft)))) == []


def test_a_round_of_the_house_goes_on_past_a_broken_text_and_the_heads_hear_once(
    desk: Desk, people: People, post: Post, breaks: Break, clock: HandClock
) -> None:
    _, ref = post()
    desk.do_now(ask_unit, people.mari, ref, "õigusosakond", "Kas kohaldub?", date(2026, 11, 27), "oigus@ska.example")  # Friday
    breaks("contribution_reminder/et/body", "{% if %}")
    breaks("media_alert/et/body", "{{ case.number }} {{ nobody }}")
    for number in (1, 2):  # filed all the same, the press chat hears of both
        post(f"{ASKS} {number}", sender=OUTLET, message_id=f"<a{number}@leht.example>")
    assert len(told(desk, "media_alert")) == 2
    clock.move(days=7)
    assert desk.do_now(chase) > 0
    assert [one.values["file"] for one in told(desk, "text_at_fault")] == ["media_alert/et", "contribution_reminder/et/body.txt"]
