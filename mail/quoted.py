"""New words told from old: quoted history and signatures are folded away, the writer's own words never; linear in the lines.

Nothing is deleted: the whole text stays in Letter.body. What is doubtful counts as the writer's own.
"""

import re

from mail.attributions import ADDRESS, CLOCK, DATE, LINES, WIDE, WROTE, program_wrote

LINE_LIMIT = 20_000  # beyond it nothing is folded
_SOUGHT = 200  # quoted blocks, and lines like an attribution, that are looked at closely

# fmt: off
_FROM = r"From|Saatja|Kellelt|Lähetäjä|Lähettäjä|От|От кого|Von|No|Nuo|Från|Отправитель|De|Saatis"
_SENT = (r"Sent|Date|Saadetud|Saatmisaeg|Kuupäev|Saadeti|Отправлено|Дата|Дата отправки|Gesendet|Datum|Lähetetty|Päiväys|Päivämäärä|Nosūtīts|"
         r"Sūtīts|Lähetyspäivä|Отправленные|Datums|Nosūtīšanas datums|Skickat|Saatmise aeg|Aeg|Envoyé|Wysłano")
_TO = (r"To|Adressaat|Saaja|Kellele|Saajad|Кому|Получатель|An|Vastaanottaja|Kam|Adresāts|Till|Cc|CC|Koopia|Koopiad|Копия|Kopie|Kopio|Kopija|"
       r"Reply-To|Vasta|Bcc|Pimekoopia")
_SUBJECT = r"Subject|Teema|Pealkiri|Тема|Betreff|Aihe|Temats|Tēma|Ämne|Importance|Tähtsus|Attachments|Manused|Priority|Prioriteet|Objet"
_SEPARATOR = (
    r"Original Message|Original message|Forwarded message|Forwarded Message|Reply message|Begin forwarded message|Algne sõnum|Algne kiri|"
    r"Algne teade|Algsõnum|Edastatud sõnum|Edastatud kiri|Edasisaadetud kiri|Edastatud teade|Esialgne kiri|Исходное сообщение|"
    r"Пересылаемое сообщение|Пересланное сообщение|Перенаправленное сообщение|Начало переадресованного сообщения|Переадресованное сообщение|"
    r"Конец переадресованного сообщения|Ursprüngliche Nachricht|Originalnachricht|Weitergeleitete Nachricht|Anfang der weitergeleiteten Nachricht|"
    r"Alkuperäinen viesti|Välitetty viesti alkaa|Välitetty viesti|Edelleenlähetetty viesti|Oriģinālais ziņojums|Sākotnējais ziņojums|"
    r"Pārsūtītais ziņojums|Pārsūtīta vēstule|Oriģinālā vēstule|Sākotnējā vēstule|Originaalkiri|Originaalsõnum|Ursprungligt meddelande|Alguskiri"
)
_PHONE = re.compile(
    r"(?i)^(?:sent from (?:my|an|outlook|yahoo|mail|samsung|proton|gmail)|saadetud (?:minu )?(?:iphone|ipad|android|nutitelefon|telefon|samsung|huawei|mobiil|"
    r"seadmest|rakendus|outlook)|get outlook for|hankige outlook|отправлено (?:с|из)\b.{0,60}(?:iphone|ipad|android|телефон|устройства|почты|mail|samsung|"
    r"outlook|huawei|xiaomi)|"
    r"von meinem .{1,30}gesendet|gesendet (?:von|mit) |lähetetty .{0,30}(?:iphone|ipad|android|puhelim|laitteesta)|nosūtīts no (?:mana|manas|iphone|"
    r"android|samsung)|"
    r"скача(?:йте|ть) outlook|diese nachricht wurde von meinem|hanki outlook|iegūt outlook|envoyé de mon|"
    r"saadetud samsung|sendt fra|skickat från|от(?:правлено)? моего |sent with (?:proton|tuta|gmx|spark|mailbird|blue)|yahoo mail: |saadetud .{0,30}rakendusest|"
    r"(?:virus-free|viirusevaba|без вирусов|virenfrei)\.(?:\s?<?(?:https?://)?(?:www\.)?[\w./-]{0,80}>?)?$)"
)
# fmt: on
_HEADER = re.compile(
    rf"^\W{{0,3}}(?P<from>{_FROM})?(?P<sent>{_SENT})?(?P<to>{_TO})?(?P<subject>{_SUBJECT})?\s?\*{{0,2}}\s?:\*{{0,2}}(?:\s+\S|\s*$)"
)
_SEPARATED = re.compile(rf"(?i)^\W{{0,3}}[-=_*‐‑–—]{{2,20}}\s*(?:{_SEPARATOR})\b.{{0,80}}$|^(?:{_SEPARATOR})\s?:$|^-{{2,4}} ?on .{{10,250}} wrote ?-{{2,4}}$")
_RULE = re.compile(r"[\s_>*=‐‑–—-]*")
_PGP = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----\s*\n(?:[A-Z][A-Za-z-]+: [^\n]*\n)*\n?|-----BEGIN PGP SIGNATURE-----[^-]*-----END PGP SIGNATURE-----"
)


