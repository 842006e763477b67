"""An upgrade without a stop: two processes of an older program and one of this one on a PostgreSQL, while letters come.

`python -m bench.rolling CHECKOUT`: a checkout of the older program, which runs with the libraries of this one. Its two processes make
the tables; this program upgrades them under their hands; then they are ended one by one, and newer ones take their places.
"""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from bench.fleet import until
from bench.house import MailAgency
from bench.machine import table
from bench.outcome import outcome, settled
from storage.revisions import versions
from storage.store import Store
from tests.dovecot import Dovecot
from tests.postgres import Server

LETTERS: Final = 6  # at each stage
HERE: Final = Path(__file__).parents[1]


class TwoVersions(MailAgency):
    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.running: list[subprocess.Popen[bytes]] = []
        self.written = 0

    def begin(self, checkout: Path) -> None:
        with (self.folder / "log").open("ab") as log:
            self.running.append(subprocess.Popen(
                [sys.executable, "-m", "vastaja", "run", "--config", str(self.write_settings())], stdout=log, stderr=log, start_new_session=True,
                cwd=checkout, env={**os.environ, "PYTHONPATH": str(checkout)}))  # fmt: skip

    def opened(self) -> int:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace").count("the house is open")

    def end(self, number: int) -> int:
        one = self.running[number]
        one.send_signal(signal.SIGTERM)
        return one.wait(30)

    def write(self) -> None:
        for _ in range(LETTERS):
            self.written += 1
            self.deliver(f"Palun selgitage, kes maksab hooldekodu eest. Kiri {self.written}.", sender=f"kiri{self.written}@post.example",
                         message_id=f"<kiri.{self.written}@post.example>")  # fmt: skip

    @property
    def senders(self) -> list[str]:
        return [f"kiri{number}@post.example" for number in range(1, self.written + 1)]


async def roll(older: Path) -> bool:
    with Dovecot() as dovecot, Server(careful=True) as server, tempfile.TemporaryDirectory() as folder:
        database = server.new_database()
        agency = TwoVersions(dovecot, "rolling", Path(folder), database, receipts={"per_hour": 0, "backlog": "send"})
        rows: list[tuple[str, object, str]] = []
        async with agency:
            agency.begin(older)  # the first makes the tables
            await until(lambda: agency.opened() == 1)
            agency.begin(older)
            await until(lambda: agency.opened() == 2)
            store = Store(database)

            async def stage(name: str) -> None:
                await asyncio.to_thread(agency.write)
                took = await until(lambda: store.read_now(lambda session: settled(session, agency.written)))
                rows.append((f"{name}, revision {versions(store.engine)[0]}: letters settled after, s", took, ""))

            await stage("two older processes")
            done = await asyncio.to_thread(subprocess.run, [sys.executable, "-m", "vastaja", "db", "upgrade", "--config",
                                           str(agency.folder / "vastaja.toml")], cwd=HERE, capture_output=True)  # fmt: skip
            rows.append(("`db upgrade` by the newer program: exit code", done.returncode, "0"))
            await stage("two older processes on the newer tables")
            agency.begin(HERE)
            await until(lambda: agency.opened() == 3)
            await stage("two older and one newer")
            codes = [await asyncio.to_thread(agency.end, 0)]
            await stage("one of each")
            codes.append(await asyncio.to_thread(agency.end, 1))
            await stage("the newer alone")
            codes.append(await asyncio.to_thread(agency.end, 2))
            came = store.read_now(lambda session: outcome(session, agency.senders, agency.sink.delivered))
            rows += [("exit codes of all three", str(codes), "[0, 0, 0]"), ("letters", agency.written, ""), ("lost", came.lost, "0"),
                     ("cases doubled", came.doubled_cases, "0"), ("receipts doubled", came.doubled_receipts, "0"),
                     ("with neither receipt nor doubt", came.silent, "0")]  # fmt: skip
            store.close()
        table("an upgrade without a stop", rows)
        return came.clean and not done.returncode and not any(codes)


if __name__ == "__main__":
    sys.exit(not asyncio.run(roll(Path(sys.argv[1]).resolve())))
