"""A command of those who work here: run, asked for what it lacks, answered where it was refused."""

from collections.abc import Mapping

from bot.actions import Action
from bot.asking import ask_for_case, ask_for_words
from bot.buttons import RIGHT_OF
from bot.names import BY_NAME, Command, command_named, near, plain
from bot.purpose import ask_purpose
from bot.said import Said, reference_first
from bot.talk import Talk
from bot.words import has, refusal, say
from casework.chat_messages import Shown
from casework.conversations import ASKED, Begun, asked, leave
from casework.given_facts import GIVABLE
from casework.refusals import (
    BadDay,
    BadNumber,
    MissingReason,
    NoSuchCase,
    NoSuchOfficial,
    PurposeNeeded,
    ReasonIsPersonal,
    Refusal,
    SeveralOfficials,
)
from casework.refusals_of_letters import FactMissing
from casework.views import ref_by_id
from rules.holidays import CannotCount
from rules.kinds import UnknownKind
from rules.life import WrongStep
from rules.records import Filed
from rules.rights import may_use

REFUSED = (Refusal, WrongStep, UnknownKind, CannotCount)
SAID_BADLY = (ReasonIsPersonal, BadDay, BadNumber, UnknownKind, NoSuchOfficial, SeveralOfficials)  # better words would do
OF_THE_PRESS = ("kontakt", "avaldus", "contact", "statement")  # words of /meedia that are buttons too
LOOKS = frozenset(
    {"vaata", "kiri", "miks", "uued", "minu", "tahtajad", "katkesta"}
)  # in between, a question stays open


class Commands:
    """Runs commands given by word, and goes on with those that lacked something."""

    def __init__(self, actions: Mapping[str, Action]) -> None:
        self._actions = actions

    async def give(self, talk: Talk, said: Said, shown: Shown | None) -> None:
        command = command_named(said.name)
        is_look = command is not None and command.name in LOOKS
        if talk.private and not is_look and (await talk.look(asked, talk.user_id)) is not None:
            await talk.desk.do(
                leave, talk.user_id, ASKED
            )  # another command: what was asked before is not answered any more
        if command is None:
            await self._unknown(talk, said.name)
        elif not may_use(talk.me.roles, command.name):
            await talk.say("refusal.NotAllowed")
        else:
            await self._run(talk, command, said.words, shown)

    async def _run(self, talk: Talk, command: Command, words: str, shown: Shown | None) -> None:
        ref = ""
        if command.of_case:
            ref, words = reference_first(words)
            ref = ref or (shown.ref if shown else "")
            if not ref and talk.private and (command.takes or words):
                await ask_for_case(talk, command.name, words)
                return
        lacks = command.takes > command.of_case and not words
        if lacks and talk.private:
            await ask_for_words(talk, command.name, ref)
        elif lacks or (command.of_case and not ref and (command.takes or words)):
            await talk.say(f"missing.{command.name}")
        else:
            await self.tried(talk, command.name, ref, words)

    async def tried(self, talk: Talk, action: str, ref: str, words: str) -> bool:
        """Do it, or say why not. Return whether the same question is best answered once more."""
        try:
            await self._actions[action](talk, ref, words)
        except MissingReason as missing:
            await self.missing(talk, action, ref, words, missing)
            return True
        except FactMissing as missing:
            if missing.facts["fact"] in GIVABLE and talk.private:
                told = say(talk.language, "asked.fact", fact=say(talk.language, f"fact.{missing.facts['fact']}"))
                await ask_for_words(talk, "fact", ref, str(missing.facts["fact"]), told)
                return True
            await talk.send(refusal(talk.language, missing))
            return False
        except PurposeNeeded as needed:
            await ask_purpose(talk, action, needed)
            return False
        except REFUSED as error:
            await talk.send(refusal(talk.language, error))
            return isinstance(error, SAID_BADLY)
        return talk.unclear

    async def missing(self, talk: Talk, action: str, ref: str, words: str, missing: MissingReason) -> None:
        """Ask for the words that a verb could not do without; in a group say how to give them."""
        command, so_far = str(missing.facts["command"]), str(missing.facts.get("so_far", words))
        if not talk.private:
            await talk.toast_words(refusal(talk.language, missing))
            return
        key = f"asked.{command}" if has(f"asked.{command}") else "asked.reason" if so_far else ""
        told = say(talk.language, key, ref=missing.facts.get("ref", ref)) if key else refusal(talk.language, missing)
        await ask_for_words(talk, action, ref, so_far, told)

    # -- what was asked for

    async def picked(self, talk: Talk, case_id: int) -> tuple[Filed, str]:
        """Go on with a command whose case has been chosen by a button."""
        question = await talk.look(asked, talk.user_id)
        command = BY_NAME.get(question.command) if question else None
        if question is None or command is None or question.ref:
            await talk.toast("asked.over")
        elif not may_use(talk.me.roles, command.name):
            await talk.toast("refusal.NotAllowed", alert=True)
        else:
            await self._go_on(talk, question, case_id)
        await talk.answer_press()
        return Filed.COMMAND, talk.ref

    async def _go_on(self, talk: Talk, question: Begun, case_id: int) -> None:
        try:
            ref = await talk.look(ref_by_id, case_id)
        except NoSuchCase:
            await talk.toast("button.unknown")
            return
        await self.answer(talk, question, f"{ref} {question.facts['words']}")

    async def answer(self, talk: Talk, question: Begun, text: str) -> None:
        """Take words as what was asked for: first the case where that is lacking, then the rest. Rights are asked anew."""
        command = BY_NAME.get(question.command)
        right = command.name if command else RIGHT_OF.get(question.command, question.command)
        if not may_use(talk.me.roles, right):
            await talk.say("refusal.NotAllowed")
            return
        talk.answers_question = True
        if question.ref or command is None or not command.of_case:
            again = await self.tried(talk, question.command, question.ref, f"{question.facts['words']} {text}".strip())
        elif not (found := reference_first(text))[0]:
            await talk.say("asked.no_number")
            return
        else:
            before = talk.desk.clock()
            await self._run(talk, command, f"{found[0]} {found[1] or question.facts['words']}", None)
            now = await talk.look(asked, talk.user_id)
            again = bool(now and now.ref and now.touched >= before)
        if not again:
            await talk.desk.do(leave, talk.user_id, ASKED)

    async def _unknown(self, talk: Talk, name: str) -> None:
        if plain(name) in map(plain, OF_THE_PRESS) and may_use(talk.me.roles, "meedia"):
            await talk.say("did_you_mean", command=f"meedia 26-0142 {name}")
        elif like := near(name, talk.me.roles):
            await talk.say("did_you_mean", command=like)
        else:
            await talk.say("unknown_command")
