"""Make the pictures of the chat in docs/ anew: the real service on the make-believe town, its clock moved by hand, shown in Chromium.

    python -m tests.docs.pictures [FOLDER]

Each picture is what an official sees on a phone, after the scene that brought it about. No test runs this: look at what it made.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from playwright.async_api import FloatRect, Page

from playground.bot_chats import Message
from playground.people import citizen, colleague
from playground.telegram import Scripted
from playground.town import Town
from tests.house import HandClock
from tests.vastaja.page.shown import browser
from vastaja.demo import demo_settings, introduce
from vastaja.service import serve
from vastaja.settings import Settings

DOCS: Final = Path(__file__).parents[2] / "docs"
TALL_PHONE: Final = {
    "width": 400,
    "height": 2600,
}  # as wide as a phone, and high enough for a scene of several messages
EDGE: Final = 12  # of the chat's background around the messages
PRIVATE: Final = "Privaatvestlus"
DUTY_ROOM: Final = "valverühm"
CARE: Final = "Tere!\n\nPalun selgitage, kellele tuleb esitada avaldus, et ema saaks koduhoolduse.\n\nKadri Ojametsa"
PAPERS: Final = "Здравствуйте!\n\nНа основании закона о публичной информации прошу выслать отчёт о проверках за 2025 год.\n\nИгорь Ветров"
DANGER: Final = (
    "Tere!\n\nNaaberkorteri laps on üksi kodus, nutab ja isa ähvardas teda noaga. Palun tulge kohe!\n\nEmma Larkfield"
)
JOURNALIST: Final = (
    "Tere!\n\nPalun vastake homme kella 12-ks: millal kontrollisite Kuusekodu?\n\nAts Uudismaa\nERR uudised"
)
QUESTION: Final = "Скажите, пожалуйста, кто платит за место в детском саду, если мы переехали в другую волость?"
VACCINE: Final = "Tere!\n\nPalun selgitage, kas lasteaed võib nõuda vaktsineerimist.\n\nKadri Ojametsa"
SUPPORT: Final = "Tere!\n\nPalun selgitage, kes saab toetust lapse koolitarvete ostmiseks.\n\nKadri Ojametsa"
KINDERGARTEN: Final = "Tere!\n\nKas lasteaia tasu võib keset aastat tõsta?\n\nKadri Ojametsa"
CHILDCARE: Final = "Tere!\n\nPalun selgitage, kes kontrollib lapsehoidjaid.\n\nKadri Ojametsa"
ANSWERED_WITHIN: Final = 20.0  # seconds


@dataclass
class Stage:
    """The town with the real service, and a page on which it is shown."""

    town: Town
    clock: HandClock
    page: Page
    folder: Path

    async def writes(self, key: str, subject: str, text: str) -> str:
        """Let a citizen write; return the reference of the case, once the duty chat has its card."""
        before = len(self.town.telegram.chat(self.town.duty_chat).from_bot)
        await self.town.write(key, subject, text)
        card = await self._heard(self.town.duty_chat, before)
        return (
            card.text.split()[0]
            if card.text[:1].isdigit()
            else next(w for w in card.text.split() if w.startswith("26-"))
        )

    async def flood(self, key: str, letters: dict[str, str]) -> None:
        """Let letters come while the chat takes nothing: the duty chat hears of them at once."""
        server, before = self.town.telegram, len(self.town.telegram.chat(self.town.duty_chat).from_bot)
        server.next_answers += [Scripted("sendMessage", 502, "Bad Gateway")] * 1_000
        for subject, text in letters.items():
            await self.town.write(key, subject, text)
        await asyncio.sleep(5)
        server.next_answers.clear()
        self.clock.move(minutes=10)
        await self._heard(self.town.duty_chat, before)

    async def citizen_writes(self, key: str, words: str, button: str) -> None:
        """Let a citizen write a letter to the bot and send it."""
        chat = citizen(key).chat_id
        for said in ("/start", words):
            before = len(self.town.telegram.chat(chat).from_bot)
            self.town.telegram.say(self.town.person(key), said)
            await self._heard(chat, before)
        await self.presses(key, button, chat)
        await self._heard(chat, before + 1)

    def begin_topics(self) -> None:
        """Let the duty group be one with topics from now on; what was known of it is known no more after a day."""
        group = self.town.telegram.chat(self.town.duty_chat)
        group.is_forum = True
        self.clock.move(days=3)  # Monday

    async def says(self, key: str, words: str) -> Message:
        """Let a colleague write to the bot in private; return what it answers."""
        chat = colleague(key).chat_id
        before = len(self.town.telegram.chat(chat).from_bot)
        self.town.telegram.say(self.town.person(key), words)
        return await self._heard(chat, before)

    async def presses(self, key: str, button: str, chat: int = 0) -> None:
        """Let a colleague press the newest button of this name in a chat, their own if none is said."""
        messages = self.town.telegram.chat(chat or colleague(key).chat_id).from_bot
        shown = next(one for one in reversed(messages) if any(button in row for row in _buttons(one)))
        self.town.press(key, shown, next(row for row in _buttons(shown) if button in row))
        await asyncio.sleep(1)

    async def morning(self, key: str, *moment: int) -> Message:
        """Let it become this moment (UTC) and return what the bot says to a colleague then."""
        chat = colleague(key).chat_id
        before = len(self.town.telegram.chat(chat).from_bot)
        self.clock.now = datetime(*moment, tzinfo=UTC)  # type: ignore[misc, arg-type]
        return await self._heard(chat, before)

    async def _heard(self, chat: int, before: int) -> Message:
        async with asyncio.timeout(ANSWERED_WITHIN):
            while len(self.town.telegram.chat(chat).from_bot) <= before:  # noqa: ASYNC110 - the service tells nobody of this
                await asyncio.sleep(0.1)
        await asyncio.sleep(0.5)  # an answer may be of several messages
        return self.town.telegram.chat(chat).from_bot[-1]

    async def picture(self, name: str, key: str, room: str = PRIVATE, panel: str = "office", last: int = 1) -> None:
        """Keep a picture of the last so many messages of a colleague's chat, as a phone shows them."""
        await self.page.click(f"nav [data-tab={panel}]")
        chat = self.page.locator("#mail" if panel == "citizen" else f"#{panel}-chat")
        if await chat.locator(f"[data-choice={key}]").count():
            await chat.locator(f"[data-choice={key}]").click()
        await chat.locator(".rooms button").filter(has_text=room).click()
        log = chat.locator(".log")
        await log.evaluate("one => { one.scrollTop = one.scrollHeight }")
        bubbles = log.locator(".bubble")
        first = await bubbles.nth(max(0, await bubbles.count() - last)).bounding_box()
        end, around = await bubbles.last.bounding_box(), await log.bounding_box()
        assert first
        assert end
        assert around
        top, bottom = max(first["y"] - EDGE, around["y"]), end["y"] + end["height"] + EDGE
        clip = FloatRect(x=around["x"], y=top, width=around["width"], height=bottom - top)
        await self.page.screenshot(path=self.folder / f"{name}.png", clip=clip)
        print(name, flush=True)


