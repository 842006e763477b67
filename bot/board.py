"""The live board: one message in the heads' chat, painted anew by itself every few minutes, only where something has changed."""

from datetime import datetime

from bot.talk import Talk
from bot.text import Html
from bot.words import moment, say
from casework.board import Board, board, hang_board
from casework.desk import Desk
from casework.refusals import NotAllowed
from rules.kinds import Language, Role


async def show_board(talk: Talk) -> None:
    """Answer /aruanne tahvel in the heads' chat, or in a head's private one: this message stays live from now on."""
    if Role.HEAD not in talk.me.roles:
        raise NotAllowed
    found = await talk.look(board)
    text = board_text(found, talk.language, talk.desk, talk.desk.clock())
    message_id = await talk.send(text)
    await talk.desk.do(hang_board, talk.chat_id, message_id, found)


def board_text(found: Board, language: Language, desk: Desk, now: datetime) -> str:
    """Return the board: counts only, the same for everybody who reads there."""
    lines = [say(language, "board.head", moment=moment(now, desk.office.calendar.zone))]
    lines += [say(language, f"board.{key}", count=count) for key, count in found.counts if count or key in ("open", "late", "untaken")]
    return Html("\n".join(lines))
