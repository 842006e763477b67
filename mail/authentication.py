"""What our own server's Authentication-Results (RFC 8601) prove of the domain in From: by DMARC, else by SPF or DKIM in line with it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mail.addresses import domain_of

_COMMENT = re.compile(r"\([^()]{0,500}\)")
_METHOD = re.compile(r"\s*([a-z0-9-]+)\s*(?:/\s*\d+\s*)?=\s*([a-z]+)", re.I)
_PROPERTY = re.compile(r"([a-z]+\.[a-z_-]+)\s*=\s*\"?([^\s\";]+)", re.I)


@dataclass(frozen=True, slots=True)
class _Result:
    method: str
    value: str
    properties: Mapping[str, str]


def proves_domain(results: str, sender: str) -> bool:
    """Tell whether the results prove that the letter comes from the domain of `sender`. A failed DMARC outweighs all else."""
    domain = domain_of(sender)
    found = [one for part in _COMMENT.sub(" ", results).split(";")[1:] if (one := _result(part))]
    if dmarc := [one for one in found if one.method == "dmarc"]:
        return bool(domain) and all(
            one.value == "pass" and one.properties.get("header.from", domain) == domain for one in dmarc
        )
    return bool(domain) and any(one.value == "pass" and _in_line(one, domain) for one in found)


def _in_line(result: _Result, domain: str) -> bool:
    """Tell whether what was proved is the domain itself or stands above it (relaxed alignment, RFC 7489 section 3.1)."""
    match result.method:
        case "spf":
            proved = result.properties.get("smtp.mailfrom", "")
        case "dkim":
            proved = result.properties.get("header.d") or result.properties.get("header.i", "")
        case _:
            return False
    proved = proved.rpartition("@")[2]
    return proved == domain or ("." in proved and domain.endswith("." + proved))


def _result(part: str) -> _Result | None:
    found = _METHOD.match(part)
    if found is None:
        return None
    properties = {name.lower(): value.lower() for name, value in _PROPERTY.findall(part)}
    return _Result(found[1].lower(), found[2].lower(), properties)
