"""One press corrects what the house took a letter for, and it is remembered; `/liik` does the same."""

from datetime import date

from casework.figures import figures
from rules.kinds import Kind
from storage.tables import Case
from tests.bot.room import Room
from tests.house import MARI


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
