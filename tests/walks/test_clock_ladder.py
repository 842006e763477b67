"""The whole ladder with absences, an outage over a weekend, a clock that jumps, and nights with an hour too few or too many."""

from datetime import UTC, date, datetime, timedelta

from casework.absence import briefs, go_away
from casework.assign import take
from casework.people import Staff, bind, invite
from casework.press_clock import remind_press
from casework.remind import escalate, remind
from casework.tracks import remind_tracks
from casework.undelivered import tell_by_mail
from rules.kinds import Role
from rules.records import Dispatch
from tests.bot.room import Room
from tests.casework.clocks import fate, mailed, told
from tests.house import HELVE, JYRI, MARI, HandClock

ROUND = (remind, escalate, remind_tracks, remind_press, briefs, tell_by_mail)  # as the clock of the house goes


async def at(room: Room, clock: HandClock, moment: datetime) -> None:
    clock.now = moment
    for verb in ROUND:
        room.desk.do_now(verb)
    await room.tell()


def digests(room: Room, chat: int) -> list[str]:
    return [one.text for one in room.server.chat(chat).from_bot if "Meeldetuletus" in one.text and "ei ole keegi" not in one.text]


async def test_the_ladder_of_a_case_from_registration_to_overdue(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes()  # Monday 2026-11-23, due Tuesday 2026-12-08
    room.desk.do_now(take, room.people.mari, ref)
    told_on: list[date] = []
    day = date(2026, 11, 24)
    while day <= date(2026, 12, 10):
        before = len(digests(room, MARI))
        for hour in (1, 6, 7, 9, 13, 20):
            await at(room, clock, datetime(day.year, day.month, day.day, hour, 5, tzinfo=UTC))
        told_on += [day] * (len(digests(room, MARI)) - before)
        day += timedelta(days=1)
    assert told_on == sorted(set(told_on))  # never two messages a day
    assert date(2026, 12, 1) in told_on  # five working days before
    assert {date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 9)} <= set(told_on)
    assert not [one for one in told_on if one.weekday() > 4]
    assert "Üle tähtaja" in digests(room, MARI)[-1]
    assert ref in "\n".join(digests(room, HELVE))


