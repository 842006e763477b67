"""Risky documents are read by a process apart, which may be slow, greedy or die without harm to the house.

The process is kept for the next document, for starting one costs 0.1 s; it is ended after a fault, after many documents and with us.
"""

import atexit
import contextlib
import json
import os
import selectors
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

from mail import extract

TIMEOUT = 8.0  # seconds for one document, starting the process included
SIZE_LIMIT = 40 * 1024 * 1024  # octets
JOBS = 200  # documents one process reads before it is replaced


class Reader:
    """One process apart. It takes one document at a time; a second thread waits its turn."""

    def __init__(self, timeout: float = TIMEOUT) -> None:
        self._timeout = timeout
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._jobs = 0

    def text(self, kind: str, content: bytes) -> str | None:
        """Return the document's words, None where there are none or the process was ended."""
        text = self.told(kind, content).get("text")
        return _storable(text) if isinstance(text, str) else None

    def told(self, kind: str, content: bytes) -> dict[str, Any]:
        """Return all that the process tells of a document, {} where it tells nothing or was ended."""
        if len(content) > SIZE_LIMIT:
            return {}
        with self._turn:
            try:
                answer = json.loads(self._ask(kind, content) or "{}")
            except (OSError, ValueError):
                answer = {}
            if not answer or self._jobs >= JOBS:
                self._end()
        return answer if isinstance(answer, dict) else {}

    def close(self) -> None:
        """End the process, if there is one."""
        with self._turn:
            self._end()

    def _ask(self, kind: str, content: bytes) -> bytes:
        process = self._started()
        self._jobs += 1
        deadline = time.monotonic() + self._timeout
        job = memoryview(json.dumps({"kind": kind, "size": len(content)}).encode("ascii") + b"\n" + content)
        answer = bytearray()
        to_it, from_it = _pipes(process)
        with selectors.DefaultSelector() as selector:
            selector.register(to_it, selectors.EVENT_WRITE)
            selector.register(from_it, selectors.EVENT_READ)
            while not answer.endswith(b"\n"):
                ready = selector.select(max(0.0, deadline - time.monotonic()))
                if not ready:
                    return b""
                for key, _ in ready:
                    if key.fileobj is to_it:
                        job = job[os.write(key.fd, job[:65_536]) :]
                        if not job:
                            selector.unregister(to_it)
                    elif chunk := os.read(key.fd, 65_536):
                        answer += chunk
                    else:
                        return b""
        return bytes(answer)

    def _started(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-I", str(Path(extract.__file__))],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            )
            os.set_blocking(_pipes(self._process)[0].fileno(), False)
        return self._process

    def _end(self) -> None:
        self._jobs = 0
        if self._process is None:
            return
        self._process.kill()
        for pipe in _pipes(self._process):
            with contextlib.suppress(OSError):
                pipe.close()
        self._process.wait()
        self._process = None


def _storable(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise OSError("the process apart has no pipes")
    return process.stdin, process.stdout


_reader = Reader()
atexit.register(_reader.close)


def text_apart(kind: str, content: bytes) -> str | None:
    """Return the words of a "pdf" or "rtf" read by the process apart, None where none could be had."""
    return _reader.text(kind, content)


def letter_apart(content: bytes) -> dict[str, Any]:
    """Return what a letter saved by Outlook (.msg) holds: from, to, date, subject, body, page, rtf and files; {} if it cannot be read.

    Octets are in base64: `rtf`, and the last of each file's name, type and octets.
    """
    told = _reader.told("msg", content).get("letter") or {}
    texts = {name: _storable(words) for name, words in told.items() if isinstance(words, str)}
    return {**texts, "files": [tuple(map(_storable, file)) for file in told["files"]]} if told else {}
