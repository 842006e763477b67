"""The content page in a real browser: read, written, compared and approved on a phone and on a desk, by keyboard, with nothing amiss."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from casework import content, views
from casework.assign import take
from casework.draft import draft_answer, edit
from casework.turn import Turn
from rules.kinds import Language
from rules.life import State
from storage.desk_tables import Official
from tests.house import HandClock
from tests.vastaja.page.conftest import House
from tests.vastaja.page.shown import DESKTOP, PHONE, browser, faults, open_link, served
from tests.vastaja.page.test_rooms import with_files

pytestmark = pytest.mark.needs("chromium")

REF = "26-0001"


@pytest.fixture
async def town(tmp_path: Path, clock: HandClock) -> AsyncIterator[House]:
    """Serve a house with a letter that Mari has taken and answered; Helve may approve it."""
    async with served(tmp_path, clock) as house:
        assert house.comes(with_files(("leping.pdf", "application/pdf", b"%PDF-1.4 sisu"))) == REF
        house.desk.do_now(take, house.people.mari, REF)
        first = house.desk.do_now(draft_answer, house.people.mari, REF)
        house.desk.do_now(edit, house.people.mari, REF, first.version, "Asenduskodu eest maksab omavalitsus.")
        yield house


@pytest.fixture
async def page(town: House) -> AsyncIterator[Page]:
    """Return an empty tab; nothing may go wrong in it and nothing may be asked from elsewhere."""
    trouble: list[str] = []
    async with browser(town.desk.office.privacy.page_url, trouble) as context:
        yield await context.new_page()
    assert [one for one in trouble if "ERR_INTERNET_DISCONNECTED" not in one] == []


async def test_a_letter_is_read_on_a_phone_and_its_file_saved(town: House, page: Page) -> None:
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    path, code = town.link(town.people.mari)
    await page.goto(town.desk.office.privacy.page_url + path)
    assert await faults(page) == []
    await page.keyboard.type(code)  # the field has the focus
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Kirjad")).to_be_visible()
    await expect(page.get_by_text("Varasem vastus").first).to_be_hidden()
    await page.get_by_text("Näita ka tsiteeritud osa").click()
    await expect(page.get_by_text("Varasem vastus").first).to_be_visible()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Laadi alla: leping.pdf").click()
    assert (await download.value).suggested_filename == "leping.pdf"
    assert await faults(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth") == 390


async def test_the_same_link_in_a_second_browser_shows_nothing(town: House, page: Page) -> None:
    path, code = town.link(town.people.mari)
    url = town.desk.office.privacy.page_url
    for opened in (True, False):
        await page.goto(url + path)
        await page.get_by_label("Kood").fill(code)
        async with page.expect_response("**/page/open/*") as answer:
            await page.get_by_role("button", name="Ava").click()
        assert (await answer.value).status == (303 if opened else 200)
        await page.context.clear_cookies()
    await expect(page.get_by_role("alert")).to_contain_text("See kood ei ava seda linki")
    await expect(page.get_by_text("Palun vaadake")).to_have_count(0)


async def test_typing_is_kept_through_a_lost_connection_and_becomes_a_version(town: House, page: Page) -> None:
    await open_link(page, town, town.people.mari, "draft", REF)
    words = page.get_by_role("textbox", name="Vastuse sisu")
    await words.fill("Esimene mõte.")
    await expect(page.locator("#kept")).to_have_text("Salvestatud kell 10.00")
    await page.context.set_offline(True)
    await words.press_sequentially(" Teine mõte.")
    await expect(page.locator("#kept")).to_contain_text("Ühendus katkes")
    await page.context.set_offline(False)
    await expect(page.locator("#kept")).to_have_text("Salvestatud kell 10.00", timeout=15_000)
    await expect(page.locator("#count")).to_have_text("4 sõna")
    await open_link(page, town, town.people.mari, "draft", REF)
    await expect(page.get_by_role("textbox", name="Vastuse sisu")).to_have_value("Esimene mõte. Teine mõte.")
    await page.get_by_role("button", name="Salvesta versioonina 3").click()
    await expect(page.get_by_text("Versioon on salvestatud.")).to_be_visible()
    assert "Esimene mõte. Teine mõte." in town.desk.look_now(content.draft, REF).text
    await expect(page.locator("#changes del")).to_contain_text(["Asenduskodu"])


async def test_a_colleagues_version_is_told_while_one_types(town: House, page: Page) -> None:
    await open_link(page, town, town.people.mari, "draft", REF)
    town.desk.do_now(edit, town.people.helve, REF, 2, "Helve tekst.")
    await page.get_by_role("textbox", name="Vastuse sisu").fill("Mari tekst.")
    await expect(page.locator("#newer")).to_contain_text("Helve Hein salvestas vahepeal versiooni 3")
    await page.get_by_role("button", name="Salvesta versioonina 3").click()
    await expect(page.get_by_role("textbox", name="Vastuse sisu")).to_have_value("Mari tekst.")
    await page.get_by_role("button", name="Salvesta versioonina 4").click()
    await expect(page.get_by_text("Versioon on salvestatud.")).to_be_visible()
    assert "Mari tekst." in town.desk.look_now(content.draft, REF).text


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
async def test_the_head_approves_by_keyboard_alone(town: House, page: Page, size: dict[str, int]) -> None:
    await page.set_viewport_size(size)  # type: ignore[arg-type]
    await open_link(page, town, town.people.helve, "draft", REF)
    assert await faults(page) == []
    for _ in range(25):
        await page.keyboard.press("Tab")
        if "Kinnitan versiooni 2" in await page.evaluate("document.activeElement.textContent"):
            break
    await page.keyboard.press("Enter")
    await expect(page.get_by_text("Kinnitas Helve Hein")).to_be_visible()
    assert town.desk.look_now(views.card, REF).state is State.APPROVED
    assert await page.evaluate("document.documentElement.scrollWidth") == size["width"]


async def test_a_page_that_was_left_alone_goes_dark_and_keeps_what_was_not_saved(town: House, page: Page, clock: HandClock) -> None:
    await open_link(page, town, town.people.mari, "draft", REF)
    await page.clock.install()
    await page.reload()
    await page.clock.fast_forward("08:30")
    await expect(page.get_by_text("Leht sulgub 2 minuti pärast.")).to_be_visible()
    clock.move(minutes=8.5)
    await page.get_by_role("button", name="Olen veel siin").click()
    await expect(page.locator("#soon")).to_be_hidden()
    clock.move(minutes=10)
    await page.get_by_role("textbox", name="Vastuse sisu").fill("Pooleli jäänud lause.")
    await page.clock.fast_forward("00:02")
    await expect(page.get_by_role("heading", name="Leht on suletud")).to_be_visible()
    await expect(page.get_by_text("Palun vaadake")).to_have_count(0)
    await expect(page.get_by_role("textbox")).to_have_value("Pooleli jäänud lause.")


@pytest.mark.parametrize(("language", "dark"), [(Language.ENGLISH, "dark"), (Language.RUSSIAN, "light")])
async def test_the_page_is_fit_for_everybody_in_other_languages_and_in_the_dark(town: House, language: Language, dark: str, page: Page) -> None:
    def learn(turn: Turn) -> None:
        turn.session.get_one(Official, town.people.helve.id).language = language

    town.desk.do_now(learn)
    await page.emulate_media(color_scheme=dark)  # type: ignore[arg-type]
    for what in ("letter", "draft", "reasons", "addresses"):
        await open_link(page, town, town.people.helve, what, REF)
        assert await faults(page) == []
        assert await page.evaluate("document.documentElement.lang") == language
