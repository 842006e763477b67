"""The buttons: each is a command given with a case and the version it was shown for, so that an old one changes nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.words import say_plain
from casework.views import Card
from rules.kinds import Child, Kind, Language, Outcome, Role, kind_name
from rules.life import ANSWERED, State, Step
from rules.records import Dispatch, Paper
from rules.rights import may_use

OTHER_KINDS: Final = 3  # that a card offers by a press
LONGEST_DATA: Final = 64  # octets (Bot API, InlineKeyboardButton)

# Buttons that are no command of their own, and the command whose right they need.
RIGHT_OF: Final = {
    "reasons": "kiri",
    "excerpts": "otsi",
    "purpose": "vaata",
    "undo": "saada",
    "reopen": "sulge",
    "submit": "mustand",
    "question": "mustand",
    "fact": "mustand",
    "withdraw": "maara",
    "ack": "minu",
    "pass_on": "minu",
    "read_referral": "teata",
    "settle": "ootel",
    "receipts": "ootel",
    "read_draft": "kinnita",
    "offers": "mustand",
    "campaign": "mustand",
    "kontakt": "meedia",
    "avaldus": "meedia",
    "docx": "mustand",
    "seal": "mustand",
    "sign": "saada",
    "paras": "mustand",
    "para": "mustand",
    "tracked": "mustand",
    "pdf": "kinnita",
    "changes": "kinnita",
    "vorm": "registreeri",
}


@dataclass(frozen=True, slots=True)
class Press:
    """What a pressed button says. `version` 0: right whatever has changed since."""

    command: str
    case_id: int = 0
    version: int = 0
    words: str = ""

    @property
    def fits(self) -> bool:
        """Tell whether Telegram keeps so much."""
        return len(self._data().encode()) <= LONGEST_DATA

    def _data(self) -> str:
        return f"{self.command}:{self.case_id}:{self.version}:{self.words}"

    def data(self) -> str:
        """Return the button's data. Raises ValueError where it is longer than Telegram keeps."""
        if not self.fits:
            raise ValueError(f"the data of the button {self.command} is too long")
        return self._data()


def read_press(data: str) -> Press | None:
    """Return what a button says, None for data that is not ours."""
    parts = data.split(":", 3)
    if len(parts) != 4 or not parts[1].isdecimal() or not parts[2].isdecimal():
        return None
    return Press(parts[0], int(parts[1]), int(parts[2]), parts[3])


@dataclass(frozen=True, slots=True)
class Where:
    """Whom the buttons are for: the language, the roles of the one who reads (all in a group), the bot's address in a group."""

    language: Language
    roles: frozenset[Role] = frozenset(Role)
    link: str = ""  # https://t.me/name in a group: content is opened in private; "" in private
    reader: int = 0  # the official who reads, 0 in a group

    def button(self, key: str, press: Press, **facts: object) -> InlineKeyboardButton:
        return InlineKeyboardButton(say_plain(self.language, key, **facts), callback_data=press.data())

    def content_button(self, key: str, command: str, card: Card, **facts: object) -> InlineKeyboardButton:
        """Return a button that shows content: here in private, in a group a link to the private chat."""
        if not self.link:
            return self.button(key, Press(command, card.id, card.version if command != "kiri" else 0), **facts)
        url = f"{self.link}?start={command}_{card.ref}"
        return InlineKeyboardButton(say_plain(self.language, key, **facts), url=url)

    def may(self, command: str) -> bool:
        return may_use(self.roles, RIGHT_OF.get(command, command))


def keyboard(rows: Iterable[Sequence[InlineKeyboardButton]]) -> InlineKeyboardMarkup | None:
    filled = [row for row in rows if row]
    return InlineKeyboardMarkup(filled) if filled else None


def card_buttons(card: Card, where: Where) -> InlineKeyboardMarkup | None:
    """Return the buttons of a card: the steps its state allows and this reader may take, then the case's own tracks."""
    steps = [_step_button(row, card, where) for row in STEPS if row.fits(card) and where.may(row.command)]
    looks = [where.content_button("button.letter", "kiri", card)] if where.may("kiri") else []
    if where.may("miks"):
        looks.append(where.button("button.why", Press("miks", card.id)))
    if card.restriction_proposed and card.state is not State.CLOSED and where.may("ak"):
        looks.append(where.button("button.ak", Press("ak", card.id)))
    if "reply_to_differs" in card.doubts and card.state is not State.CLOSED and where.may("aadress"):
        looks.append(where.content_button("button.address", "aadress", card))
    if where.reader and card.handler_id == where.reader and card.state not in ANSWERED and where.may("maara"):
        looks.append(where.button("button.withdraw", Press("withdraw", card.id)))
    return keyboard([*in_rows(steps, 2), looks, *in_rows(_kind_buttons(card, where), 2), *track_rows(card, where)])


