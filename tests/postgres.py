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


@contextmanager
def server() -> Iterator[Callable[[], str]]:
    """Run a server of our own and yield a function that makes a fresh database and returns its URL."""
    where = binaries()
    assert where is not None
    user = next((name for name in USERS if _exists(name)), None) if os.getuid() == 0 else None
    # Not under pytest's own folder: only root may pass through that, and the server is nobody of importance.
    folder = Path(tempfile.mkdtemp(prefix="vastaja-postgres-"))
    proofs = Certificates(folder, "db.amet.example")
    data, port = folder / "data", _free_port()
    if user:
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, user)
    _run([where / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"], user)
    shown = ("ssl=on", f"ssl_cert_file={proofs.certificate}", f"ssl_key_file={proofs.key}")  # to who asks: a loopback needs no TLS (PGSSLMODE)
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c {' -c '.join((*QUICK, *shown))}"
    _run([where / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"], user)
    numbers = count(1)

    def new_database() -> str:
        name = f"vastaja{next(numbers)}"
        with psycopg.connect(
            f"host=127.0.0.1 port={port} user=postgres dbname=postgres", autocommit=True
        ) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return f"postgresql+psycopg://postgres@127.0.0.1:{port}/{name}"

    try:
        yield new_database
    finally:
        _run([where / "pg_ctl", "-D", data, "-m", "immediate", "stop"], user)
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: list[object], user: str | None) -> None:
    subprocess.run([str(word) for word in command], check=True, user=user, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, cwd="/")  # fmt: skip


def _exists(user: str) -> bool:
    return user in (entry.pw_name for entry in pwd.getpwall())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
