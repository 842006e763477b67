"""A program of its own that reads risky documents: .pdf, .rtf and .msg come in on stdin, their words go out on stdout.

It is started by mail/apart.py by its file's path, with nothing of the house imported, under limits of memory and time.
One job is a line of JSON {"kind", "size"} and the octets; one answer is a line of JSON.
"""

import contextlib
import json
import resource
import sys
from typing import Any

MEMORY = 1_500 * 1024 * 1024  # octets of address space
SECONDS = 10  # of processor time, one job
TEXT_LIMIT = 1_000_000  # signs
PAGE_LIMIT = 500


def main() -> None:
    """Read jobs until stdin ends."""
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    while line := sys.stdin.buffer.readline():
        job = json.loads(line)
        content = sys.stdin.buffer.read(job["size"])
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime) + SECONDS, soft_only=True)
        with contextlib.redirect_stdout(sys.stderr):
            answer = _answer(job["kind"], content)
        sys.stdout.buffer.write(json.dumps(answer).encode("ascii") + b"\n")
        sys.stdout.buffer.flush()


def _limit(what: int, amount: int, soft_only: bool = False) -> None:
    hard = resource.getrlimit(what)[1] if soft_only else amount
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (amount, hard))


def _answer(kind: str, content: bytes) -> dict[str, Any]:
    try:
        return {"text": {"pdf": _pdf, "rtf": _rtf}[kind](content)[:TEXT_LIMIT]}
    except Exception as fault:  # whatever a reader of others' formats raises, the answer is: no text
        return {"text": None, "fault": type(fault).__name__}


def _pdf(content: bytes) -> str:
    import pypdfium2

    pages, room = [], TEXT_LIMIT
    document = pypdfium2.PdfDocument(content)
    for number in range(min(len(document), PAGE_LIMIT)):
        page = document[number]
        words = page.get_textpage()
        pages.append(words.get_text_bounded()[:room])
        room -= len(pages[-1])
        words.close()
        page.close()
        if room <= 0:
            break
    document.close()
    return "\n".join(pages)


def _rtf(content: bytes) -> str:
    from striprtf import striprtf

    read: Any = striprtf.rtf_to_text  # it declares no types
    return str(read(content[:4_000_000].decode("latin-1"), errors="ignore"))


if __name__ == "__main__":
    main()
