"""The proof of a date and the reasons of a suggestion, as a chat message."""

from collections.abc import Sequence
from datetime import date, tzinfo

from bot.text import Html, cut, safe, spoiler
from bot.words import day, moment, say, say_plain, spoken
from casework.clock_history import ClockAct
from casework.content import Why
from casework.views import Card
from reading.sign_names import sign_name
from reading.understand import Reason
from rules.deadlines import Deadline, ProofDay
from rules.explain import proof_lines
from rules.kinds import Child, Language, kind_name
from rules.life import ANSWERED

LONGEST_PROOF = 1800  # units: day by day a year would fill ten messages
LONGEST_SENTENCE = 200
MOST_SENTENCES = 4  # a subject
MOST_NAMES = 4  # of signs that a card tells for one suggestion
FIRST = ("registered", "understood")  # acts before which there was no day


def proof_text(found: Deadline, language: Language, zone: tzinfo, days: bool = False, today: date = date.min) -> str:
    """Return the sentences of a deadline, and, folded below them, the days that do not count."""
    lines = [safe(line) for line in proof_lines(found, spoken(language), zone, today)]  # type: ignore[arg-type]
    odd = _odd_days(found.proof, spoken(language)) if days else []
    folded = f"<blockquote expandable>{safe(cut(chr(10).join(odd), LONGEST_PROOF)[0])}</blockquote>" if odd else ""
    return "\n".join(filter(None, (*lines, folded)))


def acts_text(found: Why, language: Language, zone: tzinfo) -> str:
    """Return what has moved the clock since the registration, one act a line: both kinds, both days; "" where nothing has."""
    if len(found.acts) < 2:
        return ""
    told = [_act(act, language, zone) for act in found.acts]
    return "\n".join([say(language, "why.acts"), *told])


def _act(act: ClockAct, language: Language, zone: tzinfo) -> str:
    kinds = list(dict.fromkeys(kind_name(kind, spoken(language)) for kind in (act.kind_was, act.kind) if kind))
    days = [day(one) for one in ((act.due_was, act.due) if act.what not in FIRST else (act.due,))]
    beside = f"{say_plain(language, 'why.act.safe')} {day(act.safe_was)} → {day(act.safe)}" if act.due_was == act.due and act.safe_was != act.safe else ""
    facts = "; ".join(filter(None, (" → ".join(kinds), " → ".join(dict.fromkeys(days)), beside)))
    by = f" ({act.by})" if act.by else ""
    return safe(f"{moment(act.at, zone)} {say_plain(language, f'why.act.{_verb(act)}')}: {facts}{by}")


def _verb(act: ClockAct) -> str:
    """Return how an act is named: of the same kind another term or day was named."""
    return "term" if act.what == "kind" and act.kind_was is act.kind else act.what


def sign_names(found: Why, language: Language) -> str:
    """Return the names of the signs by subject: nothing of the letter's own words."""
    told = [f"{say(language, f'sign.{subject}')}: {_names(reasons, language)}" for subject, reasons in found.reasons]
    return "\n".join([say(language, "why.signs"), *told]) if told else ""


def card_reasons(card: Card, language: Language) -> Html | str:
    """Return the names of the signs behind each suggestion, folded away on the card; "" where none are known or the case is answered.

    Those of the press stand on its own mark, and what was overruled has none here.
    """
    if card.state in ANSWERED:
        return ""
    untold = {"media", *(["child"] if card.child is Child.NONE else []), *([] if card.offence else ["offence"])}
    lines = [f"{say(language, f'sign.{subject}')}: {safe(', '.join(sign_name(one, language) for one in names[:MOST_NAMES]))}"
             for subject, names in card.reasons if subject not in untold]  # fmt: skip
    return Html(f"<blockquote expandable>💡 {chr(10).join(lines)}</blockquote>") if lines else ""


def reasons_text(found: Why, language: Language) -> str:
    """Return the signs with the sentences that show them, under a spoiler; each sentence once."""
    told = []
    for subject, reasons in found.reasons:
        told.append(f"<b>{say(language, f'sign.{subject}')}</b>")
        sentences = list(dict.fromkeys(reason.sentence for reason in reasons))[:MOST_SENTENCES]
        told += [
            _shown(sentence, [one for one in reasons if one.sentence == sentence], language) for sentence in sentences
        ]
    return "\n".join([say(language, "why.signs"), *told]) if told else ""


def _shown(sentence: str, reasons: Sequence[Reason], language: Language) -> str:
    names = f"• {_names(reasons, language)}"
    return f"{names}: {spoiler(cut(sentence, LONGEST_SENTENCE)[0])}" if sentence else names


def _names(reasons: Sequence[Reason], language: Language) -> str:
    return safe(", ".join(dict.fromkeys(sign_name(reason.name, language) for reason in reasons)))


def _odd_days(proof: tuple[ProofDay, ...], language: Language) -> list[str]:
    """Return the days a reader would ask about: those that do not count, the first and the last."""
    shown = [one for at, one in enumerate(proof) if not one.counts or at in (0, len(proof) - 1) or len(one.said) > 1]
    return [f"{day(one.date)} {'✓' if one.counts else '–'} {one.told(language)}" for one in shown]