def new_words(text: str, reply: bool = False) -> str:
    """Return the text without quoted history and signature; the whole text where nothing else would remain.

    `reply` tells that the letter answers another: only then do lines with ">" count as quoted without an attribution.
    """
    text = _PGP.sub("", text) if "-----BEGIN PGP" in text else text
    lines = text.split("\n")
    if len(lines) > LINE_LIMIT:
        return text.strip()
    own = _without_history(_without_quotes(lines, reply))
    kept = "\n".join(_without_signature(own)).strip()
    if any(sign.isalnum() for sign in kept):
        return re.sub(r"\n{3,}", "\n\n", kept)
    return text.strip()


def _without_quotes(lines: list[str], reply: bool) -> list[str]:
    """Take out the blocks of lines that begin with ">", each with the attribution above it."""
    blocks = _blocks(lines)
    attributions = {start: _attribution(lines, start) for start, _ in blocks[:_SOUGHT]}
    told = any(attributions.values()) or reply or any(_tells_history(lines, *block) for block in blocks[:_SOUGHT])
    if not told:
        return lines
    gone: set[int] = set()
    for start, end in blocks:
        above = start - attributions.get(start, 0)
        gone.update(range(above if above == start else len(_above(lines, above)), end))
    return [line for number, line in enumerate(lines) if number not in gone]


def _blocks(lines: list[str]) -> list[tuple[int, int]]:
    """Return the runs of quoted lines; blank lines between two runs belong to both."""
    blocks: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        if not line.lstrip(" ").startswith(">"):
            continue
        if blocks and not any(between.strip() for between in lines[blocks[-1][1] : number]):
            blocks[-1] = (blocks[-1][0], number + 1)
        else:
            blocks.append((number, number + 1))
    return blocks


def _attribution(lines: list[str], start: int) -> int:
    """Return how many lines above a quoted block say whose words they are, 0 for none."""
    first = start
    while first > 0 and start - first < 3 and not lines[first - 1].strip():
        first -= 1
    if first and (wrapped := _program_lines(lines, first - 1, True) or bool(_SEPARATED.match(lines[first - 1][:WIDE].strip()))):
        return start - first + wrapped
    words, found = "", 0
    for count in range(1, 5):
        above = first - count
        line = lines[above].strip() if above >= 0 else ""
        if not line or line.startswith(">") or (found and (line[-1] in ".!?:" or not DATE.search(line))):
            break
        words = f"{line} {words}".strip()
        if len(words) > WIDE or not words.endswith(":"):
            break
        if _attributes(words, count):
            found = start - above
            if DATE.search(words):  # without a date the line above may be its first half
                break
    return found


def _attributes(words: str, lines: int) -> bool:
    wrote, date, address = WROTE.search(words), DATE.search(words), ADDRESS.search(words)
    if lines > 1 and re.search(r"[.!?]\s+[A-ZÕÄÖÜŠŽА-Я]\w+ \w+ \w+ \w+ \w+", words[:-_ATTRIBUTION_TAIL]):
        return False  # a sentence of the writer stands on the line above
    return bool(
        (wrote and (date or address or len(words) < 90))
        or (date and address)
        or (date and CLOCK.search(words) and len(words) < 120)
    )


