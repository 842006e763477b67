"""A running house with a secret in every place that takes one: nothing it writes, says or keeps holds any of them, not even as it falls."""

import asyncio
import os
import re
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from playground.imap import ImapServer
from playground.smtp import SmtpServer
from playground.telegram import TelegramServer
from tests.house import letter
from tests.rclone import BUCKET, KEY, Storage, storage
from tests.vastaja.terminal import SETTINGS, Terminal
from vastaja.settings import load_settings, secrets_of

pytestmark = [pytest.mark.needs("postgres"), pytest.mark.timeout(300)]

PLACES = ("imap", "smtp", "oauth", "refresh", "webhook", "database")
SECRETS = {place: f"hush-of-{place}-9f3a" for place in PLACES}
COMMANDS = (
    ["check"], ["show", "26-0001", "--json"], ["ledger", "--json"], ["outbox", "list", "--json"], ["staff", "list", "--json"],
    ["export", "register", "--since", "2026-01-01", "--format", "json"], ["report", "--from", "2026-01-01", "--to", "2026-12-31", "--out", "open.csv"],
    ["db", "backup", "copy"], ["db", "verify", "--export", "history.jsonl"], ["db", "move", "vastaja.toml", "vastaja.toml"],
    ["subject", "kadri@post.example", "--out", "kadri"], ["nonsense"],
)  # fmt: skip


@dataclass(slots=True)
class House:
    """The servers outside, and a folder with the settings of a house that needs a secret for each of them."""

    imap: ImapServer
    smtp: SmtpServer
    telegram: TelegramServer
    far: Storage
    database: str
    folder: Path
    port: int

    def write_settings(self) -> list[str]:
        """Write vastaja.toml and the files of secrets; return the secrets."""
        for place, secret in SECRETS.items():
            (self.folder / f"{place}.secret").write_text(f"{secret}\n")
        (self.folder / "s3-key").write_text(KEY)
        (self.folder / "database.secret").write_text(self.database.replace("postgres@", f"postgres:{SECRETS['database']}@"))
        here = '127.0.0.1"\nsecurity = "plain'
        told = (f'{SETTINGS}[storage]\ndatabase_file = "database.secret"\noriginals = "s3://{BUCKET}/office"\n{self.far.toml}'
                f'[[mailbox]]\nname = "info"\nhost = "{here}"\nport = {self.imap.port}\nuser = "info"\npassword_file = "imap.secret"\n'
                f'[[mailbox]]\nname = "m365"\nhost = "{here}"\nport = 9\nuser = "x"\n[mailbox.oauth]\ntoken_url = "http://127.0.0.1:9/token"\n'
                'client_id = "x"\nsecret_file = "oauth.secret"\nrefresh_token_file = "refresh.secret"\n'
                f'[smtp]\nhost = "{here}"\nport = {self.smtp.port}\nuser = "info"\npassword_file = "smtp.secret"\n'
                f'[telegram]\ntoken = "{self.telegram.token}"\nbase_url = "{self.telegram.base_url}"\nwebhook_secret_file = "webhook.secret"\n'
                f'[receipts]\nbacklog = "send"\n[web]\nlisten = "127.0.0.1:{self.port}"\n')  # fmt: skip
        (self.folder / "vastaja.toml").write_text(told, encoding="utf-8")
        return [*SECRETS.values(), KEY, self.telegram.token, *secrets_of(load_settings(self.folder / "vastaja.toml", {}))]

    async def run(self) -> asyncio.subprocess.Process:
        with (self.folder / "log").open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "vastaja", "run", "--config", self.folder / "vastaja.toml", stdout=log, stderr=log,
                env={**os.environ, "PYTHONFAULTHANDLER": "1"})  # fmt: skip

    def fetch(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return f"{answer.headers}{answer.read().decode()}"
        except urllib.error.HTTPError as refused:
            return f"{refused.headers}{refused.read().decode()}"

    def break_the_database(self) -> None:
        engine = create_engine(self.database)
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE outboxitem RENAME COLUMN channel TO channels"))
        engine.dispose()


@pytest.fixture
async def house(tmp_path: Path, postgres_url: Callable[[], str]) -> AsyncIterator[House]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    async with AsyncExitStack() as stack:
        imap = await stack.enter_async_context(ImapServer({"info": SECRETS["imap"]}))
        smtp = await stack.enter_async_context(SmtpServer(passwords={"info": SECRETS["smtp"]}))
        telegram = await stack.enter_async_context(TelegramServer())
        far = stack.enter_context(storage(tmp_path / "far"))
        (tmp_path / "house").mkdir()
        yield House(imap, smtp, telegram, far, postgres_url(), tmp_path / "house", port)


async def test_no_secret_leaves_a_running_house(house: House) -> None:
    secrets = house.write_settings()
    process = await house.run()
    house.imap.deliver("info", letter("Palun selgitage, kes maksab asenduskodu eest.", sender="Kadri Kask <kadri@post.example>"))
    await house.smtp.wait_for(lambda one: "kadri@post.example" in one.recipients, timeout=100)
    limits = await asyncio.to_thread(Path(f"/proc/{process.pid}/limits").read_text)
    said = [await asyncio.to_thread(house.fetch, path) for path in ("/health", "/ready", "/metrics", "/telegram", "/nothing")]
    assert "imap:m365" in said[0]  # a door that cannot sign in stands there with a sentence
    at_desk = Terminal(house.folder)
    for words in COMMANDS:
        done = await asyncio.to_thread(at_desk, *words)
        said.append(done.out + done.err)
    house.break_the_database()
    assert await asyncio.wait_for(process.wait(), 100) == 1
    written = {file: file.read_bytes() for file in house.folder.rglob("*") if file.is_file() and not is_secret(file)}
    assert b"check [storage] database" in written[house.folder / "log"]  # its last words
    assert {"vastaja.db", "history.jsonl", "open.csv", "cases.jsonl"} <= {file.name for file in written}
    assert len(house.far.objects) >= 1
    kept = [*written.values(), *house.far.objects.values(), *(one.raw for one in house.smtp.delivered), *(one.encode() for one in said)]
    assert [secret for secret in secrets if any(secret.encode() in one for one in kept)] == []
    assert re.search(r"^Max core file size +0 +0 ", limits, re.MULTILINE)


def is_secret(file: Path) -> bool:
    return file.suffix == ".secret" or file.name in ("vastaja.toml", "s3-key")
