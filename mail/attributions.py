"""The line in which a mail program says whose words follow ("On 23 Sep 2026 at 15:08 Ants <a@b> wrote:"), told from a sentence of the writer.

People write such lines too, without an address in brackets: those are never taken for a program's.
"""

import re

WIDE = 400  # signs of a line that may be an attribution
LINES = 3  # over which a program may break it

# fmt: off
WROTE = re.compile(
    r"(?i)\b(?:wrote|writes|kirjutas|kirjutab|kirjutasid|saatis|on kirjutanud|schrieb|kirjoitti|lähetti|rakstīja|raksta|skrev)\b|"
    r"написал[аи]?\b|пишет\b|писал[аи]?\b|(?:^|\s)от\s"
)
DATE = re.compile(
    r"\b\d{1,2}[./]\s?\d{1,2}[./]\s?\d{2,4}|\b\d{1,2}\.?(?:\s+de)?\s+[^\W\d]{3,12}\.?,?\s+\d{4}|"
    r"[^\W\d]{3,9}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+(?:at\s+)?\d{4}|\b\d{4}-\d\d-\d\d|\b\d{4}\.\s?g(?:ada|\.)\s+\d{1,2}\.(?:\s+[^\W\d]{3,12}\.?)?|"
    r"\d{1,2}\.\s+[^\W\d]{3,12}\s+(?:kell\s+)?\d{1,2}[.:]\d\d"
)
CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,80}")
_BRACKETS = re.compile(r"\(?<\s{0,2}(?:mailto:)?[\w.+=-]{1,64}@[\w-]{1,63}\.[\w.-]{1,80}\s{0,2}(?:<mailto:[^<>\s]{1,150}>)?\s{0,2}>\)?")
_ROUND = re.compile(
    r"(?:(?:ma|ti|ke|to|pe|la|su)\s\d[^()]{0,150}|\d\d\.\d\d\.\d{4}, \d\d:\d\d, [^()]{1,80}|On \d[^()]{8,30} at \d{1,2}:\d\d(?::\d\d)?, [^()]{1,80})\(\s?[\w.+-]{1,64}@[\w.-]{1,150}\s?\)(?: kirjoitti| wrote)?:"
)
_VERB = r"(?:wrote|kirjutas|schrieb|kirjoitti|rakstīja|skrev|пишет|писал|написал(?:\(-?а\))?)"
_ENDS = re.compile(rf"(?i),?\s?{_VERB}?\s?:")
_ENDS_WITH_MOMENT = re.compile(rf"(?i),?\s?{_VERB}\s(?P<moment>[^<>@]{{6,60}}):|(?P<before>[^<>@]{{6,40}})\s{_VERB}:")
_AFTER_CLOCK = re.compile(
    r"(?i)(?::\d\d)?[\s\u202f]{0,2}(?:[ap]\.?\s?m\.?\b)?,?\s?(?:uhr\b)?\s?(?:\(?(?:(?:gmt|utc)?[+-]\d{1,2}(?::?\d\d)?|(?-i:[A-Z]{3,4})\b)\)?)?\s?[,—–-]?\s?"
    r"(?:schrieb|kirjutas|lietotājs|пользователь|от)?\s?"
)
_CITED = re.compile(r"(?i)(?:quoting|zitat von|tsiteerin|tsitaat|цитирую|цитата|citējot|lainaus|citat från)\s[^<>()]{0,120}[<(]")
# fmt: on


def program_wrote(words: str, marked: bool = False) -> bool:
    """Tell whether these words are all the line of a mail program: when and who with the address in brackets, or who and when.

    `marked`: lines with ">" follow, so that "Quoting Ants <a@b>:" is one too; without them a person may have written it.
    """
    if not 20 < len(words) <= WIDE or not words.endswith(":"):
        return False
    if marked and _CITED.match(words):
        return words.endswith((">:", "):"))
    who = _BRACKETS.search(words)
    if who is None:
        return bool(_ROUND.fullmatch(words))
    before, after = words[: who.start()].strip(), words[who.end() :].strip()
    return bool(
        (_ENDS.fullmatch(after) and _when_then_who(before)) or (_tells_when(_ENDS_WITH_MOMENT.fullmatch(after)) and _is_name(before))
    )


def _when_then_who(before: str) -> bool:
    """Tell whether a date stands near the beginning, a clock beside it, and nothing but a name behind them."""
    date = DATE.search(before)
    if date is None or date.start() > 22:
        return False
    clock = CLOCK.search(before, date.start() if CLOCK.search(date[0][-5:]) else date.end())
    if clock is None:  # one old form of Gmail names the day only
        rest = re.match(r"\s?(?:г\.)?\s?пользователь\s", before[date.end() :])
        return rest is not None and _is_name(before[date.end() + rest.end() :])
    behind = _AFTER_CLOCK.match(before, clock.end())
    return clock.start() - date.end() <= 25 and _is_name(before[behind.end() if behind else clock.end() :])


def _tells_when(found: re.Match[str] | None) -> bool:
    told = (found["moment"] or found["before"]) if found else ""
    date = DATE.search(told)
    clock = CLOCK.search(told, date.start() if CLOCK.search(date[0][-5:]) else date.end()) if date else None
    behind = _AFTER_CLOCK.match(told, clock.end()) if clock else None
    return behind is not None and behind.end() == len(told)


def _is_name(words: str) -> bool:
    """Tell whether words can be the name before an address: few, the first with a capital, none that says "wrote"."""
    name = words.strip().rstrip("(,").strip()
    return not name or (
        (not name[0].islower() or "@" in name.split()[0])
        and len(name.split()) <= 10
        and not re.search(r"[.!?]\s+[^\W\d_]\w+ \w+ \w+ \w+", name)
        and WROTE.search(name) is None
    )
