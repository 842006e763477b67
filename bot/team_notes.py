"""/margi and /seo: notes between colleagues, and cases that belong together."""

from bot.content import point_to_private, show_content
from bot.said import reference_first
from bot.talk import Talk
from bot.words import moment, say
from casework.internal_notes import add_note, link, reveal_notes
from casework.views import card


async def note(talk: Talk, ref: str, words: str) -> None:
    """Answer /margi REF TEXT; without a text the notes are shown, on record. Raises NoSuchCase."""
    if words:
        case = await talk.act(add_note, ref, words)
        await talk.say("note.kept", ref=case.ref)
        return
    found = await talk.look(card, ref)
    if not talk.shows_content:
        await point_to_private(talk, "margi", found.ref)
        return
    notes = await talk.act(reveal_notes, ref)
    if not notes:
        await talk.say("note.none", ref=found.ref)
        return
    text = "\n\n".join(f"{moment(one.at, talk.zone)} · {one.by}\n{one.text}" for one in notes)
    await show_content(talk, found, say(talk.language, "note.head", ref=found.ref, count=len(notes)), text, name="-margid")


async def link_cases(talk: Talk, ref: str, words: str) -> None:
    """Answer /seo REF REF: the two cards name each other; said again it parts them. Raises NoSuchCase, SameCase."""
    other = reference_first(words)[0]
    if not other:
        await talk.say("missing.seo")
        return
    linked = await talk.act(link, ref, other)
    await talk.show(ref, say(talk.language, "linked" if linked else "parted", ref=ref, other=other))
