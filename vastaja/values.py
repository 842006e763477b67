"""How single values are written in vastaja.toml: durations, hours, addresses, places in the file system, the database."""

import re
from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from ssl import get_default_verify_paths
from typing import Annotated, Final
from urllib.parse import parse_qs, urlencode, urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, InstanceOf

from mail.accounts import is_loopback
from rules.kinds import Kind, UnknownKind, kind_named
from rules.signing import DEFAULT, Reader
from rules.workdays import Opening, opening

_DURATION: Final = re.compile(r"(\d{1,6})\s*(second|minute|hour|day)s?")
_ADDRESS: Final = re.compile(r"[^\s@<>()\[\],;:\"\\]+@[^\s@<>()\[\],;:\"\\]+")
BUNDLES: Final = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")  # Debian, Red Hat, macOS
_LISTEN: Final = re.compile(r"(?:\[[0-9a-fA-F:]+\]|[^\s:/\[\]]+):(\d{1,5})")


@dataclass(frozen=True, slots=True)
class Place:
    """Marks a path: a relative one counts from the folder of vastaja.toml."""

    def from_folder(self, folder: Path, text: str) -> str:
        return str(folder / Path(text).expanduser()) if text else ""


@dataclass(frozen=True, slots=True)
class Database(Place):
    """Marks the database's address: the file of `sqlite:///` counts from the folder of vastaja.toml too."""

    def from_folder(self, folder: Path, text: str) -> str:
        file = text.removeprefix("sqlite:///")
        return f"sqlite:///{folder / file}" if file and file != text else text


@dataclass(frozen=True, slots=True)
class ObjectPlace:
    """A place on an S3-compatible storage: a bucket and, with its slash, the beginning of every name."""

    bucket: str
    prefix: str = ""

    def __str__(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}"


@dataclass(frozen=True, slots=True)
class FolderOrBucket(Place):
    """Marks a place that is a folder, or s3://BUCKET/PREFIX."""

    def from_folder(self, folder: Path, text: str) -> str:
        return text if text.startswith("s3://") else str(folder / Path(text).expanduser())


def _folder_or_bucket(value: object) -> object:
    if not isinstance(value, str) or not value.startswith("s3://"):
        return value
    bucket, _, prefix = value.removeprefix("s3://").partition("/")
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", bucket):
        raise ValueError("must be a folder, or s3://BUCKET/PREFIX with the name of a bucket")
    return ObjectPlace(bucket, f"{prefix.strip('/')}/" if prefix.strip("/") else "")


def _duration(value: object) -> object:
    if not isinstance(value, str):
        return value if isinstance(value, timedelta) else _refuse_duration()
    if value.strip() == "0":
        return timedelta(0)
    found = _DURATION.fullmatch(value.strip())
    if not found:
        return _refuse_duration()
    return timedelta(**{f"{found[2]}s": int(found[1])})


def _refuse_duration() -> object:
    raise ValueError('must be a whole number with seconds, minutes, hours or days, as "10 minutes", or "0"')


def _hours(value: object) -> object:
    if isinstance(value, Opening):
        return value
    try:
        return opening(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError('must be hours written as "08:00-17:00"') from None


def _clock(value: object) -> object:
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value.strip()):
        raise ValueError('must be a time of day written as "03:00"')
    hour, minute = value.strip().split(":")
    return time(int(hour), int(minute))


def _zone(value: object) -> object:
    try:
        return value if isinstance(value, ZoneInfo) else ZoneInfo(value if isinstance(value, str) else "")
    except (ValueError, OSError, LookupError):
        raise ValueError('must be a time zone such as "Europe/Tallinn"') from None


def _address(value: str) -> str:
    if value and not _ADDRESS.fullmatch(value):
        raise ValueError("must be one mail address such as info@amet.example, without a name")
    return value


def _url(value: str) -> str:
    if not value:
        return value
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if not host or parts.scheme not in ("https", "http"):
        raise ValueError("must be an address that begins with https://")
    if parts.scheme == "http" and not is_loopback(host):
        raise ValueError("must begin with https://: http:// is allowed only to a server on this machine")
    return value.rstrip("/")


def database_url(value: str) -> str:
    value = re.sub(r"^postgres(?:ql)?://", "postgresql+psycopg://", value)
    if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise ValueError("must begin with sqlite:/// and a file, or with postgresql+psycopg://")
    return value


def over_tls(database: str, ca_file: str = "") -> str:
    """Return the address of a database so that a server elsewhere is met over TLS and must prove its name.

    Where the address says itself what is asked of the server (`sslmode`), that holds: as for a private network of containers.
    """
    parts = urlsplit(database)
    told = parse_qs(parts.query)
    hosts = [parts.hostname or "", *(host.partition(":")[0] for host in told.get("host", ()))]
    near = all(not host or host.startswith("/") or is_loopback(host) for host in hosts)
    if parts.scheme == "sqlite" or "sslmode" in told or (near and not ca_file):
        return database
    asked = urlencode({"sslmode": "verify-full", "sslrootcert": ca_file or public_authorities()}, safe="/")
    return f"{database}{'&' if parts.query else '?'}{asked}"


def public_authorities() -> str:
    """Return the file of the authorities that this machine trusts, "system" where none is found.

    libpq's own "system" looks where its OpenSSL was built to look: psycopg's wheel brings one that finds nothing on any machine.
    """
    files = (get_default_verify_paths().cafile or "", *BUNDLES)
    return next((file for file in files if file and Path(file).is_file()), "system")


def _listen(value: str) -> str:
    found = _LISTEN.fullmatch(value)
    if not found or not int(found[1]) <= 65_535:
        raise ValueError('must be an address and a port such as "127.0.0.1:8080"')
    return value


def _several(value: object) -> object:
    """Split a value of the environment, where a list is written with commas."""
    return (
        tuple(word for word in (part.strip() for part in value.split(",")) if word) if isinstance(value, str) else value
    )


def _kind(value: str) -> str:
    try:
        return value if value in (DEFAULT, *Reader) else kind_named(value).value
    except UnknownKind:
        raise ValueError(f"must be default or one of {', '.join((*Kind, *Reader))}") from None


OriginalsPlace = Annotated[Path | InstanceOf[ObjectPlace], BeforeValidator(_folder_or_bucket), FolderOrBucket()]
Duration = Annotated[timedelta, BeforeValidator(_duration)]
Hours = Annotated[InstanceOf[Opening], BeforeValidator(_hours)]
TimeOfDay = Annotated[time, BeforeValidator(_clock)]
Zone = Annotated[InstanceOf[ZoneInfo], BeforeValidator(_zone)]
MailAddress = Annotated[str, AfterValidator(_address)]
Url = Annotated[str, AfterValidator(_url)]
DatabaseUrl = Annotated[str, AfterValidator(database_url), Database()]
Listen = Annotated[str, AfterValidator(_listen)]
Words = Annotated[tuple[str, ...], BeforeValidator(_several)]
Addresses = Annotated[tuple[MailAddress, ...], BeforeValidator(_several)]
KindWord = Annotated[str, AfterValidator(_kind)]
