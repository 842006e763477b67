"""`vastaja demo` as a newcomer plays it in a browser: the whole way of a letter, and the press, with the real service behind the page."""

import asyncio
import re
import socket
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Locator, Page, expect

from tests.vastaja.page.shown import browser

pytestmark = pytest.mark.needs("chromium")

SUBJECT = "Kes aitab ema hooldada?"
LETTER = "Tere!\n\nPalun selgitage, kellele tuleb esitada avaldus, et ema saaks koduhoolduse.\n\nKadri Ojametsa"
ANSWER = "Avaldus esitatakse ema elukoha järgsele vallale või linnale."
JOURNALIST = "Palun vastake homme kella 12-ks: millal kontrollisite Kuusekodu?\n\nAts Uudismaa\nERR uudised"


async def test_a_newcomer_plays_everybody_and_the_letter_is_answered_while_the_press_hears_of_another() -> None:
    async with demo() as url, opened(url) as page:
        await write(page, SUBJECT, LETTER)
        receipt = page.locator("#mail .letter.got").filter(has_text="on kätte saadud (26-0002)")
        await expect(receipt).to_have_count(1)

        office = page.locator("#office-chat")
        card = office.locator(".bubble.bot").filter(has_text="26-0002 · selgitustaotlus").last
        await card.get_by_role("button", name="Võtan").click()
        await expect(card).to_contain_text("Menetleja: Mari Allikmets")
        await button(office, "Mustand").click()
        await expect(office.locator(".bubble.bot").filter(has_text="mustand v1")).to_have_count(1)
        await say(office, ANSWER)
        await expect(office.locator(".bubble.bot").filter(has_text="mustand v2")).to_have_count(1)
        await button(office, "Saada kooskõlastamiseks").click()

        await become(office, "Helve")
        await button(office, "Kinnitan v2").click()
        await expect(office.locator(".bubble.bot").filter(has_text="· mustand v2 · vastus").last).to_be_visible()
        await button(office, "Kinnitan").click()
        await expect(office.get_by_text("Mustand v2 on kooskõlastatud.")).to_be_visible()
        await become(office, "Mari")
        await button(office, "Saada vastus").click()

        await as_citizen(page, "Ats")
        await write(page, "Päring", JOURNALIST)
        alert = page.locator("#press-chat .bubble.bot").filter(has_text="millal kontrollisite Kuusekodu")
        await expect(alert).to_contain_text(re.compile("Meediahuvi.*Ajakirjaniku tähtaeg:", re.S))
        assert "Uudismaa" not in await alert.inner_text()

        await as_citizen(page, "Kadri")
        answer = page.locator("#mail .letter.got").filter(has_text="Vastus Teie pöördumisele (26-0002)")
        await answer.click(timeout=30_000)  # the answer may be taken back for a while before it goes
        await expect(page.locator("#mail .open")).to_contain_text(ANSWER)
        await expect(page.locator("#guide .done")).to_have_count(8)


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """Run the demo as its own process, as `make demo` does; it ends by itself when it is told to."""
    with socket.create_server(("127.0.0.1", 0)) as line:
        port = line.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "vastaja", "demo", "--port", str(port), stdout=PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(60):
            while b"open http" not in (said := await process.stdout.readline()):
                assert said, "the demo ended before its page was open"
        yield re.findall(r"http://\S+", said.decode())[0]
    finally:
        process.terminate()
        async with asyncio.timeout(10):
            assert await process.wait() == 0


@asynccontextmanager
async def opened(url: str) -> AsyncIterator[Page]:
    """Open the town's page; nothing may go wrong on it and nothing may be asked from elsewhere."""
    trouble: list[str] = []
    async with browser(url, trouble, viewport={"width": 1440, "height": 1000}) as context:
        page = await context.new_page()
        await page.goto(url)
        await expect(page.locator("#office-chat .bubble.bot").first).to_be_visible()
        yield page
    assert trouble == []


async def as_citizen(page: Page, name: str) -> None:
    await page.locator("#citizen button").filter(has_text=name).first.click()


async def write(page: Page, subject: str, words: str) -> None:
    await page.click("#mail .compose")
    await page.get_by_label("Teema").fill(subject)
    await page.get_by_label("Kiri", exact=True).fill(words)
    await page.locator("#mail").get_by_role("button", name="Saada").click()


async def say(office: Locator, words: str) -> None:
    await office.locator("textarea").fill(words)
    await office.locator("textarea").press("Enter")


async def become(office: Locator, name: str) -> None:
    await office.locator(".people button").filter(has_text=name).click()
    await office.locator(".rooms button").filter(has_text="Privaatvestlus").click()


def button(office: Locator, name: str) -> Locator:
    """Return the newest button or link of the bot with this name."""
    return office.locator(".bubble.bot button, .bubble.bot a").filter(has_text=name).last
