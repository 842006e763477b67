"""A PostgreSQL of the tests' own, started as an unprivileged user also where the tests run as root."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from glob import glob
from itertools import count
from pathlib import Path
from types import TracebackType

import psycopg

from tests.certificates import Certificates

USERS = ("postgres", "nobody")  # whom root becomes: initdb refuses to run as root
# What a test writes need not outlive the machine, and no statistics of it pay.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0", "autovacuum=off",
         "max_connections=200")  # fmt: skip


def binaries() -> Path | None:
    """Return the folder of initdb and postgres, or None where there is no server."""
    on_path = shutil.which("initdb") or ""
    candidates = [Path(on_path).resolve().parent, *map(Path, sorted(glob("/usr/lib/postgresql/*/bin"), reverse=True))]
    if server := shutil.which("postgres"):
        candidates.append(Path(server).resolve().parent)
    return next(
        (folder for folder in candidates if (folder / "initdb").exists() and (folder / "postgres").exists()), None
    )


def available() -> bool:
    return binaries() is not None


class Server:
    """A server of our own, while the block lasts. With `careful` what was committed outlives its own fall, as in an agency."""

    def __init__(self, careful: bool = False) -> None:
        where = binaries()
        assert where is not None
        self._where, self._settings = where, (*QUICK, *(("synchronous_commit=on",) if careful else ()))
        self._user = next((name for name in USERS if _exists(name)), None) if os.getuid() == 0 else None
        self._numbers = count(1)
        self.port = 0

    def __enter__(self) -> "Server":
        # Not under pytest's own folder: only root may pass through that, and the server is nobody of importance.
        self._folder = Path(tempfile.mkdtemp(prefix="vastaja-postgres-"))
        self._data, self.port = self._folder / "data", _free_port()
        proofs = Certificates(self._folder, "db.amet.example")
        # To who asks: a loopback needs no TLS (PGSSLMODE).
        self._shown = ("ssl=on", f"ssl_cert_file={proofs.certificate}", f"ssl_key_file={proofs.key}")
        for path in (self._folder, *self._folder.iterdir()) if self._user else ():
            shutil.chown(path, self._user)
        self._run("initdb", "-D", self._data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop("immediate")
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self._folder} -c {' -c '.join((*self._settings, *self._shown))}"
        self._run("pg_ctl", "-D", self._data, "-o", options, "-l", self._folder / "log", "-w", "start")

    def stop(self, how: str = "fast") -> None:
        """Stop it: "fast" as an operator does, "immediate" as a fall would."""
        self._run("pg_ctl", "-D", self._data, "-m", how, "stop")

    @property
    def pid(self) -> int:
        return int((self._data / "postmaster.pid").read_text(encoding="utf-8").split()[0])

    def new_database(self) -> str:
        """Make a fresh database and return its address."""
        name = f"vastaja{next(self._numbers)}"
        with psycopg.connect(
            f"host=127.0.0.1 port={self.port} user=postgres dbname=postgres", autocommit=True
        ) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return f"postgresql+psycopg://postgres@127.0.0.1:{self.port}/{name}"

    def _run(self, program: str, *words: object) -> None:
        subprocess.run([str(self._where / program), *map(str, words)], check=True, user=self._user, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, cwd="/")  # fmt: skip


@contextmanager
def server() -> Iterator[Callable[[], str]]:
    """Run a server of our own and yield a function that makes a fresh database and returns its URL."""
    with Server() as running:
        yield running.new_database


def _exists(user: str) -> bool:
    return user in (entry.pw_name for entry in pwd.getpwall())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
