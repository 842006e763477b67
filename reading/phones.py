"""Phone numbers in a text, however their digits are set apart; numbers that everybody may call are left alone."""

import re
from collections.abc import Iterator
from typing import Final

_PHONE: Final = re.compile(r"(?<![\w/.:-])(?:\+|00)\d{1,3}[ \u00a0-]?(?:\(?\d{1,5}\)?[ \u00a0-]?){1,4}\d{2,5}(?![\d/])|(?<![\w/.:#№-])(?<!nr )(?<!nr\. )(?:372[ -])?(?:5\d{6,7}|5\d{2,3}[ \u00a0-]\d{4}|5\d[ -]\d{3}[ -]?\d{2,3}|5\d{3} \d{2} \d{2}|5\d \d{2} \d{2} \d{2}|5\d \d{3} \d{3}|5\d{2} \d{3} \d{1,2}|5\d{2} \d{2} \d{2,3}|5\d \d{2} \d{3}|5\d{2} \d \d{3}|8[1-4]\d{6}|8[1-4]\d{2} \d{4}|[3467]\d{2}[ -]\d{4}|[3467]\d{2} \d{2} \d{2}|88\d[ -]?\d{4}|[3467]\d{6})(?![\d/]|[.,:-]\d)")  # fmt: skip
# The same digits set apart in ways of one's own: "(+372) 53.00.01.91", "58100 166", "5 300 0195".
_ODD_PHONE: Final = re.compile(r"(?<![\w/.:#№+-])(?P<prefix>\(?(?:\+|00|0)?372\)?[ ./-]{0,3})?(?P<own>[3-8](?:(?: ?[/.-] ?| )?\d){6,7})(?![\d/]|[.,:-]\d)")
_AMOUNT: Final = re.compile(r"\d{1,3}(?: \d{3})+|\d{4} ?- ?\d{4}")
_COUNTED: Final = re.compile(r"\s?(?:€|eur|evro|евро|kr\b|krooni|euro|km\b|m2|inimes|tonni)")
_PUBLIC_PHONES: Final = frozenset({"112", "116111", "116006", "116123", "1247", "6121360", "6551666", "1220", "1345", "1343"})  # fmt: skip
_PHONE_CUE: Final = re.compile(r"(?:tel|telefon\w{0,3}|zvon\w{1,4}|zvan\w{1,4}|puhelin\w{0,3}|звон\w{1,4}|reach me at|mob\w{0,4}|gsm|phone|call|тел|моб|helista\w{0,4}|numbri\w{0,3}|number|номер\w{0,2})[\s.:(]{0,4}$")  # fmt: skip
_NUMBER_BEFORE: Final = re.compile(r"(?:registrikood\w{0,2}|reg\.? ?kood|reg\.? ?nr|registry code|viitenumb\w{2,3}|arve nr|invoice|ref(?:erence)?\.?|№)\s?[:.#]?\s?$")  # fmt: skip
_SEVEN: Final = re.compile(r"^[3467]\d{6}$")


def phones(text: str, plain: str) -> Iterator[re.Match[str]]:
    """Yield the phone numbers of a text; `plain` is its folded copy. Those with the country's code in some dress come first, whole."""
    odd = [hit for hit in _ODD_PHONE.finditer(text) if _is_odd_phone(hit, plain)]
    yield from (hit for hit in odd if hit["prefix"])
    yield from (hit for hit in _PHONE.finditer(text) if _is_phone(hit, plain))
    yield from odd


def _is_phone(hit: re.Match[str], plain: str) -> bool:
    digits = "".join(sign for sign in hit[0] if sign.isdigit())
    short = digits.removeprefix("00").removeprefix("372") if hit[0].startswith(("+", "00", "372")) else digits
    if short in _PUBLIC_PHONES or not 7 <= len(digits) <= 15 or (short == digits and _COUNTED.match(plain, hit.end())):
        return False
    if hit[0].startswith(("+", "00")) or " " in hit[0] or short.startswith(("5", "8")):
        return not _NUMBER_BEFORE.search(plain, max(0, hit.start() - 18), hit.start())
    return bool(_SEVEN.match(short) and (_PHONE_CUE.search(plain, max(0, hit.start() - 24), hit.start()) or _ends_line(hit)))  # fmt: skip


def _is_odd_phone(hit: re.Match[str], plain: str) -> bool:
    """Tell whether digits set apart oddly are a phone: called so, with the country's code, or a mobile number that is no sum."""
    digits = "".join(sign for sign in hit["own"] if sign.isdigit())
    mobile = digits.startswith(("5", "81", "82", "83", "84"))
    if digits in _PUBLIC_PHONES or not (mobile or len(digits) == 7) or _NUMBER_BEFORE.search(plain, max(0, hit.start() - 18), hit.start()):
        return False
    if hit["prefix"] or _PHONE_CUE.search(plain, max(0, hit.start() - 24), hit.start()):
        return True
    said = hit["own"]
    return mobile and not any(sign in said for sign in "./") and not _AMOUNT.fullmatch(said) and not _COUNTED.match(plain, hit.end()) and said[:3].isdigit()


def _ends_line(hit: re.Match[str]) -> bool:
    return hit.string[hit.end() : hit.end() + 1] in ("", "\n", ",", ";", ")")
