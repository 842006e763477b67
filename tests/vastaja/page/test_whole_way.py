"""One answer in the browser from the letter to the approval, by keyboard on a phone, with Word between; and links that open nothing."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from casework import content, views
from casework.assign import take
from rules.life import State
from tests.casework.test_editing import edited
from tests.house import HandClock, letter
from tests.vastaja.page.conftest import WORDS, House
from tests.vastaja.page.shown import PHONE, browser, faults, served
from tests.vastaja.page.test_door import wrong

pytestmark = pytest.mark.needs("chromium")

REF = "26-0001"


@pytest.fixture
async def town(tmp_path: Path, clock: HandClock) -> AsyncIterator[House]:
    async with served(tmp_path, clock) as house:
        assert house.comes(letter(WORDS)) == REF
        house.desk.do_now(take, house.people.mari, REF)
        yield house


@pytest.fixture
async def page(town: House) -> AsyncIterator[Page]:
    trouble: list[str] = []
    async with browser(town.desk.office.privacy.page_url, trouble, viewport=PHONE) as context:
        yield await context.new_page()
    assert [one for one in trouble if "404 (Not Found)" not in one] == []  # what is not there says so


async def reach(page: Page, words: str) -> None:
    """Go to a control by Tab alone."""
    for _ in range(60):
        await page.keyboard.press("Tab")
        if words in await page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).textContent"):
            return
    raise AssertionError(words)


async def follow(page: Page, words: str) -> None:
    """Go to a link or a button by Tab and press it: another page comes."""
    await reach(page, words)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def enter(page: Page, house: House, who: object, what: str) -> None:
    path, code = house.link(who, what)  # type: ignore[arg-type]
    await page.goto(house.desk.office.privacy.page_url + path)
    await expect(page.get_by_label("Kood")).to_be_focused()
    await page.keyboard.type(code)
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/page/see/*/")


async def test_an_answer_is_begun_written_edited_in_word_and_approved_by_keyboard_on_a_phone(town: House, page: Page, tmp_path: Path) -> None:
    await enter(page, town, town.people.mari, "letter")
    await follow(page, "Mustand")
    await follow(page, "Koostan mustandi")
    await expect(page.get_by_role("textbox", name="Vastuse sisu")).to_be_visible()
    await reach(page, "Vastuse sisu")
    await page.keyboard.type("Asenduskodu eest maksab omavalitsus.")
    await follow(page, "Salvesta versioonina")
    await expect(page.get_by_text("Versioon on salvestatud.")).to_be_visible()
    await reach(page, "Muudan Wordis")
    await page.keyboard.press("Enter")
    await reach(page, "Laadi alla .docx")
    async with page.expect_download() as download:
        await page.keyboard.press("Enter")
    octets = await asyncio.to_thread(Path(await (await download.value).path()).read_bytes)
    (tmp_path / "tagasi.docx").write_bytes(edited(octets, **{"Asenduskodu eest": "Wordis muudetud lause."}))
    await page.get_by_label("Muudetud .docx").set_input_files(tmp_path / "tagasi.docx")
    await follow(page, "Annan tagasi")
    await expect(page.get_by_text("Versioon on salvestatud.")).to_be_visible()
    assert "Wordis muudetud lause." in town.desk.look_now(content.draft, REF).text
    assert await faults(page) == []
    await page.context.clear_cookies()
    await enter(page, town, town.people.helve, "draft")
    await expect(page.locator("#changes ins")).to_contain_text(["Wordis muudetud"])
    await follow(page, "Kinnitan versiooni 3")
    await expect(page.get_by_text("Kinnitas Helve Hein")).to_be_visible()
    assert town.desk.look_now(views.card, REF).state is State.APPROVED
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


async def test_a_link_without_its_code_too_late_of_another_or_used_shows_nothing(town: House, page: Page, clock: HandClock) -> None:
    url = town.desk.office.privacy.page_url

    async def tried(path: str, code: str) -> str:
        await page.goto(url + path)
        await page.get_by_label("Kood").fill(code)
        async with page.expect_response("**/page/open/*"):
            await page.get_by_role("button", name="Ava").click()
        await page.wait_for_load_state()
        return await page.content()

    mine, others = town.link(town.people.mari), town.link(town.people.mari, "notes")
    shown = [await tried(mine[0], wrong(mine[1])), await tried(mine[0], others[1] if others[1] != mine[1] else wrong(mine[1]))]
    opened = await tried(*mine)
    assert WORDS in opened
    inside = page.url
    await page.context.clear_cookies()  # the address of the visit, carried to another browser
    await page.goto(inside)
    shown.append(await page.content())
    shown.append(await tried(*mine))
    late = town.link(town.people.mari)
    clock.move(minutes=10)
    shown.append(await tried(*late))
    assert not [one for one in shown if WORDS in one or REF in one or "Kadri" in one or "Mari" in one]
