"""In a group with topics a case has a topic of its own; whatever stands in the way of one, the message comes all the same."""

import asyncio

import pytest

from bot.sender import send
from casework.assign import take
from casework.close import close, reopen
from casework.outbox import claim
from casework.topics import topic_of
from playground.bot_chats import Chat
from playground.telegram import Scripted, too_many
from rules.kinds import Child, Outcome
from tests.bot.room import Room
from tests.house import DUTY


@pytest.fixture
def forum(room: Room) -> Chat:
    return room.server.group(DUTY, "Valve", room.mari, room.jyri, room.helve, room.piret, bot_is_admin=True, topics={})


def texts(forum: Chat, thread: int) -> list[str]:
    return [one.text for one in forum.from_bot if one.text and one.thread == thread]


async def test_what_is_told_of_a_case_stands_in_its_topic_and_what_is_said_there_is_of_it(room: Room, forum: Chat) -> None:
    first, second = (room.letter_comes(message_id=f"<{number}@x.example>") for number in range(2))
    await room.tell()
    assert list(forum.topics.values()) == [f"{first} · selgitustaotlus", f"{second} · selgitustaotlus"]
    thread = next(iter(forum.topics))
    assert [first in one for one in texts(forum, thread)] == [True]
    room.server.say(room.mari, "/votan", DUTY, thread=thread)
    await room.listen()
    assert "Menetleja: Mari Mets" in texts(forum, thread)[-1]
    card = forum.from_bot[-1]
    await room.press(room.jyri, card, next(one for one in card.buttons if "Miks" in one))
    assert texts(forum, 0) == []


async def test_the_topic_of_a_closed_case_is_closed_and_opens_again_with_the_case(room: Room, forum: Chat) -> None:
    ref = room.letter_comes()
    await room.tell()
    (thread,) = forum.topics
    room.desk.do_now(take, room.people.mari, ref)
    room.desk.do_now(close, room.people.mari, ref, Outcome.NOTED)
    await room.tell()
    assert forum.closed_topics == {thread}
    room.desk.do_now(reopen, room.people.mari, ref)
    room.desk.do_now(lambda turn: turn.tell(f"chat:{DUTY}", "new_case", turn.case(ref)))
    await room.tell()
    assert forum.closed_topics == set()
    assert len(texts(forum, thread)) == 2


@pytest.mark.parametrize("trouble", [
    Scripted("createForumTopic", 400, "Bad Request: not enough rights to create a topic"), too_many("createForumTopic", 30),
    Scripted("createForumTopic", 502, "Bad Gateway"), Scripted("getChat", 502, "Bad Gateway"),
], ids=["rights", "429", "502", "unknown"])  # fmt: skip
async def test_where_no_topic_can_be_made_the_message_stands_in_the_group(room: Room, forum: Chat, trouble: Scripted) -> None:
    ref = room.letter_comes()
    room.server.next_answers.append(trouble)
    await room.tell()
    assert [ref in one for one in texts(forum, 0)] == [True]


async def test_two_messages_at_once_make_one_topic(room: Room, forum: Chat) -> None:
    ref = room.letter_comes()
    room.desk.do_now(lambda turn: turn.tell(f"chat:{DUTY}", "new_case", turn.case(ref)))
    parcels = [one for one in room.desk.do_now(claim, "chat", 20) if one.what == "new_case"]
    assert len(parcels) == 2
    await asyncio.gather(*(send(room.bot, room.desk, one) for one in parcels))
    (thread,) = forum.topics
    assert len(texts(forum, thread)) == 2


async def test_a_deleted_topic_keeps_nothing_from_being_told(room: Room, forum: Chat) -> None:
    ref = room.letter_comes()
    await room.tell()
    forum.topics.clear()
    for _ in range(2):
        room.desk.do_now(lambda turn: turn.tell(f"chat:{DUTY}", "new_case", turn.case(ref)))
        await room.tell()
    assert [ref in one for one in texts(forum, 0)] == [True]
    (thread,) = forum.topics
    assert room.desk.look_now(lambda turn: topic_of(turn, DUTY, turn.case(ref).id or 0)) == thread


async def test_a_danger_is_told_before_the_whole_group(room: Room, forum: Chat) -> None:
    ref = room.letter_comes("Minu poeg on kodus üksi ja isa lõi teda rihmaga. Kes aitab?")
    await room.tell()
    assert room.desk.look_now(lambda turn: turn.case(ref).child) is not Child.NONE
    assert any("🚨" in one and ref in one for one in texts(forum, 0))


async def test_a_group_without_topics_is_asked_but_once(room: Room) -> None:
    for number in range(3):
        room.letter_comes(message_id=f"<{number}@x.example>")
    await room.tell()
    assert sum(call.method == "getChat" for call in room.server.calls) == 1
    assert not any(call.method == "createForumTopic" for call in room.server.calls)
