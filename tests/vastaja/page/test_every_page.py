"""Every page in a browser, on the narrowest phone and on a desk: for people who do not see well, without sideways scrolling or a word in the console."""

from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.house import HandClock
from tests.vastaja.page.everything import furnish
from tests.vastaja.page.shown import DESKTOP, browser, faults, served

pytestmark = pytest.mark.needs("chromium")

NARROW = {"width": 360, "height": 740}


async def test_every_page_is_fit_for_everybody(tmp_path: Path, clock: HandClock) -> None:
    trouble: list[str] = []
    wrong: dict[str, object] = {}
    async with served(tmp_path, clock) as house:
        looks, url = furnish(house), house.desk.office.privacy.page_url
        async with browser(url, trouble) as context:
            page = await context.new_page()
            for one in looks:
                path, code = house.link(one.who, one.what, one.ref, one.subject)
                await page.goto(url + path)
                await page.get_by_label("Kood").fill(code)
                await page.keyboard.press("Enter")
                await page.wait_for_url("**/page/see/*/")
                if one.side:
                    await page.goto(page.url + one.side)
                await page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true; })")
                for size in (NARROW, DESKTOP):
                    await page.set_viewport_size(size)  # type: ignore[arg-type]
                    found, width = await faults(page), await page.evaluate("document.documentElement.scrollWidth")
                    if found or width != size["width"]:
                        wrong[f"{one.name} {size['width']}"] = (found, width)
                clock.move(minutes=1)  # one address may try twenty codes in ten minutes
    assert wrong == {}
    assert trouble == []


async def test_every_page_is_reached_by_keyboard_alone(tmp_path: Path, clock: HandClock) -> None:
    """From the code to each side of the case and to its main button with Tab and Enter."""
    async with served(tmp_path, clock) as house:
        looks, url = furnish(house), house.desk.office.privacy.page_url
        async with browser(url, []) as context:
            page = await context.new_page()
            one = next(look for look in looks if look.name == "letter")
            path, code = house.link(one.who, one.what, one.ref)
            await page.goto(url + path)
            await expect(page.get_by_label("Kood")).to_be_focused()
            await page.keyboard.type(code)
            await page.keyboard.press("Enter")
            await page.wait_for_url("**/page/see/*/")
            for side, heading in (("Mustand", "Vastus"), ("Märkused", "Sisemised märkused"), ("Sisend", "Teiste üksuste sisend"), ("Aadress", "Kirjades nimetatud aadressid")):
                for _ in range(20):
                    await page.keyboard.press("Tab")
                    if await page.evaluate("document.activeElement.textContent") == side:
                        break
                await page.keyboard.press("Enter")
                await page.get_by_role("heading", level=1, name=heading).wait_for()
                await page.keyboard.press("Tab")
                assert await page.evaluate("document.activeElement.textContent") == "Sisu juurde", "each page begins with the way to its content"
