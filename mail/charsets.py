"""Octets to text: the declared charset where it can be true, else the likeliest of the Baltic, Cyrillic and Western code pages."""

import codecs
import re
import unicodedata

from mail.japanese import from_iso2022

# Names seen in letters that Python does not know, or that mean a wider set in practice (encoding.spec.whatwg.org).
_MEANT = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "iso8859-1": "cp1252", "iso_8859-1": "cp1252",
    "iso-8859-8-i": "iso-8859-8", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949", "euc-kr": "cp949",
    "shift_jis": "cp932", "shift-jis": "cp932", "x-sjis": "cp932", "windows-874": "cp874", "unicode-1-1-utf-7": "utf-7",
    "x-mac-cyrillic": "mac_cyrillic", "utf8mb4": "utf-8", "unicode": "utf-8", "iso-8859-6-i": "iso-8859-6", "cp-1251": "cp1251",
    "cp-1257": "cp1257", "win-1257": "cp1257", "win-1251": "cp1251", "windows-31j": "cp932", "macintosh": "mac_roman",
    "utf-16": "utf-16", "unicode-1-1-utf-8": "utf-8", "iso-8859-9": "cp1254", "iso-8859-11": "cp874",
    "koi8r": "koi8-r", "koi8u": "koi8-u", "koi8-ru": "koi8-u", "x-mac-roman": "mac_roman", "x-mac-ce": "mac_latin2", "x-euc-jp": "euc_jp",
}  # fmt: skip
# Codecs of Python that are no charset of a letter: they change octets to other octets, or words to other words.
_NEVER = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "charmap"}
# Their octets are all ASCII or may look like UTF-8, so the declaration is asked first.
_ASKED_FIRST = ("iso2022", "utf-7", "hz", "utf-16", "utf-32", "cp932", "gb18030", "cp949", "big5", "euc")
_UNDECLARED = {"", "us-ascii", "ascii", "x-unknown", "unknown-8bit", "unknown", "default", "utf-8"}

_GUESSES = ("cp1257", "cp1252", "iso8859-15", "cp1251", "koi8-r", "iso8859-5", "cp866")
_ESTONIAN = frozenset("õäöüÕÄÖÜšžŠŽ")
_LATVIAN = frozenset("āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ")
_WESTERN = frozenset("åæøéèêëáàâíîïóôúûùçñßœÅÆØÉÈÊÁÀÍÓÚÇÑ")
_RUSSIAN = frozenset([*map(chr, range(0x410, 0x450)), *"ЁёІіЇїЄєЎў"])  # and Ukrainian, Belarusian
_VOWELS = frozenset("аеёиоуыэюяАЕЁИОУЫЭЮЯіїєІЇЄ")
_COMMON = frozenset("оеаинтсрвлкОЕАИНТСРВЛК")
_WORD, _LATIN = re.compile(r"[^\W\d_]{1,100}"), re.compile("[A-Za-z]")
_ALL_HIGH = re.compile(r"(?<![A-Za-z])(?:(?![A-Za-z])[^\W\d_]){3,100}(?![A-Za-z])")  # no Latin alphabet writes words of such letters only
_SIGNS = frozenset("„“”‚‘’–—…«»€§°№•\u00a0")
_CODE_PAGE = re.compile(r"(?:x-)?(?:windows|win|cp|ms|ibm)[-_ ]?(\d{3,4})")  # win1251, x-cp1251, windows-1252http-equiv
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SAMPLE = 20_000


# Byte order marks say what the octets are, whatever was declared; that of UTF-32 begins like that of UTF-16.
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_UNSEEN = re.compile("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]")  # the joiners of emoji stay


def decode(octets: bytes, declared: str = "") -> tuple[str, str]:
    """Return the clean text of the octets and a defect, "" if the declaration was true (or none was needed)."""
    if octets.isascii() and not _shifted(declared):
        return clean(from_iso2022(octets) if b"\x1b$" in octets else octets.decode("ascii")), ""
    if marked := next((name for mark, name in _MARKS if octets.startswith(mark)), ""):
        return clean(octets.decode(marked, "replace")).removeprefix("\ufeff"), ""
    name = known(declared)
    text, defect = _decode(octets, name)
    if declared and not name and not defect:
        defect = "charset_unknown"
    return clean(text), defect


def known(declared: str) -> str:
    """Return Python's name of a declared charset, "" where there is no such charset."""
    name = declared.partition("(")[0].strip("\"' \t").lower()
    name = _MEANT.get(name, name)
    if not name or len(name) > 40 or "\0" in name:
        return ""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError, TypeError):
        paged = _CODE_PAGE.match(name)
        return known(f"cp{paged[1]}") if paged and name != f"cp{paged[1]}" else ""
    if info.name.replace("_", "-") in _NEVER or not getattr(info, "_is_text_encoding", False):
        return ""
    return _MEANT.get(info.name, info.name)


