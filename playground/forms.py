"""Forms as browsers and bots post them: JSON, urlencoded, multipart (RFC 7578), without another library."""

import json
import re
from email.message import Message
from typing import Any
from urllib.parse import parse_qsl, unquote

from playground.bot_api import Upload


def read_form(content_type: str, body: bytes) -> tuple[dict[str, Any], dict[str, Upload]]:
    """Return the fields and the files of a posted body. Raises ValueError on a body that is not what it says."""
    head = Message()
    head["Content-Type"] = content_type or "application/x-www-form-urlencoded"
    kind = head.get_content_type()
    if kind == "application/json":
        read = json.loads(body or b"{}")
        if not isinstance(read, dict):
            raise ValueError("a JSON object was expected")
        return read, {}
    if kind == "multipart/form-data":
        return _multipart(body, str(head.get_param("boundary", "")).encode())
    return dict(parse_qsl(body.decode(), keep_blank_values=True)), {}


def _multipart(body: bytes, boundary: bytes) -> tuple[dict[str, Any], dict[str, Upload]]:
    if not boundary:
        raise ValueError("a boundary was expected")
    fields: dict[str, Any] = {}
    files: dict[str, Upload] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:]:
        if part.startswith(b"--"):
            break
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        names = _disposition(head)
        if "filename" in names:
            files[names["name"]] = Upload(names["filename"], _type_of(head), content)
        elif "name" in names:
            fields[names["name"]] = content.decode()
    return fields, files


def _disposition(head: bytes) -> dict[str, str]:
    # Browsers write names as UTF-8 in quotes with %22 for a quote; filename*= is not allowed in forms, but httpx writes it.
    line = next((one for one in head.split(b"\r\n") if one.lower().startswith(b"content-disposition:")), b"").decode()
    found = {name.lower(): value for name, value in re.findall(r'(\w+)="((?:[^"\\]|\\.)*)"', line)}
    if starred := re.search(r"filename\*=utf-8''([^;\s]+)", line, re.IGNORECASE):
        found["filename"] = unquote(starred[1])
    return {name: value.replace("%22", '"').replace('\\"', '"') for name, value in found.items()}


def _type_of(head: bytes) -> str:
    match = re.search(rb"^content-type:\s*([^\s;]+)", head, re.IGNORECASE | re.MULTILINE)
    return match[1].decode("ascii", "replace") if match else "application/octet-stream"