_ATTRIBUTION_TAIL = 120


def _tells_history(lines: list[str], start: int, end: int) -> bool:
    """Tell whether a quoted block says itself that it is old: an attribution or a header block within its first lines."""
    inside = [line.lstrip(" >").strip() for line in lines[start : min(end, start + 8)]]
    joined = [" ".join(inside[at : at + 2]) for at in range(len(inside))]
    return any(
        text.endswith(":") and WROTE.search(text) and DATE.search(text) for text in [*inside, *joined]
    ) or _header_block(inside, 0)


def _without_history(lines: list[str]) -> list[str]:
    """Cut at the first line below which another letter stands whole."""
    looked = 0
    for number, line in enumerate(lines):
        words = line.strip()
        if not words or len(words) > WIDE or looked > _SOUGHT:
            continue
        looked += words.endswith(":")
        if _SEPARATED.match(words) and _goes_on(lines, number + 1):
            return _above(lines, number)
        if _HEADER.match(words) and _header_block(lines, number):
            return _above(lines, number)
        if words.endswith(":") and (wrapped := _program_lines(lines, number)) and _goes_on(lines, number + 1):
            return _above(lines, number - wrapped + 1)
    return lines


def _header_block(lines: list[str], at: int) -> bool:
    """Tell whether From, Sent and one more header of a letter stand together here, in any language."""
    kinds: list[str] = []
    blank = 0
    for line in lines[at : at + 14]:
        words = line.strip()
        if not words:
            blank += 1
            if blank > 1 or not kinds:
                break
            continue
        found = _HEADER.match(words) if len(words) <= 2_000 else None
        if found is None or found.lastgroup is None:
            if kinds and (line[:1] in " \t" or kinds[-1] == "to"):  # a list of addressees may run over several lines
                continue
            break
        kinds.append(found.lastgroup)
    return (
        len(kinds) >= 3
        and kinds[0] in ("from", "sent", "subject")
        and "from" in kinds
        and ("sent" in kinds or {"to", "subject"} <= set(kinds))
    )


def _goes_on(lines: list[str], at: int) -> bool:
    return any(line.strip() for line in lines[at:])


def _program_lines(lines: list[str], number: int, marked: bool = False) -> int:
    """Return over how many lines, down to this one, a mail program says whose words follow; 0 for none."""
    words = ""
    for count in range(1, LINES + 1):
        line = lines[number - count + 1].strip() if count <= number + 1 else ""
        words = f"{line} {words}".strip()
        if not line or len(words) > WIDE:
            break
        if program_wrote(words, marked):
            return count
    return 0


def _above(lines: list[str], number: int) -> list[str]:
    """Return the lines above an old letter, without the rules and headings that lead to it."""
    while number and (_RULE.fullmatch(lines[number - 1]) or _leads(lines[number - 1].strip())):
        number -= 1
    return lines[:number]


def _leads(words: str) -> bool:
    """Tell whether a line leads to an attribution: "---- Original message ----", a phone's own, or the addressee and the subject as Yandex puts them."""
    if len(words) > WIDE:
        return False
    found = _HEADER.match(words) if words.endswith((";", ",")) else None
    return bool(_SEPARATED.match(words) or _PHONE.match(words) or (found and found.lastgroup in ("to", "subject")))


def _without_signature(lines: list[str]) -> list[str]:
    """Cut the signature below "-- " and the line a phone adds."""
    while lines and (not lines[-1].strip() or _PHONE.match(lines[-1].strip())):
        lines = lines[:-1]
    for number in range(max(1, len(lines) - 14), len(lines)):
        dashes = lines[number].rstrip("\r")
        if dashes == "-- " or (
            dashes == "--" and all(len(line) < 70 for line in lines[number + 1 :]) and len(lines) - number <= 9
        ):
            return _without_signature(lines[:number])
    return lines
