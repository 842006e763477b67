"""The card of a case: short, to be read at a glance, and never a name, an address, a code or a word of the letter."""

from datetime import date, datetime
from typing import Final

from bot.open_acts import acts_line, inner_line, input_lines, today_of, track_lines
from bot.proof import card_reasons
from bot.text import Html
from bot.words import day, moment, say, spoken
from casework.letters import SURE_ENOUGH
from casework.office import Office
from casework.views import Card
from reading.sign_names import sign_name
from reading.topic import topic_name
from rules.explain import basis_in
from rules.kinds import Child, Kind, Language, kind_name
from rules.life import ANSWERED, State
from rules.records import Dispatch, Paper, Way
from rules.restrictions import basis

GREEN, YELLOW, RED, BLACK, NONE = "🟢", "🟡", "🔴", "⚫", "⚪"
SOON, NOW = 4, 1  # calendar days left to the safe date
MOST_CLOSED: Final = 5  # days on which the agency is shut that a card names


def card_text(card: Card, language: Language, office: Office) -> str:
    """Return the card as Telegram's HTML; in `reference` mode number and days only."""
    if office.privacy.chat == "reference":
        return f"{colour(card)} <b>{card.ref}</b> · {days_in_words(card, language)}\n{state_in_words(card, language)}"
    lines = [
        f"{colour(card)} <b>{card.ref}</b> · {kind_in_words(card, language)}",
        term_line(card, language),
        inner_line(card, language, office),
        acts_line(card, language, office),
        _about(card, language),
        _whose(card, language),
        _likes(card, language),
        *marks(card, language, office),
        state_in_words(card, language),
        card_reasons(card, language),
    ]
    return "\n".join(line for line in lines if line)


def alert_text(card: Card, language: Language, office: Office) -> str:
    """Return what an alert of a child needs of its case: who has taken it, whether an offence is suspected, and the case as one line."""
    lines = [*_child(card, language), *_offence(card, language)] if office.privacy.chat != "reference" else []
    return "\n".join([*lines, line_of(card, language, office)])


def line_of(card: Card, language: Language, office: Office) -> str:
    """Return a case as one line of a list."""
    if office.privacy.chat == "reference":
        return f"{colour(card)} <b>{card.ref}</b> · {days_in_words(card, language)}"
    signs = "".join(sign for sign, shown in (
        ("🚨", card.child_open), ("📣", card.media and not card.media_done), ("⏱", bool(card.tracks)), ("🤝", any(not one.ended for one in card.inputs)),
        ("🔒", card.restricted)) if shown)  # fmt: skip
    whose = card.handler or say(language, "card.nobody_short")
    return (
        f"{colour(card)} <b>{card.ref}</b> {signs} {kind_in_words(card, language, short=True)} · "
        f"{days_in_words(card, language)} · {say(language, 'card.plain', words=whose)}{_press_deadline(card, language, office)}"
    ).replace("  ", " ")


def colour(card: Card) -> str:
    """Return the mark of how much time is left."""
    if card.days_left is None or card.state in ANSWERED:
        return NONE
    if card.days_left < 0:
        return BLACK
    return RED if card.days_left <= NOW else YELLOW if card.days_left <= SOON else GREEN


def days_in_words(card: Card, language: Language) -> str:
    """Return the days to the safe date in words."""
    left = card.days_left
    if card.state in ANSWERED:
        return say(language, f"state.{card.state}")
    match left:
        case None:
            return say(language, "days.none")
        case 0 | 1 | -1:
            return say(language, {0: "days.today", 1: "days.tomorrow", -1: "days.over_one"}[left])
    return say(language, "days.left", n=left) if left > 0 else say(language, "days.over", n=-left)


def term_line(card: Card, language: Language) -> str:
    """Return the legal date with its section, the safe date and what is left to it."""
    if card.due is None:
        return say(language, "card.no_term")
    words: str = say(language, "card.term", due=card.due, basis=basis_in(card.basis, spoken(language)))
    if card.safe and card.safe != card.due:
        words += " · " + say(language, "card.safe", day=day(card.safe))
    if card.extended:
        words += " · " + say(language, "card.extended")
    return words if card.state in ANSWERED else f"{words} · <b>{days_in_words(card, language)}</b>"


def kind_in_words(card: Card, language: Language, short: bool = False) -> str:
    """Return the kind, with a question mark while it is but a guess, and what else the letter may be or hold."""
    name = kind_name(card.kind, spoken(language))
    doubtful = card.kind_confidence < SURE_ENOUGH
    if short:
        return f"{name}?" if doubtful else name
    others = ", ".join(kind_name(Kind(kind), spoken(language)) for kind in card.other_kinds)
    sure = say(language, "card.sure", percent=round(card.kind_confidence * 100))
    told = f"{name}? ({sure})" if doubtful else name
    return f"{told}; {say(language, 'card.or' if doubtful else 'card.also', kinds=others)}" if others else told


