"""Whether the communications staff must know of a letter: by what is asked and told, and by an outlet's domain, never by persons."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from reading.deadlines import deadline
from reading.lexicon import Told
from reading.page import Media, Reason
from reading.signs import Sign, weigh

# fmt: off
_ASKS: Final = (
    # name                          weight needs                                                        unless  span
    Sign("writes_for_publication",  2.0,   ("journalist_self",),),
    Sign("journalist_asks_comment", 2.0,   ("journalist_word", "press_ask"),                             "crew|press_wants", 2),
)
_TELLS: Final = (
    Sign("announces_going_to_press", 2.0, ("media_body", "go_public"),          "mere_mention|machine_word|not_as_press"),
    Sign("makes_it_public",          2.0, ("made_public",)),
    Sign("own_channel",              2.0, ("own_channel", "will_publish"),      "", 3),
    Sign("social_media_storm",       2.0, ("social", "spread"),                 "machine_word", 2),
    Sign("public_figure",            2.0, ("public_figure", "gossip|media_body"), "mere_mention", 4),
    Sign("pending_broadcast",        2.0, ("crew", "coming|on_air|media_body"), "", 2),
    Sign("pending_broadcast",        2.0, ("on_air", "coming", "media_body"),   "mere_mention|not_as_press", 1),
    Sign("publication_out",          2.0, ("out", "out_about_us"),              "mere_mention", 1),
    Sign("journalist_asks_through",  2.0, ("press_wants",),                     "machine_word"),
)
# fmt: on
RELEVANT: Final = 2.0


def media(told: Told, outlet: str, sent: datetime | None, automatic: bool) -> Media:
    """Return whether the press staff must know, the signs, and the deadline that a journalist set."""
    if automatic or told.has("machine_word"):
        return Media(confidence=0.1)
    asking = journalist_asks(told, outlet)
    tells = weigh(told, _TELLS)
    reasons = asking + tells.reasons
    weight = (2.5 if asking else 0.0) + tells.weight
    if weight < RELEVANT:
        return Media(confidence=0.1 + weight / 10)
    set_by_press = bool(asking) or told.has("press_wants")
    return Media(True, min(0.98, 0.6 + weight / 12), reasons, deadline(told, sent) if set_by_press else None)


def goes_public(told: Media) -> bool:
    """Tell whether the writer announces to take the matter to the press or to followers."""
    return any(reason.name in ("announces_going_to_press", "makes_it_public", "own_channel") for reason in told.reasons)


def journalist_asks(told: Told, outlet: str) -> tuple[Reason, ...]:
    """Return the signs that someone who will publish asks; none where a journalist writes as a parent."""
    if told.has("not_as_press") or told.has("machine_word"):
        return ()
    asks = weigh(told, _ASKS)
    from_outlet = (Reason("outlet_domain", ""),) if outlet else ()
    if outlet or asks.weight >= RELEVANT:
        return from_outlet + _once(asks.reasons)
    return ()


def _once(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    return tuple({reason.sentence: reason for reason in reasons}.values())
