"""What has changed in a letter, in the chat: words taken out are struck through, words put in are underlined; in private, for a while."""

from bot.content import point_to_private, show_for_a_while
from bot.talk import Talk
from bot.text import ROOM, Html, safe, units
from bot.words import say, say_plain
from casework.versions import Changes, Piece, show_changes
from casework.views import card

TAGS = {"same": ("", ""), "added": ("<u>", "</u>"), "removed": ("<s>", "</s>"), "skipped": ("", "")}


async def show_difference(talk: Talk, ref: str, words: str) -> None:
    """Answer the button "what changed": the newest version against the one before, or against version `words`."""
    if not talk.shows_content:
        await point_to_private(talk, "mustand", (await talk.look(card, ref)).ref, "draft.in_private")
        return
    changes = await talk.act(show_changes, ref, int(words) if words.isdecimal() else 0)
    await show_pieces(talk, changes)
    await talk.answer_press()


async def show_pieces(talk: Talk, changes: Changes) -> None:
    """Show a difference that has been put on record already."""
    head = say(talk.language, "changes.head", ref=changes.ref, old=changes.old, new=changes.new, by=changes.by)
    others = [say_plain(talk.language, f"changes.{name}") for name in changes.others]
    beside = say(talk.language, "changes.others", what=", ".join(others)) if others else ""
    text = pieces_as_html(changes.pieces, ROOM - units(head) - units(beside)) or say(talk.language, "changes.none")
    body = Html(f"<tg-spoiler>{text}</tg-spoiler>")
    await show_for_a_while(talk, "\n\n".join(filter(None, (head, body, beside))))


def pieces_as_html(pieces: tuple[Piece, ...], room: int) -> Html:
    """Return a difference as HTML of at most `room` units; what does not fit is cut off with dots."""
    out, left = [], room - 40
    for piece in pieces:
        text = "[…]\n" if piece.kind == "skipped" else piece.text
        before, after = TAGS[piece.kind]
        told = text if units(text) <= left else text[: max(left, 0) // 2] + "…"
        out.append(f"{before}{safe(told)}{after}")
        left -= units(told)
        if told != text:
            break
    return Html("".join(out).strip())