def state_in_words(card: Card, language: Language) -> str:
    """Return what the case waits for and what of it is on its way."""
    said = say(language, f"card.state.{card.state}")
    if card.draft_version and card.state not in ANSWERED:
        stage = "approved" if card.draft_approved else "waits"
        paper = say(language, f"paper.{card.draft_paper}")
        draft = say(language, f"card.draft_{stage}", paper=paper, version=card.draft_version)
        if card.draft_paper is Paper.ANSWER:
            said = draft if card.state in (State.DRAFTED, State.APPROVED) else said
        elif card.sending is not Dispatch.SENT:
            said = Html(f"{said}\n{draft}")
    going = f"card.sending.{card.sending}" if card.sending and card.sending is not Dispatch.SENT else ""
    return f"{said}\n{say(language, going)}" if going and card.sending is not Dispatch.WITHDRAWN else said


def marks(card: Card, language: Language, office: Office) -> list[str]:
    """Return the case's marks, one a line: the child first."""
    lines = _child(card, language)
    if card.media:
        stage = "done" if card.media_done else "taken" if card.media_taken_by else "open"
        told = say(
            language,
            f"mark.media_{stage}",
            name=card.media_taken_by,
            signs="; ".join(sign_name(sign, language) for sign in card.media_signs),
        )
        lines.append(told + _press_deadline(card, language, office))
    lines += _further_dates(card, language, office)
    lines += track_lines(card, language, office)
    lines += input_lines(card, language, office)
    lines += [say(language, "card.linked", refs=", ".join(card.linked))] if card.linked else []
    lines += _offence(card, language)
    lines += [say(language, "mark.unverified")] if _unsigned_inquiry(card) else []
    lines += _access(card, language)
    return lines + _doubts(card, language)


def _child(card: Card, language: Language) -> list[str]:
    if card.child is Child.NONE:
        return []
    stage = "done" if not card.child_open else "taken" if card.child_taken_by else "open"
    level = say(language, f"child.{card.child}")
    return [say(language, f"mark.child_{stage}", level=level, name=card.child_taken_by)]


def _offence(card: Card, language: Language) -> list[str]:
    return [say(language, "mark.offence")] if card.offence else []


def _access(card: Card, language: Language) -> list[str]:
    """Return the restriction that a person decided on, or what is proposed while nobody has."""
    if card.restricted and card.restriction:
        return [say(language, "mark.ak", until=day(card.restricted_until), basis=basis(card.restriction))]
    if card.restricted:
        return [say(language, "mark.restricted")]
    if card.restriction_proposed and card.state is not State.CLOSED:
        return [say(language, "mark.ak_proposed", basis=basis(card.restriction_proposed), ref=card.ref)]
    return []


def _further_dates(card: Card, language: Language, office: Office) -> list[str]:
    """Return the dates beside that of the law: the day an authority named, where another rule counts, and the agency's own closures."""
    if card.state in ANSWERED:
        return []
    lines: list[str] = []
    if card.named_day and card.named_day != card.due:
        lines.append(say(language, "mark.named_day", day=day(card.named_day)))
    shut = sorted(one for one in office.calendar.closures if today_of(card) <= one <= (card.due or date.min))
    if shut:
        lines.append(say(language, "mark.closed_days", days=", ".join(map(day, shut[:MOST_CLOSED]))))
    return lines


def _doubts(card: Card, language: Language) -> list[str]:
    """Return what is doubtful in who wrote, by name: the addresses are content."""
    if not card.doubts:
        return []
    return [say(language, "mark.doubt", doubts=", ".join(say(language, f"doubt.{one}") for one in card.doubts))]


def _press_deadline(card: Card, language: Language, office: Office) -> str:
    if card.media_deadline is None or card.media_done:
        return ""
    return " · " + say(language, "mark.media_deadline", moment=_at(card.media_deadline, office))


def _unsigned_inquiry(card: Card) -> bool:
    """An authority's inquiry whose sender nothing proves: the official looks before answering."""
    return card.kind is Kind.INQUIRY and card.assurance == "unverified" and card.channel is Way.MAIL


def _about(card: Card, language: Language) -> str:
    topic = topic_name(card.topic)
    spoken_there = say(language, f"language.{card.language}")
    sure = say(language, f"assurance.{card.assurance}") if card.channel is Way.MAIL else ""
    unowed = "" if card.expects_reply else say(language, "card.no_reply")
    return " · ".join(filter(None, (say(language, "card.topic", topic=topic) if topic else "",
                                    say(language, "card.language", spoken=spoken_there), unowed, sure)))  # fmt: skip


def _whose(card: Card, language: Language) -> str:
    if card.handler:
        return say(language, "card.handler", name=card.handler)
    return say(language, "card.proposed", name=card.proposed) if card.proposed else say(language, "card.nobody")


def _likes(card: Card, language: Language) -> str:
    """Return how many letters are like this one, and how many cases its writer has beside it: counts only."""
    told = (("card.same", card.likes.same), ("card.of_person", card.likes.of_person))
    return " · ".join(say(language, key, count=count) for key, count in told if count)


def _at(value: datetime, office: Office) -> str:
    return moment(value, office.calendar.zone)
