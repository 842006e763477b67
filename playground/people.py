"""Who lives in the make-believe town: citizens with mailboxes, colleagues with chats. All names and addresses are invented."""

from dataclasses import dataclass
from typing import Final

AGENCY: Final = "info@ska.example"
NIGHT_DESK: Final = "oovalve@ska.example"


@dataclass(frozen=True, slots=True)
class Citizen:
    """Somebody who writes letters to the agency. `chat_id` is their account on the chat server."""

    key: str
    name: str
    address: str
    language: str
    chat_id: int
    is_journalist: bool = False


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works at the agency; `role` is one of the office's roles."""

    key: str
    name: str
    role: str
    chat_id: int


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat: who is in it beside the bot."""

    key: str
    title: str
    chat_id: int
    members: tuple[str, ...]


# fmt: off
CITIZENS: Final = (
    Citizen("kadri", "Kadri Ojametsa",  "kadri.ojametsa@kirjakodu.example",  "et", 301),
    Citizen("igor",  "Игорь Ветров",    "igor.vetrov@kirjakodu.example",     "ru", 302),
    Citizen("emma",  "Emma Larkfield",  "emma.larkfield@kirjakodu.example",  "en", 303),
    Citizen("ats",   "Ats Uudismaa",    "ats.uudismaa@err.ee",               "et", 304, is_journalist=True),
)
COLLEAGUES: Final = (
    Colleague("mari",  "Mari Allikmets",  "official", 201),
    Colleague("juri",  "Jüri Kivirand",   "official", 202),
    Colleague("helve", "Helve Põldaru",   "head",     203),
    Colleague("piret", "Piret Sõnamets",  "press",    204),
)
GROUPS: Final = (
    Group("duty",  "Järelevalve valverühm",  -1001000000001, ("mari", "juri", "helve")),
    Group("heads", "Juhid",                  -1001000000002, ("helve",)),
    Group("press", "Pressirühm",             -1001000000003, ("piret",)),
)
# fmt: on

EVERYBODY_ELSE: Final = "teised"  # the mailbox of all addresses that are nobody's in this town


def citizen(key: str) -> Citizen:
    """Return a citizen by key. Raises KeyError."""
    return {one.key: one for one in CITIZENS}[key]


def colleague(key: str) -> Colleague:
    """Return a colleague by key. Raises KeyError."""
    return {one.key: one for one in COLLEAGUES}[key]


def group(key: str) -> Group:
    """Return a group by key. Raises KeyError."""
    return {one.key: one for one in GROUPS}[key]
