"""A program of its own that reads risky documents: .pdf, .rtf and .msg come in on stdin, their words go out on stdout.

It is started by mail/apart.py by its file's path, with nothing of the house imported, under limits of memory and time.
One job is a line of JSON {"kind", "size"} and the octets; one answer is a line of JSON.
"""

import base64
import contextlib
import json
import resource
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

MEMORY = 1_500 * 1024 * 1024  # octets of address space
SECONDS = 10  # of processor time, one job
TEXT_LIMIT = 1_000_000  # signs
PAGE_LIMIT = 500
FILE_LIMIT = 200  # files of a saved letter
FILES_LIMIT = 30 * 1024 * 1024  # their octets together


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
        if kind == "msg":
            return {"letter": _letter(content)}
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


def _letter(content: bytes) -> dict[str, Any]:
    """Return a letter that Outlook saved. Older Outlooks keep the text only as compressed rich text, which the house undoes."""
    import oxmsg

    letter = oxmsg.Message.load(content)
    body = (letter.body or "")[:TEXT_LIMIT]
    page = "" if body else (_quietly(lambda: letter.html_body) or "")[:TEXT_LIMIT]
    rtf = b"" if body or page else letter.properties.binary_prop_value(0x1009) or b""
    headers = {name.lower(): words for name, words in letter.message_headers.items()}
    sent = _quietly(lambda: letter.sent_date)
    return {
        "from": letter.sender or "", "to": headers.get("to", "") or "; ".join(_quietly(lambda: _people(letter)) or []),
        "date": headers.get("date", "") or (sent.isoformat() if sent else ""), "subject": letter.subject, "body": body,
        "page": page, "rtf": base64.b64encode(rtf).decode("ascii"), "files": list(_files(letter)),
    }  # fmt: skip


def _people(letter: Any) -> list[str]:
    return [f"{one.name} <{one.email_address}>" for one in letter.recipients[:FILE_LIMIT]]


def _files(letter: Any) -> Iterator[tuple[str, str, str]]:
    room = FILES_LIMIT
    for file in letter.attachments[:FILE_LIMIT]:
        octets = _quietly(partial(getattr, file, "file_bytes")) or b""
        room -= len(octets)
        if room < 0:
            return
        yield file.file_name or file.properties.str_prop_value(0x3704) or "", file.mime_type, base64.b64encode(octets).decode("ascii")


def _quietly(read: Callable[[], Any]) -> Any:
    """Return what `read` gives, None where the library stumbles: one broken property must not cost the letter."""
    try:
        return read()
    except Exception:  # it raises whatever struct, codecs and its own assertions raise
        return None


if __name__ == "__main__":
    main()
