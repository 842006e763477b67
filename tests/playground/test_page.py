"""The page of the town, driven in Chromium as a newcomer would, with a tiny bot behind it."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, async_playwright, expect
from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup as Keyboard
from telegram import Update
from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters

from playground.bot_chats import keyboard_of
from playground.bot_text import Entity
from playground.people import AGENCY, citizen
from playground.smtp import Delivered
from playground.town import Town
from playground.views import message_view
from tests.playground.test_town import answer_to

pytestmark = pytest.mark.needs("chromium")

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CARD = "<b>26-0142</b> · selgitustaotlus\nTähtaeg &lt;02.12.2026&gt; /votan"


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with Town() as town, echo_bot(town):
        yield town


@asynccontextmanager
async def echo_bot(town: Town) -> AsyncIterator[None]:
    """Answer every letter with a receipt and a card, every press and every word with an echo."""
    app = (
        Application.builder().token(town.bot_token).base_url(f"{town.bot_url}/bot")
        .base_file_url(f"{town.bot_url}/file/bot").build()
    )  # fmt: skip

    async def echo(update: Update, _: Any) -> None:
        assert update.effective_message is not None
        said = update.effective_message
        if said.document:
            content = bytes(await (await said.document.get_file()).download_as_bytearray())
            await said.reply_document(content, filename=f"tagasi-{said.document.file_name}", protect_content=True)
        elif update.message:
            await said.reply_text(f"Kuulsin: {said.text}")

    async def pressed(update: Update, _: Any) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("Võetud")
        await update.callback_query.edit_message_text("26-0142 · käsitleja Mari")

    async def receive(letter: Delivered) -> None:
        if AGENCY in letter.recipients and letter.envelope_from:
            receipt = answer_to(letter.envelope_from, automatic=True)
            await town.smtp.accept("info+t@ska.example", (letter.envelope_from,), receipt)
            keyboard = Keyboard([[Button("Võtan", callback_data="take:1")]])
            await app.bot.send_message(town.duty_chat, CARD, parse_mode="HTML", reply_markup=keyboard)

    app.add_handler(MessageHandler(filters.ALL, echo))
    app.add_handler(CallbackQueryHandler(pressed))
    tasks: set[asyncio.Task[None]] = set()

    def arrived(letter: Delivered) -> None:
        task = asyncio.create_task(receive(letter))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    town.smtp.listeners.append(arrived)
    async with app:
        assert app.updater is not None
        await app.start()
        await app.updater.start_polling(poll_interval=0, timeout=2)
        yield
        await app.updater.stop()
        await app.stop()


@pytest.fixture
async def page(town: Town) -> AsyncIterator[Page]:
    """Return the page opened; nothing may go wrong on it and nothing may be asked from elsewhere."""
    trouble: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = await browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("console", lambda line: trouble.append(line.text) if line.type in {"error", "warning"} else None)
        page.on("request", lambda one: None if one.url.startswith(town.page_url) else trouble.append(one.url))
        await page.goto(town.page_url)
        await expect(page.locator(".sample")).to_have_count(11)
        yield page
        await browser.close()
    assert [one for one in trouble if "ERR_INTERNET_DISCONNECTED" not in one] == []


async def test_a_newcomer_plays_from_letter_to_press_of_a_button(town: Town, page: Page) -> None:
    await page.click("[data-sample=selgitustaotlus]")
    await expect(page.locator("#mail .letter.got.new")).to_have_count(1)
    card = page.locator("#office-chat .bubble.bot")
    await expect(card.locator(".text")).to_have_text("26-0142 · selgitustaotlus\nTähtaeg <02.12.2026> /votan")
    await expect(card.locator("strong")).to_have_text("26-0142")
    await card.get_by_role("button", name="Võtan").click()
    await expect(card.locator(".text")).to_have_text("26-0142 · käsitleja Mari")
    await expect(page.locator("#office-chat .toast")).to_have_text("Võetud")
    await expect(page.locator("#guide .done")).to_have_count(3)
    await expect(page.locator("#guide .next")).to_contain_text("Koosta mustand")


async def test_a_letter_is_written_read_and_answered(town: Town, page: Page) -> None:
    await page.click("#mail .compose")
    await page.get_by_label("Teema").fill("Küsimus <b>õ</b>")
    await page.get_by_label("Kiri", exact=True).fill("Tere!\n\nMillal?")
    await page.locator("#mail").get_by_role("button", name="Saada").click()
    came = await town.smtp.wait_for(lambda one: AGENCY in one.recipients)
    assert came.message["Subject"] == "Küsimus <b>õ</b>"
    await page.click("#mail .letter.got")
    await expect(page.locator("#mail .open h3")).to_have_text("Vastus (26-0142)")
    await page.get_by_role("button", name="Vasta", exact=True).click()
    await expect(page.get_by_label("Teema")).to_have_value("Re: Vastus (26-0142)")
    await page.get_by_label("Kiri", exact=True).fill("Lisan veel.")
    await page.locator("#mail").get_by_role("button", name="Saada").click()
    again = await town.smtp.wait_for(lambda one: "info+t0k3n@ska.example" in one.recipients)
    assert again.message["In-Reply-To"] == "<a1@ska.example>"


async def test_an_official_talks_with_the_bot_and_words_stay_words(town: Town, page: Page) -> None:
    await page.click("#office-chat [data-choice=helve]")
    await page.click("#office-chat [data-choice='203']")
    await page.get_by_label("Sõnum", exact=True).first.fill("<img src=x onerror=alert(1)> & „tere“")
    await page.keyboard.press("Enter")
    answer = page.locator("#office-chat .bubble.bot .text")
    await expect(answer).to_have_text("Kuulsin: <img src=x onerror=alert(1)> & „tere“")
    await expect(page.locator("#office-chat .bubble.own")).to_have_count(1)
    assert await page.locator("main img").count() == 0


async def test_a_link_to_the_bot_opens_the_private_chat_and_says_its_words(town: Town, page: Page) -> None:
    message = town.telegram.say(town.person("juri"), "https://t.me/vastaja_bot?start=kiri_26-0142", town.duty_chat)
    link = {"text": "Mustand", "url": "https://t.me/vastaja_bot?start=mustand_26-0142"}
    message.keyboard = keyboard_of({"inline_keyboard": [[link]]})
    town.telegram.edit(message, message.text)
    await page.locator("#office-chat .key").click()
    await expect(page.locator("#office-chat .bubble.own .text")).to_have_text("/start mustand_26-0142")
    await page.click(f"#office-chat [data-choice='{town.duty_chat}']")
    await page.locator("#office-chat .bubble.other .text a").click()
    await expect(page.locator("#office-chat .bubble.own .text").last).to_have_text("/start kiri_26-0142")
    assert town.done == {"draft"}


async def test_hidden_text_is_on_the_page_only_when_it_is_asked_for(town: Town, page: Page) -> None:
    message = town.telegram.say(town.person("juri"), "Kiri: saladus\nteine rida", town.duty_chat)
    message.entities = [Entity("spoiler", 6, 18)]
    town.feed.publish("message", message_view(message))
    text = page.locator("#office-chat .bubble.other .text")
    await expect(text).to_have_text("Kiri: Näita varjatud teksti")
    await text.get_by_role("button").click()
    await expect(text).to_have_text("Kiri: saladus\nteine rida")


async def test_a_reply_tells_the_bot_which_message_it_answers(town: Town, page: Page) -> None:
    town.telegram.say(town.person("mari"), "/abi")
    await page.click("#office-chat [data-choice='201']")
    await page.locator("#office-chat .bubble.bot .replybutton").click()
    await page.keyboard.type("parandus")
    await page.keyboard.press("Enter")
    await expect(page.locator("#office-chat .bubble.own .quote")).to_contain_text("Kuulsin: /abi")
    replied = town.telegram.chat(201).messages[-1 if town.telegram.chat(201).messages[-1].reply_to else -2]
    assert replied.reply_to is not None
    assert replied.reply_to.sender.is_bot


async def test_a_document_goes_to_the_bot_and_another_comes_back_whole(town: Town, page: Page, tmp_path: Path) -> None:
    content = bytes(range(256)) * 300
    (tmp_path / "mustand õ.docx").write_bytes(content)
    await page.click("#office-chat [data-choice='201']")
    await page.locator("#office-chat input[type=file]").set_input_files(tmp_path / "mustand õ.docx")
    await page.locator("#office-chat .composer").get_by_role("button", name="Saada").click()
    returned = page.locator("#office-chat .bubble.bot .file")
    await expect(returned).to_contain_text("tagasi-mustand õ.docx")
    await expect(page.locator("#office-chat .bubble.bot .lock")).to_have_count(1)
    async with page.expect_download() as download:
        await returned.click()
    kept = Path(await (await download.value).path())
    assert await asyncio.to_thread(kept.read_bytes) == content


async def test_what_happens_elsewhere_is_counted_until_it_is_seen(town: Town, page: Page) -> None:
    town.telegram.say(town.person("juri"), "/minu")
    count = page.locator("#office-chat [data-choice=juri] .count")
    await expect(count).to_have_text("1")
    await page.click("#office-chat [data-choice=juri]")
    await page.click("#office-chat [data-choice='202']")
    await expect(page.locator("#office-chat .count")).to_have_count(0)


async def test_the_language_switch_keeps_a_half_written_letter(town: Town, page: Page) -> None:
    await page.click("#mail .compose")
    await page.get_by_label("Teema").fill("Pooleli")
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_label("Subject")).to_have_value("Pooleli")
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    await expect(page.locator("#hint")).to_contain_text("On the left")


async def test_on_a_phone_one_role_is_shown_at_a_time(town: Town, page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    await expect(page.locator("#citizen")).to_be_visible()
    await expect(page.locator("#office")).to_be_hidden()
    await page.click("[data-sample=margukiri]")
    await expect(page.locator("nav [data-tab=office] .dot")).to_be_visible()
    await page.click("nav [data-tab=office]")
    await expect(page.get_by_role("button", name="Võtan")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") == 390


async def test_the_page_goes_on_after_the_connection_was_lost(town: Town, page: Page) -> None:
    await page.context.set_offline(True)
    town.telegram.say(town.person("juri"), "tere valverühm", town.duty_chat)
    await town.send_sample("tanu")
    await page.context.set_offline(False)
    await expect(page.locator("#office-chat .bubble.other .text")).to_have_text("tere valverühm", timeout=15_000)


async def test_thousands_of_messages_do_not_fill_the_page(town: Town, page: Page) -> None:
    mari = town.person("mari")
    for number in range(2000):
        town.telegram.say(mari, f"sõnum {number}", 201)
    town.telegram.updates.forget()  # The bot need not answer them all.
    await page.reload()
    await page.click("#office-chat [data-choice='201']")
    await expect(page.locator("#office-chat .bubble").last).to_be_visible()
    assert await page.locator("#office-chat .bubble").count() <= 260
    await page.locator("#office-chat .earlier").click()
    await expect(page.get_by_text("sõnum 1700", exact=True)).to_have_count(1)


async def test_every_control_has_a_name_for_those_who_do_not_see_it(town: Town, page: Page) -> None:
    await page.click("[data-sample=selgitustaotlus]")
    await expect(page.get_by_role("button", name="Võtan")).to_be_visible()
    nameless = await page.evaluate(
        """() => [...document.querySelectorAll("button, input:not([hidden]), textarea, a[href]")].filter((one) =>
            !(one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length)).map((one) => one.outerHTML)"""
    )
    assert nameless == []
    for _ in range(3):
        await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement !== document.body")


@pytest.mark.parametrize("width", [390, 1440])
async def test_axe_finds_nothing_amiss_on_a_phone_and_on_a_desk(town: Town, page: Page, width: int) -> None:
    await page.emulate_media(reduced_motion="reduce")  # what fades in has no contrast yet
    await page.click("[data-sample=selgitustaotlus]")
    await page.set_viewport_size({"width": width, "height": 844})
    for tab in ("citizen", "office", "press") if width == 390 else ("",):
        if tab:
            await page.click(f"nav [data-tab={tab}]")
        found = await Axe().run(page)
        assert [(one["id"], one["nodes"][0]["failureSummary"]) for one in found.response["violations"]] == [], tab


async def test_a_citizen_may_write_to_the_bot_as_well(town: Town, page: Page) -> None:
    await page.click("#mail [data-choice=igor]")
    await page.click("#mail [data-choice=bot]")
    await page.locator("#mail textarea").fill("Здравствуйте")
    await page.keyboard.press("Enter")
    await expect(page.locator("#mail .bubble.bot .text")).to_have_text("Kuulsin: Здравствуйте")
    assert town.telegram.chat(citizen("igor").chat_id).messages[0].text == "Здравствуйте"


async def test_a_newcomer_plays_by_keyboard_alone_on_a_phone(town: Town, page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})
    name = (await page.locator("[data-sample=selgitustaotlus] span").text_content()) or ""
    await press_by_keyboard(page, name)
    await expect(page.locator("nav [data-tab=office] .dot")).to_be_visible()
    await press_by_keyboard(page, "Ametnikud")
    await press_by_keyboard(page, "Võtan")
    await expect(page.locator("#office-chat .bubble.bot .text")).to_have_text("26-0142 · käsitleja Mari")
    await press_by_keyboard(page, "Kodanik")
    await press_by_keyboard(page, "26-0142")
    await expect(page.locator("#mail .open h3")).to_have_text("Vastus (26-0142)")
    assert await page.evaluate("document.documentElement.scrollWidth") == 390


async def press_by_keyboard(page: Page, words: str) -> None:
    """Go to the first button or link with these words by Tab alone, and press Enter."""
    for _ in range(80):
        await page.keyboard.press("Tab")
        if words in await page.evaluate("['A', 'BUTTON'].includes(document.activeElement.tagName) ? document.activeElement.textContent : ''"):
            await page.keyboard.press("Enter")
            return
    raise AssertionError(words)