def guess(octets: bytes) -> str:
    """Return the text of undeclared octets: UTF-8 if they are that, else the likeliest of seven code pages."""
    try:
        return octets.decode("utf-8")
    except UnicodeDecodeError:
        pass
    almost = octets[:_SAMPLE].decode("utf-8", "replace")
    broken = almost.count("\ufffd")
    if (
        sum(c > "\x7f" for c in almost) >= 3 * broken
    ):  # cut or damaged here and there: other code pages seldom look like UTF-8
        return octets.decode("utf-8", "replace")
    return octets.decode(_likeliest(octets), "replace")


def clean(text: str) -> str:
    """Return the text without NULs, lone surrogates and control signs, and with plain line ends."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", "")
    return _ODD.sub(_shown, text) if _ODD.search(text) else text


def one_line(text: str) -> str:
    """Return the clean text in one line, without signs that turn the direction of reading or take no room."""
    text = _UNSEEN.sub("", clean(text)) if not text.isascii() else clean(text)
    return " ".join(text.split()) if "\n" in text or "\t" in text else text.strip()


def _shown(odd: re.Match[str]) -> str:
    return "\ufffd" if odd[0] >= "\ud800" else ""


def _shifted(declared: str) -> bool:
    lowered = declared.lower()
    return lowered.startswith(("iso-2022", "utf-7", "unicode-1-1-utf-7", "hz", "utf-16", "utf-32", "csiso2022"))


def _decode(octets: bytes, name: str) -> tuple[str, str]:
    if name.startswith(_ASKED_FIRST) or name.replace("_", "").startswith(_ASKED_FIRST):
        return _as_declared(octets, name)
    try:
        text = octets.decode("utf-8")
        return text, "" if name in ("utf-8", "") or octets.isascii() else "charset_wrong"
    except UnicodeDecodeError:
        pass
    if name in _UNDECLARED or name.startswith("utf-8"):
        return guess(octets), "charset_wrong" if name else "charset_missing"
    try:
        text = octets.decode(name)
    except (UnicodeError, ValueError):
        text = octets.decode(name, "replace")
    if _mislabelled(text, name):
        return octets.decode(_likeliest(octets), "replace"), "charset_wrong"
    return text, ""


def _as_declared(octets: bytes, name: str) -> tuple[str, str]:
    if name == "utf-16":  # without a mark: the side on which the zeros of Latin letters stand tells
        name = "utf-16-be" if octets[:_SAMPLE:2].count(0) > octets[1:_SAMPLE:2].count(0) else "utf-16-le"
    try:
        return octets.decode(name), ""
    except (UnicodeError, ValueError):
        pass
    if name.startswith("iso2022_jp") and octets.isascii():
        return from_iso2022(octets), ""
    try:
        return octets.decode("utf-8"), "charset_wrong"
    except UnicodeDecodeError:
        return octets.decode(name, "replace"), "charset_wrong"


def _mislabelled(text: str, name: str) -> bool:
    """Tell whether words said to be Western are plainly Cyrillic, or Estonian of the Baltic code page."""
    if name not in ("cp1252", "iso8859-15", "iso8859-1", "ascii"):
        return False
    sample = text[:_SAMPLE]
    high = [c for c in sample if c > "\x7f" and c.isalpha()]
    letters = sum(c.isalpha() for c in sample)
    if letters and len(high) * 2 > letters and len(high) > 4:
        return True
    return any(c in "ðþÐÞ" for c in high) and not any(c in "áíúýæóÁÍÚÝÆÓ" for c in high)


def _likeliest(octets: bytes) -> str:
    sample = octets[:_SAMPLE]
    scores = {name: _score(sample, name) for name in _GUESSES}
    return max(_GUESSES, key=lambda name: scores[name])  # the first of equals


def _score(sample: bytes, name: str) -> float:
    text = sample.decode(name, "replace")
    high = [c for c in text if c > "\x7f"]
    if not high:
        return 0.0
    cyrillic = sum(c in _RUSSIAN for c in high)
    alphabets = (
        sum(c in _ESTONIAN for c in high),
        sum(c in _LATVIAN for c in high),
        cyrillic,
        sum(c in _WESTERN or c in _ESTONIAN for c in high) * 0.9,
    )
    lower = sum(c.islower() for c in high)
    signs = sum(c in _SIGNS for c in high)
    wrong = sum(unicodedata.category(c) in ("Cc", "Co", "Cn", "So") or c == "\ufffd" for c in high)
    strange = _strange_cyrillic(text, cyrillic) if cyrillic else sum(map(len, _ALL_HIGH.findall(text)))
    return (max(alphabets) + 0.3 * lower + 0.8 * signs - wrong - 0.5 * strange) / len(high)


def _strange_cyrillic(text: str, cyrillic: int) -> float:
    """Return how much a Cyrillic reading is to be doubted: letters in words with Latin ones, a lone letter among Latin words, rare letters, odd vowels."""
    mixed = sum(sum(c in _RUSSIAN for c in word) for word in _WORD.findall(text) if _LATIN.search(word))
    lone = cyrillic if cyrillic < 3 and len(_LATIN.findall(text)) > 3 else 0
    vowels = sum(c in _VOWELS for c in text)
    odd = 0 if 0.25 <= vowels / cyrillic <= 0.7 or cyrillic < 4 else 0.8 * cyrillic
    return mixed + lone + odd - 0.6 * sum(c in _COMMON for c in text)
