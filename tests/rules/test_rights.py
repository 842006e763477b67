"""Who may do what: the table whole, and four eyes."""

import pytest

from rules.kinds import Role
from rules.life import Step
from rules.rights import COMMAND_OF, MAY, PUBLIC, NoApproval, may_approve, may_step, may_use

# The commands of the contract, by their Estonian names (DESIGN.md section 5).
COMMANDS = {
    "start", "abi", "uued", "minu", "tahtajad", "vaata", "kiri", "votan", "maara", "liik", "keel", "mustand",
    "kinnita", "tagasi", "saada", "pikenda", "tapsusta", "edasta", "sulge", "viit", "registrileht", "ak", "teata",
    "rada", "valesaaja", "meedia", "laps", "miks", "otsi", "sisend", "puhkus", "aruanne", "margi", "ootel", "yhenda",
    "jaga", "seo", "aadress", "paranda", "seisukoht", "piira", "katkesta", "registreeri", "seis",
}  # fmt: skip

# fmt: off
FORBIDDEN = {
    # who ...          may not ...
    Role.PRESS:        COMMANDS - {"start", "abi", "seis", "katkesta", "minu", "tahtajad", "vaata", "miks", "meedia", "laps", "margi", "seisukoht", "puhkus", "aruanne"},
    Role.CLERK:        {"aadress", "votan", "maara", "piira", "mustand", "kinnita", "tagasi", "pikenda", "tapsusta", "edasta", "sulge", "sisend", "teata", "rada"},
    Role.AUDITOR:      COMMANDS - {"start", "abi", "seis", "katkesta", "tahtajad", "vaata", "miks", "aruanne"},
    Role.ADMIN:        COMMANDS - {"start", "abi", "seis", "katkesta"},
    Role.OFFICIAL:     set(),
    Role.HEAD:         set(),
}
# fmt: on


def test_the_table_has_every_command_and_no_other() -> None:
    assert set(MAY) == COMMANDS
    assert all(name.isascii() and name.islower() for name in MAY)


@pytest.mark.parametrize("role", Role)
def test_each_role_may_what_its_work_needs(role: Role) -> None:
    assert {command for command in COMMANDS if not may_use([role], command)} == FORBIDDEN[role]


def test_two_roles_may_what_either_may() -> None:
    assert may_use([Role.PRESS, Role.CLERK], "viit")
    assert may_use([Role.PRESS, Role.CLERK], "meedia")
    assert not may_use([Role.PRESS, Role.CLERK], "kinnita")


def test_a_citizen_may_start_ask_for_help_ask_how_it_stands_and_leave() -> None:
    assert {command for command in COMMANDS if may_use([], command)} == PUBLIC


def test_nobody_may_what_is_no_command() -> None:
    assert not may_use(Role, "kustuta")
    assert not may_use([], "kustuta")


@pytest.mark.parametrize("role", [Role.PRESS, Role.AUDITOR, Role.ADMIN])
def test_the_text_of_letters_is_for_those_who_answer_and_register_them(role: Role) -> None:
    assert not any(may_use([role], command) for command in ("kiri", "otsi", "mustand", "registrileht"))


def test_a_step_may_be_asked_for_by_those_who_may_give_its_command() -> None:
    assert set(COMMAND_OF) == {Step.ASSIGN, Step.ASK, Step.DRAFT, Step.RETURN, Step.APPROVE, Step.SEND, Step.CLOSE}
    assert may_step([Role.OFFICIAL], Step.DRAFT)
    assert not may_step([Role.CLERK], Step.DRAFT)
    assert may_step([Role.CLERK], Step.SEND)  # posts what was approved
    assert not any(may_step(Role, step) for step in (Step.UNDELIVERED, Step.VOID, Step.CLARIFIED, Step.REOPEN))


OFFICIAL, HEAD, CLERK = [Role.OFFICIAL], [Role.HEAD], [Role.CLERK]

# fmt: off
APPROVALS = [
    # roles     approver  drafter   approvers    four eyes  for the head   why not
    (HEAD,      "anne",   "mari",   "head",      True,      False,         ""),
    (HEAD,      "anne",   "anne",   "head",      True,      False,         NoApproval.OWN_DRAFT),
    (HEAD,      "anne",   "anne",   "head",      False,     False,         ""),
    (OFFICIAL,  "jaan",   "mari",   "head",      True,      False,         NoApproval.ONLY_HEAD),
    (OFFICIAL,  "jaan",   "mari",   "head",      True,      True,          ""),
    (OFFICIAL,  "jaan",   "jaan",   "head",      True,      True,          NoApproval.OWN_DRAFT),
    (OFFICIAL,  "jaan",   "mari",   "official",  True,      False,         ""),
    (OFFICIAL,  "jaan",   "jaan",   "official",  True,      False,         NoApproval.OWN_DRAFT),
    (OFFICIAL,  "jaan",   "jaan",   "official",  False,     False,         ""),
    (CLERK,     "tiit",   "mari",   "official",  True,      False,         NoApproval.NO_RIGHT),
    ([],        "x",      "mari",   "official",  False,     True,          NoApproval.NO_RIGHT),
]
# fmt: on


@pytest.mark.parametrize(("roles", "approver", "drafter", "approvers", "four_eyes", "for_head", "why"), APPROVALS)
def test_who_may_approve(
    roles: list[Role], approver: str, drafter: str, approvers: str, four_eyes: bool, for_head: bool, why: str
) -> None:
    found = may_approve(roles, approver, drafter, approvers=approvers, four_eyes=four_eyes, stands_in_for_head=for_head)
    assert found == why
