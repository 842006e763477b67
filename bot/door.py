"""The chat door: one update in, one effect, one answer. Who may speak is asked before what is said."""

import json

import structlog
from telegram import Bot, CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User
from telegram.error import TelegramError

from bot.actions import actions
from bot.buttons import read_press
from bot.by_hand import ByHandForm
from bot.chat_letters import Postbox, Understand
from bot.citizens import Citizens
from bot.enter import come_in
from bot.membership import safe_for
from bot.pen import Read
from bot.said import command_in
from bot.staff import Colleagues
from bot.talk import Talk
from bot.words import spoken
from casework.chat_messages import left_group, moved, office_chats, readers
from casework.desk import Desk
from casework.groups import joined, left
from casework.people import Staff, who
from casework.press import who_presses
from casework.reach import started_again, stopped
from casework.receive import AlreadyHandled, in_update, settle_update
from casework.sight import GROUP, HOUSE, Viewer
from rules.kinds import Language
from rules.records import Filed

PRIVATE = Chat.PRIVATE
GONE = ("left", "kicked")

log = structlog.get_logger(__name__)


class Door:
    """Answers the updates of one bot, one after another or several at once."""

    def __init__(self, bot: Bot, desk: Desk, understand: Understand, read: Read, *, citizens: bool = True) -> None:
        """`citizens`: whether strangers may write letters here."""
        self._bot, self._desk = bot, desk
        self._colleagues = Colleagues(actions(read), ByHandForm(read))
        self.postbox = Postbox(desk, understand, read)
        self._citizens = Citizens(self.postbox, welcome=citizens)
        self._username = ""

    async def take(self, ledger_id: int, raw: str) -> None:
        """Answer an update that stands in the ledger. It has its effect once, however often it is taken.

        Never raises for what a person wrote or for a chat that cannot be answered; what it raises is a fault of ours.
        """
        update = Update.de_json(json.loads(raw), self._bot)
        try:
            found = await self._taken(ledger_id, update)
        except AlreadyHandled:
            return
        except TelegramError as unanswered:
            log.warning("chat_not_answered", ledger=ledger_id, error=type(unanswered).__name__)
            await self._desk.do(
                settle_update, ledger_id, Filed.COMMAND, why=f"not answered: {type(unanswered).__name__}"
            )
            return
        if found:
            await self._desk.do(settle_update, ledger_id, *found)

    async def _taken(self, ledger_id: int, update: Update) -> tuple[Filed, str] | None:
        """Return what became of the update and the case it was about; None where the ledger says so, as its effect does."""
        if update.callback_query:
            return await self._pressed(ledger_id, update.callback_query)
        if update.my_chat_member:
            return await self._membership(ledger_id, update.my_chat_member)
        if update.chat_member:
            return await self._colleague_moved(ledger_id, update.chat_member)
        if update.message:
            return await self._message(ledger_id, update.message)
        if update.edited_message and update.edited_message.chat.type == PRIVATE and update.edited_message.from_user:
            return await self._edited(ledger_id, update.edited_message, update.edited_message.from_user)
        return Filed.IGNORED, ""

    # -- messages

    async def _message(self, ledger_id: int, message: Message) -> tuple[Filed, str]:
        if message.new_chat_members or message.left_chat_member:
            return await self._people_moved(ledger_id, message)
        if message.migrate_to_chat_id:
            await self._desk.do(in_update, ledger_id, moved, message.chat.id, message.migrate_to_chat_id)
            return Filed.COMMAND, ""
        user = message.from_user
        if user is None or user.is_bot or message.sender_chat:
            return Filed.IGNORED, ""
        staff = await self._desk.look(who, user.id)
        talk = await self._talk(ledger_id, message.chat, user, staff)
        talk.message_id, talk.thread = (
            message.message_id,
            (message.message_thread_id or 0) if message.is_topic_message else 0,
        )
        if staff and staff.lapsed and talk.private:
            return await self._confirm_first(talk, message.text or "")
        if talk.private:
            return await (self._colleagues if staff else self._citizens).hear(talk, message)
        if staff and staff.lapsed:
            return Filed.IGNORED, ""
        if staff is None or not message.text or message.forward_origin or not await self._is_ours(talk):
            return Filed.IGNORED, ""
        return await self._colleagues.hear_in_group(talk, message)

    async def _edited(self, ledger_id: int, message: Message, user: User) -> tuple[Filed, str]:
        """Say that a command changed afterwards is not read again; a citizen's changed words belong to the letter."""
        staff = await self._desk.look(who, user.id)
        talk = await self._talk(ledger_id, message.chat, user, staff)
        talk.message_id = message.message_id
        if staff is None:
            return await self._citizens.edited(talk, message)
        await talk.say("edited")
        return Filed.IGNORED, ""

    async def _confirm_first(self, talk: Talk, text: str) -> tuple[Filed, str]:
        """Show nothing to an account that must be bound anew, but for the code that binds it."""
        said = command_in(text)
        if said and said.name == "start" and said.words:
            await come_in(talk, said.words)
        else:
            await talk.say("told.reconfirm")
        return Filed.COMMAND, ""

    # -- presses and memberships

    async def _pressed(self, ledger_id: int, query: CallbackQuery) -> tuple[Filed, str] | None:
        """Answer a press. A stranger hears nothing; a message too old to be shown to us is answered beside it."""
        press = read_press(query.data or "")
        private = query.message is not None and query.message.chat.type == PRIVATE
        staff, ref = await self._desk.look(who_presses, query.from_user.id, press.case_id if press else 0, private)
        if query.message is None or (staff is None and not private):
            await self._bot.answer_callback_query(query.id)
            return Filed.IGNORED, ""
        talk = await self._talk(ledger_id, query.message.chat, query.from_user, staff)
        talk.query_id, talk.pressed = query.id, True
        talk.message_id = query.message.message_id
        if isinstance(query.message, Message) and query.message.is_topic_message:
            talk.thread = query.message.message_thread_id or 0
        if staff is None:
            return await self._citizens.press(talk, query.data or "")
        if staff.lapsed:
            await talk.toast("told.reconfirm", alert=True)
            return Filed.IGNORED, ""
        if not talk.private and not await self._is_ours(talk):
            await talk.answer_press()
            return Filed.IGNORED, ""
        found = await self._colleagues.press(talk, press, ref)
        return None if talk.settled else found

    async def _membership(self, ledger_id: int, change: ChatMemberUpdated) -> tuple[Filed, str]:
        gone = change.new_chat_member.status in GONE
        if change.chat.type == PRIVATE:
            await self._desk.do(in_update, ledger_id, stopped if gone else started_again, change.from_user.id)
        elif gone:
            await self._desk.do(in_update, ledger_id, left_group, change.chat.id)
        return Filed.COMMAND, ""

    async def _people_moved(self, ledger_id: int, message: Message) -> tuple[Filed, str]:
        """Somebody came into a group or left it: told to a bot whatever its rights are there."""
        if message.left_chat_member:
            await self._desk.do(in_update, ledger_id, left, message.chat.id, message.left_chat_member.id)
        new = [one.id for one in message.new_chat_members or () if not one.is_bot]
        if new:
            await self._desk.do(in_update, ledger_id, joined, message.chat.id, new)
        return Filed.COMMAND, ""

    async def _colleague_moved(self, ledger_id: int, change: ChatMemberUpdated) -> tuple[Filed, str]:
        """The same, as an administrator is told: also of those who came by a link or were let in."""
        member = change.new_chat_member
        if member.status in GONE:
            await self._desk.do(in_update, ledger_id, left, change.chat.id, member.user.id)
        elif not member.user.is_bot:
            await self._desk.do(in_update, ledger_id, joined, change.chat.id, [member.user.id])
        return Filed.COMMAND, ""

    # -- whom it is about

    async def _talk(self, ledger_id: int, chat: Chat, user: User, staff: Staff | None) -> Talk:
        private = chat.type == PRIVATE
        told = staff.language if staff else spoken((user.language_code or "").partition("-")[0])
        self._username = self._username or (await self._bot.get_me()).username or ""
        roles = (
            staff.roles if staff and private else frozenset() if private else await self._desk.look(readers, chat.id)
        )
        viewer = GROUP if not private else Viewer(staff.id) if staff else HOUSE  # a citizen's own verbs find their own cases only
        return Talk(
            bot=self._bot, desk=self._desk.seen_by(viewer), username=self._username, ledger_id=ledger_id, user_id=user.id, chat_id=chat.id,
            private=private, language=spoken(told) if private else Language.ESTONIAN, staff=staff,
            roles=roles,
        )  # fmt: skip

    async def _is_ours(self, talk: Talk) -> bool:
        """Tell whether a group is one of the agency's: in any other nothing of a case is said."""
        if talk.chat_id not in await self._desk.look(office_chats):
            return False
        talk.desk = await safe_for(self._bot, talk.desk, talk.chat_id)
        return True
