"""An operator at a terminal: runs the command line in a folder of its own."""

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import text

from storage.store import open_engine
from vastaja.cli import main

HOUSE = Path(__file__).parents[2]

SETTINGS = """
[office]
name = "Näidisamet"
unit = "järelevalve talitus"
address = "info@amet.example"
phone = "555 0100"
privacy_url = "https://www.amet.example/andmekaitse"
[senders]
own = ["amet.example"]
"""


@dataclass(frozen=True, slots=True)
class Done:
    """A command that has ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[Any]:
        """The JSON of every line of stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass(frozen=True, slots=True)
class Terminal:
    """A folder with a vastaja.toml in which commands are run: in this process, or apart, as an operator's shell does it."""

    folder: Path
    server: str = ""  # the address of its database, where that is no file of the folder

    @property
    def environment(self) -> dict[str, str]:
        """Return what an operator has in the environment: a vastaja.toml that names its database itself is left alone."""
        file = self.folder / "vastaja.toml"
        named = file.exists() and "database =" in file.read_text(encoding="utf-8")
        return {"VASTAJA_STORAGE__DATABASE": self.server} if self.server and not named else {}

    @property
    def database(self) -> str:
        """Return the address of the database; the folder of a file is made."""
        (self.folder / "var").mkdir(exist_ok=True)
        return self.server or f"sqlite:///{self.folder}/var/vastaja.db"

    def sql(self, *statements: str) -> None:
        """Change rows behind the house's back."""
        engine = open_engine(self.database)
        with engine.begin() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()

    def __call__(self, *words: str | Path, **env: str) -> Done:
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        code = 0
        with self._as_a_process_of_its_own(words, {**self.environment, **env}), redirect_stdout(out), redirect_stderr(err):
            try:
                main()
            except SystemExit as end:
                code = int(end.code or 0)
        return Done(code, *(_written(stream) for stream in (out, err)))

    def apart(self, *words: str | Path, **env: str) -> Done:
        ended = subprocess.run(
            [sys.executable, "-m", "vastaja", *map(str, words)], cwd=self.folder, capture_output=True, timeout=100,
            env=_environment({**self.environment, **env}), check=False,
        )  # fmt: skip
        return Done(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    @contextmanager
    def _as_a_process_of_its_own(self, words: tuple[str | Path, ...], env: dict[str, str]) -> Iterator[None]:
        """Lend the command what belongs to a process, and take it back."""
        root, argv, outside, mask = logging.getLogger(), sys.argv, dict(os.environ), os.umask(0o022)
        handlers, level = root.handlers[:], root.level
        try:
            sys.argv = ["vastaja", *map(str, words)]
            os.environ.clear()
            os.environ.update(_environment(env))
            with chdir(self.folder):
                yield
        finally:
            sys.argv = argv
            os.environ.clear()
            os.environ.update(outside)
            os.umask(mask)
            root.handlers[:], root.level = handlers, level
            structlog.reset_defaults()

    def settings(self, text: str) -> Path:
        file = self.folder / "vastaja.toml"
        file.write_text(text, encoding="utf-8")
        return file

    def letter(self, name: str, words: str = "Palun selgitage, kuidas koduteenust määratakse.", **headers: str) -> Path:
        """Write a letter into the folder and return its file."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(letter(words, **headers))
        return file


def _environment(more: dict[str, str]) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("VASTAJA_")}
    return {**clean, "PYTHONPATH": str(HOUSE), **more}


def _written(stream: io.TextIOWrapper) -> str:
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode()


def letter(words: str, **headers: str) -> bytes:
    """Return a plain letter of a citizen; a header is named with _ for -."""
    message = EmailMessage()
    usual = {"From": "Kadri Kask <kadri.kask@post.example>", "To": "info@amet.example", "Subject": "Küsimus",
             "Date": "Mon, 16 Nov 2026 10:00:00 +0200", "Message-ID": "<1@post.example>"}  # fmt: skip
    for name, value in {**usual, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
        if value:
            message[name] = value
    message.set_content(words)
    return bytes(message)
