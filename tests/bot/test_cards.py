"""The card of a case: read at a glance, and nothing of the person or the letter on it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.buttons import Where, card_buttons
from bot.cards import card_text, colour, days_in_words, line_of
from casework import views
from casework.assign import take
from casework.desk import Desk
from rules.kinds import Child, Kind, Language, Role
from rules.life import State, Step, steps_from
from rules.records import Dispatch, Paper
from tests.bot.room import Room
from tests.house import People, letter, receive

TEXT = "Minu nimi on Kadri Kask, isikukood 48001010000. Palun selgitage, kes maksab asenduskodu eest. Tel 5551234."


@pytest.fixture
def card(desk: Desk, people: People, tmp_path: object) -> views.Card:
    ref = receive(desk, tmp_path, letter(TEXT))[1]  # type: ignore[arg-type]
    desk.do_now(take, people.mari, ref)
    return desk.look_now(views.card, ref)


@pytest.mark.parametrize("language", [Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH])
def test_nothing_of_the_person_or_the_letter_is_on_it(desk: Desk, card: views.Card, language: Language) -> None:
    marked = replace(card, media=True, child=Child.DANGER, child_open=True, offence=True, restricted=True)
    shown = card_text(marked, language, desk.office) + line_of(marked, language, desk.office)
    for word in ("Kadri", "Kask", "48001010000", "5551234", "post.example", "asenduskodu eest", "Küsimus"):
        assert word not in shown


@pytest.mark.parametrize(("left", "mark", "words"), [
    (15, "🟢", "jäänud 15 päeva"), (5, "🟢", "jäänud 5 päeva"), (4, "🟡", "jäänud 4 päeva"), (2, "🟡", "jäänud 2 päeva"),
    (1, "🔴", "homme"), (0, "🔴", "täna"), (-1, "⚫", "1 päev üle tähtaja"), (-7, "⚫", "7 päeva üle tähtaja"), (None, "⚪", "tähtajata"),
])  # fmt: skip
def test_the_days_left_are_a_colour_and_words(card: views.Card, left: int | None, mark: str, words: str) -> None:
    now = replace(card, days_left=left)
    assert (colour(now), days_in_words(now, Language.ESTONIAN)) == (mark, words)


def test_a_kind_in_doubt_is_asked_and_the_others_named(desk: Desk, card: views.Card) -> None:
    doubtful = replace(card, kind_confidence=0.55, other_kinds=("teabenoue",))
    assert "selgitustaotlus? (kindlus 55%); võib olla ka teabenõue" in card_text(
        doubtful, Language.ESTONIAN, desk.office
    )
    sure = replace(card, kind_confidence=0.95, other_kinds=("kaebus",))
    assert "selgitustaotlus; võib sisaldada ka: kaebus" in card_text(sure, Language.ESTONIAN, desk.office)
    assert "?" not in card_text(sure, Language.ESTONIAN, desk.office)


def test_the_safe_day_is_shown_where_it_is_another(desk: Desk, card: views.Card) -> None:
    shifted = replace(card, due=date(2026, 12, 28), safe=date(2026, 12, 23))  # Monday; Wednesday before the holidays
    assert "Vastata hiljemalt 28.12.2026 (MSVS § 6) · varuga tähtpäev 23.12.2026" in card_text(
        shifted, Language.ESTONIAN, desk.office
    )


def test_a_letter_that_wants_no_answer_has_no_term(desk: Desk, card: views.Card) -> None:
    thanks = replace(card, kind=Kind.THANKS, due=None, safe=None, days_left=None)
    assert "Vastamise tähtaega ei ole" in card_text(thanks, Language.ESTONIAN, desk.office)


@pytest.mark.parametrize("state", list(State))
def test_the_buttons_are_the_steps_the_life_table_allows(card: views.Card, state: State) -> None:
    now = replace(card, state=state, steps=steps_from(state), draft_version=1, draft_paper=Paper.ANSWER,
                  draft_approved=state in (State.APPROVED, State.SENT, State.CLOSED), sending=None,
                  handler_id=None if state is State.REGISTERED else 1)  # fmt: skip
    markup = card_buttons(now, Where(Language.ESTONIAN))
    assert markup is not None
    shown = {str(button.callback_data).split(":")[0] for row in markup.inline_keyboard for button in row}
    expected = {
        State.REGISTERED: {"votan"},
        State.ASSIGNED: {"mustand", "sulge"},
        State.WAITING: {"mustand", "sulge"},
        State.DRAFTED: {"mustand", "kinnita", "sulge"},
        State.APPROVED: {"mustand", "saada"},
        State.SENT: {"sulge"},
        State.CLOSED: {"reopen"},
    }[state]
    assert shown - {"kiri", "miks", "ak", "withdraw", "liik"} == expected
    assert Step.CLOSE in steps_from(state) or "sulge" not in shown


def test_an_answer_on_its_way_is_said_and_can_be_taken_back(desk: Desk, card: views.Card) -> None:
    going = replace(card, state=State.APPROVED, steps=steps_from(State.APPROVED), draft_version=2, draft_paper=Paper.ANSWER,
                    draft_approved=True, sending=Dispatch.PENDING)  # fmt: skip
    assert "📤 Ootab väljasaatmist" in card_text(going, Language.ESTONIAN, desk.office)
    markup = card_buttons(going, Where(Language.ESTONIAN))
    assert markup is not None
    assert [str(button.callback_data).split(":")[0] for button in markup.inline_keyboard[0]] == ["mustand", "undo"]


def test_a_role_sees_its_own_buttons(card: views.Card) -> None:
    markup = card_buttons(card, Where(Language.ESTONIAN, frozenset({Role.AUDITOR})))
    assert markup is not None
    assert [button.text for row in markup.inline_keyboard for button in row] == ["❔ Miks"]


def test_in_a_group_content_is_a_link_to_the_private_chat(card: views.Card) -> None:
    markup = card_buttons(card, Where(Language.ESTONIAN, link="https://t.me/vastaja_bot"))
    assert markup is not None
    urls = [button.url for row in markup.inline_keyboard for button in row if button.url]
    assert urls == [f"https://t.me/vastaja_bot?start={command}_{card.ref}" for command in ("mustand", "kiri")]


async def test_what_is_sent_with_every_odd_thing_is_answered_kindly(room: Room) -> None:
    said = room.server.send_document(room.mari, "a.docx", b"x")
    await room.listen()
    assert "tuleb kirjutada tekstina" in room.after(said)[0].text