async def test_nobody_answers_and_it_goes_up_past_those_who_are_away(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes()
    room.desk.do_now(take, room.people.mari, ref)
    room.desk.do_now(go_away, room.people.mari, "", date(2026, 12, 7), None, "Jüri")
    await at(room, clock, datetime(2026, 12, 7, 6, 5, tzinfo=UTC))
    handed = [one.text for one in room.server.chat(JYRI).from_bot if "Üleandmine" in one.text]
    assert ref in handed[0]
    assert ref in digests(room, JYRI)[0]
    assert digests(room, MARI) == []
    await at(room, clock, datetime(2026, 12, 7, 12, 30, tzinfo=UTC))  # 14:30
    risen = [one.text for one in room.server.chat(HELVE).from_bot if "ei ole keegi vastanud" in one.text]
    assert len(risen) == 1


def joins(room: Room, name: str, telegram_id: int, *roles: Role) -> Staff:
    """Let another colleague be invited and bind an account."""
    room.server.say(room.server.person(telegram_id, name.split()[0]), "tere")
    room.server.updates.forget()
    return room.desk.do_now(bind, telegram_id, room.desk.do_now(invite, name, list(roles)))


def risen(room: Room, chat: int) -> int:
    """Tell how often somebody was told of what nobody has acknowledged."""
    return sum("ei ole keegi vastanud" in one.text for one in room.server.chat(chat).from_bot)


async def test_it_rises_to_the_stand_in_then_that_one_s_own_then_the_head_s_stand_in(room: Room, clock: HandClock) -> None:
    tiina, aivar = 21, 22
    joins(room, "Tiina Tamm", tiina, Role.OFFICIAL)
    joins(room, "Aivar Aas", aivar, Role.OFFICIAL)
    one_day = date(2026, 11, 24)
    room.desk.do_now(go_away, room.people.mari, "", one_day, one_day, "Jüri")  # these name who stands in on usual days too
    room.desk.do_now(go_away, room.people.jyri, "", date(2026, 11, 25), date(2026, 11, 25), "Tiina")
    room.desk.do_now(go_away, room.people.helve, "", date(2026, 12, 1), None, "Aivar")
    room.desk.do_now(take, room.people.mari, room.letter_comes())  # Monday 2026-11-23, due Tuesday 2026-12-08
    heard = []
    for hour in (6, 10, 11, 12, 13, 14):  # 8, 12, 13, 14, 15 and 16 o'clock
        await at(room, clock, datetime(2026, 12, 8, hour, 5, tzinfo=UTC))
        heard.append(tuple(risen(room, chat) for chat in (JYRI, tiina, aivar, HELVE)))
    assert heard == [(0, 0, 0, 0), (1, 0, 0, 0), (1, 1, 0, 0), (1, 1, 1, 0), (1, 1, 1, 0), (1, 1, 1, 0)]
    assert len(digests(room, aivar)) == 1  # what the head is told on the last day
    assert digests(room, HELVE) == []


async def test_a_stand_in_who_is_away_is_passed_over_and_the_head_hears_the_sooner(room: Room, clock: HandClock) -> None:
    tiina = 21
    joins(room, "Tiina Tamm", tiina, Role.OFFICIAL)
    room.desk.do_now(go_away, room.people.mari, "", date(2026, 11, 24), date(2026, 11, 24), "Jüri")
    room.desk.do_now(go_away, room.people.jyri, "", date(2026, 12, 7), None, "Tiina")
    room.desk.do_now(take, room.people.mari, room.letter_comes())
    heard = []
    for hour in (10, 11, 12):
        await at(room, clock, datetime(2026, 12, 8, hour, 5, tzinfo=UTC))
        heard.append(tuple(risen(room, chat) for chat in (JYRI, tiina, HELVE)))
    assert heard == [(0, 1, 0), (0, 1, 1), (0, 1, 1)]


async def test_annan_edasi_gives_it_to_the_next_at_once(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes()
    room.desk.do_now(take, room.people.mari, ref)
    await at(room, clock, datetime(2026, 12, 8, 6, 5, tzinfo=UTC))
    digest = room.last(MARI)
    pressed = await room.press(room.mari, digest, "➡️ Annan edasi")
    assert "Helve Hein" in pressed.text
    await room.tell()
    assert any("andis meeldetuletuse" in one.text and ref in one.text for one in room.server.chat(HELVE).from_bot)
    passed = next(one for one in room.server.chat(HELVE).from_bot if "andis meeldetuletuse" in one.text)
    await room.press(room.helve, passed, "👍 Tegelen")
    await at(room, clock, datetime(2026, 12, 8, 12, 30, tzinfo=UTC))
    assert told(room.desk, "reminder_escalated") == []


async def test_after_a_weekend_without_the_service_there_is_one_digest(room: Room, clock: HandClock) -> None:
    refs = [room.letter_comes(f"Palun selgitage, kes maksab asenduskodu number {n} eest.", message_id=f"<{n}@x.example>")
            for n in range(12)]  # fmt: skip
    for ref in refs:
        room.desk.do_now(take, room.people.mari, ref)
    await at(room, clock, datetime(2026, 12, 3, 8, 0, tzinfo=UTC))  # Thursday; then the machine is down
    before = len(room.server.chat(MARI).from_bot)
    await at(room, clock, datetime(2026, 12, 14, 7, 0, tzinfo=UTC))  # Monday of the week after the next
    await at(room, clock, datetime(2026, 12, 14, 7, 1, tzinfo=UTC))
    new = room.server.chat(MARI).from_bot[before:]
    assert len(new) == 1
    assert "Üle tähtaja (12)" in new[0].text


async def test_a_clock_that_jumps_repeats_nothing(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes()
    room.desk.do_now(take, room.people.mari, ref)
    morning = datetime(2026, 12, 8, 6, 5, tzinfo=UTC)
    for jump in (0, 1, -1, 24, -24, 0):  # hours
        await at(room, clock, morning + timedelta(hours=jump))
    assert len(told(room.desk, "reminder", room.people.mari.label)) <= 3  # three mornings were seen, each once
    await at(room, clock, morning + timedelta(days=365))
    await at(room, clock, morning)
    assert len(digests(room, MARI)) <= 4


async def test_the_mornings_after_the_hour_changes_come_once_at_eight(room: Room, clock: HandClock) -> None:
    clock.now = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)  # Monday; due Tuesday 27 October, after the clocks went back
    ref = room.letter_comes()
    room.desk.do_now(take, room.people.mari, ref)
    await at(room, clock, datetime(2026, 10, 26, 5, 59, tzinfo=UTC))  # Monday 07:59, winter time
    assert digests(room, MARI) == []
    await at(room, clock, datetime(2026, 10, 26, 6, 0, tzinfo=UTC))
    assert len(digests(room, MARI)) == 1


async def test_a_reminder_the_chat_does_not_take_is_mailed(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes()
    room.desk.do_now(take, room.people.mari, ref)
    clock.now = datetime(2026, 12, 8, 6, 5, tzinfo=UTC)
    room.desk.do_now(remind)
    fate(room.desk, "reminder", Dispatch.NEVER)
    await at(room, clock, datetime(2026, 12, 8, 6, 6, tzinfo=UTC))
    assert mailed(room.desk, room.people.mari.mail) == [f"Meeldetuletus: {ref}"]