def _kind_buttons(card: Card, where: Where) -> list[InlineKeyboardButton]:
    """Return a button for each other kind the letter may be of, while no person has said which."""
    if card.state in ANSWERED or card.kind_confidence >= 1.0 or not where.may("liik"):
        return []
    return [kind_button(card, kind, where, card.version) for kind in card.other_kinds[:OTHER_KINDS]]


def kind_button(card: Card, kind: str, where: Where, version: int = 0) -> InlineKeyboardButton:
    """Return the button that says the letter is of this kind; without a version it is right whatever has changed since."""
    return where.button("button.kind", Press("liik", card.id, version, kind), kind=kind_name(Kind(kind), where.language))


@dataclass(frozen=True, slots=True)
class StepButton:
    """A step of the life table as a button. Steps that need words (asking, returning) are commands only."""

    step: Step | None
    command: str
    key: str
    when: Callable[[Card], bool]
    content: bool = False

    def fits(self, card: Card) -> bool:
        return (self.step is None or self.step in card.steps) and self.when(card)


def _waits_for_approval(card: Card) -> bool:
    """Papers other than the answer move no state: their approval waits whatever the state is."""
    waits = card.draft_version > 0 and not card.draft_approved and card.sending is None
    return waits and (card.draft_paper is not Paper.ANSWER or Step.APPROVE in card.steps)


# fmt: off
STEPS: Final = (
    #          the life table's step   command    words             and only when
    StepButton(Step.ASSIGN,            "votan",   "button.take",    lambda card: card.handler_id is None),
    StepButton(Step.DRAFT,             "mustand", "button.draft",   lambda card: card.state is not State.SENT, content=True),
    StepButton(None,                   "kinnita", "button.approve", _waits_for_approval, content=True),
    StepButton(Step.SEND,              "saada",   "button.send",    lambda card: card.sending in (None, Dispatch.WITHDRAWN)),
    StepButton(Step.SEND,              "undo",    "button.undo",    lambda card: card.sending is Dispatch.PENDING),
    StepButton(Step.CLOSE,             "sulge",   "button.close",   lambda card: card.handler_id is not None),
    StepButton(Step.REOPEN,            "reopen",  "button.reopen",  lambda _: True),
)
# fmt: on


def _step_button(row: StepButton, card: Card, where: Where) -> InlineKeyboardButton:
    if row.content:
        return where.content_button(row.key, row.command, card, version=card.draft_version)
    return where.button(row.key, Press(row.command, card.id, card.version))


def track_rows(card: Card, where: Where) -> list[list[InlineKeyboardButton]]:
    """Return the buttons of the child's and the press's track. They are right at any version: danger waits for no fresh card."""
    child = child_rows(card, where) if card.child is not Child.NONE and card.child_open and where.may("laps") else []
    return [*child, *media_rows(card, where)]


def media_rows(card: Card, where: Where) -> list[list[InlineKeyboardButton]]:
    if not card.media or card.media_done or not where.may("meedia"):
        return []
    take = where.button("button.media_take", Press("meedia", card.id, 0, "votan"))
    done = where.button("button.media_done", Press("meedia", card.id, 0, "valmis"))
    wrong = where.button("button.no_media", Press("meedia", card.id, 0, "ei valehäire"))
    return [[done] if card.media_taken_by else [take, done, wrong]]


def child_rows(card: Card, where: Where) -> list[list[InlineKeyboardButton]]:
    if not card.child_taken_by:
        return [[where.button("button.child_take", Press("laps", card.id, 0, "votan"))]]
    done = [where.button(f"child_done.{key}", Press("laps", card.id, 0, f"+{key}")) for key in CHILD_DONE]
    return in_rows(done, 2)


CHILD_DONE: Final = ("112", "kov", "kov_teab", "lasteabi", "ei")  # what may have been done for a child, one press each


def outcome_buttons(card: Card, where: Where) -> InlineKeyboardMarkup | None:
    found = [where.button(f"outcome.{outcome}", Press("sulge", card.id, card.version, outcome)) for outcome in Outcome]
    return keyboard(in_rows(found, 2))


def in_rows(buttons: Sequence[InlineKeyboardButton], width: int) -> list[list[InlineKeyboardButton]]:
    return [list(buttons[start : start + width]) for start in range(0, len(buttons), width)]