def _buttons(message: Message) -> list[str]:
    return [key.text for row in message.keyboard for key in row]


@asynccontextmanager
async def stage(folder: Path) -> AsyncIterator[Stage]:
    clock = HandClock(datetime(2026, 11, 20, 7, 10, tzinfo=UTC))  # Friday 9:10 in Tallinn
    stop, ready = asyncio.Event(), asyncio.Event()
    town = Town(clock=clock)
    with tempfile.TemporaryDirectory(prefix="vastaja-pictures-") as home:
        async with town:
            settings = Settings.of(demo_settings(town), Path(home))
            house = asyncio.create_task(
                serve(settings, stop, clock, ready=lambda one: (introduce(town, one), ready.set())[0])
            )
            await ready.wait()
            await asyncio.sleep(3)
            try:
                async with browser(
                    town.page_url,
                    [],
                    viewport=TALL_PHONE,
                    device_scale_factor=1.5,
                    timezone_id="Europe/Tallinn",
                    reduced_motion="reduce",
                ) as context:
                    page = await context.new_page()
                    await page.goto(town.page_url)
                    yield Stage(town, clock, page, folder)
            finally:
                stop.set()
                await house


async def play(on: Stage) -> None:
    """A Friday and the days after it: the card, the proof, the acts, a child, the press, an absence, the digests of the mornings."""
    await on.says("juri", "/abi keel en")
    care = await on.writes("kadri", "Kes aitab ema hooldada?", CARE)
    await on.picture("chat-card", "mari", DUTY_ROOM)
    await on.says("mari", f"/votan {care}")
    await on.says("mari", f"/miks {care}")
    await on.picture("chat-why", "mari", last=3)
    await on.says("juri", f"/why {care}")
    await on.picture("chat-why-en", "juri", last=2)
    papers = await on.writes("igor", "Запрос информации", PAPERS)
    await on.says("juri", f"/take {papers}")
    await on.says("juri", f"/extend {papers} the report has to be put together from several registers")
    await on.picture("chat-extend-en", "juri", last=2)
    await on.says("mari", f"/tapsusta {care} Millises vallas Teie ema elab?")
    await on.picture("chat-ask", "mari", last=2)
    await on.says("mari", f"/kinnita {care}")
    await on.picture("chat-refusal", "mari", last=2)
    await on.writes("emma", "Abi!", DANGER)
    await on.picture("chat-child", "mari", DUTY_ROOM, last=2)
    await on.says("mari", "/tahtajad")
    await on.picture("chat-due", "mari", last=2)
    await on.says("juri", "/due")
    await on.picture("chat-due-en", "juri", last=2)
    await on.says("mari", "/otsi koduhooldus")
    await on.picture("chat-search", "mari", last=2)
    await on.town.write("ats", "Päring", JOURNALIST)
    await asyncio.sleep(3)
    await on.picture("chat-press", "piret", "Pressirühm", panel="press")
    await on.says("helve", "/aruanne")
    await on.picture("chat-report", "helve", last=2)
    await on.says("mari", "/registrileht")
    await on.picture("chat-register", "mari", last=2)
    await on.citizen_writes("igor", QUESTION, "✅ Отправить")
    await on.picture("chat-citizen", "igor", "Vestlus", panel="citizen", last=4)
    await on.flood(
        "kadri", {"Vaktsiin": VACCINE, "Jõulutoetus": SUPPORT, "Lasteaia tasu": KINDERGARTEN}
    )
    await on.picture("chat-bundle", "mari", DUTY_ROOM)
    on.begin_topics()
    await on.writes("kadri", "Lapsehoid", CHILDCARE)
    await on.picture("chat-topics", "mari", DUTY_ROOM)
    await on.says("mari", "/puhkus 24.11 27.11 Jüri")
    await on.morning("helve", 2026, 11, 23, 6, 31)
    await on.picture("chat-monday", "helve", last=1)
    await on.morning("juri", 2026, 11, 24, 6, 31)
    await on.picture("chat-digest-en", "juri", last=2)
    await on.morning("mari", 2026, 11, 30, 6, 31)
    await on.picture("chat-digest", "mari", last=2)


async def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCS
    async with stage(folder) as on:
        await play(on)


if __name__ == "__main__":
    asyncio.run(main())
