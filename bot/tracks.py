"""The track of a child in need beside the answer: it waits for nothing."""

import re
from typing import Final

from bot.buttons import CHILD_DONE, child_rows, keyboard
from bot.names import CONCERN, DANGER, DONE, NO, plain
from bot.said import first_word
from bot.talk import Talk
from bot.words import moment, say, say_plain
from casework.chat_messages import CARD, remember
from casework.protect import record_done, set_child, take_child
from casework.refusals import MissingReason
from casework.views import card
from rules.kinds import Child
from rules.tracks import CHILD_DONE_NEEDS, ChildDone

TAKE = frozenset({"votan", "vota", "take"})
_SAID: Final = (
    (ChildDone.CALLED_112, ("112",)),
    (ChildDone.HELPLINE, ("lasteab", "116111", "helpline")),
    (ChildDone.MUNICIPALITY, ("kov", "omavalits", "vald", "vall", "linn", "lastekaits", "municipal", "муницип", "самоуправ")),
)
_KNOWS: Final = ("teab", "teadlik", "knows", "знает")
_NOT: Final = frozenset({"ei", "pole", "not", "no", "не", "нет"})


async def child(talk: Talk, ref: str, words: str) -> None:
    """Answer /laps: start, change or, with a reason, end the track; take it; record what was done."""
    word, rest = first_word(words)
    match plain(word):
        case "":
            await _show_child(talk, ref)
        case level if level in DANGER:
            await _set_child(talk, ref, Child.DANGER)
        case level if level in CONCERN:
            await _set_child(talk, ref, Child.CONCERN)
        case no if no in NO:
            await talk.act(set_child, ref, Child.NONE, rest)
            await talk.show(ref, say(talk.language, "child.ended"))
        case take if take in TAKE:
            await _take_child(talk, ref)
        case done if done in DONE:
            await _record_said(talk, ref, rest)
        case press if press.startswith("+"):
            await _pressed_done(talk, ref, word[1:])
        case _:
            await talk.say("missing.laps")


async def _set_child(talk: Talk, ref: str, level: Child) -> None:
    await talk.act(set_child, ref, level)
    await talk.show(ref, say(talk.language, "child.set", level=say(talk.language, f"child.{level}")))


async def _take_child(talk: Talk, ref: str) -> None:
    """Take the alert. The second who presses hears who was first; the next buttons ask what was done."""
    _, mine = await talk.act(take_child, ref)
    found = await talk.show(ref)
    key = "child.taken" if mine else "child.taken_by" if found.child_taken_by else "child.no_track"
    await talk.answer_press(say_plain(talk.language, key, name=found.child_taken_by, ref=found.ref), alert=True)


async def _record_said(talk: Talk, ref: str, words: str) -> None:
    """Record what was done, by one of the five ways: 112, kov, kov_teab, lasteabi, ei. Words that tell of none end nothing."""
    first, rest = first_word(words)
    named = next((one for one in ChildDone if plain(first).strip(":,") == one), None)
    if named is ChildDone.NOT_IN_NEED:
        await talk.act(set_child, ref, Child.NONE, rest)
        await talk.show(ref, say(talk.language, "child.ended"))
        return
    way = named or way_said(words)
    if way is None:
        raise MissingReason(command="laps.tehtud", ref=(await talk.look(card, ref)).ref, so_far="tehtud")
    what = rest if named else words
    await _record(talk, ref, what or ("" if way in CHILD_DONE_NEEDS else moment(talk.desk.clock(), talk.zone)), way)


def way_said(words: str) -> ChildDone | None:
    """Return which of the five ways words tell of, None where they tell of none, or that something was not done."""
    said = re.findall(r"\w+", plain(words).replace("116 111", "116111"))
    if not set(said).isdisjoint(_NOT):
        return None
    knows = any(word.startswith(_KNOWS) for word in said)
    for way, beginnings in _SAID:
        if any(word.startswith(beginnings) for word in said):
            return ChildDone.MUNICIPALITY_KNOWS if way is ChildDone.MUNICIPALITY and knows else way
    return None


async def _record(talk: Talk, ref: str, what: str, way: ChildDone) -> None:
    open_before = (await talk.look(card, ref)).child_open
    await talk.act(record_done, ref, what, way)
    key = "child.recorded" if open_before else "child.no_track"
    found = await talk.show(ref, say(talk.language, key, ref=ref))
    await talk.answer_press(say_plain(talk.language, key, ref=found.ref))


async def _pressed_done(talk: Talk, ref: str, done: str) -> None:
    """Record a call at this moment; where the record needs words (to whom, who says so, why), it is asked for. Raises MissingReason."""
    if done not in CHILD_DONE:
        await talk.say("missing.laps")
        return
    way = ChildDone(done)
    if way in CHILD_DONE_NEEDS:
        raise MissingReason(command=f"laps.{done}", ref=(await talk.look(card, ref)).ref, so_far=f"tehtud {done}")
    await _record(talk, ref, moment(talk.desk.clock(), talk.zone), way)


async def _show_child(talk: Talk, ref: str) -> None:
    found = await talk.look(card, ref)
    if found.child is Child.NONE:
        await talk.say("child.no_alarm", ref=found.ref)
    elif not found.child_open:
        await talk.show_card(found)
    else:
        level = say(talk.language, f"child.{found.child}")
        asked = await talk.say("child.now", keyboard(child_rows(found, talk.where)), ref=found.ref, level=level)
        await talk.desk.do(remember, talk.chat_id, asked, found.id, CARD)  # the card comes in its place
