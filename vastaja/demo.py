"""The whole service on built-in parts in a temporary folder, with a page on which a newcomer plays everybody."""

import asyncio
import socket
import tempfile
from pathlib import Path
from typing import Final

from casework.people import invite
from playground.people import AGENCY, COLLEAGUES, NIGHT_DESK
from playground.town import Town
from rules.kinds import Role
from vastaja.loops import stop_on_signals
from vastaja.service import House, serve
from vastaja.settings import Settings

LETTER_EVERY: Final = 45.0  # seconds between two sample letters that arrive by themselves


async def run_demo(port: int, content: str = "chat") -> None:
    """Run the demo until a signal says stop; letters are read in the chat or on the page. Raises OSError where the port is taken."""
    stop = asyncio.Event()
    stop_on_signals(stop)
    with tempfile.TemporaryDirectory(prefix="vastaja-demo-") as folder:
        async with Town(port=port) as town:
            settings = Settings.of(demo_settings(town, content), Path(folder))

            def ready(house: House) -> None:
                introduce(town, house)
                town.drip(LETTER_EVERY)
                print(
                    f"Vastaja demo: open {town.page_url} in a browser. Ctrl+C ends it and forgets everything.",
                    flush=True,
                )

            await serve(settings, stop, ready=ready)


def introduce(town: Town, house: House) -> None:
    """Invite the colleagues of the town and let each take up the invitation."""
    for one in COLLEAGUES:
        roles = [Role(one.role)] + ([Role.OFFICIAL] if one.role == Role.HEAD else [])
        town.bind(one.key, house.desk.do_now(invite, one.name, roles, f"{one.key}@ska.example", "600 0002"))


def demo_settings(town: Town, content: str = "chat") -> dict[str, object]:
    """Return what a vastaja.toml for this town would hold."""
    listen = f"127.0.0.1:{_free_port()}" if content == "page" else "127.0.0.1:0"
    return {
        "office": {
            "name": "Näidisamet", "unit": "järelevalve talitus", "address": AGENCY, "phone": "600 0000",
            "postal_address": "Tamme 1, 99999 Kivila", "website": "https://ska.example", "registry_code": "70000000",
            "privacy_url": "https://ska.example/andmekaitse", "press_phone": "600 0001", "press_mail": "press@ska.example",
        },
        "mailbox": [{
            "name": "info", "host": "127.0.0.1", "port": town.imap_port, "security": "plain", "user": town.mailbox_user,
            "password": town.mailbox_password,
        }],
        "smtp": {"host": "127.0.0.1", "port": town.smtp_port, "security": "plain"},
        "telegram": {"token": town.bot_token, "base_url": town.bot_url},
        "chats": {"duty": town.duty_chat, "press": town.press_chat, "heads": town.heads_chat},
        "child": {"night_mail": NIGHT_DESK},
        "alarms": {"mail": [NIGHT_DESK]},
        "senders": {"own": ["ska.example"]},
        "approval": {"undo": "10 seconds"},
        "privacy": {"content": content},
        "web": {"listen": listen, "url": f"http://{listen}" if content == "page" else ""},
    }  # fmt: skip


def _free_port() -> int:
    """Return a port of loopback that nobody listens on now: the links of the page must name it before the house opens."""
    with socket.create_server(("127.0.0.1", 0)) as line:
        return int(line.getsockname()[1])
