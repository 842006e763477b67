"""The page served on a real port, for a browser: one house, one town of cookies, nothing off loopback."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Final

import uvicorn
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext, Page, async_playwright

from casework.office import Privacy
from casework.understand import Understood, understand_octets
from storage.originals import Originals
from tests.house import HandClock, hire, make_desk, make_office
from tests.vastaja.page.conftest import House
from vastaja.page.routes import page_routes
from vastaja.web import make_web

FLAGS: Final = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync"]  # fmt: skip
PHONE: Final = {"width": 390, "height": 844}
DESKTOP: Final = {"width": 1280, "height": 900}


@asynccontextmanager
async def served(folder: Path, clock: HandClock) -> AsyncIterator[House]:
    """Serve a house with its page on a free port of loopback."""
    line = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{line.getsockname()[1]}"
    desk = make_desk(f"sqlite:///{folder}/v.db", clock, make_office(privacy=Privacy(content="page", page_url=url)))

    async def read(octets: bytes) -> Understood:
        return understand_octets(octets, desk.office.senders)

    app = make_web(desk, dict, page_routes(desk, url, Originals(folder / "originals"), read))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[line]))
    try:
        yield House(desk, hire(desk), folder / "originals", clock, client=None)  # type: ignore[arg-type]
    finally:
        server.should_exit = True
        await serving
        line.close()
        desk.store.close()


@asynccontextmanager
async def browser(url: str, trouble: list[str], **options: Any) -> AsyncIterator[BrowserContext]:
    """Open a browser; what goes wrong on a page, and whatever is asked from elsewhere, is put into `trouble`."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        context = await chromium.new_context(**{"viewport": DESKTOP, "locale": "et-EE", **options})
        context.set_default_timeout(10_000)

        def watch(page: Page) -> None:
            page.on("pageerror", lambda error: trouble.append(str(error)))
            page.on("console", lambda line: trouble.append(line.text) if line.type in {"error", "warning"} else None)
            page.on("request", lambda one: None if one.url.startswith(url) else trouble.append(one.url))

        context.on("page", watch)
        yield context
        await chromium.close()


async def open_link(page: Page, house: House, who: Any, what: str, ref: str) -> None:
    """Open a link as its official does: touch it in the chat, type the code."""
    path, code = house.link(who, what, ref)
    await page.goto(house.desk.office.privacy.page_url + path)
    await page.get_by_label("Kood").fill(code)
    await page.get_by_role("button", name="Ava").click()
    await page.wait_for_url("**/page/see/*/")


async def faults(page: Page) -> list[str]:
    """Return what axe-core finds wrong for people who do not see, or do not see well."""
    found = await Axe().run(page)
    return [f"{one['id']}: {[node['html'] for node in one['nodes']][:3]}" for one in found.response["violations"]]
