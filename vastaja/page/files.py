"""A file of a letter on its way to an official's machine: under a safe name, never as a page, never as a program."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from mail.charsets import clean
from mail.html import html_text

LONGEST_NAME: Final = 100  # signs
# What a machine would run, or what opens other things: given to nobody from here.
PROGRAMS: Final = frozenset(
    ["exe", "com", "scr", "pif", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js", "jse", "mjs", "wsf", "wsh", "hta", "msi", "msp", "msix", "appx", "cpl", "dll", "sys", "lnk", "url", "reg", "inf", "jar", "jnlp", "apk", "dmg", "pkg", "iso", "img", "vhd", "vhdx", "chm", "one", "scf", "settingcontent-ms", "application", "gadget", "library-ms", "ade", "adp", "mde", "docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "potm", "ppam", "sldm", "xll", "slk", "iqy", "sh", "bash", "command", "desktop", "appimage", "deb", "rpm", "py", "pyw", "rb", "pl", "php"]
)
MARKUP: Final = frozenset({"html", "htm", "xhtml", "xht", "shtml", "mht", "mhtml", "svg", "svgz", "xml", "xsl"})
TYPES: Final = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "txt": "text/plain",
    "csv": "text/csv", "odt": "application/vnd.oasis.opendocument.text", "eml": "message/rfc822",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "asice": "application/vnd.etsi.asic-e+zip",
}  # fmt: skip
_LOOKS_LIKE_MARKUP: Final = re.compile(rb"(?i)^\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|svg|script|\?xml|head|body)")
_STARTS_A_PROGRAM: Final = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"L\x00\x00\x00\x01\x14\x02\x00")


@dataclass(frozen=True, slots=True)
class SafeFile:
    name: str
    type: str
    octets: bytes


def safe_file(name: str, octets: bytes) -> SafeFile | None:
    """Return what may be given of a file, None of a program. A page is given as the words a reader would see."""
    name = safe_name(name)
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if suffix in PROGRAMS or octets.startswith(_STARTS_A_PROGRAM):
        return None
    if suffix in MARKUP or _LOOKS_LIKE_MARKUP.match(octets[:200]):
        return SafeFile(f"{name}.txt", "text/plain; charset=utf-8", html_text(clean(octets.decode("utf-8", "replace"))).encode())
    return SafeFile(name, TYPES.get(suffix, "application/octet-stream"), octets)


def safe_name(name: str) -> str:
    """Return a name that is one plain file name anywhere: no path, no hidden signs, no turned writing, no leading dot."""
    name = unicodedata.normalize("NFC", name)
    plain = "".join(sign if sign.isalnum() or sign in " .-_()" else "_" for sign in name if unicodedata.category(sign)[0] != "C")
    plain = re.sub(r"[ ]+", " ", plain).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if dot and len(suffix) <= 10:
        plain = f"{stem[: LONGEST_NAME - len(suffix) - 1].rstrip(' .')}.{suffix}"
    return plain[:LONGEST_NAME].strip(" .") or "fail"


def disposition(name: str) -> str:
    """Return the Content-Disposition of a download: never shown in place (RFC 6266)."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().replace('"', "") or "fail"
    return f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}"
