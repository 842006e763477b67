"""One press corrects what the house took a letter for, and it is remembered; the commands do the same."""

from datetime import date

import pytest
from sqlmodel import select

from casework.figures import figures
from rules.kinds import Kind
from storage.tables import Case, Event, Letter
from tests.bot.room import Room
from tests.house import DUTY, MARI

TROUBLE = (
    "Tere!\n\nNaaber peksab oma last Kendrat ja laps karjub praegu. Kendra vajab abi. Palun tegutsege. "
    "Ajakirjanik küsib homme kella 12-ks, kas hooldekodu teadis.\n\nMart Naaris, tel 5300 0118"
)
# fmt: off
OVERRULED = (
    # the suggestion  one press                    or the command             what is remembered: was, became
    ("language",      "🌐 vene",                   "/keel {ref} vene",        "et", "ru"),
    ("topic",         "Pension",                   "/paranda {ref} teema pension", "hooldekodu", "pension"),
    ("reply",         "💬 Vastust ei ole vaja",    "/paranda {ref} vastus ei", "True", "False"),
    ("offence",       "⚖️ Ei ole süütegu",         "/paranda {ref} süütegu ei", "True", "False"),
    ("media",         "🔕 Ei ole pressiasi",       "/meedia {ref} ei valehäire", "True", "False"),
    ("child",         "🧒 Abivajav laps",          "/laps {ref} mure",        "immediate_danger", "concern"),
    ("kind",          "🏷 märgukiri",              "/liik {ref} märgukiri",   "kaebus", "margukiri"),
)
# fmt: on


async def test_another_kind_is_one_press_away_and_remembered(room: Room) -> None:
    ref = room.letter_comes()

    def doubt(turn: object) -> None:
        case: Case = turn.case(ref)  # type: ignore[attr-defined]
        case.other_kinds = [Kind.MEMORANDUM]

    room.desk.do_now(doubt)
    await room.say(room.mari, f"/vaata {ref}")
    await room.press(room.mari, room.last(MARI), "🏷 märgukiri")
    assert "märgukiri" in room.last(MARI).text
    found = room.desk.look_now(figures, date(2026, 11, 1), date(2026, 11, 30))
    assert found.corrections == (("kind", "selgitustaotlus", "margukiri", 1),)
    assert not any("🏷" in button.text for line in room.last(MARI).keyboard for button in line)


async def test_the_card_and_the_proof_tell_the_signs_of_every_suggestion_and_no_word_of_the_letter(room: Room) -> None:
    ref = room.letter_comes(TROUBLE, subject="Hooldekodu")
    told = [await room.say(room.mari, f"/vaata {ref}"), await room.say(room.mari, f"/miks {ref}", chat=DUTY)]
    for said in told:
        for subject in ("Liik", "Keel", "Teema", "Vastus", "Laps", "Süüteo kahtlus", "Isikuandmed", "Menetleja ettepanek"):
            assert f"{subject}: " in said
        assert "Meedia" in said
        assert not any(word in said for word in ("Kendra", "Naaris", "5300"))


@pytest.mark.parametrize("by_press", [True, False])
async def test_every_suggestion_is_overruled_by_one_press_or_a_command_and_that_is_remembered(room: Room, by_press: bool) -> None:
    ref = room.letter_comes(TROUBLE, subject="Hooldekodu")
    await room.say(room.mari, f"/miks {ref}")
    offered = next(one for one in reversed(room.server.chat(MARI).from_bot) if one.keyboard)
    for field, button, command, _, _ in OVERRULED:
        if not by_press:
            await room.say(room.mari, command.format(ref=ref))
            continue
        lists = {"topic": "📂 Muu teema", "kind": "🏷 Muu liik"}
        if field in lists:
            await room.press(room.mari, offered, lists[field])
        await room.press(room.mari, room.last(MARI) if field in lists else offered, button)
    found = room.desk.look_now(figures, date(2026, 11, 1), date(2026, 11, 30))
    assert sorted(found.corrections) == sorted((field, was, became, 1) for field, _, _, was, became in OVERRULED)
    events = room.desk.look_now(lambda turn: set(turn.session.exec(select(Event.what)).all()))
    assert events >= {"language", "topic", "reply", "offence", "media_withdrawn", "child_track", "kind"}
    assert "ametniku märge" in await room.say(room.mari, f"/vaata {ref}")


async def test_what_was_left_readable_is_hidden_in_every_form_and_the_words_are_kept_nowhere(room: Room) -> None:
    ref = room.letter_comes("Palun selgitage. Aed on Õitsengule tuttav, Õitsengu teab.", subject="Aed")

    def unmask(turn: object) -> None:
        for one in turn.session.exec(select(Letter)).all():  # type: ignore[attr-defined]
            one.masked = one.new_text or one.text

    room.desk.do_now(unmask)
    await room.say(room.mari, f"/miks {ref}")
    offered = next(one for one in reversed(room.server.chat(MARI).from_bot) if one.keyboard)
    await room.press(room.mari, offered, "🙈 Peida sõnad")
    assert "Peidetud" in await room.say(room.mari, "Õitsengu")
    masked = room.desk.look_now(lambda turn: "".join(turn.session.exec(select(Letter.masked)).all()))
    assert masked.count("[isikuandmed]") == 2
    assert "privaatvestluses" in await room.say(room.mari, f"/paranda {ref} peida Õitseng", chat=DUTY)
    kept = room.desk.look_now(lambda turn: str(turn.session.exec(select(Event.note)).all()))
    assert "readable -> masked" in kept
    assert "Õitseng" not in kept
    assert "ei ole" in await room.say(room.mari, f"/paranda {ref} peida Olematu")
