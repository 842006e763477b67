"""What the house writes to its log: one record a line, and never a secret, a personal code, an address or a phone number."""

import logging
import re
import sys
import traceback
from collections.abc import Iterable, MutableMapping
from typing import IO, Any, Final

import structlog

from vastaja.show import json_line

MASK: Final = "***"
CHATTY: Final = (
    "httpx",
    "httpcore",
    "telegram",
    "asyncio",
    "alembic",
    "sqlalchemy",
    "uvicorn.access",
    "aiosmtplib",
    "imapclient",
)
SHORTEST_SECRET: Final = 4  # characters; a shorter one would mask half of every line

# What personal data looks like in running text. A record holds numbers of cases and rows as numbers, not as text.
_PERSONAL: Final = (
    re.compile(r"\b\d{6,12}:[A-Za-z0-9_-]{20,}"),  # a bot's token
    re.compile(r"(?<=/bot)[^/\s]+(?=/)"),
    re.compile(r"[^\s<>\"'()\[\],;:=@]+@[^\s<>\"'()\[\],;:@]+\.[^\W\d_]{2,}"),
    re.compile(r"(?<!\d)[1-8]\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4}(?!\d)"),  # isikukood
    re.compile(r"(?<![\w+.:-])(?:\+|00)\d[\d ()-]{5,16}\d(?![\w])"),
    re.compile(r"(?<![\w+./:-])[5-8]\d{2,3}[ -]?\d{2,4}[ -]?\d{0,2}(?![\w./:-])(?=\D|$)"),
)
_LEAST_DIGITS: Final = 7  # of a phone number


def set_up_logs(secrets: Iterable[str], stream: IO[str] | None = None, quiet: bool = False) -> None:
    """Send every record of this process, the libraries' too, through one chain to `stream` (stderr).

    JSON lines, or columns where a person looks on at a terminal. `quiet` leaves only errors.
    """
    out = stream or sys.stderr
    mask = Mask(secrets)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_where_it_happened),
    ]
    handler = logging.StreamHandler(out)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, mask, _renderer(out)],
    ))  # fmt: skip
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.ERROR if quiet else logging.INFO)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.ERROR if quiet else logging.WARNING)
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _where_it_happened(exc_info: structlog.typing.ExcInfo) -> str:
    """Return the classes and places of an error and its causes, without its words: those may quote a letter."""
    lines: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None:
        lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
        lines += [f"  {one.filename}:{one.lineno} in {one.name}" for one in traceback.extract_tb(error.__traceback__)]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(lines)


class Mask:
    """The last step before a record is written: takes out what must not be in a log, in every text of it."""

    def __init__(self, secrets: Iterable[str]) -> None:
        longest_first = sorted((one for one in set(secrets) if len(one) >= SHORTEST_SECRET), key=len, reverse=True)
        self._secrets = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def __call__(self, logger: Any, method: str, record: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {str(key): value if key == "timestamp" else self._masked(value) for key, value in record.items()}

    def text(self, text: str) -> str:
        """Return the text without secrets and personal data."""
        if self._secrets:
            text = self._secrets.sub(MASK, text)
        for pattern in _PERSONAL:
            text = pattern.sub(_hidden, text)
        return text

    def _masked(self, value: Any) -> Any:
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, dict):
            return {self.text(str(key)): self._masked(one) for key, one in value.items()}
        if isinstance(value, list | tuple | set | frozenset):
            return [self._masked(one) for one in value]
        return self.text(value if isinstance(value, str) else str(value))


def _hidden(found: re.Match[str]) -> str:
    digits = sum(sign.isdigit() for sign in found[0])
    is_number = all(sign.isdigit() or sign in " +()-" for sign in found[0])
    return found[0] if is_number and digits < _LEAST_DIGITS else MASK


def _renderer(out: IO[str]) -> Any:
    if not out.isatty():
        return lambda logger, method, record: json_line(record)
    console = structlog.dev.ConsoleRenderer(colors=True)

    def one_record_a_line(logger: Any, method: str, record: MutableMapping[str, Any]) -> str:
        safe = {key: _escaped(value) if isinstance(value, str) else value for key, value in record.items()}
        return str(console(logger, method, safe))

    return one_record_a_line


def _escaped(text: str) -> str:
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
