"""Who may do what: one table of commands and roles, and the rule of four eyes."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from rules.kinds import Role
from rules.life import Step

_STAFF: Final = frozenset(Role)
_WORK: Final = frozenset({Role.OFFICIAL, Role.HEAD})  # answers letters
_DESK: Final = _WORK | {Role.CLERK}  # and registers, posts, marks them
_CARDS: Final = _DESK | {Role.PRESS, Role.AUDITOR}  # sees cards, which hold no personal data
_TEAM: Final = _DESK | {Role.PRESS}

# fmt: off
MAY: Final[Mapping[str, frozenset[Role]]] = MappingProxyType({
    "start": _STAFF, "abi": _STAFF, "seis": _STAFF, "katkesta": _STAFF,
    # lists and cards
    "uued": _DESK, "minu": _TEAM, "tahtajad": _CARDS, "vaata": _CARDS, "miks": _CARDS, "ootel": _DESK,
    # the text of letters
    "kiri": _DESK, "otsi": _DESK,
    # whose, and what it is
    "votan": _WORK, "maara": _WORK, "liik": _DESK, "keel": _DESK, "paranda": _DESK, "piira": _WORK,
    # answering
    "aadress": _WORK, "mustand": _WORK, "kinnita": _WORK, "tagasi": _WORK, "saada": _DESK, "pikenda": _WORK, "tapsusta": _WORK,
    "edasta": _WORK, "sulge": _WORK, "sisend": _WORK, "margi": _TEAM, "seisukoht": _TEAM,
    # the register
    "registreeri": _DESK, "viit": _DESK, "registrileht": _DESK, "ak": _DESK, "yhenda": _DESK, "jaga": _DESK, "seo": _DESK,
    # tracks and alarms: whoever sees a child in danger may say so
    "laps": _TEAM, "teata": _WORK, "rada": _WORK, "valesaaja": _DESK, "meedia": _TEAM,
    # the office
    "puhkus": _TEAM, "aruanne": _CARDS,
})
# fmt: on

# Who may read the log of looks at content: it names colleagues, not citizens.
MAY_SEE_LOOKS: Final = frozenset({Role.HEAD, Role.AUDITOR})

# What a person without any role, a citizen, may do with the bot.
PUBLIC: Final = frozenset({"start", "abi", "seis", "katkesta"})

COMMAND_OF: Final[Mapping[Step, str]] = MappingProxyType(
    {
        Step.ASSIGN: "votan",
        Step.ASK: "tapsusta",
        Step.DRAFT: "mustand",
        Step.RETURN: "tagasi",
        Step.APPROVE: "kinnita",
        Step.SEND: "saada",
        Step.CLOSE: "sulge",
    }
)


class Approvers(StrEnum):
    """The setting `[approval] approvers`: whose approval counts."""

    HEAD = "head"
    OFFICIAL = "official"


class NoApproval(StrEnum):
    """Why somebody may not approve a draft."""

    OWN_DRAFT = "own_draft"
    ONLY_HEAD = "only_head"
    NO_RIGHT = "no_right"


def may_use(roles: Iterable[Role], command: str) -> bool:
    """Tell whether one of the roles may give the command (its Estonian name without slash); an unknown one nobody may."""
    held = frozenset(roles)
    return bool(held & MAY.get(command, frozenset())) if held else command in PUBLIC


def may_step(roles: Iterable[Role], step: Step) -> bool:
    """Tell whether a person may ask for a step; steps without a command are the house's own."""
    return step in COMMAND_OF and may_use(roles, COMMAND_OF[step])


def may_approve(
    approver_roles: Iterable[Role],
    approver: str,
    drafter: str,
    *,
    approvers: str = Approvers.HEAD,
    four_eyes: bool = True,
    stands_in_for_head: bool = False,
) -> str:
    """Return why `approver` may not approve what `drafter` drafted (a NoApproval), or "".

    Four eyes first: nobody approves an own draft, not even the head. Then the agency's setting: the head or who stands
    in for the head, or any official. The letter that hands on a child in danger is asked with `four_eyes` off and
    approvers "official": the one on duty may send it alone (DESIGN.md section 2).
    """
    roles = frozenset(approver_roles)
    if not may_use(roles, "kinnita"):
        return NoApproval.NO_RIGHT
    if four_eyes and approver == drafter:
        return NoApproval.OWN_DRAFT
    if approvers == Approvers.HEAD and Role.HEAD not in roles and not stands_in_for_head:
        return NoApproval.ONLY_HEAD
    return ""
