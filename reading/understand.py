"""What a letter tells, as a colleague would say it after one reading: suggestions, each with its reasons."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from reading.child import ChildSigns, child, speaks_of_child
from reading.deadlines import named_day
from reading.features import Seen, seen
from reading.kinds import Facts, kind_of
from reading.language import in_latin_letters, language, language_signs, languages
from reading.learned import Second
from reading.lexicon import Told, tell
from reading.masking import mask
from reading.media import goes_public, journalist_asks, media
from reading.model import NO_CHILD, RULED_DANGER, RULED_NEED, RULED_OFFENCE, Model, Verdict, model_in_use
from reading.offence import facts_of_offence, offence
from reading.page import Found, Media, Page, Reason, Senders, Suggestions, card_safe
from reading.personal import LISTED, personal_data
from reading.replies import expects_reply
from reading.taught import Third
from reading.text import clean
from reading.topic import Topic, told_topic, topics_in_use
from rules.kinds import Child, Kind

__all__ = ["Found", "Media", "Page", "Reason", "Senders", "Suggestions", "card_safe", "understand"]

FEW: Final = 200  # letters; a letter that short is told by what is attached to it
CLOSING: Final = 5  # lines under which the writer's name and post stand
SHORT: Final = 12  # words
SHORT_LINE: Final = 75  # letters; a name or a post stands on a shorter line
_ATTACHED: Final = 20_000  # characters read of one attachment
_FORWARDED: Final = re.compile(r"^[ \t>]*(?:-{2,}\s*)?(?:forwarded message|begin forwarded message|original message forwarded|edastatud (?:sõnum|kiri|e-kiri)|edasisaadetud|пересылаемое сообщение|пересланное сообщение|weitergeleitete nachricht|välitetty viesti)", re.IGNORECASE | re.MULTILINE)  # fmt: skip
_FORWARD_SUBJECT: Final = re.compile(r"^\s*(?:fwd?|edasi|vs|wg|tr|пересл)\s*:", re.IGNORECASE)
_POST: Final = frozenset({"authority_post"})
_LETTER: Final = re.compile(r"[^\W\d_]")


def understand(page: Page, senders: Senders, topics: Sequence[Topic] = (), model: Model | None = None) -> Suggestions:
    """Return the suggestions for one letter.

    Only new words are read, and what is forwarded or attached; quoted history is read for personal data alone.
    At most 200,000 characters of a text are read. Never raises for anything a letter may hold; linear in its length.
    """
    text = _read(page)
    spoken = language(text, page.subject)
    read = languages(f"{page.subject}\n{text}", spoken)
    latin = in_latin_letters(text, spoken)
    told = tell(f"{page.subject}\n\n{text}", read, latin)  # the subject is the letter's first sentence
    facts, press, harm = _facts(page, senders, told, read)
    verdict = Verdict(model or model_in_use(), seen(told, latin, _whole_signs(page, senders, told), _ruled(told, harm)))
    second, third = Second(verdict, told), Third(verdict, told)
    if not page.automatic:
        harm, press = third.child(second.child(harm)), second.media(press, _aware(page.date))
    facts = replace(facts, child=harm.child, goes_public=goes_public(press))
    subject = tell(page.subject, read, latin)
    first = kind_of(told, subject, facts).kind
    crime = () if page.automatic else second.offence(offence(told, harm, first), first)
    suspected, crime = (False, ()) if page.automatic else third.offence(crime, harm.child)
    kind = kind_of(told, subject, replace(facts, offence=suspected))
    kind = kind if page.automatic else second.kind(kind)
    found = personal_data(page, senders)
    listed = topics or topics_in_use()
    about, shown = third.topic(*told_topic(text, page.subject, listed), {one.slug for one in listed})
    owed, owed_why = expects_reply(told, kind.kind, page.automatic)
    if not page.automatic:
        owed, owed_why = third.reply(owed, owed_why, kind.kind)
    return Suggestions(
        language=spoken,
        language_reasons=tuple(map(Reason, language_signs(text, spoken, read))),
        kind=kind.kind,
        kind_confidence=kind.confidence,
        kind_reasons=kind.reasons,
        other_kinds=kind.others,
        media=press,
        child=harm.child,
        child_reasons=harm.reasons,
        offence=suspected,
        offence_reasons=crime,
        topic=about,
        topic_reasons=shown,
        expects_reply=owed,
        reply_reasons=(owed_why,),
        named_day=named_day(told, _aware(page.date)) if kind.kind is Kind.INQUIRY else None,
        personal_data=tuple(one for one in found if one.type in LISTED),
        masked=mask(clean(page.text), found),
    )


def seen_by_model(page: Page, senders: Senders) -> Seen:
    """Return what the model sees of a letter."""
    text = _read(page)
    spoken = language(text, page.subject)
    latin = in_latin_letters(text, spoken)
    read = languages(f"{page.subject}\n{text}", spoken)
    told = tell(f"{page.subject}\n\n{text}", read, latin)
    *_, harm = _facts(page, senders, told, read)
    return seen(told, latin, _whole_signs(page, senders, told), _ruled(told, harm))


def _ruled(told: Told, harm: ChildSigns) -> tuple[str, ...]:
    """Return what the rules say of harm, for the model to weigh beside its own."""
    known = {
        NO_CHILD: not speaks_of_child(told),
        RULED_DANGER: harm.child is Child.DANGER,
        RULED_NEED: harm.child is not Child.NONE,
        RULED_OFFENCE: facts_of_offence(told),
    }
    return tuple(name for name, holds in known.items() if holds)


def _whole_signs(page: Page, senders: Senders, told: Told) -> tuple[str, ...]:
    """Return what is known of the letter as a whole beside its words."""
    known = {
        "sign authority": senders.is_authority(page.sender),
        "sign outlet": bool(senders.outlet(page.sender)),
        "sign automatic": page.automatic,
        "sign question": "?" in told.text,
        "sign short": len(told.words) < SHORT,
    }
    return tuple(name for name, holds in known.items() if holds)


def _facts(page: Page, senders: Senders, told: Told, read: tuple[str, ...]) -> tuple[Facts, Media, ChildSigns]:
    """Return what the kind rests on beside words: who writes, and the signs of danger and of the press."""
    outlet = senders.outlet(page.sender)
    authority = senders.is_authority(page.sender)
    closing = _closing(page)
    posted = tell(closing, read, concepts=_POST).has("authority_post")
    press = media(told, outlet, _aware(page.date), page.automatic)
    asks = () if page.automatic else journalist_asks(told, outlet)
    harm = child(told, authority or (posted and told.has("authority_demand|authority_child")), bool(asks))
    if page.automatic and harm.child is not Child.DANGER:
        harm = ChildSigns(Child.NONE, ())
    facts = Facts(
        authority=authority,
        authority_signs=posted,
        press=asks,
        automatic=page.automatic,
        child=harm.child,
        closing=closing,
        senders=page.senders_count,
        goes_public=goes_public(press),
    )
    return facts, press, harm


def _read(page: Page) -> str:
    """Return the words that count: new ones, forwarded ones, and attached ones where the letter itself says little."""
    parts = [page.text]
    forwarded = _FORWARDED.search(page.body)
    if forwarded and page.body[forwarded.start() :].strip() not in page.text:
        parts.append(page.body[forwarded.start() :])
    elif _FORWARD_SUBJECT.match(page.subject) and len(_LETTER.findall(page.text[:2000])) < FEW:
        parts.append(page.body)
    short = len(_LETTER.findall("".join(parts)[:5000])) < FEW
    parts += [
        text[:_ATTACHED]
        for name, text in page.attachments
        if short or name.lower().endswith(".eml") or "rfc822" in name
    ]
    return "\n\n".join(part for part in parts if part.strip())


def _closing(page: Page) -> str:
    """Return the lines under which the writer signs, those after the new words included."""
    new = page.text.strip()
    lines = [line for line in new[-1500:].splitlines() if 0 < len(line.strip()) < SHORT_LINE][-CLOSING:]
    at = page.body.find(new[-60:]) if new else -1
    after = page.body[at + len(new[-60:]) :][:400] if at >= 0 else ""
    signature = [
        line for line in after.splitlines() if 0 < len(line.strip()) < SHORT_LINE and not line.lstrip().startswith(">")
    ][:5]
    return "\n".join(lines + signature)


def _aware(moment: datetime | None) -> datetime | None:
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)
