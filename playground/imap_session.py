"""One connection to the town's mail server: a client's commands and our answers (RFC 3501, 2177, 4315, 6851)."""

import asyncio
import base64
import binascii
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from playground.imap_mailbox import FOLDERS, Mailbox
from playground.imap_selected import Refused, Selected
from playground.imap_syntax import Argument, BadCommand, Command, read_command, word, words

if TYPE_CHECKING:
    from playground.imap import ImapServer

CAPABILITIES = "IMAP4rev1 IDLE UIDPLUS MOVE SASL-IR AUTH=PLAIN LITERAL+ SPECIAL-USE UNSELECT NAMESPACE ID"


class Session:
    """Serve one client until it logs out or goes away."""

    def __init__(self, server: "ImapServer", reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._server, self._reader, self._writer = server, reader, writer
        self._user = ""
        self._selected: Selected | None = None

    async def run(self) -> None:
        self._say(f"* OK [CAPABILITY {CAPABILITIES}] the town's mail server is ready")
        try:
            await self._serve()
        finally:
            self._leave()

    async def _serve(self) -> None:
        while True:
            tag = "*"
            try:
                command = await read_command(self._reader, self._writer)
                if command is None:
                    return
                tag = command.tag
                if await self._obey(command):
                    return
            except BadCommand as fault:
                self._say(f"{tag} BAD {fault}")
            except Refused as refusal:
                self._say(f"{tag} NO {refusal}")
            await self._writer.drain()

    async def _obey(self, command: Command) -> bool:
        """Return whether that was the last command."""
        tag, name, arguments = command.tag, command.name, command.arguments
        if name == "LOGOUT":
            self._say("* BYE see you\r\n" + f"{tag} OK logged out")
            await self._writer.drain()
            return True
        if name == "AUTHENTICATE":
            await self._authenticate(arguments)
        elif name == "IDLE":
            await self._idle()
        else:
            self._plain_command(tag, name, arguments)
            return False
        self._say(f"{tag} OK {name} done")
        return False

    def _plain_command(self, tag: str, name: str, arguments: list[Argument]) -> None:
        by_uid = name == "UID"
        if by_uid:
            name, arguments = word(arguments[0]).upper() if arguments else "", arguments[1:]
        table = self._verbs_within(by_uid=True) if by_uid else self._verbs()
        if name not in table:
            raise BadCommand("no such command here")
        try:
            code = table[name](arguments)
        except (IndexError, ValueError, StopIteration) as fault:
            raise BadCommand("arguments are missing or wrong") from fault
        if self._selected is not None and (by_uid or name not in {"FETCH", "STORE", "SEARCH"}):
            self._selected.tell_news()
        self._say(f"{tag} OK {code}{name} done")

    def _verbs(self) -> dict[str, Callable[[list[Argument]], str]]:
        return {
            "CAPABILITY": self._capability, "NOOP": self._nothing, "CHECK": self._nothing, "ID": self._id,
            "LOGIN": self._login, "LIST": self._list, "LSUB": self._list, "NAMESPACE": self._namespace,
            "CREATE": self._create, "STATUS": self._status, "APPEND": self._append,
            "SELECT": lambda given: self._select(given, read_only=False),
            "EXAMINE": lambda given: self._select(given, read_only=True),
            "UNSELECT": self._unselect, "CLOSE": self._close, **self._verbs_within(by_uid=False),
        }  # fmt: skip

    def _verbs_within(self, *, by_uid: bool) -> dict[str, Callable[[list[Argument]], str]]:
        return {
            "SEARCH": lambda given: self._here().search(given, by_uid=by_uid),
            "FETCH": lambda given: self._here().fetch(given, by_uid=by_uid),
            "STORE": lambda given: self._here().store(given, by_uid=by_uid),
            "COPY": lambda given: self._here().copy(given, self._target(given), by_uid=by_uid),
            "MOVE": lambda given: self._here().move(given, self._target(given), by_uid=by_uid),
            "EXPUNGE": lambda given: self._here().expunge(given),
        }

    def _capability(self, _: list[Argument]) -> str:
        self._say(f"* CAPABILITY {CAPABILITIES}")
        return ""

    def _nothing(self, _: list[Argument]) -> str:
        return ""

    def _id(self, _: list[Argument]) -> str:
        self._say('* ID ("name" "vastaja playground")')
        return ""

    def _login(self, arguments: list[Argument]) -> str:
        self._admit(word(arguments[0]), word(arguments[1]))
        return f"[CAPABILITY {CAPABILITIES}] "

    async def _authenticate(self, arguments: list[Argument]) -> None:
        if not arguments or word(arguments[0]).upper() != "PLAIN":
            raise Refused("only PLAIN is known here")
        given = words(arguments[1:])
        if not given:
            self._say("+ ")
            await self._writer.drain()
            given = [(await self._reader.readuntil(b"\r\n")).decode("ascii", "replace").strip()]
        try:
            _, user, password = base64.b64decode(given[0], validate=True).decode().split("\0")
        except (binascii.Error, ValueError) as fault:
            raise BadCommand("not a PLAIN response") from fault
        self._admit(user, password)

    def _admit(self, user: str, password: str) -> None:
        if refusal := self._server.login_refused(user, password):
            raise Refused(refusal)
        self._user = user

    def _home(self) -> dict[str, Mailbox]:
        if not self._user:
            raise BadCommand("log in first")
        return self._server.mailboxes(self._user)

    def _mailbox_named(self, name: str, code: str = "NONEXISTENT") -> Mailbox:
        box = self._home().get("INBOX" if name.upper() == "INBOX" else name)
        if box is None:
            raise Refused(f"[{code}] there is no such mailbox")
        return box

    def _list(self, arguments: list[Argument]) -> str:
        pattern = words(arguments)[-1]
        if not pattern:
            self._say('* LIST (\\Noselect) "/" ""')
        for name in self._home():
            if pattern in ("*", "%") or pattern.casefold() == name.casefold():
                use = FOLDERS.get(name, "")
                self._say(f'* LIST (\\HasNoChildren{" " + use if use else ""}) "/" "{name}"')
        return ""

    def _namespace(self, _: list[Argument]) -> str:
        self._home()
        self._say('* NAMESPACE (("" "/")) NIL NIL')
        return ""

    def _create(self, arguments: list[Argument]) -> str:
        name = word(arguments[0])
        if name in self._home():
            raise Refused("[ALREADYEXISTS] there is one already")
        self._server.create(self._user, name)
        return ""

    def _status(self, arguments: list[Argument]) -> str:
        box = self._mailbox_named(word(arguments[0]))
        figures = {
            "MESSAGES": len(box.letters), "UIDNEXT": box.uidnext, "UIDVALIDITY": box.uidvalidity, "RECENT": 0,
            "UNSEEN": sum("\\Seen" not in letter.flags for letter in box.letters),
        }  # fmt: skip
        asked = [item.upper() for item in words(arguments[1:])]
        if not set(asked) <= figures.keys():
            raise BadCommand("no such figure")
        self._say(f'* STATUS "{box.name}" ({" ".join(f"{item} {figures[item]}" for item in asked)})')
        return ""

    def _append(self, arguments: list[Argument]) -> str:
        box = self._mailbox_named(word(arguments[0]), "TRYCREATE")
        flags = next((words(token) for token in arguments[1:-1] if isinstance(token, list)), [])
        dates = [word(token).strip() for token in arguments[1:-1] if isinstance(token, bytes)]
        at = datetime.strptime(dates[-1], "%d-%b-%Y %H:%M:%S %z") if dates else None
        raw = arguments[-1]
        if len(arguments) < 2 or isinstance(raw, list):
            raise BadCommand("a letter was expected")
        return f"[APPENDUID {box.uidvalidity} {box.add(raw, flags, at=at)}] "

    def _select(self, arguments: list[Argument], *, read_only: bool) -> str:
        self._leave()
        box = self._mailbox_named(word(arguments[0]))
        self._selected = Selected(box, self._writer.write, read_only=read_only)
        return self._selected.greet()

    def _leave(self) -> None:
        if self._selected is not None:
            self._selected.leave()
        self._selected = None

    def _unselect(self, _: list[Argument]) -> str:
        self._here()
        self._leave()
        return ""

    def _close(self, _: list[Argument]) -> str:
        if not self._here().read_only:
            self._here().expunge([])
        self._leave()
        return ""

    def _here(self) -> Selected:
        if self._selected is None:
            raise BadCommand("choose a mailbox first")
        return self._selected

    def _target(self, arguments: list[Argument]) -> Mailbox:
        return self._mailbox_named(word(arguments[1]), "TRYCREATE")

    async def _idle(self) -> None:
        here = self._here()
        self._say("+ idling")
        done = asyncio.ensure_future(self._reader.readuntil(b"\r\n"))
        try:
            while not done.done():
                here.tell_news()
                await self._writer.drain()
                news = asyncio.ensure_future(here.news.wait())
                try:
                    await asyncio.wait({done, news}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    news.cancel()
        finally:
            done.cancel()
        if done.result().strip().upper() != b"DONE":
            raise BadCommand("DONE was expected")

    def _say(self, line: str) -> None:
        self._writer.write(line.encode() + b"\r\n")
